// Lifetimes in items apart from bodies: a reference must not outlive what it points to, and what a type asks of its
// arguments' lifetimes must be known (E0309, E0310, E0477, E0478, E0491). Fields imply what their references need, but for
// `'static` (RFC 2093); an impl implies what its head needs.
import type { Span } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { TypeContext } from "../types/context.ts";
import type { TypeId } from "../../syntax/ast.ts";
import type { DefId } from "../types/def-id.ts";
import { InferenceTable } from "../types/infer.ts";
import { Selector } from "../types/select.ts";
import { isBound, ownRegions, parameterIndex, regionsOf, STATIC_REGION } from "../types/regions.ts";
import { ERASED, HAS_ERROR, partsOf, type Region, type Ty } from "../types/ty.ts";
import { ItemRelations } from "./item-relations.ts";
import type { RegionItems } from "./region-items.ts";

export function checkItemRegions(items: RegionItems, def: DefId): void {
  const { tcx } = items;
  checkStated(items, def);
  const kind = tcx.items.item(def)?.kind;
  switch (tcx.items.kind(def)) {
    case "struct":
    case "enum":
    case "union":
      return checkFields(items, def);
    case "impl":
      return checkImplBounds(items, def);
    case "assoc-type":
      if (kind?.kind === "type-alias" && kind.type !== undefined && tcx.items.kind(tcx.items.parent(def) as DefId) === "impl") {
        checkAssociated(items, def, tcx.headSpan(def));
      }
      return;
    default:
  }
}

const STATING: ReadonlySet<string> = new Set(["fn", "assoc-fn", "struct", "enum", "union", "impl", "trait"]);

/** The types in an item's own bounds and `where` clause. */
function checkStated(items: RegionItems, def: DefId): void {
  const { tcx } = items;
  const kind = tcx.items.kind(def);
  if (!STATING.has(kind)) return;
  const parent = tcx.items.parent(def);
  const isMember = kind === "assoc-fn" && parent !== undefined;
  const inherited = isMember ? items.predicates(parent).length : 0;
  const stated = items.predicates(def).slice(inherited);
  const named = stated.flatMap((each) =>
    each.kind === "trait" ? each.ref.args.map((type) => ({ type, span: each.span })) : [{ type: each.type, span: each.span }],
  );
  const long = named.filter(({ type }) => regionsOf(type).length > 0);
  if (long.length === 0) return;
  const known = isMember && tcx.items.kind(parent) === "impl" ? relationsOfImpl(items, parent) : new ItemRelations(items);
  known.declare(def);
  for (const { type, inferred } of present(items, def, kind)) known.imply(type, inferred);
  const checker = new RegionChecker(items, known, def);
  for (const { type, span } of long) checker.type(type, span);
}

/** What is there wherever the item is used, so that its lifetimes fit. */
function present(items: RegionItems, def: DefId, kind: string): { readonly type: Ty; readonly inferred: boolean }[] {
  const all = (types: readonly Ty[], inferred = false) => types.map((type) => ({ type, inferred }));
  if (kind === "fn" || kind === "assoc-fn") {
    const { params, output } = items.signature(def);
    return all([...params, output]);
  }
  if (kind === "impl") {
    const { self, args } = items.implHeader(def);
    return all([self, ...args]);
  }
  if (kind === "trait") return [];
  const { variants } = items.tcx.adt(def);
  return all(
    variants.flatMap(({ fields }, v) => fields.map((_, f) => items.fieldType(def, v, f))),
    true,
  );
}

function checkFields(items: RegionItems, def: DefId): void {
  const { tcx } = items;
  const known = new ItemRelations(items);
  known.declare(def);
  const { variants } = tcx.adt(def);
  const all = variants.flatMap(({ fields }, v) => fields.map((field, f) => ({ field, type: items.fieldType(def, v, f) })));
  for (const { type } of all) known.imply(type, true);
  const checker = new RegionChecker(items, known, def);
  for (const { field, type } of all) {
    const span = fieldTypeSpan(tcx, def, field.span);
    if (checker.type(type, span)) checkProjections(items, checker, def, field.span, span);
  }
}

/** `<T as Trait<'a>>::Name` where the impl for all types asks that they live long enough. */
function checkProjections(items: RegionItems, checker: RegionChecker, def: DefId, field: Span, span: Span): void {
  const { tcx } = items;
  const tree = tcx.items.tree(def);
  const written = fieldType(tcx, def, field);
  const kind = written === undefined ? undefined : tree.type(written).kind;
  if (kind?.kind !== "path" || kind.qself === undefined) return;
  const type = tcx.silently(() => items.annotation(def, written as number, () => STATIC_REGION));
  const path = kind.path.segments.at(-2)?.args;
  if (type.kind !== "projection" || path?.kind !== "angle") return;
  const trait = tcx.items.parent(type.item) as DefId;
  const args = type.args.slice(0, tcx.generics(trait).params.length);
  const infer = new InferenceTable(tcx.types);
  const selection = new Selector(tcx, infer, tcx.environment(def)).select({ trait, args });
  if (selection === "ambiguous" || selection === "none" || selection.kind !== "impl") return;
  const given = path.args.flatMap((arg) => (arg.kind === "lifetime" ? [items.parameter(def, arg.lifetime.ident.name)] : []));
  const own = items.implHeader(selection.impl).regions;
  for (const { long, short } of items.outlives(selection.impl)) {
    const at = given[own.indexOf(short)];
    const arg = typeof long !== "number" && long.kind === "param" ? selection.args[long.index] : undefined;
    const about = arg && infer.resolve(arg);
    if (about?.kind === "param" && at !== undefined && !checker.outlives(about, at, span, "E0477")) return;
  }
}

/** A field's span without its visibility and name. */
function fieldTypeSpan(tcx: TypeContext, def: DefId, span: Span): Span {
  const written = fieldType(tcx, def, span);
  return written === undefined ? span : tcx.items.tree(def).span(written);
}

function fieldType(tcx: TypeContext, def: DefId, span: Span): TypeId | undefined {
  const kind = tcx.items.item(def)?.kind;
  const datas =
    kind?.kind === "enum" ? kind.variants.map(({ data }) => data) : kind?.kind === "struct" || kind?.kind === "union" ? [kind.data] : [];
  return datas.flatMap((data) => (data.kind === "unit" ? [] : data.fields)).find((each) => each.span.lo === span.lo)?.type;
}

function relationsOfImpl(items: RegionItems, impl: DefId): ItemRelations {
  const known = new ItemRelations(items);
  known.declare(impl);
  const { self, args } = items.implHeader(impl);
  for (const type of [self, ...args]) known.imply(type);
  return known;
}

function checkAssociated(items: RegionItems, def: DefId, span: Span): void {
  const impl = items.tcx.items.parent(def) as DefId;
  const known = relationsOfImpl(items, impl);
  known.declare(def);
  const type = items.typeOf(def);
  const checker = new RegionChecker(items, known, def);
  if (!checker.type(type, span)) return;
  const { ref } = items.tcx.implHeader(impl);
  if (ref === undefined) return;
  const wanted = items.tcx.items.named(ref.trait, items.tcx.items.name(def)).find((each) => items.tcx.items.kind(each) === "assoc-type");
  const kind = items.tcx.items.item(def)?.kind;
  const at = kind?.kind === "type-alias" && kind.type !== undefined ? items.tcx.items.tree(def).span(kind.type) : span;
  if (wanted !== undefined) checker.promised(wanted, impl, type, at);
}

/** What the trait says of `Self` and its parameters. */
function checkImplBounds(items: RegionItems, impl: DefId): void {
  const { ref, negative } = items.tcx.implHeader(impl);
  if (ref === undefined || negative) return;
  const { args } = items.implHeader(impl);
  const known = relationsOfImpl(items, impl);
  const checker = new RegionChecker(items, known, impl);
  const regions = items.implHeader(impl).regions;
  for (const { long, short } of items.outlives(ref.trait)) {
    if (short !== STATIC_REGION && parameterIndex(short) === undefined) continue;
    const at = regions[parameterIndex(short) ?? -1] ?? short;
    if (typeof long !== "number") checker.outlives(items.instantiate(long, args, regions), at, items.tcx.implTraitSpan(impl), "E0478");
  }
}

class RegionChecker {
  constructor(
    readonly items: RegionItems,
    readonly known: ItemRelations,
    readonly def: DefId,
  ) {}

  /** False if it was reported. */
  type(type: Ty, span: Span): boolean {
    if ((type.flags & HAS_ERROR) !== 0) return true;
    if (type.kind === "ref" && !this.outlives(type.target, type.region, span, "E0491", type)) return false;
    if (type.kind === "adt" && !this.#declared(type, span)) return false;
    return partsOf(type).every((part) => this.type(part, span));
  }

  #declared(type: Ty & { kind: "adt" }, span: Span): boolean {
    return this.items.outlives(type.def).every(({ long, short }) => {
      const at = type.regions[parameterIndex(short) ?? -1] ?? short;
      if (typeof long === "number") {
        const from = type.regions[parameterIndex(long) ?? -1] ?? long;
        return this.#known(from, at) || this.#report(span, "E0478");
      }
      return this.outlives(this.items.instantiate(long, type.args, type.regions), at, span, "E0477");
    });
  }

  /** What the trait promises of an associated type's lifetime. */
  promised(wanted: DefId, impl: DefId, type: Ty, span: Span): void {
    const kind = this.items.tcx.items.item(wanted)?.kind;
    const regions = this.items.implHeader(impl).regions;
    for (const bound of kind?.kind === "type-alias" ? kind.bounds : []) {
      if (bound.kind !== "lifetime") continue;
      const own = bound.lifetime.ident.name === "'static" ? STATIC_REGION : this.items.parameter(wanted, bound.lifetime.ident.name);
      const short = own === undefined ? undefined : own === STATIC_REGION ? own : regions[parameterIndex(own) ?? -1];
      if (short !== undefined && !this.outlives(type, short, span, "E0477")) return;
    }
  }

  #known(long: Region, short: Region): boolean {
    return isBound(long) || isBound(short) || long === ERASED || short === ERASED || this.known.outlives(long, short);
  }

  outlives(type: Ty, short: Region, span: Span, code: "E0477" | "E0478" | "E0491", whole?: Ty): boolean {
    if (short === ERASED || isBound(short) || (type.flags & HAS_ERROR) !== 0) return true;
    if (type.kind === "param" || type.kind === "projection") {
      if ((type.kind === "param" && type.constType !== undefined) || this.known.typeOutlives(type, short)) return true;
      return this.#reportParameter(type, short, span);
    }
    if (type.kind === "fn-pointer" || type.kind === "fn-def") return true;
    if (!ownRegions(type).every((region) => this.#known(region, short))) return this.#report(span, code, whole ?? type);
    return partsOf(type).every((part) => this.outlives(part, short, span, code, whole ?? type));
  }

  #report(span: Span, code: "E0477" | "E0478" | "E0491", type?: Ty): false {
    const printed = type === undefined ? "" : this.items.tcx.print(type);
    const words = {
      E0477: `the type \`${printed}\` does not fulfill the required lifetime`,
      E0478: "lifetime bound not satisfied",
      E0491: `in type \`${printed}\`, reference has a longer lifetime than the data it references`,
    };
    this.items.tcx.report(error(code, words[code]).at(span));
    return false;
  }

  #reportParameter(type: Ty, short: Region, span: Span): false {
    const name = this.items.tcx.print(type);
    const what = type.kind === "param" ? "parameter type" : "associated type";
    const said = error(short === STATIC_REGION ? "E0310" : "E0309", `the ${what} \`${name}\` may not live long enough`);
    if (short === STATIC_REGION) said.at(span, `the ${what} \`${name}\` must be valid for the static lifetime...`);
    said.at(span, `...so that the type \`${name}\` will meet its required lifetime bounds`);
    this.items.tcx.report(said);
    return false;
  }
}
