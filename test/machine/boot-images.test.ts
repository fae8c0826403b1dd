// Images of all formats in kbuild's machine: booted as what takes them does it, kernels end as recorded; and how the firmware says no.
import { readFileSync } from "node:fs";
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
