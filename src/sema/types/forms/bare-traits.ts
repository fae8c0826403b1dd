// E0782: a trait where a type is wanted. Of a function's parameters and its result rustc says what else it could be: a parameter of its
// own, `impl Trait`, an object behind a reference.
import type { Span } from "../../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Item } from "../../../syntax/ast.ts";
import type { SyntaxTree } from "../../../syntax/tree.ts";
import type { TypeContext } from "../context.ts";

/** Where such a trait stands. */
export type BarePlace =
  | { readonly kind: "parameter"; readonly fn: Item; readonly isBehindReference: boolean }
  | { readonly kind: "result" };

/** Since then. */
const ADVISES = 90;

/** The types of a function that may be traits alone, by their nodes. */
export function barePlaces(tree: SyntaxTree, fn: Item, places: Map<number, BarePlace>): void {
  if (fn.kind.kind !== "fn") return;
  for (const param of fn.kind.params) {
    const { kind } = tree.type(param.type);
    if (kind.kind === "reference") places.set(kind.target, { kind: "parameter", fn, isBehindReference: true });
    else places.set(param.type, { kind: "parameter", fn, isBehindReference: false });
  }
  if (fn.kind.output !== undefined) places.set(fn.kind.output, { kind: "result" });
}

export function reportBareTrait(tcx: TypeContext, span: Span, isTrait: boolean, place?: BarePlace): void {
  const said = error("E0782", "expected a type, found a trait").at(span);
  if (!isTrait) return tcx.report(said);
  const start = { ...span, hi: span.lo };
  if (place === undefined || tcx.session.release.minor < ADVISES)
    said.suggest(
      "you can add the `dyn` keyword if you want a trait object",
      [{ span: start, text: "dyn " }],
      "MachineApplicable",
      "verbose",
    );
  else if (place.kind === "result") adviseResult(said, span, tcx.items.snippet(span));
  else adviseParameter(said, span, tcx.items.snippet(span), place);
  tcx.report(said);
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

function adviseParameter(said: DiagnosticBuilder, span: Span, name: string, place: BarePlace & { kind: "parameter" }): void {
  const { kind, ident } = place.fn;
  if (kind.kind !== "fn") return;
  const { params, span: angles } = kind.generics;
  const taken = params.map((param) => param.ident.name);
  const own = ["T", "U", "V", "X", "Y", "Z"].find((each) => !taken.includes(each)) ?? "T";
  const behind = params.length === 0 ? ident.span.hi : angles.hi - 1;
  const declared = params.length === 0 ? `<${own}: ${name}>` : `, ${own}: ${name}`;
  said.suggest(
    `use a new generic type parameter, constrained by \`${name}\``,
    [
      { span: { ...span, lo: behind, hi: behind }, text: declared },
      { span, text: own },
    ],
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
  said.suggest(
    `alternatively, use a trait object to accept any type that implements \`${name}\`, accessing its methods at runtime using dynamic dispatch`,
    [{ span: start, text: place.isBehindReference ? "dyn " : "&dyn " }],
    "MachineApplicable",
    "verbose",
  );
}
