// Unwinding instructions of ARM's exception handling ABI as text (EHABI32, 10.3): how the stack pointer and the saved registers come back.
import { hexPadded } from "../../format.ts";

const CORE = ["r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "fp", "ip", "sp", "lr", "pc"];

/** `{r4, lr}` of a mask. */
function coreList(mask: number): string {
  return `{${CORE.filter((_, i) => (mask & (1 << i)) !== 0).join(", ")}}`;
}

/** `{d8, d9}`. */
function range(prefix: string, first: number, count: number): string {
  return `{${Array.from({ length: count }, (_, i) => `${prefix}${first + i}`).join(", ")}}`;
}

/** Registers from a byte: the first in its high half, one less than the count in the low. */
const packed = (prefix: string, byte: number, base = 0): string => range(prefix, base + (byte >> 4), (byte & 0xf) + 1);
const lowBits = (opcode: number): number => (opcode & 7) + 1;

interface OpcodeRow {
  readonly mask: number;
  readonly value: number;
  /** Bytes behind the opcode. */
  readonly more: 0 | 1 | "uleb";
  text(opcode: number, next: number): string;
}

function row(mask: number, value: number, more: OpcodeRow["more"], text: OpcodeRow["text"]): OpcodeRow {
  return { mask, value, more, text };
}

/** The first row that fits is meant. */
const ROWS: readonly OpcodeRow[] = [
  row(0xc0, 0x00, 0, (opcode) => `vsp = vsp + ${((opcode & 0x3f) << 2) + 4}`),
  row(0xc0, 0x40, 0, (opcode) => `vsp = vsp - ${((opcode & 0x3f) << 2) + 4}`),
  row(0xf0, 0x80, 1, (opcode, next) => {
    const mask = ((opcode & 0xf) << 12) | (next << 4);
    return mask === 0 ? "refuse to unwind" : `pop ${coreList(mask)}`;
  }),
  row(0xff, 0x9d, 0, () => "reserved (ARM MOVrr)"),
  row(0xff, 0x9f, 0, () => "reserved (WiMMX MOVrr)"),
  row(0xf0, 0x90, 0, (opcode) => `vsp = r${opcode & 0xf}`),
  row(0xf8, 0xa0, 0, (opcode) => `pop ${coreList(((1 << lowBits(opcode)) - 1) << 4)}`),
  row(0xf8, 0xa8, 0, (opcode) => `pop ${coreList((((1 << lowBits(opcode)) - 1) << 4) | 0x4000)}`),
  row(0xff, 0xb0, 0, () => "finish"),
  row(0xff, 0xb1, 1, (_, next) => ((next & 0xf0) !== 0 ? "spare" : `pop ${next === 0 ? "" : coreList(next)}`)),
  row(0xff, 0xb2, "uleb", (_, value) => `vsp = vsp + ${0x204 + value * 4}`),
  row(0xff, 0xb3, 1, (_, next) => `pop ${packed("d", next)}`),
  row(0xff, 0xb4, 0, () => "pop ra_auth_code"),
  row(0xfc, 0xb4, 0, () => "spare"),
  row(0xf8, 0xb8, 0, (opcode) => `pop ${range("d", 8, lowBits(opcode))}`),
  row(0xff, 0xc6, 1, (_, next) => `pop ${packed("wR", next)}`),
  row(0xff, 0xc7, 1, (_, next) => {
    const registers = [0, 1, 2, 3].filter((i) => (next & (1 << i)) !== 0).map((i) => `wCGR${i}`);
    return (next & 0xf0) !== 0 || next === 0 ? "spare" : `pop {${registers.join(", ")}}`;
  }),
  row(0xff, 0xc8, 1, (_, next) => `pop ${packed("d", next, 16)}`),
  row(0xff, 0xc9, 1, (_, next) => `pop ${packed("d", next)}`),
  row(0xf8, 0xc8, 0, () => "spare"),
  row(0xf8, 0xc0, 0, (opcode) => `pop ${range("wR", 10, lowBits(opcode))}`),
  row(0xf8, 0xd0, 0, (opcode) => `pop ${range("d", 8, lowBits(opcode))}`),
  row(0xc0, 0xc0, 0, () => "spare"),
];

interface Instruction {
  readonly size: number;
  readonly operand: number;
}

function measure(bytes: readonly number[], at: number, more: OpcodeRow["more"]): Instruction {
  if (more !== "uleb") return { size: 1 + more, operand: bytes[at + 1] ?? 0 };
  let value = 0;
  for (let i = at + 1, scale = 1; ; i++, scale *= 128) {
    const byte = bytes[i] ?? 0;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80 || i >= bytes.length) return { size: i + 1 - at, operand: value };
  }
}

/** The instructions, a line each: bytes and meaning. */
export function armOpcodesText(bytes: readonly number[], indent: string): string {
  let out = "";
  for (let at = 0; at < bytes.length;) {
    const opcode = bytes[at] as number;
    const found = ROWS.find(({ mask, value }) => (opcode & mask) === value) as OpcodeRow;
    const { size, operand } = measure(bytes, at, found.more);
    const shown = Array.from({ length: size }, (_, i) => `0x${hexPadded(bytes[at + i] ?? 0, 2).toUpperCase()} `).join("");
    out += `${indent}${shown.padEnd(10)}; ${found.text(opcode, operand)}\n`;
    at += size;
  }
  return out;
}
