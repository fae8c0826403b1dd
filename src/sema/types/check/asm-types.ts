// The types of `asm!` operands: integers, floats, thin pointers, and what is one of these inside `MaybeUninit`; of a size
// that the register class holds.
import { error, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Asm } from "../../expand/built-in.ts";
import { asmFacts, type RegisterClassInfo } from "../asm-register-facts.ts";
import type { AsmOperand, Expr } from "../thir.ts";
import { bitsOf, type Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

const USABLE = "only integers, floats, SIMD vectors, pointers and function pointers can be used as arguments for inline assembly";

/** Size in bytes of a value assembly can take; undefined if it cannot. */
function sizeOf(cx: BodyContext, type: Ty): number | undefined {
  switch (type.kind) {
    case "int":
      return bitsOf(type, cx.tcx.session.target.pointerWidth) / 8;
    case "float":
      return Number(type.name.slice(1)) / 8;
    case "fn-pointer":
      return cx.tcx.session.target.pointerWidth / 8;
    case "ref":
    case "ptr":
      return isThin(cx, type.target) ? cx.tcx.session.target.pointerWidth / 8 : undefined;
    case "adt":
      return isMaybeUninit(cx, type) ? sizeOf(cx, cx.resolve(type.args[0] as Ty)) : undefined;
    default:
      return undefined;
  }
}

function isMaybeUninit(cx: BodyContext, type: Ty & { kind: "adt" }): boolean {
  return !cx.tcx.items.isLocal(type.def) && cx.tcx.adt(type.def).name === "MaybeUninit";
}

function isThin(cx: BodyContext, target: Ty): boolean {
  const type = cx.resolve(target);
  return type.kind !== "str" && type.kind !== "slice" && type.kind !== "dynamic";
}

/** A reference is taken as a raw pointer, and printed as one. */
function pointerOf(cx: BodyContext, type: Ty): Ty {
  return type.kind === "ref" ? cx.tcx.types.ptr(type.target, type.mutable) : type;
}

export function checkAsmTypes(cx: BodyContext, asm: Asm, operands: readonly AsmOperand[]): void {
  const facts = asmFacts(cx.tcx.session.target.arch);
  operands.forEach((operand, i) => {
    const written = asm.operands[i];
    if (written === undefined || !("reg" in written)) return;
    const { name, kind } = written.reg;
    if (kind === "explicit" && facts.refused(name) !== undefined) return;
    const wanted = kind === "class" ? name : facts.named(name)?.class;
    const cls = facts.classes.find((one) => one.name === wanted);
    if (cls === undefined) return;
    const value = valueOf(operand);
    if (value === undefined || !checkValue(cx, value, cls, operand)) return;
    if (operand.kind === "split-inout" && operand.place !== undefined) checkSame(cx, operand.value, operand.place);
  });
}

/** What is judged by the class: the input if there is one, which the output then has to be like. */
function valueOf(operand: AsmOperand): Expr | undefined {
  if (operand.kind === "in" || operand.kind === "split-inout") return operand.value;
  return operand.kind === "out" || operand.kind === "inout" ? operand.place : undefined;
}

/** False if something was reported. */
function checkValue(cx: BodyContext, value: Expr, cls: RegisterClassInfo, operand: AsmOperand): boolean {
  const type = cx.resolve(value.type);
  if (type.kind === "error" || type.kind === "infer" || type.kind === "param" || type.kind === "never") return true;
  const size = sizeOf(cx, type);
  const wrong =
    size === undefined
      ? unusable(cx, value, type)
      : !cls.sizes.includes(size)
        ? wrongSize(cx, value, type, size, cls)
        : missingFeature(cx, cls, operand);
  if (wrong !== undefined) cx.report(wrong);
  return wrong === undefined;
}

function unusable(cx: BodyContext, value: Expr, type: Ty): DiagnosticBuilder {
  const { minor } = cx.tcx.session.release;
  const isFat = minor >= 83 && (type.kind === "ref" || type.kind === "ptr");
  const what = isFat ? "value of unsized pointer type" : "value of type";
  return error(`cannot use ${what} \`${cx.print(pointerOf(cx, type))}\` for inline assembly`)
    .at(value.span)
    .note(isFat ? "only sized pointers can be used in inline assembly" : USABLE);
}

function wrongSize(cx: BodyContext, value: Expr, type: Ty, size: number, cls: RegisterClassInfo): DiagnosticBuilder {
  const { minor } = cx.tcx.session.release;
  const types = minor < 80 ? typesBefore80(cls) : cls.types;
  const said = error(`type \`${cx.print(type)}\` cannot be used with this register class`)
    .at(value.span)
    .note(`register class \`${cls.name}\` supports these types: ${types.join(", ")}`);
  const isByte = size === 1 && (cls.name === "reg" || cls.name === "reg_abcd");
  return isByte ? said.help("consider using the `reg_byte` register class instead") : said;
}

/** Before there was `f16`, the 32-bit types stood together. */
function typesBefore80(cls: RegisterClassInfo): readonly string[] {
  return cls.name === "reg" || cls.name === "reg_abcd" ? ["i16", "i32", "f32", "i64", "f64"] : cls.types;
}

function missingFeature(cx: BodyContext, cls: RegisterClassInfo, operand: AsmOperand): DiagnosticBuilder | undefined {
  if (cls.feature === undefined || cx.tcx.session.target.features.includes(cls.feature)) return undefined;
  return error(`register class \`${cls.name}\` requires the \`${cls.feature}\` target feature`).at(operand.span);
}

function checkSame(cx: BodyContext, input: Expr, output: Expr): void {
  const [from, to] = [cx.resolve(input.type), cx.resolve(output.type)];
  const isWord = (type: Ty) => type.kind === "int" || type.kind === "ptr" || type.kind === "ref" || type.kind === "fn-pointer";
  if (from === to || from.kind === "never" || from.kind === "error" || to.kind === "error") return;
  if (isWord(from) && isWord(to) && sizeOf(cx, from) === sizeOf(cx, to)) return;
  cx.report(
    error("incompatible types for asm inout argument")
      .at(input.span, `type \`${cx.print(pointerOf(cx, from))}\``)
      .at(output.span, `type \`${cx.print(pointerOf(cx, to))}\``)
      .note("asm inout arguments must have the same type, unless they are both pointers or integers of the same size"),
  );
}
