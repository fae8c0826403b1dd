// What a script's layout needs besides placing inputs: sections that turn out empty go, INSERT moves sections, memory
// regions and segments are handed on from section to section.
import * as elf from "../../elf/constants.ts";
import type { LayoutCommand } from "./order.ts";
import type { LinkOptions } from "./options.ts";
import { OutputSection } from "./output.ts";
import type { Expression, LinkerScript } from "./script/commands.ts";
import { isPowerOfTwo } from "./script/evaluate.ts";
import type { MemoryRegion } from "./script/memory.ts";

const isEmpty = (section: OutputSection): boolean =>
  section.commands.every((command) => command.kind !== "inputs" || command.chunks.length === 0);

/** An empty section that no expression needs. */
function isDiscardable(section: OutputSection): boolean {
  if (section.description?.usesSymbols === true || section.usedInExpression) return false;
  return section.commands.every(
    (command) => command.kind === "inputs" || (command.kind === "assignment" && command.name !== "." && !command.active),
  );
}

/** Drops sections that are empty and not needed; others that are empty take the access of the section before them. */
export function adjustBeforeSorting(
  commands: readonly LayoutCommand[],
  options: LinkOptions,
  evaluate: (expression: Expression) => bigint,
  errors: string[],
): LayoutCommand[] {
  let flags: number = elf.SHF_ALLOC;
  let segments: readonly string[] = [];
  const kept: LayoutCommand[] = [];
  for (const command of commands) {
    if (!(command instanceof OutputSection)) {
      kept.push(command);
      continue;
    }
    const alignment = command.description?.alignment;
    if (alignment !== undefined) align(command, evaluate(alignment), errors);
    const empty = isEmpty(command);
    const goes = empty && isDiscardable(command);
    if (command.hasInputs && !goes) flags = command.flags;
    if (empty)
      command.flags = flags & ((command.nonAlloc ? 0 : elf.SHF_ALLOC) | elf.SHF_WRITE | (options.lld === 15 ? elf.SHF_EXECINSTR : 0));
    if (command.isScripted) segments = handOn(command, segments);
    if (!goes) kept.push(command);
  }
  return kept;
}

function align(section: OutputSection, alignment: bigint, errors: string[]): void {
  if (isPowerOfTwo(alignment)) section.alignment = Math.max(section.alignment, Number(alignment));
  else errors.push(`${section.description?.place ?? ""}: alignment must be power of 2`);
}

/** A section without segments of its own goes where the one before it goes. */
function handOn(section: OutputSection, segments: readonly string[]): readonly string[] {
  if (section.segmentNames.length > 0) return section.segmentNames;
  if (section.isAlloc) section.segmentNames = segments;
  return segments;
}

/** `INSERT AFTER x`: moves the sections that were described there. */
export function insertCommands(commands: readonly LayoutCommand[], script: LinkerScript, errors: string[]): LayoutCommand[] {
  const out = [...commands];
  for (const { names, after, where } of script.inserts) {
    const moved = names.flatMap((name) => {
      const at = out.findIndex((command) => command instanceof OutputSection && command.name === name);
      return at < 0 ? [] : out.splice(at, 1);
    });
    const at = out.findIndex((command) => command instanceof OutputSection && command.name === where);
    if (at < 0) errors.push(`unable to insert ${names.join(", ")} ${after ? "after" : "before"} ${where}`);
    else out.splice(after ? at + 1 : at, 0, ...moved);
  }
  return out;
}

/** Memory regions by name or by what they hold; segments for sections that name none. */
export function assignRegions(sections: readonly OutputSection[], script: LinkerScript, errors: string[], warnings: string[]): void {
  let hint: MemoryRegion | undefined;
  for (const section of sections) {
    const loadName = section.description?.loadRegion ?? "";
    if (loadName !== "") {
      section.loadRegion = script.regions.get(loadName);
      if (section.loadRegion === undefined) errors.push(`memory region '${loadName}' not declared`);
    }
    if (!section.isAlloc && (section.description?.region ?? "") !== "")
      warnings.push(`ignoring memory region assignment for non-allocatable section '${section.name}'`);
    const found = findRegion(section, script, hint, errors);
    section.memoryRegion = found.region;
    hint = found.hint;
  }
  const firstLoad = script.segments.find(({ type }) => type === elf.PT_LOAD);
  let segments: readonly string[] = firstLoad === undefined ? [] : [firstLoad.name];
  for (const section of sections) segments = handOn(section, segments);
}

interface FoundRegion {
  readonly region: MemoryRegion | undefined;
  readonly hint: MemoryRegion | undefined;
}

const NO_REGION: FoundRegion = { region: undefined, hint: undefined };

function findRegion(section: OutputSection, script: LinkerScript, hint: MemoryRegion | undefined, errors: string[]): FoundRegion {
  if (!section.isAlloc) return NO_REGION;
  const name = section.description?.region ?? "";
  if (name !== "") {
    const region = script.regions.get(name);
    if (region === undefined) errors.push(`memory region '${name}' not declared`);
    return { region, hint: region };
  }
  if (script.regions.size === 0) return NO_REGION;
  if (!section.isScripted && hint !== undefined) return { region: hint, hint };
  const fitting = [...script.regions.values()].find((region) => region.accepts(section.flags));
  if (fitting === undefined) errors.push(`no memory region specified for section '${section.name}'`);
  return { region: fitting, hint: undefined };
}
