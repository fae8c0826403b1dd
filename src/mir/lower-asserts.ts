// Assertions to branches: the way on where the condition is as expected, a call of core's panic function where not.
// The panicking blocks stand behind all others, out of the way of what usually happens.
import type { Instance } from "../sema/types/tables.ts";
import { NEVER } from "../sema/types/ty.ts";
import type { AssertMessage, BasicBlock, Body, LocalDecl, Operand } from "./mir.ts";

const OPERATIONS: Readonly<Record<string, string>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "div",
  "%": "rem",
  "<<": "shl",
  ">>": "shr",
  neg: "neg",
};

/** The lang item that panics with a message's words. */
export function panicFunction(message: AssertMessage): string {
  switch (message.kind) {
    case "overflow":
      return `panic_const_${OPERATIONS[message.op]}_overflow`;
    case "division-by-zero":
      return "panic_const_div_by_zero";
    case "remainder-by-zero":
      return "panic_const_rem_by_zero";
    case "bounds-check":
      return "panic_bounds_check";
  }
}

function panicArguments(message: AssertMessage): readonly Operand[] {
  return message.kind === "bounds-check" ? [message.index, message.length] : [];
}

/** `instanceOf` finds the function of a lang item. */
export function lowerAsserts(body: Body, instanceOf: (lang: string) => Instance): Body {
  if (!body.blocks.some(({ terminator }) => terminator.kind === "assert")) return body;
  const locals: LocalDecl[] = [...body.locals];
  const never = locals.length;
  locals.push({ type: NEVER, name: undefined, mutable: false, span: body.span, scope: 0, visibleIn: 0 });
  const panics: BasicBlock[] = [];
  const blocks = body.blocks.map((block): BasicBlock => {
    const { terminator } = block;
    if (terminator.kind !== "assert") return block;
    const { condition, expected, message, target, span, scope } = terminator;
    const panic = body.blocks.length + panics.length;
    const destination = { local: never, projection: [], type: NEVER };
    panics.push({
      statements: [],
      terminator: {
        kind: "call",
        callee: instanceOf(panicFunction(message)),
        args: panicArguments(message),
        destination,
        target: undefined,
        span,
        scope,
      },
    });
    const [zero, otherwise] = expected ? [panic, target] : [target, panic];
    return {
      statements: block.statements,
      terminator: { kind: "switch", operand: condition, cases: [{ value: 0n, target: zero }], otherwise, span, scope },
    };
  });
  return { ...body, locals, blocks: [...blocks, ...panics] };
}
