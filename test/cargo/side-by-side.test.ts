// Builds of one package under other features lie side by side: going back to the first compiles nothing, and puts under the
// plain name what belongs there. So does a build behind the removal of what lay there.
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const KERNEL = `#![no_std]
#![no_main]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[cfg(feature = "x")]
#[unsafe(no_mangle)]
pub extern "C" fn extra() -> u32 { 7 }
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! { loop {} }
`;
const FILES = {
  "/w/Cargo.toml": `[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n[features]\nx = []\n[profile.dev]\npanic = "abort"\n`,
  "/w/src/main.rs": KERNEL,
};
const IMAGE = "/w/target/x86_64-unknown-none/debug/k";

test("builds under other features", async () => {
  const host = memoryHost(FILES, "/w");
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  const run = async (features: string[]) => {
    const before = host.stderr.text.length;
    const flags = { target: ["x86_64-unknown-none"], features, defaultFeatures: true };
    expect(await build(host, buildOptions(flags, context, "link"), readCorelib), host.stderr.text).toBe(0);
    return { compiles: host.stderr.text.slice(before).includes("Compiling"), image: host.files.read(IMAGE) };
  };
  const plain = await run([]);
  const other = await run(["x"]);
  expect([plain.compiles, other.compiles]).toEqual([true, true]);
  expect(other.image).not.toEqual(plain.image);
  expect(await run([])).toEqual({ compiles: false, image: plain.image });
  expect(await run(["x"])).toEqual({ compiles: false, image: other.image });
  host.files.remove(IMAGE);
  expect(await run(["x"])).toEqual({ compiles: false, image: other.image });
});
