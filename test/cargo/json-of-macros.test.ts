// A place in a macro is told of without what rustc adds while it draws: JSON has no label for the call and no closing note.
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { runCommandLine } from "../../src/cli/command-line.ts";
import { readCorelib } from "../../src/node/corelib.ts";

const SCREEN = `#[macro_export]
macro_rules! println {
    ($($t:tt)*) => { $crate::screen::put(format_args!($($t)*)) };
}
fn put(_text: core::fmt::Arguments) {}
`;
const LIBRARY = `#![no_std]
mod screen;
pub fn hello() {
    println!("hello");
}
`;

test("an error in a macro, as JSON", async () => {
  const files = {
    "/w/Cargo.toml": `[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n`,
    "/w/src/lib.rs": LIBRARY,
    "/w/src/screen.rs": SCREEN,
  };
  const host = memoryHost(files, "/w");
  await runCommandLine(host, ["check", "--message-format", "json"], readCorelib);
  const [first] = host.stdout.text.split("\n").map((line) => JSON.parse(line || "{}").message);
  expect(first.message).toBe("function `put` is private");
  expect(first.spans.map(({ label }: { label: string }) => label)).toEqual(["private function"]);
  expect(first.children.map(({ message }: { message: string }) => message)).toEqual(["the function `put` is defined here"]);
  expect(first.rendered).toContain("in this macro invocation");
  expect(first.rendered).toContain("this error originates in the macro `println`");
});
