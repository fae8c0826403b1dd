// Features that `-Zbuild-std-features` can name: those of the package `sysroot` in library/sysroot/Cargo.toml (1.96), and what releases
// before had. Some have dashes, some underscores; who writes one for the other gets an error that does not say which.
import type { FileChange } from "./change.ts";
import { entryAt, lineOf } from "./survey.ts";
import type { TomlFile } from "./survey.ts";

const FEATURES = [
  "backtrace",
  "backtrace-trace-only",
  "compiler-builtins-c",
  "compiler-builtins-mem",
  "compiler-builtins-no-asm",
  "debug_refcell",
  "llvm-libunwind",
  "llvm_enzyme",
  "optimize_for_size",
  "panic-unwind",
  "panic_immediate_abort",
  "profiler",
  "system-llvm-libunwind",
  "windows_raw_dylib",
];

/** The feature that was meant, where only dashes and underscores were mistaken for each other. */
export function featureMeant(name: string): string | undefined {
  const plain = (text: string) => text.replaceAll("_", "-");
  const found = FEATURES.find((feature) => plain(feature) === plain(name));
  return found === name ? undefined : found;
}

export interface MistakenFeature {
  readonly right: string;
  /** From 1. */
  readonly line: number;
  readonly change: FileChange;
}

/** Those that a configuration file names by mistake. */
export function mistakenFeatures({ path, text, document }: TomlFile): MistakenFeature[] {
  const entry = entryAt(document, "unstable", "build-std-features");
  const items = entry?.value.kind === "array" ? entry.value.items : [];
  return items.flatMap((item) => {
    const right = item.kind === "string" ? featureMeant(item.value) : undefined;
    if (right === undefined) return [];
    const after = `${text.slice(0, item.span.lo)}"${right}"${text.slice(item.span.hi)}`;
    return [{ right, line: lineOf(text, item.span.lo), change: { path, before: text, after } }];
  });
}
