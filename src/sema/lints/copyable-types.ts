// `missing_copy_implementations`: types that others can get hold of, and that could be `Copy` and are not. And
// `variant_size_differences`: enums of which one variant is much larger than all others.
import { warning } from "../../diag/diagnostic.ts";
import type { Definition, Definitions } from "../definitions.ts";
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";
import type { Layout } from "../types/layout.ts";
import type { TypeTables } from "../types/tables.ts";
import type { Ty } from "../types/ty.ts";
import type { FoundLint } from "./report.ts";

export interface SizedTypes {
  readonly definitions: Definitions;
  readonly tcx: TypeContext;
  readonly tables: TypeTables;
  /** What others can get hold of. */
  readonly reachable: ReadonlySet<DefId>;
  /** Undefined where it depends on parameters. */
  readonly layoutOf: (type: Ty) => Layout | undefined;
}

const KINDS: ReadonlySet<string> = new Set(["struct", "enum", "union"]);
/** Values of more bytes are not copied for nothing. */
const MOST_BYTES = 256;

export function missingCopy(types: SizedTypes): FoundLint[] {
  const { definitions, tcx, reachable } = types;
  const words = "type could implement `Copy`; consider adding `impl Copy`";
  return [...definitions.own()]
    .filter(({ id, kind }) => KINDS.has(kind) && definitions.isLocal(id) && reachable.has(id) && couldCopy(types, id))
    .map((one) => ({ lint: "missing_copy_implementations", node: one.node, diagnostic: warning(words).at(tcx.items.span(one.id)) }));
}

function couldCopy({ tcx, tables, layoutOf }: SizedTypes, def: DefId): boolean {
  const type = tcx.identityAdt(def);
  if ((tcx.items.astGenerics(def)?.params.length ?? 0) > 0 || tcx.hasDrop(def) || tables.isCopy(type)) return false;
  const { variants } = tcx.adt(def);
  const fields = variants.flatMap((variant) => variant.fields.map((field) => field.type));
  if (fields.some(({ kind }) => kind === "ptr")) return false;
  if ([def, ...variants.map((variant) => variant.def)].some((each) => tcx.hasAttribute(each, "non_exhaustive"))) return false;
  const copy = tcx.lang("copy");
  if (copy !== undefined && tcx.traitImpls(copy, type).some((impl) => isOf(tcx, impl, def))) return false;
  if (tcx.traitImpls(tcx.core.trait("Iterator"), type).some((impl) => isOf(tcx, impl, def))) return false;
  const size = layoutOf(type)?.size;
  return (size === undefined || size <= MOST_BYTES) && fields.every((field) => tables.isCopy(field));
}

/** An impl for this very type. */
function isOf(tcx: TypeContext, impl: DefId, adt: DefId): boolean {
  const { self } = tcx.implHeader(impl);
  return self.kind === "adt" && self.def === adt;
}

export function sizeDifferences(types: SizedTypes): FoundLint[] {
  const { definitions } = types;
  return [...definitions.own()].flatMap((one) => (one.kind === "enum" && definitions.isLocal(one.id) ? largeVariant(types, one) : []));
}

function largeVariant({ tcx, tables, layoutOf }: SizedTypes, { id }: Definition): FoundLint[] {
  const type = tcx.identityAdt(id) as Ty & { kind: "adt" };
  const layout = layoutOf(type);
  if (layout?.tag === undefined) return [];
  const { tag } = layout;
  const { variants } = tcx.adt(id);
  const sizes = variants.map(({ fields }, i) => {
    const parts = fields.map((field) => layoutOf(tables.instantiate(field.type, type.args)));
    const ends = parts.map((part, at) => (layout.variants[i]?.[at] ?? 0) + (part?.size ?? 0));
    const alignment = Math.max(tag.scalar.size, ...parts.map((part) => part?.alignment ?? 1));
    const end = Math.max(tag.scalar.size, ...ends);
    return Math.max(0, Math.ceil(end / alignment) * alignment - tag.scalar.size);
  });
  const [largest = 0, next = 0] = [...sizes].sort((a, b) => b - a);
  const variant = variants[sizes.indexOf(largest)];
  if (variant === undefined || next === 0 || largest <= 3 * next) return [];
  const said = warning(`enum variant is more than three times larger (${largest} bytes) than the next largest`);
  return [{ lint: "variant_size_differences", node: 0, diagnostic: said.at(tcx.items.span(variant.def)) }];
}
