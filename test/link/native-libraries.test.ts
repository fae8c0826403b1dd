// A crate's `#[link]` for Linux: what a shared library defines is called by way of tables, and the image asks a loader for the
// library. `libshared.so` is LLD's (`fixtures/link`).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bytesAccess, memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { DT_JMPREL, DT_NEEDED, DT_NULL, SHT_DYNAMIC } from "../../src/elf/constants.ts";
import { ElfFile } from "../../src/elf/read.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const LIBRARY = new Uint8Array(readFileSync(join(import.meta.dirname, "../../fixtures/link/general/libshared.so")));
const MANIFEST = '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n[profile.dev]\npanic = "abort"\n';
const CONFIG = '[build]\nrustflags = ["-C", "link-arg=-nostartfiles", "-L", "native=/libs"]\n';
const SOURCE = `#![no_std]
#![no_main]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[link(name = "shared")]
extern "C" { fn shared_twice(a: i32) -> i32; }
#[no_mangle]
pub extern "C" fn _start() -> ! { unsafe { shared_twice(2) }; loop {} }
`;

test("a shared library is asked of the loader, its functions are called by way of a table", async () => {
  const host = memoryHost({ "/k/Cargo.toml": MANIFEST, "/k/.cargo/config.toml": CONFIG, "/k/src/main.rs": SOURCE }, "/k");
  host.files.writeAtomically("/libs/libshared.so", LIBRARY);
  const target = "x86_64-unknown-linux-gnu";
  const options = buildOptions(
    { target: [target], defaultFeatures: true },
    { host, release: RELEASE_1_96_0, readCore: readCorelib },
    "link",
  );
  expect(await build(host, options, readCorelib)).toBe(0);
  const file = new ElfFile(bytesAccess(host.files.read(`/k/target/${target}/debug/k`)));
  const dynamic = file.sections.find(({ type }) => type === SHT_DYNAMIC);
  if (dynamic === undefined) throw new Error("no .dynamic");
  const fields = file.view(file.contents(dynamic));
  const entries = new Map<number, number>();
  for (let at = 0; Number(fields.u64(at)) !== DT_NULL; at += 16) entries.set(Number(fields.u64(at)), Number(fields.u64(at + 8)));
  expect(file.strings(dynamic.link).at(entries.get(DT_NEEDED) ?? 0)).toBe("libshared.so");
  expect(entries.has(DT_JMPREL)).toBe(true);
});
