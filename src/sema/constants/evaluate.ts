// The entry of constant evaluation: constants by definition, remembered; statics as allocations; errors as E0080.
import type { Span } from "../../base/source.ts";
import { DiagnosticBuilder, error, unsupported } from "../../diag/diagnostic.ts";
import { atLeast } from "../../target/release.ts";
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";
import type { Body, Expr } from "../types/thir.ts";
import { HAS_ERROR, HAS_PARAM, type Ty } from "../types/ty.ts";
import { typeTables } from "../types/answers.ts";
import { sizesFor } from "../types/layout.ts";
import type { Layouts } from "../types/layout.ts";
import { normalizeConcrete } from "../types/normalize.ts";
import { Interpreter } from "./interpreter.ts";
import { demandRoom } from "./room.ts";
import { Statics } from "./statics.ts";
import { ERRONEOUS, EvaluationStop, REPORTED, type Allocation, type Value } from "./value.ts";

export class Evaluator {
  readonly #tcx: TypeContext;
  readonly #values = new Map<string, Value | undefined>();
  readonly statics: Statics;
  readonly #running = new Set<string>();
  readonly layouts: Layouts;

  constructor(tcx: TypeContext) {
    this.#tcx = tcx;
    this.statics = new Statics(tcx, (def) => this.#initial(def));
    this.layouts = sizesFor(typeTables(tcx), tcx.session);
  }

  /** The value of a constant; undefined if it failed (reported) or depends on parameters. */
  constant(def: DefId, args: readonly Ty[]): Value | undefined {
    if (args.some((arg) => (arg.flags & (HAS_PARAM | HAS_ERROR)) !== 0)) return undefined;
    const target = this.#chosen(def, args);
    const key = `${target.def}<${target.args.map((arg) => arg.id).join()}`;
    if (this.#values.has(key)) return this.#values.get(key);
    if (this.#running.has(key)) {
      this.#refuseCycle(target.def);
      return undefined;
    }
    this.#running.add(key);
    const value = this.#evaluate(target.def, target.args);
    this.#running.delete(key);
    this.#values.set(key, value);
    return value;
  }

  /** Of constants that are items names tell it (E0391). */
  #refuseCycle(def: DefId): void {
    const { items } = this.#tcx;
    if (def >= 0 && items.kind(def) === "const") return;
    const anonymous = def < 0 ? this.#tcx.anonymous(def) : undefined;
    const span = anonymous === undefined ? this.#tcx.headSpan(def) : anonymous.tree.span(anonymous.expr);
    this.#tcx.report(unsupported("KB0230", "a constant that needs itself", span));
  }

  /** A trait's constant is the impl's. */
  #chosen(def: DefId, args: readonly Ty[]): { readonly def: DefId; readonly args: readonly Ty[] } {
    const parent = this.#tcx.items.parent(def);
    if (def < 0 || parent === undefined || this.#tcx.items.kind(parent) !== "trait") return { def, args };
    const instance = this.#tcx.instanceOf(def, args);
    return instance.kind === "item" ? { def: instance.def, args: instance.args } : { def, args };
  }

  #evaluate(def: DefId, args: readonly Ty[]): Value | undefined {
    const body = this.#tcx.verdicts.computable(def);
    if (body === undefined) return undefined;
    return this.#run(def, body, (interpreter) => this.#whole(interpreter, body, args));
  }

  /** Room for the whole value is made before anything is computed. */
  #whole(interpreter: Interpreter, body: Body, args: readonly Ty[]): Value {
    const { owner, value } = body;
    const span = owner < 0 ? body.span : this.#tcx.headSpan(owner);
    demandRoom(this.layouts, normalizeConcrete(this.#tcx, this.#tcx.types.substitute(value.type, args)), span);
    return interpreter.evaluateBody(body, args);
  }

  /** The scalar value of a constant that does not depend on parameters; nothing is said if there is none. */
  known(def: DefId, args: readonly Ty[]): bigint | undefined {
    return args.some((arg) => (arg.flags & HAS_PARAM) !== 0) ? undefined : this.#tcx.silently(() => this.scalar(def, args));
  }

  scalar(def: DefId, args: readonly Ty[]): bigint | undefined {
    const value = this.constant(def, args);
    return value?.kind === "scalar" ? value.value : undefined;
  }

  /** The initial value of a static, as the allocation others point to; undefined if it failed (reported). */
  static(def: DefId): Allocation | undefined {
    return this.#tcx.body(def) === undefined ? this.statics.allocation(def) : this.statics.evaluated(def);
  }

  #initial(def: DefId): Value | undefined {
    // Of another language: nobody knows.
    if (this.#tcx.body(def) === undefined) return { kind: "uninit" };
    const body = this.#tcx.verdicts.computable(def);
    return body && this.#run(def, body, (interpreter) => this.#whole(interpreter, body, []));
  }

  /** An expression without locals: an `asm!` constant, a `const` block, a promoted value. */
  expression(expr: Expr, args: readonly Ty[], owner: DefId): Value | undefined {
    return this.#run(owner, undefined, (interpreter) => interpreter.evaluateExpr(expr, args));
  }

  /** The value of an expression that is a constant by chance; nothing is reported. */
  promoted(expr: Expr, args: readonly Ty[]): Value | undefined {
    try {
      return new Interpreter(this.#tcx, this).evaluateExpr(expr, args);
    } catch (stop) {
      if (stop instanceof EvaluationStop) return undefined;
      throw stop;
    }
  }

  #run(def: DefId, body: Body | undefined, action: (interpreter: Interpreter) => Value): Value | undefined {
    try {
      return action(new Interpreter(this.#tcx, this));
    } catch (stop) {
      if (!(stop instanceof EvaluationStop)) throw stop;
      this.#report(def, body, stop);
      return undefined;
    }
  }

  #report(def: DefId, body: Body | undefined, stop: EvaluationStop): void {
    const span = this.#localSpan(stop.span, body);
    if (stop.message === REPORTED) return;
    const isFollowing = stop.message === ERRONEOUS;
    if (!this.statics.failedAt(def, stop.calls.at(-1)?.span ?? span, isFollowing)) return;
    if (isFollowing) return this.#tcx.report(new DiagnosticBuilder("note", undefined, ERRONEOUS).at(span));
    if (stop.unsupported) return this.#tcx.report(unsupported("KB0230", stop.message, span));
    if (!atLeast(this.#tcx.session.release, 89)) {
      this.#tcx.report(
        error(
          "E0080",
          def < 0 || this.#tcx.items.kind(def) !== "static"
            ? "evaluation of constant value failed"
            : "could not evaluate static initializer",
        ).at(span, stop.message),
      );
      return;
    }
    const name = def < 0 ? "_" : this.#tcx.items.path(def);
    this.#tcx.report(withCalls(error("E0080", stop.message), name, span, stop));
  }

  #localSpan(span: { readonly lo: number; readonly hi: number }, body: Body | undefined): Span {
    return span.lo === 0 && body !== undefined ? body.span : span;
  }
}

/** The calls that led to the failure, innermost first. */
function withCalls(said: DiagnosticBuilder, name: string, span: Span, { calls }: EvaluationStop): DiagnosticBuilder {
  const outermost = calls.at(-1);
  if (outermost === undefined) return said.at(span, `evaluation of \`${name}\` failed here`);
  said.at(outermost.span, `evaluation of \`${name}\` failed inside this call`);
  for (let i = calls.length - 1; i >= 0; i--) {
    const place = calledFrom(i, span, calls);
    const same = sameBelow(i, span, calls);
    // Of many at the same place all but the last are counted.
    if (same > MOST_SHOWN) said.noteAt(place, `[... ${same} additional calls inside \`${calls[i]?.callee}\` ...]`);
    if (same > MOST_SHOWN) i -= same;
    said.noteAt(place, `inside \`${calls[i]?.callee}\``, i === 0 ? "the failure occurred here" : undefined);
  }
  return said;
}

/** So many calls more at the same place are shown each. */
const MOST_SHOWN = 2;

const calledFrom = (i: number, span: Span, calls: EvaluationStop["calls"]): Span => (i === 0 ? span : (calls[i - 1]?.span ?? span));

/** How many of the calls below are of the same function and come to the same place. */
function sameBelow(from: number, span: Span, calls: EvaluationStop["calls"]): number {
  const { lo, hi } = calledFrom(from, span, calls);
  let at = from;
  for (; at > 0 && calls[at - 1]?.callee === calls[from]?.callee; at--) {
    const below = calledFrom(at - 1, span, calls);
    if (below.lo !== lo || below.hi !== hi) break;
  }
  return from - at;
}
