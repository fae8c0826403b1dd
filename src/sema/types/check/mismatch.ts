// E0308 and its notes.
import type { Span } from "../../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Ty } from "../ty.ts";
import { HAS_ERROR } from "../ty.ts";
import type { Expr } from "../thir.ts";
import { adviseConstraint } from "./constrain-advice.ts";
import { compareTypes } from "./compare-types.ts";
import { noteMentions } from "./closure-mentions.ts";
import { labelParameters } from "./parameter-labels.ts";
import { labelUnnamed } from "./unnamed-types.ts";
import type { BodyContext } from "./context.ts";

/** How rustc sorts types in "expected X, found Y". */
export function sortOf(cx: BodyContext, type: Ty): string {
  const resolved = cx.resolve(type);
  switch (resolved.kind) {
    case "infer":
      return resolved.of === "int" ? "integer" : resolved.of === "float" ? "floating-point number" : "inferred type";
    case "fn-def":
      return cx.tcx.items.kind(resolved.def) === "constructor" ? constructorSort(cx, resolved) : "fn item";
    case "fn-pointer":
      return "fn pointer";
    case "closure":
      return "closure";
    case "param":
      return resolved.constType === undefined ? `type parameter \`${cx.print(resolved)}\`` : `const parameter \`${resolved.name}\``;
    case "projection":
      return "associated type";
    case "opaque":
      return "opaque type";
    case "tuple":
      return resolved.elements.length === 0 ? "`()`" : `\`${cx.printLabel(resolved)}\``;
    default:
      return `\`${cx.printLabel(resolved)}\``;
  }
}

function constructorSort(cx: BodyContext, type: Ty & { kind: "fn-def" }): string {
  const owner = cx.tcx.items.parent(type.def);
  return owner !== undefined && cx.tcx.items.kind(owner) === "variant" ? "enum constructor" : "struct constructor";
}

/** The words of rustc's label: the sorts of both types, or how two of a kind differ. */
export function mismatchLabel(cx: BodyContext, expected: Ty, found: Ty): string {
  const inner =
    functionDifference(cx, cx.resolve(expected), cx.resolve(found)) ?? innerDifference(cx, cx.resolve(expected), cx.resolve(found));
  if (inner !== undefined) return inner;
  const [left, right] = [sortOf(cx, expected), sortOf(cx, found)];
  const paths = [cx.print(expected), cx.print(found)];
  // Types of one name are told apart by their paths.
  if (left === right && paths[0] !== paths[1] && cx.resolve(expected).kind === "adt")
    return `expected \`${paths[0]}\`, found \`${paths[1]}\``;
  return `expected ${left}, found ${left === right ? "a different " : ""}${right}`;
}

/** Since then sizes of arrays are told by the number, unsafe functions are told from safe ones, and pointers are from the functions that become them. */
const TELLS_FUNCTIONS = 90;

/** How a function differs from the pointer that it should become, but for the types of parameters. */
function functionDifference(cx: BodyContext, expected: Ty, found: Ty): string | undefined {
  if (expected.kind !== "fn-pointer" || cx.tcx.session.release.minor < TELLS_FUNCTIONS) return undefined;
  if (found.kind === "fn-def" && cx.tcx.items.kind(found.def) === "constructor") return undefined;
  const given = found.kind === "fn-def" ? cx.tcx.signature(found.def) : found.kind === "fn-pointer" ? found : undefined;
  if (given === undefined) return undefined;
  if (!expected.unsafe && given.unsafe) return "expected safe fn, found unsafe fn";
  if (expected.abi !== given.abi) return `expected "${expected.abi}" fn, found "${given.abi}" fn`;
  return expected.params.length === given.params.length ? undefined : "incorrect number of function parameters";
}

/** Of two references, arrays or tuples that differ in what the sorts do not tell. */
function innerDifference(cx: BodyContext, expected: Ty, found: Ty): string | undefined {
  if (expected.kind === "ref" && found.kind === "ref") {
    return expected.mutable && !found.mutable ? "types differ in mutability" : innerDifference(cx, expected.target, found.target);
  }
  if (expected.kind === "ptr" && found.kind === "ptr" && expected.mutable && !found.mutable) return "types differ in mutability";
  if (expected.kind === "tuple" && found.kind === "tuple" && expected.elements.length !== found.elements.length) {
    const [left, right] = [expected.elements.length, found.elements.length];
    if (left === 0 || right === 0) return undefined;
    const plural = (n: number): string => `${n} element${n === 1 ? "" : "s"}`;
    return `expected a tuple with ${plural(left)}, found one with ${plural(right)}`;
  }
  if (expected.kind !== "array" || found.kind !== "array" || expected.length === found.length) return undefined;
  if (expected.element !== found.element) return undefined;
  const isModern = cx.tcx.session.release.minor >= TELLS_FUNCTIONS;
  if (isModern && (expected.length.kind === "param" || found.length.kind === "param"))
    return `expected an array with a size of ${cx.print(expected.length)}, found one with a size of ${cx.print(found.length)}`;
  if (expected.length.kind !== "const" || found.length.kind !== "const") return undefined;
  const [wanted, given] = [expected.length.value, found.length.value];
  if (!isModern)
    return `expected an array with a fixed size of ${wanted} element${wanted === 1n ? "" : "s"}, found one with ${given} element${given === 1n ? "" : "s"}`;
  return `expected an array with a size of ${wanted}, found one with a size of ${given}`;
}

/** `expected X\n   found Y`, with rustc's nouns; shown where the label cannot tell it all. */
export function mismatchNote(cx: BodyContext, expected: Ty, found: Ty, expr?: Expr): string | undefined {
  const left = cx.resolve(expected);
  const right = cx.resolve(found);
  if (isSimpleText(left) && isSimpleText(right) && !needsNote(left, right)) return undefined;
  const nouns: [string, string] = [noun(cx, left), noun(cx, right)];
  const texts = compareTypes(cx, left, right, { left: cx.inConstant, right: expr !== undefined && isLiteral(expr) });
  const width = Math.max(`expected ${nouns[0]}`.length, `found ${nouns[1]}`.length);
  const line = (word: string, kind: string, text: string): string => `${`${word} ${kind}`.padStart(width)} \`${text}\``;
  return `${line("expected", nouns[0], texts[0])}\n${line("found", nouns[1], texts[1])}`;
}

/** The type of an expression: a string literal's reference lives for ever. */
export function printOf(cx: BodyContext, expr: Expr): string {
  const printed = cx.print(expr.type);
  return isLiteral(expr) ? printed.replace("&", "&'static ") : printed;
}

function isLiteral(expr: Expr): boolean {
  return expr.kind === "str" || expr.kind === "bytes";
}

/** They differ inside, which the label does not show; array lengths it does. */
function needsNote(expected: Ty, found: Ty): boolean {
  if (expected.kind === "ref" && found.kind === "ref")
    return expected.mutable !== found.mutable || !differInLength(expected.target, found.target);
  if (expected.kind === "tuple" && found.kind === "tuple") return expected.elements.length > 0 && found.elements.length > 0;
  return expected.kind === found.kind && ["ptr", "array", "slice"].includes(found.kind) && !differInLength(expected, found);
}

function differInLength(expected: Ty, found: Ty): boolean {
  return expected.kind === "array" && found.kind === "array" && expected.element === found.element;
}

/** The label shows them whole. */
function isSimpleText(type: Ty): boolean {
  if (type.kind === "adt") return type.args.length === 0;
  return type.kind === "ref" ? isSimpleText(type.target) : isSimple(type);
}

function isSimple(type: Ty): boolean {
  switch (type.kind) {
    case "bool":
    case "char":
    case "str":
    case "int":
    case "float":
      return true;
    case "infer":
      return type.of !== "type";
    case "array":
    case "slice":
      return isSimple(behindReferences(type.element));
    case "ref":
      return isSimple(behindReferences(type.target));
    default:
      return type.kind === "tuple" && type.elements.length === 0;
  }
}

function behindReferences(type: Ty): Ty {
  return type.kind === "ref" ? behindReferences(type.target) : type;
}

function noun(cx: BodyContext, type: Ty): string {
  switch (type.kind) {
    case "adt": {
      const { kind } = cx.tcx.adt(type.def);
      return kind;
    }
    case "ref":
      return type.mutable ? "mutable reference" : "reference";
    case "ptr":
      return "raw pointer";
    case "array":
      return "array";
    case "slice":
      return "slice";
    case "tuple":
      return type.elements.length === 0 ? "unit type" : "tuple";
    case "fn-def":
      return cx.tcx.items.kind(type.def) === "constructor" ? constructorSort(cx, type) : "fn item";
    case "fn-pointer":
      return "fn pointer";
    case "closure":
      return "closure";
    case "param":
      return "type parameter";
    case "dynamic":
      return "trait object";
    case "opaque":
      return "opaque type";
    case "projection":
      return "associated type";
    default:
      return "type";
  }
}

export function mismatch(cx: BodyContext, span: Span, expected: Ty, found: Ty, expr?: Expr): DiagnosticBuilder {
  const said = error("E0308", "mismatched types").at(span, mismatchLabel(cx, expected, found));
  labelUnnamed(cx, said, span, expected, found);
  const note = mismatchNote(cx, expected, found, expr);
  if (note !== undefined) said.note(note);
  if (said.spans[0]?.label === "expected safe fn, found unsafe fn")
    said.note("unsafe functions cannot be coerced into safe function pointers");
  labelParameters(cx, said, span, expected, found);
  adviseConstraint(cx, said, expected, found);
  noteMentions(cx, said, expected, cx.shallow(found));
  return said;
}

type More = (said: DiagnosticBuilder) => void;

/** Reports E0308 unless one side is already an error; `more` may add to it. `expr` is what has the found type. */
export function reportMismatch(cx: BodyContext, span: Span, expected: Ty, found: Ty, more?: More, expr?: Expr): void {
  cx.tainted = true;
  if (((cx.resolve(expected).flags | cx.resolve(found).flags) & HAS_ERROR) !== 0) return;
  const said = mismatch(cx, span, expected, found, expr);
  more?.(said);
  cx.tcx.report(said);
}
