// E0107: generic arguments that do not fit the parameters in number.
import type { Span } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { GenericArgs } from "../../syntax/ast.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { GenericParamDef } from "./tables.ts";

interface Given {
  readonly def: DefId;
  readonly own: readonly GenericParamDef[];
  readonly given: number;
  readonly written: GenericArgs | undefined;
  readonly span: Span;
  readonly mayInfer: boolean;
}

export function checkArgumentCount(tcx: TypeContext, { def, own, given, written, span, mayInfer }: Given): void {
  const required = own.filter((param) => param.default === undefined).length;
  const tooFew = given < required && !(given === 0 && mayInfer);
  if (!tooFew && given <= own.length) return;
  const kind = nameOfKind(tcx, def);
  const name = tcx.items.name(def);
  const plural = (n: number): string => `${n} generic argument${n === 1 ? "" : "s"}`;
  if (given === 0) {
    const said = error("E0107", `missing generics for ${kind} \`${name}\``).at(span, `expected ${plural(own.length)}`);
    const local = tcx.items.isLocal(def);
    if (local) {
      const spans = [{ span: tcx.items.identSpan(def), primary: true }];
      said.children.push({
        level: "note",
        message: `${kind} defined here, with ${own.length} generic parameter${own.length === 1 ? "" : "s"}: ${own.map((p) => `\`${p.name}\``).join(", ")}`,
        spans,
      });
    }
    tcx.report(said);
    return;
  }
  const few = given < own.length;
  const said = error(
    "E0107",
    `${kind} takes ${plural(few ? required : own.length)} but ${plural(given)} ${given === 1 ? "was" : "were"} supplied`,
  );
  tcx.report(said.at(written?.kind === "angle" ? written.span : span, `expected ${plural(few ? required : own.length)}`));
}

function nameOfKind(tcx: TypeContext, def: DefId): string {
  switch (tcx.items.kind(def)) {
    case "fn":
      return "function";
    case "assoc-fn":
      return tcx.isMethod(def) ? "method" : "associated function";
    case "type-alias":
      return "type alias";
    case "assoc-type":
      return "associated type";
    default:
      return tcx.items.kind(def);
  }
}
