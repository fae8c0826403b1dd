// Bodies of `_start` through the whole of kbuild, and the bytes rustc 1.96 makes of them: recorded from `cargo build`
// and `cargo build --release` for x86_64-unknown-none (`.` stands for a digit that the layout decides).
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { ElfFile } from "../../src/elf/read.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { bytesAccess } from "../../src/base/memory-host.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const MANIFEST = '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n';
const AROUND = `#![no_std]
#![no_main]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[allow(dead_code)]
fn f() {}
#[allow(dead_code)]
fn park() -> ! { loop {} }
#[no_mangle]
pub extern "C" fn _start() -> ! { BODY }
`;

async function contentsOf(body: string, release: boolean, wanted = ".text"): Promise<string> {
  const host = memoryHost({ "/k/Cargo.toml": MANIFEST, "/k/src/main.rs": AROUND.replace("BODY", () => body) }, "/k");
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  const options = buildOptions({ target: ["x86_64-unknown-none"], release, defaultFeatures: true }, context, "link");
  const status = await build(host, options, readCorelib);
  if (status !== 0) return host.stderr.text;
  const image = host.files.read(`/k/target/x86_64-unknown-none/${release ? "release" : "debug"}/k`);
  const file = new ElfFile(bytesAccess(image));
  const section = file.sections.find((one) => file.sectionName(one) === wanted);
  return section === undefined ? `no ${wanted}` : Buffer.from(file.contents(section)).toString("hex");
}

const rows = readFileSync(`${import.meta.dirname}/../../fixtures/codegen/minimal-kernels.txt`, "utf8")
  .trimEnd()
  .split("\n");

test.each(rows.map((row) => row.split(" => ") as [string, string, string]))("%s", async (body, dev, release) => {
  expect(await contentsOf(body, false)).toMatch(new RegExp(`^${dev}`));
  expect(await contentsOf(body, true)).toMatch(new RegExp(`^${release}`));
});

test("an image names nothing that is private to the compiler", async () => {
  const body = "let table: &[u32] = &[1, 2, 3]; let mut i = 0; loop { i = table[i % 3] as usize; assert!(i < 9) }";
  const strings = Buffer.from(await contentsOf(body, false, ".strtab"), "hex").toString("latin1");
  expect(strings.split("\0").filter((name) => name === "_start" || name.startsWith(".L"))).toEqual(["_start"]);
});
