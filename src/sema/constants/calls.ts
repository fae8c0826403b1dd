// Calls in constants: `const fn`s, constructors, and the intrinsics of `corelib/intrinsics.rs` that make sense there.
import type { Expr } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import { binaryOp, wrapTo } from "./arithmetic.ts";
import type { Frame, Interpreter } from "./interpreter.ts";
import { bitIntrinsic } from "./bit-intrinsics.ts";
import { copyElements, reinterpreted, transmuted } from "./transmute.ts";
import { zeroValue } from "./unions.ts";
import type { Span } from "../../base/source.ts";
import {
  EvaluationStop,
  aggregate,
  elementsOf,
  lengthOf,
  pointerTo,
  readPlace,
  scalar,
  writePlace,
  UNIT_VALUE,
  copyValue,
  type Value,
} from "./value.ts";

type Call = Expr & { kind: "call" };

export function callValue(interpreter: Interpreter, expr: Call, frame: Frame): Value {
  const callee = interpreter.eval(expr.callee, frame);
  const given = expr.args.map((arg) => interpreter.eval(arg, frame));
  if (callee.kind !== "function" || callee.type.kind !== "fn-def") return interpreter.refuse("this call", expr);
  const { tcx } = interpreter;
  const { def, args } = callee.type;
  const instance = tcx.instanceOf(def, args);
  switch (instance.kind) {
    case "constructor":
      return aggregate(given, instance.variant);
    case "intrinsic":
      return intrinsic(interpreter, expr, instance.name, instance.args, given);
    case "item":
      return callItem(interpreter, expr, instance.def, instance.args, given);
    default:
      return interpreter.refuse("this call", expr);
  }
}

/** No more calls can be under way. */
export const FULL = "reached the configured maximum number of stack frames";

function callItem(interpreter: Interpreter, expr: Call, def: number, args: readonly Ty[], given: readonly Value[]): Value {
  const { tcx } = interpreter;
  const panic = panicMessage(interpreter, def, given);
  if (panic !== undefined) throw new EvaluationStop(panic, expr.span);
  const body = tcx.body(def);
  if (body === undefined || body.tainted) return interpreter.refuse(`\`${tcx.items.path(def)}\``, expr);
  if (interpreter.isFull) throw new EvaluationStop(FULL, expr.span);
  const checked = !tcx.items.isCore(def) || tcx.hasAttribute(def, "rustc_inherit_overflow_checks");
  try {
    return interpreter.evaluateBody(body, args, given, checked);
  } catch (stop) {
    if (stop instanceof EvaluationStop && !stop.unsupported) cameThrough(interpreter, stop, def, expr.span);
    throw stop;
  }
}

/** Of core's functions nobody is told: what they find wrong is the caller's doing. */
function cameThrough({ tcx }: Interpreter, stop: EvaluationStop, def: number, span: Span): void {
  if (tcx.items.isCore(def)) stop.span = span;
  else stop.calls.push({ callee: tcx.items.path(def), span });
}

/** `evaluation panicked: text` for core's panic functions. */
function panicMessage(interpreter: Interpreter, def: number, given: readonly Value[]): string | undefined {
  const { tcx } = interpreter;
  if (tcx.isLang(def, "panic")) return `evaluation panicked: ${textOf(given[0]) ?? ""}`;
  if (!tcx.isLang(def, "panic_fmt")) return undefined;
  const message = given[0];
  if (message?.kind !== "aggregate") return "evaluation panicked: explicit panic";
  const [text, pieces, args] = message.fields;
  if (args?.kind === "pointer" && args.length !== 0n) return undefined;
  if (pieces?.kind !== "pointer" || pieces.place === undefined || pieces.length === 0n) return `evaluation panicked: ${textOf(text) ?? ""}`;
  return `evaluation panicked: ${textOf(readPlace({ ...pieces.place, index: pieces.place.index ?? 0 })) ?? ""}`;
}

function textOf(value: Value | undefined): string | undefined {
  if (value?.kind !== "pointer" || value.place === undefined) return undefined;
  const array = readPlace({ ...value.place, index: undefined });
  if (lengthOf(array) === undefined) return undefined;
  const bytes = elementsOf(array, value.place.index ?? 0, Number(value.length ?? 0n)).map((each) =>
    each.kind === "scalar" ? Number(each.value) : 0,
  );
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

const WITH_OVERFLOW: Readonly<Record<string, "+" | "-" | "*">> = { add_with_overflow: "+", sub_with_overflow: "-", mul_with_overflow: "*" };
const WRAPPING: Readonly<Record<string, "+" | "-" | "*" | "/" | "%" | "<<" | ">>">> = {
  wrapping_add: "+",
  wrapping_sub: "-",
  wrapping_mul: "*",
  unchecked_add: "+",
  unchecked_sub: "-",
  unchecked_mul: "*",
  unchecked_div: "/",
  unchecked_rem: "%",
  unchecked_shl: "<<",
  unchecked_shr: ">>",
};

function intrinsic(interpreter: Interpreter, expr: Call, name: string, args: readonly Ty[], given: readonly Value[]): Value {
  const type = args[0] as Ty;
  const number = (i: number): bigint => interpreter.scalarOf(given[i] as Value, expr);
  const wrapping = WRAPPING[name];
  if (wrapping !== undefined) return interpreter.settle(binaryOp(wrapping, number(0), number(1), type, type, false), expr);
  const overflow = WITH_OVERFLOW[name];
  if (overflow !== undefined) {
    const exact = overflow === "+" ? number(0) + number(1) : overflow === "-" ? number(0) - number(1) : number(0) * number(1);
    const value = wrapTo(exact, type);
    return aggregate([scalar(value), scalar(value !== exact)]);
  }
  if (name === "size_of") return scalar(interpreter.layoutOf(type, expr).size);
  if (name === "align_of") return scalar(interpreter.layoutOf(type, expr).alignment);
  if (name === "saturating_add" || name === "saturating_sub")
    return saturate(name === "saturating_add" ? number(0) + number(1) : number(0) - number(1), type);
  const bit =
    type === undefined
      ? undefined
      : bitIntrinsic(
          name,
          type,
          given.map((value) => (value.kind === "scalar" ? value.value : 0n)),
        );
  if (bit !== undefined) return scalar(bit);
  if (name === "transmute") return transmuted(interpreter, expr, given[0] as Value, args as [Ty, Ty]);
  if (name === "zeroed") return zeroValue(interpreter, type, expr);
  const [pointer] = given;
  if (name === "unaligned_load" && pointer?.kind === "pointer" && pointer.origin !== undefined)
    return reinterpreted(interpreter, expr, pointer, args[0] as Ty);
  return memoryIntrinsic(interpreter, expr, name, given);
}

function saturate(exact: bigint, type: Ty): Value {
  const value = wrapTo(exact, type);
  if (value === exact || type.kind !== "int") return scalar(value);
  const bits = BigInt(type.name.endsWith("size") ? 64 : type.name.slice(1));
  const max = type.signed ? (1n << (bits - 1n)) - 1n : (1n << bits) - 1n;
  return scalar(exact > max ? max : type.signed ? -max - 1n : 0n);
}

function memoryIntrinsic(interpreter: Interpreter, expr: Call, name: string, given: readonly Value[]): Value {
  const pointer = given[0];
  for (const value of given) interpreter.evaluator.statics.demandReadable(interpreter, value, expr);
  if (name !== "forget" && given.some((value) => value.kind === "pointer" && value.origin !== undefined))
    return interpreter.refuse("a pointer to another type than it was made of", expr);
  switch (name) {
    case "slice_len":
      return pointer?.kind === "pointer" ? scalar(pointer.length ?? 0n) : interpreter.refuse("this slice", expr);
    case "slice_from_raw_parts":
      if (pointer?.kind !== "pointer") break;
      return {
        ...pointer,
        place: pointer.place === undefined ? undefined : { ...pointer.place, index: pointer.place.index ?? 0 },
        length: interpreter.scalarOf(given[1] as Value, expr),
      };
    case "offset":
    case "arith_offset":
      if (pointer?.kind !== "pointer" || pointer.place?.index === undefined) break;
      return pointerTo({ ...pointer.place, index: pointer.place.index + Number(interpreter.scalarOf(given[1] as Value, expr)) });
    case "unaligned_load":
      if (pointer?.kind !== "pointer" || pointer.place === undefined) break;
      return copyValue(readPlace(pointer.place));
    case "unaligned_store":
      if (pointer?.kind !== "pointer" || pointer.place === undefined) break;
      writePlace(pointer.place, given[1] as Value);
      return UNIT_VALUE;
    case "copy":
    case "copy_nonoverlapping":
      copyElements(interpreter, expr, given as [Value, Value], Number(interpreter.scalarOf(given[2] as Value, expr)));
      return UNIT_VALUE;
    case "forget":
      return UNIT_VALUE;
    default:
  }
  return interpreter.refuse(`the intrinsic \`${name}\``, expr);
}
