// The words for parameters, variables and labels that a place cannot name though they are in sight.
import type { Span } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { Ident } from "../../syntax/ast.ts";
import type { Compilation } from "../compilation.ts";
import type { DefId } from "../types/def-id.ts";
import { similarName } from "../../base/near-names.ts";

/** E0401 */
export function outerGeneric(compilation: Compilation, ident: Ident, def: DefId): void {
  const said = error("E0401", "can't use generic parameters from outer item");
  said.at(ident.span, "use of generic parameter from outer item");
  if (def >= 0) {
    const { kind, identSpan } = compilation.definitions.get(def);
    said.label(identSpan, `${kind === "const-param" ? "const" : "type"} parameter from outer item`);
  }
  compilation.report("names", said);
}

export function outerLifetime(compilation: Compilation, ident: Ident, outer: Span): void {
  const said = error("E0401", "can't use generic parameters from outer item");
  said.at(ident.span, "use of generic parameter from outer item").label(outer, "lifetime parameter from outer item");
  compilation.report("names", said);
}

export function forwardDeclared(compilation: Compilation, ident: Ident): void {
  const said = error("E0128", "generic parameter defaults cannot reference parameters before they are declared");
  compilation.report("names", said.at(ident.span, `cannot reference \`${ident.name}\` before it is declared`));
}

export function inConstType(compilation: Compilation, ident: Ident): void {
  const said = error("E0770", "the type of const parameters must not depend on other generic parameters");
  said.at(ident.span, `the type must not depend on the parameter \`${ident.name}\``);
  compilation.report("names", said);
}

export function selfInDefault(compilation: Compilation, ident: Ident): void {
  compilation.report("names", error("E0735", "generic parameters cannot use `Self` in their defaults").at(ident.span));
}

export function genericInConstant(compilation: Compilation, ident: Ident, def: DefId): void {
  const said = error("generic parameters may not be used in const operations");
  said.at(ident.span, `cannot perform const operation using \`${ident.name}\``);
  const isConst = def >= 0 && compilation.definitions.get(def).kind === "const-param";
  if (isConst) said.help(`const parameters may only be used as standalone arguments here, i.e. \`${ident.name}\``);
  else said.note("type parameters may not be used in const expressions");
  compilation.report("names", said);
}

export function undeclaredLabel(compilation: Compilation, ident: Ident, known: readonly Ident[]): void {
  const said = error("E0426", `use of undeclared label \`${ident.name}\``);
  const similar = similarName(
    known.map(({ name }) => name),
    ident.name,
  );
  const found = known.find(({ name }) => name === similar);
  if (similar === undefined || found === undefined) {
    compilation.report("names", said.at(ident.span, `undeclared label \`${ident.name}\``));
    return;
  }
  said.at(ident.span, `undeclared label \`${ident.name}\``).label(found.span, "a label with a similar name is reachable");
  const edit = { span: ident.span, text: similar };
  said.suggest("try using similarly named label", [edit], "MaybeIncorrect");
  compilation.report("names", said);
}
