// The words for parameters, variables and labels that a place cannot name though they are in sight.
import type { Span } from "../../base/source.ts";
import { type DiagnosticBuilder, type Edit, error } from "../../diag/diagnostic.ts";
import type { Ident } from "../../syntax/ast.ts";
import type { Compilation } from "../compilation.ts";
import type { DefId } from "../types/def-id.ts";
import { similarName } from "../../base/near-names.ts";
import type { LateResolver } from "./late.ts";
import { genericsOf } from "./missing-parameter.ts";
import { type LifetimePlace, proposeLifetimes } from "./undeclared-lifetimes.ts";

/** Since then more is said of the item in between. */
const TELLS_INNER = 90;

const ITEM_WORDS: Readonly<Record<string, string>> = {
  fn: "function",
  const: "constant item",
  static: "static item",
  "type-alias": "type alias",
  impl: "implementation",
};

/** E0401: a parameter, or `Self`, of an item around the one that names it. True if that was it. */
export function outerParameter(late: LateResolver, ident: Ident): boolean {
  const generic = late.scopes.generic(ident.name);
  if (generic?.through === "item") outerGeneric(late, ident, generic.def);
  else if (ident.name === "Self" && late.self === undefined && late.hiddenSelf !== undefined && late.compilation.since(TELLS_INNER))
    outerSelf(late, ident, late.hiddenSelf);
  else return false;
  return true;
}

export function outerGeneric(late: LateResolver, ident: Ident, def: DefId): void {
  const { compilation } = late;
  const said = error("E0401", "can't use generic parameters from outer item");
  said.at(ident.span, "use of generic parameter from outer item");
  if (def >= 0) {
    const { kind, identSpan } = compilation.definitions.get(def);
    said.label(identSpan, `${kind === "const-param" ? "const" : "type"} parameter from outer item`);
  }
  if (compilation.since(TELLS_INNER)) {
    noteInner(late, said, "generic parameter");
    const item = late.currentItem;
    const generics = item === undefined || item.kind.kind === "const" ? undefined : genericsOf(item);
    if (generics !== undefined) {
      const words = "try introducing a local generic parameter here";
      said.suggest(words, [insertedParameter(compilation, generics.span, ident.name)], "MaybeIncorrect", "verbose");
    }
    noteSeparate(late, said);
  }
  compilation.report("names", said);
}

function outerSelf(late: LateResolver, { span }: Ident, def: DefId): void {
  const { compilation } = late;
  const { kind, span: whole, node, tree } = compilation.definitions.get(def);
  const said = error("E0401", "can't use `Self` from outer item").at(span, "use of `Self` from outer item");
  if (kind === "trait") said.at(span, "can't use `Self` here");
  else if (kind === "impl") {
    const head = /^(?:unsafe\s+)?impl/.exec(compilation.sources.snippet(whole))?.[0] ?? "";
    said.label({ ...whole, hi: whole.lo + head.length }, "`Self` type implicitly declared here, by this `impl`");
  }
  noteInner(late, said, "`Self`");
  const item = tree.item(node).kind;
  if (item.kind === "impl") {
    const text = compilation.sources.snippet(tree.span(item.self));
    said.suggest("refer to the type directly here instead", [{ span, text }], "MaybeIncorrect", "verbose");
  }
  noteSeparate(late, said);
  compilation.report("names", said);
}

function noteInner({ currentItem }: LateResolver, said: DiagnosticBuilder, what: string): void {
  if (currentItem !== undefined) {
    const { ident, span, kind } = currentItem;
    const word = ITEM_WORDS[kind.kind] ?? kind.kind;
    said.label(kind.kind === "impl" ? span : ident.span, `${what} used in this inner ${word}`);
  }
  said.note("nested items are independent from their parent item for everything except for privacy and name resolution");
}

function noteSeparate({ currentItem }: LateResolver, said: DiagnosticBuilder): void {
  const kind = currentItem?.kind.kind;
  if (kind === "const" || kind === "static") said.note(`a \`${kind}\` is a separate item from the item that contains it`);
}

function insertedParameter({ sources }: Compilation, { lo, hi }: Span, name: string): Edit {
  if (lo === hi) return { span: { lo, hi }, text: `<${name}>` };
  const at = lo + sources.snippet({ lo, hi }).indexOf("<") + 1;
  return { span: { lo: at, hi: at }, text: `${name}, ` };
}

/** `places`: lists of parameters around the use, innermost first. */
export function outerLifetime(compilation: Compilation, ident: Ident, outer: Span, places: readonly LifetimePlace[]): void {
  const said = error("E0401", "can't use generic parameters from outer item");
  said.at(ident.span, "use of generic parameter from outer item").label(outer, "lifetime parameter from outer item");
  if (compilation.since(TELLS_INNER)) proposeLifetimes(compilation, said, ident.name, places);
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
