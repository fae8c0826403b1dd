// Parameters that take part in nothing: of a data type, those that no field mentions (E0392); of an impl, those that its head
// does not decide (E0207). A type that only hands a parameter on to itself does not use it (rustc computes variances for
// this; a parameter whose variance is nothing is not used).
import type { Span } from "../../base/source.ts";
import type { GenericParam, Item, Path, Tree, TypeId } from "../../syntax/ast.ts";
import { error } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { lacksLifetime } from "./elision.ts";
import { lifetimesInBounds, lifetimesInType } from "./forms/lifetime-mentions.ts";
import { HAS_ERROR, HAS_PARAM, partsOf, type Ty } from "./ty.ts";

export function checkParametersUsed(tcx: TypeContext, def: DefId): void {
  if (tcx.isLang(def, "phantom_data") || hasWrongField(tcx, def)) return;
  const used = usedParameters(tcx, def, new Map());
  const lifetimes = mentionedLifetimes(tcx, def);
  decideProjections(tcx, def, used);
  for (const name of projected(tcx, def, fieldTypes(tcx, def))) {
    used.add(name);
    lifetimes.add(name);
  }
  for (const param of tcx.items.preparedGenerics(def)?.params ?? []) {
    const { name } = param.ident;
    if (param.kind === "type" && !used.has(name) && !isMiscounted(tcx, def)) reportUnused(tcx, param, recursiveUses(tcx, def, name));
    if (param.kind === "lifetime" && !RESERVED.has(name) && !lifetimes.has(name)) reportUnused(tcx, param);
  }
}

/** Then nobody knows what the parameters were for. */
function hasWrongField(tcx: TypeContext, def: DefId): boolean {
  if (tcx.adt(def).variants.some(({ fields }) => fields.some(({ type }) => (type.flags & HAS_ERROR) !== 0))) return true;
  return lacksLifetime(tcx, tcx.items.span(def));
}

/** They name no parameter, which has been told. */
const RESERVED: ReadonlySet<string> = new Set(["'static", "'_"]);

/** Names of the type parameters that fields use; `known`: what is under way. */
function usedParameters(tcx: TypeContext, def: DefId, known: Map<DefId, Set<string>>): Set<string> {
  const before = known.get(def);
  if (before !== undefined) return before;
  const used = new Set<string>();
  known.set(def, used);
  if (hasWrongField(tcx, def)) for (const { name } of tcx.generics(def).params) used.add(name);
  const mark = (type: Ty): void => {
    if (type.kind === "param") used.add(type.name);
    else if (type.kind === "adt" && !tcx.isLang(type.def, "phantom_data")) markArguments(type);
    else partsOf(type).forEach(mark);
  };
  const markArguments = (type: Ty & { kind: "adt" }): void => {
    if (type.args.length === 0) return;
    const inner = tcx.items.isLocal(type.def) ? usedParameters(tcx, type.def, known) : undefined;
    const { params } = tcx.generics(type.def);
    type.args.forEach((arg, i) => {
      if (inner === undefined || params[i]?.kind === "const" || inner.has(params[i]?.name ?? "")) mark(arg);
    });
  };
  // What a type finds out about itself may make it use more.
  for (let count = -1; count !== used.size;) {
    count = used.size;
    for (const variant of tcx.adt(def).variants) for (const field of variant.fields) mark(field.type);
  }
  return used;
}

/** What an associated type of decided types is to be is decided, too. */
function decideProjections(tcx: TypeContext, def: DefId, decided: Set<string>): void {
  const projections = tcx.predicates(def).flatMap((each) => (each.kind === "projection" ? [each] : []));
  const mark = (type: Ty): void => {
    if (type.kind === "projection" || type.kind === "unevaluated") return;
    if (type.kind === "param") decided.add(type.name);
    partsOf(type).forEach(mark);
  };
  for (let known = -1; known !== decided.size;) {
    known = decided.size;
    for (const { args, type } of projections) if (args.every((arg) => isDecided(arg, decided))) mark(type);
  }
}

function fieldTypes(tcx: TypeContext, def: DefId): TypeId[] {
  const kind = tcx.items.item(def)?.kind;
  const datas =
    kind?.kind === "enum" ? kind.variants.map(({ data }) => data) : kind?.kind === "struct" || kind?.kind === "union" ? [kind.data] : [];
  return datas.flatMap((data) => (data.kind === "unit" ? [] : data.fields.map(({ type }) => type)));
}

function mentionedLifetimes(tcx: TypeContext, def: DefId): Set<string> {
  const found = new Set<string>();
  for (const type of fieldTypes(tcx, def)) lifetimesInType(tcx.items.tree(def), type, found);
  return found;
}

/**
 * Parameters that associated types are asked of: `T` of `T::Item`, whatever that turns out to be, with what the bounds of `T` name.
 */
function projected(tcx: TypeContext, def: DefId, types: readonly TypeId[]): Set<string> {
  const tree = tcx.items.tree(def);
  const params = tcx.items.preparedGenerics(def)?.params ?? [];
  const found = new Set<string>();
  const visit = (id: TypeId): void => {
    const { kind } = tree.type(id);
    const [first, second] = kind.kind === "path" ? kind.path.segments : [];
    if (kind.kind === "path" && (kind.qself !== undefined || second !== undefined)) {
      typeNames(tree, id, found);
      const param = kind.qself === undefined ? params.find(({ ident }) => ident.name === first?.ident.name) : undefined;
      const bounds = param?.kind === "type" ? param.bounds : [];
      lifetimesInBounds(tree, bounds, found);
      for (const bound of bounds) if (bound.kind === "trait") typesOfPath(bound.path).forEach((inner) => typeNames(tree, inner, found));
    }
    typesInside(tree, id).forEach(visit);
  };
  types.forEach(visit);
  return found;
}

/** The first names of all paths in a type, of which some are parameters. */
function typeNames(tree: Tree, id: TypeId, into: Set<string>): void {
  const { kind } = tree.type(id);
  if (kind.kind === "path" && kind.path.segments[0] !== undefined) into.add(kind.path.segments[0].ident.name);
  for (const inner of typesInside(tree, id)) typeNames(tree, inner, into);
}

function typesInside(tree: Tree, id: TypeId): readonly TypeId[] {
  const { kind } = tree.type(id);
  switch (kind.kind) {
    case "path":
      return [...(kind.qself === undefined ? [] : [kind.qself.type]), ...typesOfPath(kind.path)];
    case "reference":
    case "pointer":
      return [kind.target];
    case "slice":
    case "array":
      return [kind.element];
    case "tuple":
      return kind.elements;
    case "paren":
      return [kind.inner];
    case "fn-pointer":
      return [...kind.params.map(({ type }) => type), ...(kind.output === undefined ? [] : [kind.output])];
    default:
      return [];
  }
}

function typesOfPath({ segments }: Path): TypeId[] {
  return segments.flatMap(({ args }) => {
    if (args?.kind === "parenthesized") return [...args.inputs, ...(args.output === undefined ? [] : [args.output])];
    if (args?.kind !== "angle") return [];
    return args.args.flatMap((arg) =>
      arg.kind === "type" ? [arg.type] : arg.kind === "constraint" && arg.equals !== undefined ? [arg.equals] : [],
    );
  });
}

/** E0091: type parameters of an alias that what it stands for does not mention. */
export function checkAliasUses(tcx: TypeContext, def: DefId): void {
  const type = tcx.typeOf(def);
  if ((type.flags & HAS_ERROR) !== 0) return;
  const used = new Set<string>();
  const mark = (part: Ty): void => {
    if ((part.flags & HAS_PARAM) === 0) return;
    if (part.kind === "param") used.add(part.name);
    partsOf(part).forEach(mark);
  };
  mark(type);
  const written = tcx.items.item(def)?.kind;
  if (written?.kind === "type-alias" && written.type !== undefined) for (const name of projected(tcx, def, [written.type])) used.add(name);
  const isModern = tcx.session.release.minor >= 80;
  for (const { kind, ident } of tcx.items.preparedGenerics(def)?.params ?? []) {
    const { name, span } = ident;
    if (kind !== "type" || used.has(name)) continue;
    const said = error("E0091", `type parameter \`${name}\` is ${isModern ? "never used" : "unused"}`).at(span, "unused type parameter");
    if (isModern) {
      said.help(`consider removing \`${name}\` or referring to it in the body of the type alias`);
      said.help(`if you intended \`${name}\` to be a const parameter, use \`const ${name}: /* Type */\` instead`);
    }
    tcx.report(said);
  }
}

/** A field's type is given another number of arguments than it takes: which of them are used is open. */
function isMiscounted(tcx: TypeContext, def: DefId): boolean {
  const { lo, hi } = tcx.items.span(def);
  return tcx.wrongTypes.some(({ at, code }) => code === "E0107" && lo <= at && at < hi);
}

/** Where an unused parameter is handed on all the same. */
function recursiveUses(tcx: TypeContext, def: DefId, name: string): Span[] {
  const tree = tcx.items.tree(def);
  const visit = (id: TypeId): Span[] => {
    const { kind, span } = tree.type(id);
    const isParam = kind.kind === "path" && kind.path.segments.length === 1 && kind.path.segments[0]?.ident.name === name;
    return isParam ? [span] : typesInside(tree, id).flatMap(visit);
  };
  return fieldTypes(tcx, def).flatMap(visit);
}

/** Since then it is said that a parameter is used, but by the type itself alone. */
const RECURSIVE_SINCE = 82;

function reportUnused(tcx: TypeContext, { kind, ident: { name, span } }: GenericParam, uses: readonly Span[] = []): void {
  if (uses.length > 0 && tcx.session.release.minor >= RECURSIVE_SINCE) {
    const recursive = error(`${kind} parameter \`${name}\` is only used recursively`);
    for (const use of uses) recursive.at(use);
    recursive.label(span, `${kind} parameter must be used non-recursively in the definition`);
    recursive.help(`consider removing \`${name}\`, referring to it in a field, or using a marker such as \`PhantomData\``);
    tcx.report(recursive.note(`all ${kind} parameters must be used in a non-recursive way in order to constrain their variance`));
    return;
  }
  const said = error("E0392", `${kind} parameter \`${name}\` is never used`).at(span, `unused ${kind} parameter`);
  said.help(`consider removing \`${name}\`, referring to it in a field, or using a marker such as \`PhantomData\``);
  if (kind === "type") said.help(`if you intended \`${name}\` to be a const parameter, use \`const ${name}: /* Type */\` instead`);
  tcx.report(said);
}

// --- Impls -----------------------------------------------------------------------------------------------------------

/** E0207: named by the head, or by a projection of what is. Lifetimes matter only where an associated type names them. */
export function checkConstrained(tcx: TypeContext, impl: DefId): void {
  const { ref, self } = tcx.implHeader(impl);
  const decided = new Set<string>();
  const mark = (type: Ty): void => {
    if (type.kind === "projection" || type.kind === "unevaluated") return;
    if (type.kind === "param") decided.add(type.name);
    partsOf(type).forEach(mark);
  };
  [self, ...(ref?.args ?? [])].forEach(mark);
  decideProjections(tcx, impl, decided);
  const open = openLifetimes(tcx, impl);
  for (const param of tcx.items.astGenerics(impl)?.params ?? []) {
    const { name } = param.ident;
    if (param.kind === "lifetime" ? !open.has(name) : decided.has(name)) continue;
    const said = error("E0207", `the ${param.kind} parameter \`${name}\` is not constrained by the impl trait, self type, or predicates`);
    const at = param.kind === "const" ? (tcx.items.defOfNode(tcx.items.tree(impl), param.id) ?? -1) : param.ident.span;
    said.at(typeof at === "number" ? tcx.items.span(at) : at, `unconstrained ${param.kind} parameter`);
    if (param.kind === "const") {
      said.note("expressions using a const parameter must map each value to a distinct output value");
      said.note("proving the result of expressions other than the parameter are unique is not supported");
    }
    tcx.report(said);
  }
}

function isDecided(type: Ty, decided: ReadonlySet<string>): boolean {
  return type.kind === "param" ? decided.has(type.name) : partsOf(type).every((part) => isDecided(part, decided));
}

/** Lifetimes that an associated type of the impl names and its head does not. */
function openLifetimes(tcx: TypeContext, impl: DefId): Set<string> {
  const kind = tcx.items.item(impl)?.kind;
  const found = new Set<string>();
  if (kind?.kind !== "impl") return found;
  const tree = tcx.items.tree(impl);
  for (const id of kind.items) {
    const item: Item = tree.item(id);
    if (item.kind.kind === "type-alias" && item.kind.type !== undefined) lifetimesInType(tree, item.kind.type, found);
  }
  const decided = new Set<string>();
  lifetimesInType(tree, kind.self, decided, true);
  if (kind.trait !== undefined) {
    const bound = { kind: "trait" as const, span: kind.trait.span, forParams: [], modifiers: [], path: kind.trait, pathId: kind.traitId };
    lifetimesInBounds(tree, [bound], decided);
  }
  for (const name of decided) found.delete(name);
  return found;
}
