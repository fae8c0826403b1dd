// Variables that nothing is written to: rustc 1.96 describes them without a location, as llvm-dwarfdump 22 shows (`never` and
// `dead` have none, `written` and `unit` have one). Another variable's memory is not theirs.
import { expect, test } from "vitest";
import { bytesAccess, memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { ElfFile } from "../../src/elf/read.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const MANIFEST = '[package]\nname = "kernel"\nversion = "0.1.0"\nedition = "2021"\n';
const source = (variables: string) => `#![no_std]
#![no_main]
#[panic_handler]
fn panic(_info: &core::panic::PanicInfo) -> ! {
    loop {}
}
#[no_mangle]
pub extern "C" fn _start(n: u32) -> ! {
    ${variables}
    loop {
        core::hint::black_box(n);
    }
}
`;

/** DW_TAG_variable without children; DW_AT_location as DW_FORM_exprloc. */
const VARIABLE = "3400";
const LOCATION = "0218";

async function abbreviations(variables: string): Promise<string> {
  const host = memoryHost({ "/k/Cargo.toml": MANIFEST, "/k/src/main.rs": source(variables) }, "/k");
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  const options = buildOptions({ target: ["x86_64-unknown-none"], defaultFeatures: true }, context, "link");
  expect(await build(host, options, readCorelib), host.stderr.text).toBe(0);
  const file = new ElfFile(bytesAccess(host.files.read("/k/target/x86_64-unknown-none/debug/kernel")));
  const section = file.sections.find((one) => file.sectionName(one) === ".debug_abbrev");
  return section === undefined ? "" : Buffer.from(file.contents(section)).toString("hex");
}

test.each([
  ["let never: u32;", false],
  ["let (_, dead): (u32, u64);", false],
  ["let written = n;", true],
  ["let unit = ();", true],
])("%s", async (variables, hasLocation) => {
  const found = await abbreviations(variables);
  expect(found).toContain(VARIABLE);
  expect(found.includes(VARIABLE + LOCATION)).toBe(hasLocation);
});
