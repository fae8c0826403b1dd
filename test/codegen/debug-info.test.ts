// Debug sections of the post's kernel, built with debug information: the rows that `objdump -h` shows in the post, and the
// line table's rows as llvm-dwarfdump 15 printed them for this very crate.
import { expect, test } from "vitest";
import { bytesAccess, memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { ElfFile } from "../../src/elf/read.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_68_1 } from "../../src/target/release.ts";

const MANIFEST = '[package]\nname = "kernel"\nversion = "0.1.0"\nedition = "2021"\n';
const SOURCE = `#![no_std] // don't link the Rust standard library
#![no_main] // disable all Rust-level entry points

use core::panic::PanicInfo;

/// This function is called on panic.
#[panic_handler]
fn panic(_info: &PanicInfo) -> ! {
    loop {}
}

#[no_mangle] // don't mangle the name of this function
pub extern "C" fn _start() -> ! {
    loop {}
}
`;

async function image(): Promise<ElfFile> {
  const host = memoryHost({ "/k/Cargo.toml": MANIFEST, "/k/src/main.rs": SOURCE }, "/k");
  const context = { host, release: RELEASE_1_68_1, readCore: readCorelib };
  const options = buildOptions({ target: ["x86_64-unknown-none"], defaultFeatures: true }, context, "link");
  expect(await build(host, options, readCorelib)).toBe(0);
  return new ElfFile(bytesAccess(host.files.read("/k/target/x86_64-unknown-none/debug/kernel")));
}

const file = await image();

test("the post's table of sections", () => {
  expect(file.sections.map((section) => file.sectionName(section))).toEqual([
    "",
    ".dynsym",
    ".gnu.hash",
    ".hash",
    ".dynstr",
    ".text",
    ".dynamic",
    ".debug_abbrev",
    ".debug_info",
    ".debug_aranges",
    ".debug_ranges",
    ".debug_str",
    ".debug_pubnames",
    ".debug_pubtypes",
    ".debug_frame",
    ".debug_line",
    ".comment",
    ".symtab",
    ".shstrtab",
    ".strtab",
  ]);
});

/** 0x1210 13:0, 0x1210 14:5 prologue_end, 0x1214 end_sequence. */
const LINE_PROGRAM =
  "0009021012000000000000" + // set_address 0x1210
  "030c01" + // 12 lines on, a row
  "05050a13" + // column 5, prologue_end, one line on, a row
  "0204" + // 4 bytes on
  "000101"; // the end

test("the line table's rows", () => {
  const lines = file.sections.find((section) => file.sectionName(section) === ".debug_line");
  expect(lines).toBeDefined();
  if (lines !== undefined) expect(Buffer.from(file.contents(lines)).toString("hex").endsWith(LINE_PROGRAM)).toBe(true);
});
