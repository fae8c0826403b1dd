// Bytes of a debug section with what the linker fills in (DWARF 4, 7.1 to 7.6: little-endian, 32-bit format).
import { ByteWriter } from "../../base/bytes.ts";

export interface DebugRelocation {
  readonly offset: number;
  /** An address of code or data; else an offset into another debug section. */
  readonly isAddress: boolean;
  readonly symbol: string;
  readonly addend: number;
}

export class DebugWriter {
  readonly out = new ByteWriter();
  readonly relocations: DebugRelocation[] = [];

  get length(): number {
    return this.out.length;
  }

  uleb(value: number): void {
    let rest = value;
    do {
      const byte = rest & 0x7f;
      rest = Math.floor(rest / 128);
      this.out.u8(rest > 0 ? byte | 0x80 : byte);
    } while (rest > 0);
  }

  sleb(value: number): void {
    let rest = value;
    for (;;) {
      const byte = ((rest % 128) + 128) % 128;
      rest = (rest - byte) / 128;
      const done = (rest === 0 && (byte & 0x40) === 0) || (rest === -1 && (byte & 0x40) !== 0);
      this.out.u8(done ? byte : byte | 0x80);
      if (done) return;
    }
  }

  text(value: string): void {
    for (const byte of new TextEncoder().encode(value)) this.out.u8(byte);
    this.out.u8(0);
  }

  data(bytes: readonly number[]): void {
    for (const byte of bytes) this.out.u8(byte);
  }

  /** A number as wide as addresses are. */
  word(size: 4 | 8, value: number): void {
    this.out.u32(value);
    if (size === 8) this.out.u32(0);
  }

  /** An address of code or data, or an offset into a debug section. */
  reference(size: 4 | 8, symbol: string, addend: number, isAddress = false): void {
    this.relocations.push({ offset: this.length, isAddress, symbol, addend });
    this.word(size, 0);
  }
}

/** A unit: its length first, which does not count itself. */
export function withLength(fill: (body: DebugWriter) => void): DebugWriter {
  const body = new DebugWriter();
  fill(body);
  const whole = new DebugWriter();
  whole.out.u32(body.length);
  whole.data([...body.out.bytes]);
  for (const relocation of body.relocations) whole.relocations.push({ ...relocation, offset: relocation.offset + 4 });
  return whole;
}
