// E0053: a method of an impl whose signature is not the trait's. In: both, and the first difference. Out: where it is, both
// signatures with what is the same left out, and what to write instead.
import type { Span } from "../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import { atLeast } from "../../target/release.ts";
import { compareTypes } from "./check/compare-types.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { UNIT, type Ty } from "./ty.ts";

export interface MethodSignature {
  readonly params: readonly Ty[];
  readonly output: Ty;
  readonly unsafe: boolean;
  readonly abi: string;
  /** `unsafe` by `#[target_feature]` alone. */
  readonly needsFeatures?: boolean;
}

interface Sides {
  readonly item: DefId;
  readonly wanted: DefId;
  readonly expected: MethodSignature;
  readonly found: MethodSignature;
}

/** They differ in `unsafe` or in the calling convention. */
export function headerMismatch(tcx: TypeContext, sides: Sides, words: string): DiagnosticBuilder {
  const said = begin(tcx, sides.item).at(tcx.headSpan(sides.item), words);
  if (!atLeast(tcx.session.release, 90)) return said;
  if (tcx.items.isLocal(sides.wanted)) said.noteAt(tcx.items.span(sides.wanted), "type in trait");
  return noteSignatures(tcx, sides, said);
}

/** They differ in a parameter; `index` as many as there are parameters: in the result. */
export function typeMismatch(tcx: TypeContext, sides: Sides, index: number): DiagnosticBuilder {
  const { item, wanted, expected, found } = sides;
  const isOutput = index === expected.params.length;
  const [left, right] = isOutput ? [expected.output, found.output] : [expected.params[index] as Ty, found.params[index] as Ty];
  const at = partSpan(tcx, item, index);
  if (!atLeast(tcx.session.release, 90)) return begin(tcx, item).at(at, `expected \`${tcx.print(left)}\`, found \`${tcx.print(right)}\``);
  const said = begin(tcx, item).at(at, difference(tcx, left, right));
  labelParameters(tcx, said, item, left, right);
  if (tcx.items.isLocal(wanted)) said.noteAt(partSpan(tcx, wanted, index), "type in trait");
  noteSignatures(tcx, sides, said);
  return advise(tcx, sides, index, said);
}

function begin(tcx: TypeContext, item: DefId): DiagnosticBuilder {
  return error("E0053", `method \`${tcx.items.name(item)}\` has an incompatible type for trait`);
}

/** Of the parameter or result itself; a receiver's as written; of no result the place where it would stand. */
function partSpan(tcx: TypeContext, def: DefId, index: number): Span {
  const kind = tcx.items.item(def)?.kind;
  if (kind?.kind !== "fn") return tcx.items.identSpan(def);
  const param = kind.params[index];
  const tree = tcx.items.tree(def);
  if (param?.self === "value" && atLeast(tcx.session.release, 90)) return { ...param.span, lo: param.span.hi - "self".length };
  if (param !== undefined) return param.self === undefined || param.self === "typed" ? tree.span(param.type) : param.span;
  return kind.output === undefined ? after(kind.signatureSpan) : tree.span(kind.output);
}

/** Behind the parameters' parenthesis, where `-> T` would stand. */
function after(signature: Span): Span {
  return { ...signature, lo: signature.hi };
}

/** The innermost types that differ, or how two references do. */
function difference(tcx: TypeContext, expected: Ty, found: Ty): string {
  const [left, right] = innermost(expected, found);
  if (left.kind === "ref" && right.kind === "ref" && left.mutable !== right.mutable) return "types differ in mutability";
  if (left.kind === "ptr" && right.kind === "ptr" && left.mutable !== right.mutable) return "types differ in mutability";
  return `expected ${sort(tcx, left)}, found ${sort(tcx, right)}`;
}

export function innermost(left: Ty, right: Ty): readonly [Ty, Ty] {
  const isPointer = (left.kind === "ref" && right.kind === "ref") || (left.kind === "ptr" && right.kind === "ptr");
  if (isPointer && left.mutable === right.mutable) return innermost(left.target, right.target);
  if (left.kind === "slice" && right.kind === "slice") return innermost(left.element, right.element);
  if (left.kind === "array" && right.kind === "array" && left.length === right.length) return innermost(left.element, right.element);
  const parts =
    left.kind === "tuple" && right.kind === "tuple" && left.elements.length === right.elements.length
      ? [left.elements, right.elements]
      : left.kind === "adt" && right.kind === "adt" && left.def === right.def
        ? [left.args, right.args]
        : undefined;
  const at = parts?.[0]?.findIndex((one, i) => one !== parts[1]?.[i]) ?? -1;
  return parts === undefined || at < 0 ? [left, right] : innermost(parts[0]?.[at] as Ty, parts[1]?.[at] as Ty);
}

function sort(tcx: TypeContext, type: Ty): string {
  if (type.kind === "fn-pointer") return "fn pointer";
  if (type.kind === "projection") return "associated type";
  if (type.kind === "param" && type.constType === undefined) return `type parameter \`${tcx.print(type)}\``;
  return `\`${tcx.print(type)}\``;
}

/** Where the parameters are declared that the label names. */
function labelParameters(tcx: TypeContext, said: DiagnosticBuilder, item: DefId, expected: Ty, found: Ty): void {
  const pair = innermost(expected, found);
  for (const [i, type] of pair.entries()) {
    if (type.kind !== "param" || type.constType !== undefined) continue;
    const span = parameterSpan(tcx, item, type.name);
    if (span !== undefined) said.label(span, `${i === 0 ? "expected" : "found"} this type parameter`);
  }
}

export function parameterSpan(tcx: TypeContext, item: DefId, name: string): Span | undefined {
  for (let at: DefId | undefined = item; at !== undefined; at = tcx.items.parent(at)) {
    const param = tcx.items.astGenerics(at)?.params.find((one) => one.kind === "type" && one.ident.name === name);
    if (param !== undefined) return param.ident.span;
  }
  return undefined;
}

function noteSignatures(tcx: TypeContext, { expected, found }: Sides, said: DiagnosticBuilder): DiagnosticBuilder {
  const printing = { tcx, print: (type: Ty) => tcx.print(type) };
  const params = expected.params.map((param, i) => compareTypes(printing, param, found.params[i] as Ty));
  const output = compareTypes(printing, expected.output, found.output);
  const whole = ({ unsafe, abi, needsFeatures = false }: MethodSignature, side: 0 | 1): string => {
    const head = `${needsFeatures ? "#[target_features] " : unsafe ? "unsafe " : ""}${abi === "Rust" ? "" : `extern "${abi}" `}`;
    const result = expected.output === UNIT && found.output === UNIT ? "" : ` -> ${output[side]}`;
    return `${head}fn(${params.map((pair) => pair[side]).join(", ")})${result}`;
  };
  return said.note(`expected signature \`${whole(expected, 0)}\`\n   found signature \`${whole(found, 1)}\``);
}

function advise(tcx: TypeContext, { item, expected }: Sides, index: number, said: DiagnosticBuilder): DiagnosticBuilder {
  const kind = tcx.items.item(item)?.kind;
  if (kind?.kind !== "fn") return said;
  const at = partSpan(tcx, item, index);
  const change = (span: Span, what: string, text: string) =>
    said.suggest(`change the ${what} to match the trait`, [{ span, text }], "MachineApplicable", "verbose");
  if (index === expected.params.length) {
    const text = tcx.print(expected.output);
    return kind.output === undefined ? change({ ...at, hi: at.lo }, "output type", ` -> ${text}`) : change(at, "output type", text);
  }
  const type = expected.params[index] as Ty;
  const param = kind.params[index];
  if (index > 0 || param?.self === undefined) return change(at, "parameter type", tcx.print(type));
  return change(param.span, "self-receiver type", receiver(tcx, type));
}

function receiver(tcx: TypeContext, type: Ty): string {
  if (type.kind === "ref") return `&${type.mutable ? "mut " : ""}self`;
  return type.kind === "adt" && type.args.length > 0 ? `self: ${tcx.print(type)}` : "self";
}
