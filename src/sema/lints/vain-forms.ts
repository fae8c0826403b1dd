// Forms that have no effect: bounds of type aliases, which nobody checks; `no_mangle` on functions that each use compiles anew;
// names of fields before the same name in patterns.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Generics, Item, NodeId, Pat, Tree } from "../../syntax/ast.ts";
import type { FoundLint } from "./report.ts";
import type { TreeVisitor } from "./walk.ts";

export interface FormQuestions {
  /** `fn f<T>() -> u8` */
  headOf(node: NodeId): Span;
  /** Parameters other than lifetimes, those around it included. */
  needsArguments(node: NodeId): boolean;
  readonly minor: number;
}

export class VainForms implements TreeVisitor {
  readonly found: FoundLint[] = [];
  readonly #associated = new Set<NodeId>();
  readonly #ofTraits = new Set<NodeId>();

  constructor(
    readonly tree: Tree,
    readonly ask: FormQuestions,
  ) {}

  #add(lint: string, node: NodeId, diagnostic: DiagnosticBuilder): void {
    this.found.push({ lint, node, diagnostic });
  }

  item(item: Item): void {
    const { kind, id } = item;
    if (kind.kind === "impl" || kind.kind === "trait") for (const inner of kind.items) this.#associated.add(inner);
    if (kind.kind === "trait") for (const inner of kind.items) this.#ofTraits.add(inner);
    if (kind.kind === "type-alias" && !this.#associated.has(id)) this.#aliasBounds(id, kind.generics);
    if (kind.kind === "fn" && kind.body !== undefined && !this.#ofTraits.has(id)) this.#exported(item);
  }

  #exported({ id, attrs }: Item): void {
    const named = (name: string) => attrs.find(({ path }) => path.segments.length === 1 && path.segments[0]?.ident.name === name);
    const attribute = named("export_name") ?? named("no_mangle");
    if (attribute === undefined || !this.ask.needsArguments(id)) return;
    const said = warning("functions generic over types or consts must be mangled").at(this.ask.headOf(id));
    const edits = [{ span: attribute.span, text: "" }];
    this.#add("no_mangle_generic_items", id, said.suggest("remove this attribute", edits, "MachineApplicable", "short"));
  }

  #aliasBounds(node: NodeId, { params, where, whereSpan }: Generics): void {
    if (this.ask.minor < 82) return;
    if (where.length > 0) {
      const spans = where.map(({ span }) => span);
      this.#unchecked(node, "where clauses on type aliases", spans, "where clause", [{ span: whereSpan, text: "" }]);
    }
    const bounded = params.filter(({ bounds }) => bounds.length > 0);
    if (bounded.length === 0) return;
    const spanOf = (bound: Generics["params"][number]["bounds"][number]) =>
      bound.kind === "lifetime" ? bound.lifetime.ident.span : bound.span;
    const spans = bounded.flatMap(({ bounds }) => bounds.map(spanOf));
    const edits = bounded.map(({ ident, bounds }) => ({
      span: { ...ident.span, lo: ident.span.hi, hi: spanOf(bounds.at(-1) as (typeof bounds)[number]).hi },
      text: "",
    }));
    this.#unchecked(node, "bounds on generic parameters in type aliases", spans, "bound", edits);
  }

  #unchecked(node: NodeId, what: string, spans: readonly Span[], word: string, edits: readonly { span: Span; text: string }[]): void {
    const said = warning(`${what} are not enforced`);
    spans.forEach((span, i) => said.at(span, i === spans.length - 1 ? "will not be checked at usage sites of the type alias" : undefined));
    said.note(
      "this is a known limitation of the type checker that may be lifted in a future edition.\n" +
        "see issue #112792 <https://github.com/rust-lang/rust/issues/112792> for more information",
    );
    const these = spans.length > 1 ? `these ${word}s` : `this ${word}`;
    this.#add("type_alias_bounds", node, said.suggest(`remove ${these}`, edits, "MachineApplicable", "verbose"));
  }

  pat({ kind, span }: Pat): void {
    if (kind.kind !== "struct") return;
    for (const { ident, pat, shorthand, span: whole, id } of kind.fields) {
      if (shorthand || whole.ctxt !== undefined || span.ctxt !== undefined) continue;
      const { kind: inner } = this.tree.pat(pat);
      if (inner.kind !== "ident" || inner.ident.name !== ident.name || inner.sub !== undefined) continue;
      const word = inner.byRef ? `ref ${inner.refMutable ? "mut " : ""}` : inner.mutable ? "mut " : "";
      const text = `${word}${inner.ident.raw === true ? "r#" : ""}${ident.name}`;
      const said = warning(`the \`${ident.name}:\` in this pattern is redundant`).at(whole);
      this.#add(
        "non_shorthand_field_patterns",
        id,
        said.suggest("use shorthand field pattern", [{ span: whole, text }], "MachineApplicable"),
      );
    }
  }
}
