// What a unit's compilation says to the user: diagnostics, counts and closing lines as cargo prints them.
import { painted, paintedAfresh, withoutColours } from "../../base/ansi.ts";
import type { Host } from "../../base/host.ts";
import type { SourceMap } from "../../base/source.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import { renderDiagnostic } from "../../diag/render.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import type { StoredMessage } from "./fingerprint.ts";
import { diagnosticMessage, inRustcOrder, plainMessage, withRendered } from "./json-messages.ts";
import type { MessageFormat } from "./message-format.ts";
import type { Shell } from "../shell.ts";
import type { Unit } from "./unit.ts";
import { unitTitle } from "./unit.ts";
import { couldNotCompile, explainLines, warningCount } from "../words.ts";

/** Whether a warning has a suggestion that can be applied without a look. */
function countsOf({ level, suggestions }: Diagnostic): Pick<StoredMessage, "counts"> {
  if (level !== "warning") return {};
  return { counts: suggestions.some(({ applicability }) => applicability === "MachineApplicable") ? "fixable" : "warning" };
}

/** A line of emphasis, as rustc's last one. */
function emphasized(line: string, release: Release): string {
  const text = line.trimEnd();
  return `${atLeast(release, 94) ? painted(text, ["1"]) : paintedAfresh(text, ["1"])}${line.slice(text.length)}`;
}

/** What rustc says of how many there were. */
function countLines(errors: number, warnings: number): (readonly [level: "error" | "warning", text: string])[] {
  const warned = `${warnings} warning${warnings === 1 ? "" : "s"} emitted`;
  if (errors === 0) return warnings === 0 ? [] : [["warning", warned]];
  const due = errors === 1 ? "previous error" : `${errors} previous errors`;
  return [["error", `aborting due to ${due}${warnings === 0 ? "" : `; ${warned}`}`]];
}

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

  /** A diagnostic in every form that a build of this unit may be asked for, now or when it is fresh. */
  message(diagnostic: Diagnostic, sources: SourceMap): StoredMessage {
    const { release } = this.unit;
    const { diagnosticWidth, rendersShort } = this.unit.rustc;
    const width = diagnosticWidth ?? this.host.stderr.columns ?? 140;
    const rendered = renderDiagnostic(diagnostic, sources, { release, width, short: rendersShort, coloured: true });
    const short = renderDiagnostic(diagnostic, sources, { release, width, short: true, coloured: true });
    const json = diagnosticMessage(diagnostic, withoutColours(rendered), sources, this.unit);
    return { rendered, short, json, ...countsOf(diagnostic) };
  }

  /** rustc's own last words on the diagnostics; up to 1.75 they tell of the end, too, where cargo reads nothing. */
  closing(diagnostics: readonly Diagnostic[]): StoredMessage[] {
    const errors = diagnostics.filter(({ level }) => level === "error").length;
    const warnings = diagnostics.filter(({ level }) => level === "warning").length;
    const { unit } = this;
    const counts = this.#tellsCounts() ? countLines(errors, warnings) : [];
    const told = counts.map(([level, text]) => ({
      rendered: "",
      short: "",
      json: plainMessage(level, text, `${level}: ${text}\n\n`, unit),
    }));
    const lines = explainLines(diagnostics.flatMap(({ code }) => code ?? []));
    const explained = lines.map((line) => ({
      rendered: emphasized(`${line}\n`, unit.release),
      short: "",
      json: plainMessage("failure-note", line, `${line}\n`, unit),
    }));
    return [...told, ...explained];
  }

  /** Up to 1.75 rustc says in JSON how many errors there were, which cargo counts as one more. */
  #tellsCounts(): boolean {
    return !atLeast(this.unit.release, 75);
  }

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

  /** What the package's build script warns about. */
  scriptWarnings(): void {
    const { manifest, script, release, isRegistry } = this.unit;
    if (script === undefined || isRegistry) return;
    const who = atLeast(release, 77) ? `${manifest.name}@${manifest.version}: ` : "";
    for (const words of script.directives.warnings) this.shell.warn(`${who}${words}`);
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
    const counted = errors.length + (this.#tellsCounts() && this.format.json && !this.format.rendersDiagnostics ? 1 : 0);
    const cause = command === undefined ? [] : [`process didn't exit successfully: ${command} (exit status: 1)`];
    this.shell.error(new CargoError(couldNotCompile(manifest.name, title, counted, warnings, release), cause));
    return true;
  }
}
