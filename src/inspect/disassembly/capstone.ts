// The adapter of capstone-wasm: bytes to instructions. Its JavaScript side copies everything twice, so the raw
// functions are called and their records read where they lie. It takes at most 8 KiB at a time: the heap is fixed.
// Addresses it reports are not used (they go negative); offsets add up instead.
import { Capstone, loadCapstone } from "capstone-wasm";

export type Machine = "x86-64" | "i386" | "arm" | "thumb" | "thumb-m" | "aarch64";
export type Syntax = "att" | "intel";

/** cs_arch and cs_mode. */
const MODES: Readonly<Record<Machine, readonly [number, number]>> = {
  "x86-64": [3, 8],
  i386: [3, 4],
  arm: [0, 1 << 6],
  thumb: [0, (1 << 4) | (1 << 6)],
  "thumb-m": [0, (1 << 4) | (1 << 5) | (1 << 6)],
  aarch64: [1, 0],
};
const CS_OPT_SYNTAX = 1;
const PIECE = 8192;
/** Layout of cs_insn: size at 16, mnemonic at 42, operands at 74. */
const RECORD = 240;

interface Raw {
  _cs_disasm(handle: number, code: number, size: number, address: bigint, count: number, out: number): number;
  _cs_free(records: number, count: number): void;
  _malloc(size: number): number;
  readonly HEAPU8: Uint8Array;
}

function isRaw(module: object): module is Raw {
  return ["_cs_disasm", "_cs_free", "_malloc", "HEAPU8"].every((name) => name in module);
}

let raw: Raw | undefined;
let buffer = 0;
let result = 0;

/** Loads the module once. */
export async function openCapstone(): Promise<void> {
  if (raw !== undefined) return;
  const module = {};
  await loadCapstone(module);
  if (!isRaw(module)) throw new Error("capstone-wasm has changed: its raw functions are missing");
  raw = module;
  buffer = raw._malloc(PIECE);
  result = raw._malloc(4);
}

function textAt(heap: Uint8Array, from: number, most: number): string {
  let text = "";
  for (let i = from; i < from + most; i++) {
    const byte = heap[i] as number;
    if (byte === 0) break;
    text += String.fromCharCode(byte);
  }
  return text;
}

/** What is told of each instruction. */
export type OnInstruction = (offset: number, size: number, mnemonic: string, operands: string) => void;

const HANDLES = new Map<string, Capstone>();

export class Disassembler {
  readonly #engine: Capstone;

  constructor(
    readonly machine: Machine,
    readonly syntax: Syntax = "att",
  ) {
    const key = `${machine}/${syntax}`;
    let engine = HANDLES.get(key);
    if (engine === undefined) {
      engine = new Capstone(...MODES[machine]);
      if (machine === "x86-64" || machine === "i386") engine.setOption(CS_OPT_SYNTAX, syntax === "att" ? 2 : 1);
      HANDLES.set(key, engine);
    }
    this.#engine = engine;
  }

  /**
   * Decodes from `from` on until bytes it cannot decode, the end, or a piece's end; gives the offset reached.
   * The last instruction of a piece that is not the end is left for the next call.
   */
  run(code: Uint8Array, from: number, base: bigint, onInstruction: OnInstruction, most = 0): number {
    if (raw === undefined) throw new Error("openCapstone() was not awaited");
    const piece = code.subarray(from, from + PIECE);
    const isLast = from + piece.length >= code.length;
    raw.HEAPU8.set(piece, buffer);
    const address = BigInt.asIntN(64, base + BigInt(from));
    const count = raw._cs_disasm(this.#engine.handle, buffer, piece.length, address, most, result);
    if (count === 0) return from;
    const heap = raw.HEAPU8;
    const view = new DataView(heap.buffer);
    const records = view.getUint32(result, true);
    let at = from;
    for (let i = 0; i < count; i++) {
      const record = records + i * RECORD;
      const size = view.getUint16(record + 16, true);
      if (!isLast && at + size - from > PIECE - 16) break;
      onInstruction(at, size, textAt(heap, record + 42, 32), textAt(heap, record + 74, 160));
      at += size;
    }
    raw._cs_free(records, count);
    return at;
  }
}
