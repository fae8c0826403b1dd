// Matching values with patterns.
import { floatBinary, formatOf, type Format } from "../types/float-bits.ts";
import type { Pat, PatConstant, PatKind } from "../types/thir.ts";
import type { Frame, Interpreter } from "./interpreter.ts";
import { unionType } from "./unions.ts";
import { copyValue, inside, isActive, lengthOf, partOf, pointerTo, readPlace, type Place, type Value } from "./value.ts";

/** True if it matches; binds what the pattern binds. */
export function matchPattern(interpreter: Interpreter, pat: Pat, place: Place, frame: Frame): boolean {
  const { kind } = pat;
  switch (kind.kind) {
    case "wild":
      return true;
    case "binding": {
      if (kind.sub !== undefined && !matchPattern(interpreter, kind.sub, place, frame)) return false;
      const value = kind.mode === "value" ? copyValue(readPlace(place)) : pointerTo(place);
      frame.locals[kind.local] = { value, type: interpreter.type(pat.type, frame), static: undefined };
      return true;
    }
    case "variant": {
      const value = readPlace(place);
      if (value.kind !== "aggregate") return interpreter.refuse("this value", pat);
      return (
        value.variant === kind.variant && kind.fields.every((each) => matchPattern(interpreter, each.pat, inside(place, each.field), frame))
      );
    }
    case "leaf":
      if (
        unionType(interpreter, interpreter.type(pat.type, frame)) !== undefined &&
        !kind.fields.every(({ field }) => isActive(readPlace(place), field))
      )
        return interpreter.refuse("this field of a union", pat);
      return kind.fields.every((each) => matchPattern(interpreter, each.pat, inside(place, each.field), frame));
    case "deref": {
      const pointer = readPlace(place);
      if (pointer.kind !== "pointer" || pointer.place === undefined) return interpreter.refuse("this pointer", pat);
      if (kind.inner.kind.kind === "constant" && pointer.length !== undefined) return sameConstant(kind.inner.kind.value, pointer);
      if (kind.inner.kind.kind === "slice") return matchSlice(interpreter, kind.inner, pointer, frame);
      return matchPattern(interpreter, kind.inner, pointer.place, frame);
    }
    case "constant":
      if (kind.value.kind === "float") return isFloat(interpreter, pat, kind.value.bits, place, frame);
      return sameConstant(kind.value, readPlace(place));
    case "range": {
      const value = interpreter.scalarOf(readPlace(place), pat);
      const format = formatOf(interpreter.type(pat.type, frame));
      if (format !== undefined) return isInFloats(kind, value, format);
      if (kind.start !== undefined && value < kind.start) return false;
      return kind.end === undefined || (kind.inclusive ? value <= kind.end : value < kind.end);
    }
    case "or":
      return kind.alternatives.some((each) => matchPattern(interpreter, each, place, frame));
    case "slice":
      return matchArray(interpreter, pat, place, frame);
    default:
      return interpreter.refuse("this pattern", pat);
  }
}

function isInFloats({ start, end, inclusive }: PatKind & { kind: "range" }, value: bigint, format: Format): boolean {
  if (start !== undefined && floatBinary(">=", value, start, format) === 0n) return false;
  return end === undefined || floatBinary(inclusive ? "<=" : "<", value, end, format) === 1n;
}

function isFloat(interpreter: Interpreter, pat: Pat, bits: bigint, place: Place, frame: Frame): boolean {
  const format = formatOf(interpreter.type(pat.type, frame));
  if (format === undefined) return interpreter.refuse("this pattern", pat);
  return floatBinary("==", interpreter.scalarOf(readPlace(place), pat), bits, format) === 1n;
}

function matchArray(interpreter: Interpreter, pat: Pat, place: Place, frame: Frame): boolean {
  const length = lengthOf(readPlace(place));
  if (length === undefined) return interpreter.refuse("this pattern", pat);
  const whole = inside(place, 0);
  const start: Place = { allocation: whole.allocation, path: whole.path.slice(0, -1), index: 0 };
  return matchElements(interpreter, pat, start, length, frame);
}

function matchSlice(interpreter: Interpreter, pat: Pat, pointer: Value & { kind: "pointer" }, frame: Frame): boolean {
  if (pointer.length === undefined) return matchArray(interpreter, pat, pointer.place as Place, frame);
  return matchElements(interpreter, pat, pointer.place as Place, Number(pointer.length), frame);
}

function matchElements(interpreter: Interpreter, pat: Pat, start: Place, length: number, frame: Frame): boolean {
  const { kind } = pat;
  if (kind.kind !== "slice") return false;
  const fixed = kind.prefix.length + kind.suffix.length;
  if (kind.hasRest ? length < fixed : length !== fixed) return false;
  const at = (i: number): Place => ({ ...start, index: (start.index ?? 0) + i });
  const first = kind.prefix.every((each, i) => matchPattern(interpreter, each, at(i), frame));
  if (!first || !kind.suffix.every((each, i) => matchPattern(interpreter, each, at(length - kind.suffix.length + i), frame))) return false;
  if (kind.middle?.kind.kind === "binding") {
    const { local } = kind.middle.kind;
    const value = pointerTo(at(kind.prefix.length), BigInt(length - fixed));
    if (kind.middle.kind.mode === "value") return interpreter.refuse("this pattern", pat);
    frame.locals[local] = { value, type: interpreter.type(kind.middle.type, frame), static: undefined };
  }
  return true;
}

const TEXT = new TextEncoder();

function sameConstant(constant: PatConstant, value: Value): boolean {
  switch (constant.kind) {
    case "scalar":
      return value.kind === "scalar" && value.value === constant.value;
    case "str":
      return sameBytes(TEXT.encode(constant.value), value);
    case "bytes":
      return sameBytes(constant.value, value);
    default:
      return false;
  }
}

function sameBytes(bytes: Uint8Array, value: Value): boolean {
  if (value.kind !== "pointer" || value.place === undefined) return false;
  const array = readPlace({ ...value.place, index: undefined });
  const whole = lengthOf(array);
  if (whole === undefined) return false;
  const start = value.place.index ?? 0;
  const length = value.length === undefined ? whole : Number(value.length);
  if (length !== bytes.length) return false;
  return bytes.every((byte, i) => {
    const element = partOf(array, start + i);
    return element.kind === "scalar" && element.value === BigInt(byte);
  });
}
