// The registers a debugger sees, in the order GDB numbers them, and the description of them that it asks for. The x87 stack is
// there in name only (GDB wants it): it reads as zero.
// Source: GDB manual, appendix G.5.5 (i386 features); GDB's `features/i386/64bit-core.xml` and `64bit-sse.xml` for the order.
import type { Processor } from "../processor.ts";
import { FS_BASE, GS_BASE } from "../state.ts";

/** What a debugger looks at. */
export interface Inspected {
  readonly processor: Processor;
  /** es, cs, ss, ds, fs, gs. */
  readonly segments: number[];
}

export interface Register {
  readonly name: string;
  readonly bits: number;
  readonly type: string;
  readonly read: (target: Inspected) => bigint;
  readonly write?: (target: Inspected, value: bigint) => void;
}

const GENERAL = "rax rbx rcx rdx rsi rdi rbp rsp r8 r9 r10 r11 r12 r13 r14 r15".split(" ");
/** Numbers in instructions. */
const NUMBERS = [0, 3, 1, 2, 6, 7, 5, 4, 8, 9, 10, 11, 12, 13, 14, 15];
const SEGMENTS: readonly (readonly [name: string, number: number])[] = [
  ["cs", 1],
  ["ss", 2],
  ["ds", 3],
  ["es", 0],
  ["fs", 4],
  ["gs", 5],
];
const POINTERS: Readonly<Record<string, string>> = { rbp: "data_ptr", rsp: "data_ptr" };
const HALVES = [0, 1] as const;

function general(name: string, i: number): Register {
  const number = NUMBERS[i] as number;
  return {
    name,
    bits: 64,
    type: POINTERS[name] ?? "int64",
    read: ({ processor }) => processor.register(number),
    write: ({ processor }, value) => processor.setRegister(number, 64, value),
  };
}

function segment([name, number]: readonly [string, number]): Register {
  return { name, bits: 32, type: "int32", read: ({ segments }) => BigInt(segments[number] as number) };
}

const unused = (name: string, bits: number, type: string): Register => ({ name, bits, type, read: () => 0n });

function vector(number: number): Register {
  return {
    name: `xmm${number}`,
    bits: 128,
    type: "vec128",
    read: ({ processor }) => HALVES.reduce((all, i) => all | ((processor.state.xmm64[2 * number + i] as bigint) << BigInt(64 * i)), 0n),
    write: ({ processor }, value) =>
      HALVES.forEach((i) => (processor.state.xmm64[2 * number + i] = BigInt.asUintN(64, value >> BigInt(64 * i)))),
  };
}

function base(name: string, slot: number): Register {
  return {
    name,
    bits: 64,
    type: "int",
    read: ({ processor }) => processor.state.pair(slot),
    write: ({ processor }, value) => processor.state.setPair(slot, value),
  };
}

const CORE: readonly Register[] = [
  ...GENERAL.map(general),
  {
    name: "rip",
    bits: 64,
    type: "code_ptr",
    read: ({ processor }) => processor.ip,
    write: ({ processor }, value) => processor.setIp(value),
  },
  {
    name: "eflags",
    bits: 32,
    type: "flags",
    read: ({ processor }) => BigInt(processor.state.flags),
    write: ({ processor }, value) => (processor.state.flags = Number(value & 0xffffffffn)),
  },
  ...SEGMENTS.map(segment),
  ...Array.from({ length: 8 }, (_, i) => unused(`st${i}`, 80, "i387_ext")),
  ...["fctrl", "fstat", "ftag", "fiseg", "fioff", "foseg", "fooff", "fop"].map((name) => unused(name, 32, "int")),
];

const SSE: readonly Register[] = [
  ...Array.from({ length: 16 }, (_, i) => vector(i)),
  {
    name: "mxcsr",
    bits: 32,
    type: "int",
    read: ({ processor }) => BigInt(processor.sseControl),
    write: ({ processor }, value) => (processor.sseControl = Number(value & 0xffffn)),
  },
];

const BASES: readonly Register[] = [base("fs_base", FS_BASE), base("gs_base", GS_BASE)];

export const REGISTERS: readonly Register[] = [...CORE, ...SSE, ...BASES];

const FLAGS = { CF: 0, PF: 2, AF: 4, ZF: 6, SF: 7, TF: 8, IF: 9, DF: 10, OF: 11, RF: 16, AC: 18, ID: 21 };

const VECTOR_TYPES = `<vector id="v4f" type="ieee_single" count="4"/><vector id="v2d" type="ieee_double" count="2"/><vector id="v16i8" type="int8" count="16"/><vector id="v8i16" type="int16" count="8"/><vector id="v4i32" type="int32" count="4"/><vector id="v2i64" type="int64" count="2"/><union id="vec128"><field name="v4_float" type="v4f"/><field name="v2_double" type="v2d"/><field name="v16_int8" type="v16i8"/><field name="v8_int16" type="v8i16"/><field name="v4_int32" type="v4i32"/><field name="v2_int64" type="v2i64"/><field name="uint128" type="uint128"/></union>`;

function flagsType(): string {
  const fields = Object.entries(FLAGS).map(([name, bit]) => `<field name="${name}" start="${bit}" end="${bit}" type="bool"/>`);
  return `<flags id="flags" size="4">${fields.join("")}</flags>`;
}

function feature(name: string, types: string, registers: readonly Register[]): string {
  const rows = registers.map((one) => `<reg name="${one.name}" bitsize="${one.bits}" type="${one.type}"/>`);
  return `<feature name="org.gnu.gdb.i386.${name}">${types}${rows.join("")}</feature>`;
}

/** `target.xml`. */
export function targetDescription(): string {
  const features = [feature("core", flagsType(), CORE), feature("sse", VECTOR_TYPES, SSE), feature("segments", "", BASES)];
  return `<?xml version="1.0"?><!DOCTYPE target SYSTEM "gdb-target.dtd"><target><architecture>i386:x86-64</architecture>${features.join("")}</target>`;
}
