// readelf: what an ELF file says of itself, in the GNU look of llvm-readelf. Each table is a file of its own; here the
// options, the files, and the order in which the tables are shown.
import { toByteText } from "../../elf/read.ts";
import { failureText, fullName, MemberFailure, objectsOf, openInput, shownPath } from "../desk.ts";
import type { Desk, ObjectInput } from "../desk.ts";
import { MemberError } from "../member-error.ts";
import { ElfError } from "../../elf/read.ts";
import { checkFormat, helpText, OptionError, parseOptions, versionText } from "../options.ts";
import type { ParsedOptions } from "../options.ts";
import { dynamicTable } from "./dynamic.ts";
import { dynamicRelocations } from "./dynamic-relocations.ts";
import { sectionGroups } from "./groups.ts";
import { fileHeader } from "./header.ts";
import { gnuHashTable, hashSymbols, hashTable } from "./hash-lists.ts";
import { hashHistogram } from "./histogram.ts";
import { addressSignificant, dependentLibraries, neededLibraries } from "./lists.ts";
import { hexDump, stringDump } from "./dumps.ts";
import { jsonObject } from "./json.ts";
import { memoryTags } from "./memory-tags.ts";
import { mipsInformation } from "./mips.ts";
import { notes } from "./notes.ts";
import { READELF_OPTIONS } from "./options.ts";
import { relocations } from "./relocations.ts";
import { sectionDetails } from "./section-details.ts";
import { sectionHeaders } from "./sections.ts";
import { programHeaders } from "./segments.ts";
import { stackSizes } from "./stack-sizes.ts";
import { symbolTables } from "./symbols.ts";
import { buildAttributes } from "./build-attributes.ts";
import { EM_ARM, EM_MIPS, SHT_NOBITS } from "../../elf/constants.ts";
import { unwindInformation } from "./unwind/unwind.ts";
import { versionSections } from "./versions.ts";
import { ReadelfView } from "./view.ts";

class Readelf {
  status = 0;

  constructor(
    readonly desk: Desk,
    readonly options: ParsedOptions,
    readonly several: boolean,
  ) {}

  file(path: string): void {
    const nested = (name: string): void =>
      this.desk.error(`readelf: warning: '${shownPath(path)}': ${name} has an unsupported file type\n`);
    let member = path;
    try {
      const input = openInput(this.desk, path);
      for (const object of objectsOf(this.desk, input, { nested })) {
        member = object.name;
        this.#object(object, this.several || input.archive !== undefined);
      }
    } catch (error) {
      const shown = error instanceof MemberFailure ? shownPath(path) : error instanceof MemberError ? member : path;
      this.desk.error(`readelf: error: '${shown}': ${failureText(error).text}\n`);
      this.status = 1;
    }
  }

  #view(object: ObjectInput): ReadelfView {
    return new ReadelfView(object, this.desk, this.options.has("demangle"));
  }

  #wants(...names: string[]): boolean {
    return names.some((name) => this.options.has(name));
  }

  /** Before anything is shown; what is wrong with the section headers is told in its turn. */
  #readTables(view: ReadelfView): void {
    try {
      void view.tables;
    } catch (error) {
      if (!(error instanceof ElfError)) throw error;
    }
  }

  #architecture(view: ReadelfView): void {
    if (this.desk.llvm === 15 && view.file.header.machine === EM_ARM && !view.file.littleEndian)
      return view.warn("attribute printing not implemented for big-endian ARM objects");
    if (view.file.header.machine === EM_MIPS) this.desk.print(mipsInformation(view));
    else buildAttributes(view);
  }

  /** LLVM 22 looks into all sections for code of other machines, and tells of the first that is not in the file. */
  #lookForBundles(view: ReadelfView): void {
    const { sections, access } = view.file;
    const isOutside = sections.some(({ type, offset, size }) => type !== SHT_NOBITS && offset + size > BigInt(access.size));
    if (isOutside) view.warn("The end of the file was unexpectedly encountered");
  }

  /** A section whose contents kbuild cannot show: one that is not there is told as LLVM does. Throws ElfError. */
  #absent(view: ReadelfView, name: string, words: string): void {
    if (view.file.sections.some((section) => view.file.sectionNameOrEmpty(section) === name))
      throw new ElfError(`kbuild readelf does not show the contents of ${name} yet`);
    if (words !== "") view.warn(words);
  }

  #object(object: ObjectInput, named: boolean): void {
    if (this.options.has("format")) return jsonObject(this.#view(object), (...names) => this.#wants(...names));
    if (named) this.desk.print(`\nFile: ${fullName(object)}\n`);
    const view = this.#view(object);
    const all = this.options.has("all");
    const show = (wanted: boolean, text: () => string): void => {
      if (wanted) this.desk.print(text());
    };
    if (this.#wants("sort-symbols"))
      this.desk.error(`readelf: warning: '${fullName(object)}': --sort-symbols is not supported yet for this format\n`);
    const headers = all || this.#wants("headers");
    this.#readTables(view);
    show(headers || this.#wants("file-header"), () => fileHeader(view));
    try {
      void object.file.sections;
    } catch (error) {
      if (!(error instanceof ElfError)) throw error;
      throw new ElfError(`unable to continue dumping, the file is corrupt: ${error.message}`);
    }
    if (this.#wants("section-details")) sectionDetails(view);
    else if (headers || this.#wants("section-headers")) sectionHeaders(view);
    if (this.#wants("hash-symbols")) hashSymbols(view);
    const segments = headers || this.#wants("program-headers");
    if (segments || this.#wants("section-mapping")) programHeaders(view, segments);
    show(all || this.#wants("dynamic-table"), () => dynamicTable(view));
    if (this.#wants("needed-libs")) neededLibraries(view);
    if (all || this.#wants("relocs")) relocations(view, this.#wants("raw-relr"));
    if (this.#wants("dyn-relocations")) dynamicRelocations(view);
    if (all || this.#wants("unwind")) for (const part of unwindInformation(view)) this.desk.print(part);
    show(all || this.#wants("symbols", "dyn-syms"), () =>
      symbolTables(view, all || this.#wants("symbols"), all || this.#wants("symbols", "dyn-syms"), this.#wants("extra-sym-info")),
    );
    const unpacks = this.#wants("decompress");
    if (this.#wants("string-dump")) stringDump(view, this.options.all("string-dump"), unpacks);
    if (this.#wants("hex-dump")) hexDump(view, this.options.all("hex-dump"), unpacks);
    if (this.#wants("hash-table")) hashTable(view);
    if (this.#wants("gnu-hash-table")) gnuHashTable(view);
    if (all || this.#wants("version-info")) versionSections(view);
    if (this.#wants("dependent-libraries")) dependentLibraries(view);
    show(this.#wants("elf-linker-options"), () => "printELFLinkerOptions not implemented!\n");
    if (this.#wants("arch-specific")) this.#architecture(view);
    if (all && this.desk.llvm === 22) this.#lookForBundles(view);
    if (all || this.#wants("section-groups")) sectionGroups(view);
    show(all || this.#wants("histogram"), () => hashHistogram(view));
    show(this.#wants("cg-profile"), () => "GNUStyle::printCGProfile not implemented\n");
    show(this.#wants("bb-addr-map"), () => "GNUStyle::printBBAddrMaps not implemented\n");
    if (this.#wants("addrsig")) addressSignificant(view);
    show(all || this.#wants("notes"), () => notes(view));
    if (this.#wants("stack-sizes")) stackSizes(view);
    if (this.#wants("stackmap")) this.#absent(view, ".llvm_stackmaps", "");
    if (this.#wants("sframe")) this.#absent(view, ".sframe", "could not find section '.sframe'");
    if (this.#wants("offloading")) this.#absent(view, ".llvm.offloading", "");
    show((all && this.desk.llvm === 22) || this.#wants("memtag"), () => memoryTags(view));
  }
}

/** LLVM knows two more; only the GNU look is kbuild's. */
function checkStyle(options: ParsedOptions): void {
  const style = options.last("elf-output-style");
  if (style === undefined || style === "GNU") return;
  if (style === "LLVM" || style === "JSON") throw new OptionError(`kbuild readelf does not have '--elf-output-style=${style}' yet`);
  throw new OptionError(`--elf-output-style value should be either 'LLVM', 'GNU', or 'JSON', but was '${style}'`);
}

/** What symbols could be sorted by, if they were ELF's. */
function checkSortKeys(options: ParsedOptions): void {
  for (const key of options.all("sort-symbols").flatMap((keys) => keys.split(","))) {
    if (key !== "name" && key !== "type") throw new OptionError(`--sort-symbols value should be 'name' or 'type', but was '${key}'`);
  }
}

/** Runs readelf; gives the exit status. */
export function readelf(desk: Desk, args: readonly string[]): number {
  try {
    const options = parseOptions(READELF_OPTIONS, args.map(toByteText), desk.llvm);
    if (options.has("help")) {
      desk.print(helpText(READELF_OPTIONS, desk.llvm));
      return 0;
    }
    if (options.has("version")) {
      desk.print(versionText(READELF_OPTIONS, desk.llvm));
      return 0;
    }
    checkFormat(options);
    checkStyle(options);
    checkSortKeys(options);
    if (options.files.length === 0) throw new OptionError("no input files specified");
    if (options.has("pretty-pgo-analysis-map") && !options.has("bb-addr-map"))
      desk.error("readelf: warning: --bb-addr-map must be enabled for --pretty-pgo-analysis-map to have an effect\n");
    const run = new Readelf(desk, options, options.files.length > 1);
    // It ends with the first file that fails.
    for (const path of options.files) {
      run.file(path);
      if (run.status !== 0) break;
    }
    // Of all files together; ELF files have none.
    if (options.has("codeview-merged-types") && run.status === 0) desk.print("MergedTypeStream [\n]\nMergedIDStream [\n]\n");
    return run.status;
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    desk.error(`readelf: error: ${error.message}\n`);
    return 1;
  }
}
