// Values of a build script, and their types as rustc would have them: few enough to be exact. A value whose `data` is undefined
// is one of its type that is not known: with such values a script is checked before it is run.
import type { Span } from "../../base/source.ts";

type Simple =
  | "()"
  | "bool"
  | "int"
  | "char"
  | "str"
  | "String"
  | "OsStr"
  | "OsString"
  | "Path"
  | "PathBuf"
  | "Cow"
  | "Display"
  | IntegerName
  /** What `parse` gives where an integer is wanted, of a type that is found out later. */
  | "parsed"
  | "Command"
  | "Output"
  | "ExitStatus"
  | "Bytes"
  | ErrorName
  | "AutoCfg"
  | "!";

type IntegerName = "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64" | "u128" | "usize";
export type ErrorName = "VarError" | "IoError" | "Utf8Error" | "ParseIntError";

export type Type =
  | { readonly kind: Simple }
  /** A slice is what is left of arrays without their length; `Iter` gives items, and what a variable of it holds gets less. */
  | { readonly kind: "ref" | "Option" | "Array" | "Slice" | "Iter"; readonly of: Type }
  /** What its error is, where that is known. */
  | { readonly kind: "Result"; readonly of: Type; readonly error?: ErrorName };

/** Of an option: null is `None`. Of a result: null is an error. References are what they lead to. */
export type Data = boolean | bigint | string | Value | readonly Value[] | null | undefined;

export interface Value {
  readonly type: Type;
  readonly data: Data;
}

/** What a build script does that is not understood. */
export class NotConstant extends Error {
  constructor(
    readonly what: string,
    readonly span: Span,
  ) {
    super(what);
  }
}

export const simple = (kind: Simple): Type => ({ kind });
export const refTo = (of: Type): Type => ({ kind: "ref", of });
export const UNIT: Value = { type: simple("()"), data: "" };
export const NEVER: Value = { type: simple("!"), data: undefined };
export const STR = refTo(simple("str"));

export function equalTypes(one: Type, other: Type): boolean {
  if (one.kind !== other.kind) return false;
  return !("of" in one) || !("of" in other) || equalTypes(one.of, other.of);
}

const DEREFS: Readonly<Partial<Record<Type["kind"], Simple>>> = { String: "str", PathBuf: "Path", OsString: "OsStr", Cow: "str" };

/** The type behind `*`. */
export function dereferenced(type: Type): Type | undefined {
  if (type.kind === "ref") return type.of;
  if (type.kind === "Array") return { kind: "Slice", of: type.of };
  const target = DEREFS[type.kind];
  return target === undefined ? undefined : simple(target);
}

/** Behind all references. */
export function withoutRefs(type: Type): Type {
  return type.kind === "ref" ? withoutRefs(type.of) : type;
}

/** Values of the type are copied where they are used. */
export function isCopy(type: Type): boolean {
  if (isIntegerName(type.kind)) return true;
  switch (type.kind) {
    case "()":
    case "bool":
    case "int":
    case "parsed":
    case "ExitStatus":
    case "char":
    case "ref":
    case "!":
      return true;
    case "Option":
    case "Array":
      return isCopy(type.of);
    default:
      return false;
  }
}

const INTEGER = /^[iu](?:8|16|32|64|128|size)$/;

export const isIntegerName = (name: string): name is IntegerName => INTEGER.test(name);

/** An integer of which the type is still open. */
export const isOpen = ({ kind }: Type): boolean => kind === "int" || kind === "parsed";

/** Whether a value of one type may stand where the other is expected. */
export function coerces(from: Type, to: Type): boolean {
  if (from.kind === "!" || equalTypes(from, to) || (isOpen(from) && isIntegerName(to.kind))) return true;
  if (from.kind === "Option" && to.kind === "Option") return (from.of.kind === "!" || isOpen(from.of)) && coerces(from.of, to.of);
  if (from.kind !== "ref" || to.kind !== "ref") return false;
  const inner = dereferenced(from.of);
  return inner !== undefined && coerces(refTo(inner), to);
}

/** A type that is named: `&str`, `String`, `Option<&str>`, `&[&str]`. Undefined for what is not understood. */
export function namedType(text: string): Type | undefined {
  const words = text.replaceAll(/'\w+\s*/g, "").replaceAll(/\s/g, "");
  if (words.startsWith("&")) {
    const inner = namedType(words.slice(1));
    return inner === undefined ? undefined : refTo(inner);
  }
  const list = /^\[(.*?)(;\d+)?\]$/.exec(words);
  const wrapped = list === null ? /^(Option)<(.*)>$/.exec(words) : null;
  const of = namedTypeOr(list?.[1] ?? wrapped?.[2]);
  if (list !== null) return of === undefined ? undefined : { kind: list[2] === undefined ? "Slice" : "Array", of };
  if (wrapped !== null) return of === undefined ? undefined : { kind: "Option", of };
  const name = words.replace(/^(?:std::)?(?:\w+::)*/, "");
  if (isIntegerName(words)) return simple(words);
  return ["bool", "str", "String", "Path", "PathBuf", "OsStr", "OsString", "()"].includes(name) ? simple(name as Simple) : undefined;
}

const namedTypeOr = (text: string | undefined): Type | undefined => (text === undefined ? undefined : namedType(text));
