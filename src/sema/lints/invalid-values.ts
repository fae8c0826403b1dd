// `invalid_value`: values made of zeroes, or of nothing, of types that have no such value. In: calls of `zeroed`,
// `uninitialized`, `MaybeUninit::uninit().assume_init()` and `transmute(0)`. (rustc_lint: `InvalidValue`.)
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { Expr } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import type { CoreCall, WrittenBody } from "./written.ts";
import type { TypedLint, TypedQuestions } from "./typed-lints.ts";

type Made = "zeroed" | "uninit";

/** Why a type has no such value; inside the reason stands that of a part. */
interface Reason {
  message: string;
  span?: Span | undefined;
  nested?: Reason | undefined;
}

const isZero = (expr: Expr): boolean =>
  (expr.kind === "int" && expr.value === 0n) || (expr.kind === "tuple" && expr.elements.every(isZero));

function howMade(call: CoreCall, body: WrittenBody): Made | undefined {
  const [arg] = call.args;
  if (!call.isMethod) {
    if (call.path === "core::mem::zeroed") return "zeroed";
    if (call.path === "core::mem::uninitialized") return "uninit";
    return call.path === "core::intrinsics::transmute" && arg !== undefined && isZero(arg) ? "zeroed" : undefined;
  }
  if (call.path !== "core::mem::assume_init" || arg === undefined) return undefined;
  const made = body.coreCall(arg);
  if (made === undefined || made.isMethod) return undefined;
  if (made.path === "core::mem::zeroed") return "zeroed";
  return made.path === "core::mem::uninit" ? "uninit" : undefined;
}

const NEEDS_VALUE: Readonly<Record<string, string>> = {
  bool: "booleans must be either `true` or `false`",
  char: "characters must be a valid Unicode codepoint",
  int: "integers must be initialized",
  float: "floats must be initialized",
  ptr: "raw pointers must be initialized",
};

function reasonOf(type: Ty, made: Made, ask: TypedQuestions): Reason | undefined {
  switch (type.kind) {
    case "ref":
      return { message: "references must be non-null" };
    case "fn-pointer":
      return { message: "function pointers must be non-null" };
    case "never":
      return { message: "the `!` type has no valid value" };
    case "tuple":
      return firstReason(type.elements, made, ask);
    case "array":
      return type.length.kind === "const" && type.length.value > 0n ? reasonOf(type.element, made, ask) : undefined;
    case "adt":
      return reasonOfAdt(type, made, ask);
    case "ptr":
      if (type.target.kind === "dynamic") return { message: "the vtable of a wide raw pointer must be non-null" };
  }
  const message = NEEDS_VALUE[type.kind];
  return message === undefined || made === "zeroed" ? undefined : { message };
}

function firstReason(types: readonly Ty[], made: Made, ask: TypedQuestions): Reason | undefined {
  for (const type of types) {
    const found = reasonOf(type, made, ask);
    if (found !== undefined) return found;
  }
  return undefined;
}

function reasonOfAdt(type: Ty & { kind: "adt" }, made: Made, ask: TypedQuestions): Reason | undefined {
  const { kind, variants, span } = ask.shapeOf(type);
  if (kind === "union") return undefined;
  if (kind === "struct") return reasonOfFields(type, 0, "struct field", made, ask);
  const inhabited = variants.flatMap(({ uninhabited }, i) => (uninhabited ? [] : [i]));
  const [first] = inhabited;
  if (first === undefined) return { message: "enums with no inhabited variants have no valid value", span };
  if (inhabited.length === 1) return reasonOfFields(type, first, "field of the only potentially inhabited enum variant", made, ask);
  if (made === "zeroed") return undefined;
  return { message: "enums with multiple inhabited variants have to be initialized to a variant", span };
}

function reasonOfFields(type: Ty & { kind: "adt" }, variant: number, what: string, made: Made, ask: TypedQuestions): Reason | undefined {
  let found: Reason | undefined;
  for (const field of ask.shapeOf(type).variants[variant]?.fields ?? []) {
    const reason = reasonOf(field.type, made, ask);
    if (reason === undefined) continue;
    if (field.span === undefined) found = reason;
    else if (reason.span === undefined) found = { ...reason, message: `${reason.message} (in this ${what})`, span: field.span };
    else found = { message: `in this ${what}`, span: field.span, nested: reason };
    break;
  }
  const limits = ask.scalarLimits(type);
  if (limits === undefined) return found;
  const message = limits.allowsZero ? undefined : "must be non-null";
  const said = message ?? (made === "uninit" ? "must be initialized inside its custom valid range" : undefined);
  if (said === undefined) return found;
  if (found?.message.includes(said) === true) found.message = `because ${found.message}`;
  return { message: `\`${ask.printWhole(type)}\` ${said}`, nested: found };
}

export const invalidValues: TypedLint = (expr, body, ask) => {
  const call = body.coreCall(expr);
  const made = call === undefined ? undefined : howMade(call, body);
  if (made === undefined) return undefined;
  const reason = reasonOf(expr.type, made, ask);
  if (reason === undefined) return undefined;
  const lacks = made === "zeroed" ? "zero-initialization" : "being left uninitialized";
  const diagnostic = warning(`the type \`${ask.print(expr.type)}\` does not permit ${lacks}`).at(
    expr.span,
    "this code causes undefined behavior when executed",
  );
  for (let at: Reason | undefined = reason; at !== undefined; at = at.nested) {
    if (at.span === undefined) diagnostic.note(at.message);
    else diagnostic.noteAt(at.span, at.message);
  }
  if (!ask.isUninhabited(expr.type))
    diagnostic.label(expr.span, "help: use `MaybeUninit<T>` instead, and only call `assume_init` after initialization is done");
  return [{ lint: "invalid_value", diagnostic }];
};
