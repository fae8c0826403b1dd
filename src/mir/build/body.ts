// A typed body to MIR, for one list of generic arguments.
import type * as thir from "../../sema/types/thir.ts";
import type { Instance } from "../../sema/types/tables.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { Body } from "../mir.ts";
import { elaborateDrops } from "../elaborate-drops.ts";
import { openBoxes } from "../open-boxes.ts";
import { simplifyLocals } from "../simplify-locals.ts";
import { simplifyCfg } from "../simplify.ts";
import { BodyBuilder } from "./builder.ts";
import type { BuildContext } from "./builder.ts";
import { exprInto } from "./expr-into.ts";
import { bindPattern, declareBindings, scheduleBindings } from "./pattern.ts";

export function buildBody(context: BuildContext, name: string, body: thir.Body, args: readonly Ty[]): Body {
  const b = new BodyBuilder(context, args, body.span);
  b.newLocal(b.type(body.result), body.span);
  return fill(b, name, body, body.params, body.value);
}

/** A closure's body: a function of its environment (by reference, or by value if it can be called once) and its parameters. */
export function buildClosure(
  context: BuildContext,
  name: string,
  owner: thir.Body,
  { closure, args, method }: Extract<Instance, { kind: "closure-call" }>,
): Body {
  const written = context.tables.closure(closure);
  const b = new BodyBuilder(context, args, written.span);
  b.newLocal(b.type(written.result), written.span);
  if (method !== "pointer") {
    const type = context.tables.types.closure(closure, args);
    if (type.kind !== "closure") throw new Error("a closure without its type");
    const byReference = written.kind !== "FnOnce";
    b.newLocal(byReference ? context.tables.types.ref(type, written.kind === "FnMut") : type, written.span);
    b.environment = { closure: written, type, byReference };
  }
  return fill(b, name, { ...owner, span: written.span }, written.params, written.value);
}

function fill(b: BodyBuilder, name: string, body: thir.Body, params: readonly thir.BodyParam[], value: thir.Expr): Body {
  b.inDropScope(body.span, ["variables", "extended"], () => {
    // The environment of a closure that is called once is its own.
    if (b.environment !== undefined) b.schedule(1, "variables");
    const patterns = params.map(({ pat, type, span }) => ({ pat, local: b.newLocal(b.type(type), span, plainName(body, pat)) }));
    b.argumentCount = b.locals.length - 1;
    for (const { pat, local } of patterns) bindParameter(b, pat, local);
    b.inDropScope(body.span, ["temporaries"], () => exprInto(b, b.placeOf(0), value));
  });
  b.terminate({ kind: "return", span: { ...body.span, lo: body.span.hi } });
  nameVariables(b, body);
  const built = simplifyCfg(b.finish(name, b.argumentCount, body.span));
  return simplifyLocals(simplifyCfg(openBoxes(elaborateDrops(built, b.context), b.context.tables)));
}

const isPlain = (pat: thir.Pat): pat is thir.Pat & { kind: Extract<thir.PatKind, { kind: "binding" }> } =>
  pat.kind.kind === "binding" && pat.kind.mode === "value" && pat.kind.sub === undefined;

function plainName(body: thir.Body, pat: thir.Pat): string | undefined {
  return isPlain(pat) ? body.locals[pat.kind.local]?.name : undefined;
}

/** A parameter that is a name is the argument itself. */
function bindParameter(b: BodyBuilder, pat: thir.Pat, local: number): void {
  b.schedule(local, "variables");
  if (isPlain(pat)) {
    b.variables.set(pat.kind.local, local);
    return;
  }
  declareBindings(b, pat, b.scope);
  bindPattern(b, pat, b.placeOf(local));
  scheduleBindings(b, pat);
}

function nameVariables(b: BodyBuilder, body: thir.Body): void {
  for (const [variable, local] of b.variables) {
    const declared = body.locals[variable];
    const known = b.locals[local];
    if (declared !== undefined && known !== undefined)
      b.locals[local] = { ...known, name: declared.name, mutable: declared.mutable, span: declared.span };
  }
}
