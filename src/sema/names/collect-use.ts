// `use` and `extern crate` as entries of module tables; what they bring is found when asked for.
import type { Span } from "../../base/source.ts";
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { Ident, Item, UseTree } from "../../syntax/ast.ts";
import type { Visible } from "../definitions.ts";
import { simpleName } from "../expand/attributes.ts";
import type { Place } from "../expand/expander.ts";
import type { Collector } from "./collect.ts";
import { MISSING, moduleBinding } from "./lookup.ts";
import type { Import } from "./module.ts";

export function addUse(collector: Collector, item: Item, tree: UseTree, visibility: Visible, place: Place): void {
  if (collector.crate.isLocal) collector.crate.uses.push({ item: item.id, tree, module: place.module, visibility });
  new UseCollector(collector, item, visibility, place).tree(tree, [], false, undefined);
}

class UseCollector {
  readonly #collector: Collector;
  readonly #item: Item;
  readonly #visibility: Visible;
  readonly #place: Place;

  constructor(collector: Collector, item: Item, visibility: Visible, place: Place) {
    this.#collector = collector;
    this.#item = item;
    this.#visibility = visibility;
    this.#place = place;
  }

  #report(code: string, message: string, span: Span, label?: string): void {
    this.#collector.compilation.report("imports", error(code, message).at(span, label));
  }

  #reportPlain(message: string, span: Span): void {
    this.#collector.compilation.report("imports", error(message).at(span));
  }

  tree(tree: UseTree, prefix: readonly Ident[], global: boolean, parent: UseTree | undefined): void {
    const own = tree.prefix.segments.map(({ ident }) => ident);
    const path = [...prefix, ...own];
    const isGlobal = global || tree.prefix.global;
    if (tree.kind.kind === "nested") {
      for (const inner of tree.kind.trees) this.tree(inner, path, isGlobal, tree);
      return;
    }
    if (tree.kind.kind === "glob") {
      const isNew = this.#collector.crate.edition !== 2015;
      if (isNew && path.length === 0) return this.#reportPlain("cannot glob-import all possible crates", tree.span);
      this.#add(tree, "glob", path, isGlobal, undefined, false);
      return;
    }
    this.#simple(tree, own, path, isGlobal, parent, tree.kind.rename);
  }

  #simple(
    tree: UseTree,
    own: readonly Ident[],
    path: readonly Ident[],
    global: boolean,
    parent: UseTree | undefined,
    rename: Ident | undefined,
  ): void {
    const last = path.at(-1);
    if (last === undefined) return;
    const isSelf = last.name === "self" && path.length > 1;
    const isNew = this.#collector.compilation.since(90);
    if (!isSelf) {
      const isPrelude = last.name === "self" && global && parent !== undefined && this.#collector.crate.edition !== 2015;
      if (isPrelude && isNew) {
        this.#reportPlain("extern prelude cannot be imported", tree.span);
        return this.#addUnnamed(tree);
      }
      if (rename === undefined && ["crate", "$crate", "super"].includes(last.name)) return this.#unnamed(tree, last, parent);
      if (rename === undefined && last.name === "self" && parent !== undefined) {
        this.#selfWithoutPrefix(tree, parent);
        return;
      }
      if (rename === undefined && last.name === "self") {
        if (this.#collector.compilation.since(90)) {
          this.#selfWithoutPrefix(tree, parent);
          return;
        }
        this.#report("E0429", "`self` imports are only available within a { } list", tree.span);
        return;
      }
      const keyword = ["crate", "$crate", "super", "self"].includes(last.name);
      this.#add(tree, "single", path, global, rename ?? last, keyword);
      return;
    }
    const rest = path.slice(0, -1);
    const isOfKeyword = ["crate", "$crate", "super", "self"].includes(rest.at(-1)?.name ?? "");
    if (isNew && rename === undefined && parent !== undefined && own.length === 1 && isOfKeyword) return this.#unnamed(tree, last, parent);
    if (own.length > 1 || parent === undefined) {
      this.#report("E0429", "`self` imports are only available within a { } list", tree.span);
      return;
    }
    this.#add(tree, "single", rest, global, rename ?? rest.at(-1), true);
  }

  /** `use {self};` */
  #selfWithoutPrefix(tree: UseTree, parent: UseTree | undefined): void {
    const { compilation } = this.#collector;
    if (compilation.since(90)) this.#unnamed(tree, tree.prefix.segments.at(-1)?.ident ?? this.#item.ident, parent);
    else {
      const label = "can only appear in an import list with a non-empty prefix";
      this.#report("E0431", "`self` import can only appear in an import list with a non-empty prefix", tree.span, label);
    }
  }

  /** `use crate;` */
  #unnamed(tree: UseTree, last: Ident, parent: UseTree | undefined): void {
    const { compilation } = this.#collector;
    const said = error("imports need to be explicitly named").at(last.span);
    if (compilation.since(90)) {
      const edit = { span: { lo: last.span.hi, hi: last.span.hi }, text: " as name" };
      const isAlone = last.name === "self" && parent === undefined;
      if (!isAlone) said.suggest("try renaming it with a name", [edit], "HasPlaceholders", "verbose");
      this.#addUnnamed(tree);
    }
    compilation.report("imports", said);
  }

  /** What is told as wrong brings nothing, and is not used. */
  #addUnnamed(tree: UseTree): void {
    const self = { name: "self", span: tree.span, raw: false } as Ident;
    this.#add(tree, "single", [self], false, undefined, true).isNarrowed = true;
  }

  #add(tree: UseTree, kind: Import["kind"], path: readonly Ident[], global: boolean, name: Ident | undefined, isSelf: boolean): Import {
    const added: Import = {
      module: this.#place.module,
      kind,
      item: this.#item.id,
      itemSpan: tree.span,
      tree,
      path,
      global,
      name,
      visibility: this.#visibility,
      visibilitySpan: this.#item.visibility.span,
      nesting: this.#place.nesting,
      isSelf,
      used: false,
      brought: new Set(),
      failed: false,
    };
    this.#place.module.addImport(added);
    this.#collector.crate.imports.push(added);
    return added;
  }
}

/** `extern crate name as other;` */
export function addExternCrate(collector: Collector, item: Item, original: string | undefined, visibility: Visible, place: Place): void {
  const { module, nesting } = place;
  const { crate, compilation } = collector;
  const name = original ?? item.ident.name;
  if (name === "self" && original === undefined) {
    const said = error("`extern crate self;` requires renaming").at(item.span);
    const edit = { span: item.span, text: "extern crate self as name;" };
    compilation.report("imports", said.suggest("rename the `self` crate to be able to import it", [edit], "HasPlaceholders", "inline"));
    return;
  }
  const found = name === "self" ? crate : collector.macros.findCrate(crate, name);
  if (found === undefined) reportMissingCrate(collector, name, item.span);
  const root = found === undefined ? MISSING : moduleBinding(found.root);
  const added: Import = {
    module,
    kind: "extern-crate",
    item: item.id,
    itemSpan: item.span,
    tree: undefined,
    path: [item.ident],
    global: false,
    name: item.ident,
    visibility,
    nesting,
    isSelf: false,
    used: false,
    brought: new Set(),
    failed: false,
    crateRoot: root,
    crateName: name,
  };
  module.addImport(added);
  crate.imports.push(added);
  if (module === crate.root && item.ident.name !== "_") crate.externPrelude.set(item.ident.name, found ?? "missing");
  const uses = item.attrs.find((attribute) => simpleName(attribute) === "macro_use");
  if (uses !== undefined && module !== crate.root) {
    compilation.report("imports", error("E0468", "an `extern crate` loading macros must be at the crate root").at(item.span));
  }
  if (found === undefined || uses === undefined) return;
  if (found === crate) {
    compilation.report("expansion", error("`#[macro_use]` is not supported on `extern crate self`").at(uses.span));
    return;
  }
  if (uses.args.kind === "delimited") compilation.report("macros", unsupported("KB0334", "a `macro_use` of single macros", uses.span));
  collector.macros.useAll(crate, found);
}

export function missingCrateNotes(said: ReturnType<typeof error>, name: string, collector: Collector): ReturnType<typeof error> {
  const { session } = collector.compilation;
  if (name === "std" || name === "core" || name === "alloc" || name === "test") {
    if (name === "std" && !session.target.hasStd)
      return said.note(`the \`${session.target.triple}\` target may not support the standard library`);
    said.note(`the \`${session.target.triple}\` target may not be installed`);
    return said.help(`consider downloading the target with \`rustup target add ${session.target.triple}\``);
  }
  return said;
}

function reportMissingCrate(collector: Collector, name: string, span: Span): void {
  if (name === "std" && collector.compilation.session.target.hasStd) {
    collector.compilation.aborted = true;
    collector.compilation.report("expansion", unsupported("KB0302", "crates that use the standard library", span));
    return;
  }
  const said = error("E0463", `can't find crate for \`${name}\``).at(span, "can't find crate");
  collector.compilation.aborted = true;
  collector.compilation.report("expansion", missingCrateNotes(said, name, collector));
}
