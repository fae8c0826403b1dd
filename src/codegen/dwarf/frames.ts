// Call frame information (DWARF 4, 6.4): where the caller's frame begins after each instruction that moves the stack
// pointer. Registers 7 and 16 are rsp and the return address (System V psABI, 3.6.2).
import { DebugWriter } from "./writer.ts";

export interface FrameChange {
  /** Bytes from the function's start: from here on. */
  readonly offset: number;
  /** Bytes from the stack pointer to the caller's frame. */
  readonly distance: number;
}

export interface FunctionFrame {
  readonly symbol: string;
  readonly size: number;
  readonly changes: readonly FrameChange[];
}

const CFA = { advance_loc: 0x40, advance_loc1: 0x02, advance_loc2: 0x03, advance_loc4: 0x04, def_cfa_offset: 0x0e } as const;

/** def_cfa rsp+8; the return address at cfa-8. */
const COMMON = [4, 0, 8, 0, 1, 0x78, 16, 0x0c, 7, 8, 0x80 | 16, 1];

function entry(out: DebugWriter, fill: (body: DebugWriter) => void): void {
  const body = new DebugWriter();
  fill(body);
  while ((body.length + 4) % 8 !== 0) body.out.u8(0);
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

/** The contents of `.debug_frame`. */
export function frameTable(functions: readonly FunctionFrame[]): DebugWriter {
  const out = new DebugWriter();
  entry(out, (body) => {
    body.out.u32(0xffff_ffff);
    body.data(COMMON);
  });
  for (const { symbol, size, changes } of functions) {
    entry(out, (body) => {
      body.reference(4, ".debug_frame", 0);
      body.reference(8, symbol, 0);
      body.out.u32(size).u32(0);
      let at = 0;
      for (const { offset, distance } of changes) {
        if (offset > at) advance(body, offset - at);
        at = offset;
        body.out.u8(CFA.def_cfa_offset);
        body.uleb(distance);
      }
    });
  }
  return out;
}
