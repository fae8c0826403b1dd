// From inputs to symbols: which objects are linked, and what every name stands for.
import * as elf from "../../elf/constants.ts";
import type { ElfObject } from "../../elf/object.ts";
import { markExported } from "./dynamic-symbols.ts";
import { addLibrary } from "./libraries.ts";
import type { LinkState } from "./link-state.ts";
import { reserveSymbols } from "./linker-symbols.ts";
import { isBinary } from "./plain-inputs.ts";
import { activeAssignments, archiveLines, extractionLines, placeOfAssignment } from "./reports.ts";
import type { LinkOptions } from "./options.ts";
import type { Assignment, LinkerScript } from "./script/commands.ts";
import type { SharedLibrary } from "./shared-library.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { LazyObject, SymbolTable } from "./symbol-table.ts";
import { globMatcher } from "./script/glob.ts";
import { assignVersions } from "./versions.ts";
import { wrapSymbols } from "./wrap.ts";

/** What is linked, in order: an object, or one that is loaded if something needs it. */
export type LinkInput =
  | ElfObject
  | { readonly library: SharedLibrary }
  | ({ readonly lazy: true } & LazyObject)
  | ({ readonly lazy: false } & LazyObject);

/** Loads the inputs, and of those that wait what something needs. */
export function resolveInputs({ options, table, libraries, errors, warnings, output }: LinkState, inputs: readonly LinkInput[]): void {
  for (const name of options.undefinedRoots) table.askFor(name);
  for (const input of inputs) {
    if ("library" in input) {
      libraries.push(input.library);
      addLibrary(table, input.library);
    } else if (!("lazy" in input)) table.addObject(input);
    else if (input.lazy) table.addLazy(input);
    else table.addObject(input.object, input.archive);
  }
  const binaries = table.files.filter(({ object }) => isBinary(object));
  if (binaries.length > 0) table.files.push(...binaries.flatMap((file) => table.files.splice(table.files.indexOf(file), 1)));
  // LLD 15 comes to the entry last.
  if (options.lld === 22) loadEntry(options.entry, table);
  if (options.script !== undefined) askForReferences(options.script, table);
  loadEntry(options.entry, table);
  for (const pattern of options.undefinedGlobs) askForMatches(pattern, table);
  output.push(...table.traces.splice(0));
  warnings.push(...table.warnings);
  wrapSymbols(table, options.wrapped);
  if (!options.allowMultipleDefinition) errors.push(...table.duplicateErrors());
  if (options.printArchiveStats && errors.length === 0) output.push(...archiveLines(inputs, table));
  if (options.whyExtract && errors.length === 0) output.push(...extractionLines(table.extractions, options));
}

function loadEntry(name: string, table: SymbolTable): void {
  const entry = table.find(name);
  if (entry?.kind === "lazy") table.extract(entry, "--entry");
}

/** `--undefined-glob` */
function askForMatches(pattern: string, table: SymbolTable): void {
  const matches = globMatcher([pattern]);
  for (const symbol of [...table.globals.values()].filter(({ name }) => matches(name))) {
    symbol.referenced = true;
    if (symbol.kind === "lazy") table.extract(symbol, "--undefined-glob");
  }
}

/** Defines what the linker and the script define; most values come with the layout. */
export function reserveNames({ options, table, headers, synthetic, errors, warnings, output }: LinkState): void {
  if (!options.relocatable) errors.push(...reserveSymbols(table, headers, synthetic, options));
  for (const command of options.script?.commands ?? []) {
    if (command.kind === "assignment") declare(table, command, command.place);
    else
      for (const inner of command.body)
        // LLD 15 does not find those again that stand in sections.
        if (inner.kind === "assignment") declare(table, inner, options.lld === 15 ? undefined : inner.place);
  }
  output.push(...assignmentTraces(options));
  excludeLibraries(table, options.excludedLibraries);
  markExported(table, options);
  if (options.versions.length === 0) return;
  const problems = assignVersions(table, options);
  errors.push(...problems.errors);
  warnings.push(...problems.warnings);
}

/** `-y`: a script's symbols are declared, and then defined. */
function assignmentTraces(options: LinkOptions): string[] {
  if (options.traced.length === 0) return [];
  const told = activeAssignments(options).filter(({ name }) => options.traced.includes(name));
  return [
    ...told.map(({ name }) => `<internal>: definition of ${name}`),
    ...told.map((one) => `${placeOfAssignment(one, options)}: definition of ${one.name}`),
  ];
}

/** What these archives define is nobody else's business. */
function excludeLibraries({ files }: SymbolTable, names: readonly string[]): void {
  if (names.length === 0) return;
  const excluded = new Set(names);
  for (const file of files) {
    const { archive, symbols, globalsFrom } = file;
    if (archive === undefined || !(excluded.has("ALL") || excluded.has(archive.slice(archive.lastIndexOf("/") + 1)))) continue;
    for (let i = globalsFrom; i < symbols.length; i++) {
      const symbol = symbols[i] as LinkSymbol;
      if (symbol.kind !== "undefined" && symbol.file === file) symbol.madeLocal = true;
    }
  }
}

/** A script's symbol is defined from now on; messages say at which place. */
function declare(table: SymbolTable, assignment: Assignment, place: string | undefined): void {
  if (assignment.name === ".") return;
  if (assignment.provide && !isLeftToProvide(table.find(assignment.name))) return;
  const symbol = table.insert(assignment.name);
  symbol.define(undefined, 0, assignment.hidden ? elf.STV_HIDDEN : elf.STV_DEFAULT);
  symbol.scriptDefined = true;
  symbol.definedAt = place;
  assignment.active = true;
}

/** PROVIDE defines what something refers to and nothing defines. */
const isLeftToProvide = (symbol: LinkSymbol | undefined): boolean =>
  symbol?.referenced === true && symbol.kind !== "defined" && symbol.kind !== "common";

/** What expressions name is wanted; what the value of a PROVIDE names, if that defines something wanted itself. */
function askForReferences(script: LinkerScript, table: SymbolTable): void {
  for (const name of script.referenced) table.addUndefined(name);
  const followed = new Set<string>();
  const wanted: (readonly string[])[] = [];
  const follow = (name: string) => {
    const names = script.provides.get(name);
    if (names === undefined || followed.has(name) || !isLeftToProvide(table.find(name))) return;
    followed.add(name);
    wanted.push(names);
  };
  for (const name of script.provides.keys()) follow(name);
  for (let names = wanted.pop(); names !== undefined; names = wanted.pop()) {
    for (const name of names) {
      table.addUndefined(name);
      script.referenced.push(name);
      follow(name);
    }
  }
}
