// What GNU ld says of a program that is linked with the C runtime's start files and without a C library: names defined
// twice, then names that nobody defines, each under the function it is met in. Such a program never links, so that
// nothing else of this linker is needed: what links is laid out by `elf/`.
import * as elf from "../elf/constants.ts";
import type { ElfObject, ObjectSymbol, SectionIndex } from "../elf/object.ts";
import type { StartFile } from "./start-files.ts";

const LD = "/usr/bin/ld: ";
/** Of one name in a row; the others are told in one line. */
const MOST_IN_A_ROW = 5;

/** `/crate/src/main.rs:13` for a place in a function, where debug information tells it. */
export type LineOf = (functionName: string, offset: number) => string | undefined;

interface Place {
  readonly file: string;
  /** Undefined in data. */
  readonly function: string | undefined;
  /** As the place is shown: with its line, or section and offset. */
  readonly text: string;
}

/** A name of Rust as c++filt shows it, without its hash. */
function demangled(name: string): string {
  const inner = /^_ZN(.*)17h[0-9a-f]{16}E$/.exec(name)?.[1];
  if (inner === undefined) return name;
  const parts: string[] = [];
  for (let at = 0; at < inner.length;) {
    const length = /^\d+/.exec(inner.slice(at))?.[0];
    if (length === undefined) return name;
    at += length.length + Number(length);
    parts.push(inner.slice(at - Number(length), at));
  }
  return parts.join("::");
}

const hex = (value: number | bigint) => `0x${value.toString(16)}`;

class Places {
  readonly #unit: string;

  constructor(
    readonly object: ElfObject,
    readonly path: string,
    readonly lineOf: LineOf,
  ) {
    this.#unit = object.symbols.find(({ type }) => type === elf.STT_FILE)?.name ?? "";
  }

  at(section: SectionIndex, offset: number): Place {
    const { name } = this.object.sections[section] as ElfObject["sections"][number];
    const holder = this.object.symbols.find(
      ({ type, place, value, size }) =>
        type === elf.STT_FUNC && place === section && Number(value) <= offset && offset < Math.max(1, Number(size)) + Number(value),
    );
    const plain = `(${name}+${hex(offset)})`;
    if (holder === undefined) return { file: this.path, function: undefined, text: `${LD}${this.path}:${plain}` };
    const line = this.lineOf(holder.name, offset - Number(holder.value));
    return { file: this.path, function: demangled(holder.name), text: line ?? `${this.#unit}:${plain}` };
  }
}

/** Messages in order; a function is named once for all that follows in it. */
class Messages {
  readonly lines: string[] = [];
  #file = "";
  #function: string | undefined;

  say(place: Place, what: string): void {
    if (place.function === undefined) {
      this.lines.push(`${place.text}: ${what}`);
    } else if (place.file === this.#file && place.function === this.#function) {
      this.lines.push(`${LD}${place.text}: ${what}`);
    } else {
      this.lines.push(`${LD}${place.file}: in function \`${place.function}':`, `${place.text}: ${what}`);
    }
    this.#file = place.file;
    this.#function = place.function;
  }

  #missing = "";
  #inARow = 0;

  undefined(place: Place, name: string): void {
    this.#inARow = name === this.#missing ? this.#inARow + 1 : 0;
    this.#missing = name;
    if (this.#inARow < MOST_IN_A_ROW) this.say(place, `undefined reference to \`${demangled(name)}'`);
    else if (this.#inARow === MOST_IN_A_ROW) {
      this.lines.push(`${LD}${place.text}: more undefined references to \`${demangled(name)}' follow`);
    }
  }
}

const isGlobalDefinition = ({ binding, place }: ObjectSymbol) => binding === elf.STB_GLOBAL && place !== "undefined";

/** The sections that are reached from what the start files need, in order. */
function reachedSections(object: ElfObject, roots: readonly string[], taken: ReadonlySet<string>): boolean[] {
  const reached = object.sections.map(() => false);
  const queue: SectionIndex[] = [];
  const reach = (symbol: ObjectSymbol | undefined) => {
    if (symbol === undefined || typeof symbol.place !== "number" || reached[symbol.place] === true) return;
    if (symbol.binding !== elf.STB_LOCAL && taken.has(symbol.name)) return;
    reached[symbol.place] = true;
    queue.push(symbol.place);
  };
  for (const root of roots) reach(object.symbols.find(({ name, place }) => name === root && place !== "undefined"));
  object.sections.forEach(({ type, flags }, i) => {
    const isKept = type === elf.SHT_INIT_ARRAY || type === elf.SHT_FINI_ARRAY || (flags & elf.SHF_GNU_RETAIN) !== 0;
    if (isKept && reached[i] === false) queue.push(i);
    if (isKept) reached[i] = true;
  });
  for (let next = queue.pop(); next !== undefined; next = queue.pop())
    for (const { symbol } of object.sections[next]?.relocations ?? []) reach(object.symbols[symbol]);
  return reached;
}

/** The lines GNU ld prints when it links an object behind start files; none if there is nothing to complain of. */
export function gnuLdErrors(
  object: ElfObject,
  path: string,
  startFiles: readonly StartFile[],
  entry: string,
  lineOf: LineOf,
  /** Names that libraries define. */
  ofLibraries: ReadonlySet<string> = new Set(),
  /** Input files that are not there: with them nothing is looked for any more. */
  missing: readonly string[] = [],
): readonly string[] {
  const messages = new Messages();
  const places = new Places(object, path, lineOf);
  const first = new Map<string, string>();
  for (const file of startFiles)
    for (const { name, section, offset, isWeak } of file.symbols)
      if (isWeak !== true) first.set(name, `${file.path}:(${section}+${hex(offset)})`);
  const defined = new Set([...first.keys(), ...ofLibraries]);
  for (const symbol of object.symbols.filter(isGlobalDefinition)) {
    defined.add(symbol.name);
    const before = first.get(symbol.name);
    if (before === undefined || typeof symbol.place !== "number") continue;
    messages.say(places.at(symbol.place, Number(symbol.value)), `multiple definition of \`${symbol.name}'; ${before}: first defined here`);
  }
  if (missing.length > 0) return [...messages.lines, ...missing.map((path) => `${LD}cannot find ${path}: No such file or directory`)];
  const needs = startFiles.flatMap((file) => file.needs.map((need) => ({ file: file.path, ...need })));
  for (const { file, function: holder, section, offset, name } of needs)
    if (!defined.has(name)) messages.undefined({ file, function: holder, text: `(${section}+${hex(offset)})` }, name);
  const reached = reachedSections(object, [entry, ...needs.map(({ name }) => name)], new Set(first.keys()));
  object.sections.forEach(({ relocations }, i) => {
    if (reached[i] !== true) return;
    for (const { symbol, offset } of relocations) {
      const wanted = object.symbols[symbol];
      const isMissing = wanted?.place === "undefined" && wanted.binding === elf.STB_GLOBAL && !defined.has(wanted.name);
      if (isMissing) messages.undefined(places.at(i, offset), wanted.name);
    }
  });
  return messages.lines;
}
