// Lints of inline assembly: labels that would be defined twice when a block is inlined twice, labels that LLVM reads as
// binary numbers, and registers printed wider than the value they hold.
import type { Architecture } from "../../target/target.ts";
import type { SourceMap, Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import { walk } from "../types/thir-walk.ts";
import type { AsmOperand, Body, Expr, InlineAsm } from "../types/thir.ts";
import { bitsOf, type Ty } from "../types/ty.ts";
import type { FoundLint } from "./report.ts";

const BOOK =
  "see the asm section of Rust By Example <https://doc.rust-lang.org/nightly/rust-by-example/unsafe/asm.html#labels> for more information";

interface Label {
  readonly name: string;
  readonly kind: "named" | "format" | "binary";
}

/** A label at the start of `text`, if the characters before a `:` make one. */
function labelAt(text: string): Label | undefined {
  const name = text.trim();
  if (/^[01]+$/.test(name)) return { name, kind: "binary" };
  if (/^\{[^{}]*\}[\w$]*$|^[A-Za-z._][\w$]*\{[^{}]*\}[\w$]*$/.test(name)) return { name, kind: "format" };
  return /^[A-Za-z._][\w$]*$/.test(name) ? { name, kind: "named" } : undefined;
}

/** Labels of a template string in order: what stands before colons at the start of a statement. */
function labelsIn(text: string): Label[] {
  return text.split(/[\n;]/).flatMap((statement) => {
    const found: Label[] = [];
    let rest = statement;
    for (let colon = rest.indexOf(":"); colon >= 0; colon = rest.indexOf(":")) {
      const inBraces = /\{[^}]*$/.exec(rest.slice(0, colon));
      const end = inBraces === null ? colon : rest.indexOf(":", rest.indexOf("}", colon));
      const label = end < 0 ? undefined : labelAt(rest.slice(0, end));
      if (label === undefined) break;
      found.push(label);
      rest = rest.slice(end + 1);
    }
    return found;
  });
}

/** From the first place the name stands in the source to the next colon, as rustc points at it. */
function labelSpan(sources: SourceMap, template: Span, name: string): Span {
  const source = sources.snippet(template);
  const at = source.indexOf(name);
  if (at < 0) return template;
  const colon = source.indexOf(":", at + (name.startsWith("{") ? name.length : 0));
  return { ...template, lo: template.lo + at, hi: colon < 0 ? template.hi : template.lo + colon };
}

export class AsmLints {
  readonly found: FoundLint[] = [];

  constructor(
    readonly sources: SourceMap,
    readonly minor: number,
    readonly arch: Architecture,
  ) {}

  body(body: Body): void {
    walk(
      body.value,
      (expr) => this.#expr(expr),
      () => {},
    );
  }

  #expr(expr: Expr): void {
    if (expr.kind !== "asm") return;
    if (expr.asm.macro === "asm") {
      this.#labels(expr.asm);
      this.#subRegisters(expr.asm);
    }
  }

  #labels(asm: InlineAsm): void {
    const isIntel = !asm.options.includes("att_syntax");
    for (const { text, span } of asm.templates) {
      const labels = labelsIn(text).map((label) => ({ ...label, span: labelSpan(this.sources, span, label.name) }));
      const named = labels.filter(({ kind }) => kind !== "binary");
      if (this.minor >= 82) for (const label of named) this.#named([label.span], label.kind === "format");
      else if (named.length > 0)
        this.#named(
          named.map((label) => label.span),
          false,
        );
      if (this.minor >= 82 && isIntel && this.arch === "x86_64")
        for (const label of labels) if (label.kind === "binary") this.#binary(label.span);
    }
  }

  #named(spans: readonly Span[], isFormat: boolean): void {
    const said = warning("avoid using named labels in inline assembly");
    for (const span of spans) said.at(span);
    said.help("only local labels of the form `<number>:` should be used in inline asm");
    if (isFormat) said.note("format arguments may expand to a non-numeric value");
    this.found.push({ lint: "named_asm_labels", node: 0, diagnostic: said.note(BOOK) });
  }

  #binary(span: Span): void {
    const said = warning("avoid using labels containing only the digits `0` and `1` in inline assembly")
      .at(span, "use a different label that doesn't start with `0` or `1`")
      .help("start numbering with `2` instead")
      .note("an LLVM bug makes these labels ambiguous with a binary literal number on x86")
      .note("see <https://github.com/llvm/llvm-project/issues/99547> for more information");
    this.found.push({ lint: "binary_asm_labels", node: 0, diagnostic: said });
  }

  #subRegisters(asm: InlineAsm): void {
    asm.operands.forEach((operand, i) => {
      const plain = asm.template.flatMap((piece) =>
        piece.kind === "operand" && piece.operand === i && piece.modifier === "" ? [piece.span] : [],
      );
      if (plain.length === 0 || !("reg" in operand) || (operand.reg.name !== "reg" && operand.reg.name !== "reg_abcd")) return;
      for (const value of valuesOf(operand)) this.#subRegister(i, value, plain);
    });
  }

  #subRegister(index: number, value: Expr, plain: readonly Span[]): void {
    const advice = SUB_REGISTERS[this.arch]?.(widthOf(value.type));
    if (advice === undefined) return;
    const { modifier, name, bits, whole, wholeName } = advice;
    const said = warning("formatting may not be suitable for sub-register argument");
    for (const span of plain) said.at(span);
    said.label(value.span, "for this argument");
    if (this.minor < 73) {
      said.help(`use the \`${modifier}\` modifier to have the register formatted as \`${name}\``);
      said.help(`or use the \`${whole}\` modifier to keep the default formatting of \`${wholeName}\``);
    } else {
      said.help(`use \`{${index}:${modifier}}\` to have the register formatted as \`${name}\` (for ${bits}-bit values)`);
      said.help(`or use \`{${index}:${whole}}\` to keep the default formatting of \`${wholeName}\` (for 64-bit values)`);
    }
    this.found.push({ lint: "asm_sub_register", node: 0, diagnostic: said });
  }
}

interface SubRegister {
  /** What names the part of the register, and how it is then called. */
  readonly modifier: string;
  readonly name: string;
  readonly bits: number;
  readonly whole: string;
  readonly wholeName: string;
}

/** By the width of the value; machines that are not here call every part of a register the same. */
const SUB_REGISTERS: Readonly<Partial<Record<Architecture, (bits: number) => SubRegister | undefined>>> = {
  x86_64: (bits) => {
    const whole = { whole: "r", wholeName: "rax", bits };
    if (bits === 16) return { ...whole, modifier: "x", name: "ax" };
    return bits === 32 ? { ...whole, modifier: "e", name: "eax" } : undefined;
  },
  aarch64: (bits) => (bits >= 64 ? undefined : { modifier: "w", name: "w0", bits: 32, whole: "x", wholeName: "x0" }),
};

function widthOf(type: Ty): number {
  if (type.kind === "int") return bitsOf(type);
  return type.kind === "float" ? Number(type.name.slice(1)) : 64;
}

function valuesOf(operand: AsmOperand): readonly Expr[] {
  switch (operand.kind) {
    // The output is like the input.
    case "in":
    case "split-inout":
      return [operand.value];
    case "out":
    case "inout":
      return operand.place === undefined ? [] : [operand.place];
    default:
      return [];
  }
}
