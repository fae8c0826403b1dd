// What closures capture: for every use of an outer variable the place used and how; places merged where one is part of
// another; then each use in the body is replaced by the captured field. Inner closures come first: what they capture is
// a use for the closure around them. The closure's trait follows from the uses: a move out makes it `FnOnce`, a
// mutation `FnMut`.
import type { Capture, Closure, Expr, Pat } from "../thir.ts";
import { childrenOf, walkPat } from "../thir-walk.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";
import { stronger as strongerKind } from "../closure-table.ts";
import type { OpenClosure } from "./closure.ts";

type Use = "ref" | "ref-mut" | "move" | "copy";

interface PlaceUse {
  /** The nodes from the variable outwards: `x`, `x.a`, `*x.a`, ... */
  readonly nodes: readonly Expr[];
  readonly use: Use;
  /** How many nodes belong to the captured place. */
  length: number;
}

export function analyseClosures(cx: BodyContext): Closure[] {
  const done: Closure[] = [];
  for (const open of cx.closures) {
    const made = analyse(cx, open, done);
    done.push(made);
    cx.tcx.closureTable.close(made);
    settleCalls(cx, made.id);
  }
  return done;
}

function analyse(cx: BodyContext, open: OpenClosure, done: readonly Closure[]): Closure {
  const uses: PlaceUse[] = [];
  const finder = new UseFinder(cx, open, done, uses);
  finder.consume(open.value);
  for (const use of uses) truncate(cx, open, use);
  const captures = merge(open, uses);
  const used = uses.some((use) => use.use === "move") ? "FnOnce" : uses.some((use) => use.use === "ref-mut") ? "FnMut" : "Fn";
  // What it does that the kind forbids is an error of its body.
  const kind = strongerKind(used, open.state.expected ?? "FnOnce");
  for (const use of uses) rewrite(use, captures);
  open.state.kind = kind;
  open.state.captures = captures.map((capture) => fieldType(cx, capture));
  return {
    id: open.state.id,
    owner: cx.owner,
    kind,
    move: open.move,
    captures,
    params: open.params,
    result: open.state.output,
    value: open.value,
    span: open.span,
    headSpan: open.headSpan,
    node: open.node,
  };
}

function fieldType(cx: BodyContext, capture: Capture): Ty {
  return capture.mode === "value" ? capture.type : cx.types.ref(capture.type, capture.mode === "ref-mut");
}

/** Finds uses of variables from outside the closure. */
class UseFinder {
  readonly #cx: BodyContext;
  readonly #open: OpenClosure;
  readonly #done: readonly Closure[];
  readonly #uses: PlaceUse[];

  constructor(cx: BodyContext, open: OpenClosure, done: readonly Closure[], uses: PlaceUse[]) {
    this.#cx = cx;
    this.#open = open;
    this.#done = done;
    this.#uses = uses;
  }

  /** The expression's value is used. */
  consume(expr: Expr): void {
    if (isPlaceKind(expr)) return this.#place(expr, isCopy(this.#cx, expr.type) ? "copy" : "move");
    this.#inside(expr);
  }

  #inside(expr: Expr): void {
    switch (expr.kind) {
      case "borrow":
        return this.#place(expr.operand, expr.mutable ? "ref-mut" : "ref");
      case "raw-borrow":
        return this.#place(expr.operand, expr.mutable ? "ref-mut" : "ref");
      case "assign":
        this.consume(expr.value);
        return this.#place(expr.place, "ref-mut");
      case "assign-op":
        this.consume(expr.value);
        return this.#place(expr.place, "ref-mut");
      case "match":
        this.#matched(
          expr.scrutinee,
          expr.arms.map((arm) => arm.pat),
        );
        for (const arm of expr.arms) {
          if (arm.guard !== undefined) this.consume(arm.guard);
          this.consume(arm.body);
        }
        return;
      case "let":
        return this.#matched(expr.scrutinee, [expr.pat]);
      case "block":
        return this.#block(expr);
      case "closure":
        return this.#inner(expr.closure);
      case "asm":
        return this.#asm(expr);
      case "adt":
        for (const field of expr.fields) this.consume(field.value);
        if (expr.base !== undefined) this.consume(expr.base);
        return;
      default:
        for (const child of childrenOf(expr)) this.consume(child);
    }
  }

  #block(expr: Expr & { kind: "block" }): void {
    for (const stmt of expr.block.stmts) {
      if (stmt.kind === "expr") this.consumeStatement(stmt.expr);
      else {
        if (stmt.init !== undefined) this.#matched(stmt.init, [stmt.pat]);
        if (stmt.otherwise !== undefined) this.consume(stmt.otherwise);
      }
    }
    if (expr.block.value !== undefined) this.consume(expr.block.value);
  }

  consumeStatement(expr: Expr): void {
    this.consume(expr);
  }

  #asm(expr: Expr & { kind: "asm" }): void {
    for (const operand of expr.asm.operands) {
      if (operand.kind === "in" || operand.kind === "split-inout") this.consume(operand.value);
      if ((operand.kind === "out" || operand.kind === "inout" || operand.kind === "split-inout") && operand.place !== undefined) {
        this.#place(operand.place, "ref-mut");
      }
      if (operand.kind === "label") this.consume(operand.block);
    }
  }

  /** What the patterns do with a matched place; `_` alone does not use it. */
  #matched(scrutinee: Expr, pats: readonly Pat[]): void {
    if (!isPlaceKind(scrutinee)) return this.consume(scrutinee);
    let use: Use | undefined;
    for (const pat of pats) {
      walkPat(pat, (each) => {
        const one = this.#patternUse(each);
        if (one !== undefined) use = stronger(use, one);
      });
    }
    if (use !== undefined) this.#place(scrutinee, use);
    else this.#indexes(scrutinee);
  }

  #patternUse(pat: Pat): Use | undefined {
    switch (pat.kind.kind) {
      case "binding":
        if (pat.kind.mode === "value") return isCopy(this.#cx, pat.type) ? "copy" : "move";
        return pat.kind.mode === "ref" ? "ref" : "ref-mut";
      case "variant":
      case "constant":
      case "range":
      case "slice":
        return "ref";
      default:
        return undefined;
    }
  }

  /** Evaluates what stands inside a place without using it. */
  #indexes(place: Expr): void {
    let at = place;
    for (;;) {
      if (at.kind === "index") this.consume(at.index);
      if (at.kind !== "field" && at.kind !== "index" && at.kind !== "deref") break;
      at = at.operand;
    }
    if (!isPlaceKind(at)) this.consume(at);
  }

  #place(place: Expr, use: Use): void {
    if (!isPlaceKind(place)) return this.#inside(place);
    const chain: Expr[] = [];
    let at = place;
    let mode = use;
    for (;;) {
      chain.push(at);
      if (at.kind === "index") {
        this.consume(at.index);
        chain.length = 0; // a captured place ends before an index
        if (mode === "move" || mode === "copy") mode = "ref";
        at = at.operand;
        continue;
      }
      if (at.kind === "field" || at.kind === "deref") at = at.operand;
      else break;
    }
    if (at.kind === "local" && this.#isOuter(at.local)) this.#uses.push({ nodes: chain.reverse(), use: mode, length: 0 });
    else if (!isPlaceKind(at)) this.consume(at);
  }

  #isOuter(local: number): boolean {
    return local < this.#open.firstLocal || local >= this.#open.endLocal;
  }

  /** A closure inside: what it captures is used here. */
  #inner(id: number): void {
    const closure = this.#done.find((each) => each.id === id);
    for (const capture of closure?.captures ?? []) {
      if (capture.mode === "value") this.consume(capture.place);
      else this.#place(capture.place, capture.mode);
    }
  }
}

function isCopy(cx: BodyContext, type: Ty): boolean {
  return cx.selector.traitHolds(cx.tcx.lang("copy"), [type]) !== "no";
}

function isPlaceKind(expr: Expr): boolean {
  return (
    expr.kind === "local" ||
    expr.kind === "static" ||
    expr.kind === "deref" ||
    expr.kind === "field" ||
    expr.kind === "index" ||
    expr.kind === "upvar"
  );
}

const STRENGTH: readonly Use[] = ["copy", "ref", "ref-mut", "move"];

function stronger(a: Use | undefined, b: Use): Use {
  return a === undefined || STRENGTH.indexOf(b) > STRENGTH.indexOf(a) ? b : a;
}

/**
 * How much of the place can be captured: by value not through a reference, never through a raw pointer or a union; by reference
 * not into what is packed. Of what is behind a shared reference, all. What is moved leaves no value with a destructor in parts;
 * copies may.
 */
function truncate(cx: BodyContext, open: OpenClosure, use: PlaceUse): void {
  const { nodes } = use;
  use.length = 1;
  if (cx.tcx.session.edition < 2021) return;
  const byValue = open.move || use.use === "move";
  use.length = firstStop(
    nodes,
    (outer, inner) => stops(cx, outer, inner, byValue) || (use.use !== "move" && isPackedField(cx, outer, inner)),
  );
  if (!byValue) use.length = uptoSharedReference(nodes, use.length);
  else if (!isCopy(cx, (nodes[use.length - 1] as Expr).type))
    use.length = firstStop(nodes.slice(0, use.length), (_, { type }) => type.kind === "adt" && cx.tcx.hasDrop(type.def));
}

/** The length of the place before the first step from `inner` to `outer` that must not be taken. */
function firstStop(nodes: readonly Expr[], isStop: (outer: Expr, inner: Expr) => boolean): number {
  for (let i = 1; i < nodes.length; i++) if (isStop(nodes[i] as Expr, nodes[i - 1] as Expr)) return i;
  return nodes.length;
}

function stops(cx: BodyContext, outer: Expr, inner: Expr, byValue: boolean): boolean {
  if (outer.kind === "deref") return byValue || (inner.type.kind !== "ref" && !isBox(cx, inner.type));
  return outer.kind === "field" && inner.type.kind === "adt" && cx.tcx.adt(inner.type.def).kind !== "struct";
}

const isBox = (cx: BodyContext, type: Ty): boolean => type.kind === "adt" && cx.tcx.isLang(type.def, "owned_box");

function isPackedField(cx: BodyContext, outer: Expr, inner: Expr): boolean {
  return outer.kind === "field" && inner.type.kind === "adt" && cx.tcx.adt(inner.type.def).repr.packed !== undefined;
}

function uptoSharedReference(nodes: readonly Expr[], length: number): number {
  for (let i = length - 1; i > 0; i--) {
    if ((nodes[i] as Expr).kind !== "deref") continue;
    const { type } = nodes[i - 1] as Expr;
    return type.kind === "ref" && !type.mutable ? i + 1 : length;
  }
  return length;
}

function merge(open: OpenClosure, uses: readonly PlaceUse[]): Capture[] {
  const kept: PlaceUse[] = [];
  for (const use of uses) {
    if (kept.some((each) => covers(each, use))) continue;
    for (let i = kept.length - 1; i >= 0; i--) if (covers(use, kept[i] as PlaceUse)) kept.splice(i, 1);
    kept.push(use);
  }
  const ordered = kept.sort((a, b) => uses.findIndex((use) => related(a, use)) - uses.findIndex((use) => related(b, use)));
  return ordered.map((use) =>
    captureOf(
      open,
      use,
      uses.filter((each) => covers(use, each)),
    ),
  );
}

function related(a: PlaceUse, b: PlaceUse): boolean {
  return covers(a, b) || covers(b, a);
}

/** `a`'s place is `b`'s or a part around it. */
function covers(a: PlaceUse, b: PlaceUse): boolean {
  if (a.length > b.length) return false;
  for (let i = 0; i < a.length; i++) if (!sameStep(a.nodes[i] as Expr, b.nodes[i] as Expr)) return false;
  return true;
}

function sameStep(a: Expr, b: Expr): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "local") return a.local === (b as typeof a).local;
  return a.kind !== "field" || a.field === (b as typeof a).field;
}

function captureOf(open: OpenClosure, use: PlaceUse, all: readonly PlaceUse[]): Capture {
  const place = copyPlace(use.nodes[use.length - 1] as Expr);
  let strongest: Use | undefined;
  for (const each of all) strongest = stronger(strongest, narrowed(each, use.length));
  const mode = open.move || strongest === "move" ? "value" : strongest === "ref-mut" ? "ref-mut" : "ref";
  const local = (use.nodes[0] as Expr & { kind: "local" }).local;
  return { place, local, mode, type: place.type, span: place.span };
}

/** A use of a part through a shared reference only reads the place before it. */
function narrowed(use: PlaceUse, length: number): Use {
  for (let i = length; i < use.nodes.length; i++) {
    const outer = use.nodes[i] as Expr;
    const inner = use.nodes[i - 1] as Expr;
    if (outer.kind === "deref" && inner.type.kind === "ref" && !inner.type.mutable) return "ref";
    if (outer.kind === "deref" && inner.type.kind === "ptr") return "copy";
    if (outer.kind === "deref" && inner.type.kind === "ref" && use.use === "move") return "ref-mut";
  }
  return use.use;
}

/** The closure's maker evaluates the place in its own body: nodes of the closure's body are not shared. */
function copyPlace(place: Expr): Expr {
  if (place.kind === "field" || place.kind === "deref") return { ...place, operand: copyPlace(place.operand) };
  return { ...place };
}

function rewrite(use: PlaceUse, captures: readonly Capture[]): void {
  const index = captures.findIndex((capture) => isPrefix(capture.place, use));
  const capture = captures[index];
  if (capture === undefined) return;
  const node = use.nodes[depthOf(capture.place) - 1] as Expr;
  const { local } = capture;
  for (const key of Object.keys(node)) if (key !== "type" && key !== "span" && key !== "extended") Reflect.deleteProperty(node, key);
  Object.assign(node, { kind: "upvar", capture: index, local, place: capture.place });
}

function depthOf(place: Expr): number {
  return place.kind === "field" || place.kind === "deref" ? depthOf(place.operand) + 1 : 1;
}

function isPrefix(place: Expr, use: PlaceUse): boolean {
  const steps: Expr[] = [];
  for (let at = place; ;) {
    steps.push(at);
    if (at.kind !== "field" && at.kind !== "deref") break;
    at = at.operand;
  }
  steps.reverse();
  return (
    steps.length <= use.nodes.length &&
    steps.every((step, i) => sameStep(step, use.nodes[i] as Expr) || isRewritten(step, use.nodes[i] as Expr))
  );
}

/** An earlier use shares no nodes, so a rewritten node is met only through the same place. */
function isRewritten(step: Expr, node: Expr): boolean {
  return node.kind === "upvar" && step.type === node.type;
}

/** Calls of local closures were typed as calls of `Fn`; a closure that mutates is called by `FnMut`, and so on. */
function settleCalls(cx: BodyContext, id: number): void {
  for (const { call, callee, closure } of cx.closureCalls) {
    const kind = closure === id ? cx.tcx.closureTable.kind(closure) : undefined;
    if (kind === "Fn" || kind === undefined || call.kind !== "call") continue;
    const [lang, method] = kind === "FnMut" ? (["fn_mut", "call_mut"] as const) : (["fn_once", "call_once"] as const);
    const fn = call.callee.type as Ty & { kind: "fn-def" };
    Object.assign(call.callee, { type: cx.types.fnDef(cx.tcx.core.member(lang, method), fn.args) });
    const packed = call.args[1] as Expr;
    const receiver =
      kind === "FnMut"
        ? cx.make(callee.span, cx.types.ref(callee.type, true), { kind: "borrow", mutable: true, twoPhase: false, operand: callee })
        : callee;
    Object.assign(call, { args: [receiver, packed] });
  }
}
