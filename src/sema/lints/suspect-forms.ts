// Forms that mean something else than they seem to: `--x`, `break 'a loop { .. }`, `mod lib;`; and old forms: parameters of
// traits without names, which edition 2018 does away with, and `where` before the `=` of an associated type.
import type { SourceMap, Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Expr, ExprId, Generics, Item, NodeId, Tree, TypeId } from "../../syntax/ast.ts";
import type { Session } from "../../target/session.ts";
import type { FoundLint } from "./report.ts";
import type { TreeVisitor } from "./walk.ts";

export class SuspectForms implements TreeVisitor {
  readonly found: FoundLint[] = [];
  readonly #ofTraits = new Set<NodeId>();
  readonly #associated = new Set<NodeId>();

  constructor(
    readonly tree: Tree,
    readonly sources: SourceMap,
    readonly session: Session,
  ) {}

  #add(lint: string, node: NodeId, diagnostic: DiagnosticBuilder): void {
    this.found.push({ lint, node, diagnostic });
  }

  expr(expr: Expr): void {
    const { kind } = expr;
    if (kind.kind === "unary" && kind.op === "-") this.#negation(expr, this.tree.expr(kind.operand));
    if (kind.kind === "break" && kind.label !== undefined && kind.value !== undefined) this.#labelledBreak(expr, kind.value);
  }

  /** Of several in a row, the innermost two. */
  #negation({ id, span }: Expr, inner: Expr): void {
    const isNegation = ({ kind }: Expr) => kind.kind === "unary" && kind.op === "-";
    if (inner.kind.kind !== "unary" || !isNegation(inner) || isNegation(this.tree.expr(inner.kind.operand))) return;
    if (span.ctxt !== inner.span.ctxt) return;
    const said = warning("use of a double negation").at(span);
    said.note("the prefix `--` could be misinterpreted as a decrement operator which exists in other languages");
    said.note("use `-= 1` if you meant to decrement the value");
    this.#add("double_negations", id, parenthesized(said, "add parentheses for clarity", inner.span));
  }

  #labelledBreak({ id, span }: Expr, value: ExprId): void {
    const { kind, span: inner } = this.tree.expr(value);
    const isLoop = kind.kind === "loop" || kind.kind === "while" || kind.kind === "for" || kind.kind === "block";
    if (!isLoop || kind.label !== undefined || this.sources.snippet(inner).startsWith("unsafe")) return;
    const words = "this labeled break expression is easy to confuse with an unlabeled break with a labeled value expression";
    this.#add("break_with_label_and_loop", id, parenthesized(warning(words).at(span), "wrap this expression in parentheses", inner));
  }

  item(item: Item): void {
    const { kind, id } = item;
    if (kind.kind === "trait") for (const inner of kind.items) this.#ofTraits.add(inner);
    if (kind.kind === "trait" || kind.kind === "impl") for (const inner of kind.items) this.#associated.add(inner);
    if (kind.kind === "type-alias" && kind.type !== undefined && this.#associated.has(id)) this.#earlyWhere(item, kind.type, kind.generics);
    if (kind.kind === "fn" && this.#ofTraits.has(id) && this.session.edition < 2018)
      for (const { pat, type } of kind.params) {
        const { lo, hi } = this.tree.span(pat);
        if (lo === hi) this.#anonymous(id, this.tree.span(type));
      }
  }

  #earlyWhere({ id, span: { hi } }: Item, type: TypeId, { whereSpan }: Generics): void {
    const { lo } = whereSpan;
    const end = this.tree.span(type).hi;
    if (whereSpan.hi === lo || lo > end) return;
    const said = warning("where clause not allowed here").at(whereSpan);
    said.note("see issue #89122 <https://github.com/rust-lang/rust/issues/89122> for more information");
    const before = this.sources.snippet({ lo: Math.max(1, lo - 80), hi: lo });
    const blanks = before.length - before.trimEnd().length;
    const edits = [
      { span: { ...whereSpan, lo: lo - blanks }, text: "" },
      { span: { ...whereSpan, lo: end, hi: end }, text: ` ${this.sources.snippet(whereSpan)}` },
    ];
    if (this.session.release.minor >= 61 && end < hi)
      said.suggest("move it to the end of the type declaration", edits, "MachineApplicable", "verbose");
    this.#add("deprecated_where_clause_location", id, said);
  }

  #anonymous(node: NodeId, span: Span): void {
    const said = warning("anonymous parameters are deprecated and will be removed in the next edition").at(span);
    const message = "this is accepted in the current edition (Rust 2015) but is a hard error in Rust 2018!";
    said.children.push({ level: "warning", message, spans: [] });
    const isNewer = this.session.release.minor >= 89;
    said.note(
      isNewer
        ? "for more information, see <https://doc.rust-lang.org/edition-guide/rust-2018/trait-fn-parameters.html>"
        : "for more information, see issue #41686 <https://github.com/rust-lang/rust/issues/41686>",
    );
    const edits = [{ span, text: `_: ${this.sources.snippet(span)}` }];
    this.#add("anonymous_parameters", node, said.suggest("try naming the parameter or explicitly ignoring it", edits, "MachineApplicable"));
  }

  /** Modules in files of their own, of the crate's root. */
  rootModules(items: readonly NodeId[]): void {
    for (const id of items) {
      const { kind, ident, attrs, span } = this.tree.item(id);
      if (kind.kind !== "mod" || kind.inline || (ident.name !== "lib" && ident.name !== "main")) continue;
      if (attrs.some(({ path }) => path.segments.length === 1 && path.segments[0]?.ident.name === "path")) continue;
      const said = warning(`found module declaration for ${ident.name}.rs`).at(span);
      if (ident.name === "main") said.note("a binary crate cannot be used as library");
      else
        said
          .note("lib.rs is the root of this crate's library target")
          .help("to refer to it from other targets, use the library's name as the path");
      this.#add("special_module_name", id, said);
    }
  }
}

function parenthesized(said: DiagnosticBuilder, words: string, span: Span): DiagnosticBuilder {
  const edits = [
    { span: { ...span, hi: span.lo }, text: "(" },
    { span: { ...span, lo: span.hi }, text: ")" },
  ];
  return said.suggest(words, edits, "MachineApplicable", "verbose");
}
