// After all items are known: every import is followed once more, and what leads nowhere is told.
import type { Span } from "../../base/source.ts";
import { error, unsupported, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Ident } from "../../syntax/ast.ts";
import type { Compilation } from "../compilation.ts";
import type { Collector } from "./collect.ts";
import type { CrateNames } from "./crate-names.ts";
import { reportBesideInjected, reportImportDuplicate } from "./duplicates.ts";
import { MISSING, type Lookup } from "./lookup.ts";
import type { PathResult, Private } from "./path-result.ts";
import { type Binding, type Import, type Module, NAMESPACES, useImports } from "./module.ts";
import { failureWords, moduleWord, unresolvedPath } from "./path-errors.ts";
import { reportPrivate } from "./privacy.ts";
import { reportReexport } from "./re-exports.ts";
import { refuseUnstableModule } from "./unstable-modules.ts";
import { similarName } from "../../base/near-names.ts";
import { missingCrateNotes } from "./collect-use.ts";

interface Unresolved {
  readonly imported: Import;
  readonly path: string;
  readonly span: Span;
  readonly label: string;
  readonly help: string | undefined;
  readonly similar: { readonly span: Span; readonly text: string } | undefined;
}

export class ImportChecker {
  readonly #compilation: Compilation;
  readonly #lookup: Lookup;
  readonly #collector: Collector;
  readonly #crate: CrateNames;
  #group: Unresolved[] = [];

  constructor(compilation: Compilation, lookup: Lookup, collector: Collector) {
    this.#compilation = compilation;
    this.#lookup = lookup;
    this.#collector = collector;
    this.#crate = collector.crate;
  }

  check(): void {
    let item = -1;
    this.#itemBesideInjected();
    for (const imported of this.#crate.imports) {
      if (imported.item !== item) this.#flush();
      item = imported.item;
      this.#one(imported);
    }
    this.#flush();
  }

  #one(imported: Import): void {
    if (imported.kind === "extern-crate") return this.#crateBesideOther(imported);
    refuseUnstableModule(this.#compilation, this.#crate, imported.path, imported.tree?.span ?? imported.itemSpan, "imports");
    const result = this.#lookup.importPrefix(imported);
    if (result.kind === "silent") {
      this.#missingCrate(imported);
      this.#fail(imported);
      return;
    }
    if (result.kind === "failed") {
      this.#prefixFailed(imported, result);
      return;
    }
    if (result.kind === "binding") {
      this.#throughItem(imported, result);
      return;
    }
    this.#ofTrait(imported, result.module);
    if (imported.kind === "glob") {
      if (result.module === imported.module && this.#crate.isLocal) return this.#ofItself(imported);
      this.#privates(imported, this.#walk(imported, imported.path));
      return;
    }
    this.#single(imported, result.module);
  }

  /** `use self::*;` */
  #ofItself(imported: Import): void {
    const span = imported.tree?.span ?? imported.itemSpan;
    const path = `${this.#pathText(imported, imported.path)}::*`;
    this.#group.push({ imported, path, span, label: "cannot glob-import a module into itself", help: undefined, similar: undefined });
  }

  /** E0253, or E0658 where it is a feature: `use Trait::function;` */
  #ofTrait({ kind, isSelf, name, path, tree, itemSpan }: Import, from: Module): void {
    if (from.kind !== "trait" || isSelf || !this.#crate.isLocal) return;
    const span = tree?.span ?? itemSpan;
    const last = path.at(-1);
    const isThere = kind === "glob" || (last !== undefined && NAMESPACES.some((each) => this.#lookup.inModule(from, last.name, each)));
    if (!isThere) return;
    const compilation = this.#compilation;
    if (compilation.since(86)) {
      const said = error("E0658", "`use` associated items of traits is unstable").at(span);
      compilation.report("imports", said.note("see issue #134691 <https://github.com/rust-lang/rust/issues/134691> for more information"));
    } else if (kind === "glob") compilation.report("imports", error("items in traits are not importable").at(span));
    else {
      const said = error("E0253", `\`${name?.name ?? ""}\` is not directly importable`);
      compilation.report("imports", said.at(span, "cannot be imported directly"));
    }
  }

  /** E0259, E0260 */
  #crateBesideOther(imported: Import): void {
    const { name, module, crateRoot } = imported;
    if (name === undefined || name.name === "_" || crateRoot === undefined || crateRoot === MISSING) return;
    const mine: Binding = { ...crateRoot, span: imported.itemSpan, import: imported };
    if (this.#isInjected(module, name.name)) return reportBesideInjected(this.#compilation, name.name, mine);
    const item = module.tables.type.get(name.name);
    const [earlier] = module.imports.get(name.name) ?? [];
    if (item !== undefined && item.import === undefined) {
      const [first, second] = item.span.lo < mine.span.lo ? [item, mine] : [mine, item];
      reportImportDuplicate(this.#compilation, "type", name.name, first, second);
    } else if (earlier !== undefined && earlier !== imported) {
      const other = earlier.crateRoot ?? this.#lookup.importTarget(earlier, "type");
      if (other === undefined) return;
      const first: Binding = { ...other, span: earlier.itemSpan, import: earlier };
      reportImportDuplicate(this.#compilation, "type", name.name, first, mine);
    }
  }

  /** Edition 2015 puts core itself into the root. */
  #isInjected(module: Module, name: string): boolean {
    return this.#crate.edition === 2015 && this.#crate.noStd && module === this.#crate.root && name === "core" && this.#crate.isLocal;
  }

  #itemBesideInjected(): void {
    const { root } = this.#crate;
    const item = this.#isInjected(root, "core") ? root.tables.type.get("core") : undefined;
    if (item !== undefined && item.import === undefined) reportBesideInjected(this.#compilation, "core", item);
  }

  #walk(imported: Import, path: readonly Ident[]): PathResult {
    return this.#lookup.path(path, imported.global, imported.module, { isImport: true, itself: imported, visit: useImports });
  }

  /** What may not be named is not told of as unused. */
  #privates(imported: Import, result: PathResult): void {
    if (!("privates" in result)) return;
    for (const found of result.privates) this.#private(imported, found);
  }

  #private(imported: Import, found: Private): void {
    imported.used = true;
    reportPrivate(this.#compilation, found, imported.tree?.prefix.span);
  }

  /** `use std::..` when std could not be loaded. */
  #missingCrate(imported: Import): void {
    const first = imported.path[0] as Ident;
    const said = error("E0463", `can't find crate for \`${first.name}\``).at(first.span, "can't find crate");
    this.#compilation.report("imports", missingCrateNotes(said, first.name, this.#collector));
  }

  #fail(imported: Import): void {
    imported.failed = true;
    imported.used = true;
    const { name } = imported;
    if (name === undefined) return;
    for (const namespace of NAMESPACES) {
      const { tables } = imported.module;
      if (!tables[namespace].has(name.name)) tables[namespace].set(name.name, { ...MISSING, import: imported });
    }
    this.#lookup.forget();
  }

  #prefixFailed(imported: Import, result: PathResult & { kind: "failed" }): void {
    const { path } = imported;
    const prefix = imported.kind === "glob" ? path : path.slice(0, -1);
    this.#fail(imported);
    if (result.module !== undefined && this.#collector.broken.has(result.module)) return;
    const words = failureWords(this.#compilation, result, path);
    if (words === undefined) {
      this.#compilation.report("imports", unsupported("KB0323", "an import of this form", imported.itemSpan));
      return;
    }
    const isLast = result.at === prefix.length - 1;
    if (!isLast || result.why === "too-many-supers") {
      const said = unresolvedPath(this.#compilation, words);
      if (words.help !== undefined) said.help(words.help);
      this.#compilation.report("imports", said);
      this.#led.add(words.span.lo);
      return;
    }
    const text = this.#pathText(imported, prefix);
    this.#group.push({ imported, path: text, span: words.span, label: words.label, help: words.help, similar: undefined });
  }

  #pathText(imported: Import, path: readonly Ident[]): string {
    const text = path.map(({ name }) => name).join("::");
    return imported.global ? `::${text}` : text;
  }

  /** A prefix segment names something that is no module. */
  #throughItem(imported: Import, result: PathResult & { kind: "binding" }): void {
    this.#fail(imported);
    if (result.binding.res.kind === "error") return;
    this.#compilation.report("imports", unsupported("KB0323", "an import of this form", imported.itemSpan));
  }

  #single(imported: Import, module: Module): void {
    const last = imported.path.at(-1) as Ident;
    const found = NAMESPACES.map((namespace) => this.#lookup.importTarget(imported, namespace)).filter((target) => target !== undefined);
    if (imported.path.length > 1) this.#privates(imported, this.#walk(imported, imported.path.slice(0, -1)));
    if (found.length === 0) {
      this.#notFound(imported, module, last);
      return;
    }
    if (found.includes(MISSING)) {
      this.#missingCrate(imported);
      this.#fail(imported);
      return;
    }
    for (const target of found) {
      useImports(target);
    }
    this.#noteUses(imported, last.span, found);
    this.#unnamedCrate(imported);
    this.#visible(imported, last, found);
    this.#duplicates(imported);
  }

  /** Of a name that is a struct and its constructor, the constructor. */
  #noteUses({ path }: Import, span: Span, found: readonly Binding[]): void {
    if (!this.#crate.isLocal) return;
    const defs = found.flatMap(({ res }) => (res.kind === "def" && res.def >= 0 ? [res.def] : []));
    const { definitions } = this.#compilation;
    const owners = defs.map((def) => (definitions.get(def).kind === "constructor" ? definitions.get(def).parent : undefined));
    for (const def of defs) if (!owners.includes(def)) this.#compilation.noteUse(def, span, path.at(-2)?.name);
  }

  /** `use name as _` of a crate is how it is linked. */
  #unnamedCrate(imported: Import): void {
    const { path, name } = imported;
    const isCrate = path.length === 1 && this.#crate.externPrelude.has(path[0]?.name ?? "");
    if (isCrate && name?.name === "_") imported.used = true;
  }

  #visible(imported: Import, last: Ident, found: readonly Binding[]): void {
    const { module } = imported;
    const visible = found.filter((binding) => this.#lookup.isVisible(binding.visibility, module));
    const [first] = found;
    if (visible.length === 0 && first !== undefined) {
      return this.#private(imported, { segment: last, binding: first });
    }
    if (imported.visibility === module.nearest.def) return;
    this.#reexport(imported, visible);
  }

  /** E0364, E0365: an import may not make anything more visible than it is. */
  #reexport(imported: Import, found: readonly Binding[]): void {
    const { definitions } = this.#compilation;
    const reach = imported.visibility;
    const narrow = found.filter(
      ({ visibility }) => visibility !== "public" && (reach === "public" || !definitions.isWithin(reach, visibility)),
    );
    if (narrow.length === 0 || narrow.length < found.length) return;
    reportReexport(this.#compilation, imported, narrow, this.#crate.root);
  }

  #duplicates(imported: Import): void {
    const { module, name } = imported;
    if (name === undefined || name.name === "_") return;
    for (const namespace of NAMESPACES) {
      const target = this.#lookup.importTarget(imported, namespace);
      if (target === undefined || this.#lookup.isPassedOver(imported, target)) continue;
      const mine: Binding = { ...target, span: imported.itemSpan, import: imported, target };
      const own = module.tables[namespace].get(name.name);
      const earlier = (module.imports.get(name.name) ?? []).find(
        (other) =>
          other !== imported &&
          this.#crate.imports.indexOf(other) < this.#crate.imports.indexOf(imported) &&
          this.#lookup.importTarget(other, namespace) !== undefined,
      );
      const other =
        own ??
        (earlier === undefined
          ? undefined
          : { ...(this.#lookup.importTarget(earlier, namespace) as Binding), span: earlier.itemSpan, import: earlier });
      if (other === undefined || other.import === imported) continue;
      const inOrder = other.span.lo < mine.span.lo ? [other, mine] : [mine, other];
      reportImportDuplicate(this.#compilation, namespace, name.name, inOrder[0] as Binding, inOrder[1] as Binding);
      return;
    }
  }

  #notFound(imported: Import, module: Module, last: Ident): void {
    if (imported.path.length === 1 && imported.isSelf) return this.#selfOfNothing(imported);
    this.#fail(imported);
    const inBroken = this.#collector.broken.has(imported.path.length === 1 ? imported.module : module);
    if (inBroken) return;
    const single = imported.path.length === 1;
    const path = this.#pathText(imported, imported.path);
    const span = imported.tree?.span ?? imported.itemSpan;
    if (single) {
      this.#singleNotFound(imported, last, path, span);
      return;
    }
    const where = module.parent === undefined ? "the root" : moduleWord(this.#compilation, module);
    const names = NAMESPACES.flatMap((namespace) => this.#lookup.names(module, namespace));
    const candidates = names
      .filter(({ binding }) => binding.import !== imported && this.#lookup.isVisible(binding.visibility, imported.module))
      .map(({ name }) => name);
    const similar = similarName([...new Set(candidates)], last.name);
    const suggestion = similar === undefined ? undefined : { span: last.span, text: similar };
    this.#group.push({ imported, path, span, label: `no \`${last.name}\` in ${where}`, help: undefined, similar: suggestion });
  }

  /** `use missing::{self}` */
  #selfOfNothing(imported: Import): void {
    const { path } = imported;
    const result = this.#walk(imported, path);
    this.#fail(imported);
    const isBroken = this.#collector.broken.has(imported.module);
    const words = result.kind === "failed" && !isBroken ? failureWords(this.#compilation, result, path) : undefined;
    if (words === undefined || ["crate", "self", "super", "$crate"].includes(path[0]?.name ?? "")) return;
    const text = this.#pathText(imported, path);
    this.#group.push({ imported, path: text, span: words.span, label: words.label, help: words.help, similar: undefined });
  }

  #singleNotFound(imported: Import, last: Ident, path: string, span: Span): void {
    if (imported.global || this.#crate.edition !== 2015) {
      const label = `no external crate \`${last.name}\``;
      this.#group.push({ imported, path, span, label, help: undefined, similar: undefined });
    } else this.#group.push({ imported, path, span, label: `no \`${last.name}\` in the root`, help: undefined, similar: undefined });
  }

  /** Where paths begin that lead nowhere behind what was told. */
  readonly #led = new Set<number>();

  /** The failed imports of one `use` are one error. */
  #flush(): void {
    const group = this.#group.filter(
      // What was told of the beginning of another path in the same braces is told once.
      ({ span, imported }, i) =>
        !(imported.isSelf && this.#led.has(span.lo)) &&
        this.#group.findIndex((other) => other.span.lo === span.lo && other.span.hi === span.hi) === i,
    );
    if (group.length === 0) return;
    this.#group = [];
    const paths = group.map(({ path }) => `\`${path}\``).join(", ");
    const said = error("E0432", `unresolved import${group.length === 1 ? "" : "s"} ${paths}`);
    for (const { span, label } of group) said.at(span, label);
    for (const { help } of group) if (help !== undefined) said.help(help);
    this.#suggest(said, group);
    this.#compilation.report("imports", said);
  }

  #suggest(said: DiagnosticBuilder, group: readonly Unresolved[]): void {
    for (const { similar } of group) {
      if (similar === undefined) continue;
      const style = this.#compilation.since(78) ? "verbose" : "inline";
      said.suggest("a similar name exists in the module", [similar], "MaybeIncorrect", style);
    }
  }
}
