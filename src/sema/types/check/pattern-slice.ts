// `[a, b, rest @ .., z]` against arrays and slices.
import { error } from "../../../diag/diagnostic.ts";
import type { Pat as AstPat, PatId } from "../../../syntax/ast.ts";
import type { Pat } from "../thir.ts";
import { ERROR, USIZE, type Ty } from "../ty.ts";
import { reportPatternMismatch } from "./pattern-root.ts";
import type { BodyContext } from "./context.ts";
import { checkPattern, plain, wrong, type BindingMode } from "./pattern.ts";

/** `..` alone, or `name @ ..`. */
function isRest(cx: BodyContext, id: PatId): boolean {
  const { kind } = cx.tree.pat(id);
  if (kind.kind === "rest") return true;
  return kind.kind === "ident" && kind.sub !== undefined && cx.tree.pat(kind.sub).kind.kind === "rest";
}

/** `..` twice in a list; told. */
export function hasSecondRest(cx: BodyContext, ids: readonly PatId[], what: "slice" | "tuple" | "tuple struct"): boolean {
  const [first, ...others] = ids.filter((id) => isRest(cx, id));
  for (const other of others) {
    const words = `can only be used once per ${what} pattern`;
    const said = error(`\`..\` ${words}`).at(cx.tree.span(other), words);
    cx.report(said.label(cx.tree.span(first as PatId), "previously used here"));
  }
  if (others.length > 0) for (const id of ids) if (!isRest(cx, id)) checkPattern(cx, id, ERROR);
  return others.length > 0;
}

export function checkSlicePattern(cx: BodyContext, ast: AstPat, ids: readonly PatId[], type: Ty, mode: BindingMode): Pat {
  const rest = ids.findIndex((id) => isRest(cx, id));
  if (hasSecondRest(cx, ids, "slice")) return wrong(cx, ast, type);
  const known = cx.structurally(type);
  const element = elementOf(cx, ast, known, ids, rest);
  if (element === undefined) {
    for (const id of ids) if (!isRest(cx, id)) checkPattern(cx, id, ERROR, mode);
    return wrong(cx, ast, type);
  }
  const made = (list: readonly PatId[]): Pat[] => list.map((id) => checkPattern(cx, id, element, mode));
  const prefix = made(rest < 0 ? ids : ids.slice(0, rest));
  const middle = rest < 0 ? undefined : restPattern(cx, ids[rest] as PatId, cx.shallow(type), element, ids.length - 1, mode);
  const suffix = rest < 0 ? [] : made(ids.slice(rest + 1));
  return plain(ast, type, { kind: "slice", prefix, middle, suffix, hasRest: rest >= 0 });
}

function elementOf(cx: BodyContext, ast: AstPat, known: Ty, ids: readonly PatId[], rest: number): Ty | undefined {
  if (known.kind === "slice") return known.element;
  if (known.kind === "array") return checkLength(cx, ast, known, ids.length, rest) ? known.element : undefined;
  if (known.kind === "error") return undefined;
  if (known.kind === "infer" && rest < 0) {
    const element = cx.fresh(ast.span);
    if (cx.unify(known, cx.types.arrayOf(element, ids.length))) return element;
  }
  if (known.kind === "infer") cx.report(error("E0282", "type annotations needed").at(ast.span, "cannot infer type"));
  else {
    const said = error("E0529", `expected an array or slice, found \`${cx.print(known)}\``);
    cx.reportUnlessError(said.at(ast.span, `pattern cannot match with input type \`${cx.print(known)}\``), known);
  }
  return undefined;
}

function checkLength(cx: BodyContext, ast: AstPat, array: Ty & { kind: "array" }, count: number, rest: number): boolean {
  const length = cx.shallow(array.length);
  if (length.kind === "param" || length.kind === "unevaluated") {
    if (rest < 0) reportPatternMismatch(cx, ast.span, array, cx.types.arrayOf(array.element, count));
    else cx.report(error("E0730", "cannot pattern-match on an array without a fixed length").at(ast.span));
    return false;
  }
  if (length.kind !== "const") {
    if (rest < 0) cx.unify(length, cx.types.constant(BigInt(count), USIZE));
    return true;
  }
  const wanted = Number(length.value);
  const plural = (n: number): string => `${n} element${n === 1 ? "" : "s"}`;
  if (rest < 0 && count !== wanted) {
    const said = error("E0527", `pattern requires ${plural(count)} but array has ${wanted}`).at(ast.span, `expected ${plural(wanted)}`);
    cx.report(said);
    return false;
  }
  if (rest >= 0 && count - 1 > wanted) {
    const said = error("E0528", `pattern requires at least ${plural(count - 1)} but array has ${wanted}`);
    cx.report(said.at(ast.span, `pattern cannot match array of ${plural(wanted)}`));
    return false;
  }
  return true;
}

/** What `rest @ ..` binds: a shorter array or a slice. */
function restPattern(cx: BodyContext, id: PatId, type: Ty, element: Ty, others: number, mode: BindingMode): Pat | undefined {
  const ast = cx.tree.pat(id);
  if (ast.kind.kind !== "ident") return undefined;
  let rest = cx.types.slice(element);
  if (type.kind === "array") {
    const length = cx.shallow(type.length);
    rest = cx.types.arrayOf(element, length.kind === "const" ? Number(length.value) - others : 0);
  }
  return cx.bindRest(ast, ast.kind, rest, mode);
}
