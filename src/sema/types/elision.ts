// References without a lifetime where none can be found (E0106): in fields, and in results of functions whose parameters
// leave open which lifetime is meant. A result's elided lifetime is that of `&self`, else the only one of all parameters
// (Reference, "Lifetime elision in functions").
import type { DiagnosticBuilder, Edit } from "../../diag/diagnostic.ts";
import { error } from "../../diag/diagnostic.ts";
import type { Span } from "../../base/source.ts";
import type { Bound, Generics, Param, Path, Tree, TypeId } from "../../syntax/ast.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";

/** A place for a lifetime: named, or where one would have to be written, and how. */
export interface Place {
  /** Undefined for an elided one. */
  readonly name: string | undefined;
  readonly span: Span;
  /** `hidden`: of a path that has lifetimes and shows none. */
  readonly form: "reference" | "written" | "hidden";
  /** What a name is written into: `'a ` behind `&`, `'a` for `'_`, `<'a>` behind a path. */
  readonly edit: (name: string) => Edit;
}

type Function = Extract<ReturnType<TypeContext["items"]["item"]>, object>["kind"] & { readonly kind: "fn" };

export function checkElision(tcx: TypeContext, def: DefId): void {
  const kind = tcx.items.item(def)?.kind;
  if (kind?.kind === "struct" || kind?.kind === "union") {
    if (kind.data.kind !== "unit") for (const field of kind.data.fields) checkField(tcx, def, kind.generics, field.type);
  } else if (kind?.kind === "enum") {
    for (const variant of kind.variants)
      if (variant.data.kind !== "unit") for (const field of variant.data.fields) checkField(tcx, def, kind.generics, field.type);
  } else if (kind?.kind === "fn") checkResult(tcx, def, kind);
}

// --- Places ----------------------------------------------------------------------------------------------------------

class Places {
  readonly found: Place[] = [];
  readonly #tcx: TypeContext;
  readonly #tree: Tree;

  constructor(tcx: TypeContext, tree: Tree) {
    this.#tcx = tcx;
    this.#tree = tree;
  }

  /** Function pointers and `Fn(..)` have lifetimes of their own: they are passed by. */
  collect(id: TypeId): void {
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
      case "impl-trait":
        return this.#bounds(kind.bounds);
      default:
    }
  }

  #reference(lifetime: { readonly name: string; readonly span: Span } | undefined, span: Span): void {
    if (lifetime !== undefined) return this.#written(lifetime);
    const at = { ...span, hi: span.lo + 1 };
    this.found.push({
      name: undefined,
      form: "reference",
      span: at,
      edit: (name) => ({ span: { ...span, lo: at.hi, hi: at.hi }, text: `${name} ` }),
    });
  }

  #written({ name, span }: { readonly name: string; readonly span: Span }): void {
    this.found.push({ name: name === "'_" ? undefined : name, form: "written", span, edit: (text) => ({ span, text }) });
  }

  #bounds(bounds: readonly Bound[]): void {
    for (const bound of bounds) {
      if (bound.kind === "lifetime") this.#written(bound.lifetime.ident);
      else if (bound.kind === "trait") this.path(bound.path, undefined);
    }
  }

  path(path: Path, type: TypeId | undefined): void {
    const last = path.segments.at(-1);
    if (type !== undefined && last !== undefined && !hasLifetimes(path)) this.#hidden(type, last.ident.span);
    for (const { args } of path.segments) {
      if (args?.kind !== "angle") continue;
      for (const arg of args.args) {
        if (arg.kind === "lifetime") this.#written(arg.lifetime.ident);
        else if (arg.kind === "type") this.collect(arg.type);
        else if (arg.kind === "constraint" && arg.equals !== undefined) this.collect(arg.equals);
      }
    }
  }

  /** Lifetimes of a data type that are not written at all: `Formatter` for `Formatter<'_>`. */
  #hidden(type: TypeId, span: Span): void {
    const base = this.#tcx.items.resolution(this.#tree, type)?.base;
    if (base?.kind !== "def") return;
    const lifetimes = this.#tcx.items.astGenerics(base.def)?.params.filter(({ kind }) => kind === "lifetime").length ?? 0;
    const end = { ...span, lo: span.hi };
    for (let i = 0; i < lifetimes; i++)
      this.found.push({ name: undefined, form: "hidden", span, edit: (name) => ({ span: end, text: `<${name}>` }) });
  }
}

function hasLifetimes({ segments }: Path): boolean {
  return segments.some(({ args }) => args?.kind === "angle" && args.args.some((arg) => arg.kind === "lifetime"));
}

/** Of a type, or of a trait's path and its node (if its own lifetimes count). */
export function placesIn(
  tcx: TypeContext,
  tree: Tree,
  type: TypeId | { readonly path: Path; readonly pathId: number | undefined },
): readonly Place[] {
  const places = new Places(tcx, tree);
  if (typeof type === "number") places.collect(type);
  else places.path(type.path, type.pathId);
  return places.found;
}

// --- Reports ---------------------------------------------------------------------------------------------------------

function lifetimesInScope(tcx: TypeContext, def: DefId, own: Generics): readonly string[] {
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

function checkField(tcx: TypeContext, def: DefId, generics: Generics, type: TypeId): void {
  const scope = lifetimesInScope(tcx, def, generics);
  for (const place of placesIn(tcx, tcx.items.tree(def), type)) {
    if (place.name !== undefined) continue;
    const said = error("E0106", "missing lifetime specifier").at(place.span, "expected named lifetime parameter");
    suggestName(said, scope, generics, [place], []);
    tcx.report(said);
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
  if (all.length === 1) return;
  const said = error("E0106", missing.length === 1 ? "missing lifetime specifier" : "missing lifetime specifiers");
  for (const { span } of missing) said.at(span, "expected named lifetime parameter");
  for (const { param } of params) said.label(tree.span(param.type), "");
  const sameName = elided.length === 0 && names.size === 1;
  said.help(
    sameName
      ? "this function's return type contains a borrowed value with an elided lifetime, but the lifetime cannot be derived from the arguments"
      : `this function's return type contains a borrowed value, but ${source(tree, params, fn.body !== undefined)}`,
  );
  if (all.length > 0) suggestName(said, lifetimesInScope(tcx, def, fn.generics), fn.generics, missing, elided);
  else suggestStatic(said, tree, fn.output, missing);
  tcx.report(said);
  tcx.brokenSignatures.add(def);
}

function source(tree: Tree, params: readonly { readonly param: Param; readonly places: readonly Place[] }[], hasNames: boolean): string {
  if (params.length === 0) return "there is no value for it to be borrowed from";
  const each = params.map(({ param, places }, i) => {
    const { kind } = tree.pat(param.pat);
    const name = hasNames && kind.kind === "ident" ? `\`${kind.ident.name}\`` : `argument ${i + 1}`;
    return places.length === 1 ? name : `one of ${name}'s ${places.length} lifetimes`;
  });
  const [first = ""] = each;
  if (each.length === 1) return `the signature does not say which ${first} it is borrowed from`;
  const list = each.length === 2 ? each.join(" or ") : `${each.slice(0, -1).join(", ")}, or ${each.at(-1)}`;
  return `the signature does not say whether it is borrowed from ${list}`;
}

function suggestStatic(said: DiagnosticBuilder, tree: Tree, output: TypeId, missing: readonly Place[]): void {
  const why = "but this is uncommon unless you're returning a borrowed value from a `const` or a `static`";
  const edits = missing.map(({ edit }) => edit("'static"));
  said.suggest(`consider using the \`'static\` lifetime, ${why}`, edits, "MaybeIncorrect", "verbose");
  const { kind, span } = tree.type(output);
  if (kind.kind !== "reference" || missing.length > 1) return;
  const target = tree.type(kind.target);
  const isStr = target.kind.kind === "path" && target.kind.path.segments.length === 1 && target.kind.path.segments[0]?.ident.name === "str";
  if (isStr)
    said.suggest("instead, you are more likely to want to return an owned value", [{ span, text: "String" }], "MaybeIncorrect", "verbose");
}
