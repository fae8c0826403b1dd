// cargo's voice on the standard error: status lines, warnings, errors and, on a terminal, a bar of what is under way, which
// goes away before anything else is said.
import { painted, paintedAfresh } from "../base/ansi.ts";
import type { Host } from "../base/host.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import { renderCargoError } from "./cargo-error.ts";
import type { CargoError } from "./cargo-error.ts";
import type { TerminalSettings } from "./config/terminal.ts";

export type Tone = "good" | "passing" | "note" | "warning" | "error";

const TONES: Readonly<Record<Tone, { readonly now: string; readonly old: string }>> = {
  good: { now: "92", old: "32" },
  passing: { now: "96", old: "36" },
  note: { now: "92", old: "36" },
  warning: { now: "33", old: "33" },
  error: { now: "91", old: "31" },
};

const VERB_COLUMNS = 12;
const CLEAR_LINE = "\u001b[K";

export class Shell {
  #bar: string | undefined;

  constructor(
    readonly host: Host,
    readonly release: Release,
    readonly settings: TerminalSettings,
  ) {}

  get isQuiet(): boolean {
    return this.settings.verbosity === "quiet";
  }

  get isVerbose(): boolean {
    return this.settings.verbosity === "verbose";
  }

  /** The same voice for what nobody needs to hear but errors. */
  silenced(): Shell {
    return new Shell(this.host, this.release, { ...this.settings, verbosity: "quiet", progressWidth: undefined });
  }

  /** Text as it is. */
  write(text: string): void {
    this.clearBar();
    this.host.stderr.write(text);
  }

  /** A verb right-aligned in 12 columns, then its text. */
  status(verb: string, text: string, tone: Tone = "good"): void {
    if (!this.isQuiet) this.write(`${this.#head(verb.padStart(VERB_COLUMNS), tone)} ${text}\n`);
  }

  verboseStatus(verb: string, text: string): void {
    if (this.isVerbose) this.status(verb, text);
  }

  warn(text: string): void {
    if (!this.isQuiet) this.write(`${this.titled("warning", text)}\n`);
  }

  note(text: string): void {
    if (!this.isQuiet) this.write(`${this.titled("note", text)}\n`);
  }

  error(error: CargoError): void {
    const text = renderCargoError(error);
    this.write(/^error: /.test(text) ? this.titled("error", text.slice("error: ".length)) : text);
  }

  /** `warning: text`. */
  titled(level: "warning" | "error" | "note", text: string): string {
    if (!this.settings.coloured) return `${level}: ${text}`;
    if (atLeast(this.release, 75)) return `${this.#head(level, level)}: ${text}`;
    return `${this.#head(level, level)}${painted(":", ["1"])} ${text}`;
  }

  #head(text: string, tone: Tone): string {
    const { now, old } = TONES[tone];
    if (!this.settings.coloured) return text;
    return atLeast(this.release, 75) ? painted(text, ["1", now]) : `\u001b[0m${paintedAfresh(text, ["1", old])}`;
  }

  /** Shows a bar in place of the one that is there. */
  bar(verb: string, text: string): void {
    if (text === this.#bar) return;
    this.#bar = text;
    this.host.stderr.write(`${this.#head(verb.padStart(VERB_COLUMNS), "passing")} ${text}\r`);
  }

  clearBar(): void {
    if (this.#bar === undefined) return;
    this.#bar = undefined;
    this.host.stderr.write(CLEAR_LINE);
  }
}
