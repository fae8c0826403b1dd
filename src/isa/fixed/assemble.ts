// Assembly text of a fixed-width machine, as templates of `asm!` have it: statements by line or `;`, labels with a colon,
// numbers as labels that are meant forwards or backwards (`1b`), operands by commas. Directives are not taken.
import { EncodingError } from "./code.ts";
import type { FixedBuffer } from "./code.ts";
import type { FixedIsa, Operand } from "./form.ts";

function withoutComment(line: string, comments: readonly string[]): string {
  const ends = comments.map((mark) => line.indexOf(mark)).filter((at) => at >= 0);
  return ends.length === 0 ? line : line.slice(0, Math.min(...ends));
}

/** Operands are parted by commas outside brackets. */
function splitOperands(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const character of text) {
    if ("[({".includes(character)) depth++;
    if ("])}".includes(character)) depth--;
    if (character === "," && depth === 0) {
      parts.push(part.trim());
      part = "";
    } else part += character;
  }
  return part.trim() === "" ? parts : [...parts, part.trim()];
}

const NUMBER = /^[#$]?([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|\d+)$/;

function numberOf(text: string): bigint | undefined {
  const found = NUMBER.exec(text);
  if (found === null) return undefined;
  const value = BigInt(found[2] as string);
  return found[1] === "-" ? -value : value;
}

class TextAssembler {
  readonly isa: FixedIsa;
  readonly #seen = new Map<string, number>();

  constructor(
    readonly code: FixedBuffer,
    /** Keeps labels of one text apart from those of others. */
    readonly scope: string,
    readonly labels: ReadonlySet<string>,
  ) {
    this.isa = code.isa;
  }

  #memory(text: string): Operand | undefined {
    const [, base, offset] = /^\[\s*([\w.]+)\s*(?:,\s*([^\]]+?)\s*)?\]$/.exec(text) ?? [];
    const [, before, register] = /^([^()]*)\(\s*([\w.]+)\s*\)$/.exec(text) ?? [];
    const found = this.isa.register(base ?? register ?? "");
    if (found === undefined) return undefined;
    const value = numberOf((offset ?? before ?? "0").trim() || "0");
    return value === undefined ? undefined : { kind: "memory", base: found, offset: value };
  }

  #operand(text: string): Operand {
    const register = this.isa.register(text.toLowerCase());
    if (register !== undefined) return register;
    const value = numberOf(text);
    if (value !== undefined) return { kind: "immediate", value };
    const shifted = /^lsl\s+(#?\w+)$/.exec(text)?.[1];
    const amount = shifted === undefined ? undefined : numberOf(shifted);
    if (amount !== undefined) return { kind: "shift", amount };
    const memory = this.#memory(text);
    if (memory !== undefined) return memory;
    const local = /^(\d+)([bf])$/.exec(text);
    if (local !== null) {
      const number = this.#seen.get(local[1] as string) ?? 0;
      return { kind: "target", name: this.#numbered(local[1] as string, local[2] === "b" ? number - 1 : number), isLabel: true };
    }
    if (this.labels.has(text)) return { kind: "target", name: `${this.scope}.${text}`, isLabel: true };
    if (/^[.\w$]+$/.test(text)) return { kind: "name", name: text };
    throw new EncodingError(`the operand \`${text}\``);
  }

  #numbered(number: string, which: number): string {
    return `${this.scope}.${number}.${which}`;
  }

  #label(name: string): void {
    if (!/^\d+$/.test(name)) return this.code.label(`${this.scope}.${name}`);
    const which = this.#seen.get(name) ?? 0;
    this.#seen.set(name, which + 1);
    this.code.label(this.#numbered(name, which));
  }

  statement(text: string): void {
    let rest = text;
    for (let found = LABEL.exec(rest); found !== null; found = LABEL.exec(rest)) {
      this.#label(found[1] as string);
      rest = rest.slice(found[0].length);
    }
    const [, mnemonic, operands = ""] = /^([.\w]+)\s*(.*)$/s.exec(rest) ?? [];
    if (mnemonic === undefined) return;
    if (mnemonic.startsWith(".")) throw new EncodingError(`the directive \`${mnemonic}\``);
    this.code.emit(mnemonic.toLowerCase(), ...splitOperands(operands).map((operand) => this.#operand(operand)));
  }
}

const LABEL = /^\s*([.\w$]+):\s*/;

/** Appends the text's instructions. Throws EncodingError for what is not taken. */
export function assembleText(code: FixedBuffer, text: string, scope: string): void {
  const statements = text
    .split("\n")
    .flatMap((line) => withoutComment(line, code.isa.comments).split(";"))
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
  const labels = new Set(statements.flatMap((statement) => LABEL.exec(statement)?.[1] ?? []));
  const assembler = new TextAssembler(code, scope, labels);
  for (const statement of statements) assembler.statement(statement);
}
