// The assembler for `asm!`, `global_asm!` and naked functions: text in Intel or AT&T syntax to instructions and data. Text of a
// function goes into the function's own code; text of a module into sections. What it cannot read is an AsmError; the caller
// decides whose fault it is.
import type { CodeBuffer, Distance } from "./code.ts";
import { LayoutProblem } from "./code.ts";
import type { Fixup } from "./encode.ts";
import type { Operand, SymbolReference } from "./operand.ts";
import type { Mode } from "./rows.ts";
import { Blocks } from "./text/blocks.ts";
import type { BlockHost } from "./text/blocks.ts";
import { DIRECTIVES } from "./text/directives.ts";
import type { DirectiveHost } from "./text/directives.ts";
import type { Value } from "./text/expression.ts";
import { ExpressionParser } from "./text/expression.ts";
import { assembleInstruction } from "./text/instructions.ts";
import type { InstructionHost } from "./text/instructions.ts";
import { AsmError, Cursor } from "./text/lexer.ts";
import type { Statement } from "./text/lexer.ts";
import { SectionStack } from "./text/section-stack.ts";
import type { AssembledSection, OpenSection } from "./text/sections.ts";
import { SymbolFacts } from "./text/symbol-facts.ts";
import type { Binding } from "./text/symbol-facts.ts";

export { AsmError } from "./text/lexer.ts";

/** Statements that are wrong in LLVM's eyes, too. */
export class AsmErrors extends Error {
  constructor(readonly errors: readonly AsmError[]) {
    super(errors[0]?.message ?? "");
  }
}

export interface AssemblerOptions {
  readonly syntax: "intel" | "att";
  /** The code of the function round it: there are no sections then, and no named labels. */
  readonly inside?: CodeBuffer;
  readonly llvm: 15 | 22;
  /** Keep the lines for `--emit=asm`. */
  readonly keepsText?: boolean;
}

/** Assembles statements. Numeric labels (`2:`) may be defined again; `2b` and `2f` find the nearest. */
export class Assembler implements BlockHost, DirectiveHost, InstructionHost {
  readonly #counts = new Map<string, number>();
  /** What `.set` and `=` made of names. */
  readonly #values = new Map<string, Value>();
  readonly #named = new Set<string>();
  /** Names that were used before they had a value. */
  readonly #mentioned = new Set<string>();
  readonly symbols = new SymbolFacts();
  readonly sections: SectionStack;
  mode: Mode = 64;
  isIntel: boolean;
  #places = 0;
  readonly #blocks = new Blocks(this);

  /** `scope` keeps this text's labels apart from other texts'. */
  constructor(
    readonly scope: string,
    readonly options: AssemblerOptions,
  ) {
    this.isIntel = options.syntax === "intel";
    this.sections = new SectionStack(options.keepsText === true);
  }

  get buffer(): CodeBuffer {
    return this.options.inside ?? this.sections.now.buffer;
  }

  get isInFunction(): boolean {
    return this.options.inside !== undefined;
  }

  get llvm(): 15 | 22 {
    return this.options.llvm;
  }

  /** Throws AsmError for the first statement that kbuild cannot read, or AsmErrors for all that LLVM refuses. */
  assemble(text: string): void {
    const refused = this.#blocks.run(text);
    if (refused.length > 0) throw new AsmErrors(refused);
  }

  /** The sections that were written to. Throws AsmError if something does not fit or is not there. */
  finish(): AssembledSection[] {
    try {
      const open = this.sections.all.filter((section) => !section.buffer.isEmpty || section.labels.length > 0);
      const layouts = open.map(({ buffer }) => buffer.layOut(this.exported));
      const closed = open.map((section) => this.#close(section, (plus, minus) => distanceIn(layouts, plus, minus)));
      this.#checkAliases(closed);
      return closed;
    } catch (error) {
      if (error instanceof LayoutProblem) throw new AsmError(error.message, 0);
      throw error;
    }
  }

  /** Names that uses leave to the linker. */
  get exported(): ReadonlySet<string> {
    return new Set(this.symbols.exported.map((name) => this.#key(name)));
  }

  // --- Statements -------------------------------------------------------------------------------------------------

  statement({ tokens, offset }: Statement): void {
    const cursor = new Cursor(tokens, offset);
    while (cursor.peek(1).text === ":" && (cursor.token.kind === "word" || cursor.token.kind === "number")) {
      this.#label(cursor.next().text, cursor);
      cursor.next();
    }
    if (cursor.isEnd) return;
    if (cursor.token.kind !== "word") cursor.fail("unexpected token at start of statement");
    if (cursor.peek(1).text === "=") return this.#assignment(cursor);
    const name = cursor.next().text.toLowerCase();
    if (name.startsWith(".")) return this.#directive(name, cursor);
    assembleInstruction(this, name, cursor);
  }

  #assignment(cursor: Cursor): void {
    const name = cursor.next().text;
    cursor.next();
    this.define(name, new ExpressionParser(cursor, this, this.isIntel).parse(), cursor);
  }

  #directive(name: string, cursor: Cursor): void {
    const handler = DIRECTIVES.get(name);
    if (handler === undefined) return cursor.fail("unknown directive");
    handler(this, cursor);
    if (!cursor.isEnd) cursor.fail("expected newline");
  }

  #label(name: string, cursor: Cursor): void {
    if (/^\d+$/.test(name)) {
      const occurrence = (this.#counts.get(name) ?? 0) + 1;
      this.#counts.set(name, occurrence);
      return this.buffer.label(this.#numeric(name, occurrence));
    }
    if (this.options.inside !== undefined) cursor.fail("named labels inside a function");
    if (this.#named.has(name) || this.#values.has(name)) cursor.fail(`symbol '${name}' is already defined`);
    this.#named.add(name);
    this.sections.now.labels.push(name);
    this.buffer.label(this.#key(name));
  }

  #key(name: string): string {
    return `${this.scope}:${name}`;
  }

  #numeric(number: string, occurrence: number): string {
    return `${this.scope}.${number}.${occurrence}`;
  }

  // --- Names ------------------------------------------------------------------------------------------------------

  named(name: string): Value {
    const value = this.#values.get(name);
    if (value === undefined) this.#mentioned.add(name);
    return value ?? { constant: 0n, plus: name };
  }

  isDefined(name: string): boolean {
    return this.#named.has(name) || this.#values.has(name);
  }

  /** The value of an expression that must be known now. */
  absolute(cursor: Cursor, message: string): bigint {
    return new ExpressionParser(cursor, this, this.isIntel).absolute(message);
  }

  /** `2b`, `2f`, `.` */
  local(text: string): string {
    if (text === ".") {
      const key = `${this.scope}.here.${this.#places++}`;
      this.buffer.label(key);
      return key;
    }
    const number = text.slice(0, -1);
    const seen = this.#counts.get(number) ?? 0;
    return this.#numeric(number, text.endsWith("b") ? seen : seen + 1);
  }

  /** Numeric labels and places have names that are keys already. */
  #localKey(symbol: string): string {
    return symbol.startsWith(`${this.scope}.`) ? symbol : this.#key(symbol);
  }

  reference(symbol: string, addend: bigint, minus?: string): SymbolReference {
    const [name, how] = symbol.split("@");
    const isGot = how?.toLowerCase() === "gotpcrel";
    if (how !== undefined && !isGot && how.toLowerCase() !== "plt") throw new AsmError(`symbols with \`@${how}\``, 0);
    return {
      symbol: name as string,
      addend: Number(addend),
      ...(isGot ? { viaGot: true } : { local: this.#localKey(name as string) }),
      ...(minus === undefined ? {} : { minus: this.#localKey(minus) }),
    };
  }

  target(symbol: string, addend: bigint): Operand {
    const name = symbol.replace(/@plt$/i, "");
    return { kind: "target", symbol: name, isLabel: false, addend: Number(addend), local: this.#localKey(name) };
  }

  // --- What directives do -----------------------------------------------------------------------------------------

  data(bytes: readonly number[], fixups: readonly Fixup[] = []): void {
    this.buffer.data(bytes, fixups);
  }

  align(to: number, fill: number | undefined, most: number | undefined): void {
    const { now } = this.sections;
    now.alignment = Math.max(now.alignment, to);
    const isCode = (now.attributes.flags & 4) !== 0;
    // LLVM 15 takes this filler for no-operations, of which it makes as few as it can.
    const isPadding = isCode && fill === 0x90 && this.llvm === 15;
    this.buffer.align(to, isPadding ? undefined : (fill ?? (isCode ? undefined : 0)), most);
  }

  org(to: number, fill: number): void {
    if (this.options.inside !== undefined) throw new AsmError("`.org` inside a function", 0);
    this.buffer.org(to, fill);
  }

  define(name: string, value: Value, cursor: Cursor): void {
    if (this.#named.has(name)) cursor.fail(`redefinition of '${name}'`);
    if (value.plus === undefined && value.minus !== undefined) cursor.fail("symbols set to negative addresses");
    if (value.plus === undefined && this.#mentioned.has(name)) cursor.fail("symbols that get a number after they are used");
    if (value.plus === name || value.minus === name) cursor.fail("symbols set to themselves");
    this.#values.set(name, value);
  }

  bind(name: string, binding: Binding): void {
    if (this.options.inside !== undefined) throw new AsmError("symbols bound inside a function", 0);
    this.symbols.bind(name, binding);
  }

  section(name: string, flags: string | undefined, type: string | undefined, entrySize: number, cursor: Cursor): void {
    if (this.options.inside !== undefined) return cursor.fail("sections inside a function");
    this.sections.enter(name, flags, type, entrySize, cursor);
  }

  // --- The end ----------------------------------------------------------------------------------------------------

  #close(section: OpenSection, distance: Distance): AssembledSection {
    const code = section.buffer.finish(this.exported, distance);
    const offsetOf = (label: string) => code.labels.get(this.#localKey(label));
    const symbols = section.labels.map((name) => this.symbols.symbol(name, code.labels.get(this.#key(name)) ?? 0, offsetOf));
    for (const [name, { constant, plus, minus }] of this.#values) {
      const at = plus === undefined || minus !== undefined ? undefined : offsetOf(plus);
      if (at !== undefined) symbols.push(this.symbols.symbol(name, at + Number(constant), offsetOf));
    }
    return { ...section.attributes, alignment: section.alignment, code, symbols };
  }

  /** A second name of what is elsewhere cannot be exported, and one of a weak symbol would follow it. */
  #checkAliases(sections: readonly AssembledSection[]): void {
    const here = new Set(sections.flatMap(({ symbols }) => symbols.map(({ name }) => name)));
    const { exported } = this.symbols;
    for (const [name, { plus, minus }] of this.#values) {
      if (plus === undefined || minus !== undefined) continue;
      if (this.symbols.isWeak(plus) || (exported.includes(name) && !here.has(name)))
        throw new AsmError("symbols set to addresses elsewhere", 0);
    }
  }
}

/** Between labels of one section. */
function distanceIn(layouts: readonly ReadonlyMap<string, number>[], plus: string | undefined, minus: string): number | undefined {
  const layout = layouts.find((labels) => labels.has(minus));
  const [to, from] = [plus === undefined ? undefined : layout?.get(plus), layout?.get(minus)];
  return to === undefined || from === undefined ? undefined : to - from;
}
