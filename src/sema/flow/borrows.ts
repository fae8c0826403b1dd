// Borrows, as far as they can be judged without following them through the program. A borrow that ends with the call it
// is made for conflicts only with what stands beside it; one that is kept must be of something that nothing else touches
// but by looking. All else is refused: a wrong answer here would be an unsound program accepted.
import type { Span } from "../../base/source.ts";
import type { Body, Expr, LocalId, Stmt } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import { childrenOf } from "../types/thir-walk.ts";

interface Access {
  readonly local: LocalId;
  readonly kind: "read" | "write" | "share" | "change";
  /** A borrow that outlives its expression. */
  readonly kept: boolean;
  readonly span: Span;
  /** The innermost call it is an argument of. */
  readonly call: Expr | undefined;
}

/** Holds no reference: nothing borrowed can flow through it. */
export function isPlain(type: Ty): boolean {
  switch (type.kind) {
    case "bool":
    case "char":
    case "int":
    case "float":
    case "never":
    case "ptr":
    case "fn-def":
    case "const":
      return true;
    case "tuple":
      return type.elements.every(isPlain);
    case "array":
    case "slice":
      return isPlain(type.element);
    default:
      return false;
  }
}

/** Copied, not moved: plain values and shared references; `ask` knows the rest. */
export function isCopied(type: Ty, ask: (type: Ty) => boolean): boolean {
  if (type.kind === "ref") return !type.mutable;
  if (type.kind === "tuple") return type.elements.every((element) => isCopied(element, ask));
  if (type.kind === "array") return isCopied(type.element, ask);
  return isPlain(type) || type.kind === "fn-pointer" || type.kind === "error" || (type.kind !== "slice" && ask(type));
}

/** The variable a place is part of, also through references (not through raw pointers); undefined for other places. */
function holderOf(place: Expr): LocalId | "value" | undefined {
  let at = place;
  while (at.kind === "field" || at.kind === "index" || at.kind === "deref") {
    if (at.kind === "deref" && at.operand.type.kind === "ptr") return undefined;
    at = at.operand;
  }
  if (at.kind === "local") return at.local;
  if (at.kind === "static" || at.kind === "constant" || isLiteral(at)) return undefined;
  return "value";
}

function isLiteral({ kind }: Expr): boolean {
  return kind === "int" || kind === "str" || kind === "bool" || kind === "char" || kind === "float" || kind === "bytes";
}

/** Where a value goes: `ends` if nothing keeps it, `kept` in a variable or a longer expression, `leaves` the block or function. */
type Fate = "ends" | "kept" | "leaves";

interface Visit {
  readonly expr: Expr;
  readonly fate: Fate;
  readonly call: Expr | undefined;
}

class Borrows {
  readonly accesses: Access[] = [];
  readonly unsure: Span[] = [];

  walk(value: Expr): void {
    const work: Visit[] = [{ expr: value, fate: "leaves", call: undefined }];
    for (let visit = work.pop(); visit !== undefined; visit = work.pop()) work.push(...this.#visit(visit));
  }

  #visit({ expr, fate, call }: Visit): Visit[] {
    const all = (exprs: readonly Expr[], next: Fate, inCall = call): Visit[] =>
      exprs.map((inner) => ({ expr: inner, fate: next, call: inCall }));
    switch (expr.kind) {
      case "borrow":
        this.#borrow(expr, fate, call);
        return this.#withinPlace(expr.operand, call);
      case "raw-borrow":
        return this.#withinPlace(expr.operand, call);
      case "local":
      case "field":
      case "index":
      case "deref":
        this.#read(expr, fate, call);
        return this.#withinPlace(expr, call);
      case "call":
        return all([expr.callee, ...expr.args], isPlain(expr.type) ? "ends" : fate === "ends" ? "ends" : fate, expr);
      case "assign":
        this.#write(expr.place, expr.span, call);
        return [...this.#withinPlace(expr.place, call), ...all([expr.value], isPlain(expr.value.type) ? "ends" : "leaves")];
      case "assign-op":
        this.#write(expr.place, expr.span, call);
        return [...this.#withinPlace(expr.place, call), ...all([expr.value], "ends")];
      case "block":
        return [
          ...expr.block.stmts.flatMap((stmt) => this.#stmt(stmt)),
          ...all(expr.block.value === undefined ? [] : [expr.block.value], fate === "kept" ? "leaves" : fate),
        ];
      case "return":
      case "break":
        return all(expr.value === undefined ? [] : [expr.value], isPlain(expr.value?.type ?? expr.type) ? "ends" : "leaves");
      case "binary":
      case "logical":
      case "unary":
        return all(childrenOf(expr), "ends");
      case "match":
      case "let":
        return all(childrenOf(expr), fate === "ends" ? "kept" : fate);
      case "if":
        return [...all([expr.condition], "ends"), ...all([expr.then, ...(expr.otherwise === undefined ? [] : [expr.otherwise])], fate)];
      case "loop":
      case "labeled":
        return all([expr.body], fate);
      default:
        return all(childrenOf(expr), isPlain(expr.type) ? "ends" : fate);
    }
  }

  #stmt(stmt: Stmt): Visit[] {
    if (stmt.kind === "expr") return [{ expr: stmt.expr, fate: "ends", call: undefined }];
    const inner = [stmt.init, stmt.otherwise].flatMap((expr) => (expr === undefined ? [] : [expr]));
    return inner.map((expr) => ({ expr, fate: isPlain(expr.type) && stmt.pat.kind.kind === "binding" ? "ends" : "kept", call: undefined }));
  }

  /** What is evaluated on the way to a place: indexes, and what is not a variable. */
  #withinPlace(place: Expr, call: Expr | undefined): Visit[] {
    const inner: Visit[] = [];
    let at = place;
    for (;;) {
      if (at.kind === "index") inner.push({ expr: at.index, fate: "ends", call });
      if (at.kind !== "field" && at.kind !== "index" && at.kind !== "deref") break;
      at = at.operand;
    }
    if (at.kind !== "local" && at.kind !== "static" && at.kind !== "upvar") inner.push({ expr: at, fate: "ends", call });
    return inner;
  }

  #borrow(expr: Expr & { kind: "borrow" }, fate: Fate, call: Expr | undefined): void {
    const local = holderOf(expr.operand);
    if (local === undefined) return;
    const through = expr.operand.kind !== "local" && throughReference(expr.operand);
    if (fate === "leaves" && !through) this.unsure.push(expr.span);
    if (local === "value") {
      if (fate !== "ends" && !expr.extended && expr.operand.extended !== true) this.unsure.push(expr.span);
      return;
    }
    this.accesses.push({ local, kind: expr.mutable ? "change" : "share", kept: fate !== "ends", span: expr.span, call });
  }

  #read(place: Expr, fate: Fate, call: Expr | undefined): void {
    const local = holderOf(place);
    if (local === undefined || local === "value") return;
    // A reference that is copied or moved out keeps its referent borrowed: as a kept look at the variable.
    const kept = fate !== "ends" && !isPlain(place.type);
    this.accesses.push({ local, kind: "read", kept, span: place.span, call });
  }

  #write(place: Expr, span: Span, call: Expr | undefined): void {
    const local = holderOf(place);
    if (typeof local === "number") this.accesses.push({ local, kind: "write", kept: false, span, call });
  }

  /** Accesses of one variable that may be in each other's way. */
  conflicts(): Span[] {
    const byLocal = new Map<LocalId, Access[]>();
    for (const access of this.accesses) byLocal.set(access.local, [...(byLocal.get(access.local) ?? []), access]);
    return [...byLocal.values()].flatMap((accesses) =>
      accesses.filter((one) => accesses.some((other) => inTheWay(one, other))).map(({ span }) => span),
    );
  }
}

function throughReference(place: Expr): boolean {
  for (let at = place; at.kind === "field" || at.kind === "index" || at.kind === "deref"; at = at.operand) {
    if (at.kind === "deref" && at.operand.type.kind === "ref") return true;
  }
  return false;
}

function inTheWay(one: Access, other: Access): boolean {
  if (one === other || one.kind === "read" || one.kind === "write") return false;
  const harmless = one.kind === "share" && (other.kind === "share" || other.kind === "read");
  if (harmless) return false;
  return one.kept || (one.call !== undefined && one.call === other.call);
}

/** Spans of borrows that need more than this to be judged. */
export function unjudgedBorrows(body: Body): Span[] {
  const borrows = new Borrows();
  borrows.walk(body.value);
  const captured = body.closures.flatMap(({ captures }) => captures.filter(({ mode }) => mode !== "value"));
  const capturedConflicts = captured
    .filter(({ local, mode }) =>
      borrows.accesses.some(
        (access) => access.local === local && (mode === "ref-mut" || access.kind === "write" || access.kind === "change"),
      ),
    )
    .map(({ span }) => span);
  return [...borrows.unsure, ...borrows.conflicts(), ...capturedConflicts];
}
