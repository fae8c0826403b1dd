// `--boot`: a kernel as an image of a format, started as what takes such images does it.
import type { Host } from "../../base/host.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import type { PlacedKernel } from "../../elf/place.ts";
import { FORMATS } from "../../image/formats.ts";
import type { ImageFormat } from "../../image/formats.ts";
import { ImageError } from "../../image/image-error.ts";
import type { Computer } from "../../machine/computer.ts";
import { BOOTS } from "../../machine/firmware/boot-image.ts";
import { FirmwareError } from "../../machine/firmware/firmware-error.ts";
import { Stop } from "../../machine/processor.ts";
import type { StopReason } from "../../machine/processor.ts";

/** Where UEFI firmware lies: Debian, Arch, Fedora, QEMU's own by itself and by Homebrew. */
const UEFI_FIRMWARE = [
  "/usr/share/OVMF/OVMF_CODE.fd",
  "/usr/share/OVMF/OVMF_CODE_4M.fd",
  "/usr/share/edk2/x64/OVMF_CODE.4m.fd",
  "/usr/share/edk2/ovmf/OVMF_CODE.fd",
  "/usr/share/qemu/edk2-x86_64-code.fd",
  "/usr/local/share/qemu/edk2-x86_64-code.fd",
  "/opt/homebrew/share/qemu/edk2-x86_64-code.fd",
];

const formatOf = (name: string) => FORMATS[name] as ImageFormat;

/** The image. Throws CargoError for a kernel that the format does not hold. */
export function bootImage(kernel: PlacedKernel, name: string, commandLine: string): Uint8Array {
  const { make, commandLineOf } = formatOf(name);
  try {
    return make(kernel, commandLineOf === undefined ? commandLine : "");
  } catch (error) {
    if (error instanceof ImageError) throw new CargoError(`the kernel cannot be booted as \`${name}\``, [error.message], 1);
    throw error;
  }
}

/** Starts kbuild's machine from an image; why it came to rest before the first 64-bit instruction, if it did. */
export function startImage(computer: Computer, image: Uint8Array, name: string, commandLine: string): StopReason | undefined {
  try {
    BOOTS[name]?.(computer, image, formatOf(name).commandLineOf === undefined ? "" : commandLine);
    return undefined;
  } catch (error) {
    if (error instanceof Stop) return error.reason;
    if (error instanceof FirmwareError) throw new CargoError(`kbuild's machine cannot boot the kernel as \`${name}\``, [error.message], 1);
    throw error;
  }
}

/** QEMU's words for an image in a file. Throws CargoError where QEMU has nothing that boots it. */
export function qemuBootWords(name: string, file: string, commandLine: string, { files }: Host): readonly string[] {
  const disk = ["-drive", `format=raw,file=${file}`];
  if (name === "pvh") return ["-kernel", file, ...(commandLine === "" ? [] : ["-append", commandLine])];
  if (name === "bios") return disk;
  const otherwise = `\`kbuild run --emulator --boot ${name}\` needs nothing`;
  if (name === "multiboot2") throw new CargoError("QEMU has no boot loader for Multiboot 2", [otherwise], 1);
  const firmware = UEFI_FIRMWARE.find((path) => files.status(path)?.kind === "file");
  if (firmware === undefined) throw new CargoError("UEFI firmware for QEMU (`ovmf`) is not installed", [otherwise], 1);
  return ["-drive", `if=pflash,format=raw,readonly=on,file=${firmware}`, ...disk];
}
