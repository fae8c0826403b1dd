// Calls of intrinsics that MIR has a form of its own for become assignments: arithmetic that wraps around, and reads and
// writes through a pointer, so that the passes see which memory is meant. (x86 does not mind how an address is aligned;
// volatile accesses stay calls.)
import type { BasicBlock, BinaryOp, Body, Operand, Place, Rvalue, Statement, Terminator } from "./mir.ts";
import { simplifyCfg } from "./simplify.ts";
import { BOOL, type Ty } from "../sema/types/ty.ts";

type Call = Extract<Terminator, { kind: "call" }>;

const OPERATIONS: Readonly<Record<string, BinaryOp>> = {
  wrapping_add: "+",
  wrapping_sub: "-",
  wrapping_mul: "*",
  unchecked_add: "+",
  unchecked_sub: "-",
  unchecked_mul: "*",
  unchecked_div: "/",
  unchecked_rem: "%",
  unchecked_shl: "<<",
  unchecked_shr: ">>",
  exact_div: "/",
};

/** What is behind an operand that is a local with a thin pointer. */
function behind(operand: Operand | undefined, type: Ty): Place | undefined {
  if (operand === undefined || operand.kind === "constant" || operand.place.projection.length > 0) return undefined;
  const pointer = operand.place.type;
  const isPointer = (pointer.kind === "ptr" || pointer.kind === "ref") && pointer.target === type;
  return isPointer ? { local: operand.place.local, projection: [{ kind: "deref", type }], type } : undefined;
}

const truth = (holds: boolean): Operand => ({ kind: "constant", type: BOOL, value: { kind: "int", value: holds ? 1n : 0n } });

function assigned({ name, args: types }: { readonly name: string; readonly args: readonly Ty[] }, call: Call): Rvalue | undefined {
  const [first, second] = call.args;
  if (name === "is_same_type") return { kind: "use", operand: truth(types[0] === types[1]) };
  const op = OPERATIONS[name];
  if (op !== undefined && first !== undefined && second !== undefined) return { kind: "binary", op, left: first, right: second };
  const place = name === "unaligned_load" && types[0] !== undefined ? behind(first, types[0]) : undefined;
  return place === undefined ? undefined : { kind: "use", operand: { kind: "copy", place } };
}

function assignment(call: Call): Statement | undefined {
  const { callee, args, span, scope } = call;
  if (callee.kind !== "intrinsic") return undefined;
  const value = assigned(callee, call);
  if (value !== undefined) return { kind: "assign", place: call.destination, value, span, scope };
  const [type] = callee.args;
  const [pointer, stored] = args;
  const place = callee.name === "unaligned_store" && type !== undefined ? behind(pointer, type) : undefined;
  if (place === undefined || stored === undefined) return undefined;
  return { kind: "assign", place, value: { kind: "use", operand: stored }, span, scope };
}

export function lowerIntrinsics(body: Body): Body {
  let changed = false;
  const blocks = body.blocks.map((block): BasicBlock => {
    const { terminator } = block;
    const made = terminator.kind === "call" && terminator.target !== undefined ? assignment(terminator) : undefined;
    if (made === undefined || terminator.kind !== "call" || terminator.target === undefined) return block;
    changed = true;
    const { span, scope, target } = terminator;
    return { statements: [...block.statements, made], terminator: { kind: "goto", target, span, scope } };
  });
  return changed ? simplifyCfg({ ...body, blocks }) : body;
}
