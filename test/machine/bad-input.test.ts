// What `kbuild image` and `kbuild run` say of what they cannot boot, and of a QEMU that is of no use. (Stand-ins for QEMU are shell
// scripts; the command runs in this process, so that `PATH` names them.)
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { bytesAccess, memoryHost } from "../../src/base/memory-host.ts";
import { kernelFiles } from "../../src/cargo/new/kernel-templates.ts";
import { runCommandLine } from "../../src/cli/command-line.ts";
import { placeKernel } from "../../src/elf/place.ts";
import { FORMATS } from "../../src/image/formats.ts";
import { readCorelib } from "../../src/node/corelib.ts";

// The first command of a process reads much of core.
vi.setConfig({ testTimeout: 300_000 });

const MANIFEST = '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n';
const KERNEL = Object.fromEntries([...kernelFiles("blank", "2021", MANIFEST)].map(([path, text]) => [`/k/${path}`, text]));

/** Exit status, and what was said of errors. */
async function kbuild(files: Readonly<Record<string, string>>, ...words: string[]) {
  const host = memoryHost({ ...KERNEL, ...files }, "/k");
  const status = await runCommandLine(host, ["+1.96", ...words], readCorelib);
  return { status, said: host.stderr.text, host };
}

const mainWith = (change: (text: string) => string) => ({ "/k/src/main.rs": change(KERNEL["/k/src/main.rs"] as string) });
const NO_ENTRY =
  "the kernel has no entry point: its `_start` is missing, or has another name " +
  '(is it `#[no_mangle] pub extern "C" fn _start`, from edition 2024 on `#[unsafe(no_mangle)]`?)';

describe("kernels", () => {
  test("a `_start` of another name", async () => {
    const renamed = mainWith((text) => text.replace("_start", "_start_here"));
    const image = await kbuild(renamed, "image", "-q");
    expect(image.status).toBe(1);
    expect(image.said).toBe(`error: cannot make an image of /k/target/x86_64-unknown-none/debug/k\n\nCaused by:\n  ${NO_ENTRY}\n`);
    expect(image.host.files.status("/k/target/x86_64-unknown-none/debug/k.pvh")).toBeUndefined();
    const run = await kbuild(renamed, "run", "-q", "--emulator");
    expect(run.status).toBe(1);
    expect(run.said).toContain(NO_ENTRY);
  });

  test("a library", async () => {
    const { status, said } = await kbuild(
      { "/l/Cargo.toml": MANIFEST, "/l/src/lib.rs": "#![no_std]" },
      "image",
      "--manifest-path",
      "/l/Cargo.toml",
    );
    expect(status).toBe(101);
    expect(said).toContain("there is no program in this package that could be made into an image: a kernel is a `src/main.rs`, and");
  });

  test("another machine's", async () => {
    const target = ["--target", "aarch64-unknown-none"];
    const image = await kbuild({}, "image", "-q", ...target);
    expect(image.status).toBe(1);
    expect(image.said).toContain("only kernels for `x86_64-unknown-none` can be made into an image, and this one is for `aarch64-");
    const run = await kbuild({}, "run", "-q", ...target);
    expect(run.status).toBe(101);
    expect(run.said).toContain("name what runs it in .cargo/config.toml, [target.aarch64-unknown-none] runner =");
  });

  test("a folder in the image's place", async () => {
    const { status, said } = await kbuild({ "/k/out/x": "" }, "image", "-q", "-o", "out");
    expect([status, said]).toEqual([1, "error: `/k/out` is a folder: give the image a file's name with -o\n"]);
  });

  test("one larger than the memory", async () => {
    const first = "_start() -> ! {\n    unsafe { core::ptr::addr_of_mut!(BIG).cast::<u8>().write_volatile(1) };\n";
    const large = mainWith((text) => `${text.replace("_start() -> ! {\n", first)}\nstatic mut BIG: [u8; 64 << 20] = [0; 64 << 20];\n`);
    const { status, said } = await kbuild(large, "run", "-q", "--emulator", "--memory", "32");
    expect([status, said]).toEqual([1, "error: the kernel does not fit into 32 MiB of memory: give the machine more with --memory\n"]);
    expect((await kbuild(large, "run", "-q", "--emulator", "--memory", "72")).status).toBe(0);
  });

  test.each([
    [["--memory", "1"], "a machine has at least 4 MiB of memory"],
    [["--memory", "much"], "invalid value 'much' for '--memory <MIB>'"],
    [["--timeout", "0"], "invalid value '0' for '--timeout <SECONDS>'"],
    [["--emulator", "--qemu"], "the argument '--emulator' cannot be used with '--qemu'"],
    [["--qemu", "--trace"], "the argument '--trace' cannot be used with '--qemu'"],
    [["--emulator", "--break", "nowhere"], "nowhere"],
  ])("run %j", async (words, part) => {
    const { status, said } = await kbuild({}, "run", "-q", ...words);
    expect(status).toBe(1);
    expect(said).toContain(part);
  });

  const changed = (change: (view: DataView) => void) => {
    const bytes = new Uint8Array(readFileSync("fixtures/machine/kernels/kernel.dev.elf"));
    change(new DataView(bytes.buffer));
    return bytesAccess(bytes);
  };
  const PROGRAM_HEADERS = 64;
  const header = (number: number) => PROGRAM_HEADERS + 56 * number;

  test.each([
    [
      "overlapping segments",
      (v: DataView) => v.setBigUint64(header(2) + 16, v.getBigUint64(header(1) + 16, true), true),
      /segments at 0x\w+ and 0x\w+ overlap/,
    ],
    ["an object", (v: DataView) => v.setUint16(16, 1, true), /relocatable object: link it first/],
    ["another machine", (v: DataView) => v.setUint16(18, 183, true), /not an ELF file for x86-64/],
    ["a core file", (v: DataView) => v.setUint16(16, 4, true), /not an executable/],
    ["a segment past the end", (v: DataView) => v.setBigUint64(header(1) + 8, 1n << 40n, true), /past the end of the file/],
  ])("%s", (_, change, words) => {
    expect(() => placeKernel(changed(change as (view: DataView) => void))).toThrow(words);
  });

  /** A header behind the kernel's bytes, at a multiple of 8. */
  const withHeader = (...words: number[]) => {
    const kernel = readFileSync("fixtures/machine/kernels/kernel.dev.elf");
    const bytes = new Uint8Array(((kernel.length + 7) & ~7) + 4 * words.length);
    bytes.set(kernel);
    bytes.set(new Uint8Array(Uint32Array.from(words).buffer), (kernel.length + 7) & ~7);
    return bytesAccess(bytes);
  };

  test.each([
    ["Multiboot", [0x1badb002, 3, -(0x1badb002 + 3)]],
    ["Multiboot 2", [0xe85250d6, 0, 24, -(0xe85250d6 + 24), 0, 8]],
  ])("a header of %s", (name, words) => {
    expect(() => placeKernel(withHeader(...words, 0, 0))).toThrow(`the kernel has a header of ${name}, by which its entry is 32-bit code`);
    expect(placeKernel(withHeader(...words.with(2, 1), 0, 0)).segments.length).toBeGreaterThan(0);
  });

  test("a header of Multiboot 2 that names an entry of its own", () => {
    const words = [0xe85250d6, 0, 36, -(0xe85250d6 + 36), 3, 12, 0x200000, 0, 0, 8];
    expect(placeKernel(withHeader(...words)).segments.length).toBeGreaterThan(0);
  });

  test("a kernel below what a BIOS disk can load", () => {
    const kernel = placeKernel(bytesAccess(readFileSync("fixtures/machine/kernels/kernel.dev.elf")));
    const low = { ...kernel, segments: kernel.segments.map((one) => ({ ...one, physical: one.physical - 0x200000n })) };
    expect(() => FORMATS["bios"]?.make(low, "")).toThrow("a BIOS disk loads from 0x100000 on");
  });
});

describe.runIf(process.platform === "linux")("QEMU", () => {
  const folder = mkdtempSync(join(tmpdir(), "kbuild-no-qemu-"));
  const running = join(folder, "running");
  const WAY_OUT = "\n\nCaused by:\n  `kbuild run --emulator` needs nothing\n";
  const isThere = '[ "$1" = --version ] && { echo "QEMU emulator version 8.2.0"; exit; }\n';

  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(join(folder, "qemu-system-x86_64"), { force: true });
  });

  /** With a shell script for QEMU. */
  async function withQemu(script: string | undefined, ...words: string[]) {
    const file = join(folder, "qemu-system-x86_64");
    if (script !== undefined) {
      writeFileSync(file, `#!/bin/sh\n${script}\n`);
      chmodSync(file, 0o755);
    }
    vi.stubEnv("PATH", script === undefined ? folder : `${folder}:/usr/bin:/bin`);
    vi.stubEnv("TMPDIR", folder);
    const host = memoryHost(KERNEL, "/k");
    const status = await runCommandLine(host, ["+1.96", "run", "-q", ...words], readCorelib);
    return [status, host.stderr.text] as const;
  }

  test("is not installed", async () => {
    expect(await withQemu(undefined, "--qemu")).toEqual([
      1,
      `error: QEMU is not installed: \`qemu-system-x86_64\` could not be started${WAY_OUT}`,
    ]);
    expect(await withQemu(undefined)).toEqual([0, ""]);
  });

  test.each([
    ["is too old", 'echo "QEMU emulator version 2.11.1"', "QEMU 2 is too old: kernels boot in QEMU 4 and later"],
    ["is something else", "echo hello", "QEMU does not work: `qemu-system-x86_64 --version` names no version"],
    ["fails", "exit 3", "QEMU does not work: `qemu-system-x86_64 --version` ended with status 3"],
    ["ends before it has a machine", `${isThere}exit 1`, "QEMU ended with status 1 before it had a machine"],
    ["is killed", `${isThere}kill -9 $$`, "QEMU was ended by SIGKILL"],
  ])("%s", async (_, script, words) => {
    expect(await withQemu(script, "--qemu")).toEqual([1, `error: ${words}${WAY_OUT}`]);
    expect(readdirSync(folder).filter((name) => name.startsWith("kbuild-run-"))).toEqual([]);
  });

  test("hangs: it is ended with what it started", async () => {
    expect(await withQemu(`${isThere}sleep 1000 &\necho $! > ${running}\nwait`, "--qemu", "--timeout", "1")).toEqual([
      1,
      `error: QEMU hangs: it did not start within ten seconds${WAY_OUT}`,
    ]);
    const pid = readFileSync(running, "utf8").trim();
    await expect.poll(() => existsSync(`/proc/${pid}`) && /State:\s+[^Z]/.test(readFileSync(`/proc/${pid}/status`, "utf8"))).toBe(false);
  });
});
