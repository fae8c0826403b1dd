// The interpreter of typed bodies. One function an expression form; places and patterns have files of their own.
// Jumps are thrown signals: cheap here, since they carry no stack. Work is bounded by steps and by call depth.
import { LayoutError } from "../types/layout.ts";
import type { Layout } from "../types/layout.ts";
import type { TypeContext } from "../types/context.ts";
import type { Body, BodyParam, Expr } from "../types/thir.ts";
import { normalizeConcrete } from "../types/normalize.ts";
import type { Ty } from "../types/ty.ts";
import { assignField, fieldPlace, otherField } from "./unions.ts";
import { adtValue, closureValue, offsetValue, repeatValue } from "./aggregates.ts";
import { bitsOfText, formatOf } from "../types/float-bits.ts";
import { binaryOp, negate, wrapTo, type Outcome } from "./arithmetic.ts";
import { castValue } from "./casts.ts";
import { MUTABLE } from "./statics.ts";
import { copyBehind } from "./transmute.ts";
import { heldBy, sliceBehind } from "./wrappers.ts";
import { callValue, FULL } from "./calls.ts";
import type { Evaluator } from "./evaluate.ts";
import { matchPattern } from "./patterns.ts";
import {
  ERRONEOUS,
  EvaluationStop,
  UNIT_VALUE,
  aggregate,
  bytesValue,
  copyValue,
  lengthOf,
  pointerTo,
  readPlace,
  scalar,
  writePlace,
  type Allocation,
  type Place,
  type Pointer,
  type Value,
} from "./value.ts";

/** One activation: the function's generic arguments and its locals. */
export interface Frame {
  readonly args: readonly Ty[];
  readonly locals: (Allocation | undefined)[];
  readonly upvars: readonly Value[];
  /** Overflow is an error here: user code always, core's only where it inherits the setting. */
  readonly checked: boolean;
}

class Jump {
  readonly kind: "break" | "continue" | "return";
  readonly label: number;
  readonly value: Value;

  constructor(kind: "break" | "continue" | "return", label: number, value: Value) {
    this.kind = kind;
    this.label = label;
    this.value = value;
  }
}

const STEP_LIMIT = 20_000_000;
const DEPTH_LIMIT = 128;
const TEXT = new TextEncoder();

export class Interpreter {
  readonly tcx: TypeContext;
  readonly evaluator: Evaluator;
  #steps = 0;
  #depth = 0;

  constructor(tcx: TypeContext, evaluator: Evaluator) {
    this.tcx = tcx;
    this.evaluator = evaluator;
  }

  evaluateBody(body: Body, args: readonly Ty[], given: readonly Value[] = [], checked = true): Value {
    const frame: Frame = { args, locals: [], upvars: [], checked };
    return this.inFrame(frame, body.params, body.value, given);
  }

  evaluateExpr(expr: Expr, args: readonly Ty[]): Value {
    return this.eval(expr, { args, locals: [], upvars: [], checked: true });
  }

  get isFull(): boolean {
    return this.#depth >= DEPTH_LIMIT;
  }

  /** Runs a body with its parameters bound. */
  inFrame(frame: Frame, params: readonly BodyParam[], value: Expr, given: readonly Value[]): Value {
    if (this.isFull) throw new EvaluationStop(FULL, value.span);
    this.#depth++;
    params.forEach((param, i) => {
      const place = this.temporary(given[i] ?? UNIT_VALUE, this.type(param.type, frame));
      matchPattern(this, param.pat, place, frame);
    });
    try {
      return this.eval(value, frame);
    } catch (jump) {
      if (jump instanceof Jump && jump.kind === "return") return jump.value;
      throw jump;
    } finally {
      this.#depth--;
    }
  }

  type(type: Ty, frame: Frame): Ty {
    return normalizeConcrete(this.tcx, this.tcx.types.substitute(type, frame.args));
  }

  refuse(what: string, expr: { readonly span: Expr["span"] }): never {
    throw new EvaluationStop(`${what} in a constant`, expr.span, true);
  }

  layoutOf(type: Ty, expr: Expr): Layout {
    try {
      return this.evaluator.layouts.of(type);
    } catch (error) {
      if (error instanceof LayoutError) return this.refuse(error.message, expr);
      throw error;
    }
  }

  read(place: Place, { span }: { readonly span: Expr["span"] }): Value {
    this.evaluator.statics.reads(span);
    return readPlace(place);
  }

  settle(outcome: Outcome, expr: Expr): Value {
    if ("error" in outcome) throw new EvaluationStop(outcome.error, expr.span);
    return scalar(outcome.value);
  }

  temporary(value: Value, type: Ty): Place {
    return { allocation: { value, type, static: undefined }, path: [], index: undefined };
  }

  scalarOf(value: Value, expr: { readonly span: Expr["span"] }): bigint {
    if (value.kind === "scalar") return value.value;
    if (value.kind === "pointer" && value.place === undefined) return value.address;
    if (value.kind === "uninit")
      throw new EvaluationStop("using uninitialized data, but this operation requires initialized memory", expr.span);
    return this.refuse("a pointer used as a number", expr);
  }

  eval(expr: Expr, frame: Frame): Value {
    if (++this.#steps > STEP_LIMIT) this.refuse("an evaluation this long", expr);
    switch (expr.kind) {
      case "int":
        return scalar(wrapTo(expr.value, this.type(expr.type, frame)));
      case "bool":
      case "char":
        return scalar(expr.value);
      case "float": {
        const type = this.type(expr.type, frame);
        const format = formatOf(type);
        return format === undefined ? this.refuse(`a \`${this.tcx.print(type)}\``, expr) : scalar(bitsOfText(expr.text, format));
      }
      case "str":
        return this.#bytes(TEXT.encode(expr.value), expr, frame, true);
      case "bytes":
        return this.#bytes(expr.value, expr, frame, expr.cstr);
      case "fn-item":
        return { kind: "function", type: this.type(expr.type, frame) };
      case "constant":
        return this.#constant(expr, frame);
      case "const-param": {
        const param = this.type(expr.param, frame);
        return param.kind === "const" ? scalar(param.value) : this.refuse("a generic constant", expr);
      }
      case "field":
        return copyValue(otherField(this, expr, frame) ?? this.read(this.place(expr, frame), expr));
      case "local":
      case "upvar":
      case "static":
      case "deref":
      case "index":
        return copyValue(this.read(this.place(expr, frame), expr));
      default:
        return this.#operation(expr, frame);
    }
  }

  #bytes(bytes: Uint8Array, expr: Expr, frame: Frame, fat: boolean): Value {
    const type = this.type(expr.type, frame);
    const allocation: Allocation = { value: bytesValue(bytes), type: type.kind === "ref" ? type.target : type, static: undefined };
    if (!fat) return pointerTo({ allocation, path: [], index: undefined });
    return pointerTo({ allocation, path: [], index: 0 }, BigInt(bytes.length));
  }

  #constant(expr: Expr & { kind: "constant" }, frame: Frame): Value {
    const args = expr.args.map((arg) => this.type(arg, frame));
    const value = this.evaluator.constant(expr.def, args);
    if (value === undefined) throw new EvaluationStop(ERRONEOUS, expr.span);
    return copyValue(value);
  }

  #operation(expr: Expr, frame: Frame): Value {
    switch (expr.kind) {
      case "borrow":
      case "raw-borrow":
        if (expr.operand.kind === "static" && expr.operand.mutable) return this.evaluator.statics.pointer(expr.operand.def);
        return this.pointerTo(this.placeOrTemporary(expr.operand, frame), this.type(expr.operand.type, frame), expr.operand, frame);
      case "unary":
        return this.#unary(expr, frame);
      case "binary":
        return this.#binary(expr, frame);
      case "logical": {
        const left = this.scalarOf(this.eval(expr.left, frame), expr);
        return (expr.op === "&&") === (left !== 0n) ? this.eval(expr.right, frame) : scalar(left);
      }
      case "cast":
        return castValue(this, expr, this.eval(expr.operand, frame), frame);
      case "coerce":
        return this.#coerce(expr, frame);
      case "call":
        return callValue(this, expr, frame);
      case "tuple":
      case "array":
        return aggregate(expr.elements.map((element) => this.eval(element, frame)));
      case "repeat":
        return repeatValue(this, expr, frame);
      case "adt":
        return adtValue(this, expr, frame);
      case "closure":
        return closureValue(this, expr, frame);
      case "const-block":
        return this.eval(expr.value, frame);
      case "offset-of":
        return offsetValue(this, expr, frame);
      default:
        return this.#control(expr, frame);
    }
  }

  #unary(expr: Expr & { kind: "unary" }, frame: Frame): Value {
    const value = this.scalarOf(this.eval(expr.operand, frame), expr);
    const type = this.type(expr.type, frame);
    if (expr.op === "!") return scalar(type.kind === "bool" ? 1n - value : wrapTo(~value, type));
    return this.settle(negate(value, type, frame.checked), expr);
  }

  #binary(expr: Expr & { kind: "binary" }, frame: Frame): Value {
    const a = this.scalarOf(this.eval(expr.left, frame), expr);
    const b = this.scalarOf(this.eval(expr.right, frame), expr);
    return this.settle(binaryOp(expr.op, a, b, this.type(expr.left.type, frame), this.type(expr.right.type, frame), frame.checked), expr);
  }

  #coerce(expr: Expr & { kind: "coerce" }, frame: Frame): Value {
    const value = this.eval(expr.operand, frame);
    if (expr.to === "closure-to-fn") return { kind: "function", type: this.type(expr.operand.type, frame) };
    if (expr.to === "unsize" && expr.type.kind === "adt") this.refuse("a struct round an unsized pointer", expr);
    if (expr.to !== "unsize" || value.kind !== "pointer") return value;
    const from = this.type(expr.operand.type, frame);
    const source = from.kind === "ref" || from.kind === "ptr" ? from.target : from;
    const to = this.type(expr.type, frame);
    const target = to.kind === "ref" || to.kind === "ptr" ? to.target : to;
    if (target.kind === "adt" && this.evaluator.layouts.tables.unsizedTail(target).kind !== "dynamic")
      this.refuse("an unsized struct", expr);
    if (target.kind === "slice" && source.kind === "array" && source.length.kind === "const") {
      const place = value.place;
      const start =
        place === undefined
          ? undefined
          : place.index === undefined
            ? place
            : { allocation: place.allocation, path: [...place.path, place.index], index: undefined };
      return { ...value, place: start === undefined ? undefined : { ...start, index: 0 }, length: source.length.value };
    }
    if (value.dynamic !== undefined || source.kind === "dynamic") return value;
    return { ...value, dynamic: source };
  }

  // --- Control -------------------------------------------------------------------------------------------------

  #control(expr: Expr, frame: Frame): Value {
    switch (expr.kind) {
      case "block":
        return this.#block(expr, frame);
      case "if":
        if (this.scalarOf(this.eval(expr.condition, frame), expr) !== 0n) return this.eval(expr.then, frame);
        return expr.otherwise === undefined ? UNIT_VALUE : this.eval(expr.otherwise, frame);
      case "let": {
        const place = this.placeOrTemporary(expr.scrutinee, frame);
        return scalar(matchPattern(this, expr.pat, place, frame));
      }
      case "match":
        return this.#match(expr, frame);
      case "loop":
        return this.#loop(expr, frame);
      case "labeled":
        return this.#labeled(expr, frame);
      case "break":
      case "return":
        throw new Jump(
          expr.kind,
          expr.kind === "break" ? expr.label : -1,
          expr.value === undefined ? UNIT_VALUE : this.eval(expr.value, frame),
        );
      case "continue":
        throw new Jump("continue", expr.label, UNIT_VALUE);
      case "assign": {
        const value = this.eval(expr.value, frame);
        if (expr.place.kind !== "field" || !assignField(this, expr.place, value, frame)) writePlace(this.place(expr.place, frame), value);
        return UNIT_VALUE;
      }
      case "assign-op":
        return this.#assignOp(expr, frame);
      default:
        return this.refuse(`\`${expr.kind}\``, expr);
    }
  }

  #assignOp(expr: Expr & { kind: "assign-op" }, frame: Frame): Value {
    const b = this.scalarOf(this.eval(expr.value, frame), expr);
    const place = this.place(expr.place, frame);
    const a = this.scalarOf(readPlace(place), expr);
    const outcome = binaryOp(expr.op, a, b, this.type(expr.place.type, frame), this.type(expr.value.type, frame), frame.checked);
    writePlace(place, this.settle(outcome, expr));
    return UNIT_VALUE;
  }

  #block(expr: Expr & { kind: "block" }, frame: Frame): Value {
    for (const stmt of expr.block.stmts) {
      if (stmt.kind === "expr") {
        this.eval(stmt.expr, frame);
        continue;
      }
      const place = stmt.init === undefined ? undefined : this.placeOrTemporary(stmt.init, frame);
      if (place === undefined) matchPattern(this, stmt.pat, this.temporary({ kind: "uninit" }, this.type(stmt.pat.type, frame)), frame);
      else if (!matchPattern(this, stmt.pat, place, frame) && stmt.otherwise !== undefined) this.eval(stmt.otherwise, frame);
    }
    return expr.block.value === undefined ? UNIT_VALUE : this.eval(expr.block.value, frame);
  }

  #match(expr: Expr & { kind: "match" }, frame: Frame): Value {
    const place = this.placeOrTemporary(expr.scrutinee, frame);
    this.evaluator.statics.reads({ ...expr.span, hi: expr.scrutinee.span.hi });
    for (const arm of expr.arms) {
      if (!matchPattern(this, arm.pat, place, frame)) continue;
      if (arm.guard !== undefined && this.scalarOf(this.eval(arm.guard, frame), expr) === 0n) continue;
      return this.eval(arm.body, frame);
    }
    return this.refuse("a `match` without a fitting arm", expr);
  }

  #loop(expr: Expr & { kind: "loop" }, frame: Frame): Value {
    for (;;) {
      if (++this.#steps > STEP_LIMIT) this.refuse("an evaluation this long", expr);
      try {
        this.eval(expr.body, frame);
      } catch (jump) {
        if (!(jump instanceof Jump) || jump.label !== expr.label) throw jump;
        if (jump.kind === "break") return jump.value;
      }
    }
  }

  #labeled(expr: Expr & { kind: "labeled" }, frame: Frame): Value {
    try {
      return this.eval(expr.body, frame);
    } catch (jump) {
      if (jump instanceof Jump && jump.kind === "break" && jump.label === expr.label) return jump.value;
      throw jump;
    }
  }

  // --- Places --------------------------------------------------------------------------------------------------

  placeOrTemporary(expr: Expr, frame: Frame): Place {
    if (["local", "upvar", "static", "deref", "field", "index"].includes(expr.kind)) return this.place(expr, frame);
    return this.temporary(this.eval(expr, frame), this.type(expr.type, frame));
  }

  place(expr: Expr, frame: Frame): Place {
    switch (expr.kind) {
      case "local": {
        const allocation = frame.locals[expr.local];
        if (allocation === undefined) return this.refuse("a variable from outside", expr);
        return { allocation, path: [], index: undefined };
      }
      case "static":
        return this.#static(expr);
      case "deref":
        return this.#deref(expr, frame);
      case "field":
        return fieldPlace(this, expr, frame);
      case "index":
        return this.#index(expr, frame);
      default:
        return this.temporary(this.eval(expr, frame), this.type(expr.type, frame));
    }
  }

  #static(expr: Expr & { kind: "static" }): Place {
    if (expr.mutable) return this.refuse(MUTABLE, expr);
    return { allocation: this.evaluator.statics.allocation(expr.def), path: [], index: undefined };
  }

  #deref(expr: Expr & { kind: "deref" }, frame: Frame): Place {
    const pointer = this.eval(expr.operand, frame);
    this.evaluator.statics.demandReadable(this, pointer, expr);
    if (pointer.kind === "pointer" && pointer.origin !== undefined) return copyBehind(this, pointer, expr, frame);
    if (pointer.kind === "pointer" && pointer.place !== undefined) {
      return pointer.length === undefined ? pointer.place : { ...pointer.place, index: pointer.place.index };
    }
    throw new EvaluationStop("dereferencing a dangling pointer", expr.span, true);
  }

  /** The elements from `start`, of an array place or of what a slice pointer covers. */
  #index(expr: Expr & { kind: "index" }, frame: Frame): Place {
    const index = this.scalarOf(this.eval(expr.index, frame), expr);
    const { place, start, length } = this.elements(expr.operand, frame);
    if (index < 0n || index >= length) {
      throw new EvaluationStop(`index out of bounds: the length is ${length} but the index is ${index}`, expr.span);
    }
    return { allocation: place.allocation, path: place.path, index: start + Number(index) };
  }

  elements(written: Expr, frame: Frame): { readonly place: Place; readonly start: number; readonly length: bigint } {
    const type = this.type(written.type, frame);
    const operand = heldBy(this, written, frame);
    if (type.kind === "slice" && operand.kind === "deref") {
      const pointer = this.eval(operand.operand, frame);
      if (pointer.kind === "pointer" && pointer.origin !== undefined) this.refuse("a pointer to another type than it was made of", operand);
      if (pointer.kind === "pointer" && pointer.place !== undefined) {
        return { place: { ...pointer.place, index: undefined }, start: pointer.place.index ?? 0, length: pointer.length ?? 0n };
      }
      return this.refuse("this slice", operand);
    }
    const place = this.placeOrTemporary(operand, frame);
    const whole: Place =
      place.index === undefined ? place : { allocation: place.allocation, path: [...place.path, place.index], index: undefined };
    // A static may speak of its own elements.
    if (type.kind === "array" && type.length.kind === "const") return { place: whole, start: 0, length: type.length.value };
    const value = this.read(whole, operand);
    return { place: whole, start: 0, length: BigInt(lengthOf(value) ?? 0) };
  }

  /** `&place`: slices keep the length of the pointer they came through. */
  pointerTo(place: Place, type: Ty, operand: Expr, frame: Frame): Pointer {
    const held = sliceBehind(this, type);
    if (held.kind !== "slice" && held.kind !== "str" && held.kind !== "dynamic") return pointerTo(place);
    const holder = heldBy(this, operand, frame);
    if (holder.kind === "deref") {
      const pointer = this.eval(holder.operand, frame);
      if (pointer.kind === "pointer") return pointer;
    }
    return this.refuse("this reference", operand);
  }
}
