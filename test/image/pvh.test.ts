// PVH images: their shape, and that QEMU (where it is installed) boots them to the recorded end.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bytesAccess } from "../../src/base/memory-host.ts";
import { placeKernel } from "../../src/elf/place.ts";
import { ElfFile } from "../../src/elf/read.ts";
import { pvhImage } from "../../src/image/pvh.ts";

const FOLDER = "fixtures/machine/kernels";
const names = readdirSync(FOLDER).flatMap((name) => (name.endsWith(".elf") ? [name.slice(0, -4)] : []));
const hasQemu = spawnSync("qemu-system-x86_64", ["--version"], { stdio: "ignore" }).status === 0;

const imageOf = (name: string) => pvhImage(placeKernel(bytesAccess(readFileSync(`${FOLDER}/${name}.elf`))));

test.each(names)("shape of %s", (name) => {
  const kernel = new ElfFile(bytesAccess(readFileSync(`${FOLDER}/${name}.elf`)));
  const image = new ElfFile(bytesAccess(imageOf(name)));
  const loads = kernel.segments.filter(({ type }) => type === 1);
  expect(image.header).toMatchObject({ type: 2, machine: 62, entry: 0x100000n, shnum: 0 });
  expect(image.segments.map(({ type }) => type)).toEqual([4, 1, ...loads.map(() => 1)]);
  expect(image.segments.slice(2).map(({ paddr, memorySize }) => [paddr, memorySize])).toEqual(
    loads.map(({ vaddr, memorySize }) => [vaddr + 0x200000n, memorySize]),
  );
  expect(imageOf(name)).toEqual(imageOf(name));
});

test.runIf(hasQemu).each(names.filter((name) => readFileSync(`${FOLDER}/${name}.exit`, "utf8").trim() !== "124"))(
  "QEMU boots %s",
  (name) => {
    const folder = mkdtempSync(join(tmpdir(), "kbuild-image-"));
    const file = join(folder, "kernel.elf");
    writeFileSync(file, imageOf(name));
    const typed = `${FOLDER}/${name}.typed`;
    const input = existsSync(typed) ? readFileSync(typed) : undefined;
    const words = [
      "-cpu",
      "max",
      "-display",
      "none",
      "-no-reboot",
      "-device",
      "isa-debug-exit,iobase=0xf4,iosize=0x04",
      "-serial",
      input === undefined ? "file:serial" : "stdio",
      "-kernel",
      file,
    ];
    const options = { cwd: folder, timeout: 280_000, killSignal: "SIGKILL", encoding: "latin1" } as const;
    const { status, stdout } = spawnSync("qemu-system-x86_64", words, { ...options, ...(input === undefined ? {} : { input }) });
    const serial = input === undefined ? readFileSync(join(folder, "serial"), "latin1") : stdout;
    rmSync(folder, { recursive: true });
    expect(serial).toBe(readFileSync(`${FOLDER}/${name}.serial`, "latin1"));
    expect(status).toBe(Number(readFileSync(`${FOLDER}/${name}.exit`, "utf8")));
  },
);
