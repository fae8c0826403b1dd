// Debug sections of the post's kernel, built with debug information: the rows that `objdump -h` shows in the post, and the
// line table's rows as llvm-dwarfdump 15 printed them for this very crate.
import { expect, test } from "vitest";
import { bytesAccess, memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { findTable, readSymbolTable } from "../../src/elf/read-symbols.ts";
import { ElfFile } from "../../src/elf/read.ts";
import type { Section } from "../../src/elf/read.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_68_1, RELEASE_1_96_0 } from "../../src/target/release.ts";

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

async function image(source = SOURCE, { target = "x86_64-unknown-none", release = RELEASE_1_68_1, profile = "" } = {}): Promise<ElfFile> {
  const host = memoryHost({ "/k/Cargo.toml": MANIFEST + profile, "/k/src/main.rs": source }, "/k");
  const options = buildOptions({ target: [target], defaultFeatures: true }, { host, release, readCore: readCorelib }, "link");
  expect(await build(host, options, readCorelib)).toBe(0);
  return new ElfFile(bytesAccess(host.files.read(`/k/target/${target}/debug/kernel`)));
}

const sectionNames = (one: ElfFile): string[] => one.sections.map((section) => one.sectionName(section));

const file = await image();

test("the post's table of sections", () => {
  expect(sectionNames(file)).toEqual([
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

/** Tags of `.debug_abbrev`, each with the attributes of its entries. */
function abbreviations(bytes: Uint8Array): Map<number, number[]> {
  const found = new Map<number, number[]>();
  let at = 0;
  const number = (): number => {
    const byte = bytes[at++] ?? 0;
    return byte < 0x80 ? byte : (byte & 0x7f) + 0x80 * number();
  };
  while (number() !== 0) {
    const tag = number();
    at++;
    const attributes = found.get(tag) ?? [];
    for (let attribute = number(), form = number(); attribute !== 0 || form !== 0; attribute = number(), form = number())
      attributes.push(attribute);
    found.set(tag, attributes);
  }
  return found;
}

test("an enum with data is a structure for each variant, told apart by its tag or by spare values; functions have their results", async () => {
  const source = SOURCE.replace(
    "    loop {}\n}\n\n#[no_mangle]",
    `    loop {}
}
enum Shape { Dot, Line { from: u8, to: u8 } }
fn same(shape: Shape) -> Option<u16> {
    match shape { Shape::Dot => None, Shape::Line { from, to } => Some(from as u16 + to as u16) }
}
#[no_mangle]`,
  );
  const built = await image(source.replace("_start() -> ! {", "_start() -> ! {\n    same(Shape::Line { from: 1, to: 2 });"));
  const section = built.sections.find((one) => built.sectionName(one) === ".debug_abbrev");
  if (section === undefined) throw new Error("no .debug_abbrev");
  const tags = abbreviations(built.contents(section));
  const [VARIANT_PART, VARIANT, SUBPROGRAM] = [0x33, 0x19, 0x2e];
  const [DISCR, DISCR_VALUE, TYPE] = [0x15, 0x16, 0x49];
  expect(tags.get(VARIANT_PART)).toEqual([DISCR]);
  expect(tags.get(VARIANT)).toContain(DISCR_VALUE);
  expect(tags.get(SUBPROGRAM)).toContain(TYPE);
});

// As `rustc -g` of 1.63 and 1.96 has them in objects for these machines.
test.each([
  [RELEASE_1_68_1, "thumbv7em-none-eabihf", ".debug_pubtypes .ARM.attributes .debug_frame .debug_line"],
  [RELEASE_1_96_0, "thumbv7em-none-eabihf", ".debug_str .comment .ARM.attributes .debug_frame .debug_line"],
  [RELEASE_1_68_1, "riscv64gc-unknown-none-elf", ".debug_pubtypes .riscv.attributes .debug_frame .debug_line"],
  [RELEASE_1_96_0, "riscv64gc-unknown-none-elf", ".debug_str .comment .riscv.attributes .debug_frame .debug_line"],
  [RELEASE_1_68_1, "aarch64-unknown-none", ".debug_pubtypes .debug_frame .debug_line"],
  [RELEASE_1_96_0, "aarch64-unknown-none", ".debug_str .comment .debug_line"],
])("attributes stand before frames, which unwinding tables stand for: $0.version $1", async (release, target, order) => {
  const built = await image(SOURCE, { target, release, profile: '[profile.dev]\npanic = "abort"\n' });
  expect(sectionNames(built).join(" ")).toContain(` ${order} `);
});

test("line-directives-only: lines that no unit has", async () => {
  const profile = '[profile.dev]\npanic = "abort"\ndebug = "line-directives-only"\n';
  const built = await image(SOURCE, { release: RELEASE_1_96_0, profile });
  expect(sectionNames(built).filter((name) => name.startsWith(".debug"))).toEqual([".debug_frame", ".debug_line"]);
});

test("a backtrace goes through core's panics, which have no lines", async () => {
  const source = SOURCE.replace(
    "_start() -> ! {",
    "_start() -> ! {\n    let list = [1, 2];\n    let at: usize = unsafe { core::ptr::read_volatile(&7) };\n    let _one = list[at];",
  );
  const built = await image(source, { release: RELEASE_1_96_0 });
  const section = built.sections.find((one) => built.sectionName(one) === ".debug_frame");
  if (section === undefined) throw new Error("no .debug_frame");
  const frames = built.contents(section);
  const view = new DataView(frames.buffer, frames.byteOffset, frames.byteLength);
  const starts: bigint[] = [];
  for (let at = 0; at < frames.length; at += 4 + view.getUint32(at, true))
    if (view.getUint32(at + 4, true) !== 0xffff_ffff) starts.push(view.getBigUint64(at + 8, true));
  const table = readSymbolTable(built, findTable(built, false) as Section);
  const panics = [...Array(table.count).keys()].filter((i) => /panic_bounds_check|panic_fmt/.test(table.name(i)));
  expect(panics).toHaveLength(2);
  for (const i of panics) expect(starts).toContain(table.value(i));
});

const OBJECTS = `#![no_std]
#![no_main]
use core::panic::PanicInfo;
#[panic_handler]
fn panic(_info: &PanicInfo) -> ! {
    loop {}
}
trait Base { fn one(&self) -> u32; fn generic<T>(&self) where Self: Sized {} }
trait Other { fn four(&self) -> u32 { 4 } fn five(&self) -> u32 { 5 } }
trait Sub: Base + Other { fn two(&self) -> u32; fn sized(&self) where Self: Sized {} fn three(&self) {} }
struct S;
impl Base for S { fn one(&self) -> u32 { 1 } }
impl Other for S {}
impl Sub for S { fn two(&self) -> u32 { 2 } }
#[no_mangle]
pub extern "C" fn _start() -> ! {
    let s = S;
    let base: &dyn Base = &s;
    let sub: &dyn Sub = &s;
    let other: &dyn Other = &s;
    let send: &(dyn Send + Sync) = &1u8;
    let f: &dyn Fn(u32) -> u32 = &|x| x + 1;
    let n = base.one() + sub.two() + f(3) + other.four();
    let _ = (n, send);
    loop {}
}
`;

// What rustc 1.63 and 1.96 wrote for this crate.
test.each([
  { release: RELEASE_1_68_1, lengths: [3] },
  { release: RELEASE_1_96_0, lengths: [3, 4, 5, 6, 8] },
])("vtables have the lengths that $release.minor gives them", async ({ release, lengths }) => {
  const one = await image(OBJECTS, { release, profile: '[profile.dev]\npanic = "abort"\n' });
  const section = one.sections.find((each) => one.sectionName(each) === ".debug_str") as Section;
  const told = [...new TextDecoder().decode(one.contents(section)).matchAll(/&\[usize; (\d+)\]\0/g)].map(([, length]) => Number(length));
  expect(told.sort()).toEqual(lengths);
});
