// Closures: what they hold is taken where they are made; their bodies become a part of the graph with an entry of its own.
// Lifetimes of their parameters are any where the bound they are made for says so or a `&` is written, else the ones of
// the body around them.
import type { TypeId } from "../../syntax/ast.ts";
import { boundAround, isBound, mapRegions, regionsOf } from "../types/regions.ts";
import type { BodyParam, Capture, Closure, Expr } from "../types/thir.ts";
import { walk } from "../types/thir-walk.ts";
import type { Region, Ty } from "../types/ty.ts";
import type { Value } from "./builder.ts";
import type { Path, Step } from "./graph.ts";
import type { Frame, Lowering, Place } from "./lower.ts";
import { bindParameter } from "./lower-pattern.ts";
import { readPlace } from "./read-place.ts";

/** Of the bound it is made for; regions bound there stand for any lifetime. */
export interface ExpectedClosure {
  readonly params: readonly Ty[];
  readonly output: Ty | undefined;
}

/** `|x| ..`, `&|x| ..`, reborrowed or not. */
export function closureIn(expr: Expr): (Expr & { kind: "closure" }) | undefined {
  if (expr.kind === "borrow" || expr.kind === "deref") return closureIn(expr.operand);
  return expr.kind === "closure" ? expr : undefined;
}

export function lowerClosure(lowering: Lowering, expr: Expr & { kind: "closure" }, expected: ExpectedClosure | undefined): Value {
  const { builder, types } = lowering;
  const closure = builder.facts.tables.closure(expr.closure);
  for (const place of inspected(lowering, closure)) builder.access(lowering.place(place).path, "inspect", place.span);
  const outside = builder.capturing;
  builder.capturing = closure;
  const places = closure.captures.map(({ place }) => lowering.place(place));
  const { held, regions } = types.holding(
    closure.id,
    places.map(({ type }) => type),
  );
  const values = closure.captures.map((capture, i) => hold(lowering, capture, places[i] as Place, held[i] as Ty));
  builder.capturing = outside;
  const signature = new SignatureMaker(lowering, closure).make(expected);
  types.closures.set(closure.id, signature);
  const args = expr.type.kind === "closure" ? expr.type.args : [];
  const value = builder.value(builder.facts.tcx.types.closure(closure.id, args, regions), values, {
    kind: "closure",
    span: closure.headSpan,
  });
  const external = [...regions, ...[...signature.params, signature.output].flatMap((type) => regionsOf(type))];
  lowerBody(
    lowering,
    closure,
    held,
    signature,
    external.filter((region) => !signature.bound.has(region) && !isBound(region)),
  );
  return value;
}

/** Places around it that the closure's body matches with `_` only: they are not captured, but must have a value. */
function inspected(lowering: Lowering, { value }: Closure): Expr[] {
  const found: Expr[] = [];
  const add = (place: Expr | undefined): void => {
    const root = place && rootOf(place);
    if (place !== undefined && root?.kind === "local" && lowering.locals.has(root.local)) found.push(place);
  };
  walk(value, (expr) => {
    if (expr.kind === "match") add(expr.scrutinee);
    if (expr.kind === "block") for (const stmt of expr.block.stmts) add(stmt.kind === "let" ? stmt.init : undefined);
  });
  return found;
}

function rootOf(place: Expr): Expr {
  return place.kind === "field" || place.kind === "deref" ? rootOf(place.operand) : place;
}

function hold(lowering: Lowering, { mode, span }: Capture, from: Place, own: Ty): Value {
  const { builder, types } = lowering;
  const value = mode === "value" ? readPlace(lowering, from, span) : builder.borrow(from.path, from.type, mode === "ref-mut", span, false);
  types.relate(value.type, own);
  return builder.value(own, [value]);
}

interface Signature {
  readonly params: readonly Ty[];
  readonly output: Ty;
  readonly bound: Set<Region>;
}

class SignatureMaker {
  readonly #lowering: Lowering;
  readonly #closure: Closure;
  readonly #bound = new Set<Region>();
  readonly #made = new Map<Region, Region>();
  /** Of the bound's own lifetimes. */
  #isAround: (region: Region) => boolean = isBound;

  constructor(lowering: Lowering, closure: Closure) {
    this.#lowering = lowering;
    this.#closure = closure;
  }

  make(expected: ExpectedClosure | undefined): Signature {
    const { params, result, owner, node, span } = this.#closure;
    const { tcx } = this.#lowering.types.items;
    const written = tcx.items.tree(tcx.holder(owner)).expr(node).kind;
    const asts = written.kind === "closure" ? written : undefined;
    this.#lowering.builder.span = span;
    if (expected !== undefined)
      this.#isAround = boundAround([...expected.params, ...(expected.output === undefined ? [] : [expected.output])]);
    const own = params.map((param, i) => this.#param(param, asts?.params[i]?.type, expected?.params[i]));
    const output = this.#type(result, asts?.output, expected?.output, () => this.#lowering.builder.fresh());
    return { params: own, output, bound: this.#bound };
  }

  #param({ type }: BodyParam, written: TypeId | undefined, expected: Ty | undefined): Ty {
    return this.#type(type, written, expected, () => this.#local());
  }

  /** A lifetime of each call. */
  #local(): Region {
    const region = this.#lowering.builder.universal("local", this.#closure.span, this.#closure.id);
    this.#bound.add(region);
    return region;
  }

  #type(type: Ty, written: TypeId | undefined, expected: Ty | undefined, elided: () => Region): Ty {
    const { types, projections, body, regions } = this.#lowering;
    const given = this.#expected(type, expected);
    if (written === undefined) return given ?? this.#lowering.fresh(type);
    if (given !== undefined && regionsOf(given).length > 0) return this.#written(given, written);
    const read = types.items.annotation(body.owner, written, elided);
    const annotated = projections.normalize(types.instantiate(read, [], regions));
    return types.erase(annotated) === type ? annotated : this.#lowering.fresh(type);
  }

  /** Both: what is written must be what is expected. */
  #written(given: Ty, written: TypeId): Ty {
    const { types, projections, body, regions, builder } = this.#lowering;
    const read = types.items.annotation(body.owner, written, () => builder.fresh());
    types.equate(projections.normalize(types.instantiate(read, [], regions)), given);
    return given;
  }

  #expected(type: Ty, expected: Ty | undefined): Ty | undefined {
    const { types, builder } = this.#lowering;
    if (expected === undefined || types.erase(expected) !== type) return undefined;
    return mapRegions(builder.facts.tcx.types, expected, (region) => {
      if (isBound(region) && !this.#isAround(region)) return region;
      if (!isBound(region)) {
        const own = builder.fresh();
        types.relateRegions(own, region, 3);
        return own;
      }
      let made = this.#made.get(region);
      if (made === undefined) this.#made.set(region, (made = this.#local()));
      return made;
    });
  }
}

function lowerBody(lowering: Lowering, closure: Closure, held: readonly Ty[], signature: Signature, external: readonly Region[]): void {
  const { builder } = lowering;
  const { at } = builder;
  const outer = lowering.frame;
  const from = builder.points.length;
  builder.enter();
  const depth = builder.scopes.length;
  builder.open("variables", closure.value.span);
  const result = builder.temporary(signature.output).temporary;
  lowering.frame = {
    closure,
    environment: environment(lowering, closure, held),
    held,
    result,
    resultType: signature.output,
    depth,
  } satisfies Frame;
  closure.params.forEach(({ pat }, i) => {
    const type = signature.params[i] as Ty;
    bindParameter(lowering, pat, type);
  });
  builder.open("variables", closure.value.span);
  builder.open("temporaries", closure.value.span);
  lowering.return(closure.value, closure.value.span);
  builder.scopes.length = depth;
  lowering.frame = outer;
  const end = builder.universal("external", closure.span, closure.id);
  for (const region of external) builder.outlives(region, end);
  builder.closures.push({ closure: closure.id, from, to: builder.points.length, external });
  builder.at = at;
}

/** The closure itself, by reference unless it is used up by the call. */
function environment(lowering: Lowering, closure: Closure, held: readonly Ty[]): Path {
  const { builder } = lowering;
  const slot = builder.slot(builder.facts.tcx.types.tuple(held), { initial: true, environment: closure });
  if (closure.kind === "FnOnce") {
    builder.declare(slot, "variables");
    return { root: slot, steps: [] };
  }
  const of = closure.kind === "FnMut" ? "mut" : "shared";
  const step: Step = { kind: "deref", of, region: builder.universal("local", closure.span, closure.id) };
  return { root: slot, steps: [step] };
}
