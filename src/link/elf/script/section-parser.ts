// SECTIONS: output section descriptions, what they gather, and assignments between.
import * as elf from "../../../elf/constants.ts";
import type {
  Assignment,
  DataCommand,
  Expression,
  InputDescription,
  ScriptCommand,
  SectionBodyCommand,
  SectionDescription,
  SectionPattern,
  SortPolicy,
} from "./commands.ts";
import type { LldMajor } from "../options.ts";
import { constantValue } from "./evaluate.ts";
import { ExpressionParser, parseNumber } from "./expression-parser.ts";
import { ScriptError, unquote } from "./lexer.ts";

const DATA_SIZES: Readonly<Record<string, DataCommand["size"]>> = { BYTE: 1, SHORT: 2, LONG: 4, QUAD: 8, SQUAD: 8 };

const SORTS: Readonly<Record<string, SortPolicy>> = {
  SORT: "name",
  SORT_BY_NAME: "name",
  SORT_BY_ALIGNMENT: "alignment",
  SORT_BY_INIT_PRIORITY: "priority",
  SORT_NONE: "none",
};

/** How sections are sorted that a word stands in front of; undefined for words that sort nothing. */
const sortOf = (word: string, lld: LldMajor): SortPolicy | undefined => (word === "REVERSE" && lld === 22 ? "reverse" : SORTS[word]);

const SECTION_FLAGS: Readonly<Record<string, number>> = {
  SHF_WRITE: elf.SHF_WRITE,
  SHF_ALLOC: elf.SHF_ALLOC,
  SHF_EXECINSTR: elf.SHF_EXECINSTR,
  SHF_MERGE: elf.SHF_MERGE,
  SHF_STRINGS: elf.SHF_STRINGS,
  SHF_TLS: elf.SHF_TLS,
};

const TYPE_NAMES: Readonly<Record<string, number>> = {
  SHT_PROGBITS: elf.SHT_PROGBITS,
  SHT_NOBITS: elf.SHT_NOBITS,
  SHT_NOTE: elf.SHT_NOTE,
  SHT_INIT_ARRAY: elf.SHT_INIT_ARRAY,
  SHT_FINI_ARRAY: elf.SHT_FINI_ARRAY,
  SHT_PREINIT_ARRAY: elf.SHT_PREINIT_ARRAY,
};

/** What LLD 15 takes for a section's type behind an address. */
const DIRECTIVES = ["NOLOAD", "COPY", "INFO", "OVERLAY", "TYPE"];

/** The operators with `=`. */
const COMPOUND_15 = ["+=", "-=", "*=", "/=", "<<=", ">>=", "&=", "|="];
const COMPOUND: Readonly<Record<LldMajor, readonly string[]>> = { 15: COMPOUND_15, 22: [...COMPOUND_15, "^="] };

/** A description while it is read. */
type Draft = { -readonly [K in keyof SectionDescription]: SectionDescription[K] } & { body: SectionBodyCommand[] };

export abstract class SectionParser extends ExpressionParser {
  protected abstract readInclude(): void;

  /**
   * assignment: symbol (`=` | `+=` | ...) expression `;` | PROVIDE `(` symbol `=` expression `)` `;` | ASSERT `(` ... `)`
   * The token before has been taken; undefined if this is no assignment.
   */
  readAssignment(token: string, from: number): Assignment | undefined {
    if (token === "ASSERT") return { ...this.#assignment(".", this.readAssertion(), {}, from), text: "" };
    const provided = { PROVIDE: { provide: true }, HIDDEN: { hidden: true }, PROVIDE_HIDDEN: { provide: true, hidden: true } }[token];
    if (provided !== undefined) return this.#finish(this.#readProvided(provided, from));
    const sign = this.peek();
    if (sign !== "=" && !COMPOUND[this.lld].includes(sign)) return undefined;
    return this.#finish(this.#readSymbolAssignment(token, {}, from));
  }

  #finish(assignment: Assignment): Assignment {
    this.expect(";");
    return assignment;
  }

  #readProvided(flags: { provide?: boolean; hidden?: boolean }, from: number): Assignment {
    this.expect("(");
    const before = this.inExpression;
    this.inExpression = true;
    const name = this.next();
    const sign = this.peek();
    if (sign !== "=") this.fail(`= expected, but got ${this.next()}`);
    this.inExpression = before;
    if (flags.provide === true) this.provided = unquote(name);
    const assignment = this.#readSymbolAssignment(name, flags, from);
    this.provided = undefined;
    this.expect(")");
    return { ...assignment, text: this.textFrom(from) };
  }

  /** definition: [symbol `=`] expression, and nothing behind it. */
  readDefinition(given: string | undefined): Assignment {
    this.inExpression = true;
    const name = given ?? this.next();
    if (given === undefined) this.expect("=");
    const expression = this.readExpression();
    if (!this.atEnd) this.fail(`EOF expected, but got ${this.next()}`);
    return { ...this.#assignment(name, expression, {}, 0), text: "" };
  }

  #readSymbolAssignment(token: string, flags: { provide?: boolean; hidden?: boolean }, from: number): Assignment {
    const name = unquote(token);
    this.inExpression = true;
    const sign = this.next();
    const { place } = this;
    const right = this.readExpression();
    this.inExpression = false;
    if (sign === "=") return this.#assignment(name, right, flags, from);
    const left: Expression = { kind: "symbol", name, place };
    return this.#assignment(name, { kind: "binary", operator: sign.slice(0, -1), left, right, place }, flags, from);
  }

  #assignment(name: string, expression: Expression, flags: { provide?: boolean; hidden?: boolean }, from: number): Assignment {
    const text = this.textFrom(from);
    const { provide = false, hidden = false } = flags;
    return { kind: "assignment", name, expression, provide, hidden, place: this.place, text, active: false, address: 0n, size: 0n };
  }

  /** A semicolon by itself, as behind an ASSERT, is a section's name to LLD. SECTIONS `{` { assignment | section | INCLUDE file } `}` [ INSERT (AFTER | BEFORE) section ] */
  readSections(): void {
    this.expect("{");
    const names: string[] = [];
    while (!this.consume("}")) {
      const from = this.position;
      const token = this.next();
      if (token === "INCLUDE") this.readInclude();
      else if (token === "OVERLAY") {
        const overlay = this.#readOverlay();
        for (const command of overlay) if (command.kind === "section") names.push(command.name);
        this.script.commands.push(...overlay);
      } else {
        if (token === "CLASS" && this.lld === 22 && this.peek() === "(") this.fail("kbuild's linker does not do CLASS yet");
        const command = this.readAssignment(token, from) ?? this.readSection(token);
        if (command.kind === "section") names.push(command.name);
        this.script.commands.push(command);
      }
    }
    if (this.atEnd || !this.consume("INSERT")) this.script.hasSections = true;
    else this.#readInsert(names);
  }

  #readInsert(names: readonly string[]): void {
    const order = this.next();
    if (order !== "AFTER" && order !== "BEFORE") this.fail(`expected AFTER/BEFORE, but got '${order}'`);
    this.script.inserts.push({ names, after: order === "AFTER", where: this.next() });
  }

  /**
   * overlay: [address] `:` [NOCROSSREFS] [AT `(` e `)`] `{` { name `{` inputs `}` {`:`segment} } `}` [`>` region]
   * Sections that run at one address, and are loaded one behind the other; what follows runs behind the longest. LLD 15 wants
   * address and AT, and knows neither NOCROSSREFS nor the region.
   */
  #readOverlay(): ScriptCommand[] {
    const { place, lld } = this;
    const about = (function_: string, name: string): Expression => ({ kind: "call", function: function_, operands: [], name, place });
    const sum = (left: Expression, right: Expression): Expression => ({ kind: "binary", operator: "+", left, right, place });
    const dot: Expression = { kind: "symbol", name: ".", place };
    const address = lld === 22 && this.peek() === ":" ? undefined : this.readExpression();
    this.expect(":");
    if (lld === 22) this.consume("NOCROSSREFS");
    if (lld === 15) this.expect("AT");
    const loadAddress = lld === 15 || this.consume("AT") ? this.readParenthesized() : dot;
    this.expect("{");
    const sections: Draft[] = [];
    while (!this.consume("}")) {
      const [first, last] = [sections[0], sections.at(-1)];
      const draft = { ...newDraft(unquote(this.next()), this.place, false), inOverlay: true };
      draft.address = first === undefined || lld === 15 ? address : about("ADDR", first.name);
      draft.loadAddress = last === undefined ? loadAddress : about("end of load", last.name);
      this.expect("{");
      while (!this.consume("}")) draft.body.push(lld === 15 ? this.#readRule(this.next(), false) : this.#readInputs(this.next()));
      if (lld === 22) draft.segments = this.#readSegmentNames();
      sections.push(draft);
    }
    const [first] = sections;
    if (first === undefined) return [];
    if (lld === 22) {
      this.script.placedSections.add(first.name);
      const region = this.consume(">") ? this.next() : "";
      for (const section of sections) section.region = region;
    }
    const longest = sections
      .map(({ name }) => about("SIZEOF", name))
      .reduce((left, right) => ({ kind: "call", function: "MAX", operands: [left, right], name: "", place }));
    return [
      ...sections,
      { ...this.#assignment(".", sum(first.address ?? about("ADDR", first.name), longest), {}, this.position), text: "" },
    ];
  }

  /** section: name [address] [`(`type`)`] `:` [AT(..)] [ALIGN(..)] [SUBALIGN(..)] `{` body `}` [`>`region] [AT`>`region] {`:`segment} [`=`fill] */
  readSection(token: string): SectionDescription {
    const referencedBefore = this.script.referenced.length;
    const draft = newDraft(unquote(token), this.place, this.script.dataAligned && !this.script.relroEnd);
    if (this.peek() !== ":") this.#readAddressAndType(draft);
    this.expect(":");
    if (this.consume("AT")) draft.loadAddress = this.readParenthesized();
    if (this.consume("ALIGN")) draft.alignment = this.readParenthesized();
    if (this.consume("SUBALIGN")) draft.subAlignment = this.readParenthesized();
    if (this.consume("ONLY_IF_RO")) draft.constraint = "read-only";
    if (this.consume("ONLY_IF_RW")) draft.constraint = "read-write";
    this.expect("{");
    while (!this.consume("}")) this.#readBodyCommand(draft);
    this.#readTail(draft);
    return { ...draft, usesSymbols: this.script.referenced.length > referencedBefore };
  }

  #readTail(draft: Draft): void {
    if (this.consume(">")) draft.region = this.next();
    if (this.consume("AT")) {
      this.expect(">");
      draft.loadRegion = this.next();
    }
    if (draft.loadAddress !== undefined && draft.loadRegion !== "") throw new ScriptError("section can't have both LMA and a load region");
    draft.segments = this.#readSegmentNames();
    if (this.peek().startsWith("=")) {
      this.inExpression = true;
      this.next();
      draft.fill = this.#readFill();
      this.inExpression = false;
    }
    this.consume(",");
  }

  #readSegmentNames(): string[] {
    const names: string[] = [];
    while (this.peek().startsWith(":")) {
      const token = this.next();
      names.push(token.length === 1 ? this.next() : token.slice(1));
    }
    return names;
  }

  /** `0x1000`, `(NOLOAD)`, `ALIGN(16) (INFO)`, in front of the colon. */
  #readAddressAndType(draft: Draft): void {
    if (this.consume("(")) {
      if (this.#readType(draft)) return;
      draft.address = this.readExpression();
      this.expect(")");
    } else draft.address = this.readExpression();
    if (this.lld === 15) {
      const after = this.peekSecond();
      if (this.peek() === "(" && !DIRECTIVES.includes(after)) this.fail(`unknown section directive: ${after}`);
    }
    if (this.consume("(") && !this.#readType(draft)) this.fail(`unknown section directive: ${this.peek()}`);
  }

  #readType(draft: Draft): boolean {
    if (this.consumeLabel("TYPE")) draft.type = this.#readTypeValue();
    else if (this.consume("NOLOAD")) draft.type = elf.SHT_NOBITS;
    else if (this.consume("COPY") || this.consume("INFO") || this.consume("OVERLAY")) draft.nonAlloc = true;
    else return false;
    this.expect(")");
    return true;
  }

  #readTypeValue(): number {
    const token = this.peek();
    const value = TYPE_NAMES[token] ?? parseNumber(token);
    if (value === undefined) this.fail(`unknown section type ${token}`);
    this.next();
    return Number(value);
  }

  #readBodyCommand(draft: Draft): void {
    const from = this.position;
    const token = this.next();
    if (token === ";" || token === "CONSTRUCTORS") return;
    const assignment = this.readAssignment(token, from);
    const size = DATA_SIZES[token];
    if (assignment !== undefined) draft.body.push(assignment);
    else if (size !== undefined) draft.body.push(this.#readData(size, from));
    else if (token === "FILL") draft.fill = this.#readFill();
    else if (token === "INCLUDE") this.readInclude();
    else if (token === "(" || token === ")") this.fail("expected filename pattern");
    else if (this.peek() === "(") draft.body.push(this.#readInputs(token));
    else draft.body.push(inputs(token, [pattern(["*"])], false));
  }

  #readData(size: DataCommand["size"], from: number): DataCommand {
    const expression = this.readParenthesized();
    return { kind: "data-command", size, expression, text: this.textFrom(from).trimEnd() };
  }

  /** Four bytes in big-endian order, of what is known before there is a layout. */
  #readFill(): Uint8Array {
    const value = constantValue(this.readPrimary());
    if (value > 0xffff_ffffn) this.fail(`filler expression result does not fit 32-bit: 0x${value.toString(16)}`);
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, Number(value));
    return bytes;
  }

  /** inputs: [KEEP `(`] [INPUT_SECTION_FLAGS `(` flags `)`] file `(` patterns `)` [`)`] */
  #readInputs(token: string): InputDescription {
    if (token !== "KEEP") return this.#readRule(token, false);
    this.expect("(");
    const rule = this.#readRule(this.next(), true);
    this.expect(")");
    return rule;
  }

  #readRule(token: string, keep: boolean): InputDescription {
    let withFlags = 0;
    let withoutFlags = 0;
    let file = token;
    if (token === "INPUT_SECTION_FLAGS") {
      [withFlags, withoutFlags] = this.#readFlags();
      file = this.next();
    }
    this.expect("(");
    const patterns: SectionPattern[] = [];
    while (this.peek() !== ")") patterns.push(...this.#readPatterns());
    this.expect(")");
    return { ...inputs(file, patterns, keep), withFlags, withoutFlags };
  }

  #readFlags(): [number, number] {
    let required = 0;
    let forbidden = 0;
    this.expect("(");
    do {
      const token = this.next();
      const isNegated = token.startsWith("!");
      const flag =
        SECTION_FLAGS[token.replace(/^!/, "")] ?? Number(parseNumber(token.replace(/^!/, "")) ?? this.fail("unrecognised flag: " + token));
      if (isNegated) forbidden |= flag;
      else required |= flag;
    } while (this.consume("&"));
    this.expect(")");
    return [required, forbidden];
  }

  /** patterns: SORT..`(` [SORT..`(`] names [`)`] `)` | [EXCLUDE_FILE `(` files `)`] names */
  #readPatterns(): SectionPattern[] {
    const outer = this.#readSort();
    if (outer === "default") return this.#readNames("default", "default");
    this.expect("(");
    const inner = this.#readSort();
    if (inner !== "default") this.expect("(");
    const patterns = this.#readNames(outer, inner);
    if (inner !== "default") this.expect(")");
    this.expect(")");
    return patterns;
  }

  #readSort(): SortPolicy {
    const sort = sortOf(this.peek(), this.lld);
    if (sort === undefined) return "default";
    this.next();
    return sort;
  }

  #readNames(sortOuter: SortPolicy, sortInner: SortPolicy): SectionPattern[] {
    const found: SectionPattern[] = [];
    while (this.peek() !== ")" && sortOf(this.peek(), this.lld) === undefined) {
      const excludedFiles: string[] = [];
      if (this.consume("EXCLUDE_FILE")) {
        this.expect("(");
        while (!this.consume(")")) excludedFiles.push(unquote(this.next()));
      }
      const names: string[] = [];
      while (this.peek() !== ")" && this.peek() !== "EXCLUDE_FILE" && sortOf(this.peek(), this.lld) === undefined) {
        const name = this.next();
        // A bracket that was not closed; LLD 15 read on.
        if (this.lld !== 15 && /^[(){}]/.test(name)) this.fail("section pattern is expected");
        names.push(unquote(name));
      }
      if (names.length === 0) this.fail("section pattern is expected");
      found.push({ excludedFiles, names, sortOuter, sortInner });
    }
    return found;
  }
}

const pattern = (names: readonly string[]): SectionPattern => ({ excludedFiles: [], names, sortOuter: "default", sortInner: "default" });

const inputs = (file: string, patterns: readonly SectionPattern[], keep: boolean): InputDescription => ({
  kind: "input-description",
  file,
  patterns,
  keep,
  withFlags: 0,
  withoutFlags: 0,
});

function newDraft(name: string, place: string, relro: boolean): Draft {
  return {
    kind: "section",
    name,
    place,
    address: undefined,
    loadAddress: undefined,
    alignment: undefined,
    subAlignment: undefined,
    constraint: "none",
    type: undefined,
    nonAlloc: false,
    body: [],
    region: "",
    loadRegion: "",
    segments: [],
    fill: undefined,
    usesSymbols: false,
    inOverlay: false,
    relro,
  };
}
