// What is written and not needed: semicolons after semicolons; and forms that are old: `extern fn` without an ABI, `...` in patterns, `while true`.
import type { SourceMap, Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Block, Expr, ExprId, Item, Label, NodeId, Pat, Stmt, Tree } from "../../syntax/ast.ts";
import type { Session } from "../../target/session.ts";
import type { FoundLint } from "./report.ts";
import type { TreeVisitor } from "./walk.ts";

export class SuperfluousLints implements TreeVisitor {
  readonly found: FoundLint[] = [];

  constructor(
    readonly tree: Tree,
    readonly sources: SourceMap,
    readonly session: Session,
  ) {}

  #add(lint: string, node: NodeId, diagnostic: DiagnosticBuilder): void {
    this.found.push({ lint, node, diagnostic });
  }

  expr({ kind, span, id }: Expr): void {
    if (kind.kind === "while" && this.#isTrue(kind.condition) && span.ctxt === undefined)
      this.#whileTrue(kind.condition, span, id, kind.label);
  }

  #isTrue(id: ExprId): boolean {
    const { kind } = this.tree.expr(id);
    if (kind.kind === "paren") return this.#isTrue(kind.inner);
    return kind.kind === "literal" && kind.literal.kind === "bool" && kind.literal.value;
  }

  #whileTrue(condition: ExprId, span: Span, id: ExprId, label: Label | undefined): void {
    const head = { lo: span.lo, hi: this.tree.expr(condition).span.hi };
    const text = label === undefined ? "loop" : `${label.ident.name}: loop`;
    const found = warning("denote infinite loops with `loop { ... }`").at(head);
    this.#add("while_true", id, found.suggest("use `loop`", [{ span: head, text }], "MachineApplicable", "short"));
  }

  block({ stmts }: Block): void {
    let run: Stmt[] = [];
    for (const id of stmts) {
      const stmt = this.tree.stmt(id);
      if (stmt.kind === "empty") run.push(stmt);
      else {
        this.#semicolons(run);
        run = [];
      }
    }
    this.#semicolons(run);
  }

  #semicolons(run: readonly Stmt[]): void {
    const [first, last] = [run[0], run.at(-1)];
    if (first === undefined || last === undefined || first.span.ctxt !== undefined) return;
    const span = { lo: first.span.lo, hi: last.span.hi };
    const many = run.length > 1;
    const found = warning(`unnecessary trailing semicolon${many ? "s" : ""}`).at(span);
    const message = `remove ${many ? "these semicolons" : "this semicolon"}`;
    this.#add("redundant_semicolons", first.id, found.suggest(message, [{ span, text: "" }], "MaybeIncorrect"));
  }

  item({ kind, id, span }: Item): void {
    if (kind.kind === "fn" && kind.header.extern.kind === "implicit") this.#missingAbi(kind.header.extern.span, id);
    if (kind.kind === "extern-block" && kind.abi === undefined) {
      const at = span.lo + Math.max(0, this.sources.snippet(span).indexOf("extern"));
      this.#missingAbi({ lo: at, hi: at + "extern".length }, id);
    }
  }

  #missingAbi(span: Span, id: NodeId): void {
    const modern = this.session.release.minor >= 86;
    const found = warning(
      modern
        ? "`extern` declarations without an explicit ABI are deprecated"
        : "extern declarations without an explicit ABI are deprecated",
    );
    found.at(span, modern ? undefined : "ABI should be specified here");
    if (modern) found.suggest('explicitly specify the "C" ABI', [{ span, text: 'extern "C"' }], "MachineApplicable");
    else found.suggest("explicitly specify the C ABI", [{ span, text: 'extern "C"' }], "MachineApplicable", "verbose");
    this.#add("missing_abi", id, found);
  }

  pat({ kind, span, id }: Pat): void {
    if (kind.kind !== "range" || kind.syntax !== "..." || this.session.edition >= 2021) return;
    const at = span.lo + Math.max(0, this.sources.snippet(span).indexOf("..."));
    const dots = { lo: at, hi: at + 3 };
    const found = warning("`...` range patterns are deprecated").at(dots);
    const accepted = "this is accepted in the current edition (Rust 2018) but is a hard error in Rust 2021!";
    found.children.push({ level: "warning", message: accepted.replace("2018", String(this.session.edition)), spans: [] });
    const { minor } = this.session.release;
    const guide = `https://doc.rust-lang.org/${minor >= 75 ? "" : "nightly/"}edition-guide`;
    found.note(`for more information, see <${guide}/rust-2021/warnings-promoted-to-error.html>`);
    this.#add(
      "ellipsis_inclusive_range_patterns",
      id,
      found.suggest(
        "use `..=` for an inclusive range",
        [{ span: dots, text: "..=" }],
        "MachineApplicable",
        minor >= 60 ? "short" : "inline",
      ),
    );
  }
}
