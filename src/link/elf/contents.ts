// What becomes part of the image: live inputs and the linker's own sections, placed in output sections, with the slots
// that their relocations need.
import * as elf from "../../elf/constants.ts";
import { CopiedRelocations, markNamed } from "./copied-relocations.ts";
import { AddressAssigner } from "./addresses.ts";
import type { Chunk, InputFile, InputSection } from "./input.ts";
import type { LinkState } from "./link-state.ts";
import { defineSectionBounds } from "./linker-symbols.ts";
import { markPreemptible, missingOfLibraries } from "./libraries.ts";
import { isUnwindTable } from "./mark-live.ts";
import { mergeInputs } from "./merge.ts";
import type { LinkOptions } from "./options.ts";
import { Placement } from "./place.ts";
import { Scanner } from "./scan.ts";
import { collectParts } from "./relocatable.ts";
import type { SymbolTable } from "./symbol-table.ts";
import { ZeroChunk } from "./synthetic.ts";

const isDebug = (section: InputSection): boolean =>
  !section.isAlloc && (section.nameStartsWith(".debug") || section.nameStartsWith(".zdebug"));

/** Everything that may become part of the image, in LLD's order; what is not loaded for a stripped image is left out. */
export function collectChunks(state: LinkState): Chunk[] {
  const { options, table, synthetic, errors } = state;
  if (options.emitsRelocations) markNamed(table, options);
  const chunks: Chunk[] = commonChunks(table, options);
  if (options.relocatable) return [...chunks, ...collectParts(state)];
  const copy = (section: InputSection, holder: Chunk) => {
    if (options.emitsRelocations && section.relocationsFrom < section.relocationsTo)
      chunks.push(new CopiedRelocations(section, holder, () => state.symbols));
  };
  for (const { sections, object } of table.files) {
    const isPlain = !options.emitsRelocations && !synthetic.abi.concerns(object);
    for (let i = 0; i < sections.length; i++) {
      const section = sections[i];
      if (section?.live !== true) continue;
      if (isUnwindTable(section)) {
        synthetic.frames.addSection(section);
        if (options.emitsRelocations && !chunks.includes(synthetic.frames)) chunks.push(synthetic.frames);
        // Nothing says that those of unwind tables live.
        if (!options.gcSections) copy(section, synthetic.frames);
      } else if (options.strip === "none" || !isDebug(section)) {
        const chunk = isPlain ? section : synthetic.abi.replace(section);
        if (chunk !== undefined) chunks.push(chunk);
        if (options.emitsRelocations) copy(section, section);
      }
    }
  }
  errors.push(...synthetic.frames.problems, ...synthetic.abi.problems());
  const isLeft = (chunk: Chunk) =>
    (chunk !== synthetic.frames || !chunks.includes(chunk)) && (chunk !== synthetic.properties || synthetic.properties.isNeeded);
  chunks.push(synthetic.comment, ...synthetic.chunks.filter(isLeft));
  return chunks;
}

/** Room for tentative definitions that nothing else defined. */
function commonChunks(table: SymbolTable, { gcSections }: LinkOptions): ZeroChunk[] {
  const chunks: ZeroChunk[] = [];
  table.globals.forEach((symbol) => {
    if (symbol.kind !== "common") return;
    const chunk = new ZeroChunk("COMMON", elf.SHF_ALLOC | elf.SHF_WRITE, symbol.value, Number(symbol.size), symbol.file);
    symbol.value = 0;
    symbol.kind = "defined";
    symbol.section = chunk;
    if (!gcSections || symbol.used) chunks.push(chunk);
  });
  return chunks;
}

/** Puts the chunks into output sections: no section is added after this. */
export function placeChunks(state: LinkState, chunks: readonly Chunk[]): Placement {
  const { options, synthetic, errors, warnings } = state;
  const placement = new Placement(options, chunks, ({ subAlignment }) =>
    Number(subAlignment === undefined ? 1n : new AddressAssigner(state).evaluator.number(subAlignment)),
  );
  errors.push(...placement.errors);
  warnings.push(...placement.warnings);
  state.commands = placement.commands;
  const { got, gotPlt } = synthetic;
  if (got.output !== undefined) got.output.slots = "addresses";
  if (gotPlt.output !== undefined) gotPlt.output.slots ??= "procedures";
  for (const section of state.outputs) mergeInputs(section, options);
  return placement;
}

/** Makes the slots and tables that the relocations of what is placed ask for. */
export function scanRelocations({ options, table, headers, libraries, synthetic, outputs, errors, warnings, output }: LinkState): void {
  defineSectionBounds(table, outputs, headers, options);
  if (synthetic.dynamic?.live === true) defineDynamic(table, synthetic.dynamic);
  markPreemptible(table, options);
  const scanner = new Scanner(options, table, {
    got: synthetic.got,
    gotPlt: synthetic.gotPlt,
    procedures: synthetic.procedures,
    copies: synthetic.copies,
    dynamic: synthetic.relocations,
    packed: synthetic.packed,
  });
  synthetic.frames.finish(options.icf !== "none");
  synthetic.frames.adopt();
  for (const file of table.files) scanFile(file, scanner);
  scanner.scanFrames(synthetic.frames);
  const { exceptionIndex } = synthetic.abi;
  if (exceptionIndex.output !== undefined) for (const section of exceptionIndex.inputs) scanner.scan(section);
  scanner.finish();
  errors.push(...scanner.errors, ...missingOfLibraries(table, libraries, options));
  warnings.push(...scanner.warnings);
  output.push(...table.traces.splice(0));
}

function scanFile({ sections, columns }: InputFile, scanner: Scanner): void {
  const { relocationsFrom, relocationsTo } = columns.sections;
  for (let i = 0; i < sections.length; i++) {
    const section = sections[i];
    if (section?.live !== true || relocationsFrom[i] === relocationsTo[i] || section.output === undefined) continue;
    if (section.isAlloc && !isUnwindTable(section)) scanner.scan(section);
  }
}

/** `_DYNAMIC` names the dynamic section; a local, hidden symbol. */
function defineDynamic(table: SymbolTable, chunk: Chunk): void {
  const symbol = table.insert("_DYNAMIC");
  if (!symbol.isDefined) symbol.define(chunk, 0, elf.STV_HIDDEN);
}
