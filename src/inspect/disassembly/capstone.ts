// The adapter of capstone-wasm: bytes to instructions. Its JavaScript side copies everything twice, so the raw
// functions are called and their records read where they lie. It is asked for one instruction at a time: what is alike is asked once.
import { Capstone, loadCapstone } from "capstone-wasm";

export type Machine = "x86-64" | "i386" | "arm" | "thumb" | "thumb-m" | "arm-v8" | "thumb-v8" | "aarch64";
export type Syntax = "att" | "intel";

/** cs_arch and cs_mode. */
const MODES: Readonly<Record<Machine, readonly [number, number]>> = {
  "x86-64": [3, 8],
  i386: [3, 4],
  arm: [0, 0],
  thumb: [0, 1 << 4],
  "thumb-m": [0, (1 << 4) | (1 << 5)],
  "arm-v8": [0, 1 << 6],
  "thumb-v8": [0, (1 << 4) | (1 << 6)],
  aarch64: [1, 0],
};
const CS_OPT_SYNTAX = 1;
/** Bytes of a cs_insn. */
const RECORD = 240;
/** Room for the bytes of one instruction. */
const PIECE = 64;

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

/** An instruction's length and text. */
export interface RawText {
  readonly size: number;
  readonly mnemonic: string;
  readonly operands: string;
}

const HANDLES = new Map<string, Capstone>();

export class CapstoneEngine {
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

  /** The instruction that starts `code` (a few bytes), or the one behind `skip` others, as if `code` lay at `address`; undefined when there is none. */
  one(code: Uint8Array, address = 0, skip = 0): RawText | undefined {
    if (raw === undefined) throw new Error("openCapstone() was not awaited");
    raw.HEAPU8.set(code, buffer);
    const count = raw._cs_disasm(this.#engine.handle, buffer, code.length, BigInt.asIntN(64, BigInt(address)), skip + 1, result);
    if (count === 0) return undefined;
    const heap = raw.HEAPU8;
    const view = new DataView(heap.buffer);
    // cs_insn: 240 bytes, size at 16, mnemonic at 42, operands at 74.
    const records = view.getUint32(result, true);
    const record = records + skip * RECORD;
    const found = {
      size: view.getUint16(record + 16, true),
      mnemonic: textAt(heap, record + 42, 32),
      operands: textAt(heap, record + 74, 160),
    };
    raw._cs_free(records, count);
    return count > skip ? found : undefined;
  }
}
