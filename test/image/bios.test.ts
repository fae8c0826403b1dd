// BIOS disks: reproducible, and QEMU (where it is installed) boots them to the recorded end.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bytesAccess } from "../../src/base/memory-host.ts";
import { placeKernel } from "../../src/elf/place.ts";
import { biosImage } from "../../src/image/bios.ts";

const FOLDER = "fixtures/machine/kernels";
const hasQemu = spawnSync("qemu-system-x86_64", ["--version"], { stdio: "ignore" }).status === 0;
const imageOf = (name: string, commandLine = "") => biosImage(placeKernel(bytesAccess(readFileSync(`${FOLDER}/${name}.elf`))), commandLine);

test("a disk is whole cylinders, signed, and the same each time", () => {
  const image = imageOf("kernel.dev");
  expect(image.length % 516096).toBe(0);
  expect([image[510], image[511]]).toEqual([0x55, 0xaa]);
  expect(Buffer.compare(imageOf("kernel.dev"), image)).toBe(0);
});

const BOOTED: [name: string, commandLine?: string][] = [
  ["faults.release", "quiet root=/dev/x"],
  ["serial_tests.release"],
  ["start_information.release"],
];

test.runIf(hasQemu).each(BOOTED)("QEMU boots %s", (name, commandLine = "") => {
  const folder = mkdtempSync(join(tmpdir(), "kbuild-image-"));
  const file = join(folder, "disk");
  writeFileSync(file, imageOf(name, commandLine));
  const words = ["-display", "none", "-no-reboot", "-device", "isa-debug-exit,iobase=0xf4,iosize=0x04", "-serial", "file:serial"];
  const { status } = spawnSync("qemu-system-x86_64", [...words, "-drive", `format=raw,file=${file}`], {
    cwd: folder,
    timeout: 280_000,
    killSignal: "SIGKILL",
  });
  const serial = readFileSync(join(folder, "serial"), "latin1");
  rmSync(folder, { recursive: true });
  expect(serial).toBe(readFileSync(`${FOLDER}/${name}.serial`, "latin1").replace('command line ""', `command line "${commandLine}"`));
  expect(status).toBe(Number(readFileSync(`${FOLDER}/${name}.exit`, "utf8")));
});
