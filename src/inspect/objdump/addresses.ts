// The options that choose and move addresses: --start-address, --stop-address, --adjust-vma.
import { ET_REL, SHF_ALLOC } from "../../elf/constants.ts";
import type { Section } from "../../elf/read.ts";
import type { ObjdumpContext } from "./objdump.ts";

export const LAST_ADDRESS = (1n << 64n) - 1n;

/** The range of addresses asked for holds nothing of the file. */
export function warnOfRange(context: ObjdumpContext): void {
  const { start, stop } = context;
  const { file } = context.object;
  if ((start === undefined && stop === undefined) || file.header.type === ET_REL) return;
  const allocated = file.sections.filter(isAllocated);
  const isInside = allocated.some(({ address, size }) => (start ?? 0n) < address + size && (stop ?? LAST_ADDRESS) > address);
  if (isInside) return;
  const [from, to] = [`0x${(start ?? 0n).toString(16)}`, `0x${(stop ?? 0n).toString(16)}`];
  if (start === undefined) context.warn(`no section has address less than ${to} specified by --stop-address`);
  else if (stop === undefined) context.warn(`no section has address greater than or equal to ${from} specified by --start-address`);
  else context.warn(`no section overlaps the range [${from},${to}) specified by --start-address/--stop-address`);
}

export const isAllocated = ({ flags }: Section): boolean => (flags & BigInt(SHF_ALLOC)) !== 0n;

/** An address as --adjust-vma moves it, where a section that is loaded holds it. */
export function adjusted(context: ObjdumpContext, section: Section | undefined, address: bigint): bigint {
  return section !== undefined && isAllocated(section) ? BigInt.asUintN(64, address + context.adjust) : address;
}

/** Whether symbols and relocations at an address are shown; the last address of the range still is. */
export function isInRange({ start, stop }: ObjdumpContext, address: bigint): boolean {
  return address >= (start ?? 0n) && address <= (stop ?? LAST_ADDRESS);
}
