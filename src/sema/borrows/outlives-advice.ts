// Which bounds on its lifetimes would make a function right, where several are missing (rustc: `OutlivesSuggestionBuilder`).
import { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Relation } from "../flow/check-flow.ts";
import type { RegionName, RegionNames } from "./region-names.ts";

export class OutlivesAdvice {
  /** From what must last longer to what it must outlast. */
  readonly #wanted = new Map<number, number[]>();

  constructor(readonly names: RegionNames) {}

  add({ long, short }: Relation): void {
    const wanted = this.#wanted.get(long);
    if (wanted === undefined) this.#wanted.set(long, [short]);
    else wanted.push(short);
  }

  /** A single one was told with its error. */
  make(): DiagnosticBuilder | undefined {
    const all = [...this.#wanted.values()];
    const changes = all.flat().length === 1 ? [] : this.#changes();
    const [only, ...others] = changes;
    if (only === undefined) return undefined;
    if (others.length === 0) return new DiagnosticBuilder("help", undefined, only);
    const said = new DiagnosticBuilder("help", undefined, "the following changes may resolve your lifetime errors");
    for (const change of changes) said.help(change);
    return said;
  }

  #changes(): string[] {
    const unified = new Set<number>();
    return [...this.#wanted].flatMap(([long, shorts]) => {
      const name = this.#written(long);
      const others = shorts.flatMap((short) => this.#written(short) ?? []);
      if (name === undefined || others.length === 0) return [];
      if (others.some(({ kind }) => kind === "static")) return [`replace \`${name.name}\` with \`'static\``];
      const [mutual, oneWay] = [true, false].map((wanted) => shorts.filter((short) => this.#isMutual(long, short) === wanted));
      const equal = unified.has(long) ? [] : (mutual ?? []).flatMap((short) => this.#equal(name, short, unified));
      const bounds = (oneWay ?? []).flatMap((short) => this.#written(short)?.name ?? []);
      return bounds.length === 0 ? equal : [...equal, `add bound \`${name.name}: ${bounds.join(" + ")}\``];
    });
  }

  #equal({ name }: RegionName, short: number, unified: Set<number>): string[] {
    const other = this.#written(short);
    unified.add(short);
    return other === undefined ? [] : [`\`${name}\` and \`${other.name}\` must be the same: replace one with the other`];
  }

  #isMutual(long: number, short: number): boolean {
    return this.#wanted.get(short)?.includes(long) === true;
  }

  /** With a name of its own. */
  #written(universal: number): RegionName | undefined {
    const name = this.names.of(universal);
    return name?.kind === "anonymous" ? undefined : name;
  }
}
