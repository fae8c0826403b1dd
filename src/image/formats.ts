// The formats of images, by name.
import { KERNEL_BASE } from "../elf/place.ts";
import type { PlacedKernel } from "../elf/place.ts";
import { biosImage } from "./bios.ts";
import { multiboot2Image } from "./multiboot2.ts";
import { pvhImage } from "./pvh.ts";
import { uefiImage } from "./uefi.ts";

export interface ImageFormat {
  readonly summary: string;
  /** Of the image's file name. */
  readonly extension: string;
  /** Where a kernel that can be moved goes. */
  readonly base: bigint;
  /** Who gives the kernel its command line; undefined: the image itself. */
  readonly commandLineOf: string | undefined;
  /** Throws ImageError. */
  make(kernel: PlacedKernel, commandLine: string): Uint8Array;
}

export const FORMATS: Readonly<Record<string, ImageFormat | undefined>> = {
  pvh: {
    summary: "ELF for `qemu-system-x86_64 -kernel`",
    extension: "pvh",
    base: KERNEL_BASE,
    commandLineOf: "QEMU (`-append`)",
    make: pvhImage,
  },
  bios: { summary: "disk for a PC's BIOS", extension: "img", base: KERNEL_BASE, commandLineOf: undefined, make: biosImage },
  uefi: { summary: "disk for UEFI firmware", extension: "efi.img", base: KERNEL_BASE, commandLineOf: undefined, make: uefiImage },
  multiboot2: { summary: "ELF for GRUB's `multiboot2`", extension: "mb2", base: KERNEL_BASE, commandLineOf: "GRUB", make: multiboot2Image },
};
