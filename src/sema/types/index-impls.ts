// Which types index slices and text instead, for errors of indexes of another type: numbers are compared with `usize`, ranges with
// ranges of the same sort. Where core has the impls is told; of byte strings a macro makes them.
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder, LabeledSpan } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { Ty } from "./ty.ts";

/** From this release on impls are shown where they stand. */
const SHOWS_IMPLS = 90;
const RANGES: ReadonlySet<string> = new Set(["Range", "RangeTo", "RangeFrom", "RangeInclusive", "RangeToInclusive"]);
const MACRO = "impl_slice_index";

/** Of what is known of the index's type; `ended` is to be said behind all else. */
export function adviseIndexImpls(tcx: TypeContext, index: Ty, whole: Ty, said: DiagnosticBuilder): { ended: () => void } {
  const done = { ended: () => undefined };
  const key = tcx.session.release.minor < SHOWS_IMPLS ? undefined : keyOf(tcx, index);
  if (key === undefined) return done;
  const name = key === "usize" ? key : key === "tuple" ? "(Bound<usize>, Bound<usize>)" : `${rangeName(tcx, index)}<usize>`;
  if (whole.kind === "str" && key !== "usize") {
    const [impl] = places(tcx, `!str.SliceIndex::${key}`);
    if (impl !== undefined) said.helpAt(impl, `the trait \`SliceIndex<str>\` is implemented for \`${name}\``);
    return done;
  }
  const isMade = key !== "usize";
  const bytes = isMade ? places(tcx, "!bstr.SliceIndex::made", `!bstr.SliceIndex::call.${key}`) : places(tcx, "!bstr.SliceIndex::usize");
  const slices = places(tcx, `!slice.SliceIndex::${key}`);
  const text = isMade ? places(tcx, `!str.SliceIndex::${key}`) : [];
  const [impl, call] = bytes;
  const [ofSlice] = slices;
  const [ofText] = text;
  if (impl === undefined || ofSlice === undefined) return done;
  const spans: LabeledSpan[] = [{ span: impl, primary: true, label: "`SliceIndex<ByteStr>`" }];
  if (call !== undefined) spans.push({ span: call, primary: false, label: "in this macro invocation", isDrawnOnly: true });
  spans.push({ span: ofSlice, primary: true, label: "`SliceIndex<[T]>`" });
  if (ofText !== undefined) spans.push({ span: ofText, primary: true, label: "`SliceIndex<str>`" });
  said.help(`\`${name}\` implements trait \`SliceIndex<T>\``, ...spans);
  if (!isMade) return done;
  const message = `this error originates in the macro \`${MACRO}\` (in Nightly builds, run with -Z macro-backtrace for more info)`;
  return { ended: () => void said.children.push({ level: "note", message, spans: [], isDrawnOnly: true }) };
}

/** Which impls are alike. */
function keyOf(tcx: TypeContext, type: Ty): string | undefined {
  switch (type.kind) {
    case "ref":
      return keyOf(tcx, type.target);
    case "int":
    case "float":
      return "usize";
    case "infer":
      return type.of === "type" ? undefined : "usize";
    case "tuple":
      return "tuple";
    case "adt": {
      const name = tcx.items.name(type.def);
      return RANGES.has(name) && tcx.items.path(type.def).startsWith("core::ops::") ? name : undefined;
    }
    default:
      return undefined;
  }
}

/** As it is printed, with its module where another has the name. */
function rangeName(tcx: TypeContext, type: Ty): string {
  return type.kind === "ref" ? rangeName(tcx, type.target) : type.kind === "adt" ? tcx.items.shownPath(type.def) : "";
}

const known = new WeakMap<TypeContext, Map<string, readonly Span[]>>();

/** Of one file, which is added to the sources once. */
function places(tcx: TypeContext, ...names: string[]): readonly Span[] {
  const all = known.get(tcx) ?? new Map<string, readonly Span[]>();
  known.set(tcx, all);
  const key = names.join(" ");
  const found = all.get(key) ?? tcx.items.placesInCore(names) ?? [];
  all.set(key, found);
  return found;
}
