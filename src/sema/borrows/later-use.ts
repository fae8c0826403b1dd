// Why a loan is still in force at a point: the later use of what holds it, a destructor that may look at it, or a lifetime of
// the item that it must outlast (rustc: `explain_why_borrow_contains_point`).
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Constraint, Loan, Point, Region } from "../flow/graph.ts";
import { isSameSpan, overlap } from "./body-source.ts";
import type { DefId } from "../types/def-id.ts";
import type { BorrowContext } from "./context.ts";
import { describe } from "./place-names.ts";
import { declaredLocal } from "./declarations.ts";

export type LaterUse =
  | { readonly kind: "used"; readonly how: "closure" | "call" | "other" | "stored"; readonly span: Span; readonly inLoop: boolean }
  | { readonly kind: "dropped"; readonly slot: number; readonly span: Span };

const HOW = {
  closure: "captured here by closure",
  call: "used by call",
  other: "used here",
  stored: "stored here",
} as const;

const HOW_IN_LOOP = {
  closure: "borrow captured here by closure, in later iteration of loop",
  call: "borrow used by call, in later iteration of loop",
  other: "borrow used here, in later iteration of loop",
  stored: "borrow later stored here",
} as const;

export class LaterUses {
  readonly #below = new Map<Region, Region[]>();
  readonly #universal: ReadonlySet<Region>;

  constructor(readonly cx: BorrowContext) {
    // What a closure sees of the body around it is no lifetime of the item.
    this.#universal = new Set(cx.graph.universals.flatMap(({ region, kind }) => (kind === "external" ? [] : [region])));
    const outside = new Set(cx.graph.universals.flatMap(({ region, kind }) => (kind === "external" ? [region] : [])));
    for (const { longer, shorter } of cx.graph.constraints as readonly Constraint[]) {
      if (outside.has(shorter)) continue;
      const list = this.#below.get(longer);
      if (list === undefined) this.#below.set(longer, [shorter]);
      else list.push(shorter);
    }
  }

  of(loan: Loan, point: number): LaterUse | undefined {
    const isLoop = (this.cx.graph.points[point] as Point).issues === loan;
    const start = isLoop ? this.#loopEnd(loan) : point;
    if (start === undefined) return undefined;
    const region = this.#liveAt(loan.region, start);
    return region === undefined ? undefined : this.#use(region, start, isLoop);
  }

  /** Where a loop goes back inside the loan's region. */
  #loopEnd({ region }: Loan): number | undefined {
    const { points } = this.cx.graph;
    const bits = this.cx.solver.regions[region];
    const found = points.findIndex(({ next }, id) => bits?.has(id) === true && next.some((to) => to <= id));
    return found < 0 ? undefined : found;
  }

  /** The nearest region that the loan's outlives and that is live at the point. */
  #liveAt(region: Region, point: number): Region | undefined {
    const seen = new Set([region]);
    const queue = [region];
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      if (this.#universal.has(at)) return undefined;
      if (this.cx.solver.live[at]?.has(point) === true) return at;
      for (const below of this.#below.get(at) ?? []) {
        if (seen.has(below)) continue;
        seen.add(below);
        queue.push(below);
      }
    }
    return undefined;
  }

  #use(region: Region, start: number, inLoop: boolean): LaterUse | undefined {
    const { points } = this.cx.graph;
    const seen = new Set<number>();
    const queue = [start];
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      if (seen.has(id) || this.cx.solver.regions[region]?.has(id) !== true) continue;
      seen.add(id);
      const point = points[id] as Point;
      const found = id === start && !inLoop ? undefined : this.#useAt(point, id, region, inLoop);
      if (found !== undefined) return found;
      if (point.defines >= 0 && this.#holds(point.defines, region) && id !== start) continue;
      queue.push(...point.next);
    }
    return undefined;
  }

  /** Of the value of a `let`: the variable that is its whole pattern. */
  #storedAt(slot: number): Span | undefined {
    const { span, local } = this.cx.slot(slot);
    const { tree } = this.cx.source;
    if (local !== undefined) return undefined;
    const statement = this.cx.source.lets().find(({ init }) => init !== undefined && isSameSpan(tree.span(init), span));
    return statement !== undefined && tree.pat(statement.pat).kind.kind === "ident" ? tree.span(statement.pat) : undefined;
  }

  /** Functions named are no variables. */
  #holds(slot: number, region: Region): boolean {
    const { type, regions } = this.cx.slot(slot);
    return type.kind !== "fn-def" && regions.includes(region);
  }

  #useAt({ access, uses, consumer }: Point, id: number, region: Region, inLoop: boolean): LaterUse | undefined {
    if (access !== undefined && access.loan?.activation !== id && this.#holds(access.path.root, region)) {
      const { kind, closure, span, path } = access;
      const isDrop = kind === "drop" || kind === "replace";
      if (isDrop && this.cx.solver.initialized.has(id)) return { kind: "dropped", slot: path.root, span };
      const isWhole = path.steps.length === 0 && (kind === "write" || kind === "dead");
      if (!isDrop && !isWhole) return { kind: "used", how: closure === undefined ? "other" : "closure", span, inLoop };
    }
    if (!uses.some((slot) => this.#holds(slot, region))) return undefined;
    if (consumer !== undefined) return { kind: "used", how: consumer.kind, span: consumer.span, inLoop };
    const stored = access?.kind === "write" && access.path.steps.length === 0 ? this.#storedAt(access.path.root) : undefined;
    if (stored !== undefined) return { kind: "used", how: "stored", span: stored, inLoop };
    // A value that goes into a part of a place.
    return access?.kind === "write" && access.path.steps.length > 0 ? { kind: "used", how: "other", span: access.span, inLoop } : undefined;
  }
}

/** `which` borrow it is; of the message's `borrow`: uses inside it are not pointed at. */
export function explainLaterUse(
  cx: BorrowContext,
  use: LaterUse,
  { which, borrow }: { readonly which: string; readonly borrow: Span | undefined },
  said: DiagnosticBuilder,
): void {
  if (use.kind === "dropped") return explainDrop(cx, use, which, said);
  if (use.inLoop) said.label(use.span, `${which}${HOW_IN_LOOP[use.how]}`);
  else if (borrow === undefined || !overlap(borrow, use.span)) said.label(use.span, `${which}borrow later ${HOW[use.how]}`);
}

/** Of the variable that is borrowed, at its declaration. */
export function labelDeclaration(cx: BorrowContext, borrow: Span, said: DiagnosticBuilder): void {
  let expr = cx.source.exprAt(borrow);
  for (;;) {
    const kind = expr?.kind;
    if (kind?.kind === "address-of" || kind?.kind === "field" || kind?.kind === "index" || (kind?.kind === "unary" && kind.op === "*"))
      expr = cx.source.withoutParens(cx.source.tree.expr(kind.operand));
    else if (kind?.kind === "method-call") expr = cx.source.withoutParens(cx.source.tree.expr(kind.receiver));
    else break;
  }
  // What is dereferenced without a `*` is written as the variable.
  const place = expr && cx.typed.at(expr.span).find(({ kind }) => kind === "local" || kind === "upvar");
  if (expr?.kind.kind !== "path" || (place?.kind !== "local" && place?.kind !== "upvar")) return;
  const declared = declaredLocal(cx, place.local);
  const name = cx.body.locals[place.local]?.name;
  if (declared !== undefined && name !== undefined) said.label(declared, `binding \`${name}\` declared here`);
}

/** Of alloc's types a table tells, of core's nothing does; what a box has is its content's. */
function hasOwnDestructor({ tcx }: BorrowContext, def: DefId): boolean {
  const { items } = tcx;
  if (items.isLocal(def)) return tcx.hasDrop(def);
  const path = items.publicPath(def);
  return (
    path.startsWith("alloc::") &&
    !tcx.isLang(def, "owned_box") &&
    items.known.in(path)?.some(({ kind, name }) => kind === "!" && name === "Drop") === true
  );
}

function explainDrop(cx: BorrowContext, { slot, span }: LaterUse & { kind: "dropped" }, which: string, said: DiagnosticBuilder): void {
  const type = cx.slot(slot).type;
  const hasDrop = type.kind === "adt" && hasOwnDestructor(cx, type.def);
  const [code, what] =
    type.kind === "adt" && hasDrop
      ? ["`Drop` code", `type \`${cx.tcx.items.shownPath(type.def)}\``]
      : type.kind === "closure"
        ? ["destructor", "closure"]
        : ["destructor", `type \`${cx.print(type)}\``];
  const name = describe(cx, { root: slot, steps: [] });
  if (name !== undefined) {
    said.label(span, `${which}borrow might be used here, when \`${name}\` is dropped and runs the ${code} for ${what}`);
    return;
  }
  said.label(cx.slot(slot).span, `a temporary with access to the ${which}borrow is created here ...`);
  said.label(span, `... and the ${which}borrow might be used here, when that temporary is dropped and runs the ${code} for ${what}`);
}
