// Values to and from functions of C: where there are no registers for floating-point numbers they travel as integers, which is held (where the code is the same) to
// the bytes that rustc 1.96 makes of such functions for x86_64-unknown-none; what kbuild passes otherwise than C does is refused where
// code of others may be on the other side of a pointer.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bytesAccess, memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { ElfFile } from "../../src/elf/read.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const SOFT = "x86_64-unknown-none";
const LINUX = "x86_64-unknown-linux-gnu";
const MANIFEST =
  '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n[profile.dev]\npanic = "abort"\n[profile.release]\npanic = "abort"\n';
const HEAD = `#![no_std]
#![no_main]
#![allow(warnings)]
#[panic_handler] fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[repr(C)] #[derive(Clone, Copy)] pub struct Mixed { a: f64, b: u32 }
#[repr(C)] #[derive(Clone, Copy)] pub struct Two { a: f64, b: f64 }
#[repr(C)] #[derive(Clone, Copy)] pub struct Large { a: [u64; 3] }
#[repr(C, packed)] #[derive(Clone, Copy)] pub struct Packed { a: u8, b: u32 }
`;

async function built(text: string, target: string) {
  const host = memoryHost({ "/k/Cargo.toml": MANIFEST, "/k/src/main.rs": HEAD + text }, "/k");
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  const status = await build(host, buildOptions({ target: [target], release: true, defaultFeatures: true }, context, "link"), readCorelib);
  return { status, errors: host.stderr.text, files: host.files };
}

const rows = readFileSync(`${import.meta.dirname}/../../fixtures/codegen/floats-of-c.txt`, "utf8")
  .trimEnd()
  .split("\n");

test.each(rows.map((row) => row.split(" => ") as [string, string]))("%s", async (signature, expected) => {
  const { status, errors, files } = await built(`#[no_mangle] pub extern "C" fn _start${signature}\n`, SOFT);
  expect([status, errors]).toEqual([0, expect.any(String)]);
  const file = new ElfFile(bytesAccess(files.read(`/k/target/${SOFT}/release/k`)));
  const section = file.sections.find((one) => file.sectionName(one) === ".text");
  expect(Buffer.from(section === undefined ? [] : file.contents(section)).toString("hex")).toMatch(new RegExp(`^${expected}`));
});

const START = '#[no_mangle] pub extern "C" fn _start() -> ! { loop {} }\n';
const POINTERS: readonly (readonly [name: string, text: string, target: string, isRefused: boolean])[] = [
  [
    "made of a function with a number",
    'extern "C" fn f(a: f64) -> f64 { a } #[no_mangle] pub fn k() -> extern "C" fn(f64) -> f64 { f }',
    LINUX,
    true,
  ],
  [
    "made where numbers are integers",
    'extern "C" fn f(a: f64) -> f64 { a } #[no_mangle] pub fn k() -> extern "C" fn(f64) -> f64 { f }',
    SOFT,
    false,
  ],
  ["in a static", 'extern "C" fn f(a: Two) {} #[no_mangle] pub static P: [extern "C" fn(Two); 1] = [f];', LINUX, true],
  ["of three words", 'extern "C" fn f(a: Large) {} #[no_mangle] pub static P: extern "C" fn(Large) = f;', SOFT, true],
  [
    "that returns three words",
    'extern "C" fn f() -> Large { Large { a: [1, 2, 3] } } #[no_mangle] pub static P: extern "C" fn() -> Large = f;',
    SOFT,
    false,
  ],
  ["of a packed struct", 'extern "C" fn f(a: Packed) {} #[no_mangle] pub static P: extern "C" fn(Packed) = f;', SOFT, true],
  ["called with a number", '#[no_mangle] pub fn k(p: extern "C" fn(f64) -> f64) -> f64 { p(1.0) }', LINUX, true],
  ["called with three words", '#[no_mangle] pub fn k(p: extern "C" fn(Large), l: &Large) { p(*l) }', SOFT, true],
  [
    "called where numbers are integers",
    '#[no_mangle] pub fn k(p: extern "C" fn(f64, Mixed) -> f32, m: &Mixed) -> f32 { p(1.0, *m) }',
    SOFT,
    false,
  ],
  ["of Rust", "fn f(a: f64, b: Large) -> f64 { a } #[no_mangle] pub fn k() -> fn(f64, Large) -> f64 { f }", LINUX, false],
];

test.each(POINTERS)("a pointer %s", async (_, text, target, isRefused) => {
  const { errors } = await built(`${text}\n${START}`, target);
  if (isRefused) expect(errors).toMatch(/^error\[KB\d+\]: .*of C/m);
  else expect(errors).not.toMatch(/^error\[KB/m);
});
