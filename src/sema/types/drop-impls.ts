// `Drop` is for a data type of this crate (E0120), as generic as it is declared (E0366), and asks no more of its parameters than
// the declaration does (E0367): a destructor is for all values of a type. In: an impl of `Drop`. Out: reports; false if it is
// none at all (rustc: `check_drop_impl`).
import type { Span } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { GenericParam, Generics, Item, TypeId } from "../../syntax/ast.ts";
import { elaborate } from "./collect-predicates.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { lifetimesInType } from "./forms/lifetime-mentions.ts";
import { InferenceTable } from "./infer.ts";
import { substitutePredicate, type Predicate } from "./predicates.ts";
import { Selector } from "./select.ts";
import { HAS_PARAM, type Ty } from "./ty.ts";

type Impl = Item["kind"] & { readonly kind: "impl" };
type Adt = Ty & { readonly kind: "adt" };

export function checkDrop(tcx: TypeContext, impl: DefId, self: Ty, kind: Impl): boolean {
  if (self.kind === "adt" && tcx.items.isLocal(self.def)) {
    const lifetimes = lifetimeArguments(tcx, impl, kind.self);
    const wrong = notAsDeclared(tcx, self, lifetimes);
    if (wrong === undefined) checkBounds(tcx, impl, self, lifetimes, kind.generics);
    else reportSpecialised(tcx, impl, self, wrong);
    return wrong === undefined;
  }
  // What is neither local nor behind a reference breaks the orphan rule first.
  const isFundamental = self.kind === "ref" && self.target.kind === "adt" && tcx.items.isLocal(self.target.def);
  const isObject = self.kind === "dynamic" && self.principal !== undefined && tcx.items.isLocal(self.principal.trait);
  if (!isFundamental && !isObject) return true;
  reportForeignDrop(tcx, impl);
  return false;
}

export function reportForeignDrop(tcx: TypeContext, impl: DefId): void {
  const kind = tcx.items.item(impl)?.kind;
  if (kind?.kind !== "impl") return;
  const said = error("E0120", "the `Drop` trait may only be implemented for local structs, enums, and unions");
  tcx.report(said.at(tcx.items.tree(impl).span(kind.self), "must be a struct, enum, or union in the current crate"));
}

/** As they are given to the data type, in order. */
function lifetimeArguments(tcx: TypeContext, impl: DefId, self: TypeId): readonly string[] {
  const { kind } = tcx.items.tree(impl).type(self);
  if (kind.kind === "paren") return lifetimeArguments(tcx, impl, kind.inner);
  const args = kind.kind === "path" ? kind.path.segments.at(-1)?.args : undefined;
  return args?.kind === "angle" ? args.args.flatMap((arg) => (arg.kind === "lifetime" ? [arg.lifetime.ident.name] : [])) : [];
}

/** E0366: what is wrong with the arguments. */
function notAsDeclared(tcx: TypeContext, self: Adt, lifetimes: readonly string[]): string | undefined {
  const names = lifetimes.filter((name) => name !== "'_");
  if (names.includes("'static")) return "`'static` is not a generic parameter";
  const doubled = (all: readonly unknown[]): number => all.findIndex((each, i) => all.indexOf(each) < i);
  const lifetime = names[doubled(names)];
  if (lifetime !== undefined) return `\`${lifetime}\` is mentioned multiple times`;
  const concrete = self.args.find((arg, i) => arg.kind !== "param" || self.args.indexOf(arg) < i);
  if (concrete === undefined) return undefined;
  return `\`${tcx.print(concrete)}\` is ${concrete.kind === "param" ? "mentioned multiple times" : "not a generic parameter"}`;
}

function reportSpecialised(tcx: TypeContext, impl: DefId, self: Adt, why: string): void {
  const said = error("E0366", "`Drop` impls cannot be specialized").at(tcx.implHead(impl)).note(why);
  const words = `use the same sequence of generic lifetime, type and const parameters as the ${tcx.items.kind(self.def)} definition`;
  tcx.report(said.noteAt(tcx.headSpan(self.def), words));
}

// --- E0367 -----------------------------------------------------------------------------------------------------------

function checkBounds(tcx: TypeContext, impl: DefId, self: Adt, lifetimes: readonly string[], generics: Generics): void {
  const declared = tcx.predicates(self.def).map((each) => substitutePredicate(tcx.types, each, self.args));
  const selector = new Selector(tcx, new InferenceTable(tcx.types), elaborate(tcx, declared));
  const report = (asked: string, span: Span): void => {
    const kind = tcx.items.kind(self.def);
    const said = error("E0367", `\`Drop\` impl requires \`${asked}\` but the ${kind} it is implemented for does not`).at(span);
    tcx.report(said.noteAt(tcx.headSpan(self.def), "the implementor must specify the same requirement"));
  };
  const lacking = tcx.predicates(impl).filter((each) => selector.holds(each) === "no");
  for (const each of lacking) {
    const isTold =
      each.kind === "projection" &&
      lacking.some(({ kind, span }) => kind === "trait" && span.lo <= each.span.lo && each.span.hi <= span.hi);
    if (!isTold) report(words(tcx, each), each.span);
  }
  for (const [long, short, span] of lackingOutlives(tcx, impl, self, lifetimes, generics)) {
    report(`${long}: ${short}`, long.startsWith("'") ? tcx.implHead(impl) : span);
  }
}

function words(tcx: TypeContext, predicate: Predicate): string {
  if (predicate.kind === "projection") {
    return `${tcx.print(tcx.types.projection(predicate.item, predicate.args))} == ${tcx.print(predicate.type)}`;
  }
  const { trait, args } = predicate.ref;
  return `${tcx.print(args[0] as Ty)}: ${tcx.printer.trait(trait, args)}`;
}

type Outlives = readonly [long: string, short: string, span: Span];

/** `'a: 'b`, `T: 'a`, as written. */
function outlivesOf(tcx: TypeContext, def: DefId, generics: Generics | undefined): Outlives[] {
  const found: Outlives[] = [];
  const add = (long: string, bounds: GenericParam["bounds"]) => {
    for (const bound of bounds) if (bound.kind === "lifetime") found.push([long, bound.lifetime.ident.name, bound.lifetime.ident.span]);
  };
  const tree = tcx.items.tree(def);
  for (const { ident, bounds } of generics?.params ?? []) add(ident.name, bounds);
  for (const where of generics?.where ?? []) {
    if (where.kind === "lifetime") add(where.lifetime.ident.name, where.bounds);
    else add(tcx.items.snippet(tree.span(where.type)), where.bounds);
  }
  return found;
}

/** What the impl asks of lifetimes and the declaration neither says nor implies by a field. */
function lackingOutlives(tcx: TypeContext, impl: DefId, self: Adt, lifetimes: readonly string[], generics: Generics): readonly Outlives[] {
  const own = tcx.items.astGenerics(self.def);
  const params = own?.params.filter(({ kind }) => kind === "lifetime").map(({ ident }) => ident.name) ?? [];
  const types = own?.params.filter(({ kind }) => kind !== "lifetime").map(({ ident }) => ident.name) ?? [];
  const asDeclared = (name: string): string => {
    const at = lifetimes.indexOf(name);
    const type = self.args.findIndex((arg) => arg.kind === "param" && arg.name === name);
    return params[at] ?? types[type] ?? name;
  };
  const stated = outlivesOf(tcx, self.def, own);
  const follows = (long: string, short: string, seen: readonly string[] = []): boolean =>
    long === short ||
    long === "'static" ||
    stated.some(([from, to]) => from === long && !seen.includes(to) && follows(to, short, [...seen, to]));
  return outlivesOf(tcx, impl, generics).filter(([long, short]) => {
    const [outer, inner] = [asDeclared(long), asDeclared(short)];
    return !follows(outer, inner) && (inner === "'static" || !mayFollowFromFields(tcx, self.def));
  });
}

/** A reference to something with a lifetime, or to a parameter, implies that this outlives it. */
function mayFollowFromFields(tcx: TypeContext, def: DefId): boolean {
  const kind = tcx.items.item(def)?.kind;
  const datas = kind?.kind === "enum" ? kind.variants.map(({ data }) => data) : kind !== undefined && "data" in kind ? [kind.data] : [];
  const tree = tcx.items.tree(def);
  const { variants } = tcx.adt(def);
  return datas.some((data, v) => {
    if (data.kind === "unit") return false;
    return data.fields.some((field, f) => {
      const names = new Set<string>();
      lifetimesInType(tree, field.type, names);
      const flags = variants[v]?.fields[f]?.type.flags ?? HAS_PARAM;
      return names.size > 1 || (names.size === 1 && (flags & HAS_PARAM) !== 0);
    });
  });
}
