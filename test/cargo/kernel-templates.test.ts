// The kernels of `kbuild new --template`.
import { expect, test } from "vitest";
import { bytesAccess, memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { kernelFiles } from "../../src/cargo/new/kernel-templates.ts";
import { runCommandLine } from "../../src/cli/command-line.ts";
import { screenRows } from "../../src/cli/machine/screen-text.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { placeKernel } from "../../src/elf/place.ts";
import { Computer } from "../../src/machine/computer.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_68_1, RELEASE_1_96_0 } from "../../src/target/release.ts";

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

test.each([RELEASE_1_68_1, RELEASE_1_96_0])("the vga kernel of $version says hello on the machine's screen", async (release) => {
  const files = kernelFiles("vga", "2021", '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n');
  const host = memoryHost(Object.fromEntries([...files].map(([path, text]) => [`/k/${path}`, text])), "/k");
  const options = buildOptions({ defaultFeatures: true }, { host, release, readCore: readCorelib }, "link");
  expect(await build(host, options, readCorelib), host.stderr.text).toBe(0);
  const computer = new Computer({ memory: 0x1000000, serial: () => {}, time: 0, exitPort: 0xf4 });
  computer.load(placeKernel(bytesAccess(host.files.read("/k/target/x86_64-unknown-none/debug/k"))));
  expect(computer.run()).toEqual({ kind: "spinning" });
  expect(screenRows(computer.screen)[0]).toBe("Hello World!");
});

test("a kernel that is its own test is built and booted", async () => {
  const files = new Map(kernelFiles("serial", "2021", '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n'));
  files.set("Cargo.toml", `${files.get("Cargo.toml")}\n[[bin]]\nname = "k"\npath = "src/main.rs"\nharness = false\n`);
  const host = memoryHost(Object.fromEntries([...files].map(([path, text]) => [`/k/${path}`, text])), "/k");
  expect(await runCommandLine(host, ["+1.96", "test", "--emulator", "-q"], readCorelib), host.stderr.text).toBe(0);
  expect(host.stdout.text).toBe("Hello World!\n");
  expect(await runCommandLine(host, ["+1.96", "test", "--emulator", "-q", "--expect-exit", "35"], readCorelib)).toBe(101);
  expect(host.stderr.text).toContain(
    "error: test failed, to rerun pass `--bin k`\n\nCaused by:\n  the run ended with exit status 33, not 35\n",
  );
});
