// cargo's own lines, per release: status lines, the closing lines of a build, times.
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import type { Profile } from "./profiles/profile.ts";

/** A verb right-aligned in 12 columns, then its text. */
export function statusLine(verb: string, text: string): string {
  return `${verb.padStart(12)} ${text}\n`;
}

/** `0.25s`, from a minute on `1m 05s`. */
export function elapsed(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds >= 60) return `${Math.floor(seconds / 60)}m ${String(Math.floor(seconds % 60)).padStart(2, "0")}s`;
  return `${seconds.toFixed(2)}s`;
}

export function finishedText(profile: Profile, milliseconds: number, release: Release): string {
  const what = `${profile.optLevel === "0" ? "unoptimized" : "optimized"}${profile.debug === "none" ? "" : " + debuginfo"}`;
  const name = atLeast(release, 78) ? `\`${profile.name}\` profile` : profile.name;
  return `${name} [${what}] target(s) in ${elapsed(milliseconds)}`;
}

const PLAIN = /^[\w=+/,.-]+$/;

/** A word for a shell, in single quotes where it needs them. */
export function shellWord(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? "" : "s"}`;

export interface WarningCounts {
  readonly all: number;
  /** Said before, of another unit. */
  readonly duplicates: number;
  readonly fixable: number;
}

/** `` `kernel` (bin "kernel") generated 2 warnings (1 duplicate)`` */
export function warningCount(packageName: string, title: string, counts: WarningCounts, release: Release): string {
  const { all, duplicates, fixable } = counts;
  const fix =
    fixable > 0 && atLeast(release, 69)
      ? ` (run \`cargo fix --${title} -p ${packageName}\` to apply ${plural(fixable, "suggestion")})`
      : "";
  const again = duplicates === 0 ? "" : ` (${plural(duplicates, "duplicate")})`;
  return `\`${packageName}\` (${title}) generated ${plural(all, "warning")}${again}${fix}`;
}

/** Up to 1.75 rustc says in JSON how many errors there were, which cargo counts as one more. */
export function tellsCounts(release: Release): boolean {
  return !atLeast(release, 75);
}

/** ``could not compile `kernel` (bin "kernel") due to 2 previous errors; 1 warning emitted`` */
export function couldNotCompile(packageName: string, title: string, errors: number, warnings: number, release: Release): string {
  const unit = atLeast(release, 70) ? ` (${title})` : "";
  const one = atLeast(release, 75) ? "1 previous error" : "previous error";
  const due = errors === 1 ? one : `${errors} previous errors`;
  const warned = warnings > 0 ? `; ${plural(warnings, "warning")} emitted` : "";
  return `could not compile \`${packageName}\`${unit} due to ${due}${warned}`;
}

/** The lines after rustc's last diagnostic that point to explanations; empty if no error has a code. */
export function explainLines(codes: readonly string[]): string[] {
  const sorted = [...new Set(codes)].filter((code) => /^E\d/.test(code)).sort();
  const [first] = sorted;
  if (first === undefined) return [];
  if (sorted.length === 1) return [`For more information about this error, try \`rustc --explain ${first}\`.`];
  const listed = sorted.slice(0, 9).join(", ");
  return [
    `Some errors have detailed explanations: ${listed}${sorted.length > 9 ? "..." : "."}`,
    `For more information about an error, try \`rustc --explain ${first}\`.`,
  ];
}
