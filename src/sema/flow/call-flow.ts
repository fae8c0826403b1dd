// Which regions flow where in a call. The signature as written says which arguments the result may borrow from, and what
// may be put into what; where it is not known, everything may.
import type { Expr } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import type { Value } from "./builder.ts";
import type { Hold } from "./graph.ts";
import { ANYTHING, STATIC, namedSignature, type NamedSignature, type Names } from "./lifetimes.ts";
import type { Lowering } from "./lower.ts";

type Call = Expr & { kind: "call" };

export function linkCall(lowering: Lowering, expr: Call, callee: Value, args: readonly Value[], hold: Hold): void {
  const { builder } = lowering;
  const { tcx } = builder.facts;
  const type = expr.callee.type;
  if (type.kind === "fn-def" && tcx.items.kind(type.def) === "constructor") {
    args.forEach((arg, i) => builder.flow(arg.hold, hold, (expr.args[i] as Expr).type));
    return;
  }
  const signature = type.kind === "fn-def" ? signatureOf(lowering, type) : undefined;
  if (signature === undefined || signature.params.length !== args.length) linkAll(lowering, expr, callee, args, hold);
  else linkBy(lowering, expr, signature, args, hold);
}

const known = new WeakMap<object, Map<number, NamedSignature | undefined>>();

function signatureOf(lowering: Lowering, type: Ty & { kind: "fn-def" }): NamedSignature | undefined {
  const { tcx } = lowering.builder.facts;
  const parent = tcx.items.parent(type.def);
  const fnTraits = [tcx.lang("fn"), tcx.lang("fn_mut"), tcx.lang("fn_once")];
  if (parent !== undefined && fnTraits.includes(parent)) return undefined;
  let memo = known.get(tcx);
  if (memo === undefined) known.set(tcx, (memo = new Map()));
  if (!memo.has(type.def)) memo.set(type.def, namedSignature(tcx, type.def, true));
  return memo.get(type.def);
}

/** A closure or pointer is called: what it holds and what it is given may be anywhere afterwards. */
function linkAll(lowering: Lowering, expr: Call, callee: Value, args: readonly Value[], hold: Hold): void {
  const { builder } = lowering;
  const { facts } = builder;
  const parts = [{ value: callee, type: expr.callee.type }, ...args.map((value, i) => ({ value, type: (expr.args[i] as Expr).type }))];
  for (const { value } of parts) into(lowering, value.hold, hold, true);
  for (const one of parts) {
    for (const other of parts) {
      if (one === other || !facts.isSink(other.type) || other.value.hold.inner < 0) continue;
      builder.outlives(one.value.hold.inner, other.value.hold.inner);
      if (holdsClosure(other.type)) builder.outlives(one.value.hold.outer, other.value.hold.inner);
    }
  }
}

function holdsClosure(type: Ty): boolean {
  return type.kind === "closure" || (type.kind === "ref" && holdsClosure(type.target));
}

/** Into any part of a result. */
function into(lowering: Lowering, from: Hold, to: Hold, withOuter: boolean): void {
  const { builder } = lowering;
  if (withOuter) builder.outlives(from.outer, to.outer);
  if (withOuter) builder.outlives(from.outer, to.inner);
  builder.outlives(from.inner, to.outer);
  builder.outlives(from.inner, to.inner);
}

function linkBy(lowering: Lowering, expr: Call, signature: NamedSignature, args: readonly Value[], hold: Hold): void {
  const { builder } = lowering;
  const { facts } = builder;
  const bounded = signature.longer.some(([long, short]) => !long.startsWith("#") && !isOuter(signature, short));
  args.forEach((arg, i) => {
    const names = signature.params[i] as Names;
    const type = (expr.args[i] as Expr).type;
    linkResult(lowering, arg.hold, names, signature.output, hold, bounded, type);
    if (names.outer === STATIC) demandStatic(lowering, arg.hold.outer);
    if (names.inner.has(STATIC) || signature.demandsStatic) demandStatic(lowering, arg.hold.inner);
    if (signature.demandsStatic && names.outer === undefined) demandStatic(lowering, arg.hold.outer);
    args.forEach((other, j) => {
      const sink = signature.params[j] as Names;
      if (i === j || other.hold.inner < 0 || !facts.isSink((expr.args[j] as Expr).type)) return;
      if (meet(names.inner, sink.inner)) {
        builder.outlives(arg.hold.inner, other.hold.inner);
        if (names.outer === undefined) builder.outlives(arg.hold.outer, other.hold.inner);
      }
      if (names.outer !== undefined && (sink.inner.has(names.outer) || (bounded && !names.outer.startsWith("#"))))
        builder.outlives(arg.hold.outer, other.hold.inner);
    });
  });
}

function isOuter({ params }: NamedSignature, name: string): boolean {
  return params.some(({ outer }) => outer === name);
}

/** Mutable and shared: what is behind the result is behind the argument and may be changed through both. */
function linkResult(lowering: Lowering, arg: Hold, names: Names, output: Names, hold: Hold, bounded: boolean, type: Ty): void {
  if (hold.inner < 0 && hold.outer < 0) return;
  const { builder } = lowering;
  const open = output.inner.has(ANYTHING) || output.outer === ANYTHING;
  const fixed = builder.facts.isSink(type);
  if (names.outer === undefined) {
    // The reference, if it is one, came in as a parameter's type.
    if (!open && !meet(names.inner, output.inner) && !(output.outer !== undefined && names.inner.has(output.outer)) && !bounded) return;
    into(lowering, arg, hold, true);
    if (fixed) builder.outlives(hold.inner, arg.inner);
    return;
  }
  const named = !names.outer.startsWith("#");
  if (output.outer === names.outer) builder.outlives(arg.outer, hold.outer);
  if (output.inner.has(names.outer) || (open && named) || bounded) into(lowering, { outer: arg.outer, inner: -1 }, hold, true);
  if (open || bounded || meet(names.inner, output.inner) || (output.outer !== undefined && names.inner.has(output.outer))) {
    into(lowering, arg, hold, false);
    if (fixed) builder.outlives(hold.inner, arg.inner);
  }
}

function meet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const name of one) if (other.has(name)) return true;
  return false;
}

function demandStatic(lowering: Lowering, region: number): void {
  lowering.builder.outlives(region, lowering.staticRegion());
}
