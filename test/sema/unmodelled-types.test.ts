// Types of core that are not modelled, wherever they stand: each is refused once where it is named, and nothing that follows from
// not knowing it is an error of its own.
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const HEAD =
  "#![no_std]\nuse core::arch::x86_64::__m128i;\n#[derive(Clone, Copy)]\npub union U { pub a: [u32; 4], b: __m128i }\npub struct P(__m128i);\n";

/** The codes of errors in a library that cannot be checked. */
async function codesOf(source: string, target: string): Promise<(string | undefined)[]> {
  const manifest = '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n';
  const host = memoryHost({ "/k/Cargo.toml": manifest, "/k/src/lib.rs": source }, "/k");
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  const options = buildOptions({ target: [target], defaultFeatures: true }, context, "metadata");
  expect(await build(host, options, readCorelib)).toBe(101);
  return [...host.stderr.text.matchAll(/^error\[(\w+)\]/gm)].map(([, code]) => code);
}

test.each([
  "pub fn f(u: U) -> [u32; 4] { unsafe { core::mem::transmute(u) } }",
  "pub fn f(u: [u32; 4]) -> U { unsafe { core::mem::transmute(u) } }",
  "pub fn f(p: P) -> [u32; 4] { unsafe { core::mem::transmute(p) } }",
  "pub static S: Option<U> = None;",
  "pub const N: usize = core::mem::size_of::<U>();",
  "pub fn f() -> U { U { a: [0; 4] } }",
  "pub trait A {} impl A for __m128i {} pub trait B {} impl<T: A> B for T {} pub trait C {} impl<T: B> C for T {} impl C for char {}",
  "pub fn f() -> usize { use core::arch::x86_64::*; core::mem::size_of::<__m256i>() }",
  "extern crate alloc; use alloc::borrow::ToOwned; pub fn f<Q: ToOwned>(q: &Q, s: &str) -> Q::Owned { s.to_owned(); q.to_owned() }",
  "pub mod a { use core::arch::x86_64::*; pub fn f() { unsafe { _mm_lfence() } } }",
])("%s", async (item) => {
  const codes = await codesOf(`${HEAD}${item}\n`, "x86_64-unknown-none");
  expect(codes.filter((code) => !/^KB03|^KB02(?:23|30)$/.test(code ?? ""))).toEqual([]);
  expect(codes).toContain("KB0301");
});

test.each([
  "use std::fmt; pub fn f() -> String { String::new() } pub trait T: ToOwned {} impl fmt::Debug for dyn T {}",
  "#![no_std] extern crate std; use std::vec::Vec; pub fn f() -> Vec<u8> { std::vec![1] }",
])("a library for a target that has std: %s", async (source) => {
  expect(await codesOf(source, "x86_64-unknown-linux-gnu")).toEqual(["KB0302"]);
});
