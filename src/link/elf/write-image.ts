// From a layout to the file: offsets, last checks, contents.
import * as elf from "../../elf/constants.ts";
import type { AddressAssigner } from "./addresses.ts";
import { writeBuildId } from "./build-id.ts";
import { checkOverlaps, misalignedWarnings } from "./check-sections.ts";
import { assignBinaryOffsets, assignOffsets, largeProblem } from "./file-offsets.ts";
import { frameImage, writeSections } from "./image.ts";
import type { LinkState } from "./link-state.ts";
import { withoutBlock } from "./object-checks.ts";
import type { OutputSection } from "./output.ts";
import { fillSegments, threadBlock } from "./segments.ts";
import type { LinkSymbol } from "./symbol.ts";

export interface WrittenImage {
  /** Undefined if it was not written for errors; those of its contents do not keep it back. */
  readonly image: Uint8Array | undefined;
  /** Address of the entry symbol, 0 if there is none or no header to hold it. */
  readonly entry: bigint;
}

const NOT_WRITTEN: WrittenImage = { image: undefined, entry: 0n };

export function writeImage(state: LinkState, assigner: AddressAssigner): WrittenImage {
  const { options, table, sections, segments, errors, warnings } = state;
  const end = options.isBinary ? assignBinaryOffsets(sections) : assignOffsets(state);
  fillSegments(segments, options);
  if (options.script?.hasSections === true) warnings.push(...misalignedWarnings(sections));
  if (options.checkSections) errors.push(...checkOverlaps(sections, options));
  if (errors.length > 0) return NOT_WRITTEN;
  const large = largeProblem(sections, end);
  if (large !== undefined) {
    errors.push(large);
    return NOT_WRITTEN;
  }
  if (options.isBinary) {
    const allocated = sections.filter(({ isAlloc }) => isAlloc);
    return { image: writeContents(state, assigner, new Uint8Array(end), allocated), entry: 0n };
  }
  const entry = entryAddress(state);
  const flags = options.machine.imageFlags(table.files.map(({ object }) => object));
  const image = frameImage({ options, sections, segments, entry, end, flags });
  return { image: writeContents(state, assigner, image, sections), entry };
}

function writeContents(state: LinkState, assigner: AddressAssigner, image: Uint8Array, sections: readonly OutputSection[]): Uint8Array {
  const { options, errors, warnings } = state;
  const { got, gotPlt, procedures, buildId } = state.synthetic;
  const block = threadBlock(state.segments);
  const { start: threadStart, end: threadEnd } = block;
  const threadPointer = options.machine.threadPointer?.(block) ?? threadEnd;
  const hasThreadBlock = options.relocatable || state.segments.some(({ type }) => type === elf.PT_TLS);
  const context = { options, got, gotPlt, procedures, threadStart, threadEnd, threadPointer, hasThreadBlock, errors, warnings };
  writeSections(image, sections, context, assigner.writingEvaluator);
  if (!hasThreadBlock) tellOfNoBlock(state);
  if (buildId?.output !== undefined) writeBuildId(image, buildId.output.offset + buildId.offset, options.buildId, options.lld);
  return image;
}

/** The symbol table counts thread-local symbols from their block, too. LLD 15 stops at the first that it comes to. */
function tellOfNoBlock({ options, symbols, errors }: LinkState): void {
  const isListed = (symbol: LinkSymbol) => symbol.type === elf.STT_TLS && symbol.isDefined;
  const listed = options.strip === "all" || options.isBinary ? [] : symbols.symbols.filter(isListed);
  errors.push(...listed.map((symbol) => withoutBlock(symbol, options)));
  const first = errors.findIndex((message) => message.includes(" has an STT_TLS symbol "));
  if (options.lld === 15 && first >= 0) errors.length = first + 1;
}

function entryAddress({ options, table, warnings }: LinkState): bigint {
  const { entry, relocatable, missesEntry } = options;
  const symbol = table.find(entry);
  // In a section that the script throws away it is nowhere, and nobody says so.
  if (symbol?.isDefined === true) return symbol.address;
  if (relocatable && entry === "") return 0n;
  if (/^(?:0[xX][0-9a-fA-F]+|\d+)$/.test(entry)) return BigInt(entry);
  if (missesEntry) warnings.push(`cannot find entry symbol ${entry}; not setting start address`);
  return 0n;
}
