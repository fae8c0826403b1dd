// `--timings`: how long each unit took, as a page for a browser under `target/cargo-timings/`, where cargo has its own.
import type { Host } from "../../base/host.ts";
import { progressName } from "./unit.ts";
import type { Unit } from "./unit.ts";
import { elapsed } from "../words.ts";

interface Row {
  readonly name: string;
  readonly version: string;
  /** Milliseconds since the build began. */
  readonly start: number;
  readonly duration: number;
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const STYLE = `body { font: 14px sans-serif; margin: 2em; }
table { border-collapse: collapse; }
td, th { padding: 2px 10px; text-align: left; border-bottom: 1px solid #ddd; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
.track { position: relative; width: 40em; height: 1em; background: #f4f4f4; }
.bar { position: absolute; height: 1em; min-width: 1px; background: #95cce8; }`;

function rowHtml({ name, version, start, duration }: Row, whole: number): string {
  const percent = (part: number) => `${((part / Math.max(whole, 1)) * 100).toFixed(2)}%`;
  const bar = `<div class="track"><div class="bar" style="left: ${percent(start)}; width: ${percent(duration)}"></div></div>`;
  return `<tr><td>${escaped(name)} v${escaped(version)}</td><td class="number">${elapsed(start)}</td><td class="number">${elapsed(duration)}</td><td>${bar}</td></tr>`;
}

const DAY = 86_400_000;

/** Year, month and day of a day since 1970 (Hinnant, "chrono-compatible low-level date algorithms"). */
function civilDate(day: number): readonly [number, number, number] {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1];
}

/** `20261128T142133272Z` of milliseconds since 1970. */
function stamp(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const [year, month, day] = civilDate(Math.floor(whole / DAY));
  const rest = whole % DAY;
  const [hours, minutes, seconds] = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60, Math.floor(rest / 1000) % 60];
  const two = (part: number) => String(part).padStart(2, "0");
  return `${year}${two(month)}${two(day)}T${two(hours)}${two(minutes)}${two(seconds)}${String(rest % 1000).padStart(3, "0")}Z`;
}

export class Timings {
  readonly #rows: Row[] = [];

  constructor(
    readonly host: Host,
    readonly started: number,
  ) {}

  /** Runs the work of a unit and writes down how long it took. */
  measure<T>({ crate, manifest }: Unit, work: () => T): T {
    const begun = this.host.now();
    const result = work();
    const name = crate.kind === "lib" ? manifest.name : `${manifest.name} ${crate.kind} "${crate.name}"`;
    this.#rows.push({ name, version: manifest.version, start: begun - this.started, duration: this.host.now() - begun });
    return result;
  }

  /** Writes the page as the latest and under a name of its own, the time of day; the path of the latter. */
  write(unit: Unit): string {
    const { files } = this.host;
    const latest = `${unit.targetFolder}/cargo-timings/cargo-timing.html`;
    const page = this.#page(unit, this.host.now() - this.started);
    files.writeAtomically(latest, page);
    const path = latest.replace(".html", `-${stamp(files.status(latest)?.modified ?? 0)}.html`);
    files.writeAtomically(path, page);
    return path;
  }

  #page(unit: Unit, whole: number): string {
    const { manifest, profile } = unit;
    const title = `Build timings: ${manifest.name} ${manifest.version}`;
    const rows = [...this.#rows].sort((a, b) => a.start - b.start).map((row) => rowHtml(row, whole));
    return `<!DOCTYPE html>
<html>
<head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body>
<h1>${escaped(title)}</h1>
<p>Profile ${escaped(profile.name)}, target ${escaped(unit.target.triple)}: ${this.#rows.length} units in ${elapsed(whole)}, last ${escaped(progressName(unit))}.</p>
<table>
<tr><th>Unit</th><th>Start</th><th>Duration</th><th></th></tr>
${rows.join("\n")}
</table>
</body>
</html>
`;
  }
}
