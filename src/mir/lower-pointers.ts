// Reads and writes through a pointer that are calls of intrinsics become assignments of what is behind the pointer, so
// that the passes see which memory is meant. (x86 does not mind how an address is aligned; volatile accesses stay calls.)
import type { BasicBlock, Body, Operand, Place, Statement, Terminator } from "./mir.ts";
import { simplifyCfg } from "./simplify.ts";
import type { Ty } from "../sema/types/ty.ts";

type Call = Extract<Terminator, { kind: "call" }>;

/** What is behind an operand that is a local with a thin pointer. */
function behind(operand: Operand | undefined, type: Ty): Place | undefined {
  if (operand === undefined || operand.kind === "constant" || operand.place.projection.length > 0) return undefined;
  const pointer = operand.place.type;
  const isPointer = (pointer.kind === "ptr" || pointer.kind === "ref") && pointer.target === type;
  return isPointer ? { local: operand.place.local, projection: [{ kind: "deref", type }], type } : undefined;
}

function assignment(call: Call): Statement | undefined {
  const { callee, args, span, scope } = call;
  if (callee.kind !== "intrinsic") return undefined;
  const [type] = callee.args;
  if (type === undefined) return undefined;
  const place = behind(args[0], type);
  if (place === undefined) return undefined;
  if (callee.name === "unaligned_load")
    return { kind: "assign", place: call.destination, value: { kind: "use", operand: { kind: "copy", place } }, span, scope };
  const stored = args[1];
  if (callee.name !== "unaligned_store" || stored === undefined) return undefined;
  return { kind: "assign", place, value: { kind: "use", operand: stored }, span, scope };
}

export function lowerPointers(body: Body): Body {
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
