// `unreachable_patterns`: an arm, or an alternative of one, that arms before it leave nothing to. In: the arms of a `match`
// that covers everything. Out: findings, each with what covers the pattern.
import type { Span } from "../../../base/source.ts";
import { warning, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { FoundLint } from "../../lints/report.ts";
import type { TypeContext } from "../context.ts";
import type { Arm, Pat } from "../thir.ts";
import type { Ty } from "../ty.ts";
import { deconstruct, isUninhabited, type Deconstructed } from "./constructors.ts";
import type { Place } from "./places.ts";
import { PatternRows } from "./rows.ts";
import type { Usefulness } from "./usefulness.ts";

const MOST_COVERING = 4;

interface Covering {
  readonly pattern: Deconstructed;
  readonly span: Span;
}

export class Redundancy {
  /** Alternatives are told of before whole arms. */
  #alternatives: FoundLint[] = [];
  #arms: FoundLint[] = [];
  readonly #tcx: TypeContext;
  readonly #usefulness: Usefulness;

  constructor(tcx: TypeContext, usefulness: Usefulness) {
    this.#tcx = tcx;
    this.#usefulness = usefulness;
  }

  arms(arms: readonly Arm[], place: Place): FoundLint[] {
    this.#alternatives = [];
    this.#arms = [];
    const above: Covering[] = [];
    const rows = new PatternRows();
    for (const arm of arms) {
      const whole = deconstruct(this.#tcx, arm.pat);
      const by = this.#coveredBy(above, rows, whole, place);
      if (by !== undefined) this.#arms.push(...this.#report(arm.pat, place.type, by, arm));
      else this.#inside(arm, place, above, rows);
      if (arm.guard !== undefined || by !== undefined) continue;
      rows.add(whole, above.length);
      above.push({ pattern: whole, span: arm.pat.span });
    }
    return [...this.#alternatives, ...this.#arms];
  }

  /** Alternatives that those above, or beside, leave nothing to. */
  #inside({ pat, guard }: Arm, place: Place, above: readonly Covering[], rows: PatternRows): void {
    const alternatives = alternativesOf(pat);
    if (alternatives.length === 1) return;
    const added = [...above];
    for (const each of alternatives) {
      const pattern = deconstruct(this.#tcx, each);
      const by = this.#coveredBy(added, rows, pattern, place);
      if (by !== undefined) this.#alternatives.push(...this.#report(each, place.type, by, undefined));
      // What a guard sends on, the next alternative may still take.
      if (guard !== undefined) continue;
      rows.add(pattern, added.length);
      added.push({ pattern, span: each.span });
    }
    rows.removeFrom(above.length);
  }

  #coveredBy(above: readonly Covering[], rows: PatternRows, pattern: Deconstructed, place: Place): readonly Covering[] | undefined {
    return this.#usefulness.coveredBy(rows, pattern, place)?.map((i) => above[i] as Covering);
  }

  #report(pat: Pat, type: Ty, by: readonly Covering[], arm: Arm | undefined): FoundLint[] {
    if ((pat.span.ctxt ?? 0) !== 0) return [];
    const said = warning("unreachable pattern");
    const [only] = by;
    if (only === undefined) this.#noValues(said, pat, type, arm);
    else if (by.length === 1) {
      said.at(pat.span, "no value can reach this");
      said.label(only.span, isCatchall(only.pattern) ? "matches any value" : "matches all the relevant values");
    } else this.#byMany(said, pat, by);
    return [{ lint: "unreachable_patterns", node: 0, diagnostic: said }];
  }

  #noValues(said: DiagnosticBuilder, pat: Pat, type: Ty, arm: Arm | undefined): void {
    said.at(pat.span, `matches no values because \`${this.#tcx.print(this.#emptyPart(pat, type))}\` is uninhabited`);
    said.note("to learn more about uninhabited types, see https://doc.rust-lang.org/nomicon/exotic-sizes.html#empty-types");
    if (arm === undefined) return;
    const comma = this.#tcx.items.snippet({ ...arm.span, lo: arm.span.hi, hi: arm.span.hi + 1 }) === "," ? 1 : 0;
    const span = { ...arm.span, hi: arm.span.hi + comma };
    said.suggest("remove the match arm", [{ span, text: "" }], "MachineApplicable");
  }

  /** The innermost part of the pattern that has no values. */
  #emptyPart(pat: Pat, type: Ty): Ty {
    const { kind } = pat;
    if ((kind.kind !== "variant" && kind.kind !== "leaf") || isUninhabited(this.#tcx, pat.type)) return pat.type;
    const empty = kind.fields.find((field) => isUninhabited(this.#tcx, field.pat.type));
    return empty === undefined ? type : this.#emptyPart(empty.pat, empty.pat.type);
  }

  #byMany(said: DiagnosticBuilder, pat: Pat, by: readonly Covering[]): void {
    said.at(pat.span, "no value can reach this");
    const shown = by.slice(0, MOST_COVERING).map(({ span }) => ({ span, primary: false, label: "matches some of the same values" }));
    const rest = by.length - shown.length;
    const label = rest === 0 ? "collectively making this unreachable" : `...and ${rest} other patterns collectively make this unreachable`;
    said.note("multiple earlier patterns match some of the same values", { span: pat.span, primary: true, label }, ...shown);
  }
}

function alternativesOf(pat: Pat): readonly Pat[] {
  return pat.kind.kind === "or" ? pat.kind.alternatives.flatMap(alternativesOf) : [pat];
}

function isCatchall({ constructor, fields }: Deconstructed): boolean {
  return constructor.kind === "wild" || (constructor.kind === "single" && fields.every(isCatchall));
}
