// Names of AMDGPU's e_flags: the processor, and features in a form that changed with EI_ABIVERSION (LLVM's AMDGPU usage, "Header").
import type { ElfHeader } from "../../elf/read.ts";

/** By the low byte. */
const PROCESSORS =
  "1:r600 2:r630 3:rs880 4:rv670 5:rv710 6:rv730 7:rv770 8:cedar 9:cypress 10:juniper 11:redwood 12:sumo 13:barts " +
  "14:caicos 15:cayman 16:turks 32:gfx600 33:gfx601 34:gfx700 35:gfx701 36:gfx702 37:gfx703 38:gfx704 40:gfx801 " +
  "41:gfx802 42:gfx803 43:gfx810 44:gfx900 45:gfx902 46:gfx904 47:gfx906 48:gfx908 49:gfx909 50:gfx90c 51:gfx1010 " +
  "52:gfx1011 53:gfx1012 54:gfx1030 55:gfx1031 56:gfx1032 57:gfx1033 58:gfx602 59:gfx705 60:gfx805 61:gfx1035 62:gfx1034 " +
  "63:gfx90a 65:gfx1100 66:gfx1013 67:gfx1150 68:gfx1103 69:gfx1036 70:gfx1101 71:gfx1102 72:gfx1200 73:gfx1250 " +
  "74:gfx1151 76:gfx942 78:gfx1201 79:gfx950 81:gfx9-generic 82:gfx10-1-generic 83:gfx10-3-generic 84:gfx11-generic " +
  "85:gfx1152 88:gfx1153 89:gfx12-generic 90:gfx1251 95:gfx9-4-generic";

/** Features of one bit each, then those of two bits (unsettled, off, on). */
const OF_ONE_BIT: readonly (readonly [string, number])[] = [
  ["xnack", 0x100],
  ["sramecc", 0x200],
];
const OF_TWO_BITS: readonly (readonly [string, number])[] = [
  ["xnack", 8],
  ["sramecc", 10],
];
const SIGNS = ["", "", "-", "+"];
const LAST_VERSION = 4;

/** `gfx900, xnack`; since version 4 the top byte numbers a generic processor's revision. */
export function gpuFlagNames({ flags, abiVersion }: ElfHeader): string {
  if (abiVersion > LAST_VERSION) return "";
  const processor = PROCESSORS.split(" ").find((row) => row.startsWith(`${flags & 0xff}:`));
  const names = processor === undefined ? [] : [processor.slice(processor.indexOf(":") + 1)];
  if (abiVersion < 2) for (const [name, bit] of OF_ONE_BIT) if ((flags & bit) !== 0) names.push(name);
  if (abiVersion >= 2) {
    for (const [name, shift] of OF_TWO_BITS) {
      const setting = (flags >>> shift) & 3;
      if (setting !== 0) names.push(`${name}${SIGNS[setting] ?? ""}`);
    }
  }
  const revision = abiVersion === LAST_VERSION ? flags >>> 24 : 0;
  return names.join(", ") + (revision === 0 ? "" : `, generic_v${revision}`);
}
