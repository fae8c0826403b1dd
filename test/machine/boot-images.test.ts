// Images of all formats in kbuild's machine: booted as what takes them does it, kernels end as recorded; and how the firmware says no.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { bytesAccess } from "../../src/base/memory-host.ts";
import { debugExitStatus } from "../../src/cli/machine/stop-words.ts";
import { placeKernel } from "../../src/elf/place.ts";
import { FORMATS } from "../../src/image/formats.ts";
import { Computer } from "../../src/machine/computer.ts";
import { BOOTS } from "../../src/machine/firmware/boot-image.ts";

const FOLDER = "fixtures/machine/kernels";
const formats = Object.keys(FORMATS);

function boot(file: string, format: string, commandLine = "", memory = 0x8000000) {
  const serial: number[] = [];
  const computer = new Computer({
    memory,
    serial: (byte) => serial.push(byte),
    time: 1_767_268_800,
    exitPort: 0xf4,
    maxInstructions: 10_000_000,
  });
  const made = FORMATS[format];
  const kernel = placeKernel(bytesAccess(readFileSync(file)), made?.base);
  const own = made?.commandLineOf === undefined;
  BOOTS[format]?.(computer, made?.make(kernel, own ? commandLine : "") ?? new Uint8Array(0), own ? "" : commandLine);
  const reason = computer.run();
  return { reason, kernel, computer, serial: Buffer.from(serial).toString("latin1") };
}

test.each(formats)("the minimal kernel as %s spins in `_start`", (format) => {
  const { reason, kernel, computer } = boot(`${FOLDER}/kernel.dev.elf`, format);
  expect(reason).toEqual({ kind: "spinning" });
  expect(computer.processor.ip - kernel.entry).toBe(2n);
});

const KERNELS = ["faults", "interrupts", "paging", "user", "exceptions", "vga_hello"];

test.each(KERNELS.flatMap((name) => formats.map((format) => [name, format] as const)))("%s as %s", (name, format) => {
  const { reason, serial } = boot(`${FOLDER}/${name}.release.elf`, format, "quiet root=/dev/x");
  const recorded = readFileSync(`${FOLDER}/${name}.release.serial`, "latin1").replace(
    'command line ""',
    'command line "quiet root=/dev/x"',
  );
  // The firmware has no screen of pixels.
  expect(serial).toBe(format === "uefi" ? recorded.replace("screen works: true", "screen works: false") : recorded);
  const status = reason.kind === "debug-exit" ? debugExitStatus(reason.value) : 124;
  expect(status).toBe(Number(readFileSync(`${FOLDER}/${name}.release.exit`, "utf8")));
});

test("firmware without room where a PIE would be moves it; a static kernel is told about", () => {
  expect(boot("fixtures/machine/large/large.elf", "uefi", "", 0x20000000).serial).toBe(
    readFileSync("fixtures/machine/large/large.serial", "latin1"),
  );
  const { reason, serial } = boot("fixtures/machine/large/large-static.elf", "uefi", "", 0x10000000);
  expect(reason).toEqual({ kind: "halted" });
  expect(serial).toBe("kbuild: the memory that the kernel is linked for is not free here\r\n");
});

test.each([
  ["pvh", "the image has no PVH note"],
  ["multiboot2", "the image has no Multiboot 2 header"],
  ["bios", "the disk has no boot sector"],
  ["uefi", "the disk has no EFI partition"],
])("what is no image of %s", (format, words) => {
  const computer = new Computer({ memory: 0x1000000, serial: () => {}, time: 0, exitPort: undefined });
  const image = new Uint8Array(readFileSync(`${FOLDER}/kernel.dev.elf`));
  expect(() => BOOTS[format]?.(computer, image, "")).toThrow(words);
});

/** `.text` of a kernel at an address: the word that a relocation fills goes to the exit port. */
function linkedAt(address: bigint, type: 2 | 3): Uint8Array {
  const bytes = new Uint8Array(0x1000 + 0x100);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  const u16 = (at: number, value: number) => view.setUint16(at, value, true);
  const u64 = (at: number, value: bigint) => view.setBigUint64(at, value, true);
  u16(16, type);
  u16(18, 62);
  view.setUint32(20, 1, true);
  u64(24, address);
  u64(32, 64n);
  u16(52, 64);
  u16(54, 56);
  u16(56, type === 3 ? 2 : 1);
  view.setUint32(64, 1, true);
  view.setUint32(68, 7, true);
  for (const [at, value] of [
    [72, 0x1000n],
    [80, address],
    [88, address],
    [96, 0x100n],
    [104, 0x90000n],
  ] as const)
    u64(at, value);
  // mov rax, [rip + 0x39]; sub rax, [rip - 7 ..]: the word at 0x40 less the address of the code
  bytes.set([0x48, 0x8b, 0x05, 0x39, 0, 0, 0, 0x48, 0x8d, 0x0d, 0xf2, 0xff, 0xff, 0xff, 0x48, 0x29, 0xc8, 0xe7, 0xf4], 0x1000);
  if (type === 2) u64(0x1040, address + 0x10n);
  else {
    view.setUint32(120, 2, true);
    for (const [at, value] of [
      [128, 0x1050n],
      [136, address + 0x50n],
      [152, 0x30n],
      [160, 0x30n],
      [0x1050, 7n],
      [0x1058, address + 0x80n],
      [0x1060, 8n],
      [0x1068, 24n],
      [0x1080, address + 0x40n],
      [0x1088, 8n],
      [0x1090, address + 0x10n],
    ] as const)
      u64(at, value);
  }
  return bytes;
}

const PLACES = [0x100000n, 0x200000n, 0xffffffff80100000n, 0xffff800000200000n];

test.each(PLACES.flatMap((address) => [2, 3].flatMap((type) => formats.map((format) => [address, type, format] as const))))(
  "a kernel that is linked at %i (%i) as %s",
  (address, type, format) => {
    const file = join(mkdtempSync(join(tmpdir(), "kbuild-linked-")), "kernel");
    writeFileSync(file, linkedAt(address, type as 2 | 3));
    expect(boot(file, format).reason).toEqual({ kind: "debug-exit", value: 16 });
    rmSync(dirname(file), { recursive: true });
  },
);

test.each(["pvh", "multiboot2", "bios"])("a kernel in memory of the firmware as %s", (format) => {
  const kernel = placeKernel(bytesAccess(linkedAt(0x8000n, 2)));
  expect(() => FORMATS[format]?.make(kernel, "")).toThrow("a segment of the kernel is to be at 0x8000: ");
});
