// The assembler for `asm!`, `global_asm!` and naked functions: text in Intel or AT&T syntax to instructions and data. Text of a
// function goes into the function's own code; text of a module into sections. What it cannot read is an AsmError; the caller
// decides whose fault it is.
import type { CodeBuffer } from "./code.ts";
import { LayoutProblem } from "./code.ts";
import { encodeAs, findRows } from "./encode.ts";
import type { Fixup } from "./encode.ts";
import { immediate } from "./operand.ts";
import type { Memory, Operand, SymbolReference } from "./operand.ts";
import { LLVM_MNEMONICS } from "./llvm-mnemonics.ts";
import { isMnemonic, kindBits } from "./rows.ts";
import type { Mode, Row } from "./rows.ts";
import { AttOperands } from "./text/att.ts";
import { attMeanings } from "./text/att-names.ts";
import type { Meaning } from "./text/att-names.ts";
import { DIRECTIVES } from "./text/directives.ts";
import type { DirectiveHost } from "./text/directives.ts";
import type { Value } from "./text/expression.ts";
import { ExpressionParser } from "./text/expression.ts";
import { IntelOperands } from "./text/intel.ts";
import type { OperandContext } from "./text/intel.ts";
import { AsmError, Cursor, lex } from "./text/lexer.ts";
import type { Statement, Token } from "./text/lexer.ts";
import { OpenSection, sectionAttributes } from "./text/sections.ts";
import type { AssembledSection, AssembledSymbol } from "./text/sections.ts";

export { AsmError } from "./text/lexer.ts";

/** Statements that are wrong in LLVM's eyes, too. */
export class AsmErrors extends Error {
  constructor(readonly errors: readonly AsmError[]) {
    super(errors[0]?.message ?? "");
  }
}

const PREFIXES: Readonly<Record<string, number | undefined>> = {
  lock: 0xf0,
  rep: 0xf3,
  repe: 0xf3,
  repz: 0xf3,
  repne: 0xf2,
  repnz: 0xf2,
  es: 0x26,
  cs: 0x2e,
  ss: 0x36,
  ds: 0x3e,
  fs: 0x64,
  gs: 0x65,
  data16: 0x66,
};

const BINDINGS = { local: 0, global: 1, weak: 2 } as const;
const VISIBILITIES = { internal: 1, hidden: 2, protected: 3 } as const;
const TYPES: Readonly<Record<string, number | undefined>> = {
  notype: 0,
  stt_notype: 0,
  object: 1,
  stt_object: 1,
  function: 2,
  stt_func: 2,
};

interface SymbolFacts {
  binding?: keyof typeof BINDINGS;
  visibility?: number;
  type?: number;
  size?: Value;
}

export interface AssemblerOptions {
  readonly syntax: "intel" | "att";
  /** The code of the function round it: there are no sections then, and no named labels. */
  readonly inside?: CodeBuffer;
  readonly llvm: 15 | 22;
  /** Keep the lines for `--emit=asm`. */
  readonly keepsText?: boolean;
}

/** Branches whose operand may be a label nearby. */
const isBranchName = (name: string) => /^(?:j|loop|call)/.test(name);
/** Without a size they take the mode's. */
const DEFAULT_SIZE = new Set(["push", "pop", "call", "jmp"]);
const SHIFTS = new Set(["rol", "ror", "rcl", "rcr", "shl", "sal", "shr", "sar"]);

/** Assembles statements. Numeric labels (`2:`) may be defined again; `2b` and `2f` find the nearest. */
export class Assembler implements DirectiveHost {
  readonly #counts = new Map<string, number>();
  readonly #constants = new Map<string, bigint>();
  readonly #facts = new Map<string, SymbolFacts>();
  readonly #named = new Map<string, OpenSection | undefined>();
  readonly #sections: OpenSection[] = [];
  readonly #stack: { now: OpenSection; before: OpenSection | undefined }[] = [];
  #section: OpenSection;
  #previous: OpenSection | undefined;
  #mode: Mode = 64;
  #places = 0;
  isIntel: boolean;

  /** `scope` keeps this text's labels apart from other texts'. */
  constructor(
    readonly scope: string,
    readonly options: AssemblerOptions,
  ) {
    this.isIntel = options.syntax === "intel";
    this.#section = this.#open(".text", undefined, undefined, 0) as OpenSection;
  }

  get #buffer(): CodeBuffer {
    return this.options.inside ?? this.#section.buffer;
  }

  /** Throws AsmError for the first statement that kbuild cannot read, or AsmErrors for all that LLVM refuses. */
  assemble(text: string): void {
    const refused: AsmError[] = [];
    this.#statements(lex(text), refused, 0);
    if (refused.length > 0) throw new AsmErrors(refused);
  }

  #statements(statements: readonly Statement[], refused: AsmError[], depth: number): void {
    for (let i = 0; i < statements.length; i++) {
      const statement = statements[i] as Statement;
      if (statement.tokens[0]?.text.toLowerCase() === ".rept") {
        const end = endOfRepetition(statements, i);
        this.#repeat(statement, statements.slice(i + 1, end), refused, depth + 1);
        i = end;
        continue;
      }
      try {
        this.#statement(statement);
      } catch (error) {
        if (!(error instanceof AsmError) || error.length === 0) throw error;
        refused.push(error);
      }
    }
  }

  #repeated = 0;

  /** `.rept count` ... `.endr` */
  #repeat({ tokens, offset }: Statement, inner: readonly Statement[], refused: AsmError[], depth: number): void {
    const cursor = new Cursor(tokens, offset);
    cursor.next();
    const count = new ExpressionParser(cursor, this, this.isIntel).absolute("unexpected token in '.rept' directive");
    for (let i = 0n; i < count; i++) {
      this.#repeated += inner.length + 1;
      if (depth > MOST_NESTED || this.#repeated > MOST_REPEATED) cursor.fail("this many repetitions");
      this.#statements(inner, refused, depth);
    }
  }

  /** The sections that were written to. Throws AsmError if something does not fit or is not there. */
  finish(): AssembledSection[] {
    try {
      return this.#sections
        .filter((section) => !section.buffer.isEmpty || section.labels.length > 0)
        .map((section) => this.#close(section));
    } catch (error) {
      if (error instanceof LayoutProblem) throw new AsmError(error.message, 0);
      throw error;
    }
  }

  /** Names that uses leave to the linker. */
  get exported(): ReadonlySet<string> {
    return new Set(
      [...this.#facts].flatMap(([name, { binding }]) => (binding === "global" || binding === "weak" ? [this.#key(name)] : [])),
    );
  }

  // --- Statements -------------------------------------------------------------------------------------------------

  #statement({ tokens, offset }: Statement): void {
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
    this.#instruction(name, cursor);
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
      return this.#buffer.label(this.#numeric(name, occurrence));
    }
    if (this.options.inside !== undefined) cursor.fail("named labels inside a function");
    if (this.#named.has(name) || this.#constants.has(name)) cursor.fail(`symbol '${name}' is already defined`);
    this.#named.set(name, this.#section);
    this.#section.labels.push(name);
    this.#buffer.label(this.#key(name));
  }

  #key(name: string): string {
    return `${this.scope}:${name}`;
  }

  #numeric(number: string, occurrence: number): string {
    return `${this.scope}.${number}.${occurrence}`;
  }

  // --- Names ------------------------------------------------------------------------------------------------------

  constant(name: string): bigint | undefined {
    return this.#constants.get(name);
  }

  /** `2b`, `2f`, `.` */
  local(text: string): string {
    if (text === ".") {
      const key = `${this.scope}.here.${this.#places++}`;
      this.#buffer.label(key);
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

  // --- Instructions -----------------------------------------------------------------------------------------------

  #instruction(name: string, cursor: Cursor): void {
    const prefix = PREFIXES[name];
    if (prefix !== undefined) {
      this.#buffer.prefix(prefix, name);
      if (cursor.isEnd) return;
      return this.#instruction(cursor.next().text.toLowerCase(), cursor);
    }
    const nameAt = cursor.at - 1;
    const context: OperandContext = {
      isBranch: isBranchName(name),
      constant: (symbol) => this.constant(symbol),
      local: (text) => this.local(text),
      reference: (symbol, addend, minus) => this.reference(symbol, addend, minus),
      target: (symbol, addend) => this.target(symbol, addend),
    };
    const isKnown = this.isIntel
      ? isMnemonic(name, true)
      : attMeanings(name, [], this.#mode).length > 0 || attMeanings(name, NONE, this.#mode).length > 0;
    if (!isKnown) this.#unknown(name, cursor);
    const operands = this.isIntel ? new IntelOperands(cursor, context).all() : new AttOperands(cursor, context).all();
    const meanings = this.isIntel ? [{ mnemonic: name, operands }] : attMeanings(name, operands, this.#mode);
    for (const meaning of meanings) if (this.#encode(name, meaning, cursor)) return;
    const token = cursor.tokens[nameAt] as Token;
    if (this.isIntel && COMPLETE.has(name)) cursor.failAsLlvm("invalid operand for instruction", token, 1);
    cursor.fail(operands.length === 0 ? "too few operands for instruction" : "invalid operand for instruction");
  }

  #unknown(name: string, cursor: Cursor): never {
    const message = `invalid instruction mnemonic '${name}'`;
    const token = cursor.tokens[cursor.at - 1] as Token;
    if (isNoMnemonic(name)) return cursor.failAsLlvm(message, token, name.length);
    return cursor.fail(message);
  }

  /** False if no form fits. */
  #encode(name: string, { mnemonic, operands: given, bits }: Meaning, cursor: Cursor): boolean {
    const operands = completed(mnemonic, given, this.#mode);
    const [only] = operands;
    if (only?.kind === "target" && !mnemonic.startsWith("call")) return this.#branch(mnemonic, only);
    if (this.options.llvm === 15 && this.isIntel && only !== undefined && isBareBranch(mnemonic, only))
      cursor.fail("a jump through an address alone");
    const memory = operands.findIndex((operand) => operand.kind === "memory" && operand.size === undefined);
    if (memory >= 0 && bits === undefined) this.#checkSize(name, mnemonic, operands, memory, cursor);
    const encoded = encodeAs(mnemonic, operands, { mode: this.#mode, short: false, bits, isIntel: this.isIntel, llvm: this.options.llvm });
    if (encoded !== undefined) this.#buffer.append(encoded, { mnemonic, operands, mode: this.#mode });
    return encoded !== undefined;
  }

  #branch(mnemonic: string, target: Operand & { kind: "target" }): boolean {
    if (findRows(mnemonic, [target], { mode: this.#mode, short: true }).length === 0) return false;
    this.#buffer.branch(mnemonic, target.local as string, target, this.#mode);
    return true;
  }

  /** A memory operand whose size nothing tells. */
  #checkSize(name: string, mnemonic: string, operands: readonly Operand[], at: number, cursor: Cursor): void {
    if (DEFAULT_SIZE.has(mnemonic)) return;
    const rows = findRows(mnemonic, operands, { mode: this.#mode, short: false });
    const sizes = new Set(rows.map((row: Row) => kindBits(row.operands[at] as string)).filter((bits) => bits > 0));
    if (sizes.size < 2) return;
    if (this.isIntel) cursor.fail(`ambiguous operand size for instruction '${name}'`);
    const letters: Readonly<Record<number, string>> = { 8: "b", 16: "w", 32: "l", 64: "q" };
    const names = [...sizes].sort((a, b) => a - b).map((bits) => `'${name}${letters[bits]}'`);
    cursor.fail(`ambiguous instructions require an explicit suffix (could be ${names.slice(0, -1).join(", ")}, or ${names.at(-1)})`);
  }

  // --- What directives do -----------------------------------------------------------------------------------------

  data(bytes: readonly number[], fixups: readonly Fixup[] = []): void {
    this.#buffer.data(bytes, fixups);
  }

  align(to: number, fill: number | undefined, most: number | undefined): void {
    this.#section.alignment = Math.max(this.#section.alignment, to);
    const isCode = (this.#section.attributes.flags & 4) !== 0;
    this.#buffer.align(to, fill ?? (isCode ? undefined : 0), most);
  }

  org(to: number, fill: number): void {
    if (this.options.inside !== undefined) throw new AsmError("`.org` inside a function", 0);
    this.#buffer.org(to, fill);
  }

  setMode(mode: Mode): void {
    this.#mode = mode;
  }

  setSyntax(isIntel: boolean): void {
    this.isIntel = isIntel;
  }

  define(name: string, { constant, plus, minus }: Value, cursor: Cursor): void {
    if (plus !== undefined || minus !== undefined) cursor.fail("symbols set to addresses");
    if (this.#named.has(name)) cursor.fail(`redefinition of '${name}'`);
    this.#constants.set(name, constant);
  }

  #factsOf(name: string): SymbolFacts {
    let facts = this.#facts.get(name);
    if (facts === undefined) this.#facts.set(name, (facts = {}));
    return facts;
  }

  bind(name: string, binding: "global" | "weak" | "local"): void {
    if (this.options.inside !== undefined) throw new AsmError("symbols bound inside a function", 0);
    this.#factsOf(name).binding = binding;
  }

  show(name: string, visibility: "hidden" | "protected" | "internal"): void {
    this.#factsOf(name).visibility = VISIBILITIES[visibility];
  }

  typeOf(name: string, type: string, cursor: Cursor): void {
    const known = TYPES[type];
    if (known === undefined) return cursor.fail("unsupported attribute in '.type' directive");
    this.#factsOf(name).type = known;
  }

  sizeOf(name: string, value: Value): void {
    this.#factsOf(name).size = value;
  }

  #open(name: string, flags: string | undefined, type: string | undefined, entrySize: number): OpenSection | undefined {
    const attributes = sectionAttributes(name, flags, type, entrySize);
    const known = this.#sections.find((section) => section.attributes.name === name);
    if (known !== undefined && (flags === undefined || attributes?.flags === known.attributes.flags)) return known;
    if (attributes === undefined || known !== undefined) return undefined;
    const made = new OpenSection(attributes, this.options.keepsText === true);
    this.#sections.push(made);
    return made;
  }

  section(name: string, flags: string | undefined, type: string | undefined, entrySize: number, cursor: Cursor): void {
    if (this.options.inside !== undefined) return cursor.fail("sections inside a function");
    const opened = this.#open(name, flags, type, entrySize);
    if (opened === undefined) return cursor.fail(`changed section flags for ${name}`);
    this.#previous = this.#section;
    this.#section = opened;
  }

  pushSection(): void {
    this.#stack.push({ now: this.#section, before: this.#previous });
  }

  popSection(cursor: Cursor): void {
    const top = this.#stack.pop();
    if (top === undefined) return cursor.fail(".popsection without corresponding .pushsection");
    this.#section = top.now;
    this.#previous = top.before;
  }

  previousSection(cursor: Cursor): void {
    if (this.#previous === undefined) return cursor.fail(".previous without corresponding .section");
    [this.#section, this.#previous] = [this.#previous, this.#section];
  }

  // --- The end ----------------------------------------------------------------------------------------------------

  #close(section: OpenSection): AssembledSection {
    const code = section.buffer.finish(this.exported);
    const symbols = section.labels.map((name): AssembledSymbol => {
      const { binding = "local", visibility = 0, type = 0, size } = this.#factsOf(name);
      const offset = code.labels.get(this.#key(name)) ?? 0;
      return { name, offset, size: this.#sizeIn(code.labels, size), type, binding: BINDINGS[binding], visibility };
    });
    return { ...section.attributes, alignment: section.alignment, code, symbols };
  }

  #sizeIn(labels: ReadonlyMap<string, number>, size: Value | undefined): number {
    if (size === undefined) return 0;
    const at = (symbol: string | undefined) => (symbol === undefined ? 0 : (labels.get(this.#localKey(symbol)) ?? Number.NaN));
    const value = at(size.plus) - at(size.minus) + Number(size.constant);
    if (Number.isNaN(value)) throw new AsmError("size expression must be absolute", 0);
    return value;
  }
}

const MOST_NESTED = 20;
const MOST_REPEATED = 200_000;

/** The number of the `.endr` that belongs to the `.rept` at `at`. */
function endOfRepetition(statements: readonly Statement[], at: number): number {
  let depth = 0;
  for (let i = at; i < statements.length; i++) {
    const name = statements[i]?.tokens[0]?.text.toLowerCase();
    if (name === ".rept") depth++;
    if (name === ".endr" && --depth === 0) return i;
  }
  throw new AsmError("no matching '.endr' in definition", statements[at]?.offset ?? 0);
}

/** Instructions of which the table has every form. */
const COMPLETE = new Set("mov add or adc sbb and sub xor cmp test inc dec not neg mul div idiv lea rol ror rcl rcr shl shr sar".split(" "));
/** Names that LLVM knows as others' aliases. */
const ALIASES = /^(?:j|set|cmov|loop|sal|scas|rep|l?ret|i?ret|sysret|sysexit|push|pop|cmp|v|f(?:cmov|wait|init|save|st|cle|ld|n))/;

/** Certainly nothing that LLVM would know. */
function isNoMnemonic(name: string): boolean {
  return !LLVM_MNEMONICS.has(name) && !LLVM_MNEMONICS.has(name.slice(0, -1)) && !ALIASES.test(name) && !isMnemonic(name);
}

const NONE: readonly Operand[] = [immediate(0), immediate(0)];

/** LLVM 15 reads `jmp [symbol]` as `jmp symbol`. */
function isBareBranch(mnemonic: string, operand: Operand): boolean {
  return (
    (mnemonic === "jmp" || mnemonic === "call") && operand.kind === "memory" && operand.base === undefined && operand.index === undefined
  );
}

/** `imul r, imm` is `imul r, r, imm`; a shift by nothing is one by 1; string operations may name what they use. */
function completed(mnemonic: string, operands: readonly Operand[], mode: Mode): readonly Operand[] {
  const [first, second] = operands;
  if (mnemonic === "imul" && operands.length === 2 && first?.kind === "register" && second?.kind === "immediate")
    return [first, first, second];
  if (operands.length === 1 && SHIFTS.has(mnemonic)) return [first as Register | Memory, immediate(1)];
  return STRINGS.test(mnemonic) && operands.length > 0 && operands.every((one) => isImplied(one, mode)) ? [] : operands;
}

const STRINGS = /^(?:movs|cmps|stos|lods|scas|ins|outs)[bwdq]$/;

/** What a string operation uses anyway: `[rsi]`, `es:[rdi]`, the accumulator, `dx`. */
function isImplied(operand: Operand, mode: Mode): boolean {
  if (operand.kind === "register") return operand.number === 0 || (operand.class === "r16" && operand.number === 2);
  if (operand.kind !== "memory" || operand.base === undefined || operand.base === "rip") return false;
  const { base, index, displacement, symbol, segment } = operand;
  if (index !== undefined || displacement !== 0 || symbol !== undefined || base.class !== `r${mode}`) return false;
  return (base.number === 6 && segment === undefined) || (base.number === 7 && (segment === undefined || segment === 0));
}

type Register = Extract<Operand, { kind: "register" }>;
