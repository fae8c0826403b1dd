// Statements and terminators of MIR as text.
import type { AdtDef } from "../sema/types/tables.ts";
import type { AssertMessage, BinaryOp, BlockId, CastKind, InlineAsm, Operand, Rvalue, Statement, Terminator } from "./mir.ts";
import { isOperand } from "./mir.ts";
import type { MirLook } from "./print.ts";
import type { OperandPrinter } from "./print-operand.ts";

const OPERATORS: Readonly<Record<BinaryOp, string>> = {
  "+": "Add",
  "-": "Sub",
  "*": "Mul",
  "/": "Div",
  "%": "Rem",
  "^": "BitXor",
  "&": "BitAnd",
  "|": "BitOr",
  "<<": "Shl",
  ">>": "Shr",
  "==": "Eq",
  "<": "Lt",
  "<=": "Le",
  "!=": "Ne",
  ">=": "Ge",
  ">": "Gt",
};

/** Older and newer names of the casts. */
const CASTS: Readonly<Record<CastKind, readonly [string, string]>> = {
  "int-to-int": ["IntToInt", "IntToInt"],
  "float-to-int": ["FloatToInt", "FloatToInt"],
  "int-to-float": ["IntToFloat", "IntToFloat"],
  "float-to-float": ["FloatToFloat", "FloatToFloat"],
  pointer: ["PtrToPtr", "PtrToPtr"],
  "pointer-to-int": ["PointerExposeAddress", "PointerExposeProvenance"],
  "int-to-pointer": ["PointerFromExposedAddress", "PointerWithExposedProvenance"],
  "reify-fn": ["Pointer(ReifyFnPointer)", "PointerCoercion(ReifyFnPointer(Safe), Implicit)"],
  unsize: ["Pointer(Unsize)", "PointerCoercion(Unsize, Implicit)"],
};

export function statementText({ place, value }: Statement, p: OperandPrinter): string {
  return `${p.place(place)} = ${rvalueText(value, p)};`;
}

function rvalueText(value: Rvalue, p: OperandPrinter): string {
  switch (value.kind) {
    case "use":
      return p.operand(value.operand);
    case "binary":
      return `${OPERATORS[value.op]}(${p.operand(value.left)}, ${p.operand(value.right)})`;
    case "checked-binary": {
      const name = p.look.modern ? `${OPERATORS[value.op]}WithOverflow` : `Checked${OPERATORS[value.op]}`;
      return `${name}(${p.operand(value.left)}, ${p.operand(value.right)})`;
    }
    case "unary":
      return `${value.op === "!" ? "Not" : "Neg"}(${p.operand(value.operand)})`;
    case "cast":
      return `${p.operand(value.operand)} as ${p.names.type(value.type)} (${CASTS[value.cast][p.look.modern ? 1 : 0]})`;
    case "ref":
      return `&${value.raw ? `raw ${value.mutable ? "mut" : "const"} ` : value.mutable ? "mut " : ""}${p.place(value.place)}`;
    case "aggregate":
      return aggregateText(value, p);
    case "repeat":
      return `[${p.operand(value.operand)}; ${value.count}]`;
    case "len":
      return `Len(${p.place(value.place)})`;
    case "discriminant":
      return `discriminant(${p.place(value.place)})`;
  }
}

function aggregateText({ type, variant, fields }: Extract<Rvalue, { kind: "aggregate" }>, p: OperandPrinter): string {
  const operands = fields.map(({ operand }) => p.operand(operand));
  if (type.kind === "array") return `[${operands.join(", ")}]`;
  if (type.kind !== "adt") return `(${operands.join(", ")}${operands.length === 1 ? "," : ""})`;
  const adt = p.names.adt(type.def);
  const path = adtPath(adt, variant, p.names.type(type));
  const shape = adt.variants[Math.max(variant, 0)];
  if (operands.length === 0) return path;
  if (shape?.shape === "tuple") return `${path}(${operands.join(", ")})`;
  return `${path} { ${fields.map(({ field }, i) => `${shape?.fields[field]?.name}: ${operands[i]}`).join(", ")} }`;
}

/** `Option::<u8>::Some`, `Point`. */
function adtPath(adt: AdtDef, variant: number, type: string): string {
  const at = type.indexOf("<");
  const path = at < 0 ? type : `${type.slice(0, at)}::${type.slice(at)}`;
  return adt.kind === "enum" ? `${path}::${adt.variants[variant]?.name}` : path;
}

const blocks = (look: MirLook, target: BlockId | undefined, name: string): string => {
  if (!look.modern) return target === undefined ? "" : ` -> bb${target}`;
  return target === undefined ? ` -> unwind ${look.unwind}` : ` -> [${name}: bb${target}, unwind ${look.unwind}]`;
};

export function terminatorText(terminator: Terminator, p: OperandPrinter, look: MirLook): string {
  switch (terminator.kind) {
    case "goto":
      return `goto -> bb${terminator.target};`;
    case "return":
    case "unreachable":
      return `${terminator.kind};`;
    case "switch":
      return switchText(terminator, p, look);
    case "call":
      return callText(terminator, p, look);
    case "assert": {
      const condition = `${terminator.expected ? "" : "!"}${p.operand(terminator.condition)}`;
      return `assert(${condition}, ${assertText(terminator.message, p)})${blocks(look, terminator.target, "success")};`;
    }
    case "drop":
      return `drop(${p.place(terminator.place)})${blocks(look, terminator.target, "return")};`;
    case "asm":
      return `asm!(${asmText(terminator.asm, p)})${blocks(look, terminator.target, "return")};`;
  }
}

function switchText({ operand, cases, otherwise }: Extract<Terminator, { kind: "switch" }>, p: OperandPrinter, look: MirLook): string {
  const type = operand.kind === "constant" ? operand.type : operand.place.type;
  const value = (number: bigint) => (type.kind === "bool" && !look.modern ? String(number !== 0n) : String(number));
  const targets = [...cases.map((one) => `${value(one.value)}: bb${one.target}`), `otherwise: bb${otherwise}`];
  return `switchInt(${p.operand(operand)}) -> [${targets.join(", ")}];`;
}

function callText({ callee, args, destination, target }: Extract<Terminator, { kind: "call" }>, p: OperandPrinter, look: MirLook): string {
  const called = isOperand(callee) ? p.operand(callee) : p.names.instance(callee);
  return `${p.place(destination)} = ${called}(${args.map((arg) => p.operand(arg)).join(", ")})${blocks(look, target, "return")};`;
}

/** What overflowed, in the message's words. */
const OVERFLOWING: Readonly<Record<string, string>> = {
  "+": "compute `{} + {}`",
  "-": "compute `{} - {}`",
  "*": "compute `{} * {}`",
  "/": "compute `{} / {}`",
  "%": "compute the remainder of `{} % {}`",
  "<<": "shift left by `{}`",
  ">>": "shift right by `{}`",
  neg: "negate `{}`",
};

function assertText(message: AssertMessage, p: OperandPrinter): string {
  switch (message.kind) {
    case "overflow":
      return [`"attempt to ${OVERFLOWING[message.op]}, which would overflow"`, ...message.operands.map((one) => p.operand(one))].join(", ");
    case "division-by-zero":
      return `"attempt to divide \`{}\` by zero", ${p.operand(message.operand)}`;
    case "remainder-by-zero":
      return `"attempt to calculate the remainder of \`{}\` with a divisor of zero", ${p.operand(message.operand)}`;
    case "bounds-check":
      return `"index out of bounds: the length is {} but the index is {}", ${p.operand(message.length)}, ${p.operand(message.index)}`;
  }
}

function asmText({ template, operands, options }: InlineAsm, p: OperandPrinter): string {
  const text = template
    .map((piece) => (piece.kind === "text" ? piece.text : `{${piece.operand}${piece.modifier && `:${piece.modifier}`}}`))
    .join("");
  const flags = options.length === 0 ? [] : [`options(${options.map((option) => option.toUpperCase()).join(" | ")})`];
  return [`"${text}"`, ...operands.map((operand) => asmOperandText(operand, p)), ...flags].join(", ");
}

function asmOperandText(operand: InlineAsm["operands"][number], p: OperandPrinter): string {
  const place = (value: Operand | undefined) => (value === undefined ? "_" : p.operand(value));
  switch (operand.kind) {
    case "in":
      return `in(${operand.register.name}) ${p.operand(operand.value)}`;
    case "out":
      return `${operand.late ? "lateout" : "out"}(${operand.register.name}) ${operand.place === undefined ? "_" : p.place(operand.place)}`;
    case "inout":
      return `${operand.late ? "inlateout" : "inout"}(${operand.register.name}) ${place(operand.value)} => ${operand.place === undefined ? "_" : p.place(operand.place)}`;
    case "const":
      return `const ${operand.value}`;
    case "sym":
      return `sym_fn ${operand.instance === undefined ? p.names.item(operand.static as number) : p.names.instance(operand.instance)}`;
  }
}
