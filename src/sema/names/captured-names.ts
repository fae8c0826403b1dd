// Names in `use<..>`, which says what an `impl Trait` holds: parameters, and `Self` of a trait. Anything else is E0799, what is
// not there E0800. In: the names, the ribs they are seen through. Out: reports.
import { similarName } from "../../base/near-names.ts";
import { error } from "../../diag/diagnostic.ts";
import type { Ident } from "../../syntax/ast.ts";
import type { LateResolver } from "./late.ts";
import { headSpan } from "./duplicates.ts";
import { thingOf } from "./privacy.ts";

export function capturedName(late: LateResolver, ident: Ident): void {
  const { name, span } = ident;
  if (late.scopes.generic(name)?.through === "nothing") return;
  if (name === "Self") return capturedSelf(late, ident);
  const found = late.lookup.lexical(late.module, name, "type") ?? late.lookup.lexical(late.module, name, "value");
  const said =
    found === undefined
      ? error("E0800", `cannot find type or const parameter \`${name}\` in this scope`).at(span)
      : error("E0799", `expected type or const parameter, found ${thingOf(late.compilation, found)} \`${name}\``).at(span);
  const similar = similarName(
    [...late.scopes.genericNames()].map((each) => each.name),
    name,
  );
  const def = similar === undefined ? undefined : late.scopes.generic(similar)?.def;
  if (similar !== undefined && def !== undefined && def >= 0) {
    const { kind, identSpan } = late.compilation.definitions.get(def);
    const what = kind === "const-param" ? "const parameter" : "type parameter";
    said.label(identSpan, `similarly named ${what} \`${similar}\` defined here`);
    said.suggest(`a ${what} with a similar name exists`, [{ span, text: similar }], "MaybeIncorrect", "verbose");
  } else {
    const label = found === undefined ? "not found in this scope" : "not a type or const parameter";
    said.spans.splice(0, 1, { span, primary: true, label });
  }
  late.compilation.report("names", said);
}

/** Of an impl, it is but another name of the type. */
function capturedSelf({ selfImpl, compilation }: LateResolver, { span }: Ident): void {
  if (selfImpl === undefined) return;
  const said = error("E0799", "`Self` can't be captured in `use<...>` precise captures list, since it is an alias").at(span);
  const head = headSpan(compilation, compilation.definitions.span(selfImpl));
  compilation.report("names", said.label(head, "`Self` is not a generic argument, but an alias to the type of the implementation"));
}
