// A method of a number whose type is not known yet (E0689): integers and floats share their methods' names, so it is asked for a
// type, at the literal or where the variable is declared.
import { error, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Ident } from "../../../syntax/ast.ts";
import { coreMember } from "../core-members.ts";
import type { Expr, LocalId } from "../thir.ts";
import { F32, F64, INTS, type Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

/** Some number of a known type, or some trait, has an item of that name. */
export function numbersHave(cx: BodyContext, name: string): boolean {
  const { tcx } = cx;
  if ([...INTS, F32, F64].some((type) => coreMember(tcx, type, name) !== undefined)) return true;
  return tcx.items.known.traitsWith(name).length > 0 || tcx.items.traits().some((trait) => tcx.items.named(trait, name).length > 0);
}

export function reportAmbiguousNumber(cx: BodyContext, { name, span }: Ident, receiver: Expr, type: Ty & { kind: "infer" }): void {
  const [what, concrete] = type.of === "int" ? ["{integer}", "i32"] : ["{float}", "f32"];
  const said = error("E0689", `can't call method \`${name}\` on ambiguous numeric type \`${what}\``).at(span);
  if (receiver.kind === "int" || receiver.kind === "float") {
    const text = `${cx.snippet(receiver.span).replace(/\.$/, "")}_${concrete}`;
    const message = `you must specify a concrete type for this numeric value, like \`${concrete}\``;
    said.suggest(message, [{ span: receiver.span, text }], "MaybeIncorrect");
  }
  if (receiver.kind === "local") suggestAnnotation(cx, receiver.local, concrete, said);
  cx.report(said);
}

function suggestAnnotation(cx: BodyContext, id: LocalId, concrete: string, said: DiagnosticBuilder): void {
  const local = cx.locals[id];
  if (local === undefined) return;
  const message = `you must specify a type for this binding, like \`${concrete}\``;
  const declared = cx.lets.get(id);
  if (declared === undefined) return void said.label(local.span, message);
  said.suggest(message, [{ span: declared, text: `: ${concrete}` }], "MaybeIncorrect");
}
