// Images for machines besides x86-64 against LLD's own: the object `X.oNN` linked is `X.lldNN`, to the byte. And what is
// compiled for them: the post's kernel has the code that rustc makes of it.
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { bytesAccess, memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { EM_RISCV } from "../../src/elf/constants.ts";
import { ElfFile } from "../../src/elf/read.ts";
import { readObject } from "../../src/elf/read-object.ts";
import type { ElfObject } from "../../src/elf/object.ts";
import { linkElf } from "../../src/link/elf/link-elf.ts";
import { linkMachine } from "../../src/link/elf/machines.ts";
import type { LinkMachine } from "../../src/link/elf/machine.ts";
import { defaultLinkOptions } from "../../src/link/elf/options.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASES } from "../../src/target/release.ts";
import type { Release } from "../../src/target/release.ts";

const FIXTURES = resolve(import.meta.dirname, "../../fixtures/link/bare");

function linked(object: ElfObject, lld: 15 | 22) {
  const machine = linkMachine(object.machine, object.is64) as LinkMachine;
  return linkElf([object], { ...defaultLinkOptions(lld, machine), pie: false, ehFrameHeader: object.machine !== EM_RISCV });
}

for (const file of readdirSync(FIXTURES).filter((name) => /\.o\d\d$/.test(name)))
  test(`${file} as LLD links it`, () => {
    const lld = file.endsWith("15") ? 15 : 22;
    const made = linked(readObject(file, readFileSync(join(FIXTURES, file))), lld);
    expect(made.errors).toEqual([]);
    const golden = readFileSync(join(FIXTURES, file.replace(/\.o(\d\d)$/, ".lld$1")));
    expect(Buffer.compare(made.image as Uint8Array, golden)).toBe(0);
  });

test("a missing name is told with what wants it", () => {
  const object = readObject("k.o", readFileSync(join(FIXTURES, "aarch64-calls.o22")));
  const symbols = object.symbols.map((symbol) => (symbol.name === "foo" ? { ...symbol, place: "undefined" as const } : symbol));
  const unit = object.symbols[0]?.name;
  const place = (name: string) => `>>> referenced by ${unit}\n>>>               k.o:(${name})`;
  expect(linked({ ...object, symbols }, 22).errors).toEqual([`undefined symbol: foo\n${[place("_start"), place("_start")].join("\n")}`]);
});

const KERNEL = `#![no_std]
#![no_main]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[no_mangle]
pub extern "C" fn _start() -> ! { BODY }
`;

async function compiled(triple: string, body: string, release: Release, isRelease: boolean): Promise<string> {
  const manifest = '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n';
  const host = memoryHost({ "/k/Cargo.toml": manifest, "/k/src/main.rs": KERNEL.replace("BODY", () => body) }, "/k");
  const context = { host, release, readCore: readCorelib };
  const status = await build(
    host,
    buildOptions({ target: [triple], release: isRelease, defaultFeatures: true }, context, "link"),
    readCorelib,
  );
  if (status !== 0) return host.stderr.text;
  const file = new ElfFile(bytesAccess(host.files.read(`/k/target/${triple}/${isRelease ? "release" : "debug"}/k`)));
  const text = file.sections.find((section) => file.sectionName(section) === ".text");
  return text === undefined ? "no .text" : Buffer.from(file.contents(text)).toString("hex");
}

/** Dev and release of 1.68.1, then of 1.96. */
const LOOPS: readonly (readonly [triple: string, ...code: string[]])[] = [
  ["thumbv7em-none-eabihf", "ffe7fee7", "fee7", "80b56f46ffe7fee7", "80b56f46fee7"],
  ["aarch64-unknown-none", "0100001400000014", "00000014", "0100001400000014", "00000014"],
  ["riscv64gc-unknown-none-elf", "09a001a0", "01a0", "09a001a0", "01a0"],
];

for (const [triple, ...code] of LOOPS)
  test(`the post's kernel for ${triple}`, async () => {
    const made = RELEASES.flatMap((release) => [false, true].map((isRelease) => compiled(triple, "loop {}", release, isRelease)));
    expect(await Promise.all(made)).toEqual(code);
  });

test("assembly and single accesses to memory", async () => {
  const release = RELEASES[1] as Release;
  const body = "unsafe { core::arch::asm!(HINT); core::ptr::write_volatile(0x4000 as *mut u32, 5) } loop {}";
  const code = async (triple: string, hint: string) => await compiled(triple, body.replace("HINT", `"${hint}"`), release, true);
  // push {r7, lr}; mov r7, sp; wfi; movw r0, #0x4000; movw r1, #5; str.w r1, [r0]; b .
  expect(await code("thumbv7em-none-eabihf", "wfi")).toBe("80b56f4630bf44f2000040f20501c0f80010fee7");
  // wfe; mov x9, #0x4000; mov x10, #5; str w10, [x9]; b .
  expect(await code("aarch64-unknown-none", "wfe")).toBe("5f2003d5090088d2aa0080d22a0100b900000014");
  // wfi; lui t0, 4; li t1, 5; sw t1, 0(t0); j .
  expect(await code("riscv64gc-unknown-none-elf", "wfi")).toBe("73005010b74200001303500023a0620001a0");
});
