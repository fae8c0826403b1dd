// Reads a linker script: the directives, with SECTIONS and expressions in files of their own.
import * as elf from "../../../elf/constants.ts";
import type { LinkerScript, SegmentCommand } from "./commands.ts";
import { ScriptError, unquote } from "./lexer.ts";
import { MemoryRegion } from "./memory.ts";
import { parseNumber } from "./expression-parser.ts";
import { SectionParser } from "./section-parser.ts";
import { readVersions } from "./version-script.ts";

export { ScriptError } from "./lexer.ts";

/** Text of a script that another includes, by its name; undefined if there is none. */
export type ReadScript = (name: string) => string | undefined;

const SEGMENT_TYPES: Readonly<Record<string, number>> = {
  PT_NULL: elf.PT_NULL,
  PT_LOAD: elf.PT_LOAD,
  PT_DYNAMIC: elf.PT_DYNAMIC,
  PT_INTERP: elf.PT_INTERP,
  PT_NOTE: elf.PT_NOTE,
  PT_SHLIB: 5,
  PT_PHDR: elf.PT_PHDR,
  PT_TLS: elf.PT_TLS,
  PT_GNU_EH_FRAME: elf.PT_GNU_EH_FRAME,
  PT_GNU_STACK: elf.PT_GNU_STACK,
  PT_GNU_RELRO: elf.PT_GNU_RELRO,
};

/** OUTPUT_FORMAT's names that LLD knows, with or without `-freebsd` behind. */
const FORMATS = new Set(
  (
    "elf32-i386 elf32-avr elf32-iamcu elf32-littlearm elf32-bigarm elf32-x86-64 elf64-aarch64 elf64-littleaarch64 elf64-bigaarch64 " +
    "elf32-powerpc elf32-powerpcle elf64-powerpc elf64-powerpcle elf64-x86-64 elf32-tradbigmips elf32-tradlittlemips elf64-tradbigmips " +
    "elf64-tradlittlemips elf32-bigmips elf32-ntradbigmips elf32-ntradlittlemips elf32-littleriscv elf64-littleriscv elf64-sparc " +
    "elf32-msp430 default binary"
  ).split(" "),
);
/** Those that kbuild writes, where the link is for their machine. */
const WRITTEN = new Set(["elf64-x86-64", "elf32-littlearm", "elf64-aarch64", "elf64-littleaarch64", "elf64-littleriscv", "default"]);

class ScriptParser extends SectionParser {
  constructor(
    file: string,
    text: string,
    script: LinkerScript,
    readonly read: ReadScript,
  ) {
    super(file, text, script);
  }

  readScript(): void {
    while (!this.atEnd) {
      const from = this.position;
      const token = this.next();
      if (token === ";") continue;
      const directive = this.#directive(token);
      if (directive !== undefined) {
        directive();
        continue;
      }
      const assignment = this.readAssignment(token, from);
      if (assignment === undefined) this.fail(`unknown directive: ${token}`);
      this.script.commands.push(assignment);
    }
  }

  #directive(token: string): (() => void) | undefined {
    const table: Readonly<Record<string, () => void>> = {
      ENTRY: () => this.#readEntry(),
      EXTERN: () => void this.script.externs.push(...this.#readList()),
      GROUP: () => this.#readInputFiles(),
      INPUT: () => this.#readInputFiles(),
      INCLUDE: () => this.readInclude(),
      MEMORY: () => this.#readMemory(),
      // Where the image goes is the command line's business.
      OUTPUT: () => void this.#readOne(),
      OUTPUT_ARCH: () => void this.#readList(),
      OUTPUT_FORMAT: () => this.#readOutputFormat(),
      PHDRS: () => this.#readSegments(),
      REGION_ALIAS: () => this.#readRegionAlias(),
      SEARCH_DIR: () => void this.script.searchPaths.push(this.#readOne()),
      SECTIONS: () => this.readSections(),
      TARGET: () => void this.#readOne(),
      VERSION: () => this.#readVersion(),
      ...(this.lld === 22 ? { NOCROSSREFS: () => this.#readSeparated(false), NOCROSSREFS_TO: () => this.#readSeparated(true) } : {}),
    };
    return Object.hasOwn(table, token) ? table[token] : undefined;
  }

  /** The first one counts. */
  #readEntry(): void {
    const name = this.#readOne();
    this.script.entry ??= name;
  }

  /** NOCROSSREFS, NOCROSSREFS_TO: `(` names `)` */
  #readSeparated(toFirst: boolean): void {
    this.expect("(");
    const names = this.#readWords();
    if (names.length < 2) this.script.warnings.push(`${this.place}: ignored with fewer than 2 output sections`);
    else this.script.separated.push({ names, toFirst });
  }

  #readVersion(): void {
    this.expect("{");
    this.script.versions.push(...readVersions(this));
    this.expect("}");
  }

  /** `(` word `)` */
  #readOne(): string {
    this.expect("(");
    const word = unquote(this.next());
    this.expect(")");
    return word;
  }

  #readList(): string[] {
    this.expect("(");
    return this.#readWords();
  }

  /** Up to the bracket that closes. */
  #readWords(): string[] {
    const words: string[] = [];
    while (!this.consume(")")) {
      if (!this.consume(",")) words.push(unquote(this.next()));
    }
    return words;
  }

  #readInputFiles(asNeeded = false): void {
    this.expect("(");
    while (!this.consume(")")) {
      if (this.consume(",")) continue;
      const word = unquote(this.next());
      if (word === "AS_NEEDED") this.#readInputFiles(true);
      else if (word.startsWith("-l")) this.script.inputs.push({ name: word.slice(2), library: true, asNeeded, missing: "" });
      else this.script.inputs.push({ name: word, library: false, asNeeded, missing: this.problem(`unable to find ${word}`) });
    }
  }

  readInclude(): void {
    const name = unquote(this.next());
    const text = this.read(name);
    if (text === undefined) this.fail(`cannot find linker script ${name}`);
    if (!this.enter(name, text)) this.fail(`there is a cycle in linker script INCLUDEs`);
  }

  #readOutputFormat(): void {
    this.expect("(");
    const name = unquote(this.next());
    if (this.consume(",")) {
      this.next();
      this.expect(",");
      this.next();
    }
    this.expect(")");
    const format = name.replace(/-freebsd$/, "");
    if (!FORMATS.has(format) || (format === "binary" && this.script.lld === 15)) this.fail(`unknown output format name: ${name}`);
    if (format === "binary") {
      this.script.isBinary = true;
      return;
    }
    if (!WRITTEN.has(format)) this.fail(`kbuild's linker does not write ${name} yet`);
    this.script.format = format === "default" ? undefined : format;
  }

  /** PHDRS `{` { name type [FILEHDR] [PHDRS] [AT `(` e `)`] [FLAGS `(` e `)`] `;` } `}` */
  #readSegments(): void {
    this.expect("{");
    while (!this.consume("}")) {
      const name = this.next();
      this.script.segments.push(this.#readSegment(name));
    }
  }

  #readSegment(name: string): SegmentCommand {
    const segment: { -readonly [K in keyof SegmentCommand]: SegmentCommand[K] } = {
      name,
      type: this.#readSegmentType(),
      fileHeader: false,
      programHeaders: false,
      flags: undefined,
      loadAddress: undefined,
    };
    while (!this.consume(";")) {
      if (this.consume("FILEHDR")) segment.fileHeader = true;
      else if (this.consume("PHDRS")) segment.programHeaders = true;
      else if (this.consume("AT")) segment.loadAddress = this.readParenthesized();
      else if (this.consume("FLAGS")) segment.flags = this.readParenthesized();
      else this.fail(`unexpected header attribute: ${this.next()}`);
    }
    return segment;
  }

  #readSegmentType(): number {
    const token = this.next();
    const value = parseNumber(token);
    if (value !== undefined) return Number(value);
    const type = SEGMENT_TYPES[token];
    if (type === undefined) this.fail(`invalid program header type: ${token}`);
    return type;
  }

  /** MEMORY `{` { name [`(`attributes`)`] `:` ORIGIN `=` e `,` LENGTH `=` e } `}` */
  #readMemory(): void {
    this.expect("{");
    while (!this.consume("}")) {
      const name = this.next();
      if (name === "INCLUDE") {
        this.readInclude();
        continue;
      }
      const attributes = this.consume("(") ? this.#readMemoryAttributes() : ([0, 0, 0, 0] as const);
      this.expect(":");
      const origin = this.#readMemoryAssignment(["ORIGIN", "org", "o"]);
      this.expect(",");
      const length = this.#readMemoryAssignment(["LENGTH", "len", "l"]);
      if (this.script.regions.has(name)) this.fail(`region '${name}' already defined`);
      this.script.regions.set(name, new MemoryRegion(name, origin, length, ...attributes));
    }
  }

  #readMemoryAssignment(names: readonly [string, string, string]) {
    this.inExpression = true;
    const found = this.next();
    if (!names.includes(found)) this.fail(`expected one of: ${names.join(", ")}`);
    this.expect("=");
    const value = this.readExpression();
    this.inExpression = false;
    return value;
  }

  /** `rwx!a`: letters behind `!` forbid; `r` means the lack of the writable flag. */
  #readMemoryAttributes(): readonly [number, number, number, number] {
    let [flags, forbidden, lacking, forbiddenLacking] = [0, 0, 0, 0];
    let isNegated = false;
    while (!this.consume(")")) {
      for (const letter of this.next().toLowerCase()) {
        if (letter === "!") isNegated = !isNegated;
        else if (letter === "r")
          [lacking, forbiddenLacking] = isNegated
            ? [lacking, forbiddenLacking | elf.SHF_WRITE]
            : [lacking | elf.SHF_WRITE, forbiddenLacking];
        else {
          const flag = { w: elf.SHF_WRITE, x: elf.SHF_EXECINSTR, a: elf.SHF_ALLOC }[letter];
          if (flag === undefined) this.fail("invalid memory region attribute");
          if (isNegated) forbidden |= flag;
          else flags |= flag;
        }
      }
    }
    return [flags, forbidden, lacking, forbiddenLacking];
  }

  #readRegionAlias(): void {
    this.expect("(");
    const alias = unquote(this.next());
    this.expect(",");
    const name = unquote(this.next());
    this.expect(")");
    if (this.script.regions.has(alias)) this.fail(`redefinition of memory region '${alias}'`);
    const region = this.script.regions.get(name);
    if (region === undefined) this.fail(`memory region '${name}' is not defined`);
    this.script.regions.set(alias, region);
  }
}

function problemOf(read: () => void): string | undefined {
  try {
    read();
    return undefined;
  } catch (problem) {
    if (problem instanceof ScriptError) return problem.message;
    throw problem;
  }
}

/** Adds what `text` says to `script`; returns what is wrong with it, in LLD's words. */
export function parseScript(file: string, text: string, script: LinkerScript, read: ReadScript): string | undefined {
  return problemOf(() => new ScriptParser(file, text, script, read).readScript());
}

/** Adds `name=expression` of a `--defsym` to `script`, of which LLD 15 reads the expression alone; returns as `parseScript`. */
export function parseDefinition(definition: string, script: LinkerScript): string | undefined {
  const at = definition.indexOf("=");
  const [name, text] = script.lld === 15 ? [definition.slice(0, at), definition.slice(at + 1)] : [undefined, definition];
  return problemOf(() => script.commands.push(new ScriptParser("--defsym", text, script, () => undefined).readDefinition(name)));
}
