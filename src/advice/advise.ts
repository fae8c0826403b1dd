// From a command that ran to the one hint for it, as text: `kbuild: help: ...` with the file, the lines and where to read on.
import { diffLines } from "./change.ts";
import type { FileChange } from "./change.ts";
import { Case } from "./case.ts";
import type { Attempt } from "./case.ts";
import type { Advice, Hint } from "./hint.ts";
import { HINTS } from "./hints.ts";
import type { Survey } from "./survey.ts";

export interface Chosen {
  readonly hint: Hint;
  readonly advice: Advice;
  readonly at: Case;
}

/** The first hint that is sure. */
export function advise(attempt: Attempt): Chosen | undefined {
  const at = new Case(attempt);
  for (const hint of HINTS) {
    const advice = hint.decide(at);
    if (advice !== undefined) return { hint, advice, at };
  }
  return undefined;
}

function gutterOf(lines: readonly { readonly line: number }[]): number {
  return Math.max(1, ...lines.map(({ line }) => String(line).length));
}

/** A change as a snippet: place, then the lines that go and come. */
export function renderChange(change: FileChange, survey: Survey): string {
  const lines = diffLines(change);
  const width = gutterOf(lines);
  const gone = change.after === undefined ? " (goes away)" : change.before === undefined ? " (new)" : "";
  const head = `${" ".repeat(width)}--> ${survey.shown(change.path)}:${lines[0]?.line ?? 1}${gone}\n${" ".repeat(width)} |\n`;
  return head + lines.map(({ line, sign, text }) => `${String(line).padStart(width)} ${sign} ${text}`.trimEnd()).join("\n") + "\n";
}

function renderPlace({ place, lines = [] }: Advice, survey: Survey): string {
  const shown = place === undefined ? "" : ` --> ${survey.shown(place.path)}:${place.line}\n`;
  if (lines.length === 0) return shown;
  return `${shown}  |\n${lines.map((line) => `  | ${line}`.trimEnd()).join("\n")}\n`;
}

export function renderAdvice({ hint, advice, at }: Chosen): string {
  const { survey } = at;
  const { changes = [], words, command } = advice;
  const parts = [`kbuild: help: ${words}\n`, ...changes.map((change) => renderChange(change, survey))];
  if (changes.length === 0) parts.push(renderPlace(advice, survey));
  const then: string[] = [];
  if (command !== undefined) then.push(`run: ${command}`);
  if (changes.length > 0) then.push(`\`${at.fixCommand}\` writes this`);
  if (hint.page !== undefined) then.push(`\`kbuild explain ${hint.page}\` says why`);
  return parts.join("") + then.map((line) => `  = ${line}\n`).join("");
}

/** The text for stderr; empty if no hint is sure. */
export function hintText(attempt: Attempt): string {
  const chosen = advise(attempt);
  return chosen === undefined ? "" : renderAdvice(chosen);
}
