// Who called whom when a kernel of kbuild's own machine stops.
import { expect, test, vi } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { runCommandLine } from "../../src/cli/command-line.ts";
import { readCorelib } from "../../src/node/corelib.ts";

vi.setConfig({ testTimeout: 300_000 });

const MAIN = `#![no_std]
#![no_main]
trait Source {
    fn get(&self, number: usize) -> u8;
}
struct Disk([u8; 4]);
impl Source for Disk {
    #[inline(never)]
    fn get(&self, number: usize) -> u8 {
        self.0[number]
    }
}
#[inline(never)]
fn load(source: &dyn Source, number: usize) -> u8 {
    source.get(number).wrapping_add(3)
}
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
#[no_mangle]
pub extern "C" fn _start() -> ! {
    load(&Disk([1, 2, 3, 4]), 7);
    loop {}
}
`;

async function run(...words: string[]) {
  const files = {
    "/k/Cargo.toml": '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n[profile.dev]\npanic = "abort"\n',
    "/k/.cargo/config.toml": '[build]\ntarget = "x86_64-unknown-none"\n',
    "/k/src/main.rs": MAIN,
  };
  const host = memoryHost(files, "/k");
  await runCommandLine(host, ["+1.96", "run", "--emulator", ...words], readCorelib);
  return { shown: host.stdout.text, said: host.stderr.text };
}

const AT = /\+0x[\da-f]+|0x[\da-f]+/g;
const CALLS = [
  "core::panicking::panic_fmt ()",
  "core::panicking::panic_bounds_check ()",
  "<k::Disk as k::Source>::get (src/main.rs:10)",
  "k::load (src/main.rs:15)",
  "_start (src/main.rs:23)",
];

test("a panic tells how it came about, also as JSON", async () => {
  const { said } = await run();
  const stopped = said.slice(said.indexOf("     Stopped")).replaceAll(AT, "").trimEnd().split("\n");
  expect(stopped).toEqual(["     Stopped spinning at k::panic (src/main.rs:19)", ...CALLS.map((call) => `  called from ${call}`)]);
  const { backtrace } = JSON.parse((await run("--format", "json")).shown) as { readonly backtrace: readonly string[] };
  expect(backtrace.map((call) => call.replaceAll(AT, ""))).toEqual(CALLS);
});

test("calls of `_start` are by nobody", async () => {
  expect((await run("--break", "_start")).said).not.toContain("called from");
});
