// E0308 and its notes.
import type { Span } from "../../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Ty } from "../ty.ts";
import { HAS_ERROR } from "../ty.ts";
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
      return resolved.elements.length === 0 ? "`()`" : `\`${cx.print(resolved)}\``;
    default:
      return `\`${cx.print(resolved)}\``;
  }
}

function constructorSort(cx: BodyContext, type: Ty & { kind: "fn-def" }): string {
  const owner = cx.tcx.items.parent(type.def);
  return owner !== undefined && cx.tcx.items.kind(owner) === "variant" ? "enum constructor" : "struct constructor";
}

/** The words of rustc's label; the general form when both sides sort alike. */
export function mismatchLabel(cx: BodyContext, expected: Ty, found: Ty): string {
  return `expected ${sortOf(cx, expected)}, found ${sortOf(cx, found)}`;
}

/** `expected X\n   found Y`, with rustc's nouns; shown when the types hold more than the label says. */
export function mismatchNote(cx: BodyContext, expected: Ty, found: Ty): string | undefined {
  const left = cx.resolve(expected);
  const right = cx.resolve(found);
  if (isSimple(left) && isSimple(right)) return undefined;
  if (isSimple(left) && mentionsOnly(cx, left, right)) return undefined;
  const nouns: [string, string] = [noun(cx, left), noun(cx, right)];
  const [a, b] = nouns[0] === nouns[1] ? nouns : nouns;
  const width = Math.max(`expected ${a}`.length, `found ${b}`.length);
  const line = (word: string, kind: string, type: Ty): string => `${`${word} ${kind}`.padStart(width)} \`${cx.print(type)}\``;
  return `${line("expected", a, left)}\n${line("found", b, right)}`;
}

function isSimple(type: Ty): boolean {
  return (
    ["bool", "char", "str", "int", "float", "never", "infer"].includes(type.kind) || (type.kind === "tuple" && type.elements.length === 0)
  );
}

function mentionsOnly(cx: BodyContext, left: Ty, right: Ty): boolean {
  return right.kind === "ref" && right.target.kind === "str" && cx.print(left) !== "";
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
    default:
      return "type";
  }
}

export function mismatch(cx: BodyContext, span: Span, expected: Ty, found: Ty): DiagnosticBuilder {
  const said = error("E0308", "mismatched types").at(span, mismatchLabel(cx, expected, found));
  const note = mismatchNote(cx, expected, found);
  return note === undefined ? said : said.note(note);
}

/** Reports E0308 unless one side is already an error; `more` may add to it. */
export function reportMismatch(cx: BodyContext, span: Span, expected: Ty, found: Ty, more?: (said: DiagnosticBuilder) => void): void {
  cx.tainted = true;
  if (((cx.resolve(expected).flags | cx.resolve(found).flags) & HAS_ERROR) !== 0) return;
  const said = mismatch(cx, span, expected, found);
  more?.(said);
  cx.tcx.report(said);
}
