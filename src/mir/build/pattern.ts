// Patterns: first the variables they bind are declared, then the value is tested from outside in, then bound.
import type { Span } from "../../base/source.ts";
import { walkPat } from "../../sema/types/thir-walk.ts";
import type * as thir from "../../sema/types/thir.ts";
import { BOOL, ISIZE, STR, USIZE, primitiveByName } from "../../sema/types/ty.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { BinaryOp, BlockId, Constant, Local, Operand, Place, ScopeId } from "../mir.ts";
import type { BodyBuilder } from "./builder.ts";
import { Unsupported } from "./builder.ts";

const ENCODER = new TextEncoder();
const U8 = primitiveByName("u8") as Ty;

type SlicePat = Extract<thir.PatKind, { kind: "slice" }>;

/** Calls `visit` with each part of a pattern and the place it looks at. */
function eachPart(b: BodyBuilder, pat: thir.Pat, place: Place, visit: (pat: thir.Pat, place: Place) => void): void {
  const { kind } = pat;
  switch (kind.kind) {
    case "variant":
    case "leaf": {
      const variant = kind.kind === "variant" ? kind.variant : -1;
      for (const { field, pat: inner } of kind.fields)
        visit(inner, b.project(place, { kind: "field", variant, field, type: b.type(inner.type) }));
      return;
    }
    case "deref":
      return visit(kind.inner, b.project(place, { kind: "deref", type: b.type(kind.inner.type) }));
    case "slice":
      return eachElement(b, kind, place, visit);
    case "binding":
      if (kind.sub !== undefined) visit(kind.sub, place);
      return;
    default:
  }
}

function eachElement(b: BodyBuilder, kind: SlicePat, place: Place, visit: (pat: thir.Pat, place: Place) => void): void {
  kind.prefix.forEach((inner, offset) =>
    visit(inner, b.project(place, { kind: "constant-index", offset, fromEnd: false, type: b.type(inner.type) })),
  );
  kind.suffix.forEach((inner, i) => {
    const offset = kind.suffix.length - i;
    visit(inner, b.project(place, { kind: "constant-index", offset, fromEnd: true, type: b.type(inner.type) }));
  });
  if (kind.middle !== undefined) {
    const type = b.type(kind.middle.type);
    visit(kind.middle, b.project(place, { kind: "subslice", from: kind.prefix.length, to: kind.suffix.length, type }));
  }
}

/** Makes a local for each variable of the pattern. Alternatives of an or-pattern share theirs. */
export function declareBindings(b: BodyBuilder, pat: thir.Pat, visibleIn: ScopeId): void {
  const { kind } = pat;
  if (kind.kind === "or") return kind.alternatives.forEach((inner) => declareBindings(b, inner, visibleIn));
  if (kind.kind === "binding" && !b.variables.has(kind.local)) {
    const local = b.locals.length;
    b.newLocal(bindingType(b, pat, kind.mode), pat.span, "", true, visibleIn);
    b.variables.set(kind.local, local);
  }
  for (const inner of partsOf(kind)) declareBindings(b, inner, visibleIn);
}

function bindingType(b: BodyBuilder, pat: thir.Pat, mode: "value" | "ref" | "ref-mut"): Ty {
  const type = b.type(pat.type);
  return mode === "value" ? type : b.context.tables.types.ref(type, mode === "ref-mut");
}

function partsOf(kind: thir.PatKind): readonly thir.Pat[] {
  switch (kind.kind) {
    case "variant":
    case "leaf":
      return kind.fields.map(({ pat }) => pat);
    case "deref":
      return [kind.inner];
    case "slice":
      return [...kind.prefix, ...(kind.middle === undefined ? [] : [kind.middle]), ...kind.suffix];
    case "binding":
      return kind.sub === undefined ? [] : [kind.sub];
    default:
      return [];
  }
}

/** The variables of the pattern hold their values from now on. */
export function scheduleBindings(b: BodyBuilder, pat: thir.Pat): void {
  const seen = new Set<Local>();
  walkPat(pat, ({ kind }) => {
    if (kind.kind !== "binding") return;
    const local = b.variables.get(kind.local) as Local;
    if (!seen.has(local)) b.schedule(local, "variables");
    seen.add(local);
  });
}

/** Tests and binds; where the value does not match, jumps to `otherwise` and leaves everything where it is. */
export function matchPattern(b: BodyBuilder, pat: thir.Pat, place: Place, otherwise: BlockId): void {
  const alternatives = movesValues(b, pat) ? alternativesOf(pat) : [pat];
  if (alternatives.length === 1) return testAndBind(b, pat, place, otherwise);
  const matched = b.newBlock();
  alternatives.forEach((alternative, i) => {
    const next = i === alternatives.length - 1 ? otherwise : b.newBlock();
    testAndBind(b, alternative, place, next);
    b.goto(matched, alternative.span);
    b.startBlock(next);
  });
  b.startBlock(matched);
}

function testAndBind(b: BodyBuilder, pat: thir.Pat, place: Place, otherwise: BlockId): void {
  testPattern(b, pat, place, otherwise);
  bindPattern(b, pat, place);
}

function movesValues(b: BodyBuilder, pat: thir.Pat): boolean {
  let found = false;
  walkPat(pat, ({ kind, type }) => {
    found ||= kind.kind === "binding" && kind.mode === "value" && b.context.tables.needsDrop(b.type(type));
  });
  return found;
}

/** More are not written out. */
const MOST_ALTERNATIVES = 256;

/** The pattern without `|` in it, once for each way through its alternatives, in the order in which they are tried. */
export function alternativesOf(pat: thir.Pat): readonly thir.Pat[] {
  const { kind } = pat;
  const made = (kinds: readonly thir.PatKind[]): readonly thir.Pat[] => kinds.map((one) => ({ ...pat, kind: one }));
  switch (kind.kind) {
    case "or":
      return kind.alternatives.flatMap(alternativesOf);
    case "variant":
    case "leaf": {
      const fields = combinations(kind.fields.map((one) => alternativesOf(one.pat)));
      return made(
        fields.map((pats) => ({ ...kind, fields: pats.map((inner, i) => ({ ...(kind.fields[i] as thir.FieldPat), pat: inner })) })),
      );
    }
    case "deref":
      return made(alternativesOf(kind.inner).map((inner) => ({ ...kind, inner })));
    case "binding":
      return kind.sub === undefined ? [pat] : made(alternativesOf(kind.sub).map((sub) => ({ ...kind, sub })));
    case "slice": {
      const { prefix, middle, suffix } = kind;
      const parts = combinations([...prefix, ...suffix, ...(middle === undefined ? [] : [middle])].map(alternativesOf));
      const ends = prefix.length + suffix.length;
      return made(
        parts.map((all) => ({ ...kind, prefix: all.slice(0, prefix.length), suffix: all.slice(prefix.length, ends), middle: all[ends] })),
      );
    }
    default:
      return [pat];
  }
}

/** One of each list, the last list changing fastest. */
function combinations(lists: readonly (readonly thir.Pat[])[]): readonly (readonly thir.Pat[])[] {
  let found: (readonly thir.Pat[])[] = [[]];
  for (const list of lists) {
    found = found.flatMap((before) => list.map((one) => [...before, one]));
    if (found.length > MOST_ALTERNATIVES) throw new Unsupported("so many alternatives in a pattern", (list[0] as thir.Pat).span);
  }
  return found;
}

/** Goes on where the value matches; where not, jumps to `otherwise`. */
export function testPattern(b: BodyBuilder, pat: thir.Pat, place: Place, otherwise: BlockId): void {
  const { kind } = pat;
  switch (kind.kind) {
    case "constant":
      return testConstant(b, pat, kind.value, place, otherwise);
    case "range":
      return testRange(b, pat, kind, place, otherwise);
    case "variant":
      testVariant(b, pat, kind.variant, place, otherwise);
      break;
    case "slice":
      testLength(b, pat, kind, place, otherwise);
      break;
    case "or":
      return testAlternatives(b, kind.alternatives, place, otherwise);
    default:
  }
  eachPart(b, pat, place, (inner, innerPlace) => testPattern(b, inner, innerPlace, otherwise));
}

function testAlternatives(b: BodyBuilder, alternatives: readonly thir.Pat[], place: Place, otherwise: BlockId): void {
  const matched = b.newBlock();
  alternatives.forEach((alternative, i) => {
    const next = i === alternatives.length - 1 ? otherwise : b.newBlock();
    testPattern(b, alternative, place, next);
    // Only here is it known which alternative it was: its names are bound at once.
    bindPattern(b, alternative, place);
    b.goto(matched, alternative.span);
    if (next !== otherwise) b.startBlock(next);
  });
  b.startBlock(matched);
}

function testCompare(b: BodyBuilder, pat: thir.Pat, op: BinaryOp, place: Place, value: Constant, otherwise: BlockId): void {
  const flag = b.temporary(BOOL, pat.span);
  b.assign(flag, { kind: "binary", op, left: { kind: "copy", place }, right: value }, pat.span);
  const target = b.newBlock();
  b.terminate({
    kind: "switch",
    operand: { kind: "move", place: flag },
    cases: [{ value: 0n, target: otherwise }],
    otherwise: target,
    span: pat.span,
  });
  b.startBlock(target);
}

function testConstant(b: BodyBuilder, pat: thir.Pat, constant: thir.PatConstant, place: Place, otherwise: BlockId): void {
  if (constant.kind === "str") return testText(b, pat, ENCODER.encode(constant.value), STR, place, otherwise);
  if (constant.kind === "bytes") return testText(b, pat, constant.value, b.context.tables.types.slice(U8), place, otherwise);
  if (constant.kind === "float") return testCompare(b, pat, "==", place, b.int(constant.bits, place.type), otherwise);
  if (constant.kind !== "scalar") throw new Unsupported("a pattern of this type", pat.span);
  testCompare(b, pat, "==", place, b.int(constant.value, place.type), otherwise);
}

/** Text and bytes are compared by `PartialEq::eq`, as `str` or as a slice. */
function testText(b: BodyBuilder, pat: thir.Pat, bytes: Uint8Array, type: Ty, place: Place, otherwise: BlockId): void {
  const { tables } = b.context;
  const span = pat.span;
  const reference = tables.types.ref(type);
  const right: Constant = { kind: "constant", type: reference, value: { kind: "bytes", bytes, length: BigInt(bytes.length) } };
  const callee = b.context.resolve(tables.equalMethod(), [type, type]);
  const flag = b.temporary(BOOL, span);
  const called = b.newBlock();
  b.terminate({ kind: "call", callee, args: [asSlice(b, place, reference, span), right], destination: flag, target: called, span });
  b.startBlock(called);
  const target = b.newBlock();
  b.terminate({
    kind: "switch",
    operand: { kind: "move", place: flag },
    cases: [{ value: 0n, target: otherwise }],
    otherwise: target,
    span,
  });
  b.startBlock(target);
}

/** What is matched, or what it refers to, as a reference of the type. */
function asSlice(b: BodyBuilder, place: Place, reference: Ty, span: Span): Operand {
  const { types } = b.context.tables;
  let pointer = place;
  if (place.type.kind !== "ref") {
    pointer = b.temporary(types.ref(place.type), span);
    b.assign(pointer, { kind: "ref", mutable: false, raw: false, place }, span);
  }
  const target = pointer.type.kind === "ref" ? pointer.type.target : pointer.type;
  if (target.kind !== "array") return { kind: "copy", place: pointer };
  const slice = b.temporary(reference, span);
  b.assign(slice, { kind: "cast", cast: "unsize", operand: { kind: "copy", place: pointer }, type: reference }, span);
  return { kind: "move", place: slice };
}

function testRange(
  b: BodyBuilder,
  pat: thir.Pat,
  { start, end, inclusive }: Extract<thir.PatKind, { kind: "range" }>,
  place: Place,
  otherwise: BlockId,
): void {
  if (start !== undefined) testCompare(b, pat, ">=", place, b.int(start, place.type), otherwise);
  if (end !== undefined) testCompare(b, pat, inclusive ? "<=" : "<", place, b.int(end, place.type), otherwise);
}

function testVariant(b: BodyBuilder, pat: thir.Pat, variant: number, place: Place, otherwise: BlockId): void {
  if (place.type.kind !== "adt") throw new Unsupported("this pattern", pat.span);
  const adt = b.context.tables.adt(place.type.def);
  if (adt.variants.length === 1) return;
  const type = adt.repr.int ?? ISIZE;
  const discriminant = b.temporary(type, pat.span);
  b.assign(discriminant, { kind: "discriminant", place }, pat.span);
  const target = b.newBlock();
  const value = (adt.variants[variant] as { discriminant: bigint }).discriminant;
  b.terminate({ kind: "switch", operand: { kind: "move", place: discriminant }, cases: [{ value, target }], otherwise, span: pat.span });
  b.startBlock(target);
}

function testLength(b: BodyBuilder, pat: thir.Pat, kind: SlicePat, place: Place, otherwise: BlockId): void {
  if (place.type.kind === "array") return;
  const length = b.temporary(USIZE, pat.span);
  b.assign(length, { kind: "len", place }, pat.span);
  testCompare(b, pat, kind.hasRest ? ">=" : "==", length, b.int(BigInt(kind.prefix.length + kind.suffix.length), USIZE), otherwise);
}

/** What `bindPattern` moved goes back. */
export function unbindPattern(b: BodyBuilder, pat: thir.Pat, place: Place): void {
  const { kind } = pat;
  if (kind.kind === "binding" && kind.mode === "value" && !b.context.isCopy(place.type)) {
    const variable = b.placeOf(b.variables.get(kind.local) as number);
    b.assign(place, { kind: "use", operand: { kind: "move", place: variable } }, pat.span);
  }
  eachPart(b, pat, place, (inner, innerPlace) => unbindPattern(b, inner, innerPlace));
}

/** Copies or moves the matched parts into their variables, or points the variables at them. */
export function bindPattern(b: BodyBuilder, pat: thir.Pat, place: Place): void {
  const { kind } = pat;
  if (kind.kind === "binding") {
    const variable = b.placeOf(b.variables.get(kind.local) as number);
    if (kind.mode === "value") b.assign(variable, { kind: "use", operand: b.operandOf(place) }, pat.span);
    else b.assign(variable, { kind: "ref", mutable: kind.mode === "ref-mut", raw: false, place }, pat.span);
  }
  eachPart(b, pat, place, (inner, innerPlace) => bindPattern(b, inner, innerPlace));
}
