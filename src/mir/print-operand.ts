// Places, constants and operands of MIR as text: `((*_1).0: u32)`, `const 5_u8`, `move _3`.
import { formatOf, numberOf } from "../sema/types/float-bits.ts";
import type { Ty } from "../sema/types/ty.ts";
import type { Constant, Operand, Place, Projection } from "./mir.ts";
import type { MirLook, MirNames } from "./print.ts";

const DECODER = new TextDecoder();

/** As a Rust literal's inside. */
function escaped(text: string): string {
  const named: Readonly<Record<string, string>> = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0" };
  return [...text].map((char) => named[char] ?? char).join("");
}

export class OperandPrinter {
  constructor(
    readonly names: MirNames,
    readonly look: MirLook,
  ) {}

  operand(operand: Operand): string {
    if (operand.kind === "constant") return `const ${this.constant(operand)}`;
    const place = this.place(operand.place);
    return operand.kind === "copy" && !this.look.modern ? place : `${operand.kind} ${place}`;
  }

  place({ local, projection }: Place): string {
    return projection.reduce((text, step) => this.#step(text, step), `_${local}`);
  }

  #step(text: string, step: Projection): string {
    switch (step.kind) {
      case "deref":
        return `(*${text})`;
      case "field":
        return `(${this.#downcast(text, step)}.${step.field}: ${this.names.type(step.type)})`;
      case "index":
        return `${text}[_${step.index}]`;
      case "constant-index":
        return `${text}[${step.fromEnd ? "-" : ""}${step.offset} of ${step.offset + (step.fromEnd ? 0 : 1)}]`;
      case "subslice":
        return `${text}[${step.from}:${step.to === 0 ? "" : `-${step.to}`}]`;
    }
  }

  #downcast(text: string, { variant }: Extract<Projection, { kind: "field" }>): string {
    return variant < 0 ? text : `(${text} as variant#${variant})`;
  }

  constant({ type, value }: Constant): string {
    switch (value.kind) {
      case "int":
        return this.#int(type, value.value);
      case "zero-sized":
        return type.kind === "tuple" ? "()" : this.names.type(type);
      case "unread":
        return "_";
      case "fn":
        return this.names.instance(value.instance);
      case "static":
        return `{static ${this.names.item(value.def)}: ${this.names.type(type)}}`;
      case "memory":
      case "promoted":
        return `{constant: ${this.names.type(type)}}`;
      case "bytes":
        return `${value.length === undefined ? "b" : ""}"${escaped(DECODER.decode(value.bytes))}"`;
    }
  }

  #int(type: Ty, value: bigint): string {
    if (type.kind === "bool") return value === 0n ? "false" : "true";
    if (type.kind === "char") return `'${String.fromCodePoint(Number(value))}'`;
    if (type.kind === "int") return `${value}_${type.name}`;
    const format = formatOf(type);
    if (format !== undefined) {
      const number = numberOf(value, format);
      // The digits that all numbers of the type need.
      const text = number.toPrecision(format.bits === 64 ? 17 : 9).replace(/\.?0+$/, "");
      if (Number.isFinite(number) && !text.includes("e")) return `${value > 0n && number === 0 ? "-" : ""}${text}${this.names.type(type)}`;
    }
    return `{0x${value.toString(16)} as ${this.names.type(type)}}`;
  }
}
