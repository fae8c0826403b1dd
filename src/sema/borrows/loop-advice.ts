// Loops around a move: where each begins, and whether the move belongs out of it (rustc: `suggest_hoisting_call_outside_loop`).
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Expr } from "../../syntax/ast.ts";
import { containsSpan, startOf } from "./body-source.ts";
import type { BorrowContext } from "./context.ts";

interface LoopHead {
  /** What is pointed at: `loop`, `while cond`, `for pat in iterator`. */
  readonly span: Span;
  /** Of the loop as the language spells it out. */
  readonly whole: Span;
}

/** If the expression is a loop that goes round `inside`. */
export function loopHead(cx: BorrowContext, expr: Expr, inside: Expr): LoopHead | undefined {
  const { tree } = cx.source;
  const { kind, span } = expr;
  if (kind.kind === "loop")
    return { span: { ...span, lo: keywordStart(cx, expr), hi: keywordStart(cx, expr) + "loop".length }, whole: span };
  if (kind.kind === "while") return { span: { ...span, lo: keywordStart(cx, expr), hi: tree.span(kind.condition).hi }, whole: span };
  if (kind.kind !== "for") return undefined;
  const iterator = tree.span(kind.iterator);
  return containsSpan(iterator, inside.span) ? undefined : { span: { ...span, lo: keywordStart(cx, expr), hi: iterator.hi }, whole: span };
}

/** Behind the label. */
function keywordStart(cx: BorrowContext, { kind, span }: Expr): number {
  const label = kind.kind === "loop" || kind.kind === "while" || kind.kind === "for" ? kind.label : undefined;
  if (label === undefined) return span.lo;
  const text = cx.snippet(span);
  const found = /^'\w+\s*:\s*/.exec(text);
  return span.lo + (found?.[0].length ?? 0);
}

/** Notes what breaks or continues the loops; false if the value must not be cloned in them. */
export function adviseHoisting(cx: BorrowContext, expr: Expr, said: DiagnosticBuilder): boolean {
  return new HoistingAdvice(cx, expr, said).run();
}

class HoistingAdvice {
  #canClone = true;
  #parent: Expr | undefined;
  #outermost: Expr | undefined;

  constructor(
    readonly cx: BorrowContext,
    readonly expr: Expr,
    readonly said: DiagnosticBuilder,
  ) {}

  run(): boolean {
    const { source } = this.cx;
    const declared = declarationOf(this.cx, this.expr);
    for (const each of source.exprsAround(this.expr.id)) {
      if (declared !== undefined && containsSpan(each.span, declared)) break;
      this.#parent ??= each;
      if (each.kind.kind === "let") this.#canClone = false;
      if (loopHead(this.cx, each, this.expr) !== undefined) this.#outermost = each;
    }
    if (this.#outermost !== undefined) this.#judge(this.#outermost);
    return this.#canClone;
  }

  #judge(loop: Expr): void {
    const jumps = this.cx.source
      .exprs()
      .filter(({ kind, span }) => (kind.kind === "break" || kind.kind === "continue") && containsSpan(loop.span, span));
    const loops = this.cx.source.exprsAround(this.expr.id).filter((each) => loopHead(this.cx, each, this.expr) !== undefined);
    if (jumps.length > 0 && loops.length > 1) this.#verify(jumps, loops);
    const breaks = jumps.some(({ kind }) => kind.kind === "break") || loop.kind.kind === "while";
    const parent = this.#parent;
    if (!breaks || parent === undefined || (parent.kind.kind !== "call" && parent.kind.kind !== "method-call")) return;
    const edits = [
      {
        span: startOf(loop.span),
        text: `let mut value = ${this.cx.snippet(parent.span)};\n${this.cx.tcx.items.indentation(loop.span.lo)}`,
      },
      { span: parent.span, text: "value" },
    ];
    this.said.suggest("consider moving the expression out of the loop so it is only moved once", edits, "MaybeIncorrect", "verbose");
  }

  #verify(jumps: readonly Expr[], loops: readonly Expr[]): void {
    const marks = ["break", "continue"].flatMap((word) =>
      jumps.flatMap((jump) => {
        const target = jump.kind.kind === word ? this.#target(jump) : undefined;
        const what = word === "break" ? "`break` exits" : "`continue` advances";
        return target === undefined
          ? []
          : [{ span: jump.span, primary: true, label: `this ${what} the loop at line ${this.cx.tcx.items.lineOf(target.span.lo)}` }];
      }),
    );
    const heads = loops.map((each) => ({ span: (loopHead(this.cx, each, this.expr) as LoopHead).span, primary: false, label: "" }));
    this.said.note("verify that your loop breaking logic is correct", ...marks, ...heads);
  }

  #target(jump: Expr): Expr | undefined {
    const label = jump.kind.kind === "break" || jump.kind.kind === "continue" ? jump.kind.label?.ident.name : undefined;
    return this.cx.source.exprsAround(jump.id).find(({ kind }) => {
      if (kind.kind !== "loop" && kind.kind !== "while" && kind.kind !== "for") return false;
      return label === undefined || kind.label?.ident.name === label;
    });
  }
}

/** Where the variable is declared that an expression names. */
function declarationOf(cx: BorrowContext, expr: Expr): Span | undefined {
  const place = cx.typed.placeAt(expr.span);
  return place?.kind === "local" ? cx.typed.bindingSpan(place.local) : undefined;
}
