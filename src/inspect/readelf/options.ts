// The options of readelf, as llvm-readelf has them.
import { alias, flag, foreign, FORMAT_ROW, former, later, missing, valued, valuedAlias } from "../options.ts";
import type { ToolOptions } from "../options.ts";

/** What only LLVM's own style shows. */
const LOOK = [
  flag("--expand-relocs", "Expand each shown relocation to multiple lines"),
  flag("--pretty-print", "Pretty print JSON output"),
  flag("--section-data", "Display section data for each section shown"),
  alias("--sd", "section-data"),
  flag("--section-relocations", "Display relocations for each section shown"),
  alias("--sr", "section-relocations"),
  flag("--section-symbols", "Display symbols for each section shown"),
  alias("--st", "section-symbols"),
];

const FOREIGN = [
  ...["--macho-data-in-code", "--macho-dysymtab", "--macho-indirect-symbols", "--macho-linker-options", "--macho-segment"],
  ...["--macho-version-min", "--codeview", "--codeview-ghash", "--codeview-subsection-bytes", "--auxiliary-header"],
  ...["--coff-basereloc", "--coff-debug-directory", "--coff-directives", "--coff-exports", "--coff-imports", "--coff-load-config"],
  ...["--coff-resources", "--coff-tls-directory"],
];

const LATER_FOREIGN = [
  ...["--coff-pseudoreloc", "--exception-section", "--loader-section-header", "--loader-section-relocations"],
  ...["--loader-section-symbols"],
];

/** What LLVM has in its own style only: in GNU's it says so. */
const OWN_STYLE = ["--bb-addr-map", "--cg-profile", "--elf-linker-options"];

const MISSING = ["--codeview-merged-types", "--stackmap"];
const LATER_MISSING = ["--offloading", "--pretty-pgo-analysis-map", "--sframe"];

export const READELF_OPTIONS: ToolOptions = {
  tool: "readelf",
  overview: "LLVM Object Reader",
  isObjcopy: false,
  rows: [
    flag("--all", "Everything the tables below show"),
    flag("--arch-specific", "Display architecture-specific information"),
    alias("-A", "arch-specific"),
    alias("-a", "all"),
    alias("-C", "demangle"),
    flag("--demangle", "Demangle symbol names"),
    alias("--dt", "dyn-syms"),
    alias("--dyn-symbols", "dyn-syms"),
    flag("--dyn-syms", "Display the dynamic symbol table"),
    alias("--dynamic", "dynamic-table"),
    flag("--dynamic-table", "Display the dynamic section table"),
    alias("-d", "dynamic-table"),
    alias("-e", "headers"),
    flag("--file-header", "Display file header"),
    alias("-g", "section-groups"),
    flag("--headers", "Equivalent to setting: --file-header, --program-headers, --section-headers"),
    FORMAT_ROW,
    flag("--help", "Display this help"),
    valued("--hex-dump", "<name or index>", "Display the specified section(s) as hexadecimal bytes"),
    flag("--histogram", "Display bucket list histogram for hash sections"),
    alias("-h", "file-header"),
    alias("-I", "histogram"),
    alias("-l", "program-headers"),
    flag("--no-demangle", "Do not demangle symbol names (default)"),
    flag("--notes", "Display notes"),
    alias("-n", "notes"),
    flag("--program-headers", "Display program headers"),
    valuedAlias("-p", "string-dump", "<name or index>"),
    alias("--relocations", "relocs"),
    flag("--relocs", "Display the relocation entries in the file"),
    alias("-r", "relocs"),
    flag("--section-details", "Display the section headers with their flags in words"),
    flag("--section-groups", "Display section groups"),
    flag("--section-headers", "Display section headers"),
    flag("--section-mapping", "Display the section to segment mapping"),
    alias("--sections", "section-headers"),
    alias("--segments", "program-headers"),
    valued("--string-dump", "<name or index>", "Display the specified section(s) as a list of strings"),
    flag("--symbols", "Display the symbol table, and the dynamic one"),
    alias("--syms", "symbols"),
    alias("-S", "section-headers"),
    alias("-s", "symbols"),
    alias("-t", "section-details"),
    flag("--unwind", "Display unwind information"),
    alias("-u", "unwind"),
    flag("--version-info", "Display version sections"),
    alias("-V", "version-info"),
    flag("--version", "Display the version"),
    flag("--wide", "Ignored for GNU readelf compatibility"),
    alias("-W", "wide"),
    valuedAlias("-x", "hex-dump", "<name or index>"),
    flag("--addrsig", "Display address-significance table"),
    flag("--dyn-relocations", "Display the dynamic relocation entries in the file"),
    flag("--gnu-hash-table", "Display the GNU hash table for dynamic symbols"),
    flag("--hash-symbols", "Display the dynamic symbols derived from the hash section"),
    flag("--hash-table", "Display ELF hash table"),
    flag("--needed-libs", "Display the needed libraries"),
    flag("--string-table", "Display the string table (only for XCOFF: nothing of ELF files)"),
    valued("--elf-output-style", "<value>", "Specify ELF dump style: GNU (kbuild has no other)"),
    ...LOOK.map((row) => ({ ...row, help: `${row.help} (changes nothing in the GNU style)` })),
    flag("--stack-sizes", "Display contents of all stack sizes sections"),
    valued("--sort-symbols", "<value>", "Changes nothing for ELF files, as in llvm-readelf"),
    later(flag("--extra-sym-info", "Display the section's name and other details with each symbol")),
    later(alias("-X", "extra-sym-info")),
    later(flag("--decompress", "Dump decompressed section content with -x or -p")),
    later(alias("-z", "decompress")),
    flag("--dependent-libraries", "Display the dependent libraries section"),
    later(flag("--memtag", "Display memory tagging metadata (modes, Android notes, global descriptors)")),
    ...OWN_STYLE.map((name) => flag(name, "Say that LLVM has no GNU style of this")),
    ...foreign(FOREIGN),
    ...foreign(LATER_FOREIGN).map(later),
    former(flag("--raw-relr", "Do not decode relocations in SHT_RELR section, display raw contents")),
    ...MISSING.map((name) => missing(name)),
    ...LATER_MISSING.map((name) => later(missing(name))),
  ],
};
