// Call frame information (DWARF 4, 6.4): where the caller's frame begins after each instruction that moves the stack
// pointer, and where the prologue has put the caller's registers.
import type { DebugMachine } from "./machine.ts";
import { DebugWriter } from "./writer.ts";

export interface FrameChange {
  /** Bytes from the function's start: from here on. */
  readonly offset: number;
  /** Bytes from the base to the caller's frame. */
  readonly distance: number;
  /** The base: a register that stays put where the stack pointer is rounded; undefined for the stack pointer itself. */
  readonly base?: number;
  /** Registers of the caller that are in memory from here on, by DWARF's numbers: bytes below its frame. */
  readonly saved?: readonly SavedRegister[];
}

export interface SavedRegister {
  readonly register: number;
  readonly below: number;
}

export interface FunctionFrame {
  readonly symbol: string;
  readonly size: number;
  readonly changes: readonly FrameChange[];
}

const CFA = {
  advance_loc: 0x40,
  advance_loc1: 0x02,
  advance_loc2: 0x03,
  advance_loc4: 0x04,
  def_cfa: 0x0c,
  def_cfa_register: 0x0d,
  def_cfa_offset: 0x0e,
  offset: 0x80,
} as const;

/** Version 4, no augmentation, no segments; where the frame is at the start, and a return address that the call pushed. */
function common({ addressSize, dataAlignment, returnAddress, stackPointer, entryDistance }: DebugMachine): readonly number[] {
  const pushed = entryDistance === 0 ? [] : [CFA.offset | returnAddress, entryDistance / -dataAlignment];
  return [4, 0, addressSize, 0, 1, dataAlignment & 0x7f, returnAddress, CFA.def_cfa, stackPointer, entryDistance, ...pushed];
}

/** Entries are as long as a multiple of an address. */
function entry(out: DebugWriter, addressSize: number, fill: (body: DebugWriter) => void): void {
  const body = new DebugWriter();
  fill(body);
  while ((body.length + 4) % addressSize !== 0) body.out.u8(0);
  out.out.u32(body.length);
  const start = out.length;
  out.data([...body.out.bytes]);
  for (const relocation of body.relocations) out.relocations.push({ ...relocation, offset: relocation.offset + start });
}

function advance(out: DebugWriter, by: number): void {
  if (by < 0x40) out.out.u8(CFA.advance_loc | by);
  else if (by < 0x100) out.out.u8(CFA.advance_loc1).u8(by);
  else if (by < 0x10000) out.out.u8(CFA.advance_loc2).u16(by);
  else out.out.u8(CFA.advance_loc4).u32(by);
}

interface FramePlace {
  readonly base: number;
  readonly distance: number;
}

/** What has changed, in the shortest form. */
function define(body: DebugWriter, from: FramePlace, to: FramePlace): void {
  if (from.base === to.base) {
    body.out.u8(CFA.def_cfa_offset);
    return body.uleb(to.distance);
  }
  body.out.u8(from.distance === to.distance ? CFA.def_cfa_register : CFA.def_cfa);
  body.uleb(to.base);
  if (from.distance !== to.distance) body.uleb(to.distance);
}

function describe(body: DebugWriter, { changes }: FunctionFrame, { dataAlignment, stackPointer, entryDistance }: DebugMachine): void {
  let at = 0;
  let place: FramePlace = { base: stackPointer, distance: entryDistance };
  for (const { offset, distance, base = stackPointer, saved = [] } of changes) {
    if (offset > at) advance(body, offset - at);
    at = offset;
    define(body, place, { base, distance });
    place = { base, distance };
    for (const { register, below } of saved) {
      body.out.u8(CFA.offset | register);
      body.uleb(below / -dataAlignment);
    }
  }
}

/** The contents of `.debug_frame`. */
export function frameTable(machine: DebugMachine, functions: readonly FunctionFrame[]): DebugWriter {
  const out = new DebugWriter();
  const { addressSize } = machine;
  entry(out, addressSize, (body) => {
    body.out.u32(0xffff_ffff);
    body.data(common(machine));
  });
  for (const one of functions) {
    entry(out, addressSize, (body) => {
      body.reference(4, ".debug_frame", 0);
      body.reference(addressSize, one.symbol, 0, true);
      body.word(addressSize, one.size);
      describe(body, one, machine);
    });
  }
  return out;
}
