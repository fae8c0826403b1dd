// `unused_mut`: variables declared `mut` that nothing changes. In: the variables whose `mut` a body needs. Out: findings.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { FoundLint } from "../lints/report.ts";
import { expressionsOf } from "../types/thir-walk.ts";
import type { Body, Local } from "../types/thir.ts";

/** `startOfMut`: where the `mut` before a name begins. */
export function unusedMut(body: Body, used: ReadonlySet<number>, startOfMut: (span: Span) => number | undefined): FoundLint[] {
  const others = constBlocks(body);
  const assembled = assemblyOutputs(body);
  return body.locals.flatMap((local, id) => {
    if (others.some((span) => within(local.span, span)) || (body.owner < 0 && !within(local.span, body.span))) return [];
    const isIdle = local.mutable && local.node !== 0 && !local.name.startsWith("_") && !used.has(id) && !assembled.has(id);
    const start = isIdle ? startOfMut(local.span) : undefined;
    return start === undefined ? [] : [superfluous(local, start)];
  });
}

const within = (inner: Span, outer: Span): boolean => outer.lo <= inner.lo && inner.hi <= outer.hi;

/** They share the numbering of variables with the body around them. */
function constBlocks(body: Body): Span[] {
  const blocks = expressionsOf(body).filter(({ kind }) => kind === "const-block");
  return blocks.map(({ span }) => span);
}

/** Variables that assembly writes: rustc takes each for a change, also the first. */
function assemblyOutputs(body: Body): ReadonlySet<number> {
  const found = new Set<number>();
  for (const expr of expressionsOf(body))
    for (const operand of expr.kind === "asm" ? expr.asm.operands : [])
      if ("place" in operand && operand.place?.kind === "local") found.add(operand.place.local);
  return found;
}

function superfluous({ span, node }: Local, start: number): FoundLint {
  const found = warning("variable does not need to be mutable").at({ lo: start, hi: span.hi });
  found.suggest("remove this `mut`", [{ span: { lo: start, hi: span.lo }, text: "" }], "MachineApplicable", "short");
  return { lint: "unused_mut", node, diagnostic: found };
}
