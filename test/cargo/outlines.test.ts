// What an edit of a dependency rebuilds: the crate it stands in and the programs made of it, and the libraries between only
// if they see the edit.
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { outlineOf } from "../../src/syntax/outline.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const outline = (text: string) => outlineOf(text, { edition: 2021, release: RELEASE_1_96_0 });

/** Each text, and another with the same outline. */
const HIDDEN = [
  ["pub fn f() -> u32 { 1 }", "pub fn f() -> u32 { 2 }"],
  ["pub fn f() -> u32 { 1 }\npub struct S;", "pub fn f() -> u32 {\n    1\n}\n// S\npub struct S;"],
  ["impl S { pub fn f(&self) { g(1) } }", "impl S { pub fn f(&self) { g(2) } }"],
  ["impl<'a> S<'a> { fn f(&'a self) { g(1) } }", "impl<'a> S<'a> { fn f(&'a self) { g(2) } }"],
  ["mod m { pub fn f(x: u32) { assert!(x > 1) } }", "mod m { pub fn f(x: u32) { assert!(x != 1) } }"],
  ["impl Clone for S { fn clone(&self) -> S { S } }", "impl Clone for S { fn clone(&self) -> S { loop {} } }"],
] as const;

/** Each text, and another that its users must see. */
const SEEN = [
  ["pub fn f() -> u32 { 1 }", "pub fn f() -> u64 { 1 }"],
  ["pub fn f() -> u32 { 1 }", "fn f() -> u32 { 1 }"],
  ["pub fn f<T>(t: T) { g(1) }", "pub fn f<T>(t: T) { g(2) }"],
  ["pub fn f<T>(t: T) { g(1) }", "\npub fn f<T>(t: T) { g(1) }"],
  ["impl<T> S<T> { pub fn f() { g(1) } }", "impl<T> S<T> { pub fn f() { g(2) } }"],
  ["trait A { fn f() { g(1) } }", "trait A { fn f() { g(2) } }"],
  ["pub const fn f() -> u32 { 1 }", "pub const fn f() -> u32 { 2 }"],
  ["#[inline] pub fn f() -> u32 { 1 }", "#[inline] pub fn f() -> u32 { 2 }"],
  ["#[cfg_attr(a, inline)] pub fn f() -> u32 { 1 }", "#[cfg_attr(a, inline)] pub fn f() -> u32 { 2 }"],
  ["pub fn f() -> impl Copy { 1 }", "pub fn f() -> impl Copy { 2 }"],
  ["pub fn f(x: impl Copy) { g(1) }", "pub fn f(x: impl Copy) { g(2) }"],
  ["pub fn f() { impl A for S {} }", "pub fn f() { impl B for S {} }"],
  ["pub fn f() { make!(A) }", "pub fn f() { make!(B) }"],
  ["pub const C: u32 = 1;", "pub const C: u32 = 2;"],
  ["pub struct S([u8; line!()]);", "\npub struct S([u8; line!()]);"],
  ["macro_rules! m { () => { 1 } }", "macro_rules! m { () => { 2 } }"],
  ["pub struct S { a: u8 }", "pub struct S { a: u16 }"],
  ["/// a\npub struct S;", "/// b\npub struct S;"],
] as const;

test.each(HIDDEN)("not seen: %s", (before, after) => expect(outline(after)).toBe(outline(before)));

test.each(SEEN)("seen: %s", (before, after) => expect(outline(after)).not.toBe(outline(before)));

test("what does not parse has none", () => expect(outline("fn f( {}")).toBeUndefined());

const LOW = "#![no_std]\npub fn plain() -> u32 { 1 }\npub fn shared<T>(_: T) -> u32 { 1 }\n";
const MAIN =
  '#![no_std]\n#![no_main]\n#[panic_handler]\nfn p(_: &core::panic::PanicInfo) -> ! { loop {} }\n#[no_mangle]\nextern "C" fn _start() -> ! { middle::f(); loop {} }\n';

function workspace(exported: string): ReturnType<typeof memoryHost> {
  const manifest = (name: string, needs: string) =>
    `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\n${needs}`;
  return memoryHost(
    {
      "/w/Cargo.toml": '[workspace]\nmembers = ["low", "middle", "top"]\nresolver = "2"\n',
      "/w/low/Cargo.toml": manifest("low", ""),
      "/w/low/src/lib.rs": LOW,
      "/w/middle/Cargo.toml": manifest("middle", 'low = { path = "../low" }\n'),
      "/w/middle/src/lib.rs": `#![no_std]\npub fn f() -> u32 { low::plain() + low::shared(1) }\n${exported}`,
      "/w/top/Cargo.toml": manifest("top", 'middle = { path = "../middle" }\n'),
      "/w/top/src/main.rs": MAIN,
    },
    "/w",
  );
}

/** The packages that are compiled when `low` reads so, after a build of what it was; `middle` may export a function by name. */
async function rebuilt(low: string, { release = false, exported = "" } = {}): Promise<string[]> {
  const host = workspace(exported);
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  const flags = { target: ["x86_64-unknown-none"], release, defaultFeatures: true };
  const run = async () => await build(host, buildOptions(flags, context, "link"), readCorelib);
  expect(await run(), host.stderr.text).toBe(0);
  const before = host.stderr.text.length;
  host.files.writeAtomically("/w/low/src/lib.rs", new TextEncoder().encode(low));
  expect(await run(), host.stderr.text).toBe(0);
  return [...host.stderr.text.slice(before).matchAll(/Compiling (\w+)/g)].map(([, name = ""]) => name);
}

const EDITED = LOW.replace("{ 1 }", "{ 11 }");

test.each([false, true])("an edit within a body, release %s", async (release) =>
  expect(await rebuilt(EDITED, { release })).toEqual(["low", "top"]),
);

test("an edit that others compile", async () => expect(await rebuilt(LOW.replace(/1 }\n$/, "11 }\n"))).toEqual(["low", "middle", "top"]));

test("code holds what it took in", async () =>
  expect(await rebuilt(EDITED, { exported: '#[no_mangle] pub extern "C" fn g() -> u32 { f() }\n' })).toEqual(["low", "middle", "top"]));
