// What rustc makes of `format_args!` before it looks at types (`rustc_ast_lowering::format`): `format_args!` within
// `format_args!` become one, then literals that are shown plainly become text. How often a `Write` is called hangs on it.
import type { ExprId } from "../../../syntax/ast.ts";
import type { FormatArgs, FormatArgument, FormatCount, FormatPiece, FormatPlaceholder } from "../../expand/built-in.ts";
import type { BodyContext } from "./context.ts";

export function foldFormatArgs(cx: BodyContext, value: FormatArgs): FormatArgs {
  // Since 1.71.
  return cx.tcx.session.release.minor < 71 ? value : inlineLiterals(cx, flatten(cx, value));
}

/** Without options. */
export function isPlain(each: FormatPlaceholder): boolean {
  const { fill, align, sign, alternate, zeroPad, debugHex, precision, width } = each;
  return !alternate && !zeroPad && [fill, align, sign, debugHex, precision, width].every((part) => part === undefined);
}

/** Without parentheses and `&`. */
function peeled(cx: BodyContext, id: ExprId) {
  let expr = cx.expr(id);
  for (;;) {
    if (expr.kind.kind === "paren") expr = cx.expr(expr.kind.inner);
    else if (expr.kind.kind === "address-of" && !expr.kind.raw) expr = cx.expr(expr.kind.operand);
    else return expr;
  }
}

function nested(cx: BodyContext, { expr }: FormatArgument): FormatArgs | undefined {
  const { id, kind } = peeled(cx, expr);
  const value = kind.kind === "built-in" ? cx.tcx.items.builtIn(cx.tree, id) : undefined;
  return value?.kind === "format-args" ? value : undefined;
}

function flatten(cx: BodyContext, value: FormatArgs): FormatArgs {
  for (const [at, piece] of value.pieces.entries()) {
    if (piece.kind !== "placeholder" || (piece.trait !== "Display" && piece.trait !== "Debug")) continue;
    const { argument } = piece;
    const inner = nested(cx, value.arguments[argument] as FormatArgument);
    if (inner === undefined || value.pieces.some((other, i) => i !== at && other.kind === "placeholder" && other.argument === argument))
      continue;
    const added = inner.arguments.length - 1;
    const outside = (pieces: readonly FormatPiece[]) => renumbered(pieces, (index) => (index > argument ? index + added : index));
    const pieces = [
      ...outside(value.pieces.slice(0, at)),
      ...renumbered(inner.pieces, (index) => index + argument),
      ...outside(value.pieces.slice(at + 1)),
    ];
    const args = [...value.arguments.slice(0, argument), ...inner.arguments, ...value.arguments.slice(argument + 1)];
    return flatten(cx, { ...value, pieces, arguments: args });
  }
  return value;
}

function renumbered(pieces: readonly FormatPiece[], to: (index: number) => number): FormatPiece[] {
  const count = (one: FormatCount | undefined) => (one?.kind === "argument" ? { ...one, argument: to(one.argument) } : one);
  return pieces.map((piece) =>
    piece.kind === "text"
      ? piece
      : { ...piece, argument: to(piece.argument), precision: count(piece.precision), width: count(piece.width) },
  );
}

function inlineLiterals(cx: BodyContext, value: FormatArgs): FormatArgs {
  const inlined = new Set<number>();
  const pieces = value.pieces.map((piece): FormatPiece => {
    if (piece.kind !== "placeholder" || piece.trait !== "Display" || !isPlain(piece)) return piece;
    const text = literalText(cx, (value.arguments[piece.argument] as FormatArgument).expr);
    if (text === undefined) return piece;
    inlined.add(piece.argument);
    return { kind: "text", text };
  });
  if (inlined.size === 0) return value;
  renumbered(pieces, (index) => (inlined.delete(index), index));
  const kept = value.arguments.flatMap((_, index) => (inlined.has(index) ? [] : [index]));
  const args = kept.map((index) => value.arguments[index] as FormatArgument);
  return { ...value, pieces: renumbered(pieces, (index) => kept.indexOf(index)), arguments: args };
}

function literalText(cx: BodyContext, id: ExprId): string | undefined {
  const { kind } = peeled(cx, id);
  if (kind.kind !== "literal") return undefined;
  if (kind.literal.kind === "string") return kind.literal.value;
  if (kind.literal.kind !== "int") return undefined;
  const { value, suffix } = kind.literal;
  const [, sign, width] = /^([iu])(\d+|size)$/.exec(suffix === "" ? "i32" : suffix) ?? [];
  if (width === undefined) return undefined;
  const bits = width === "size" ? cx.tcx.session.target.pointerWidth : Number(width);
  return value < 1n << BigInt(sign === "i" ? bits - 1 : bits) ? String(value) : undefined;
}
