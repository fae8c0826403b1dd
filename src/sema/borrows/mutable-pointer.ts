// A variable that is a `&` or `*const` and should be a `&mut` or `*mut`: where to write that (rustc: `suggest_make_local_mut`).
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder, Edit } from "../../diag/diagnostic.ts";
import type { Expr as AstExpr } from "../../syntax/ast.ts";
import type { Path } from "../flow/graph.ts";
import type { DefId } from "../types/def-id.ts";
import { adviseDerive } from "../types/unsatisfied-advice.ts";
import type { Local } from "../types/thir.ts";
import { containsSpan, endOf, startOf } from "./body-source.ts";
import type { BorrowContext } from "./context.ts";
import { letOf, declaredAt, writtenType, initializerOf } from "./declarations.ts";

export function suggestMutablePointer(cx: BorrowContext, path: Path, said: DiagnosticBuilder): void {
  new PointerAdvice(cx, path, said).run();
}

class PointerAdvice {
  readonly #local: Local;
  readonly #declared: Span;

  constructor(
    readonly cx: BorrowContext,
    readonly path: Path,
    readonly said: DiagnosticBuilder,
  ) {
    this.#local = cx.local(path) as Local;
    this.#declared = declaredAt(cx, path) as Span;
  }

  get #isReference(): boolean {
    return this.cx.slot(this.path.root).type.kind === "ref";
  }

  get #noun(): string {
    return this.#isReference ? "reference" : "pointer";
  }

  run(): void {
    const { cx, said } = this;
    const origin = cx.typed.originOf(cx.slot(this.path.root).local as number);
    if (origin === "closure-parameter") this.#mutableIterator();
    const trait = origin === "parameter" ? this.#trait() : undefined;
    if (trait !== undefined && !cx.tcx.items.isLocal(trait)) {
      said.label(this.#declared, `this is an immutable ${this.#noun}`);
      return;
    }
    if (origin === "closure-parameter" && cx.typed.isForeignClosureParameter(this.#local)) return;
    if (this.#local.name === "self" && this.#isPlainSelf()) {
      const edits = [selfEdit(this.#declared), ...this.#traitEdit(trait)];
      return this.#suggest(edits, trait !== undefined);
    }
    if (this.#local.byRef) return this.#refBinding();
    if (origin === "for") return this.#iterator();
    this.#binding(trait !== undefined);
  }

  /** `iter` in the chain of methods that the closure is passed to. */
  #mutableIterator(): void {
    const closure = this.cx.typed.closureOf(this.#local);
    const expr = closure && this.cx.source.exprAt(closure.span);
    let at = expr && this.cx.source.parentExpr(expr.id);
    while (at?.kind.kind === "method-call") {
      const { ident } = at.kind.segment;
      if (ident.name === "iter") {
        if (this.#similarMethod(at) === "iter_mut")
          this.said.suggest("you may want to use `iter_mut` here", [{ span: ident.span, text: "iter_mut" }], "MaybeIncorrect", "verbose");
        return;
      }
      at = this.cx.source.withoutParens(this.cx.source.tree.expr(at.kind.receiver));
    }
  }

  #suggest(edits: readonly Edit[], inTrait: boolean): void {
    const where = inTrait ? " in the `impl` method and the `trait` definition" : "";
    this.said.suggest(`consider changing this to be a mutable ${this.#noun}${where}`, edits, "MachineApplicable", "verbose");
  }

  /** The trait that the method is an impl's of. */
  #trait(): DefId | undefined {
    const { tcx } = this.cx;
    const impl = tcx.items.parent(this.cx.body.owner);
    return impl !== undefined && tcx.items.kind(impl) === "impl" ? tcx.implHeader(impl).ref?.trait : undefined;
  }

  #isPlainSelf(): boolean {
    const { items } = this.cx.tcx;
    const kind = items.item(this.cx.body.owner)?.kind;
    return kind?.kind === "fn" && kind.params[0]?.self === "reference";
  }

  #traitEdit(trait: DefId | undefined): Edit[] {
    if (trait === undefined) return [];
    const { items } = this.cx.tcx;
    const method = items.named(trait, items.name(this.cx.body.owner))[0];
    const kind = method === undefined ? undefined : items.item(method)?.kind;
    const self = kind?.kind === "fn" ? kind.params[0] : undefined;
    return self?.self === "reference" ? [selfEdit(self.span)] : [];
  }

  #refBinding(): void {
    if (!/^ref\s/.test(this.cx.snippet(this.#declared))) return;
    const at = { ...this.#declared, lo: this.#declared.lo + "ref ".length, hi: this.#declared.lo + "ref ".length };
    this.#suggest([{ span: at, text: "mut " }], false);
  }

  #iterator(): void {
    const { cx, said } = this;
    const loop = cx.source
      .exprs()
      .findLast(({ kind }) => kind.kind === "for" && containsSpan(cx.source.tree.span(kind.pat), this.#declared));
    if (loop?.kind.kind !== "for") return;
    const iterator = cx.source.tree.expr(loop.kind.iterator);
    if (iterator.kind.kind === "address-of" && !iterator.kind.mutable) {
      const edit = { span: startOf(cx.source.tree.span(iterator.kind.operand)), text: "mut " };
      said.suggest("use a mutable iterator instead", [edit], "MachineApplicable", "verbose");
    }
    const method = iterator.kind.kind === "method-call" ? this.#similarMethod(iterator) : undefined;
    if (method !== undefined && iterator.kind.kind === "method-call")
      said.suggest("use mutable method", [{ span: iterator.kind.callSpan, text: `${method}()` }], "MaybeIncorrect");
    said.label(iterator.span, `this iterator yields \`${this.#isReference ? "&" : "*const"}\` ${this.#noun}s`);
  }

  /** Another method beside the called one, whose name begins with its: `iter_mut` beside `iter`. */
  #similarMethod(expr: AstExpr): string | undefined {
    const { items } = this.cx.tcx;
    const call = this.cx.typed.at(expr.span).find((each) => each.kind === "call" && each.by === "method");
    const def = call?.kind === "call" && call.callee.type.kind === "fn-def" ? call.callee.type.def : undefined;
    const impl = def === undefined ? undefined : items.parent(def);
    if (def === undefined || impl === undefined || items.kind(impl) !== "impl") return undefined;
    const name = items.name(def);
    return items
      .children(impl)
      .map((child) => items.name(child))
      .find((each) => each !== name && each.startsWith(name));
  }

  #binding(inTrait: boolean): void {
    const { cx } = this;
    const value = initializerOf(cx, this.path);
    const written = writtenType(cx, this.path);
    const edits: Edit[] = [];
    if (value?.kind.kind === "address-of" && !value.kind.mutable) {
      if (value.kind.raw) {
        const at = value.span.lo + cx.snippet(value.span).indexOf("const");
        edits.push({ span: { ...value.span, lo: at, hi: at + "const".length }, text: "mut" });
      } else edits.push({ span: { ...value.span, lo: value.span.lo + 1, hi: value.span.lo + 1 }, text: "mut " });
    }
    if (written !== undefined) return this.#suggest([...edits, typeEdit(cx, written)], inTrait);
    if (edits.length > 0) return this.#suggest(edits, inTrait);
    this.#annotate();
  }

  #annotate(): void {
    const { cx, said } = this;
    const { type } = cx.slot(this.path.root);
    const target = type.kind === "ref" || type.kind === "ptr" ? type.target : type;
    const text = `${this.#isReference ? "&" : "*"}mut ${cx.print(target)}`;
    const statement = letOf(cx, this.path);
    const clone = cx.tcx.core.trait("clone");
    if (statement?.init !== undefined && type.kind === "ref" && cx.selector.select({ trait: clone, args: [cx.erase(target)] }) === "none")
      adviseDerive(cx.tcx, { trait: clone, args: [cx.erase(target)] }, said);
    if (statement === undefined) said.label(this.#declared, `consider changing this binding's type to be: \`${text}\``);
    else
      said.suggest(
        "consider specifying this binding's type",
        [{ span: endOf(this.#declared), text: `: ${text}` }],
        "HasPlaceholders",
        "verbose",
      );
  }
}

/** `&self`: `mut ` before `self`. */
function selfEdit(span: Span): Edit {
  const at = span.hi - "self".length;
  return { span: { ...span, lo: at, hi: at }, text: "mut " };
}

function typeEdit(cx: BorrowContext, written: Span): Edit {
  const lifetime = /^&'\S+/.exec(cx.snippet(written));
  const at = written.lo + (lifetime?.[0].length ?? 1);
  return { span: { ...written, lo: at, hi: at }, text: lifetime === null ? "mut " : " mut" };
}
