// `unused_imports`: what no path came through is told before types are known, one finding for each `use`; imports of traits whose
// methods may yet be called are judged when types are known, one by one. (In rustc the resolver does the first, the analysis
// the second: both have a `check_unused.rs`.)
import type { Span } from "../../base/source.ts";
import { warning, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { UseTree } from "../../syntax/ast.ts";
import type { Compilation, FoundLint } from "../compilation.ts";
import type { Visible } from "../definitions.ts";
import type { CrateNames, UseItem } from "./crate-names.ts";
import { headSpan } from "./duplicates.ts";
import type { Lookup } from "./lookup.ts";
import { bringsAny, globReexports } from "./glob-reexports.ts";
import { NAMESPACES, type Import, type Module } from "./module.ts";
import type { TraitScopes } from "./trait-scopes.ts";
import { unusedQualifications } from "./qualifications.ts";
import { macroUses, unusedCrates } from "./unused-crates.ts";
import { isRedundant } from "./redundant-imports.ts";
import { unusedSpans } from "./unused-spans.ts";

/** Made when the first list is told: it takes longer than all the rest of one. */
let englishLists: Intl.ListFormat | undefined;

/** Since then a glob tells the widest of what it brings. */
const SAYS_WIDEST = 90;
/** Since then it is told that public globs are ambiguous or hidden. */
const LINTS_GLOBS = 73;
const TEST_MODULE = /^tests?$|^tests?_|_tests?$/;

export class UnusedImports {
  readonly #compilation: Compilation;
  readonly #lookup: Lookup;
  readonly #crate: CrateNames;
  /** What others may see is not judged. */
  readonly #exported: ReadonlySet<Module>;
  /** What the types decide. */
  readonly #undecided: readonly Import[];

  /** Crates of which macros are called. */
  readonly #usedCrates: ReadonlySet<CrateNames>;

  constructor(compilation: Compilation, lookup: Lookup, crate: CrateNames, traits: TraitScopes, used: ReadonlySet<CrateNames>) {
    this.#usedCrates = used;
    this.#compilation = compilation;
    this.#lookup = lookup;
    this.#crate = crate;
    this.#exported = this.#exportedModules();
    this.#undecided = this.#withoutUsed([...traits.undecided()]);
  }

  /** Modules whose public names can be named from outside, as they are or re-exported. */
  #exportedModules(): ReadonlySet<Module> {
    const found = new Set<Module>([this.#crate.root]);
    for (const module of found)
      for (const { binding } of NAMESPACES.flatMap((namespace) => this.#lookup.names(module, namespace))) {
        const inner = binding.visibility === "public" ? this.#lookup.moduleFor(binding.res) : undefined;
        if (inner?.crate === this.#crate) found.add(inner);
      }
    return found;
  }

  #isExported(imported: Import): boolean {
    const { kind, visibility, module, isNarrowed } = imported;
    if (isNarrowed === true || visibility !== "public" || !this.#exported.has(module)) return false;
    return kind !== "glob" || !this.#compilation.since(SAYS_WIDEST) || bringsAny(this.#lookup, module, imported);
  }

  #unused(): Import[] {
    return this.#crate.imports.filter((each) => each.tree !== undefined && !each.used && !each.failed && !this.#isExported(each));
  }

  /** What is used already leaves its place to the last one: the order of rustc's messages. */
  #withoutUsed(undecided: Import[]): readonly Import[] {
    for (const each of this.#crate.imports) {
      const place = each.used && !this.#isExported(each) ? undecided.indexOf(each) : -1;
      if (place < 0) continue;
      const last = undecided.pop();
      if (last !== undefined && place < undecided.length) undecided[place] = last;
    }
    return undecided;
  }

  /** Before types are known. */
  early(): FoundLint[] {
    const globs = this.#narrowGlobs();
    const later = new Set(this.#undecided);
    const trees = new Set(this.#unused().flatMap((each) => (each.tree === undefined || later.has(each) ? [] : [each.tree])));
    const reexports = this.#compilation.since(LINTS_GLOBS) ? globReexports(this.#compilation, this.#lookup, this.#exported) : [];
    const qualifications = unusedQualifications(this.#compilation.qualifications, (imported) => this.#isIdle(imported, trees));
    const crates = [...macroUses(this.#compilation, this.#crate, this.#usedCrates), ...unusedCrates(this.#compilation, this.#crate)];
    return [...crates, ...reexports, ...globs, ...this.#crate.uses.flatMap((use) => this.#finding(use, trees)), ...qualifications];
  }

  /** It is not used, or not needed. */
  #isIdle(imported: Import, unused: ReadonlySet<UseTree>): boolean {
    const { tree } = imported;
    return (tree !== undefined && unused.has(tree)) || isRedundant(this.#lookup, imported, this.#isExported(imported));
  }

  /** `pub use m::*` where nothing in `m` is public. */
  #narrowGlobs(): FoundLint[] {
    if (!this.#compilation.since(SAYS_WIDEST)) return [];
    return this.#crate.imports.flatMap((imported) => {
      const widest = imported.kind === "glob" && !imported.failed ? this.#widest(imported) : undefined;
      if (widest === undefined || this.#reaches(widest, imported.visibility)) return [];
      imported.isNarrowed = true;
      const span = imported.tree?.span ?? imported.itemSpan;
      const [own, most] = [this.#words(imported.visibility, imported.module), this.#words(widest, imported.module)];
      const why = "because no imported item is public enough";
      const diagnostic = warning(`glob import doesn't reexport anything with visibility \`${own}\` ${why}`).at(span);
      diagnostic.noteAt(span, `the most public imported item is \`${most}\``);
      diagnostic.help("reduce the glob import's visibility or increase visibility of imported items");
      return [{ lint: "unused_imports", node: imported.item, diagnostic }];
    });
  }

  #widest(imported: Import): Visible | undefined {
    const prefix = this.#lookup.importPrefix(imported);
    if (prefix.kind !== "module") return undefined;
    let widest: Visible | undefined;
    for (const { binding } of NAMESPACES.flatMap((namespace) => this.#lookup.names(prefix.module, namespace))) {
      const { visibility } = binding;
      if (binding.import === imported || !this.#lookup.isVisible(visibility, imported.module)) continue;
      if (widest === undefined || this.#reaches(visibility, widest)) widest = visibility;
    }
    return widest;
  }

  #reaches(visibility: Visible, other: Visible): boolean {
    if (visibility === "public" || other === "public") return visibility === "public";
    return this.#compilation.definitions.isWithin(other, visibility);
  }

  #words(visibility: Visible, { nearest }: Module): string {
    if (visibility === "public") return "pub";
    if (visibility === this.#crate.root.def) return "pub(crate)";
    return visibility === nearest.def ? "pub(self)" : `pub(in ${this.#compilation.definitions.path(visibility)})`;
  }

  #finding({ item, tree, module }: UseItem, trees: ReadonlySet<UseTree>): FoundLint[] {
    const { attrs } = this.#crate.tree.item(item);
    const { lo, hi } = this.#crate.tree.span(item);
    const whole = { lo: Math.min(lo, ...attrs.map(({ span }) => span.lo)), hi };
    const found = unusedSpans(tree, (leaf) => trees.has(leaf), whole);
    if (found === undefined) return [];
    const { spans, removed } = found;
    const texts = spans.map((span) => `\`${this.#compilation.sources.snippet(span)}\``).toSorted();
    const said = warning(`unused import${spans.length === 1 ? "" : "s"}: ${this.#listed(texts)}`);
    for (const span of spans) said.at(span);
    const words = removed[0] === whole ? "remove the whole `use` item" : `remove the unused import${spans.length === 1 ? "" : "s"}`;
    const edits = removed.map((span) => ({ span, text: "" }));
    said.suggest(words, edits, "MachineApplicable", "tool-only");
    this.#testModule(said, module.nearest);
    return [{ lint: "unused_imports", node: item, diagnostic: said }];
  }

  #listed(texts: readonly string[]): string {
    if (!this.#compilation.since(80)) return texts.join(", ");
    return (englishLists ??= new Intl.ListFormat("en")).format(texts);
  }

  #testModule(said: DiagnosticBuilder, { name, def }: Module): void {
    if (!TEST_MODULE.test(name) || this.#compilation.session.harness === true) return;
    const span: Span = headSpan(this.#compilation, this.#compilation.definitions.span(def));
    said.helpAt(span, "if this is a test module, consider adding a `#[cfg(test)]` to the containing module");
  }

  /** When types are known. */
  late(): FoundLint[] {
    const left = this.#undecided.filter(({ used, failed, visibility }) => !used && !failed && visibility !== "public");
    return left.map(({ item, tree, itemSpan }) => {
      const span = tree?.prefix.span ?? itemSpan;
      const diagnostic = warning(`unused import: \`${this.#compilation.sources.snippet(span)}\``).at(span);
      return { lint: "unused_imports", node: item, diagnostic };
    });
  }
}
