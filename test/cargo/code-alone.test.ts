// Code that is made beside the thread that judges the crate is the code of a crate that was judged: closures, constants without a
// name, generic functions and statics are numbered and found in the same order.
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { prepareBuild } from "../../src/cargo/build/build.ts";
import type { PlannedUnit } from "../../src/cargo/build/build-options.ts";
import { unitCompiler } from "../../src/cargo/compile/unit-compiler.ts";
import type { UnitCompiler } from "../../src/cargo/compile/unit-compiler.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const MANIFEST =
  '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n[profile.dev]\npanic = "abort"\n[profile.release]\npanic = "abort"\n';
const HEAD = "#![no_std]\n#![no_main]\n#[panic_handler]\nfn panic(_: &core::panic::PanicInfo) -> ! {\n    loop {}\n}\n";
const PROGRAM = `${HEAD}fn unused() {}
trait Area { const SIDES: usize; fn area(&self) -> u32; }
struct Square(u32);
impl Area for Square { const SIDES: usize = 4; fn area(&self) -> u32 { self.0 * self.0 } }
static TABLE: [u32; 2 + 2] = [1; 4];
fn twice<F: Fn(u32) -> u32>(f: F, x: u32) -> u32 { f(f(x)) }
fn total<T: Area>(shapes: &[T]) -> u32 { shapes.iter().map(|shape| shape.area() + T::SIDES as u32).sum() }
#[no_mangle]
pub extern "C" fn _start(n: u32) -> ! {
    let mut kept = n;
    let sum = twice(|x| twice(|y| y.wrapping_add(x) ^ n, x), TABLE[n as usize % 4]);
    let text = match total(&[Square(sum), Square(n)]) { 0 => "none", 1..=9 => "few", _ => "many" };
    let mut add = |x: u32| kept += x;
    add(text.len() as u32);
    assert!(kept > const { 3 * 7 }, "kept {}", kept);
    loop {}
}
`;

async function planned(source: string, release: boolean): Promise<readonly [UnitCompiler, PlannedUnit]> {
  const host = memoryHost({ "/k/Cargo.toml": MANIFEST, "/k/src/main.rs": source }, "/k");
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  const options = buildOptions({ target: ["x86_64-unknown-none"], release, defaultFeatures: true }, context, "link");
  const { plan } = await prepareBuild(host, options, readCorelib);
  const compiler = await unitCompiler(plan, host, "link", readCorelib, host.environment);
  return [compiler, plan.units[0] as PlannedUnit];
}

test.each([
  ["dev", false],
  ["release", true],
])("the same image, %s", async (_, release) => {
  const [compiler, unit] = await planned(PROGRAM, release);
  const alone = compiler.makeCode(unit);
  const judged = compiler.compile(unit);
  expect(judged.diagnostics.map(({ message }) => message)).toEqual(["function `unused` is never used"]);
  expect(judged.artifacts.get("link")).toBeDefined();
  expect(alone?.artifacts).toEqual(judged.artifacts);
  expect(alone?.makesCode).toBe(judged.makesCode);
});

const WRONG = "fn wrong() -> u8 { true }\n";

test("none of what has no types", async () => {
  const start = '#[no_mangle]\npub extern "C" fn _start() -> ! {\n    wrong();\n    loop {}\n}\n';
  const [compiler, unit] = await planned(`${HEAD}${WRONG}${start}`, false);
  expect(compiler.makeCode(unit)).toBeUndefined();
});

test("code that does not come to what is wrong is not taken either", async () => {
  const [compiler, unit] = await planned(`${HEAD}${WRONG}`, false);
  expect(compiler.makeCode(unit)).toBeDefined();
  let isAsked = false;
  const { diagnostics, artifacts } = compiler.compile(unit, {
    start: () => {},
    take: () => {
      isAsked = true;
      return compiler.makeCode(unit);
    },
  });
  expect(diagnostics.map(({ code }) => code)).toContain("E0308");
  expect(artifacts.size).toBe(0);
  expect(isAsked).toBe(false);
});
