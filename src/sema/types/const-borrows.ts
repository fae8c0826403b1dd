// What a constant or static may borrow: temporaries of its final value live for ever, so they are neither borrowed mutably
// (E0764) nor hold what can change behind a shared reference (E0492). In: a typed body.
// Out: reports (Reference: "Constant evaluation").
import { error, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import { constPlaceOf } from "./const-operations.ts";
import type { TypeContext } from "./context.ts";
import { InferenceTable } from "./infer.ts";
import { Selector } from "./select.ts";
import type { Body, Expr } from "./thir.ts";

export function checkConstBorrows(tcx: TypeContext, body: Body): void {
  const selector = new Selector(tcx, new InferenceTable(tcx.types), body.owner < 0 ? [] : tcx.environment(body.owner));
  const checker = new ConstBorrows(tcx, selector);
  const item = body.owner < 0 ? undefined : tcx.items.item(body.owner)?.kind;
  const isMutable = item?.kind === "static" && item.mutable;
  const place = constPlaceOf(tcx, body);
  if (place === "constants" || place === "statics") checker.extended(body.value, isMutable);
}

class ConstBorrows {
  constructor(
    readonly tcx: TypeContext,
    readonly selector: Selector,
  ) {}

  /** Borrows whose temporaries live as long as the value. */
  extended(expr: Expr, isMutable: boolean): void {
    switch (expr.kind) {
      case "borrow":
        this.#borrow(expr, isMutable);
        return this.extended(expr.operand, isMutable);
      case "deref":
        return expr.operand.kind === "borrow" ? this.extended(expr.operand, isMutable) : undefined;
      case "coerce":
      case "cast":
        return this.extended(expr.operand, isMutable);
      case "tuple":
      case "array":
        return expr.elements.forEach((element) => this.extended(element, isMutable));
      case "adt":
        return expr.fields.forEach(({ value }) => this.extended(value, isMutable));
      case "block":
        return expr.block.value === undefined ? undefined : this.extended(expr.block.value, isMutable);
      case "call":
        if (expr.callee.type.kind !== "fn-def" || this.tcx.items.kind(expr.callee.type.def) !== "constructor") return;
        return expr.args.forEach((arg) => this.extended(arg, isMutable));
      default:
    }
  }

  #borrow(expr: Expr & { kind: "borrow" }, isMutable: boolean): void {
    if (!isTemporary(expr.operand)) return;
    const lives = "temporaries that have their lifetime extended until the end of the program are not allowed";
    if (expr.mutable) {
      if (isMutable) return;
      const said = error("E0764", `mutable borrows of ${lives}`).at(expr.span, "this mutable borrow refers to such a temporary");
      return this.tcx.report(this.#withReasons(said));
    }
    if (!this.#mayChange(expr.operand)) return;
    const label = "this borrow of an interior mutable value refers to such a temporary";
    this.tcx.report(this.#withReasons(error("E0492", `interior mutable shared borrows of ${lives}`).at(expr.span, label)));
  }

  #withReasons(said: DiagnosticBuilder): DiagnosticBuilder {
    if (this.tcx.session.release.minor < 90) return said;
    said.note("temporaries in constants and statics can have their lifetime extended until the end of the program");
    said.note("to avoid accidentally creating global mutable state, such temporaries must be immutable");
    const instead = "try replacing the temporary by an interior mutable `static` or a `static mut`";
    return said.help(`if you really want global mutable state, ${instead}`);
  }

  /** The value holds an `UnsafeCell`: by its type, but for variants that have none. */
  #mayChange(expr: Expr): boolean {
    if (this.selector.traitHolds(this.tcx.lang("freeze"), [expr.type]) !== "no") return false;
    if (expr.kind === "adt" && expr.base === undefined) return expr.fields.some(({ value }) => this.#mayChange(value));
    if (expr.kind === "constant") {
      const value = this.tcx.body(expr.def)?.value;
      return value === undefined || this.#mayChange(value);
    }
    if (expr.kind === "block" && expr.block.value !== undefined) return this.#mayChange(expr.block.value);
    return true;
  }
}

/** No place: its value is kept somewhere for the borrow alone. */
function isTemporary(expr: Expr): boolean {
  switch (expr.kind) {
    case "local":
    case "upvar":
    case "static":
    case "deref":
    case "error":
      return false;
    case "field":
    case "index":
      return isTemporary(expr.operand);
    default:
      return true;
  }
}
