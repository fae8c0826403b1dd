// Images in memory of what the floating-point and SSE registers hold: `fxsave`, `xsave` and those that restore from them, and the
// control words by themselves. There are an x87 control word, MXCSR and the xmm registers; the x87 unit computes nothing here.
// Layout: Intel SDM, volume 1, sections 10.5 and 13.4.
import type { Instruction, MemoryOperand, Operand } from "./decode.ts";
import { Fault } from "./memory.ts";
import { GENERAL_PROTECTION, INVALID_OPCODE, Stop } from "./processor.ts";
import type { Processor } from "./processor.ts";
import type { Execute } from "./results.ts";

const RAX = 0;
const RDX = 2;
const [CONTROL, SSE_CONTROL, SSE_MASK, XMM, HEADER] = [0, 24, 28, 160, 512] as const;
const LEGACY_SIZE = 512;
const HEADER_SIZE = 64;
const SSE_BITS = 0xffffn;
/** Bits of the header, and of the components asked for. */
const [X87, SSE] = [1n, 2n];
const COMPACTED = 1n << 63n;
/** Bit 6 of the control word is always set, bits 7 and 13 to 15 are not there. */
const CONTROL_BITS = 0x1f3f;
const CONTROL_AT_START = 0x37f;
const SSE_CONTROL_AT_START = 0x1f80;
/** Exceptions masked, to the nearest, no zeroes for small numbers: the only way this machine computes. The lowest bits only tell. */
const SSE_CONTROL_KNOWN = 0x1f80;
const SSE_CONTROL_MODES = 0xffc0;

const addressOf = (p: Processor, { operands }: Instruction) => p.address(operands[0] as MemoryOperand);

function aligned(p: Processor, instruction: Instruction, alignment: bigint): bigint {
  const address = addressOf(p, instruction);
  if ((address & (alignment - 1n)) !== 0n) throw new Fault(GENERAL_PROTECTION, 0);
  return address;
}

/** Throws for what is no value of MXCSR, and stops the machine at one it does not compute by. */
function setSseControl(p: Processor, value: bigint, instruction: Instruction): void {
  if ((value & ~SSE_BITS) !== 0n) throw new Fault(GENERAL_PROTECTION, 0);
  if ((Number(value) & SSE_CONTROL_MODES) !== SSE_CONTROL_KNOWN) {
    const { low, high, length } = instruction;
    throw new Stop({ kind: "unknown-instruction", bytes: Uint8Array.from({ length }, (_, i) => p.access.read8((low + i) | 0, high)) });
  }
  p.sseControl = Number(value);
}

const at = (address: bigint, offset: number) => BigInt.asUintN(64, address + BigInt(offset));

function storeVectors(p: Processor, address: bigint): void {
  for (let i = 0; i < 32; i++) p.store(at(address, XMM + 8 * i), 64, p.state.xmm64[i] as bigint);
}

function loadVectors(p: Processor, address: bigint): void {
  for (let i = 0; i < 32; i++) p.state.xmm64[i] = p.load(at(address, XMM + 8 * i), 64);
}

/** The x87 part: a control word, an empty stack. */
function storeFloat(p: Processor, address: bigint): void {
  for (let i = 0; i < SSE_CONTROL; i += 8) p.store(at(address, i), 64, 0n);
  p.store(at(address, CONTROL), 16, BigInt(p.floatControl));
  for (let i = 32; i < XMM; i += 8) p.store(at(address, i), 64, 0n);
}

function storeSseControl(p: Processor, address: bigint): void {
  p.store(at(address, SSE_CONTROL), 32, BigInt(p.sseControl));
  p.store(at(address, SSE_MASK), 32, SSE_BITS);
}

const loadFloat = (p: Processor, address: bigint) => setFloatControl(p, p.load(at(address, CONTROL), 16));

function setFloatControl(p: Processor, value: bigint): void {
  p.floatControl = (Number(value) & CONTROL_BITS) | 0x40;
}

const save: Execute = (p, instruction) => {
  const address = aligned(p, instruction, 16n);
  storeFloat(p, address);
  storeSseControl(p, address);
  storeVectors(p, address);
};

const restore: Execute = (p, instruction) => {
  const address = aligned(p, instruction, 16n);
  setSseControl(p, p.load(at(address, SSE_CONTROL), 32), instruction);
  loadFloat(p, address);
  loadVectors(p, address);
};

/** Of the components that edx:eax names, those that XCR0 has. */
function componentsOf(p: Processor): bigint {
  if (!p.savesExtended) throw new Fault(INVALID_OPCODE);
  return ((p.register(RDX, 32) << 32n) | p.register(RAX, 32)) & p.extendedState;
}

/** Whether a component holds what it does after a reset: its bit in the header is clear then. */
function inUse(p: Processor): bigint {
  const hasVectors = p.state.xmm64.subarray(0, 32).some((half) => half !== 0n);
  return (p.floatControl === CONTROL_AT_START ? 0n : X87) | (hasVectors ? SSE : 0n);
}

/** `packs`: the header says which components there are. `skips`: those in their first state are left out. */
function saveExtended(packs: boolean, skips: boolean): Execute {
  return (p, instruction) => {
    const address = aligned(p, instruction, 64n);
    const asked = componentsOf(p);
    const used = inUse(p);
    const stored = skips ? asked & used : asked;
    if (stored & X87) storeFloat(p, address);
    if (asked & SSE) storeSseControl(p, address);
    if (stored & SSE) storeVectors(p, address);
    const header = at(address, HEADER);
    const before = packs ? 0n : p.load(header, 64) & ~asked;
    p.store(header, 64, before | (asked & used));
    if (packs) p.store(at(header, 8), 64, COMPACTED | asked);
  };
}

const restoreExtended: Execute = (p, instruction) => {
  const address = aligned(p, instruction, 64n);
  const asked = componentsOf(p);
  const header = at(address, HEADER);
  const [present, layout] = [p.load(header, 64), p.load(at(header, 8), 64)];
  const isPacked = (layout & COMPACTED) !== 0n;
  const known = isPacked ? layout & ~COMPACTED : p.extendedState;
  if ((present & ~known) !== 0n || (!isPacked && layout !== 0n) || (known & ~p.extendedState) !== 0n)
    throw new Fault(GENERAL_PROTECTION, 0);
  if (asked & SSE) setSseControl(p, p.load(at(address, SSE_CONTROL), 32), instruction);
  if (asked & present & X87) loadFloat(p, address);
  else if (asked & X87) p.floatControl = CONTROL_AT_START;
  if (asked & present & SSE) loadVectors(p, address);
  else if (asked & SSE) p.state.xmm64.fill(0n, 0, 32);
};

/** Bytes of the image that `xsave` writes. */
export const EXTENDED_SIZE = LEGACY_SIZE + HEADER_SIZE;

const storeControl: Execute = (p, instruction) => p.store(addressOf(p, instruction), 16, BigInt(p.floatControl));
const loadControl: Execute = (p, instruction) => setFloatControl(p, p.load(addressOf(p, instruction), 16));

const reset: Execute = (p) => {
  p.floatControl = CONTROL_AT_START;
};

/** Nothing computes there: the status is always that of a unit that was just reset. */
const storeStatus: Execute = (p, { operands }) => {
  const [to] = operands as readonly [Operand];
  if (to.kind === "memory") p.store(p.address(to), 16, 0n);
  else p.write(to, 0n);
};

/** Control, status (nothing), tags (all empty), and no last instruction: 28 bytes. Saving masks all exceptions. */
const storeEnvironment: Execute = (p, instruction) => {
  const address = addressOf(p, instruction);
  const words = [p.floatControl | 0xffff0000, 0xffff0000, 0xffffffff, 0, 0, 0, 0xffff0000];
  words.forEach((word, i) => p.store(at(address, 4 * i), 32, BigInt(word >>> 0)));
  p.floatControl |= 0x3f;
};

const ENVIRONMENT_SIZE = 28;
const REGISTERS_SIZE = 80;

/** The environment with eight empty registers of ten bytes; leaves the unit as after a reset. */
const saveFloat: Execute = (p, instruction) => {
  storeEnvironment(p, instruction);
  for (let i = 0; i < REGISTERS_SIZE; i += 8) p.store(at(addressOf(p, instruction), ENVIRONMENT_SIZE + i), 64, 0n);
  p.floatControl = CONTROL_AT_START;
};

const nothing: Execute = () => {};

/** Instructions of the floating-point unit, which a kernel can switch off. */
export const FLOAT_STATE: Readonly<Record<string, Execute | undefined>> = {
  fxsave: save,
  fxsave64: save,
  fxrstor: restore,
  fxrstor64: restore,
  xsave: saveExtended(false, false),
  xsave64: saveExtended(false, false),
  xsaveopt: saveExtended(false, true),
  xsaveopt64: saveExtended(false, true),
  xsavec: saveExtended(true, true),
  xsavec64: saveExtended(true, true),
  xrstor: restoreExtended,
  xrstor64: restoreExtended,
  fninit: reset,
  finit: reset,
  fnstcw: storeControl,
  fstcw: storeControl,
  fldcw: loadControl,
  fnstsw: storeStatus,
  fnstenv: storeEnvironment,
  fldenv: loadControl,
  fnsave: saveFloat,
  frstor: loadControl,
  fnclex: nothing,
  fnop: nothing,
  emms: nothing,
};

export const SSE_STATE: Readonly<Record<string, Execute | undefined>> = {
  ldmxcsr: (p, instruction) => setSseControl(p, p.load(addressOf(p, instruction), 32), instruction),
  stmxcsr: (p, instruction) => p.store(addressOf(p, instruction), 32, BigInt(p.sseControl)),
};

/** As after a reset. */
export const FLOAT_AT_START = { control: CONTROL_AT_START, sseControl: SSE_CONTROL_AT_START } as const;
