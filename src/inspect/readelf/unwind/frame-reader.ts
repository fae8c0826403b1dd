// Numbers of unwind tables, read one after the other: LEB128, fixed sizes in the file's byte order, and encoded pointers (LSB Core, 10.5.1).
// A relocatable object's fields have their relocations applied as they are read. Past the end everything reads as zero, as with LLVM.
import type { ElfFile } from "../../../elf/read.ts";
import { ElfError } from "../../../elf/read.ts";
import type { FieldValue } from "../../debug-relocations.ts";

const PC_RELATIVE = 0x10;
const OMIT = 0xff;

export class FrameReader {
  readonly #littleEndian: boolean;

  constructor(
    readonly file: ElfFile,
    readonly bytes: Uint8Array,
    readonly relocated: FieldValue,
    public at: number,
    public end: number = bytes.length,
  ) {
    this.#littleEndian = file.littleEndian;
  }

  get atEnd(): boolean {
    return this.at >= this.end;
  }

  u8(): number {
    return this.bytes[this.at++] ?? 0;
  }

  /** A number of `size` bytes as it stands in the file. */
  unsigned(size: number): bigint {
    let value = 0n;
    for (let i = 0; i < size; i++) {
      const byte = this.bytes[this.#littleEndian ? this.at + size - 1 - i : this.at + i] ?? 0;
      value = (value << 8n) | BigInt(byte);
    }
    this.at += size;
    return value;
  }

  /** The same with its relocation applied. */
  field(size: number): bigint {
    const { at } = this;
    return BigInt.asUintN(64, this.relocated(at, this.unsigned(size)));
  }

  address(): bigint {
    return this.field(this.file.is64 ? 8 : 4);
  }

  uleb(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.u8();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80 || shift > 63n) return BigInt.asUintN(64, value);
    }
  }

  sleb(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.u8();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80 || shift > 63n) return BigInt.asIntN(Number(shift) + 7, value);
    }
  }

  text(): string {
    let out = "";
    for (let byte = this.u8(); byte !== 0; byte = this.u8()) out += String.fromCharCode(byte);
    return out;
  }

  #encoded(format: number): bigint {
    switch (format) {
      case 0x00:
        return this.address();
      case 0x01:
        return this.uleb();
      case 0x09:
        return BigInt.asUintN(64, this.sleb());
      case 0x02:
      case 0x03:
      case 0x04:
        return this.field(1 << (format - 1));
      case 0x0a:
      case 0x0b:
      case 0x0c:
        return BigInt.asUintN(64, BigInt.asIntN(8 << (format - 9), this.field(1 << (format - 9))));
      default:
        throw new ElfError(`unknown pointer encoding 0x${format.toString(16)}`);
    }
  }

  /** A pointer by its DW_EH_PE encoding; `base` is the address its field is relative to, or undefined when none counts. */
  pointer(encoding: number, base: bigint | undefined): bigint {
    if (encoding === OMIT) return 0n;
    const value = this.#encoded(encoding & 0x0f);
    return (encoding & 0x70) === PC_RELATIVE && base !== undefined ? BigInt.asUintN(64, value + base) : value;
  }
}
