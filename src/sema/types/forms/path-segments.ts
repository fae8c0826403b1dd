// Which segments of a path may bear generic arguments, and whose: `Vec::<u8>::new` has them on the type, `Option::None::<u8>`
// on the variant, `<T as Into<u8>>::into` on the trait. In: a path and what it resolved to. Out: a row for each segment that
// the resolver has seen; what the type checker finds (`T::Item`) is not among them.
import type { Path, PathSegment, QSelf } from "../../../syntax/ast.ts";
import type { TypeContext } from "../context.ts";
import type { DefId } from "../def-id.ts";
import type { PathRes } from "../items.ts";

export interface SegmentUse {
  readonly segment: PathSegment;
  /** Whose parameters the arguments are for; undefined: none may stand here. */
  readonly bearer: DefId | undefined;
  /** Of the trait in `<T as Trait>::item`. */
  readonly isQualifier: boolean;
}

type Row = readonly [place: number, bearer: DefId];

export function segmentUses(tcx: TypeContext, path: Path, qself: QSelf | undefined, res: PathRes): SegmentUse[] {
  const count = path.segments.length - res.unresolved;
  if (res.base.kind === "error") return [];
  const rows = res.base.kind === "def" ? bearers(tcx, res.base.def, path, count - 1) : [];
  return path.segments.slice(0, count).map((segment, i) => ({
    segment,
    bearer: rows.find(([place]) => place === i)?.[1],
    isQualifier: qself !== undefined && i < qself.position,
  }));
}

/** Of a path that ends at `last`. */
function bearers(tcx: TypeContext, def: DefId, path: Path, last: number): Row[] {
  const { items } = tcx;
  switch (items.kind(def)) {
    case "struct":
    case "enum":
    case "union":
    case "type-alias":
    case "trait":
    case "trait-alias":
    case "foreign-type":
    case "fn":
    case "const":
    case "static":
      return [[last, def]];
    case "assoc-fn":
    case "assoc-const":
    case "assoc-type":
      return [
        [last, def],
        [last - 1, items.parent(def) as DefId],
      ];
    case "variant":
    case "constructor":
      return [constructorBearer(tcx, def, path, last)];
    default:
      return [];
  }
}

/** Arguments of an enum stand on it or else on its variant. */
function constructorBearer(tcx: TypeContext, def: DefId, path: Path, last: number): Row {
  const adt = tcx.genericOwner(def);
  const isVariant = tcx.items.kind(adt) === "enum";
  const onEnum = isVariant && path.segments[last - 1]?.args !== undefined;
  return [onEnum ? last - 1 : last, adt];
}
