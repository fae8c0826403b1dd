// References without a lifetime where none can be found (E0106): in fields, and in results of functions whose parameters
// leave open which lifetime is meant. A result's elided lifetime is that of `&self`, else the only one of all parameters
// (Reference, "Lifetime elision in functions").
import type { DiagnosticBuilder, Edit } from "../../diag/diagnostic.ts";
import { error, unsupported } from "../../diag/diagnostic.ts";
import { DUMMY_SPAN } from "../../base/source.ts";
import type { Span } from "../../base/source.ts";
import type { Bound, Generics, NodeId, Param, Path, Tree, TypeId, VariantData } from "../../syntax/ast.ts";
import * as K from "../../syntax/node-kinds.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import { forEachChild } from "../../syntax/walk.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";

/** A place for a lifetime: named, or where one would have to be written, and how. */
export interface Place {
  /** Undefined for an elided one. */
  readonly name: string | undefined;
  readonly span: Span;
  /** `hidden`: of a path that has lifetimes and shows none. */
  readonly form: "reference" | "written" | "hidden";
  /** Of a hidden one: the path that has it. */
  readonly path?: Span;
  readonly source: "reference" | "path" | "bound";
  /** The type that bears it. */
  readonly type: Span;
  /** What a name is written into: `'a ` behind `&`, `'a` for `'_`, `<'a>` behind a path. */
  readonly edit: (name: string) => Edit;
  /** How many lifetimes; more than one where a path shows none of several. */
  readonly count: number;
  /** Where the bound begins that leaves them out: a `for<..>` could stand there. */
  readonly bound: Span | undefined;
  /** In an `impl Trait`. */
  readonly inImpl: boolean;
}

/** How many lifetimes there are in places. */
export function countOf(places: readonly Place[]): number {
  return places.reduce((sum, { count }) => sum + count, 0);
}

type Function = Extract<ReturnType<TypeContext["items"]["item"]>, object>["kind"] & { readonly kind: "fn" };

export function checkElision(tcx: TypeContext, def: DefId): void {
  const kind = tcx.items.item(def)?.kind;
  if (kind?.kind === "struct" || kind?.kind === "union") {
    checkFields(tcx, def, kind.generics, [kind.data]);
  } else if (kind?.kind === "enum") {
    checkFields(
      tcx,
      def,
      kind.generics,
      kind.variants.map(({ data }) => data),
    );
  } else if (kind?.kind === "fn") {
    checkParameters(tcx, def, kind);
    checkResult(tcx, def, kind);
  } else if (kind?.kind === "const" && tcx.items.kind(def) === "assoc-const") checkConstant(tcx, def, kind.type);
}

/** From this release on a constant's lifetime is not taken for `'static` where others are in scope. */
const WARNS_OF_CONSTANTS = 81;

function checkConstant(tcx: TypeContext, def: DefId, type: TypeId): void {
  const parent = tcx.items.parent(def);
  const impl = parent === undefined ? undefined : tcx.items.item(parent)?.kind;
  if (impl?.kind !== "impl" || parent === undefined || tcx.session.release.minor < WARNS_OF_CONSTANTS) return;
  const tree = tcx.items.tree(def);
  const named = impl.generics.params.filter(({ kind }) => kind === "lifetime").map(({ ident }) => ident.span);
  const header = [
    ...(impl.trait === undefined ? [] : placesIn(tcx, tree, { path: impl.trait, pathId: impl.traitId })),
    ...placesIn(tcx, tree, impl.self),
  ];
  const inScope = [...named, ...header.filter(({ name }) => name === undefined).map(({ span }) => span)];
  if (inScope.length === 0) return;
  const elided = placesIn(tcx, tree, type).filter(({ name, form }) => name === undefined && form !== "hidden");
  for (const { form, span, edit } of elided) {
    const what = form === "reference" ? "`&` without an explicit lifetime name" : "`'_`";
    const said = error(`${what} cannot be used here`).at(span);
    const scope = inScope.map((each) => ({ span: each, primary: true }));
    said.note("cannot automatically infer `'static` because of other lifetimes in scope", ...scope).phasedOut(115010);
    said.suggest("use the `'static` lifetime", [edit("'static")], "MachineApplicable", "verbose");
    said.lint = "elided_lifetimes_in_associated_constant";
    tcx.report(said);
  }
  if (elided.length > 0 && impl.trait !== undefined) reportOwnLifetime(tcx, def, impl.traitId);
}

/** E0195: what is left out counts as a lifetime of the constant's own, which the trait's does not have. */
function reportOwnLifetime(tcx: TypeContext, def: DefId, traitId: number): void {
  const name = tcx.items.name(def);
  const base = tcx.items.resolution(tcx.items.tree(def), traitId)?.base;
  const wanted = base?.kind === "def" ? tcx.items.named(base.def, name).find((each) => tcx.items.kind(each) === "assoc-const") : undefined;
  const generics = tcx.items.astGenerics(def);
  if (wanted === undefined || generics === undefined) return;
  const said = error("E0195", `lifetime parameters or bounds on associated constant \`${name}\` do not match the trait declaration`);
  said.at(generics.span, "lifetimes do not match associated constant in trait");
  const theirs = tcx.items.isLocal(wanted) ? tcx.items.astGenerics(wanted)?.span : undefined;
  if (theirs !== undefined) said.label(theirs, "lifetimes in impl do not match this associated constant in trait");
  tcx.report(said);
}

// --- Places ----------------------------------------------------------------------------------------------------------

class Places {
  readonly found: Place[] = [];
  readonly #tcx: TypeContext;
  readonly #tree: Tree;
  #inImpl = false;
  #type: Span = DUMMY_SPAN;

  constructor(tcx: TypeContext, tree: Tree) {
    this.#tcx = tcx;
    this.#tree = tree;
  }

  collect(id: TypeId): void {
    const outside = this.#type;
    this.#type = this.#tree.type(id).span;
    this.#collect(id);
    this.#type = outside;
  }

  /** Function pointers and `Fn(..)` have lifetimes of their own: they are passed by. */
  #collect(id: TypeId): void {
    const { kind, span } = this.#tree.type(id);
    switch (kind.kind) {
      case "reference":
        this.#reference(kind.lifetime?.ident, span);
        return this.collect(kind.target);
      case "paren":
        return this.collect(kind.inner);
      case "slice":
      case "array":
        return this.collect(kind.element);
      case "pointer":
        return this.collect(kind.target);
      case "tuple":
        return kind.elements.forEach((element) => this.collect(element));
      case "path":
        if (kind.qself !== undefined) this.collect(kind.qself.type);
        return this.path(kind.path, id);
      case "trait-object":
        return this.#bounds(kind.bounds);
      case "impl-trait": {
        const outside = this.#inImpl;
        this.#inImpl = true;
        this.#bounds(kind.bounds);
        this.#inImpl = outside;
        return;
      }
      default:
    }
  }

  #add(place: Pick<Place, "path" | "name" | "span" | "form" | "source" | "edit">, count = 1, bound?: Span): void {
    this.found.push({ count, bound, inImpl: this.#inImpl, type: this.#type, ...place });
  }

  #reference(lifetime: { readonly name: string; readonly span: Span } | undefined, span: Span): void {
    if (lifetime !== undefined) return this.#written(lifetime, "reference");
    const at = { ...span, hi: span.lo + 1 };
    this.#add({
      name: undefined,
      form: "reference",
      source: "reference",
      span: at,
      edit: (name) => ({ span: { ...span, lo: at.hi, hi: at.hi }, text: `${name} ` }),
    });
  }

  #written({ name, span }: { readonly name: string; readonly span: Span }, source: Place["source"]): void {
    this.#add({ name: name === "'_" ? undefined : name, form: "written", source, span, edit: (text) => ({ span, text }) });
  }

  #bounds(bounds: readonly Bound[]): void {
    for (const bound of bounds) {
      if (bound.kind === "lifetime") this.#written(bound.lifetime.ident, "bound");
      else if (bound.kind === "use") for (const name of bound.args) if (name.name === "'_") this.#written(name, "bound");
      if (bound.kind === "trait") this.path(bound.path, bound.pathId, bound);
    }
  }

  /** `node`: of the path, if lifetimes that it leaves out count. */
  path(path: Path, node: number | undefined, bound?: Bound & { kind: "trait" }): void {
    if (node !== undefined && !hasLifetimes(path)) this.#hidden(node, path, bound);
    for (const { args } of path.segments) {
      if (args?.kind !== "angle") continue;
      for (const arg of args.args) {
        if (arg.kind === "lifetime") this.#written(arg.lifetime.ident, "path");
        else if (arg.kind === "type") this.collect(arg.type);
        else if (arg.kind === "constraint" && arg.equals !== undefined) this.collect(arg.equals);
      }
    }
  }

  /** Lifetimes of a data type or trait that are not written at all: `Formatter` for `Formatter<'_>`. */
  #hidden(node: number, { segments, span: path }: Path, bound: (Bound & { kind: "trait" }) | undefined): void {
    const base = this.#tcx.items.resolution(this.#tree, node)?.base;
    const last = segments.at(-1);
    if (base?.kind !== "def" || last === undefined) return;
    const count = this.#tcx.items.astGenerics(base.def)?.params.filter(({ kind }) => kind === "lifetime").length ?? 0;
    if (count === 0) return;
    const { span } = last.ident;
    const args = last.args?.kind === "angle" ? last.args : undefined;
    const list = (name: string): string => Array.from({ length: count }, () => name).join(", ");
    const start = bound === undefined || bound.forParams.length > 0 ? undefined : { ...bound.span, hi: bound.span.lo };
    if (args === undefined || args.args.length === 0) {
      const end = { ...span, lo: span.hi };
      return this.#add(
        { name: undefined, form: "hidden", path, source: "path", span, edit: (name) => ({ span: end, text: `<${list(name)}>` }) },
        count,
        start,
      );
    }
    const inside = { ...args.span, lo: args.span.lo + 1, hi: args.span.lo + 1 };
    const edit = (name: string): Edit => ({ span: inside, text: `${list(name)}, ` });
    this.#add({ name: undefined, form: "hidden", path, source: "path", span: { ...inside, lo: args.span.lo }, edit }, count, start);
  }
}

function hasLifetimes({ segments }: Path): boolean {
  return segments.some(({ args }) => args?.kind === "angle" && args.args.some((arg) => arg.kind === "lifetime"));
}

/** Of a type, or of a trait's path and its node (if its own lifetimes count). */
export function placesIn(
  tcx: TypeContext,
  tree: Tree,
  type: TypeId | { readonly path: Path; readonly pathId: number | undefined; readonly bound?: Bound & { kind: "trait" } },
): readonly Place[] {
  const places = new Places(tcx, tree);
  if (typeof type === "number") places.collect(type);
  else places.path(type.path, type.pathId, type.bound);
  return places.found;
}

// --- Reports ---------------------------------------------------------------------------------------------------------

export function lifetimesInScope(tcx: TypeContext, def: DefId, own: Generics): readonly string[] {
  const parent = tcx.items.parent(def);
  const outer = parent === undefined ? undefined : tcx.items.astGenerics(parent);
  return [...(outer?.params ?? []), ...own.params].flatMap(({ kind, ident }) => (kind === "lifetime" ? [ident.name] : []));
}

/** `<'a>` behind the name, or `'a, ` before the other parameters. */
function newLifetime({ params, span }: Generics): Edit {
  const [first] = params;
  if (first === undefined) return { span: { ...span, hi: span.lo }, text: "<'a>" };
  return { span: { ...span, lo: span.lo + 1, hi: span.lo + 1 }, text: "'a, " };
}

function suggestName(
  said: DiagnosticBuilder,
  scope: readonly string[],
  generics: Generics,
  missing: readonly Place[],
  others: readonly Place[],
): void {
  const [only, ...more] = scope;
  if (more.length > 0) return;
  const name = only ?? "'a";
  const edits = missing.map(({ edit }) => edit(name));
  if (only !== undefined) said.suggest(`consider using the \`${only}\` lifetime`, edits, "MaybeIncorrect", "verbose");
  else {
    const all = [newLifetime(generics), ...others.map(({ edit }) => edit(name)), ...edits];
    said.suggest("consider introducing a named lifetime parameter", all, "MaybeIncorrect", "verbose");
  }
}

function checkFields(tcx: TypeContext, def: DefId, generics: Generics, variants: readonly VariantData[]): void {
  const scope = lifetimesInScope(tcx, def, generics);
  const tree = tcx.items.tree(def);
  variants.forEach((data, variant) => {
    if (data.kind === "unit") return;
    data.fields.forEach(({ type }, field) => {
      const lacking = placesIn(tcx, tree, type).filter(({ name }) => name === undefined);
      for (const place of lacking) reportPlace(tcx, place, scope, generics);
      if (lacking.length > 0) tcx.lacking.addField(def, variant, field);
    });
  });
}

/** E0106, of a place where nothing says which lifetime is meant; `generics`: of the item that could declare one; `clause`: where the
 * `where` clause around begins. */
export function reportPlace(tcx: TypeContext, place: Place, scope: readonly string[], generics: Generics, clause?: Span): void {
  const said = missingAt([place]);
  if (place.bound !== undefined && scope.length === 0) {
    said.note("for more information on higher-ranked polymorphism, visit https://doc.rust-lang.org/nomicon/hrtb.html");
    for (const span of clause === undefined ? [place.bound] : [place.bound, clause]) {
      const edits = [{ span, text: "for<'a> " }, place.edit("'a")];
      said.suggest("consider making the bound lifetime-generic with a new `'a` lifetime", edits, "MaybeIncorrect", "verbose");
    }
  }
  suggestName(said, scope, generics, [place], []);
  tcx.report(said);
}

export function missingAt(places: readonly Place[]): DiagnosticBuilder {
  const said = error("E0106", countOf(places) === 1 ? "missing lifetime specifier" : "missing lifetime specifiers");
  for (const { span, count } of places)
    said.at(span, count === 1 ? "expected named lifetime parameter" : `expected ${count} lifetime parameters`);
  return said;
}

/** E0658: a parameter's `impl Trait` has no lifetimes of its own. */
function checkParameters(tcx: TypeContext, def: DefId, fn: Function): void {
  for (const param of fn.params) {
    for (const { inImpl, name, form, span, edit } of placesIn(tcx, tcx.items.tree(def), param.type)) {
      if (!inImpl || name !== undefined) continue;
      const written = edit("'a");
      if (form === "reference") {
        tcx.report(unsupported("KB0332", "a lifetime that is left out here", span));
        continue;
      }
      const at = form === "hidden" && written.span.lo === span.hi && written.text.endsWith(" ") ? written.span : span;
      const said = error("E0658", "anonymous lifetimes in `impl Trait` are unstable").at(at, "expected named lifetime parameter");
      const edits = [newLifetime(fn.generics), written];
      tcx.report(said.suggest("consider introducing a named lifetime parameter", edits, "MaybeIncorrect", "verbose"));
    }
  }
}

function checkResult(tcx: TypeContext, def: DefId, fn: Function): void {
  if (fn.output === undefined || fn.params[0]?.self === "reference") return;
  const tree = tcx.items.tree(def);
  const missing = placesIn(tcx, tree, fn.output).filter(({ name }) => name === undefined);
  if (missing.length === 0) return;
  if (fn.params[0]?.self !== undefined && placesIn(tcx, tree, fn.params[0].type).length > 0) return;
  const params = fn.params.map((param) => ({ param, places: placesIn(tcx, tree, param.type) })).filter(({ places }) => places.length > 0);
  const all = params.flatMap(({ places }) => places);
  const names = new Set(all.flatMap(({ name }) => name ?? []));
  const elided = all.filter(({ name }) => name === undefined);
  if (countOf(all) === 1) return;
  tcx.lacking.addResult(def);
  const said = missingAt(missing);
  for (const { param } of params) said.label(tree.span(param.type), "");
  const sameName = elided.length === 0 && names.size === 1;
  said.help(
    sameName
      ? "this function's return type contains a borrowed value with an elided lifetime, but the lifetime cannot be derived from the arguments"
      : `this function's return type contains a borrowed value, but ${source(tree, params, fn.body !== undefined)}`,
  );
  if (all.length > 0) suggestName(said, lifetimesInScope(tcx, def, fn.generics), fn.generics, missing, elided);
  else suggestStatic(tcx, said, tree as SyntaxTree, fn, missing);
  tcx.report(said);
  tcx.brokenSignatures.add(def);
}

function source(tree: Tree, params: readonly { readonly param: Param; readonly places: readonly Place[] }[], hasNames: boolean): string {
  if (params.length === 0) return "there is no value for it to be borrowed from";
  const each = params.map(({ param, places }, i) => {
    const { kind } = tree.pat(param.pat);
    const name = hasNames && kind.kind === "ident" ? `\`${kind.ident.name}\`` : `argument ${i + 1}`;
    return countOf(places) === 1 ? name : `one of ${name}'s ${countOf(places)} lifetimes`;
  });
  const [first = ""] = each;
  if (each.length === 1) return `the signature does not say which ${first} it is borrowed from`;
  const list = each.length === 2 ? each.join(" or ") : `${each.slice(0, -1).join(", ")}, or ${each.at(-1)}`;
  return `the signature does not say whether it is borrowed from ${list}`;
}

function suggestStatic(tcx: TypeContext, said: DiagnosticBuilder, tree: SyntaxTree, fn: Function, missing: readonly Place[]): void {
  const why = "but this is uncommon unless you're returning a borrowed value from a `const` or a `static`";
  const edits = missing.map(({ edit }) => edit("'static"));
  const owned = missing.some(({ form }) => form !== "reference") ? ", or if you will only have owned values" : "";
  said.suggest(`consider using the \`'static\` lifetime, ${why}${owned}`, edits, "MaybeIncorrect", "verbose");
  const [only] = missing;
  if (missing.length > 1 || only?.form !== "reference" || only.count > 1 || fn.output === undefined) return;
  const isBorrowing = suggestBorrowed(said, tree, fn);
  const reference = referenceAt(tree, fn.output, only.type);
  const instead = reference === undefined ? undefined : ownedInstead(tcx, tree, only.type, reference);
  const words = isBorrowing ? "...or alternatively, you might want" : "instead, you are more likely to want";
  if (instead !== undefined) said.suggest(`${words} to return an owned value`, instead, "MaybeIncorrect", "verbose");
}

/** Parameters that lend nothing yet. */
function suggestBorrowed(said: DiagnosticBuilder, tree: SyntaxTree, { params }: Function): boolean {
  const types = params.map((param) => tree.type(param.type)).filter(({ kind }) => kind.kind !== "impl-trait");
  if (types.length === 0) return false;
  const [the, s] = params.length === 1 ? ["the", ""] : ["one of the", "s"];
  const edits = types.map(({ span }) => ({ span: { ...span, hi: span.lo }, text: "&" }));
  const words = `instead, you are more likely to want to change ${the} argument${s} to be borrowed...`;
  said.suggest(words, edits, "MaybeIncorrect", "verbose");
  return true;
}

/** What the reference there leads to. */
function referenceAt(tree: SyntaxTree, type: NodeId, at: Span): TypeId | undefined {
  const span = tree.span(type);
  if (K.isTypeKind(tree.kind(type)) && span.lo === at.lo && span.hi === at.hi) {
    const { kind } = tree.type(type);
    if (kind.kind === "reference") return kind.target;
  }
  let found: TypeId | undefined;
  forEachChild(tree, type, (child) => {
    found ??= referenceAt(tree, child, at);
  });
  return found;
}

/** What owns a value like the one referred to; undefined where it is a trait's or an alias's. */
function ownedInstead(tcx: TypeContext, tree: SyntaxTree, whole: Span, id: TypeId): readonly Edit[] | undefined {
  const { kind, span } = tree.type(id);
  if (kind.kind === "path") {
    if (kind.path.segments.length === 1 && kind.path.segments[0]?.ident.name === "str") return [{ span: whole, text: "String" }];
    const res = tcx.items.resolution(tree, id)?.base;
    if (res === undefined || (res.kind === "def" && !OWNABLE.has(tcx.items.kind(res.def)))) return undefined;
  }
  return [{ span: { ...whole, hi: span.lo }, text: "" }];
}

const OWNABLE: ReadonlySet<string> = new Set(["struct", "enum", "union", "type-param", "assoc-type"]);

/** Whether an E0106 was told within. */
export function lacksLifetime(tcx: TypeContext, { lo, hi }: Span): boolean {
  return tcx.diagnostics.some(({ code, spans }) => code === "E0106" && spans.some(({ span }) => lo <= span.lo && span.lo < hi));
}
