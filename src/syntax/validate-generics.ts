// Lists of generic parameters and `where` clauses that parse and yet cannot be: lifetimes behind types, defaults before
// parameters without one, a `for<..>` within another (E0316). rustc: the AST validator; the defaults of functions and impls it
// tells of in a lint.
import type { Span } from "../base/source.ts";
import { type DiagnosticBuilder, error } from "../diag/diagnostic.ts";
import type { GenericParam, Generics, Tree, WherePredicate } from "./ast.ts";
import type { SyntaxTree } from "./tree.ts";
import { checkBinder } from "./validate-types.ts";

export function checkGenerics(tree: SyntaxTree, generics: Generics, snippet: (span: Span) => string): DiagnosticBuilder[] {
  const binders = generics.where.flatMap((predicate) => (predicate.kind === "type" ? checkBinder(predicate.forParams) : []));
  return [...checkOrder(tree, generics, snippet), ...checkTrailing(generics), ...generics.where.flatMap(checkNested), ...binders];
}

/** From the name to the end of bounds and default. */
function paramSpan(tree: Tree, { id, ident }: GenericParam): Span {
  return { ...ident.span, lo: tree.span(id).lo, hi: Math.max(ident.span.hi, tree.span(id).hi) };
}

function checkOrder(tree: SyntaxTree, { params, span }: Generics, snippet: (span: Span) => string): DiagnosticBuilder[] {
  const first = params.findIndex(({ kind }) => kind !== "lifetime");
  const late = first < 0 ? [] : params.slice(first).filter(({ kind }) => kind === "lifetime");
  if (late.length === 0) return [];
  const said = error("lifetime parameters must be declared prior to type and const parameters");
  for (const { ident } of late) said.at(ident.span);
  const ordered = [...params.filter(({ kind }) => kind === "lifetime"), ...params.filter(({ kind }) => kind !== "lifetime")];
  const text = `<${ordered.map((param) => snippet(paramSpan(tree, param))).join(", ")}>`;
  return [said.suggest("reorder the parameters: lifetimes, then consts and types", [{ span, text }], "MachineApplicable", "inline")];
}

function hasDefault(param: GenericParam): boolean {
  return param.kind !== "lifetime" && param.default !== undefined;
}

/** A default is of use only if all behind it have one. */
function checkTrailing({ params }: Generics): DiagnosticBuilder[] {
  const last = params.findLastIndex((param) => param.kind !== "lifetime" && !hasDefault(param));
  const wrong = params.findIndex(hasDefault);
  if (wrong < 0 || last < wrong) return [];
  const plain = params.findIndex((param, i) => i > wrong && param.kind !== "lifetime" && !hasDefault(param));
  const { ident } = params.slice(0, plain).findLast(hasDefault) as GenericParam;
  return [error("generic parameters with a default must be trailing").at(ident.span)];
}

/** E0316 */
function checkNested(predicate: WherePredicate): DiagnosticBuilder[] {
  if (predicate.kind !== "type" || predicate.forParams.length === 0) return [];
  return predicate.bounds.flatMap((bound) =>
    bound.kind === "trait" && bound.forParams.length > 0 ? [error("E0316", "nested quantification of lifetimes").at(bound.span)] : [],
  );
}

/** Since then defaults of constants and of types are told in the same words. */
const SAME_WORDS = 90;
const NO_CONST_DEFAULTS = "defaults for const parameters are only allowed in `struct`, `enum`, `type`, or `trait` definitions";

/** Defaults where nothing is ever left out: of functions and impls. Those of types may stand. */
export function checkUnusedDefaults(tree: Tree, { params }: Generics, kind: "type" | "const", minor: number): DiagnosticBuilder[] {
  const words = kind === "const" && minor < SAME_WORDS ? NO_CONST_DEFAULTS : "defaults for generic parameters are not allowed here";
  return params
    .filter((param) => param.kind === kind && hasDefault(param))
    .map((param) => {
      const said = error(words).at(paramSpan(tree, param));
      return kind === "type" ? said.phasedOut(36887) : said;
    });
}
