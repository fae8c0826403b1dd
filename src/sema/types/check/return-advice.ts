// Why a block's value or a returned value had to be of a type, and what to try: a return type where none was written, a
// semicolon behind a call whose value nobody asked for, `return` before a value that the function would take.
import type { Span } from "../../../base/source.ts";
import type { DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { ExprId, Fn } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import type { Expr } from "../thir.ts";
import { F64, HAS_CLOSURE, HAS_ERROR, HAS_INFER, I32, isUnit, partsOf, type Ty } from "../ty.ts";
import type { BodyContext, ReturnFrame } from "./context.ts";
import { hasLastValue } from "./mismatch-advice.ts";
import { printOf } from "./mismatch.ts";

/** The frame of a function: with the place where a return type would stand if there is none. */
export function returnSpans(cx: BodyContext, def: DefId, fn: Fn): Pick<ReturnFrame, "span" | "place"> {
  if (fn.output !== undefined) return { span: cx.tree.span(fn.output), place: undefined };
  const after = fn.signatureSpan.hi;
  return { span: undefined, place: { span: { lo: after, hi: after }, mayAdd: mayAddType(cx, def) } };
}

/** Not to `main`, and not where a trait has decided. */
function mayAddType(cx: BodyContext, def: DefId): boolean {
  const { items } = cx.tcx;
  const owner = items.parent(def);
  if (items.kind(def) !== "assoc-fn" || owner === undefined) return items.name(def) !== "main";
  return items.kind(owner) === "impl" && cx.tcx.implHeader(owner).ref === undefined;
}

/** A value that does not fit the function's result: where the result was written, or that it may be. */
export function adviseReturned(cx: BodyContext, said: DiagnosticBuilder, expected: Ty, found: Ty, value?: Expr): void {
  const frame = cx.returns.at(-1);
  if (frame === undefined) return;
  if (frame.span !== undefined) {
    said.label(frame.span, `expected \`${cx.print(expected)}\` because of return type`);
    noteCaller(cx, said, cx.resolve(expected), defaulted(cx, cx.resolve(found)));
  } else if (frame.place !== undefined && isUnit(cx.resolve(expected))) adviseType(cx, said, frame.place, found, value);
}

/** It is not the function that decides what its parameter stands for. */
function noteCaller(cx: BodyContext, said: DiagnosticBuilder, expected: Ty, found: Ty): void {
  if (expected.kind !== "param" || expected.name === "Self" || cx.tcx.session.release.minor < 90 || holds(found, expected)) return;
  said.note(`the caller chooses a type for \`${expected.name}\` which can be different from \`${cx.print(found)}\``);
}

const holds = (type: Ty, part: Ty): boolean => type === part || partsOf(type).some((each) => holds(each, part));

function adviseType(
  cx: BodyContext,
  said: DiagnosticBuilder,
  { span, mayAdd }: { span: Span; mayAdd: boolean },
  found: Ty,
  value?: Expr,
): void {
  const type = withDefaults(cx, found);
  if (!mayAdd) said.label(span, "expected `()` because of default return type");
  else if (type === undefined) said.suggest("a return type might be missing here", [{ span, text: " -> _" }], "HasPlaceholders");
  else
    said.suggest(
      "try adding a return type",
      [{ span, text: ` -> ${value?.kind === "str" ? printOf(cx, value) : cx.print(type)}` }],
      "MachineApplicable",
    );
}

/** Undefined if it is no type that can be written. */
function withDefaults(cx: BodyContext, type: Ty): Ty | undefined {
  const known = defaulted(cx, cx.resolve(type));
  const isNameless = known.kind === "fn-def" || known.kind === "opaque";
  return isNameless || (known.flags & (HAS_ERROR | HAS_INFER | HAS_CLOSURE)) !== 0 ? undefined : known;
}

/** Numbers are of the types that they are where nothing else decides. */
function defaulted(cx: BodyContext, type: Ty): Ty {
  if ((type.flags & HAS_INFER) === 0) return type;
  if (type.kind === "infer") return type.of === "int" ? I32 : type.of === "float" ? F64 : type;
  return cx.types.mapParts(type, (part) => defaulted(cx, part));
}

const WORTH_A_SEMICOLON: ReadonlySet<string> = new Set(["call", "method-call", "loop", "while", "for", "if", "match", "block"]);

/** The value of a block where `()` was wanted. */
export function adviseSemicolon(cx: BodyContext, said: DiagnosticBuilder, id: ExprId, expected: Ty): void {
  const { kind, span } = cx.expr(id);
  if (!isUnit(cx.resolve(expected)) || !WORTH_A_SEMICOLON.has(kind.kind) || (span.ctxt ?? 0) !== 0) return;
  said.suggest("consider using a semicolon here", [{ span: { lo: span.hi, hi: span.hi }, text: ";" }], "MachineApplicable");
}

/** A loop that ends without a value, at the end of a body that should give one. */
export function adviseLoopValue(cx: BodyContext, said: DiagnosticBuilder, id: ExprId, expected: Ty): void {
  const { kind, span } = cx.expr(id);
  if ((kind.kind !== "while" && kind.kind !== "for") || cx.tcx.session.release.minor < 71) return;
  said.note(`\`${kind.kind}\` loops evaluate to unit type \`()\``);
  const type = cx.resolve(expected);
  if (hasLastValue(cx, span, type)) return;
  const [words, what] =
    type.kind === "never"
      ? ["consider adding a diverging expression here", '`loop {}` or `panic!("...")`']
      : ["consider returning a value here", `\`${cx.print(type)}\` value`];
  const lead = cx.snippet(span).includes("\n") ? `\n${cx.tcx.items.indentation(span.lo)}` : " ";
  said.suggest(words, [{ span: { ...span, lo: span.hi }, text: `${lead}/* ${what} */` }], "MaybeIncorrect", "verbose");
}

/** Inside of a function that returns what stands here for nothing. */
export function adviseEarlyReturn(cx: BodyContext, said: DiagnosticBuilder, id: ExprId, expected: Ty, found: Ty): void {
  const frame = cx.returns.at(-1);
  if (frame?.span === undefined || !isUnit(cx.resolve(expected)) || isUnit(cx.resolve(frame.type))) return;
  const mark = cx.infer.snapshot();
  const fits = cx.unify(found, frame.type);
  cx.infer.rollback(mark);
  if (!fits) return;
  const { lo, hi } = cx.expr(id).span;
  const edits = [
    { span: { lo, hi: lo }, text: "return " },
    { span: { lo: hi, hi }, text: ";" },
  ];
  said.suggest("you might have meant to return this value", edits, "MaybeIncorrect", "verbose");
}
