// A name that is not there, where the type around has a field or an item of that name: `ticks` for `self.ticks`, `new` for `Self::new`.
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Ident } from "../../syntax/ast.ts";
import type { LateResolver } from "./late.ts";

/** Since then it is told in these words. */
const KNOWN_WORDS = 90;

/** The field of the impl's own struct; undefined where there is none. */
function fieldOfSelf({ compilation, selfImpl, tables, function: fn }: LateResolver, name: string): Span | undefined {
  if (selfImpl === undefined || fn?.isAssociated !== true) return undefined;
  const { definitions } = compilation;
  const impl = definitions.get(selfImpl);
  const { kind } = impl.tree.item(impl.node);
  const self = kind.kind === "impl" ? tables.path(kind.self) : undefined;
  if (self?.base.kind !== "def" || self.unresolved > 0 || !definitions.isLocal(self.base.def)) return undefined;
  const found = definitions.get(self.base.def);
  if (found.kind !== "struct" && found.kind !== "union") return undefined;
  const item = found.tree.item(found.node).kind;
  if ((item.kind !== "struct" && item.kind !== "union") || item.data.kind !== "struct") return undefined;
  return item.data.fields.find(({ ident }) => ident.name === name)?.ident.span;
}

const FARTHEST = 80;

/** `S { name }` */
function isShorthand({ compilation: { sources } }: LateResolver, { lo, hi }: Span): boolean {
  const before = sources.snippet({ lo: Math.max(1, lo - FARTHEST), hi: lo });
  const after = sources.snippet({ lo: hi, hi: hi + FARTHEST });
  return /[A-Z]\w*\s*\{(?:[^{};]*,)?\s*$/.test(before) && /^\s*[,}]/.test(after);
}

/** True if such a field was told of. */
export function adviseFieldOfSelf(late: LateResolver, said: DiagnosticBuilder, { name, span }: Ident): boolean {
  const field = late.compilation.since(KNOWN_WORDS) ? fieldOfSelf(late, name) : undefined;
  if (field === undefined) return false;
  if (late.function?.hasSelf !== true) {
    said.label(field, "a field by that name exists in `Self`");
    return true;
  }
  const before = late.compilation.sources.snippet({ lo: Math.max(1, span.lo - 1), hi: span.lo });
  if (before === "{") said.help(`you might have meant to use the available field in a format string: \`"{}", self.${name}\``);
  else {
    const edit = { span: { ...span, hi: span.lo }, text: `${isShorthand(late, span) ? `${name}: ` : ""}self.` };
    said.suggest("you might have meant to use the available field", [edit], "MaybeIncorrect", "verbose");
  }
  return true;
}

/** A function or constant of the impl around, which is no trait's. */
export function adviseItemOfSelf(
  { compilation, selfImpl, function: fn }: LateResolver,
  said: DiagnosticBuilder,
  ident: Ident,
  isCall: boolean,
): void {
  if (selfImpl === undefined || fn?.isAssociated !== true || !compilation.since(KNOWN_WORDS)) return;
  const { definitions } = compilation;
  const impl = definitions.get(selfImpl);
  const { kind } = impl.tree.item(impl.node);
  if (kind.kind !== "impl" || kind.trait !== undefined) return;
  const found = kind.items.map((item) => impl.tree.item(item)).find((item) => item.ident.name === ident.name);
  const place = { ...ident.span, hi: ident.span.lo };
  const suggest = (what: string, text: string) =>
    void said.suggest(`consider using the ${what} on \`Self\``, [{ span: place, text }], "MaybeIncorrect", "verbose");
  if (found?.kind.kind === "const") return suggest("associated constant", "Self::");
  if (found?.kind.kind !== "fn") return;
  const isMethod = found.kind.params[0]?.self !== undefined;
  if (isMethod && (!fn.hasSelf || !isCall)) said.label(found.ident.span, "a method by that name is available on `Self` here");
  else if (!isMethod && !isCall) said.label(found.ident.span, "an associated function by that name is available on `Self` here");
  else suggest(isMethod ? "method" : "associated function", isMethod ? "self." : "Self::");
}

/** Likewise an associated type. */
export function adviseTypeOfTrait(late: LateResolver, said: DiagnosticBuilder, { name, span }: Ident): boolean {
  const { compilation, implemented, self } = late;
  const { definitions } = compilation;
  const trait = implemented ?? self;
  if (trait === undefined || definitions.get(trait).kind !== "trait" || !compilation.since(KNOWN_WORDS)) return false;
  const found = definitions
    .children(trait)
    .some((each) => definitions.get(each).name === name && definitions.get(each).kind === "assoc-type");
  if (!found) return false;
  const edit = { span: { ...span, hi: span.lo }, text: "Self::" };
  said.suggest("you might have meant to use the associated type", [edit], "MaybeIncorrect", "verbose");
  return true;
}

/** An item of the trait around, or of the one that is implemented: true if there is one. */
export function adviseItemOfTrait(late: LateResolver, said: DiagnosticBuilder, ident: Ident, isCall: boolean): boolean {
  const { compilation, implemented, self, function: fn } = late;
  const { definitions } = compilation;
  const trait = implemented ?? self;
  if (trait === undefined || fn?.isAssociated !== true || definitions.get(trait).kind !== "trait" || !compilation.since(KNOWN_WORDS))
    return false;
  const child = definitions.children(trait).find((each) => definitions.get(each).name === ident.name);
  if (child === undefined) return false;
  const { kind, tree, node } = definitions.get(child);
  const item = tree.item(node).kind;
  const isMethod = item.kind === "fn" && item.params[0]?.self !== undefined;
  const verb = isCall ? "call" : "refer to";
  const whole = isMethod && !fn.hasSelf ? " with the fully-qualified path" : "";
  const words =
    kind === "assoc-const" ? "use the associated `const`" : `${verb} the ${isMethod ? "method" : "associated function"}${whole}`;
  if (kind !== "assoc-const" && kind !== "assoc-fn") return false;
  const edit = { span: { ...ident.span, hi: ident.span.lo }, text: isMethod && fn.hasSelf ? "self." : "Self::" };
  said.suggest(`you might have meant to ${words}`, [edit], "MaybeIncorrect", "verbose");
  return true;
}
