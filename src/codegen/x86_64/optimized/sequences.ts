// Instructions with fixed registers, and short fixed sequences of them.
import { immediate, memory } from "../../../isa/x86_64/operand.ts";
import type { Value } from "../../ssa/ir.ts";
import { constraintOf, RAX, RCX, RDI, RSI, SCRATCH } from "./constraints.ts";
import { reg } from "./emit.ts";
import type { Values } from "./emit.ts";

const REP = 0xf3;

function repeated(v: Values, mnemonic: string): void {
  v.code.data([REP]);
  v.emit(mnemonic);
}

/** From the end where the target begins inside the source. */
function moveMemory(v: Values, key: string): void {
  const [backward, end] = [`${key}b`, `${key}e`];
  const jump = (mnemonic: string, symbol: string) => v.emit(mnemonic, { kind: "target", symbol, isLabel: true });
  v.emit("mov", reg(SCRATCH), reg(RDI));
  v.emit("sub", reg(SCRATCH), reg(RSI));
  v.emit("cmp", reg(SCRATCH), reg(RCX));
  jump("jb", backward);
  repeated(v, "movsb");
  jump("jmp", end);
  v.code.label(backward);
  for (const register of [RSI, RDI]) v.emit("lea", reg(register), { ...memory(reg(register), -1), index: reg(RCX), scale: 1 });
  v.emit("std");
  repeated(v, "movsb");
  v.emit("cld");
  v.code.label(end);
}

/** -1, 0 or 1 by the first bytes that differ. */
function compareMemory(v: Values, value: Value): void {
  v.emit("cmp", reg(RAX, 4), reg(RAX, 4)); // equal, if there are none
  repeated(v, "cmpsb");
  v.emit("seta", reg(RAX, 1));
  v.emit("sbb", reg(RAX, 1), immediate(0));
  v.emit("movsx", reg(RAX, 4), reg(RAX, 1));
  emitResults(v, value);
}

/** Results leave their fixed registers for where they live. */
export function emitResults(v: Values, value: Value): void {
  const outputs = constraintOf(v.f, value)?.outputs ?? [];
  v.transferTogether(
    (value.results ?? []).flatMap((id, i) => {
      const to = v.location(id);
      const source = outputs[i];
      return to === undefined || source === undefined ? [] : [{ source, to, size: 8 }];
    }),
  );
}

/** Arguments to the registers an instruction wants them in. */
export function emitInputs(v: Values, value: Value): void {
  const inputs = constraintOf(v.f, value)?.inputs ?? [];
  v.moveTogether(
    value.args.flatMap((from, i) => (inputs[i] === undefined || value.unread?.has(i) === true ? [] : [{ from, to: inputs[i] }])),
  );
}

export function emitSequence(v: Values, value: Value): void {
  const name = value.name as string;
  if (name === "barrier") return;
  emitInputs(v, value);
  if (name === "memmove") return moveMemory(v, `move${value.id}`);
  if (name === "cmpsb") return compareMemory(v, value);
  if (name.startsWith("movs") || name.startsWith("stos")) return repeated(v, name);
  v.emit(name);
}
