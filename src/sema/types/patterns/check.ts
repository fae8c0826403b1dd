// Patterns that must cover everything: `match` (E0004), `let`, parameters and `for` (E0005).
import type { Span } from "../../../base/source.ts";
import { error, unsupported, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { TypeContext } from "../context.ts";
import type { Body, Expr, Pat } from "../thir.ts";
import { walk } from "../thir-walk.ts";
import type { Ty } from "../ty.ts";
import { deconstruct } from "./constructors.ts";
import { showWitness } from "./show.ts";
import { Usefulness, type Witness } from "./usefulness.ts";

export function checkPatterns(tcx: TypeContext, body: Body): void {
  const checker = new PatternChecker(tcx);
  const whole = (value: Expr): void => walk(value, (expr) => checker.expr(expr));
  for (const param of body.params) checker.irrefutable(param.pat, "function argument");
  whole(body.value);
  for (const closure of body.closures) {
    for (const param of closure.params) checker.irrefutable(param.pat, "closure argument");
    whole(closure.value);
  }
}

class PatternChecker {
  readonly #tcx: TypeContext;
  readonly #usefulness: Usefulness;

  constructor(tcx: TypeContext) {
    this.#tcx = tcx;
    this.#usefulness = new Usefulness(tcx);
  }

  expr(expr: Expr): void {
    if (expr.kind === "match") this.#match(expr);
    if (expr.kind !== "block") return;
    for (const stmt of expr.block.stmts) {
      if (stmt.kind === "let" && stmt.otherwise === undefined) this.irrefutable(stmt.pat, "local binding");
    }
  }

  #match(expr: Expr & { kind: "match" }): void {
    if (expr.source === "for") {
      const some = expr.arms[1]?.pat.kind;
      if (some?.kind === "variant" && some.fields[0] !== undefined) this.irrefutable(some.fields[0].pat, "`for` loop binding");
      return;
    }
    if (expr.source !== "match") return;
    const { type, span } = expr.scrutinee;
    const rows = expr.arms.filter((arm) => arm.guard === undefined).map((arm) => arm.pat);
    const missing = this.#missing(rows, type, span);
    if (missing.length === 0) return;
    const said = error("E0004", `non-exhaustive patterns: ${this.#list(missing)} not covered`).at(span, this.#label(missing));
    this.#noteType(said, type, missing);
    this.#tcx.report(said.note(`the matched value is of type \`${this.#tcx.print(type)}\``));
  }

  #missing(rows: readonly Pat[], type: Ty, span: Span): readonly Witness[] {
    const found = this.#usefulness.missing(
      rows.map((pat) => deconstruct(this.#tcx, pat)),
      type,
    );
    if (found !== undefined) return found;
    this.#tcx.report(unsupported("KB0227", "a `match` this large", span));
    return [];
  }

  irrefutable(pat: Pat, where: string): void {
    const missing = this.#missing([pat], pat.type, pat.span);
    if (missing.length === 0) return;
    const said = error("E0005", `refutable pattern in ${where}`).at(pat.span, this.#label(missing));
    if (where === "local binding") {
      said.note('`let` bindings require an "irrefutable pattern", like a `struct` or an `enum` with only one variant');
      said.note("for more information, visit https://doc.rust-lang.org/book/ch19-02-refutability.html");
    }
    this.#noteType(said, pat.type, missing);
    this.#tcx.report(said.note(`the matched value is of type \`${this.#tcx.print(pat.type)}\``));
  }

  #names(missing: readonly Witness[]): string[] {
    return missing.map((each) => `\`${showWitness(this.#tcx, each)}\``);
  }

  /** At most three by name. */
  #list(missing: readonly Witness[]): string {
    const names = this.#names(missing);
    if (names.length === 1) return names[0] as string;
    if (names.length <= 3) return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
    return `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
  }

  #label(missing: readonly Witness[]): string {
    return `pattern${missing.length === 1 ? "" : "s"} ${this.#list(missing)} not covered`;
  }

  #noteType(said: DiagnosticBuilder, type: Ty, missing: readonly Witness[]): void {
    let inner = type;
    while (inner.kind === "ref") inner = inner.target;
    if (inner.kind !== "adt" || !this.#tcx.items.isLocal(inner.def)) return;
    const definition = this.#tcx.adt(inner.def);
    const spans = [{ span: definition.span, primary: true }];
    const marked = missing.flatMap(({ constructor }) => {
      const variant = constructor.kind === "variant" ? definition.variants[constructor.index] : undefined;
      return variant === undefined ? [] : [{ span: this.#tcx.items.identSpan(variant.def), primary: false, label: "not covered" }];
    });
    said.children.push({
      level: "note",
      message: `\`${definition.name}\` defined here`,
      spans: [...spans, ...(marked.length < 4 ? marked : [])],
    });
  }
}
