// What a unit's compilation says to the user: diagnostics, counts and closing lines as cargo prints them.
import { withoutColours } from "../../base/ansi.ts";
import type { Host } from "../../base/host.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import { atLeast } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import type { StoredMessage } from "./fingerprint.ts";
import { inRustcOrder, withRendered } from "./json-messages.ts";
import type { MessageFormat } from "./message-format.ts";
import type { Shell } from "../shell.ts";
import type { Unit } from "./unit.ts";
import { unitTitle } from "./unit.ts";
import { couldNotCompile, tellsCounts, warningCount } from "../words.ts";

export class Reporter {
  constructor(
    readonly host: Host,
    readonly shell: Shell,
    readonly unit: Unit,
    readonly format: MessageFormat,
    /** What was said in this build: cargo says nothing twice. */
    readonly told: Set<string>,
  ) {}

  readonly #counts = { all: 0, duplicates: 0, fixable: 0 };

  say({ rendered, short, json, counts }: StoredMessage): void {
    const { format, shell, told } = this;
    if (format.json && !format.rendersDiagnostics) {
      if (!format.short || short !== "") this.host.stdout.write(this.#json({ rendered, short, json }));
    } else {
      const text = format.short ? short : rendered;
      if (!told.has(text)) shell.write(shell.settings.coloured ? text : withoutColours(text));
      this.#count(counts, told.has(text));
      told.add(text);
    }
  }

  #count(counts: StoredMessage["counts"], isDuplicate: boolean): void {
    if (counts === undefined) return;
    this.#counts.all++;
    if (isDuplicate) this.#counts.duplicates++;
    else if (counts === "fixable") this.#counts.fixable++;
  }

  #json({ rendered, short, json }: StoredMessage): string {
    const { short: isShort, ansi } = this.format;
    if (!isShort && !ansi) return json;
    const text = isShort ? short : rendered;
    return ansi ? inRustcOrder(withRendered(json, text)) : withRendered(json, withoutColours(text));
  }

  /** How many there were. Of a unit that failed nothing is fixed. */
  warnings(hasFailed = false): void {
    if (this.#counts.all === 0 || (this.format.json && !this.format.rendersDiagnostics)) return;
    const counts = hasFailed ? { ...this.#counts, fixable: 0 } : this.#counts;
    this.shell.warn(warningCount(this.unit.manifest.name, unitTitle(this.unit), counts, this.unit.release));
  }

  /** What the package's build script warns about, and its errors. */
  scriptMessages(): void {
    const { manifest, script, release, isRegistry } = this.unit;
    const { messages } = script?.directives ?? { messages: [] };
    const isTold = !isRegistry || this.shell.settings.extraVerbose || messages.some(({ level }) => level === "error");
    if (!isTold) return;
    const who = atLeast(release, 77) ? `${manifest.name}@${manifest.version}: ` : "";
    for (const { level, text } of messages)
      if (level === "error") this.shell.error(new CargoError(`${who}${text}`));
      else this.shell.warn(`${who}${text}`);
  }

  /** For a command line that rustc refused without an error that is counted. */
  neverStarted(command: string): void {
    const { manifest, release } = this.unit;
    const title = atLeast(release, 70) ? ` (${unitTitle(this.unit)})` : "";
    const error = new CargoError(`could not compile \`${manifest.name}\`${title}`, [
      `process didn't exit successfully: ${command} (exit status: 1)`,
    ]);
    this.shell.error(error);
  }

  /** The lines behind the diagnostics; true if there were errors. `command` is shown where more is said, `title` is what could not be compiled. */
  close(diagnostics: readonly Diagnostic[], command?: string, title = unitTitle(this.unit)): boolean {
    const errors = diagnostics.filter(({ level }) => level === "error");
    const warnings = diagnostics.filter(({ level }) => level === "warning").length;
    this.warnings(errors.length > 0);
    if (errors.length === 0) return false;
    const { manifest, release } = this.unit;
    const counted = errors.length + (tellsCounts(release) && this.format.json && !this.format.rendersDiagnostics ? 1 : 0);
    const cause = command === undefined ? [] : [`process didn't exit successfully: ${command} (exit status: 1)`];
    this.shell.error(new CargoError(couldNotCompile(manifest.name, title, counted, warnings, release), cause));
    return true;
  }
}
