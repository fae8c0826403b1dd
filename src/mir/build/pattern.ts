// Patterns: first the variables they bind are declared, then the value is tested from outside in, then bound.
import type * as thir from "../../sema/types/thir.ts";
import { BOOL, ISIZE, USIZE } from "../../sema/types/ty.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { BinaryOp, BlockId, Constant, Place, ScopeId } from "../mir.ts";
import type { BodyBuilder } from "./builder.ts";
import { Unsupported } from "./builder.ts";

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
  if (constant.kind !== "scalar") throw new Unsupported("a pattern of this type", pat.span);
  testCompare(b, pat, "==", place, b.int(constant.value, place.type), otherwise);
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
