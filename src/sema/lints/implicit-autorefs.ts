// References that come into being unseen from what a raw pointer points to (`dangerous_implicit_autorefs`): `(*p).len()`,
// `(*p)[..2]`, a field behind an overloaded `Deref`. In: typed bodies. Out: findings, in source order.
// What the type checker puts in stands where its operand stands; what is written has a place of its own.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { DefId } from "../types/def-id.ts";
import type { Body, Expr } from "../types/thir.ts";
import { expressionsOf } from "../types/thir-walk.ts";
import type { FoundLint } from "./report.ts";

export interface AutorefQuestions {
  /** As messages show it. */
  print(type: Expr["type"]): string;
  name(def: DefId): string;
  /** Where the method of core stands, if that is known. */
  place(method: DefId): Span | undefined;
  /** The method wants its reference written (`#[rustc_no_implicit_autorefs]`). */
  wantsWritten(method: DefId): boolean;
  /** `Index::index` or `IndexMut::index_mut`. */
  isIndexing(method: DefId): boolean;
}

/** A reference that is not written. */
interface Autoref {
  readonly mutable: boolean;
  /** Its type, unless it goes to `Deref::deref`. */
  readonly type: Expr["type"] | undefined;
  /** What it is taken of, as written. */
  readonly place: Expr;
}

const isUnwritten = (expr: Expr & { readonly operand: Expr }): boolean =>
  expr.span.lo === expr.operand.span.lo && expr.span.hi === expr.operand.span.hi;

export function implicitAutorefs(body: Body, ask: AutorefQuestions): FoundLint[] {
  const found: FoundLint[] = [];
  const visit = (expr: Expr) => {
    for (const { adjusted, method, star } of adjustedIn(expr, ask)) {
      const autoref = autorefOf(adjusted, method !== undefined, ask);
      const pointer = autoref === undefined ? undefined : rawPointer(autoref.place, ask);
      if (autoref !== undefined && pointer !== undefined) found.push(finding(expr.span, autoref, pointer, { method, star }, ask));
    }
  };
  for (const expr of expressionsOf(body)) visit(expr);
  return found;
}

interface Adjusted {
  readonly adjusted: Expr;
  readonly method: DefId | undefined;
  /** It comes from a written `*`. */
  readonly star: boolean;
}

/** What an expression looks into, with what the type checker did to it first. */
function adjustedIn(expr: Expr, ask: AutorefQuestions): Adjusted[] {
  const plain = (adjusted: Expr | undefined): Adjusted[] => (adjusted === undefined ? [] : [{ adjusted, method: undefined, star: false }]);
  switch (expr.kind) {
    case "field":
    case "index":
      return plain(expr.operand);
    case "call": {
      const method = methodOf(expr);
      if (method === undefined) return [];
      if (expr.by === "operator") return ask.isIndexing(method) ? plain(unsizedOperand(expr.args[0])) : [];
      const [adjusted] = expr.args;
      return expr.by === "method" && adjusted !== undefined && ask.wantsWritten(method) ? [{ adjusted, method, star: false }] : [];
    }
    case "raw-borrow": {
      const { operand } = expr;
      if (operand.kind !== "deref" || isUnwritten(operand)) return [];
      const call = operand.operand;
      const adjusted = call.kind === "call" && call.by === "desugaring" ? call.args[0] : undefined;
      return adjusted === undefined ? [] : [{ adjusted, method: undefined, star: true }];
    }
    default:
      return [];
  }
}

function methodOf({ callee }: Expr & { kind: "call" }): DefId | undefined {
  return callee.type.kind === "fn-def" ? callee.type.def : undefined;
}

/** Arrays are indexed as slices: what was borrowed first. */
function unsizedOperand(expr: Expr | undefined): Expr | undefined {
  const target = expr?.kind === "borrow" && expr.operand.kind === "deref" ? expr.operand.operand : undefined;
  return target?.kind === "coerce" && target.to === "unsize" ? target.operand : expr;
}

function autorefOf(adjusted: Expr, isReceiver: boolean, ask: AutorefQuestions): Autoref | undefined {
  if (adjusted.kind === "borrow" && isUnwritten(adjusted))
    return { mutable: adjusted.mutable, type: adjusted.type, place: written(adjusted.operand, ask) };
  // A reference that a method is called on is borrowed anew.
  if (isReceiver && adjusted.type.kind === "ref")
    return { mutable: adjusted.type.mutable, type: adjusted.type, place: written(adjusted, ask) };
  const self = adjusted.kind === "deref" && isUnwritten(adjusted) ? derefSelf(adjusted.operand) : undefined;
  if (self?.kind !== "borrow") return undefined;
  return { mutable: self.mutable, type: undefined, place: written(self.operand, ask) };
}

/** The argument of a call of `Deref::deref` that is not written. */
function derefSelf(expr: Expr): Expr | undefined {
  return expr.kind === "call" && expr.by === "desugaring" ? expr.args[0] : undefined;
}

/** Without what the type checker put round it. */
function written(expr: Expr, ask: AutorefQuestions): Expr {
  if ((expr.kind !== "deref" && expr.kind !== "borrow") || !isUnwritten(expr)) return expr;
  if (expr.kind === "deref" && indexedBase(expr.operand, ask) !== undefined) return expr;
  return written(derefSelf(expr.operand) ?? expr.operand, ask);
}

/** What `Index::index` is called on. */
function indexedBase(expr: Expr, ask: AutorefQuestions): Expr | undefined {
  if (expr.kind !== "call" || expr.by !== "operator") return undefined;
  const method = methodOf(expr);
  return method !== undefined && ask.isIndexing(method) ? unsizedOperand(expr.args[0]) : undefined;
}

/** The raw pointer whose target holds the place: `p` of `(*p).a[1]`. */
function rawPointer(place: Expr, ask: AutorefQuestions): Expr | undefined {
  let at = place;
  for (;;) {
    const base = at.kind === "deref" ? indexedBase(at.operand, ask) : undefined;
    if (at.kind === "field" || at.kind === "index") at = written(at.operand, ask);
    else if (base !== undefined) at = written(base, ask);
    else break;
  }
  return at.kind === "deref" && at.operand.type.kind === "ptr" ? at.operand : undefined;
}

function finding(
  span: Span,
  { mutable, type, place }: Autoref,
  pointer: Expr,
  from: Omit<Adjusted, "adjusted">,
  ask: AutorefQuestions,
): FoundLint {
  const said = warning("implicit autoref creates a reference to the dereference of a raw pointer").at(span);
  said.label(pointer.span, `this raw pointer has type \`${ask.print(pointer.type)}\``);
  said.note("creating a reference requires the pointer target to be valid and imposes aliasing requirements");
  if (type === undefined) said.note("references are created through calls to explicit `Deref(Mut)::deref(_mut)` implementations");
  else said.noteAt(place.span, `autoref is being applied to this expression, resulting in: \`${ask.print(type)}\``);
  if (from.method !== undefined) {
    const words = `method calls to \`${ask.name(from.method)}\` require a reference`;
    const where = ask.place(from.method);
    if (where === undefined) said.note(words);
    else said.noteAt(where, words);
  }
  const edge = (at: number, text: string) => ({ span: { ...place.span, lo: at, hi: at }, text });
  said.suggest(
    "try using a raw pointer method instead; or if this reference is intentional, make it explicit",
    [edge(place.span.lo, `(${mutable ? "&mut " : "&"}${from.star ? "*" : ""}`), edge(place.span.hi, ")")],
    "MaybeIncorrect",
    "verbose",
  );
  return { lint: "dangerous_implicit_autorefs", node: 0, diagnostic: said };
}
