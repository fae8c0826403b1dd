// What the linker was asked for, with LLD's defaults; `command-line.ts` fills it from arguments.
import * as elf from "../../elf/constants.ts";
import type { LinkMachine } from "./machine.ts";
import { NO_FEATURE_RULES } from "./property-note.ts";
import type { FeatureRules } from "./property-note.ts";
import { X86_64_LINK } from "./machines/x86-64.ts";
import type { LinkerScript } from "./script/commands.ts";
import type { VersionDefinition, VersionPattern } from "./script/version-script.ts";

/** LLD's major version decides layout details: `.relro_padding`, empty `.got`, the string hash. */
export type LldMajor = 15 | 22;

/** How `.note.gnu.build-id` is made; a text is the id itself in hexadecimal digits. */
export type BuildId = "none" | "fast" | "md5" | "sha1" | "uuid" | { readonly hex: string };

export interface DeadValue {
  readonly pattern: string;
  readonly value: bigint;
}

export interface LinkOptions {
  readonly lld: LldMajor;
  readonly machine: LinkMachine;
  /** ELFOSABI_*, of the inputs unless something names the machine. */
  readonly osAbi: number;
  /** `Linker: LLD 15.0.6`, what LLD writes into `.comment`. */
  readonly identification: string;
  /** `-pie`: ET_DYN with relative relocations; else ET_EXEC. */
  readonly pie: boolean;
  /** `-e`: a symbol or an address. */
  readonly entry: string;
  /** False for a shared library that nobody gave an entry: nobody is told that there is none. */
  readonly missesEntry: boolean;
  /** Default: 0 for PIE, the machine's base else. */
  readonly imageBase: bigint | undefined;
  readonly gcSections: boolean;
  readonly ehFrameHeader: boolean;
  /** `-z relro` */
  readonly relro: boolean;
  /** `-z now` */
  readonly now: boolean;
  readonly strip: "none" | "debug" | "all";
  /** PT_INTERP's path; makes a dynamically loaded PIE. */
  readonly interpreter: string | undefined;
  /** `-O`: 0 leaves mergeable sections as they are, 2 shares the tails of strings. */
  readonly optimize: number;
  /** `--icf`: equal sections are one; `safe` leaves those alone whose addresses may be compared. */
  readonly icf: "none" | "safe" | "all";
  /** `--keep-unique` */
  readonly keepUnique: readonly string[];
  /** `--ignore-data-address-equality`: with `all`, constants are one, too. */
  readonly ignoresDataAddresses: boolean;
  /** `-z force-ibt` and its like. */
  readonly features: FeatureRules;
  /** `--no-relax` keeps every slot of the global offset table. */
  readonly relax: boolean;
  readonly hashStyle: { readonly sysv: boolean; readonly gnu: boolean };
  readonly buildId: BuildId;
  /** `-z max-page-size=`: segments start on multiples of it. */
  readonly maxPageSize: number;
  /** `-z common-page-size=`: what the loader can protect. */
  readonly commonPageSize: number;
  /** `-z separate-code`, `-z separate-loadable-segments` */
  readonly separate: "none" | "code" | "loadable";
  readonly executableStack: boolean;
  readonly stackSize: bigint;
  /** `-z notext`: words that the loader must relocate may lie in read-only sections. */
  readonly textRelocations: boolean;
  /** `--rosegment`: read-only data and code in segments of their own. */
  readonly readOnlySegment: boolean;
  /** `-N` (`--omagic`), `-n` (`--nmagic`): text beside data, no pages. */
  readonly magic: "none" | "omagic" | "nmagic";
  readonly noDynamicLinker: boolean;
  /** `-z origin`, `-z nodelete`, ... */
  readonly loaderFlags: LoaderFlags;
  /** `-z rodynamic`: the loader writes nothing to `.dynamic`. */
  readonly readOnlyDynamic: boolean;
  /** `-z pack-relative-relocs`, `--pack-dyn-relocs=relr`: relative relocations take a few bits each. */
  readonly packsRelocations: boolean;
  /** `-rpath` */
  readonly runPaths: readonly string[];
  /** `--enable-new-dtags` */
  readonly newTags: boolean;
  /** `-soname`; empty for none. */
  readonly sharedName: string;
  /** `-init`, `-fini`: functions that a loader calls. */
  readonly init: string;
  readonly fini: string;
  /** `--export-dynamic`: all that can be seen is for a loader to find. */
  readonly exportsAll: boolean;
  /** `--export-dynamic-symbol`, `--dynamic-list`: what fits these is. */
  readonly exported: readonly VersionPattern[];
  /** `--exclude-libs`: archives whose symbols nobody outside sees; `ALL` for all. */
  readonly excludedLibraries: readonly string[];
  /** `-r`: an object is made, no image. */
  readonly relocatable: boolean;
  /** `--emit-relocs`: relocations that are applied stay in the image. */
  readonly emitsRelocations: boolean;
  /** `-y`: symbols whose definitions and references are told. */
  readonly traced: readonly string[];
  /** `-X`, `-x`: which local symbols stay out of `.symtab`. */
  readonly discard: "default" | "locals" | "all" | "none";
  /** `-u` */
  readonly undefinedRoots: readonly string[];
  /** `--version-script` */
  readonly versions: readonly VersionDefinition[];
  /** `--undefined-version`: the names of a version script need not be defined. */
  readonly undefinedVersion: boolean;
  /** `--wrap` */
  readonly wrapped: readonly string[];
  /** `--section-start=NAME=ADDRESS`, `-Ttext=` and its like. */
  readonly sectionStart: ReadonlyMap<string, bigint>;
  readonly allowMultipleDefinition: boolean;
  /** `-shared`: a shared library is made, position-independent and without an entry. */
  readonly shared: boolean;
  /** `-Bsymbolic`, ...: which of a shared library's definitions it uses itself, whatever a loader finds. */
  readonly ownDefinitions: "unlisted" | "none" | "functions" | "strong functions" | "strong" | "all";
  /** There are shared libraries among the inputs. */
  readonly hasLibraries: boolean;
  /** `--no-allow-shlib-undefined`: what libraries want somebody has to have. */
  readonly sharedUndefined: "report" | "ignore";
  /** LLD 22's `-z dynamic-undefined-weak`: weak names that nobody defines are for a loader to find. */
  readonly dynamicUndefinedWeak: boolean | undefined;
  /** `-z nocopyreloc` */
  readonly copiesData: boolean;
  /** `-z retpolineplt`, `-z hazardplt`: calls by way of a table are no plain jumps. */
  readonly plainProcedures: boolean;
  /** False: undefined symbols are nobody's business (`--unresolved-symbols=ignore-all`, `-z undefs`). */
  readonly reportsUndefined: boolean;
  /** `--warn-unresolved-symbols`: those that are told are warnings. */
  readonly undefinedIsWarning: boolean;
  readonly fatalWarnings: boolean;
  /** False: `--no-warnings`. */
  readonly warns: boolean;
  /** `--apply-dynamic-relocs`: places that the loader relocates hold what they would if the image were loaded at 0. */
  readonly applyDynamicRelocations: boolean;
  /** How many errors are told; 0 for all of them. */
  readonly errorLimit: number;
  readonly checkSections: boolean;
  readonly orphans: "place" | "warn" | "error";
  readonly sortSection: "none" | "name" | "alignment";
  /** `-T` and scripts among the inputs, one after the other. */
  readonly script: LinkerScript | undefined;
  /** A map was asked for (`-Map=FILE`, or `-M` for the standard output). */
  readonly map: boolean;
  /** `--cref`: names the files that name a symbol, behind the map. */
  readonly crossReferences: boolean;
  /** `--package-metadata`: what a note tells of the package; empty for none. */
  readonly packageMetadata: string;
  /** `--print-archive-stats=-`: how many members of each archive are linked. */
  readonly printArchiveStats: boolean;
  /** `--warn-common` */
  readonly warnsCommon: boolean;
  /** `--why-extract=-`: tells why members of archives were loaded. */
  readonly whyExtract: boolean;
  /** `--print-memory-usage`: how full a script's regions are. */
  readonly printMemoryUsage: boolean;
  /** `--symbol-ordering-file`: sections of these symbols come first. */
  readonly symbolOrder: readonly string[];
  /** `--no-warn-symbol-ordering`: what cannot be ordered is not told. */
  readonly warnsSymbolOrder: boolean;
  /** `-z dead-reloc-in-nonalloc=PATTERN=VALUE`: what stands for what is gone in sections that are not loaded; the last that fits. */
  readonly deadValues: readonly DeadValue[];
  /** `-z nognustack`: no segment tells of the stack. */
  readonly stackSegment: boolean;
  /** `--undefined-glob` */
  readonly undefinedGlobs: readonly string[];
  /** `--trace`: names the objects that are linked. */
  readonly trace: boolean;
  /** Names the sections that --gc-sections takes out. */
  readonly printGcSections: boolean;
  /** `-z wxneeded` */
  readonly writesCode: boolean;
  /** Each orphan has an output section of its own. */
  readonly unique: boolean;
  /** Names the sections that --icf folds. */
  readonly printIcfSections: boolean;
  /** `-z start-stop-visibility=`: STV_* of `__start_X` and `__stop_X`. */
  readonly startStopVisibility: number;
  /** `-z nostart-stop-gc`: such a reference keeps the section X. */
  readonly startStopGc: boolean;
  /** `-z keep-text-section-prefix`: code that is hot, unlikely, ... has sections of its own. */
  readonly keepTextPrefix: boolean;
  /** `--oformat=binary`: only what is loaded, by load address, without headers. */
  readonly isBinary: boolean;
  /** `--no-demangle`: messages have symbols' names as the objects do. */
  readonly demangle: boolean;
}

/** DT_FLAGS and DT_FLAGS_1, as far as options ask for them one by one. */
export interface LoaderFlags {
  readonly plain: number;
  readonly more: number;
}

/** There are tables for a loader. LLD 15 makes them for images that stay, too, where symbols are exported. */
export const hasDynamicTables = ({ pie, hasLibraries, lld, exportsAll }: LinkOptions): boolean =>
  pie || hasLibraries || (lld === 15 && exportsAll);

/** ELFCLASS32 or ELFCLASS64 of what is written. */
export const classOf = ({ machine }: LinkOptions): 32 | 64 => (machine.is64 ? 64 : 32);

/** LLD's own defaults, and rustc's for a bare-metal binary: a PIE without unused sections. */
export function defaultLinkOptions(lld: LldMajor, machine = X86_64_LINK): LinkOptions {
  return {
    ...plainLinkOptions(lld, machine),
    pie: true,
    gcSections: true,
    ehFrameHeader: true,
    now: true,
  };
}

/** What LLD does if nothing is asked. */
export function plainLinkOptions(lld: LldMajor, machine = X86_64_LINK): LinkOptions {
  return {
    lld,
    machine,
    osAbi: elf.ELFOSABI_NONE,
    identification: lld === 15 ? "Linker: LLD 15.0.6" : "Linker: Debian LLD 22.1.8",
    pie: false,
    entry: "_start",
    missesEntry: true,
    imageBase: undefined,
    gcSections: false,
    ehFrameHeader: false,
    relro: true,
    now: false,
    strip: "none",
    interpreter: undefined,
    optimize: 1,
    icf: "none",
    features: NO_FEATURE_RULES,
    keepUnique: [],
    ignoresDataAddresses: false,
    relax: true,
    hashStyle: { sysv: true, gnu: true },
    buildId: "none",
    maxPageSize: machine.pageSize,
    commonPageSize: 0x1000,
    separate: "none",
    executableStack: false,
    stackSize: 0n,
    textRelocations: false,
    readOnlySegment: true,
    magic: "none",
    noDynamicLinker: false,
    loaderFlags: { plain: 0, more: 0 },
    readOnlyDynamic: false,
    packsRelocations: false,
    runPaths: [],
    newTags: true,
    sharedName: "",
    init: "_init",
    fini: "_fini",
    exportsAll: false,
    exported: [],
    excludedLibraries: [],
    relocatable: false,
    emitsRelocations: false,
    traced: [],
    discard: "default",
    undefinedRoots: [],
    versions: [],
    undefinedVersion: lld === 15,
    wrapped: [],
    sectionStart: new Map(),
    allowMultipleDefinition: false,
    shared: false,
    ownDefinitions: "none",
    hasLibraries: false,
    sharedUndefined: "report",
    dynamicUndefinedWeak: undefined,
    copiesData: true,
    plainProcedures: true,
    reportsUndefined: true,
    undefinedIsWarning: false,
    fatalWarnings: false,
    warns: true,
    applyDynamicRelocations: false,
    errorLimit: 20,
    checkSections: true,
    orphans: "place",
    sortSection: "none",
    script: undefined,
    map: false,
    crossReferences: false,
    packageMetadata: "",
    printArchiveStats: false,
    warnsCommon: false,
    whyExtract: false,
    printMemoryUsage: false,
    symbolOrder: [],
    warnsSymbolOrder: true,
    deadValues: [],
    stackSegment: true,
    undefinedGlobs: [],
    trace: false,
    printGcSections: false,
    printIcfSections: false,
    unique: false,
    writesCode: false,
    startStopVisibility: 3,
    startStopGc: true,
    keepTextPrefix: false,
    isBinary: false,
    demangle: true,
  };
}
