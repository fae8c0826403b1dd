// kbuild as a library: the browser-safe part. Nothing reached from here touches Node.
export type { Diagnostic, LabeledSpan, Level, SubDiagnostic, Suggestion } from "./diag/diagnostic.ts";
export type { Host } from "./base/host.ts";
export { memoryHost } from "./base/memory-host.ts";
export { SourceMap } from "./base/source.ts";
export type { Span } from "./base/source.ts";
export { disassemble, openElf, sections, symbols } from "./inspect/library.ts";
export type { DisassembleOptions, ElfInstruction, ElfSection, ElfSymbol } from "./inspect/library.ts";
export { ElfError, ElfFile } from "./elf/read.ts";
export type { RandomAccess } from "./base/host.ts";
