// A kernel with 300 MiB of zeroes: in the machine, and (where QEMU is installed) booted from every format that QEMU takes.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bytesAccess } from "../../src/base/memory-host.ts";
import { placeKernel } from "../../src/elf/place.ts";
import { FORMATS } from "../../src/image/formats.ts";
import { Computer } from "../../src/machine/computer.ts";

const FOLDER = "fixtures/machine/large";
const FIRMWARE = "/usr/share/OVMF/OVMF_CODE.fd";
const SAID = readFileSync(`${FOLDER}/large.serial`, "latin1");
const MEMORY = 512;
const hasQemu = spawnSync("qemu-system-x86_64", ["--version"], { stdio: "ignore" }).status === 0;
const kernelOf = (name: string) => placeKernel(bytesAccess(readFileSync(`${FOLDER}/${name}.elf`)));

test.each(["large", "large-static"])("%s in the machine", (name) => {
  const serial: number[] = [];
  const computer = new Computer({ memory: MEMORY << 20, serial: (byte) => serial.push(byte), time: 0, exitPort: 0xf4 });
  expect(computer.load(kernelOf(name))).toBe(true);
  expect(computer.run()).toEqual({ kind: "debug-exit", value: 16 });
  expect(Buffer.from(serial).toString("latin1")).toBe(SAID);
  const small = new Computer({ memory: 256 << 20, serial: () => {}, time: 0, exitPort: 0xf4 });
  expect(small.load(kernelOf(name))).toBe(false);
});

const drive = (words: string) => ["-drive", `format=raw,${words}`];
const BOOTED: readonly (readonly [name: string, format: string, words: readonly string[]])[] = [
  ["large", "pvh", ["-kernel", "image"]],
  ["large-static", "pvh", ["-kernel", "image"]],
  ["large", "bios", drive("file=image")],
  ["large-static", "bios", drive("file=image")],
  // The firmware needs pieces of the memory that a kernel at 2 MiB would take: only one that can be moved has room.
  ["large", "uefi", ["-nodefaults", "-device", "VGA", ...drive(`if=pflash,readonly=on,file=${FIRMWARE}`), ...drive("file=image")]],
];
const COMMON = ["-display", "none", "-no-reboot", "-device", "isa-debug-exit,iobase=0xf4,iosize=0x04", "-serial", "file:serial"];

test.runIf(hasQemu).each(BOOTED.filter(([, format]) => format !== "uefi" || existsSync(FIRMWARE)))(
  "QEMU boots %s as %s",
  (name, format, words) => {
    const folder = mkdtempSync(join(tmpdir(), "kbuild-image-"));
    writeFileSync(join(folder, "image"), FORMATS[format]?.make(kernelOf(name), "") ?? "");
    const options = { cwd: folder, timeout: 280_000, killSignal: "SIGKILL" } as const;
    const { status } = spawnSync("qemu-system-x86_64", ["-m", `${MEMORY}`, ...COMMON, ...words], options);
    const serial = readFileSync(join(folder, "serial"), "latin1");
    rmSync(folder, { recursive: true });
    // Firmware's own words come first.
    expect(serial.slice(-SAID.length)).toBe(SAID);
    expect(status).toBe(33);
  },
  300_000,
);
