// From names on the command line to what is linked: objects, members of archives, scripts. A file is what its first
// bytes say; what is neither an object nor an archive is a linker script.
import type { RandomAccess } from "../../base/host.ts";
import { Archive, isArchive } from "../../elf/archive.ts";
import * as elf from "../../elf/constants.ts";
import type { ElfObject } from "../../elf/object.ts";
import type { Unpack } from "../../elf/packed-contents.ts";
import { ElfError } from "../../elf/read.ts";
import { ObjectError, ObjectErrors } from "../../elf/object-file.ts";
import { readObject } from "../../elf/read-object.ts";
import type { CommandLine } from "./command-line.ts";
import type { NamedInput } from "./command-state.ts";
import type { LinkInput } from "./resolve.ts";
import type { LinkMachine } from "./machine.ts";
import { emulatedMachine, linkMachine, unlinkedMachine } from "./machines.ts";
import type { LinkOptions } from "./options.ts";
import { unknownTypes } from "./object-checks.ts";
import { emptyScript } from "./script/commands.ts";
import type { LinkerScript } from "./script/commands.ts";
import { parseDefinition, parseScript } from "./script/parser.ts";
import { adaptTo, binaryObject, isBinary, symbolsAlone } from "./plain-inputs.ts";
import { globMatcher } from "./script/glob.ts";
import { readLibrary } from "./shared-library.ts";
import type { SharedLibrary } from "./shared-library.ts";
import { readSymbolOrder } from "./symbol-order.ts";
import { parseDynamicList, parseVersionScript } from "./script/version-script.ts";
import type { VersionDefinition, VersionPattern } from "./script/version-script.ts";

/** Bytes of a file by its name on the command line; undefined if there is none. */
export type ReadFile = (path: string) => Uint8Array | undefined;

export interface LoadedInputs {
  readonly inputs: readonly LinkInput[];
  /** Every file that was read, in the order of the command line. */
  readonly files: readonly string[];
  readonly options: LinkOptions;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** As LLVM tells files from each other: what is shorter is no file of any kind. */
const isElf = (bytes: Uint8Array): boolean =>
  bytes.length >= 18 && bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;

const objectOf = (input: LinkInput): ElfObject | undefined => ("library" in input ? undefined : "lazy" in input ? input.object : input);

/** `shown`: the file. */
function placed({ place, message }: ObjectError, shown: string): string {
  if (place === "nowhere") return message;
  return `${shown}${typeof place === "string" ? "" : `:(${place.section})`}: ${message}`;
}

class Loader {
  readonly inputs: LinkInput[] = [];
  /** By the names by which a loader finds them. */
  readonly libraries = new Map<string, SharedLibrary>();
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  readonly versions: VersionDefinition[] = [];
  /** Of `--dynamic-list`. */
  readonly exported: VersionPattern[] = [];
  symbolOrder: readonly string[] = [];
  /** Of the first object, where nothing else says what the link is for. */
  machine: LinkMachine | undefined;
  /** ELFOSABI_* */
  osAbi: number = elf.ELFOSABI_NONE;
  #script: LinkerScript | undefined;
  /** Files whose bytes are data. */
  readonly #binaries: ReturnType<typeof binaryObject>[] = [];
  /** `--remap-inputs`, those without patterns first. */
  readonly #remapped: { readonly matches: (name: string) => boolean; readonly to: string }[];
  readonly #searchPaths: string[];
  /** What each input of the command line had read. */
  readonly #files: string[][];
  #current: string[] = [];

  constructor(
    readonly line: CommandLine,
    readonly objects: ReadonlyMap<string, readonly ElfObject[]>,
    readonly readFile: ReadFile,
    readonly unpack: Unpack | undefined,
  ) {
    this.#searchPaths = [...line.searchPaths];
    this.#files = line.inputs.map(() => []);
    this.#remapped = remappings(line);
    this.#forEach((input) => void (input.kind === "symbol-order" && this.#loadSymbolOrder(input.name)));
    this.#forEach((input) => void (input.kind === "retained-symbols" && this.#loadRetained(input.name)));
    this.#forEach((input) => void (input.kind === "dynamic-list" && this.#loadDynamicList(input.name)));
    this.#forEach((input) => void (input.kind === "version-script" && this.#loadVersions(input.name)));
    this.#forEach(({ kind, name }) => {
      if (kind === "definition") this.#define(name);
      else if (kind === "script") this.#loadScript(name);
    });
    const usual = line.inputs.findLast(({ kind }) => kind === "default-script");
    if (!line.inputs.some(({ kind }) => kind === "script"))
      this.#forEach((input) => void (input === usual && this.#loadScript(input.name)));
    this.#forEach((input) => this.#load(input));
    const first = this.inputs.flatMap((input) => objectOf(input) ?? []).find((object) => !isBinary(object));
    adaptTo(first, this.#binaries);
    if (first === undefined && this.#binaries.length > 0)
      this.errors.push(
        line.emulation === undefined && this.#script?.format === undefined
          ? "target emulation unknown: -m or at least one .o file required"
          : "kbuild's linker does not link binary files alone yet",
      );
  }

  #forEach(load: (input: NamedInput) => void): void {
    this.line.inputs.forEach((input, i) => {
      this.#current = this.#files[i] as string[];
      load(input);
    });
  }

  get files(): readonly string[] {
    return this.#files.flat();
  }

  /** What stands for a file. */
  #instead(name: string): string {
    return this.#remapped.find(({ matches }) => matches(name))?.to ?? name;
  }

  read(path: string): Uint8Array | undefined {
    const bytes = this.readFile(path);
    if (bytes !== undefined) this.#current.push(path);
    return bytes;
  }

  get script(): LinkerScript | undefined {
    return this.#script;
  }

  /** The machine of OUTPUT_FORMAT stands above that of `-m`. */
  #isCompatible(object: Pick<ElfObject, "machine" | "is64" | "osAbi">, shown: string): boolean {
    const format = this.#script?.format;
    const { machine } = this.line.options;
    if (format === undefined && this.line.emulation === undefined) this.#inferFrom(object);
    const { elfMachine, is64 } = this.formatMachine ?? this.machine ?? machine;
    if (object.machine === elfMachine && object.is64 === is64) return true;
    this.errors.push(this.#incompatible(shown));
    return false;
  }

  /** The machine that OUTPUT_FORMAT names. */
  get formatMachine(): LinkMachine | undefined {
    const format = this.#script?.format;
    return format === undefined ? undefined : emulatedMachine(format);
  }

  #incompatible(shown: string): string {
    const { emulation, options } = this.line;
    return `${shown} is incompatible with ${this.#script?.format ?? emulation ?? this.#firstName() ?? options.machine.emulations[0]}`;
  }

  /** An object of a machine that nothing is linked for here; if nothing says otherwise the link would be for it. */
  #isForeign(bytes: Uint8Array, shown: string): boolean {
    const other = unlinkedMachine(bytes);
    if (other === undefined) return false;
    const isAsked = this.#script?.format !== undefined || this.line.emulation !== undefined || this.machine !== undefined;
    this.errors.push(isAsked ? this.#incompatible(shown) : `kbuild's linker does not link for ${other} yet: ${shown}`);
    return true;
  }

  /** LLD 15 has it all from the first object, 22 the system's number from the first that has any. */
  #inferFrom({ machine, is64, osAbi }: Pick<ElfObject, "machine" | "is64" | "osAbi">): void {
    if (this.machine === undefined || this.line.options.lld === 22) this.osAbi ||= osAbi;
    this.machine ??= linkMachine(machine, is64);
  }

  /** What the link is for is what its first object is for. */
  #firstName(): string | undefined {
    const [first] = this.inputs;
    if (first === undefined) return undefined;
    if ("library" in first) return first.library.displayName;
    if (!("lazy" in first)) return first.name;
    return first.archive === undefined ? first.object.name : `${first.archive}(${first.object.name})`;
  }

  #load(input: NamedInput): void {
    if (input.kind === "library") this.#loadLibrary(input);
    else if (input.kind === "symbols") this.#loadSymbols(input.name);
    else if (input.kind === "file") {
      const made = this.objects.get(input.name);
      if (made !== undefined) {
        this.#current.push(input.name);
        for (const object of made) if (this.#isCompatible(object, object.name)) this.inputs.push(object);
        return;
      }
      const name = this.#instead(input.name);
      if (name === "/dev/null") return;
      const bytes = this.read(name);
      if (bytes === undefined) this.errors.push(`cannot open ${name}: No such file or directory`);
      else this.#take(input, name, bytes);
    }
  }

  /** `--just-symbols` */
  #loadSymbols(name: string): void {
    const bytes = this.read(name);
    if (bytes === undefined) this.errors.push(`cannot open ${name}: No such file or directory`);
    else if (isElf(bytes)) this.#takeObject(name, bytes, undefined, "symbols");
    else this.errors.push(`${name}: not a relocatable or executable file`);
  }

  /** What the file names is seen, all else is local. */
  #loadRetained(name: string): void {
    const bytes = this.read(name);
    if (bytes === undefined) {
      this.errors.push(`cannot open ${name}: No such file or directory`);
      return;
    }
    const { names } = readSymbolOrder(name, new TextDecoder().decode(bytes));
    const globals = names.map((one) => ({ name: one, isGlob: false }));
    this.versions.push({ name: undefined, globals, locals: [{ name: "*", isGlob: true }] });
  }

  #loadLibrary(input: NamedInput): void {
    const { name } = input;
    const files = name.startsWith(":") ? [name.slice(1)] : [...(input.isStatic ? [] : [`lib${name}.so`]), `lib${name}.a`];
    for (const folder of this.#searchPaths) {
      for (const file of files) {
        const path = `${folder}/${file}`;
        const bytes = this.read(path);
        if (bytes !== undefined) return this.#take(input, path, bytes, file);
      }
    }
    this.errors.push(`unable to find library -l${name}`);
  }

  #loadScript(name: string): void {
    const bytes = this.#find(name);
    if (bytes === undefined) this.errors.push(`cannot find linker script ${name}`);
    else this.#parse(name, new TextDecoder().decode(bytes));
  }

  #loadVersions(name: string): void {
    const bytes = this.#find(name);
    const read = bytes === undefined ? undefined : parseVersionScript(name, new TextDecoder().decode(bytes), this.line.options.lld);
    if (read === undefined) this.errors.push(`cannot find version script ${name}`);
    else if (typeof read === "string") this.#tellOfScript(read);
    else this.versions.push(...read);
  }

  #loadDynamicList(name: string): void {
    const bytes = this.#find(name);
    const read = bytes === undefined ? undefined : parseDynamicList(name, new TextDecoder().decode(bytes), this.line.options.lld);
    if (read === undefined) this.errors.push(`cannot open ${name}: No such file or directory`);
    else if (typeof read === "string") this.#tellOfScript(read);
    else this.exported.push(...read);
  }

  #loadSymbolOrder(name: string): void {
    const bytes = this.read(name);
    if (bytes === undefined) {
      this.errors.push(`cannot open ${name}: No such file or directory`);
      return;
    }
    const { names, warnings } = readSymbolOrder(name, new TextDecoder().decode(bytes));
    this.symbolOrder = names;
    if (this.line.options.warnsSymbolOrder) this.warnings.push(...warnings);
  }

  /** As named, else in a folder of `-L`. */
  #find(name: string): Uint8Array | undefined {
    const direct = this.read(name);
    if (direct !== undefined || name.startsWith("/")) return direct;
    for (const folder of this.#searchPaths) {
      const found = this.read(`${folder}/${name}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #scriptSoFar(): LinkerScript {
    return (this.#script ??= emptyScript(this.line.options.lld));
  }

  #define(definition: string): void {
    const problem = parseDefinition(definition, this.#scriptSoFar());
    this.#tellOfScript(problem);
  }

  /** What is wrong with a script LLD tells only as long as nothing else was wrong. */
  #tellOfScript(problem: string | undefined): void {
    if (problem !== undefined && this.errors.length === 0 && this.line.errors.length === 0) this.errors.push(problem);
  }

  /** `around`: the state of the options where the script is named. */
  #parse(name: string, text: string, around: Pick<NamedInput, "isStatic" | "asNeeded"> = { isStatic: true, asNeeded: false }): void {
    const script = this.#scriptSoFar();
    const before = script.inputs.length;
    const problem = parseScript(name, text, script, (included) => {
      const bytes = this.#find(included);
      return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
    });
    this.#tellOfScript(problem);
    const named = script.searchPaths.splice(0);
    if (!this.line.searchesOnlyGiven) this.#searchPaths.push(...named);
    const plain = { whole: false, lazy: false, isBinary: false, ...around };
    for (const { library, name: input, missing, asNeeded } of script.inputs.slice(before)) {
      const path = library ? input : this.#besideScript(name, input);
      if (path === undefined) this.#tellOfScript(missing);
      else this.#load({ kind: library ? "library" : "file", name: path, ...plain, asNeeded: asNeeded || plain.asNeeded });
    }
  }

  /** The path of a file that a script names: in the script's folder, as named, or in a folder of `-L`. */
  #besideScript(script: string, name: string): string | undefined {
    if (name.startsWith("/")) return name;
    if (name.startsWith("=")) return this.line.sysroot === "" ? name.slice(1) : `${this.line.sysroot}/${name.slice(1)}`;
    const folder = script.slice(0, Math.max(0, script.lastIndexOf("/")));
    const paths = [...(folder === "" ? [] : [`${folder}/${name}`]), name, ...this.#searchPaths.map((path) => `${path}/${name}`)];
    return paths.find((path) => this.objects.has(path) || this.readFile(path) !== undefined);
  }

  /** `found`: of a library that was looked for, what was looked for. */
  #take(input: NamedInput, path: string, bytes: Uint8Array, found?: string): void {
    if (input.isBinary) {
      const object = binaryObject(path, bytes);
      this.#binaries.push(object);
      this.inputs.push(object);
    } else if (isArchive(bytes.subarray(0, 8))) this.#takeArchive(input, path, bytes);
    else if (isElf(bytes) && bytes[16] === elf.ET_DYN) this.#takeLibrary(input, path, bytes, found ?? path);
    else if (isElf(bytes)) this.#takeObject(path, bytes, undefined, input.lazy ? "lazy" : "whole");
    else this.#parse(path, new TextDecoder().decode(bytes), { isStatic: input.isStatic, asNeeded: input.asNeeded });
  }

  #takeArchive(input: NamedInput, path: string, bytes: Uint8Array): void {
    const access: RandomAccess = {
      size: bytes.length,
      read: (offset, size) => bytes.subarray(offset, offset + size),
      close: () => undefined,
    };
    try {
      for (const member of new Archive(access).members) {
        const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : "";
        const content = member.isThin ? this.read(folder + member.name) : bytes.subarray(member.offset, member.offset + member.size);
        if (content === undefined) this.errors.push(`${path}: could not get the buffer for a child of the archive`);
        else if (isElf(content)) this.#takeObject(member.name, content, path, input.whole ? "whole" : "lazy");
        else if (input.whole) this.errors.push(`${path}(${member.name}): not an ELF file`);
        else this.warnings.push(`${path}: archive member '${member.name}' is neither ET_REL nor LLVM bitcode`);
      }
    } catch (problem) {
      if (!(problem instanceof ElfError)) throw problem;
      this.errors.push(`${path}: failed to parse archive: ${problem.message}`);
    }
  }

  #takeLibrary({ isStatic, asNeeded }: NamedInput, path: string, bytes: Uint8Array, usualName: string): void {
    if (isStatic || this.line.options.relocatable) {
      this.errors.push(`attempted static link of dynamic object ${path}`);
      return;
    }
    try {
      const library = readLibrary(path, usualName, bytes, !asNeeded);
      const known = this.libraries.get(library.sharedName);
      if (!this.#isCompatible(library, path)) return;
      // A name stands for one library, however often it is named.
      if (known !== undefined) known.isNeeded ||= library.isNeeded;
      else {
        this.libraries.set(library.sharedName, library);
        this.inputs.push({ library });
      }
    } catch (problem) {
      if (!(problem instanceof ElfError)) throw problem;
      this.errors.push(`${path}: ${problem.message}`);
    }
  }

  #takeObject(name: string, bytes: Uint8Array, archive: string | undefined, as: "whole" | "lazy" | "symbols"): void {
    const shown = archive === undefined ? name : `${archive}(${name})`;
    const type = bytes[16] ?? 0;
    const lazy = as === "lazy";
    if (this.#isForeign(bytes, shown)) return;
    if (type === elf.ET_DYN && as !== "symbols") {
      this.errors.push(`kbuild's linker does not link with shared libraries yet: ${shown}`);
      return;
    }
    try {
      const { lld } = this.line.options;
      const read = readObject(name, bytes, { unpack: this.unpack, lld, takesImages: as === "symbols" });
      const object = as === "symbols" ? symbolsAlone(read) : read;
      if (as === "whole") this.errors.push(...unknownTypes(object, shown, this.line.options));
      if (this.#isCompatible(object, shown)) this.inputs.push({ lazy, object, archive });
    } catch (problem) {
      if (problem instanceof ObjectErrors) this.errors.push(...problem.problems.map((one) => placed(one, shown)));
      else if (problem instanceof ObjectError) this.errors.push(placed(problem, shown));
      else throw problem;
    }
  }
}

function remappings({ inputs }: CommandLine): { readonly matches: (name: string) => boolean; readonly to: string }[] {
  const all = inputs
    .filter(({ kind }) => kind === "remapping")
    .map(({ name }) => ({ from: name.slice(0, name.indexOf("=")), to: name.slice(name.indexOf("=") + 1) }));
  const isGlob = ({ from }: { readonly from: string }) => /[*?[]/.test(from);
  const exact = new Map(all.filter((one) => !isGlob(one)).map(({ from, to }) => [from, to]));
  return [
    ...[...exact].map(([from, to]) => ({ matches: (name: string) => name === from, to })),
    ...all.filter(isGlob).map(({ from, to }) => ({ matches: globMatcher([from]), to })),
  ];
}

/** Pages are the machine's where nobody asks for others. */
function forMachine(options: LinkOptions, machine: LinkMachine | undefined): LinkOptions {
  if (machine === undefined || machine === options.machine) return options;
  const { maxPageSize } = options;
  return { ...options, machine, maxPageSize: maxPageSize === options.machine.pageSize ? machine.pageSize : maxPageSize };
}

/** Reads everything the command line names; `objects` are those that are no files. */
export function loadInputs(
  line: CommandLine,
  objects: ReadonlyMap<string, readonly ElfObject[]>,
  read: ReadFile,
  unpack: Unpack | undefined,
): LoadedInputs {
  const loader = new Loader(line, objects, read, unpack);
  const { script } = loader;
  const roots = [...line.options.undefinedRoots, ...(script?.externs ?? [])];
  const usual = line.options.relocatable ? "" : line.options.entry;
  const entry = line.entryIsGiven ? line.options.entry : (script?.entry ?? usual);
  const exported = [...line.options.exported, ...loader.exported];
  // Who lists what others may define keeps all else to itself.
  const isListed = line.options.shared && line.inputs.some(({ kind }) => kind === "dynamic-list");
  const options = {
    ...forMachine(line.options, loader.formatMachine ?? loader.machine),
    entry,
    missesEntry: line.entryIsGiven || script?.entry !== undefined || !line.options.shared,
    osAbi: loader.osAbi,
    hasLibraries: loader.libraries.size > 0,
    undefinedRoots: roots,
    versions: [...loader.versions, ...(script?.versions ?? [])],
    exported,
    ...(isListed ? { ownDefinitions: "unlisted" as const } : {}),
    symbolOrder: loader.symbolOrder,
    isBinary: line.options.isBinary || script?.isBinary === true,
    ...(script === undefined ? {} : { script }),
  };
  return {
    inputs: loader.inputs,
    files: loader.files,
    options,
    errors: loader.errors,
    warnings: [...(script?.warnings ?? []), ...loader.warnings],
  };
}
