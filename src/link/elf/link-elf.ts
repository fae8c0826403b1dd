// Links ELF objects into an image: a list of passes, each a step over the link's state. After `resolveInputs` no
// object is added, after `placeChunks` no section, after `layOut` no size changes.
import { collectChunks, placeChunks, scanRelocations } from "./contents.ts";
import { foldIdentical } from "./icf.ts";
import { layOut, orderSections, unknownNames } from "./layout.ts";
import { settleLibraries } from "./libraries.ts";
import { LinkState } from "./link-state.ts";
import { mapText } from "./map-file.ts";
import { markLive, removedLines } from "./mark-live.ts";
import { flagProblems } from "./object-checks.ts";
import type { LinkOptions } from "./options.ts";
import { ruleProblems } from "./property-note.ts";
import { prohibitedReferences } from "./separated-sections.ts";
import { crossReferences, memoryUsage } from "./reports.ts";
import { reserveNames, resolveInputs } from "./resolve.ts";
import type { LinkInput } from "./resolve.ts";
import { writeImage } from "./write-image.ts";

export interface LinkResult {
  /** Undefined if there were errors. */
  readonly image: Uint8Array | undefined;
  /** In LLD's words, without its prefix; further lines start with `>>> `. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** What `--trace` and `--print-gc-sections` have LLD print. */
  readonly output: readonly string[];
  /** Address of the entry symbol, 0 if there is none or no header to hold it. */
  readonly entry: bigint;
  /** The link map, if one was asked for; what is wrong once there is a layout does not keep it back. */
  readonly map: string | undefined;
}

function mapOf({ options, commands, table, symbols }: LinkState): string {
  const map = options.map ? mapText(commands, table, options, (symbol) => symbols.valueOf(symbol)) : "";
  return options.crossReferences ? map + crossReferences(table, options) : map;
}

/** What follows from what is asked. */
function settled(asked: LinkOptions): LinkOptions {
  if (asked.relocatable)
    return { ...asked, emitsRelocations: true, relro: false, ehFrameHeader: false, strip: "none", optimize: Math.max(1, asked.optimize) };
  return asked.magic === "none" ? asked : { ...asked, relro: false, maxPageSize: 1, commonPageSize: 1 };
}

/** Links the objects, in the order given, as LLD of `options.lld` would. */
export function linkElf(inputs: readonly LinkInput[], asked: LinkOptions): LinkResult {
  const options = settled(asked);
  const state = new LinkState(options);
  const { table, errors, warnings, output } = state;
  if (asked.magic !== "none" && asked.maxPageSize !== asked.machine.pageSize)
    warnings.push("-z max-page-size set, but paging disabled by omagic or nmagic");
  if (options.pie && options.machine.relative === undefined)
    errors.push(`kbuild's linker does not make position-independent images for ${options.machine.emulations[0]} yet`);
  if (options.emitsRelocations && (!options.machine.is64 || (options.machine.compact !== undefined && !options.relocatable)))
    errors.push(`kbuild's linker does not do ${options.relocatable ? "-r" : "--emit-relocs"} for ${options.machine.emulations[0]} yet`);
  if ((options.hasLibraries || options.shared) && options.machine.libraries === undefined)
    errors.push(`kbuild's linker does not link shared libraries for ${options.machine.emulations[0]} yet`);
  if (options.relocatable && options.isBinary) errors.push("kbuild's linker does not do -r with --oformat=binary yet");
  const failed = () => ({ image: undefined, errors, warnings, output, entry: 0n, map: undefined });
  errors.push(...ruleProblems(options.features, options.machine.elfMachine));
  if (errors.length > 0) return failed();
  resolveInputs(state, inputs);
  reserveNames(state);
  if (errors.length > 0) return failed();
  errors.push(...flagProblems(table, options));
  const lacking = state.synthetic.properties.collect(table.files, options.features);
  warnings.push(...lacking.warnings);
  errors.push(...lacking.errors);
  markLive(table, options);
  if (options.hasLibraries) settleLibraries(table, options);
  output.push(...removedLines(table, options));
  const placement = placeChunks(state, collectChunks(state));
  errors.push(...unknownNames(state));
  foldIdentical(state);
  if (!options.relocatable) scanRelocations(state);
  orderSections(state, placement);
  errors.push(...prohibitedReferences(state));
  const assigner = layOut(state);
  // LLD writes the map before the image, unless it had to tell so many errors that it stopped.
  const isMapped = (options.map || options.crossReferences) && (options.errorLimit === 0 || errors.length <= options.errorLimit);
  if (options.printMemoryUsage) output.push(...memoryUsage(options.script?.regions.values() ?? []));
  const { image, entry } = writeImage(state, assigner);
  const map = isMapped ? mapOf(state) : undefined;
  return errors.length > 0 ? { ...failed(), map } : { image, errors: [], warnings, output, entry, map };
}
