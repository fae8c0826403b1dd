// Programs beyond all bounds: each ends with an error, rustc's or kbuild's own, or it compiles; none hangs, none overflows the
// stack. All but the aliases (which take rustc more than 12 GB) and the statics that hang on the machine's memory were held to
// what rustc 1.96 does.
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const TARGET = "x86_64-unknown-none";
const MANIFEST =
  '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n[profile.dev]\npanic = "abort"\n[profile.release]\npanic = "abort"\n';
const HEAD = `#![no_std]\n#![no_main]\n#![allow(warnings)]\n#[panic_handler] fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }\n`;
const START = `#[no_mangle] pub extern "C" fn _start() -> ! { loop {} }\n`;

const times = (count: number, line: (i: number) => string): string => Array.from({ length: count }, (_, i) => line(i)).join("\n");

/** A way to ask for ever larger types, started by `go`. */
const endless = (text: string, start: string) => `${text}\n#[no_mangle] pub extern "C" fn _start() -> ! { ${start}; loop {} }\n`;

const ALIASES = times(15, (i) => `type A${i + 1} = (A${i}, A${i}, A${i}, A${i});`);
const STRUCTS = times(15, (i) => `pub struct A${i + 1}(A${i}, A${i}, A${i}, A${i});`);

const PROGRAMS: readonly (readonly [name: string, text: string, errors: RegExp | undefined])[] = [
  [
    "a type of 2^63 bytes",
    `struct S { a: [u8; 1 << 63] }\n#[no_mangle] pub fn k() -> usize { core::mem::size_of::<S>() }\n${START}`,
    /^error\[KB0002\]/m,
  ],
  [
    "a type of 2^61 bytes that is never made",
    `#[no_mangle] pub fn k(x: &[[u8; 1 << 61]]) -> *const u8 { let p = &x[1]; p as *const _ as *const u8 }\n${START}`,
    /^error\[KB0002\]/m,
  ],
  [
    "a static of 2^63 bytes",
    `static X: [u64; 1 << 60] = [0; 1 << 60];\n#[no_mangle] pub fn k() -> u64 { X[5] }\n${START}`,
    /^error\[E0080\]/m,
  ],
  [
    "a static larger than memory",
    `static mut X: [u8; 1 << 40] = [0; 1 << 40];\n#[no_mangle] pub fn k(i: usize) -> u8 { unsafe { X[i] } }\n${START}`,
    /^error\[E0080\]/m,
  ],
  [
    "a variable larger than memory",
    `#[inline(never)] fn k(x: &[u8]) -> u8 { x[5] }\n#[no_mangle] pub extern "C" fn _start() -> ! { let x = [1u8; 1 << 35]; k(&x); loop {} }\n`,
    /^error\[KB0001\]/m,
  ],
  [
    "elements of 2^40 bytes",
    `pub struct S { a: [u8; 5000000000], b: u8, c: [u32; 3] }\n#[no_mangle] pub fn k(x: &mut S, i: usize) { x.b += 1; x.c[i] = x.a[i] as u32; }\n#[no_mangle] pub fn l(x: &[S; 4], i: usize) -> u8 { x[2].b + x[i].b }\n${START}`,
    /^error\[KB0001\]/m,
  ],
  [
    "a struct of 4^16 bytes by value",
    `pub struct A0(u8, u8, u8, u8);\n${STRUCTS}\n#[no_mangle] pub fn k(x: A15) -> u8 { x.0.0.0.1.0.0.0.0.0.0.0.0.0.0.0.1 }\n${START}`,
    /^error\[KB0001\]/m,
  ],
  [
    "nested aliases of 4^16 parts",
    `type A0 = (u8, u8, u8, u8);\n${ALIASES}\n#[no_mangle] pub fn k() -> usize { core::mem::size_of::<A15>() }\n${START}`,
    undefined,
  ],
  [
    "instances for types twice as large each",
    endless("fn go<X>(n: u32) -> u32 { if n == 0 { 0 } else { go::<(X, X)>(n - 1) + 1 } }", "go::<u8>(3)"),
    /^error\[KB0001\]/m,
  ],
  [
    "instances for closures in closures",
    endless("fn go<F: Fn() -> u32>(n: u32, f: F) -> u32 { if n == 0 { f() } else { go(n - 1, || f() + 1) } }", "go(3, || 1)"),
    /^error\[KB0001\]/m,
  ],
  [
    "instances in turns",
    endless(
      "struct W<T>(T); fn a<T>(n: u8) -> u8 { if n == 0 { 1 } else { b::<W<T>>(n - 1) } } fn b<T>(n: u8) -> u8 { a::<T>(n) + 1 }",
      "a::<u8>(3)",
    ),
    /^error\[KB0001\]/m,
  ],
  [
    "a constant that needs itself",
    `const A: u32 = B + 1; const B: u32 = A + 1;\n#[no_mangle] pub fn k() -> u32 { A }\n${START}`,
    /^error\[E0391\]/m,
  ],
  [
    "recursion without end in a constant",
    `const fn f(x: u64) -> u64 { f(x + 1) }\nconst C: u64 = f(0);\n#[no_mangle] pub fn k() -> u64 { C }\n${START}`,
    /^error\[E0080\]: reached the configured maximum number of stack frames/m,
  ],
  [
    "assembly of 2^31 bytes",
    `core::arch::global_asm!(".globl far", "far:", "ret", ".skip 0x90000000", "call far");\n${START}`,
    /^error\[KB0001\]/m,
  ],
  [
    "assembly that is none",
    `#[no_mangle] pub extern "C" fn _start() -> ! { unsafe { core::arch::asm!("mov rax, rbx, rcx", "frob eax") } loop {} }\n`,
    /^error: invalid operand for instruction/m,
  ],
  [
    "symbols that are nowhere",
    `extern "C" { fn missing(x: u32) -> u32; }\n#[no_mangle] pub extern "C" fn _start() -> ! { unsafe { missing(1); } loop {} }\n`,
    /undefined symbol: missing/,
  ],
  [
    "a chain of calls",
    `${times(200, (i) => `fn f${i}(x: u32) -> u32 { f${i + 1}(x ^ ${i}) }`)}\nfn f200(x: u32) -> u32 { x }\n#[no_mangle] pub extern "C" fn _start() -> ! { f0(3); loop {} }\n`,
    undefined,
  ],
  [
    "many statements",
    `#[no_mangle] pub fn k(mut x: u32) -> u32 {\n${times(1500, (i) => `x = x.wrapping_mul(${i % 97}) ^ ${i};`)}\nx }\n${START}`,
    undefined,
  ],
  [
    "many variables",
    `#[no_mangle] pub fn k(x0: u32) -> u32 {\n${times(1500, (i) => `let x${i + 1} = x${i} ^ ${i};`)}\nx1500 }\n${START}`,
    undefined,
  ],
];

test.each(PROGRAMS.flatMap(([name, text, errors]) => [false, true].map((release) => [name, release, text, errors] as const)))(
  "%s, release %s",
  async (_name, release, text, errors) => {
    const host = memoryHost({ "/k/Cargo.toml": MANIFEST, "/k/src/main.rs": HEAD + text }, "/k");
    const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
    const status = await build(host, buildOptions({ target: [TARGET], release, defaultFeatures: true }, context, "link"), readCorelib);
    if (errors === undefined) expect(status, host.stderr.text).toBe(0);
    else expect(host.stderr.text).toMatch(errors);
  },
);
