// Starts a computer from an image, as what takes such images does it: up to the first 64-bit instruction of the boot code, from where
// `run` goes on.
import type { Computer } from "../computer.ts";
import { bootBios } from "./bios.ts";
import { bootMultiboot2, bootPvh } from "./loaders.ts";
import { bootUefi } from "./uefi.ts";

/** By format. `commandLine` is for those whose image holds none. Throw FirmwareError, and Stop where boot code rests. */
export const BOOTS: Readonly<Record<string, ((computer: Computer, image: Uint8Array, commandLine: string) => void) | undefined>> = {
  pvh: bootPvh,
  multiboot2: bootMultiboot2,
  bios: bootBios,
  uefi: bootUefi,
};
