// `.dynamic`: what a loader reads of a position-independent image, in LLD's order of tags (gABI, dynamic section).
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import type { Chunk } from "./input.ts";
import type { LinkOptions } from "./options.ts";
import type { OutputSection } from "./output.ts";
import type { PackedRelocations } from "./packed-relocations.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { DynamicRelocations } from "./synthetic.ts";

/** What `.dynamic` speaks of. */
export interface DynamicInputs {
  readonly section: (name: string) => OutputSection | undefined;
  /** A script tells of a section of this name, which may have left the image. */
  readonly isDescribed: (name: string) => boolean;
  readonly relocations: DynamicRelocations;
  readonly packed: PackedRelocations | undefined;
  readonly symbol: (name: string) => LinkSymbol | undefined;
  /** All code has landing pads, as AArch64's loaders want to know. */
  readonly hasLandingPads: boolean;
  /** Names of the libraries that a loader has to find. */
  readonly needed: readonly string[];
  /** Of calls by way of a table; undefined where there are none. */
  readonly procedures: { readonly relocations: Chunk; readonly words: Chunk } | undefined;
  /** Versions that the image defines. */
  readonly ownVersions: number;
  /** Libraries some of whose versions are needed. */
  readonly versionedLibraries: number;
  /** Offset in `.dynstr` of one of the `dynamicTexts`. */
  readonly textOffset: (text: string) => number;
}

const ARRAYS = [
  [".preinit_array", elf.DT_PREINIT_ARRAY, elf.DT_PREINIT_ARRAYSZ],
  [".init_array", elf.DT_INIT_ARRAY, elf.DT_INIT_ARRAYSZ],
  [".fini_array", elf.DT_FINI_ARRAY, elf.DT_FINI_ARRAYSZ],
] as const;

type DynamicEntry = readonly [tag: number, value: bigint];

/** What entries name in `.dynstr`: folders (`-rpath`), libraries, then the image's own name (`-soname`). */
export function dynamicTexts({ runPaths, sharedName }: LinkOptions, needed: readonly string[]): string[] {
  return [...(runPaths.length === 0 ? [] : [runPaths.join(":")]), ...needed, ...(sharedName === "" ? [] : [sharedName])];
}

function textEntries({ runPaths, sharedName, newTags }: LinkOptions, { textOffset, needed }: DynamicInputs): DynamicEntry[] {
  const entries: DynamicEntry[] = [];
  if (runPaths.length > 0) entries.push([newTags ? elf.DT_RUNPATH : elf.DT_RPATH, BigInt(textOffset(runPaths.join(":")))]);
  for (const name of needed) entries.push([elf.DT_NEEDED, BigInt(textOffset(name))]);
  if (sharedName !== "") entries.push([elf.DT_SONAME, BigInt(textOffset(sharedName))]);
  return entries;
}

function flagEntries({ pie, shared, ownDefinitions, now, textRelocations, loaderFlags }: LinkOptions): DynamicEntry[] {
  const symbolic = ownDefinitions === "all" ? elf.DF_SYMBOLIC : 0;
  const flags = loaderFlags.plain | symbolic | (now ? elf.DF_BIND_NOW : 0) | (textRelocations ? elf.DF_TEXTREL : 0);
  const more = loaderFlags.more | (now ? elf.DF_1_NOW : 0) | (pie && !shared ? elf.DF_1_PIE : 0);
  const both: DynamicEntry[] = [
    [elf.DT_FLAGS, BigInt(flags)],
    [elf.DT_FLAGS_1, BigInt(more)],
  ];
  return both.filter(([, value]) => value !== 0n);
}

/** `.dynamic`'s entries; as many whatever the addresses are. */
export function dynamicEntries(options: LinkOptions, inputs: DynamicInputs): DynamicEntry[] {
  const at = (name: string) => inputs.section(name)?.address ?? 0n;
  const size = (name: string) => BigInt(inputs.section(name)?.size ?? 0);
  const entries = [...textEntries(options, inputs), ...flagEntries(options)];
  if (!options.readOnlyDynamic && !options.shared) entries.push([elf.DT_DEBUG, 0n]);
  if (inputs.relocations.isNeeded) entries.push(...relocationEntries(inputs.relocations));
  if (inputs.packed?.isNeeded === true)
    entries.push([elf.DT_RELR, at(".relr.dyn")], [elf.DT_RELRSZ, size(".relr.dyn")], [elf.DT_RELRENT, 8n]);
  const { procedures } = inputs;
  if (procedures !== undefined)
    entries.push(
      [elf.DT_JMPREL, addressOf(procedures.relocations)],
      [elf.DT_PLTRELSZ, BigInt(procedures.relocations.size)],
      [elf.DT_PLTGOT, addressOf(procedures.words)],
      [elf.DT_PLTREL, BigInt(elf.DT_RELA)],
    );
  if (inputs.hasLandingPads) entries.push([elf.DT_AARCH64_BTI_PLT, 0n]);
  entries.push([elf.DT_SYMTAB, at(".dynsym")], [elf.DT_SYMENT, 24n], [elf.DT_STRTAB, at(".dynstr")], [elf.DT_STRSZ, size(".dynstr")]);
  if (options.textRelocations) entries.push([elf.DT_TEXTREL, 0n]);
  if (options.hashStyle.gnu) entries.push([elf.DT_GNU_HASH, at(".gnu.hash")]);
  if (options.hashStyle.sysv) entries.push([elf.DT_HASH, at(".hash")]);
  for (const [name, tag, sizeTag] of ARRAYS)
    if (inputs.section(name) !== undefined || inputs.isDescribed(name)) entries.push([tag, at(name)], [sizeTag, size(name)]);
  for (const [name, tag] of [
    [options.init, elf.DT_INIT],
    [options.fini, elf.DT_FINI],
  ] as const) {
    const symbol = inputs.symbol(name);
    if (symbol?.isDefined === true) entries.push([tag, symbol.address]);
  }
  const { ownVersions, versionedLibraries } = inputs;
  if (ownVersions + versionedLibraries > 0) entries.push([elf.DT_VERSYM, at(".gnu.version")]);
  if (ownVersions > 0) entries.push([elf.DT_VERDEF, at(".gnu.version_d")], [elf.DT_VERDEFNUM, BigInt(1 + ownVersions)]);
  if (versionedLibraries > 0) entries.push([elf.DT_VERNEED, at(".gnu.version_r")], [elf.DT_VERNEEDNUM, BigInt(versionedLibraries)]);
  entries.push([elf.DT_NULL, 0n]);
  return entries;
}

/** None before there is a layout. */
const addressOf = (chunk: Chunk): bigint => (chunk.output === undefined ? 0n : chunk.address);

function relocationEntries(relocations: DynamicRelocations): DynamicEntry[] {
  const { output, relativeCount } = relocations;
  const entries: DynamicEntry[] = [
    [elf.DT_RELA, output?.address ?? 0n],
    [elf.DT_RELASZ, BigInt(output?.size ?? 0)],
    [elf.DT_RELAENT, 24n],
  ];
  return relativeCount === 0 ? entries : [...entries, [elf.DT_RELACOUNT, BigInt(relativeCount)]];
}

export function dynamicBytes(entries: readonly DynamicEntry[]): Uint8Array {
  const out = new ByteWriter();
  for (const [tag, value] of entries) out.u64(tag).u64(value);
  return out.bytes.slice();
}
