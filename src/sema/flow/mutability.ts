// What may be changed: variables declared `mut`, what lies behind `&mut`, mutable statics. In: typed bodies. Out: E0594
// and E0596 for changes of what may not be changed, and findings of `unused_mut` for variables that nothing changes.
import type { Span } from "../../base/source.ts";
import { error, warning } from "../../diag/diagnostic.ts";
import type { Diagnostic, DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { FoundLint } from "../lints/report.ts";
import type { Body, Closure, Expr, Local, LocalId, Pat } from "../types/thir.ts";
import { walk, walkPat } from "../types/thir-walk.ts";

/** What a change of a place comes down to. */
type Root =
  | { readonly kind: "local"; readonly local: LocalId; readonly whole: boolean }
  /** Through a reference or pointer that lets one change what it points to. */
  | { readonly kind: "through" }
  /** Through `&T` or `*const T`. */
  | { readonly kind: "shared"; readonly pointer: Expr }
  | { readonly kind: "static"; readonly mutable: boolean; readonly def: number }
  | { readonly kind: "upvar"; readonly local: LocalId; readonly capture: number }
  | { readonly kind: "value" };

export function rootOf(place: Expr): Root {
  let at = place;
  let whole = true;
  for (;;) {
    if (at.kind === "field") at = at.operand;
    else if (at.kind === "index") at = at.operand;
    else if (at.kind === "deref") {
      const { type } = at.operand;
      if (type.kind === "ref" || type.kind === "ptr")
        return type.mutable ? throughMutable(at.operand) : { kind: "shared", pointer: at.operand };
      at = at.operand;
    } else break;
    whole = false;
  }
  if (at.kind === "local") return { kind: "local", local: at.local, whole };
  if (at.kind === "static") return { kind: "static", mutable: at.mutable, def: at.def };
  return at.kind === "upvar" ? { kind: "upvar", local: at.local, capture: at.capture } : { kind: "value" };
}

/** A `&mut` that itself lies behind a `&` lets nothing be changed. */
function throughMutable(pointer: Expr): Root {
  if (pointer.type.kind === "ptr") return { kind: "through" };
  const holder = rootOf(pointer);
  return holder.kind === "shared" ? holder : { kind: "through" };
}

export interface MutabilityFindings {
  readonly errors: readonly Diagnostic[];
  readonly lints: readonly FoundLint[];
  /** A change whose words are not known here: to be refused. */
  readonly unsure: readonly Span[];
}

class Mutations {
  readonly errors: Diagnostic[] = [];
  readonly unsure: Span[] = [];
  readonly changed = new Set<LocalId>();
  readonly assigned = new Map<LocalId, Span[]>();
  /** Of the closure that is looked at. */
  captures: Closure["captures"] = [];

  constructor(
    readonly body: Body,
    readonly initialized: ReadonlySet<LocalId>,
  ) {}

  #local(id: LocalId): Local {
    return this.body.locals[id] as Local;
  }

  visit(expr: Expr): void {
    switch (expr.kind) {
      case "borrow":
      case "raw-borrow":
        if (expr.mutable) this.#borrow(expr.operand, expr);
        return;
      case "assign":
        return this.#assign(expr.place, expr.span);
      case "assign-op":
        return this.#assign(expr.place, expr.span);
      case "asm":
        for (const operand of expr.asm.operands) {
          if ("place" in operand && operand.place !== undefined) this.#assign(operand.place, operand.place.span);
        }
        return;
      default:
    }
  }

  #assign(place: Expr, span: Span): void {
    const root = rootOf(place);
    if (root.kind === "local") {
      const local = this.#local(root.local);
      if (root.whole && !this.initialized.has(root.local)) return this.#late(root.local, span);
      this.changed.add(root.local);
      if (!local.mutable) this.unsure.push(span);
    } else if (root.kind === "upvar") this.#captured(root, span);
    else if (root.kind === "shared") this.unsure.push(span);
    else if (root.kind === "static" && !root.mutable) this.unsure.push(span);
  }

  /** A place of the surrounding body, changed by a closure. */
  #captured({ local, capture }: Extract<Root, { kind: "upvar" }>, span: Span): void {
    const place = this.captures[capture]?.place;
    const outer = place === undefined ? undefined : rootOf(place);
    if (outer?.kind === "through") return;
    this.changed.add(local);
    if (outer?.kind !== "local" || !this.#local(local).mutable) this.unsure.push(span);
  }

  /** `let x;` and an assignment later: the first one initialises. */
  #late(local: LocalId, span: Span): void {
    const known = this.assigned.get(local);
    if (known === undefined) this.assigned.set(local, [span]);
    else known.push(span);
    // Whether a second one may follow the first is asked of the flow of control.
    if (this.#local(local).mutable) this.changed.add(local);
  }

  #borrow(place: Expr, whole: Expr): void {
    const root = rootOf(place);
    if (root.kind === "local") {
      this.changed.add(root.local);
      const local = this.#local(root.local);
      if (!local.mutable) this.#notMutable(local, whole, place);
    } else if (root.kind === "upvar") this.#captured(root, whole.span);
    else if (root.kind === "shared" || (root.kind === "static" && !root.mutable)) this.unsure.push(whole.span);
  }

  #notMutable(local: Local, whole: Expr, place: Expr): void {
    if (place.kind !== "local" || local.node === 0 || local.name === "self" || local.byRef) {
      this.unsure.push(whole.span);
      return;
    }
    this.errors.push(cannotBorrow(local, whole.span));
  }
}

function cannotBorrow({ name, span }: Local, at: Span): DiagnosticBuilder {
  return error("E0596", `cannot borrow \`${name}\` as mutable, as it is not declared as mutable`)
    .at(at, "cannot borrow as mutable")
    .suggest(
      "consider changing this to be mutable",
      [{ span: { lo: span.lo, hi: span.lo }, text: "mut " }],
      "MachineApplicable",
      "verbose",
    );
}

/** Variables with a value from their declaration on: parameters, patterns of `match`, `let` with a value. */
function initializedLocals(body: Body): Set<LocalId> {
  const initialized = new Set<LocalId>();
  const add = (pat: Pat) => walkPat(pat, ({ kind }) => void (kind.kind === "binding" && initialized.add(kind.local)));
  const late = new Set<Pat>();
  const visit = (expr: Expr) => {
    if (expr.kind !== "block") return;
    for (const stmt of expr.block.stmts) if (stmt.kind === "let" && stmt.init === undefined) late.add(stmt.pat);
  };
  for (const { params, value } of [body, ...body.closures]) {
    for (const { pat } of params) add(pat);
    walk(value, visit);
    walk(
      value,
      () => {},
      (pat) => void (late.has(pat) ? undefined : addOne(pat, initialized)),
    );
  }
  for (const pat of late) walkPat(pat, ({ kind }) => void (kind.kind === "binding" && initialized.delete(kind.local)));
  return initialized;
}

function addOne({ kind }: Pat, into: Set<LocalId>): void {
  if (kind.kind === "binding") into.add(kind.local);
}

/** `mut` is the text before the name. */
function unusedMut(local: Local, textBefore: (span: Span) => number | undefined): FoundLint | undefined {
  const start = textBefore(local.span);
  if (start === undefined) return undefined;
  const found = warning("variable does not need to be mutable").at({ lo: start, hi: local.span.hi });
  found.suggest("remove this `mut`", [{ span: { lo: start, hi: local.span.lo }, text: "" }], "MachineApplicable", "short");
  return { lint: "unused_mut", node: local.node, diagnostic: found };
}

/** `startOfMut`: where the `mut` before a name begins. */
export function checkMutability(body: Body, startOfMut: (span: Span) => number | undefined): MutabilityFindings {
  const mutations = new Mutations(body, initializedLocals(body));
  walk(body.value, (expr) => mutations.visit(expr));
  for (const closure of body.closures) {
    mutations.captures = closure.captures;
    walk(closure.value, (expr) => mutations.visit(expr));
  }
  for (const { captures } of body.closures) {
    for (const capture of captures) {
      if (capture.mode === "ref-mut") mutations.changed.add(capture.local);
      if (capture.mode !== "ref" && (body.locals[capture.local] as Local).mutable) mutations.changed.add(capture.local);
    }
  }
  const lints = body.locals.flatMap((local, id) => {
    const idle = local.mutable && local.node !== 0 && !local.name.startsWith("_") && !mutations.changed.has(id);
    const found = idle ? unusedMut(local, startOfMut) : undefined;
    return found === undefined ? [] : [found];
  });
  return { errors: mutations.errors, lints, unsure: mutations.unsure };
}
