// `unconditional_recursion`: a function that calls itself on every way to its end. The body is walked along all ways control
// takes; a way ends where the function calls itself. In: a typed body. Out: at most one finding.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { FoundLint } from "../lints/report.ts";
import type { TypeContext } from "../types/context.ts";
import { fnHead } from "../types/fn-head.ts";
import type { DefId } from "../types/def-id.ts";
import type { Arm, Block, Body, Expr } from "../types/thir.ts";
import { childrenOf } from "../types/thir-walk.ts";
import type { Ty } from "../types/ty.ts";

export function unconditionalRecursion(tcx: TypeContext, { owner, value }: Body): FoundLint[] {
  const { items } = tcx;
  const kind = owner < 0 ? undefined : items.kind(owner);
  if (kind !== "fn" && kind !== "assoc-fn") return [];
  const ways = new Ways((def, args) => callsItself(tcx, owner, def, args));
  if (ways.goesOn(value) || ways.returns || ways.sites.length === 0) return [];
  const said = warning("function cannot return without recursing").at(fnHead(tcx, owner), "cannot return without recursing");
  for (const site of ways.sites) said.label(site, "recursive call site");
  said.help("a `loop` may express intention better if this is on purpose");
  return [{ lint: "unconditional_recursion", node: 0, diagnostic: said }];
}

/** A call of the function with the arguments of what it lies in, or of the trait's method that it implements. */
function callsItself(tcx: TypeContext, owner: DefId, def: DefId, args: readonly Ty[]): boolean {
  const { items } = tcx;
  const parent = items.parent(owner);
  const begins = (own: readonly Ty[]): boolean => own.every((arg, i) => arg === args[i]);
  const isInItem = parent !== undefined && (items.kind(parent) === "impl" || items.kind(parent) === "trait");
  if (def === owner) return !isInItem || begins(tcx.identityArgs(parent));
  const { ref } = isInItem && items.kind(parent) === "impl" ? tcx.implHeader(parent) : { ref: undefined };
  if (ref === undefined || items.parent(def) !== ref.trait || items.name(def) !== items.name(owner)) return false;
  return begins(ref.args);
}

class Ways {
  readonly sites: Span[] = [];
  returns = false;
  readonly #isRecursive: (def: DefId, args: readonly Ty[]) => boolean;
  /** Labels that some way breaks out of. */
  readonly #broken = new Set<number>();

  constructor(isRecursive: (def: DefId, args: readonly Ty[]) => boolean) {
    this.#isRecursive = isRecursive;
  }

  /** Some way leads through the expression to what comes after it. */
  goesOn(expr: Expr): boolean {
    switch (expr.kind) {
      case "call":
        return this.#call(expr);
      case "if":
        return this.goesOn(expr.condition) && this.#either(expr.then, expr.otherwise);
      case "logical":
        if (!this.goesOn(expr.left)) return false;
        this.goesOn(expr.right);
        return true;
      case "match":
        return this.goesOn(expr.scrutinee) && this.#arms(expr.arms);
      case "loop":
        this.goesOn(expr.body);
        return this.#broken.has(expr.label);
      case "labeled":
        return [this.goesOn(expr.body), this.#broken.has(expr.label)].includes(true);
      case "break":
        if (expr.value === undefined || this.goesOn(expr.value)) this.#broken.add(expr.label);
        return false;
      case "continue":
        return false;
      case "return":
        if (expr.value === undefined || this.goesOn(expr.value)) this.returns = true;
        return false;
      case "block":
        return this.#block(expr.block);
      case "asm":
        // What does not come back from assembly ends the function, too.
        if (expr.asm.options.includes("noreturn")) this.returns = true;
        return childrenOf(expr).every((child) => this.goesOn(child));
      default:
        return childrenOf(expr).every((child) => this.goesOn(child));
    }
  }

  #call(expr: Expr & { kind: "call" }): boolean {
    if (![expr.callee, ...expr.args].every((child) => this.goesOn(child))) return false;
    const { type } = expr.callee;
    if (type.kind === "fn-def" && this.#isRecursive(type.def, type.args)) {
      this.sites.push(expr.span);
      return false;
    }
    return expr.type.kind !== "never";
  }

  #either(then: Expr, otherwise: Expr | undefined): boolean {
    const first = this.goesOn(then);
    return otherwise === undefined || this.goesOn(otherwise) || first;
  }

  #arms(arms: readonly Arm[]): boolean {
    let goesOn = false;
    for (const { guard, body } of arms) if ((guard === undefined || this.goesOn(guard)) && this.goesOn(body)) goesOn = true;
    return goesOn;
  }

  #block({ stmts, value }: Block): boolean {
    for (const stmt of stmts) {
      if (stmt.kind === "expr") {
        if (!this.goesOn(stmt.expr)) return false;
        continue;
      }
      if (stmt.init !== undefined && !this.goesOn(stmt.init)) return false;
      if (stmt.otherwise !== undefined) this.goesOn(stmt.otherwise);
    }
    return value === undefined || this.goesOn(value);
  }
}
