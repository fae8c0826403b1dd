// `overlapping_range_endpoints` and `non_contiguous_range_endpoints`: ranges that share one value at their ends, and such that
// leave out the one value between them. In: the arms of a `match` over integers or characters. Out: findings, as rustc's
// walk over the values would come by them. (rustc_pattern_analysis: `collect_overlapping_range_endpoints`.)
import { warning } from "../../../diag/diagnostic.ts";
import type { FoundLint } from "../../lints/report.ts";
import type { Arm, Pat } from "../thir.ts";
import { bitsOf, type Ty } from "../ty.ts";

interface Range {
  readonly pat: Pat;
  readonly low: bigint;
  /** Included. */
  readonly high: bigint;
  /** Written `a..b`. */
  readonly excludes: boolean;
}

const LAST_CHARACTER = 0x10ffffn;

function limits(type: Ty): readonly [bigint, bigint] | undefined {
  if (type.kind === "char") return [0n, LAST_CHARACTER];
  if (type.kind !== "int") return undefined;
  const bits = BigInt(bitsOf(type));
  return type.signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
}

function rangesOf(pat: Pat, [least, most]: readonly [bigint, bigint]): Range[] {
  const { kind } = pat;
  if (kind.kind === "or") return kind.alternatives.flatMap((each) => rangesOf(each, [least, most]));
  if (kind.kind === "binding") return kind.sub === undefined ? [] : rangesOf(kind.sub, [least, most]);
  if (kind.kind === "constant" && kind.value.kind === "scalar")
    return [{ pat, low: kind.value.value, high: kind.value.value, excludes: false }];
  if (kind.kind !== "range") return [];
  const excludes = kind.end !== undefined && !kind.inclusive;
  const high = kind.end === undefined ? most : excludes ? kind.end - 1n : kind.end;
  return [{ pat, low: kind.start ?? least, high, excludes }];
}

function shown(value: bigint, type: Ty, [least, most]: readonly [bigint, bigint], print: (type: Ty) => string): string {
  if (type.kind === "char") return `'${String.fromCodePoint(Number(value))}'`;
  if (value === most) return `${print(type)}::MAX`;
  return value === least && value < 0n ? `${print(type)}::MIN` : `${value}_${print(type)}`;
}

export function rangeEndpoints(arms: readonly Arm[], type: Ty, print: (type: Ty) => string): FoundLint[] {
  const ends = limits(type);
  if (ends === undefined) return [];
  const ranges = arms.flatMap(({ pat }) => rangesOf(pat, ends));
  const text = (value: bigint) => shown(value, type, ends, print);
  return [...overlaps(ranges, text), ...gaps(ranges, text, ends[1])];
}

function overlaps(ranges: readonly Range[], text: (value: bigint) => string): FoundLint[] {
  const wide = ranges.filter(({ low, high }) => low < high);
  const ends = [...new Set(wide.flatMap(({ low, high }) => [low, high]))].sort((a, b) => (a < b ? -1 : 1));
  return ends.flatMap((value) => {
    const found: FoundLint[] = [];
    const [before, after]: [Range[], Range[]] = [[], []];
    for (const range of wide) {
      if (range.low !== value && range.high !== value) continue;
      const [own, others] = range.low === value ? [after, before] : [before, after];
      own.push(range);
      if (others.length === 0) continue;
      const said = warning("multiple patterns overlap on their endpoints").at(range.pat.span, "... with this range");
      for (const { pat } of others) said.label(pat.span, `this range overlaps on \`${text(value)}\`...`);
      said.note("you likely meant to write mutually exclusive ranges");
      found.push({ lint: "overlapping_range_endpoints", node: 0, diagnostic: said });
    }
    return found;
  });
}

function gaps(ranges: readonly Range[], text: (value: bigint) => string, most: bigint): FoundLint[] {
  const covered = (value: bigint) => ranges.some(({ low, high }) => low <= value && value <= high);
  return ranges.flatMap((range) => {
    const gap = range.high + 1n;
    const after = ranges.filter(({ low }) => low === gap + 1n);
    if (!range.excludes || covered(gap) || (gap < most && after.length === 0) || gap > most) return [];
    const isOpen = range.pat.kind.kind === "range" && range.pat.kind.start === undefined;
    const from = isOpen ? "" : text(range.low);
    const whole = `${from}..${text(gap)}`;
    const inclusive = `${from}..=${text(gap)}`;
    const edit = [{ span: range.pat.span, text: inclusive }];
    if (gap === most) {
      const said = warning("exclusive range missing `" + text(most) + "`").at(
        range.pat.span,
        `this range doesn't match \`${text(most)}\` because \`..\` is an exclusive range`,
      );
      said.suggest("use an inclusive range instead", edit, "MaybeIncorrect");
      return [{ lint: "non_contiguous_range_endpoints", node: 0, diagnostic: said }];
    }
    const said = warning("multiple ranges are one apart");
    said.at(range.pat.span, `this range doesn't match \`${text(gap)}\` because \`..\` is an exclusive range`);
    for (const { pat } of after) {
      said.label(pat.span, `this could appear to continue range \`${whole}\`, but \`${text(gap)}\` isn't matched by either of them`);
    }
    said.suggest("use an inclusive range instead", edit, "MaybeIncorrect");
    return [{ lint: "non_contiguous_range_endpoints", node: 0, diagnostic: said }];
  });
}
