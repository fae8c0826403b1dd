// UEFI disks: the same each time, a file system and an application of the right shape; and firmware in QEMU (where both are
// installed) starts them to the recorded end.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bytesAccess } from "../../src/base/memory-host.ts";
import { placeKernel } from "../../src/elf/place.ts";
import { uefiApplication, uefiImage } from "../../src/image/uefi.ts";

const FOLDER = "fixtures/machine/kernels";
const FIRMWARE = "/usr/share/OVMF/OVMF_CODE.fd";
const hasQemu = existsSync(FIRMWARE) && spawnSync("qemu-system-x86_64", ["--version"], { stdio: "ignore" }).status === 0;
const kernelOf = (name: string) => placeKernel(bytesAccess(readFileSync(`${FOLDER}/${name}.elf`)));

test("the application is a PE32+ image for EFI with the kernel's bytes behind its code", () => {
  const kernel = kernelOf("kernel.dev");
  const application = uefiApplication(kernel);
  const view = new DataView(application.buffer);
  const header = view.getUint32(0x3c, true);
  expect(view.getUint32(header, true)).toBe(0x4550);
  expect([view.getUint16(header + 4, true), view.getUint16(header + 24, true), view.getUint16(header + 92, true)]).toEqual([
    0x8664, 0x20b, 10,
  ]);
  expect(Buffer.from(application).includes(Buffer.from(kernel.segments[0]?.bytes ?? []))).toBe(true);
});

test("a disk has one EFI partition, is FAT16, and is the same each time", () => {
  const disk = Buffer.from(uefiImage(kernelOf("kernel.dev")));
  const start = disk.readUInt32LE(446 + 8) * 512;
  expect([disk[446 + 4], disk[510], disk[511], disk.length]).toEqual([0xef, 0x55, 0xaa, start + 512 * disk.readUInt32LE(446 + 12)]);
  expect(disk.toString("latin1", start + 54, start + 62)).toBe("FAT16   ");
  expect(disk.includes("BOOTX64 EFI")).toBe(true);
  expect(Buffer.compare(Buffer.from(uefiImage(kernelOf("kernel.dev"))), disk)).toBe(0);
});

// One start takes seconds: the kernel tells of its start information, then takes exceptions of all kinds.
test.runIf(hasQemu)(
  "firmware starts a kernel",
  () => {
    const name = "faults.release";
    const folder = mkdtempSync(join(tmpdir(), "kbuild-image-"));
    const file = join(folder, "disk");
    writeFileSync(file, uefiImage(kernelOf(name)));
    const words = [
      "-display",
      "none",
      "-no-reboot",
      "-nodefaults",
      "-cpu",
      "max",
      "-device",
      "VGA",
      "-device",
      "isa-debug-exit,iobase=0xf4,iosize=0x04",
    ];
    const drives = [`if=pflash,format=raw,readonly=on,file=${FIRMWARE}`, `format=raw,file=${file}`].flatMap((drive) => ["-drive", drive]);
    const { status } = spawnSync("qemu-system-x86_64", [...words, "-serial", "file:serial", ...drives], {
      cwd: folder,
      timeout: 280_000,
      killSignal: "SIGKILL",
    });
    const serial = readFileSync(join(folder, "serial"), "latin1");
    rmSync(folder, { recursive: true });
    // The firmware's own words come first.
    const expected = readFileSync(`${FOLDER}/${name}.serial`, "latin1");
    expect(serial.slice(-expected.length)).toBe(expected);
    expect(status).toBe(Number(readFileSync(`${FOLDER}/${name}.exit`, "utf8")));
  },
  300_000,
);
