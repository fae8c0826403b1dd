// The kernels of `kbuild new --template`.
import { expect, test } from "vitest";
import { kernelFiles } from "../../src/cargo/kernel-templates.ts";

const MANIFEST = '[package]\nname = "k"\n';

test.each([
  ["vga", "2021", '#[no_mangle]\npub extern "C" fn _start'],
  ["serial", "2024", '#[unsafe(no_mangle)]\npub extern "C" fn _start'],
  ["blank", "2021", 'pub extern "C" fn _start() -> ! {\n    loop {}\n}\n'],
])("%s, edition %s", (name, edition, part) => {
  const files = kernelFiles(name, edition, MANIFEST);
  expect([...files.keys()]).toEqual(["Cargo.toml", ".cargo/config.toml", "src/main.rs"]);
  expect(files.get("src/main.rs")).toContain(part);
  expect(files.get("Cargo.toml")).toBe(`${MANIFEST}\n[profile.dev]\npanic = "abort"\n\n[profile.release]\npanic = "abort"\n`);
});

test("a template that is not there", () => {
  expect(() => kernelFiles("gui", "2021", MANIFEST)).toThrow("unknown template `gui`: there are vga, serial, blank");
});
