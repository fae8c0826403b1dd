// Null pointers where none may be: dereferenced (`deref_nullptr`), or given to functions of core that never take one
// (`invalid_null_arguments`); and pointers that cannot be null asked whether they are (`useless_ptr_null_checks`).
import { error, warning } from "../../diag/diagnostic.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Expr } from "../types/thir.ts";
import type { Finding, TypedLint, TypedQuestions } from "./typed-lints.ts";
import { written } from "./written.ts";
import type { WrittenBody } from "./written.ts";

const isNullCall = (expr: Expr, body: WrittenBody): boolean =>
  /^core::ptr::null(?:_mut)?$/.test(body.coreCall(expr)?.path ?? "") && expr.kind === "call" && expr.args.length === 0;

const isZero = (expr: Expr): boolean => expr.kind === "int" && expr.value === 0n;

/** `0 as *const T`, `null()`, and casts of them, of a type that has a size. */
function isWrittenNull(expr: Expr, body: WrittenBody, ask: TypedQuestions): boolean {
  if (expr.type.kind !== "ptr" || ask.sizeOf(expr.type.target) === 0 || !ask.isSized(expr.type.target)) return false;
  if (isNullCall(expr, body)) return true;
  if (expr.kind !== "cast" && expr.kind !== "coerce") return false;
  const operand = written(expr.operand);
  return isZero(operand) || isWrittenNull(operand, body, ask);
}

/** `*null`, unless only its address is taken. */
export const nullDereferences: TypedLint = (expr, body, ask) => {
  if (expr.kind === "raw-borrow" && expr.operand.kind === "deref") body.exempt.add(expr.operand);
  if (expr.kind !== "deref" || body.exempt.has(expr) || written(expr) !== expr) return undefined;
  if (!isWrittenNull(written(expr.operand), body, ask)) return undefined;
  const said = error("dereferencing a null pointer").at(expr.span, "this code causes undefined behavior when executed");
  return [{ lint: "deref_nullptr", diagnostic: said }];
};

interface Wanted {
  readonly arguments: readonly number[];
  /** Of what takes no room, null is fine. */
  readonly exceptZeroSized: boolean;
}

const ONE: Wanted = { arguments: [0], exceptZeroSized: true };
const TWO: Wanted = { arguments: [0, 1], exceptZeroSized: true };
const SLICE: Wanted = { arguments: [0], exceptZeroSized: false };

const NEVER_NULL: ReadonlyMap<string, Wanted> = new Map([
  ["core::ptr::read", ONE],
  ["core::ptr::read_unaligned", ONE],
  ["core::ptr::replace", ONE],
  ["core::ptr::write", ONE],
  ["core::ptr::write_unaligned", ONE],
  ["core::intrinsics::write_bytes", ONE],
  ["core::slice::from_raw_parts", SLICE],
  ["core::slice::from_raw_parts_mut", SLICE],
  ["core::intrinsics::copy", TWO],
  ["core::intrinsics::copy_nonoverlapping", TWO],
  ["core::ptr::swap", TWO],
  ["core::ptr::swap_nonoverlapping", TWO],
]);

const PAGES =
  "for more information, visit <https://doc.rust-lang.org/std/ptr/index.html> and " +
  "<https://doc.rust-lang.org/reference/behavior-considered-undefined.html>";
const ARGUMENT = "calling this function with a null pointer is undefined behavior, even if the result of the function is unused";
const ORIGIN = "null pointer originates from here";

export const nullArguments: TypedLint = (expr, body, ask) => {
  const call = body.coreCall(expr);
  const wanted = call === undefined || call.isMethod ? undefined : NEVER_NULL.get(call.path);
  if (call === undefined || wanted === undefined) return undefined;
  const found: Finding[] = [];
  for (const index of wanted.arguments) {
    const arg = call.args[index];
    const origin = arg === undefined ? undefined : body.uncast(arg).expr;
    if (arg?.type.kind !== "ptr" || origin === undefined || !(isNullCall(origin, body) || isZero(origin))) continue;
    if (wanted.exceptZeroSized && ask.sizeOf(arg.type.target) === 0) break;
    const said = error(ARGUMENT).at(expr.span);
    const isInside = arg.span.lo <= origin.span.lo && origin.span.hi <= arg.span.hi;
    if (isInside) said.label(origin.span, ORIGIN);
    said.help(PAGES);
    if (!isInside) said.noteAt(origin.span, ORIGIN);
    found.push({ lint: "invalid_null_arguments", diagnostic: said });
  }
  return found;
};

// `*const T` has a `cast` that rustc does not look through here.
const IS_NULL = /^core::ptr::(?:const|mut)_ptr::is_null$/;
const POINTER_CASTS = /^core::ptr::(?:mut_ptr::cast|const_ptr::cast_mut)$/;

function useless(pointer: Expr, body: WrittenBody, ask: TypedQuestions, at: Expr): DiagnosticBuilder | undefined {
  let origin = pointer;
  for (let casts = 0; ; casts++) {
    const call = body.coreCall(origin);
    if (call !== undefined && ask.neverGivesNull(call.def)) {
      const name = ask.name(call.def);
      return warning(`returned pointer of \`${name}\` call is never null, so checking it for null will always return false`).at(at.span);
    }
    const isCast = call === undefined ? origin.type.kind === "ptr" : call.isMethod && POINTER_CASTS.test(call.path);
    const operand = isCast ? body.castOperand(origin)?.operand : undefined;
    if (operand !== undefined) {
      origin = written(operand);
      continue;
    }
    const label = `expression has type \`${ask.print(origin.type)}\``;
    if (casts === 0) return undefined;
    if (origin.type.kind === "ref") {
      const words = "references are not nullable, so checking them for null will always return false";
      return warning(words).at(at.span).label(origin.span, label);
    }
    if (origin.type.kind !== "fn-pointer" && origin.type.kind !== "fn-def") return undefined;
    return warning("function pointers are not nullable, so checking them for null will always return false")
      .at(at.span)
      .label(origin.span, label)
      .help("wrap the function pointer inside an `Option` and use `Option::is_none` to check for null pointer value");
  }
}

export const nullChecks: TypedLint = (expr, body, ask) => {
  const call = body.coreCall(expr);
  let said: DiagnosticBuilder | undefined;
  if (call !== undefined && IS_NULL.test(call.path) && call.args[0] !== undefined) said = useless(call.args[0], body, ask, expr);
  else if (expr.kind === "binary" && expr.op === "==" && expr.left.type.kind === "ptr") {
    const [left, right] = [written(expr.left), written(expr.right)];
    const isNull = (side: Expr) => isNullCall(side, body) || (side.kind === "cast" && isZero(written(side.operand)));
    const ofLeft = useless(left, body, ask, expr);
    if (ofLeft !== undefined) said = isNull(right) ? ofLeft : undefined;
    else if (isNull(left)) said = useless(right, body, ask, expr);
  }
  return said === undefined ? undefined : [{ lint: "useless_ptr_null_checks", diagnostic: said }];
};
