// What rustc tells of a unit it has compiled, in every form that a build may be asked for, now or when the unit is fresh.
import { painted, paintedAfresh, withoutColours } from "../../base/ansi.ts";
import type { Host } from "../../base/host.ts";
import type { SourceMap } from "../../base/source.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import { renderDiagnostic } from "../../diag/render.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { explainLines, tellsCounts } from "../words.ts";
import { diagnosticMessage, plainMessage } from "./diagnostic-json.ts";
import type { StoredMessage } from "./fingerprint.ts";
import type { Unit } from "./unit.ts";

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

function messageOf(diagnostic: Diagnostic, sources: SourceMap, unit: Unit, host: Host): StoredMessage {
  const { release } = unit;
  const { diagnosticWidth, rendersShort } = unit.rustc;
  const width = diagnosticWidth ?? host.stderr.columns ?? 140;
  const rendered = renderDiagnostic(diagnostic, sources, { release, width, short: rendersShort, coloured: true });
  const short = renderDiagnostic(diagnostic, sources, { release, width, short: true, coloured: true });
  const json = diagnosticMessage(diagnostic, withoutColours(rendered), sources, unit);
  return { rendered, short, json, ...countsOf(diagnostic) };
}

/** rustc's own last words on the diagnostics; up to 1.75 they tell of the end, too, where cargo reads nothing. */
function closing(diagnostics: readonly Diagnostic[], unit: Unit): StoredMessage[] {
  const errors = diagnostics.filter(({ level }) => level === "error").length;
  const warnings = diagnostics.filter(({ level }) => level === "warning").length;
  const counts = tellsCounts(unit.release) ? countLines(errors, warnings) : [];
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

/** The diagnostics of a unit and what follows them. */
export function messagesOf(diagnostics: readonly Diagnostic[], sources: SourceMap, unit: Unit, host: Host): StoredMessage[] {
  return [...diagnostics.map((diagnostic) => messageOf(diagnostic, sources, unit, host)), ...closing(diagnostics, unit)];
}
