// `invalid_from_utf8`, `invalid_from_utf8_unchecked`: bytes written as a literal that are no UTF-8.
import { error } from "../../diag/diagnostic.ts";
import type { Expr } from "../types/thir.ts";
import type { TypedLint, TypedQuestions } from "./typed-lints.ts";
import { written } from "./written.ts";
import type { WrittenBody } from "./written.ts";

const FUNCTIONS = /^core::str::(?:converts::)?(from_utf8(?:_unchecked)?(?:_mut)?)$/;

function bytesOf(expr: Expr): readonly number[] | undefined {
  if (expr.kind === "bytes") return expr.cstr ? undefined : [...expr.value];
  if (expr.kind !== "array") return undefined;
  const values = expr.elements.map((element) => {
    const literal = written(element);
    return literal.kind === "int" ? Number(literal.value & 0xffn) : undefined;
  });
  return values.every((value) => value !== undefined) ? values : undefined;
}

/** How many bytes are right before the first that is not; undefined if all are. */
function validUpTo(bytes: readonly number[]): number | undefined {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const isValid = (length: number): boolean => {
    try {
      decoder.decode(Uint8Array.from(bytes.slice(0, length)));
      return true;
    } catch {
      return false;
    }
  };
  if (isValid(bytes.length)) return undefined;
  for (let length = bytes.length - 1; ; length--) if (isValid(length)) return length;
}

/** The literal that a value comes from: constants and statics of the crate are looked into. */
function literalOf(expr: Expr, body: WrittenBody, ask: TypedQuestions): Expr {
  let at = body.origin(expr);
  for (;;) {
    const inner = at.kind === "borrow" ? at.operand : at.kind === "constant" || at.kind === "static" ? ask.valueOf(at.def) : undefined;
    if (inner === undefined) return at;
    at = body.origin(inner);
  }
}

export const utf8Literals: TypedLint = (expr, body, ask) => {
  const call = body.coreCall(expr);
  const name = call === undefined || call.isMethod ? undefined : FUNCTIONS.exec(call.path)?.[1];
  const [arg] = call?.args ?? [];
  if (name === undefined || arg === undefined) return undefined;
  const literal = literalOf(arg, body, ask);
  const bytes = bytesOf(literal);
  const length = bytes === undefined ? undefined : validUpTo(bytes);
  if (length === undefined) return undefined;
  const isUnchecked = name.includes("unchecked");
  const said = error(
    `calls to \`std::str::${name}\` with an invalid literal ${isUnchecked ? "are undefined behavior" : "always return an error"}`,
  );
  said.at(expr.span).label(literal.span, `the literal was valid UTF-8 up to the ${length} bytes`);
  return [{ lint: isUnchecked ? "invalid_from_utf8_unchecked" : "invalid_from_utf8", diagnostic: said }];
};
