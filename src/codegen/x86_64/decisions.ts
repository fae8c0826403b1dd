// A comparison that only decides where its block goes on, or the flag of a checked operation: the branch asks the processor's
// flags, and no boolean is made. It is what an unoptimizing compiler does, too.
import type { BasicBlock, Operand, Rvalue, Statement, Terminator } from "../../mir/mir.ts";
import { emitComparison, emitOverflowing, isComparison } from "./arithmetic.ts";
import { OPPOSITES } from "./conditions.ts";
import type { Flag } from "./conditions.ts";
import type { FunctionCompiler } from "./function.ts";
import { typeOfOperand } from "./intrinsic-operands.ts";

type Choice = Extract<Terminator, { kind: "switch" }>;
type Arithmetic = Extract<Rvalue, { kind: "binary" | "checked-binary" }>;

export interface Decision {
  readonly statement: Statement;
  readonly value: Arithmetic;
  readonly choice: Choice;
}

const isScalar = (f: FunctionCompiler, operand: Operand): boolean => {
  const { abi, wide } = f.layouts.of(typeOfOperand(operand));
  return abi.kind === "scalar" && wide === undefined;
};

/** What the end of a block decides by; undefined if somebody else wants to know, or it is no matter of one flag. */
export function decisionOf(f: FunctionCompiler, { statements, terminator }: BasicBlock): Decision | undefined {
  const statement = statements.at(-1);
  if (statement === undefined || terminator.kind !== "switch" || terminator.operand.kind === "constant") return undefined;
  const [only, ...more] = terminator.cases;
  if (only?.value !== 0n || more.length > 0) return undefined;
  const { place, value } = statement;
  const asked = terminator.operand.place;
  const use = f.uses[place.local];
  if (place.projection.length > 0 || asked.local !== place.local || use?.isValue !== true) return undefined;
  if (value.kind !== "binary" && value.kind !== "checked-binary") return undefined;
  if (f.body.locals[place.local]?.name !== undefined || !isScalar(f, value.left)) return undefined;
  const [part] = asked.projection;
  const isOnlyReader =
    value.kind === "binary"
      ? part === undefined && use.reads === 1 && isComparison(value.op)
      : part?.kind === "field" && part.field === 1 && use.flagReads === 1;
  return isOnlyReader ? { statement, value, choice: terminator } : undefined;
}

export function emitDecision(f: FunctionCompiler, { statement, value, choice }: Decision): void {
  branch(f, flagOf(f, statement, value), choice);
}

function flagOf(f: FunctionCompiler, { place }: Statement, value: Arithmetic): Flag {
  if (value.kind === "binary") return emitComparison(f, value.op, value.left, value.right);
  const { result, flag } = emitOverflowing(f, value.op, value.left, value.right);
  f.defineNumber(place.local, result);
  return flag;
}

/** The one case is where the flag does not hold. */
function branch(f: FunctionCompiler, flag: Flag, { cases, otherwise }: Choice): void {
  const unless = (cases[0] as Choice["cases"][number]).target;
  const next = f.block + 1;
  if (otherwise === next) return f.jump(`j${OPPOSITES[flag]}`, unless);
  f.jump(`j${flag}`, otherwise);
  if (unless !== next) f.jump("jmp", unless);
}
