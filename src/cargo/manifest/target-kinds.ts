// The kinds of crates that a package may have several of: their words, their folders, and the files that lie there.
import type { Host } from "../../base/host.ts";
import type { CrateKind } from "./manifest.ts";

export interface TargetKind {
  readonly kind: Exclude<CrateKind, "lib">;
  /** In sentences: `binary`. */
  readonly human: string;
  /** Where two have one name. */
  readonly twin: string;
  /** Where cargo looks, and where people put them by mistake. */
  readonly folder: string;
  readonly wrongFolder: string;
  /** The key of `[package]` that keeps cargo from looking. */
  readonly auto: string;
}

export const BINARY: TargetKind = {
  kind: "bin",
  human: "binary",
  twin: "binary",
  folder: "src/bin",
  wrongFolder: "src/bins",
  auto: "autobins",
};

/** Examples, tests, benchmarks: cargo's order. */
export const OTHER_KINDS: readonly TargetKind[] = [
  { kind: "example", human: "example", twin: "example", folder: "examples", wrongFolder: "example", auto: "autoexamples" },
  { kind: "test", human: "test", twin: "test", folder: "tests", wrongFolder: "test", auto: "autotests" },
  { kind: "bench", human: "benchmark", twin: "bench", folder: "benches", wrongFolder: "bench", auto: "autobenches" },
];

/** A kind as messages about paths name it. */
export const kindWord = (kind: CrateKind): string => (kind === "test" ? "integration-test" : kind);

export interface FoundFile {
  readonly name: string;
  /** Relative to the package's folder. */
  readonly path: string;
}

/** `x.rs` and `x/main.rs` of a folder, by name, files first; hidden ones count for nothing. */
export function filesIn({ files }: Host, root: string, folder: string): FoundFile[] {
  if (files.status(`${root}/${folder}`)?.kind !== "folder") return [];
  const found = files.list(`${root}/${folder}`).flatMap((entry) => {
    if (entry.startsWith(".")) return [];
    const path = `${folder}/${entry}`;
    if (files.status(`${root}/${path}`)?.kind === "folder")
      return files.status(`${root}/${path}/main.rs`) === undefined ? [] : [{ name: entry, path: `${path}/main.rs` }];
    return entry.endsWith(".rs") ? [{ name: entry.slice(0, -3), path }] : [];
  });
  return found.toSorted((a, b) => (a.name === b.name ? a.path.length - b.path.length : a.name < b.name ? -1 : 1));
}
