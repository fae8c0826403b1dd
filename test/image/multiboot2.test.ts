// Multiboot 2 images: a header where boot loaders look for it. (GRUB 2.06 starts `start_information` to its recorded end.)
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bytesAccess } from "../../src/base/memory-host.ts";
import { placeKernel } from "../../src/elf/place.ts";
import { ElfFile } from "../../src/elf/read.ts";
import { multiboot2Image } from "../../src/image/multiboot2.ts";

test("the header is among the first 32 KiB, sums up to zero, and names the entry", () => {
  const kernel = placeKernel(bytesAccess(readFileSync("fixtures/machine/kernels/start_information.release.elf")));
  const image = multiboot2Image(kernel);
  const view = new DataView(image.buffer);
  let at = 0;
  while (at < 0x8000 && view.getUint32(at, true) !== 0xe85250d6) at += 8;
  const words = Array.from({ length: 10 }, (_, i) => view.getUint32(at + 4 * i, true));
  expect(words.slice(0, 4).reduce((sum, word) => (sum + word) >>> 0, 0)).toBe(0);
  expect([words[1], words[2], words[4], words[5], words[8], words[9]]).toEqual([0, 40, 3, 12, 0, 8]);
  const [code] = new ElfFile(bytesAccess(image)).segments;
  const entry = BigInt(words[6] as number);
  expect(code !== undefined && entry > code.vaddr && entry < code.vaddr + code.fileSize).toBe(true);
});
