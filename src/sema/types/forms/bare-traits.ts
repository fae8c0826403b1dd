// E0782: a trait where a type is wanted. Of a function's parameters and its result rustc says what else it could be: a parameter of its
// own, `impl Trait`, an object behind a reference; of fields, that a parameter may be missing; of impls, for what the trait may be meant.
import type { Span } from "../../../base/source.ts";
import { error, type DiagnosticBuilder, type Edit } from "../../../diag/diagnostic.ts";
import type { FieldDef, Generics, Item, VariantData } from "../../../syntax/ast.ts";
import type { SyntaxTree } from "../../../syntax/tree.ts";
import type { TypeContext } from "../context.ts";
import type { DefId } from "../def-id.ts";
import { isDynCompatible } from "./dyn-compatible.ts";

/** Where such a trait stands. */
export type BarePlace =
  | { readonly kind: "parameter"; readonly fn: Item; readonly isBehindReference: boolean }
  | { readonly kind: "result" }
  | { readonly kind: "implemented"; readonly impl: Item; readonly tree: SyntaxTree }
  | { readonly kind: "field"; readonly data: Item };

/** Since then. */
const ADVISES = 90;

/** The types of an item that may be traits alone, by their nodes. */
export function barePlaces(tree: SyntaxTree, item: Item, places: Map<number, BarePlace>): void {
  const { kind } = item;
  switch (kind.kind) {
    case "fn":
      for (const param of kind.params) {
        const { kind } = tree.type(param.type);
        if (kind.kind === "reference") places.set(kind.target, { kind: "parameter", fn: item, isBehindReference: true });
        else places.set(param.type, { kind: "parameter", fn: item, isBehindReference: false });
      }
      if (kind.output !== undefined) places.set(kind.output, { kind: "result" });
      break;
    case "impl":
      places.set(kind.self, { kind: "implemented", impl: item, tree });
      break;
    case "struct":
      // The last field need not have a known size.
      for (const { type } of fieldsOf(kind.data).slice(0, -1)) places.set(type, { kind: "field", data: item });
      break;
    case "enum":
      for (const { data } of kind.variants) for (const { type } of fieldsOf(data)) places.set(type, { kind: "field", data: item });
      break;
    default:
  }
}

const fieldsOf = (data: VariantData): readonly FieldDef[] => (data.kind === "unit" ? [] : data.fields);

/** `trait`: what stands there, if it is one. */
export function reportBareTrait(tcx: TypeContext, span: Span, trait: DefId | undefined, place?: BarePlace): void {
  const said = error("E0782", "expected a type, found a trait").at(span);
  if (trait === undefined) return tcx.report(said);
  const name = tcx.items.snippet(span);
  if (place === undefined || place.kind === "implemented" || tcx.session.release.minor < ADVISES) adviseDyn(tcx, said, span);
  if (place !== undefined && tcx.session.release.minor >= ADVISES) {
    if (place.kind === "result") adviseResult(said, span, name);
    else if (place.kind === "parameter") adviseParameter(said, span, name, place, isDynCompatible(tcx, trait));
    else if (place.kind === "implemented") adviseImpl(tcx, said, span, place);
    else adviseField(said, span, name, place.data);
  }
  tcx.report(said);
}

function adviseDyn(tcx: TypeContext, said: DiagnosticBuilder, span: Span): void {
  const isGlobal = tcx.items.snippet(span).startsWith("::");
  const edits: Edit[] = [{ span: { ...span, hi: span.lo }, text: isGlobal ? "dyn (" : "dyn " }];
  if (isGlobal) edits.push({ span: { ...span, lo: span.hi }, text: ")" });
  said.suggest("you can add the `dyn` keyword if you want a trait object", edits, "MachineApplicable", "verbose");
}

/** A trait that is implemented for another one may be meant for all that has the other; one that stands alone lacks the type. */
export function adviseImpl(
  tcx: TypeContext,
  said: DiagnosticBuilder,
  span: Span,
  { impl, tree }: BarePlace & { kind: "implemented" },
): void {
  const { kind } = impl;
  if (kind.kind !== "impl") return;
  if (kind.trait === undefined) {
    const edit = { span: { ...span, lo: span.hi }, text: " for /* Type */" };
    said.suggest("you might have intended to implement this trait for a given type", [edit], "HasPlaceholders", "verbose");
    return;
  }
  const trait = tcx.items.resolution(tree, kind.traitId)?.base;
  if (trait?.kind !== "def" || !tcx.items.isLocal(trait.def)) return;
  const [wanted, given] = [tcx.items.snippet(kind.trait.span), tcx.items.snippet(span)];
  const words = `alternatively use a blanket implementation to implement \`${wanted}\` for all types that also implement \`${given}\``;
  said.suggest(words, withParameter(kind.generics, span, given, BLANKET_NAMES), "MaybeIncorrect", "verbose");
}

const BLANKET_NAMES = ["T", "U", "V", "X", "Y", "Z", "A", "B", "C"];
const FIELD_NAMES = ["T", "U", "V", "P0", "P1"];

/** A parameter of its own in the place of the trait. */
function withParameter({ params, span: angles }: Generics, span: Span, name: string, names: readonly string[]): readonly Edit[] {
  const taken = params.map((param) => param.ident.name);
  const own = names.find((each) => !taken.includes(each)) ?? "T";
  const at = angles.hi - (params.length === 0 ? 0 : 1);
  const declared = params.length === 0 ? `<${own}: ${name}>` : `, ${own}: ${name}`;
  return [
    { span: { ...span, lo: at, hi: at }, text: declared },
    { span, text: own },
  ];
}

function adviseField(said: DiagnosticBuilder, span: Span, name: string, { kind }: Item): void {
  if (!("generics" in kind)) return;
  said.suggest(
    "you might be missing a type parameter",
    withParameter(kind.generics, span, name, FIELD_NAMES),
    "MachineApplicable",
    "verbose",
  );
}

function adviseResult(said: DiagnosticBuilder, span: Span, name: string): void {
  const [start, end] = [
    { ...span, hi: span.lo },
    { ...span, lo: span.hi },
  ];
  const opaque = `use \`impl ${name}\` to return an opaque type, as long as you return a single underlying type`;
  said.suggest(opaque, [{ span: start, text: "impl " }], "MachineApplicable", "verbose");
  const edits = [
    { span: start, text: "Box<dyn " },
    { span: end, text: ">" },
  ];
  said.suggest("alternatively, you can return an owned trait object", edits, "MachineApplicable", "verbose");
}

function adviseParameter(
  said: DiagnosticBuilder,
  span: Span,
  name: string,
  { fn: { kind }, isBehindReference }: BarePlace & { kind: "parameter" },
  isDynCompatible: boolean,
): void {
  if (kind.kind !== "fn") return;
  said.suggest(
    `use a new generic type parameter, constrained by \`${name}\``,
    withParameter(kind.generics, span, name, BLANKET_NAMES),
    "MachineApplicable",
    "verbose",
  );
  const start = { ...span, hi: span.lo };
  said.suggest(
    "you can also use an opaque type, but users won't be able to specify the type parameter when calling the `fn`, having to rely exclusively on type inference",
    [{ span: start, text: "impl " }],
    "MachineApplicable",
    "verbose",
  );
  if (!isDynCompatible) return void said.note(`\`${name}\` is dyn-incompatible, otherwise a trait object could be used`);
  said.suggest(
    `alternatively, use a trait object to accept any type that implements \`${name}\`, accessing its methods at runtime using dynamic dispatch`,
    [{ span: start, text: isBehindReference ? "dyn " : "&dyn " }],
    "MachineApplicable",
    "verbose",
  );
}
