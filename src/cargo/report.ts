// What a unit's compilation says to the user: diagnostics, counts and closing lines as cargo prints them.
import type { Host } from "../base/host.ts";
import type { SourceMap } from "../base/source.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import { renderDiagnostic } from "../diag/render.ts";
import { diagnosticMessage } from "./json-messages.ts";
import { atLeast } from "../target/release.ts";
import type { Unit } from "./unit.ts";
import { unitTitle } from "./unit.ts";
import { couldNotCompile, explainLines, warningCount } from "./words.ts";

export type MessageFormat = "human" | "short" | "json";

export interface Message {
  readonly rendered: string;
  readonly json: string;
}

/** Warnings with a suggestion that can be applied without a look. */
export function countFixable(diagnostics: readonly Diagnostic[]): number {
  const ready = (diagnostic: Diagnostic) => diagnostic.suggestions.filter(({ applicability }) => applicability === "MachineApplicable");
  return diagnostics.filter(({ level }) => level === "warning").reduce((sum, diagnostic) => sum + Math.min(1, ready(diagnostic).length), 0);
}

export class Reporter {
  constructor(
    readonly host: Host,
    readonly unit: Unit,
    readonly format: MessageFormat,
    readonly quiet: boolean,
  ) {}

  message(diagnostic: Diagnostic, sources: SourceMap): Message {
    const { release } = this.unit;
    const width = this.host.stderr.columns ?? 140;
    const rendered = renderDiagnostic(diagnostic, sources, { release, width, short: this.format === "short" });
    return { rendered, json: this.format === "json" ? diagnosticMessage(diagnostic, rendered, sources, this.unit) : "" };
  }

  say({ rendered, json }: Message): void {
    if (this.format === "json") this.host.stdout.write(json);
    else this.host.stderr.write(rendered);
  }

  warnings(count: number, fixable: number): void {
    if (count === 0 || this.quiet || this.format === "json") return;
    this.host.stderr.write(warningCount(this.unit.manifest.name, unitTitle(this.unit), count, fixable, this.unit.release));
  }

  /** What the package's build script warns about. */
  scriptWarnings(): void {
    const { manifest, script, release, isRegistry } = this.unit;
    if (script === undefined || isRegistry) return;
    const who = atLeast(release, 77) ? `${manifest.name}@${manifest.version}: ` : "";
    for (const words of script.directives.warnings) this.host.stderr.write(`warning: ${who}${words}\n`);
  }

  /** The lines behind the diagnostics; true if there were errors. `title` is what could not be compiled. */
  close(diagnostics: readonly Diagnostic[], title = unitTitle(this.unit)): boolean {
    const errors = diagnostics.filter(({ level }) => level === "error");
    const warnings = diagnostics.filter(({ level }) => level === "warning").length;
    if (this.format !== "json") this.host.stderr.write(explainLines(errors.flatMap(({ code }) => code ?? [])));
    this.warnings(warnings, errors.length > 0 ? 0 : countFixable(diagnostics));
    if (errors.length === 0) return false;
    const { manifest, release } = this.unit;
    this.host.stderr.write(couldNotCompile(manifest.name, title, errors.length, warnings, release));
    return true;
  }
}
