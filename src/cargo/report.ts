// What a unit's compilation says to the user: diagnostics, counts and closing lines as cargo prints them.
import { withoutColours } from "../base/ansi.ts";
import type { Host } from "../base/host.ts";
import type { SourceMap } from "../base/source.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import { renderDiagnostic } from "../diag/render.ts";
import { atLeast } from "../target/release.ts";
import type { StoredMessage } from "./fingerprint.ts";
import { diagnosticMessage, inRustcOrder, withRendered } from "./json-messages.ts";
import type { MessageFormat } from "./message-format.ts";
import type { Shell } from "./shell.ts";
import type { Unit } from "./unit.ts";
import { unitTitle } from "./unit.ts";
import { couldNotCompile, explainLines, warningCount } from "./words.ts";

/** Warnings with a suggestion that can be applied without a look. */
export function countFixable(diagnostics: readonly Diagnostic[]): number {
  const ready = (diagnostic: Diagnostic) => diagnostic.suggestions.filter(({ applicability }) => applicability === "MachineApplicable");
  return diagnostics.filter(({ level }) => level === "warning").reduce((sum, diagnostic) => sum + Math.min(1, ready(diagnostic).length), 0);
}

export class Reporter {
  constructor(
    readonly host: Host,
    readonly shell: Shell,
    readonly unit: Unit,
    readonly format: MessageFormat,
  ) {}

  /** A diagnostic in every form that a build of this unit may be asked for, now or when it is fresh. */
  message(diagnostic: Diagnostic, sources: SourceMap): StoredMessage {
    const { release } = this.unit;
    const width = this.host.stderr.columns ?? 140;
    const rendered = renderDiagnostic(diagnostic, sources, { release, width, coloured: true });
    const short = renderDiagnostic(diagnostic, sources, { release, width, short: true, coloured: true });
    return { rendered, short, json: diagnosticMessage(diagnostic, withoutColours(rendered), sources, this.unit) };
  }

  say({ rendered, short, json }: StoredMessage): void {
    const { format, shell } = this;
    if (format.json && !format.rendersDiagnostics) this.host.stdout.write(this.#json({ rendered, short, json }));
    else {
      const text = format.short ? short : rendered;
      shell.write(shell.settings.coloured ? text : withoutColours(text));
    }
  }

  #json({ rendered, short, json }: StoredMessage): string {
    const { short: isShort, ansi } = this.format;
    if (!isShort && !ansi) return json;
    const text = isShort ? short : rendered;
    return ansi ? inRustcOrder(withRendered(json, text)) : withRendered(json, withoutColours(text));
  }

  warnings(count: number, fixable: number): void {
    if (count === 0 || (this.format.json && !this.format.rendersDiagnostics)) return;
    this.shell.warn(warningCount(this.unit.manifest.name, unitTitle(this.unit), count, fixable, this.unit.release));
  }

  /** What the package's build script warns about. */
  scriptWarnings(): void {
    const { manifest, script, release, isRegistry } = this.unit;
    if (script === undefined || isRegistry) return;
    const who = atLeast(release, 77) ? `${manifest.name}@${manifest.version}: ` : "";
    for (const words of script.directives.warnings) this.shell.warn(`${who}${words}`);
  }

  /** The lines behind the diagnostics; true if there were errors. `title` is what could not be compiled. */
  close(diagnostics: readonly Diagnostic[], title = unitTitle(this.unit)): boolean {
    const errors = diagnostics.filter(({ level }) => level === "error");
    const warnings = diagnostics.filter(({ level }) => level === "warning").length;
    if (!this.format.json || this.format.rendersDiagnostics)
      if (!this.format.short)
        for (const line of explainLines(errors.flatMap(({ code }) => code ?? []))) this.shell.write(`${this.shell.bold(line)}\n`);
    this.warnings(warnings, errors.length > 0 ? 0 : countFixable(diagnostics));
    if (errors.length === 0) return false;
    const { manifest, release } = this.unit;
    this.shell.write(`${this.shell.titled("error", couldNotCompile(manifest.name, title, errors.length, warnings, release))}\n`);
    return true;
  }
}
