// Values to and from functions of C: where there are no registers for floating-point numbers they travel as integers, which is held
// (where the code is the same) to the bytes that rustc 1.96 makes of such functions for x86_64-unknown-none; what kbuild cannot pass as C
// does is refused. Where all others travel is held by the program `fixtures/run/functions_of_c`.
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
#[repr(C, align(32))] #[derive(Clone, Copy)] pub struct Wide { a: [u64; 5] }
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
const REFUSED: readonly (readonly [name: string, text: string, target: string])[] = [
  ["a struct on the stack that is aligned to more than 16 bytes", '#[no_mangle] pub extern "C" fn f(a: Wide) {}', LINUX],
  ["the same through a pointer", '#[no_mangle] pub fn k(p: extern "C" fn(Wide), a: &Wide) { p(*a) }', SOFT],
  ["more than pages of stack", '#[no_mangle] pub extern "C" fn f(a: [u8; 5000]) {}', LINUX],
  ["a function of Microsoft's convention", '#[no_mangle] pub extern "win64" fn f(a: u8) {}', SOFT],
  ["a pointer to one", 'extern "efiapi" fn f(a: u8) {} #[no_mangle] pub static P: extern "efiapi" fn(u8) = f;', LINUX],
  ["a large struct to one", '#[no_mangle] pub fn k(p: extern "win64" fn(Large), l: &Large) { p(*l) }', LINUX],
];

test.each(REFUSED)("refused: %s", async (_, text, target) => {
  const { errors } = await built(`${text}\n${START}`, target);
  expect(errors).toMatch(/^error\[KB\d+\]: .*(?:of C|Microsoft)/m);
});
