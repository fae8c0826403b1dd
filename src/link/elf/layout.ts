// From placed sections to their addresses: the order of sections and segments, the tables that describe them, and the
// walk that gives everything its place.
import * as elf from "../../elf/constants.ts";
import { linkExceptionIndex } from "./abi-tables.ts";
import { CopiedRelocations, sectionSymbols } from "./copied-relocations.ts";
import { AddressAssigner, allocateHeaders, removeEmptyLoads } from "./addresses.ts";
import type { Chunk } from "./input.ts";
import type { LinkState } from "./link-state.ts";
import { settleBounds } from "./linker-symbols.ts";
import { classOf } from "./options.ts";
import { isRelro, sortCommands } from "./order.ts";
import type { OutputSection } from "./output.ts";
import { priorityOf } from "./place.ts";
import type { Placement } from "./place.ts";
import { linkParts } from "./relocatable.ts";
import { Relaxation } from "./relaxation.ts";
import { adjustBeforeSorting, assignRegions, insertCommands } from "./script-layout.ts";
import { activeAssignments } from "./reports.ts";
import { isAbsolute, isConstant, numberOf } from "./script/evaluate.ts";
import { createSegments, scriptedSegments, threadBlock } from "./segments.ts";
import { SymbolOrder } from "./symbol-order.ts";
import { namedVersions } from "./defined-versions.ts";
import { ImageSymbols } from "./symtab.ts";
import { SyntheticChunk } from "./synthetic.ts";

/** Of making code shorter, as LLD has it. */
const MOST_ROUNDS = 30;
const NOT_SETTLED = { 15: "relaxation not converged", 22: "address assignment did not converge" } as const;

/** Computes what scripts assign before anything has a place, for what can never be computed. */
class FirstLook extends AddressAssigner {
  readonly problems: string[] = [];
  readonly #outputs: ReadonlyMap<string, OutputSection>;

  constructor(state: LinkState) {
    super(state);
    this.#outputs = new Map(state.outputs.toReversed().map((section) => [section.name, section]));
    this.dotSection = state.headers.nowhere;
  }

  override section(name: string): OutputSection | undefined {
    return this.#outputs.get(name);
  }

  override fail(message: string, isFinal = false): void {
    if (isFinal) this.problems.push(message);
  }
}

/**
 * What is wrong with assignments to symbols whatever the layout is; the layout's walks tell of it again, as LLD's do. Symbols know
 * from here on whether they move with the image: what stands outside of sections moves, too.
 */
export function unknownNames(state: LinkState): readonly string[] {
  const look = new FirstLook(state);
  for (const command of state.options.script?.commands ?? []) {
    const assignments = command.kind === "assignment" ? [command] : command.body.filter(({ kind }) => kind === "assignment");
    for (const one of assignments) {
      if (one.kind !== "assignment" || !one.active) continue;
      const value = look.evaluator.value(one.expression);
      const symbol = one.name === "." ? undefined : state.table.find(one.name);
      if (symbol?.scriptDefined !== true) continue;
      symbol.moves = !isAbsolute(value);
      if (symbol.moves) symbol.section = value.section;
      else if (value.section === undefined) symbol.absolute = numberOf(value);
    }
  }
  return look.problems;
}

/** Inputs in another order than the files', where one is asked for. */
function sortInputs({ options, table, outputs, warnings }: LinkState): void {
  const order = options.symbolOrder.length === 0 ? undefined : new SymbolOrder(table, options);
  if (order !== undefined && options.warnsSymbolOrder) warnings.push(...order.warnings);
  for (const section of outputs) {
    order?.sort(section);
    if (options.script?.hasSections !== true) sortByPriority(section);
  }
}

/** Constructors in the order of their priorities. */
function sortByPriority(section: OutputSection): void {
  if (![".init_array", ".fini_array", ".ctors", ".dtors"].includes(section.name)) return;
  for (const run of section.commands) if (run.kind === "inputs") run.chunks.sort((a, b) => priorityOf(a.name) - priorityOf(b.name));
}

/** For what scripts may compute before there is a layout. */
const earlyEvaluator = (state: LinkState) => new AddressAssigner(state).evaluator;

/** Sections and segments in their order, then the tables that describe them. */
export function orderSections(state: LinkState, placement: Placement): void {
  const { options, table, headers, synthetic, errors, warnings } = state;
  const { script } = options;
  const named = options.emitsRelocations ? sectionSymbols(state.outputs) : [];
  sortInputs(state);
  if (!options.relocatable) synthetic.dynamicSymbols.collect(table, state.libraries);
  removeUnneeded(state, placement);
  state.commands = adjustBeforeSorting(state.commands, options, (expression) => earlyEvaluator(state).number(expression), errors);
  if (script?.hasSections === true) state.commands = insertCommands(state.commands, script, errors);
  if (!options.relocatable) state.commands = sortCommands(state.commands, options);
  if (script?.hasSections === false) state.commands = insertCommands(state.commands, script, errors);
  if (script !== undefined) assignRegions(state.outputs, script, errors, warnings);
  removePadding(state);
  state.fixSections();
  state.symbols = new ImageSymbols(table, options, named, () => threadBlock(state.segments).start);
  linkTables(state);
  if (options.relocatable) {
    linkParts(state);
    return;
  }
  addSegments(state);
  settleBounds(table, state.sections, state.segments, headers, options);
}

function removeUnneeded({ options, synthetic, errors, warnings }: LinkState, placement: Placement): void {
  const { orphans } = options;
  const isUnneeded = (chunk: Chunk) => chunk instanceof SyntheticChunk && !chunk.isNeeded;
  const told = orphans === "place" ? [] : placement.orphanMessages((chunk) => !isUnneeded(chunk));
  (orphans === "error" ? errors : warnings).push(...told);
  for (const section of new Set([synthetic.comment, ...synthetic.chunks].filter(isUnneeded).map(({ output }) => output))) {
    for (const command of section?.commands ?? [])
      if (command.kind === "inputs") command.chunks = command.chunks.filter((chunk) => !isUnneeded(chunk));
  }
}

/** The padding ends relro; without any there is nothing to end. */
function removePadding(state: LinkState): void {
  const relro = state.outputs.filter((section) => isRelro(section, state.options) && section.name !== ".relro_padding");
  const ends = relro.some((section) => !(section.isTls && section.isNobits));
  if (!ends) state.commands = state.commands.filter((command) => command.name !== ".relro_padding");
}

function linkCopies(state: LinkState): void {
  for (const section of state.sections) {
    const [first] = section.type === elf.SHT_RELA ? section.chunks : [];
    if (!(first instanceof CopiedRelocations)) continue;
    section.link = state.section(".symtab");
    section.info = first.holder.output?.index ?? 0;
  }
}

/** What calls go by way of, whatever a script calls the sections. */
function linkCalls(state: LinkState): void {
  const { calls, gotPlt } = state.synthetic;
  if (calls.output === undefined || !calls.isNeeded) return;
  calls.output.link = state.section(".dynsym");
  calls.output.info = gotPlt.output?.index ?? 0;
}

/** sh_link and sh_info */
function linkTables(state: LinkState): void {
  linkCopies(state);
  linkExceptionIndex(state.synthetic.abi);
  const set = (name: string, linked: string, info = 0) => {
    const section = state.section(name);
    if (section === undefined) return;
    section.link = state.section(linked);
    section.info = info;
  };
  set(".dynsym", ".dynstr", 1);
  set(".gnu.hash", ".dynsym");
  set(".hash", ".dynsym");
  set(".rela.dyn", ".dynsym");
  linkCalls(state);
  set(".gnu.version", ".dynsym");
  set(".gnu.version_d", ".dynstr", 1 + namedVersions(state.options).length);
  set(".gnu.version_r", ".dynstr", state.synthetic.dynamicSymbols.versions.libraryCount);
  set(".dynamic", ".dynstr");
  set(".symtab", ".strtab", state.symbols.firstGlobal);
}

function addSegments(state: LinkState): void {
  const { options, sections, headers, errors } = state;
  const { script } = options;
  if (options.isBinary) return;
  const inputs = { options, sections, headers, errors };
  state.segments =
    script !== undefined && script.segments.length > 0 ? scriptedSegments(script, inputs, earlyEvaluator(state)) : createSegments(inputs);
  headers.programHeaders.size = elf.PHDR_SIZE[classOf(options)] * state.segments.length;
}

/** Gives everything its address: no size changes after this. What is returned computes numbers in contents. */
export function layOut(state: LinkState): AddressAssigner {
  const { table, options, sections, segments } = state;
  const assigner = new AddressAssigner(state);
  assigner.assign();
  const told = state.errors.length;
  while (state.synthetic.packed?.output !== undefined && state.synthetic.packed.update()) {
    state.errors.length = told;
    assigner.assign();
  }
  const { compact } = options.machine;
  if (options.relocatable) {
    // What scripts compute, and ask for, they do of a layout that an image would have.
    for (const section of sections) section.address = 0n;
    state.errors.push(...computedNumbers(state));
    return assigner;
  }
  if (compact !== undefined) shortenCode(state, assigner, new Relaxation(table, options, compact, () => threadBlock(segments).start));
  allocateHeaders(state);
  removeEmptyLoads(segments, sections);
  return assigner;
}

/** Numbers that come of where things would be are others in an object, of which LLD's releases do not tell the same. */
function computedNumbers({ table, options }: LinkState): string[] {
  return activeAssignments(options)
    .filter(({ name, expression }) => name !== "." && table.find(name)?.section === undefined && !isConstant(expression))
    .map(({ name, place }) => `${place}: kbuild's linker does not compute ${name} for an object yet`);
}

/** Code gets shorter, and what is behind it moves, until all is in its place. */
function shortenCode({ options, errors }: LinkState, assigner: AddressAssigner, relaxation: Relaxation): void {
  const told = errors.length;
  for (let round = 1; relaxation.round(); round++) {
    errors.length = told;
    if (round === MOST_ROUNDS) {
      errors.push(NOT_SETTLED[options.lld]);
      break;
    }
    assigner.assign();
  }
  if (relaxation.errors.length === 0) relaxation.finish();
  errors.push(...relaxation.errors);
}
