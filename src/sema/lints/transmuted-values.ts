// What `transmute` is used for that a function of core does: numbers, characters, `bool` and bytes into each other
// (`unnecessary_transmutes`); integers to pointers, which lose their provenance (`integer_to_ptr_transmutes`); and pointers to
// integers where constants are computed (`ptr_to_integer_transmute_in_consts`). (rustc_lint: `transmute.rs`.)
import { warning } from "../../diag/diagnostic.ts";
import type { Expr } from "../types/thir.ts";
import { isPolymorphic } from "../types/ty-util.ts";
import type { Ty } from "../types/ty.ts";
import type { CoreCall, WrittenBody } from "./written.ts";
import type { Finding, TypedLint, TypedQuestions } from "./typed-lints.ts";

/** The call as it is instead: in place of the callee, behind the argument, behind the call. */
interface Instead {
  readonly callee: string;
  readonly afterArg?: string;
  readonly afterCall?: string;
  readonly help?: string;
}

const isBytes = (type: Ty): boolean => type.kind === "array" && type.element.kind === "int" && type.element.name === "u8";
const isNumber = ({ kind }: Ty): boolean => kind === "int" || kind === "float";
const byteOrder = (way: "from" | "to"): string =>
  `there's also \`${way}_le_bytes\` and \`${way}_be_bytes\` if you expect a particular byte order`;

function insteadOf(from: Ty, to: Ty, inConstant: boolean): Instead | undefined {
  if (isBytes(from) && isNumber(to) && "name" in to) return { callee: `${to.name}::from_ne_bytes`, help: byteOrder("from") };
  if (isBytes(to) && isNumber(from) && "name" in from) return { callee: `${from.name}::to_ne_bytes`, help: byteOrder("to") };
  if (from.kind === "char" && to.kind === "int")
    return to.name === "u32" || to.name === "i32"
      ? { callee: "u32::from", ...(to.signed ? { afterCall: ".cast_signed()" } : {}) }
      : undefined;
  if (from.kind === "bool" && to.kind === "int")
    return inConstant ? { callee: "", afterCall: ` as ${to.name}` } : { callee: `${to.name}::from` };
  if (from.kind === "int") return fromInteger(from, to);
  if (from.kind !== "float" || to.kind !== "int") return undefined;
  const isPointerSized = to.name === "usize" || to.name === "isize";
  const afterCall = isPointerSized ? ` as ${to.name}` : to.signed ? ".cast_signed()" : undefined;
  return { callee: `${from.name}::to_bits`, ...(afterCall === undefined ? {} : { afterCall }) };
}

function fromInteger(from: Ty & { kind: "int" }, to: Ty): Instead | undefined {
  if (to.kind === "char" && from.name === "u32")
    return { callee: "char::from_u32_unchecked", help: "consider using `char::from_u32(…).unwrap()`" };
  if (to.kind === "char" && from.name === "i32")
    return {
      callee: "char::from_u32_unchecked(i32::cast_unsigned",
      afterCall: ")",
      help: "consider using `char::from_u32(i32::cast_unsigned(…)).unwrap()`",
    };
  if (to.kind === "int" && to.signed !== from.signed) return { callee: `${from.name}::cast_${to.signed ? "signed" : "unsigned"}` };
  if (to.kind !== "float") return undefined;
  if (from.name === "usize" || from.name === "isize") return { callee: `${to.name}::from_bits`, afterArg: " as _" };
  return from.signed
    ? { callee: `${to.name}::from_bits(${from.name}::cast_unsigned`, afterCall: ")" }
    : { callee: `${to.name}::from_bits` };
}

function unnecessary({ expr, args }: CoreCall, from: Ty, to: Ty, inConstant: boolean): Finding | undefined {
  const instead = insteadOf(from, to, inConstant);
  const [arg] = args;
  if (instead === undefined || arg === undefined) return undefined;
  const diagnostic = warning("unnecessary transmute").at(expr.span);
  if (instead.help !== undefined) diagnostic.help(instead.help);
  const behind = ({ span }: Expr, text: string | undefined) => (text === undefined ? [] : [{ span: { ...span, lo: span.hi }, text }]);
  const edits = [{ span: expr.callee.span, text: instead.callee }, ...behind(arg, instead.afterArg), ...behind(expr, instead.afterCall)];
  diagnostic.suggest("replace this with", edits, "MachineApplicable", "verbose");
  return { lint: "unnecessary_transmutes", diagnostic };
}

function integerToPointer({ expr, args }: CoreCall, from: Ty, to: Ty, ask: TypedQuestions): Finding | undefined {
  const [arg] = args;
  if (from.kind !== "int" || (to.kind !== "ref" && to.kind !== "ptr") || arg === undefined) return undefined;
  if ((arg.kind === "int" && arg.value === 0n) || isPolymorphic(to.target) || ask.isZeroSized(to.target)) return undefined;
  const diagnostic = warning("transmuting an integer to a pointer creates a pointer without provenance").at(expr.span);
  diagnostic.note("this is dangerous because dereferencing the resulting pointer is undefined behavior");
  diagnostic.note("exposed provenance semantics can be used to create a pointer based on some previously exposed provenance");
  diagnostic.help("if you truly mean to create a pointer without provenance, use `std::ptr::without_provenance_mut`");
  const page = "https://doc.rust-lang.org/std/mem/fn.transmute.html#transmutation-between-pointers-and-integers";
  diagnostic.help(`for more information about transmute, see <${page}>`);
  diagnostic.help("for more information about exposed provenance, see <https://doc.rust-lang.org/std/ptr/index.html#exposed-provenance>");
  if (ask.isSized(to.target)) {
    const name = `std::ptr::with_exposed_provenance${to.mutable ? "_mut" : ""}`;
    const lead = to.kind === "ref" ? `&${to.mutable ? "mut " : ""}*` : "";
    const head = { ...expr.span, hi: arg.span.lo };
    const text = `${lead}${name}::<${ask.print(to.target)}>(`;
    const words = `use \`${name}\` instead to use a previously exposed provenance`;
    diagnostic.suggest(words, [{ span: head, text }], "MachineApplicable", "verbose");
  }
  return { lint: "integer_to_ptr_transmutes", diagnostic };
}

function pointerInConstant({ expr }: CoreCall, from: Ty, to: Ty): Finding | undefined {
  if (from.kind !== "ptr" || to.kind !== "int") return undefined;
  const diagnostic = warning("pointers cannot be transmuted to integers during const eval").at(expr.span);
  diagnostic.note("at compile-time, pointers do not have an integer value");
  diagnostic.note("avoiding this restriction via `union` or raw pointers leads to compile-time undefined behavior");
  diagnostic.help("for more information, see https://doc.rust-lang.org/std/mem/fn.transmute.html");
  return { lint: "ptr_to_integer_transmute_in_consts", diagnostic };
}

export const transmutedValues: TypedLint = (expr, body: WrittenBody, ask) => {
  const call = body.coreCall(expr);
  if (call?.path !== "core::intrinsics::transmute" || call.isMethod || call.expr.callee.type.kind !== "fn-def") return undefined;
  const [from, to] = call.expr.callee.type.args;
  if (from === undefined || to === undefined) return undefined;
  const context = ask.constness(body.body.owner);
  const found = [
    context === "const-fn" || context === "assoc-const" ? pointerInConstant(call, from, to) : undefined,
    unnecessary(call, from, to, context !== "none"),
    integerToPointer(call, from, to, ask),
  ];
  return found.filter((one) => one !== undefined);
};
