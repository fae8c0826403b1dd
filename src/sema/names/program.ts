// The names stage as a whole: the crate is collected and expanded, imports are followed, and what bodies name is found.
import { type FoundLint } from "../compilation.ts";
import { simpleName } from "../expand/attributes.ts";
import { AS_WRITTEN, ROOT_SCOPE } from "../expand/macro-scope.ts";
import type { DefId } from "../types/def-id.ts";
import { reportAmbiguities } from "./ambiguity.ts";
import { checkAttributes } from "./attribute-check.ts";
import type { ProgramInput, Unit } from "./crate-loader.ts";
import { reportExportsByPath } from "./exported-macros.ts";
import { ImportChecker } from "./imports.ts";
import { libraryOf } from "./library.ts";
import type { LinkedCrates } from "./linked-crates.ts";
import { NamedCrates } from "./named-crates.ts";
import { useDerived } from "./derived-imports.ts";
import { UnusedImports } from "./unused-imports.ts";
import { lintTable } from "../lints/lint-table.ts";
import { LintLevels } from "../lints/levels.ts";
import { readLintAttributes } from "../lints/lint-attributes.ts";
import type { Import, Module } from "./module.ts";
import { reportUnusedMacros } from "./unused-macros.ts";

export class ResolvedProgram extends NamedCrates {
  readonly #unit: Unit;

  constructor(input: ProgramInput) {
    const isBare = input.tree.crate.attrs.some((attribute) => simpleName(attribute) === "no_core");
    super(input, isBare ? undefined : libraryOf(input));
    this.#unit = this.crates.load(input);
    this.#expandLocal();
  }

  /** All imports of the crate. */
  get imports(): readonly Import[] {
    return this.#unit.crate.imports;
  }

  get rootModule(): Module {
    return this.#unit.crate.root;
  }

  get local(): number {
    return this.#unit.crate.number;
  }

  get recursionLimit(): number {
    return this.#unit.crate.recursionLimit;
  }

  /** Expansion failed in a way after which rustc says nothing more. */
  get aborted(): boolean {
    return this.compilation.aborted;
  }

  get lints(): readonly FoundLint[] {
    return this.compilation.aborted ? [] : this.compilation.lints;
  }

  // --- The crate -------------------------------------------------------------------------------------------------

  #expandLocal(): void {
    const { crate, collector } = this.#unit;
    const { tree } = crate;
    collector.expander.attributes.keeps(tree.crateId, () => "crate");
    this.crates.crateAttributes(this.#unit);
    collector.items(tree.crate.items, { module: crate.root, scope: ROOT_SCOPE, nesting: AS_WRITTEN });
    collector.settle();
    // Bodies may define owners: the iterator comes to them as well.
    for (const owner of crate.owners.values()) this.crates.expand(this.#unit, owner);
    collector.settle();
    new ImportChecker(this.compilation, this.lookup, collector).check();
    reportAmbiguities(this.compilation, this.lookup, this.macros, crate);
    this.macros.reportUnresolved();
    this.macros.reportUnstable(crate);
    reportExportsByPath(this.compilation, this.lookup, this.macros, crate);
    checkAttributes(this.compilation, collector, this.lookup);
  }

  /** Names in all items of the crate, then what nobody used. */
  resolveCrate(): void {
    const unit = this.#unit;
    this.#readLevels();
    for (;;) {
      const open = [...unit.crate.owners.values()].filter(({ resolved }) => !resolved);
      if (open.length === 0) break;
      for (const owner of open) {
        this.crates.expand(unit, owner);
        if (owner.module.kind !== "block") unit.late.owner(owner);
      }
      for (const owner of open) if (!owner.resolved && owner.module.kind === "block") unit.late.nested(owner);
    }
    useDerived(this.compilation, this.lookup, unit.crate);
    reportUnusedMacros(this.compilation, unit.crate);
    this.#unusedImports = new UnusedImports(this.compilation, this.lookup, unit.crate, this.traits, this.macros.usedCrates);
  }

  /** Which lints somebody asks for: some are looked for where names are. */
  #readLevels(): void {
    const { session } = this.compilation;
    const { settings } = readLintAttributes(this.#unit.crate.tree, true);
    const levels = new LintLevels(lintTable(session.release.minor, session.edition), settings, session);
    this.compilation.asks = (lint) => levels.isOn(lint);
  }

  #unusedImports: UnusedImports | undefined;

  /** What no path came through. */
  get unusedImports(): UnusedImports {
    if (this.#unusedImports === undefined) throw new Error("asked for unused imports before all names are resolved");
    return this.#unusedImports;
  }

  // --- Other crates, as needed -----------------------------------------------------------------------------------

  /** All of the dependencies' modules. */
  loadDependencies(): void {
    this.crates.loadDependencies();
    for (const unit of this.crates.units)
      if (!unit.crate.isLocal && unit !== this.crates.core) this.crates.silently(() => this.crates.loadModules(unit));
  }

  /** Reads the dependencies that may hold impls, of whichever trait. */
  loadImpls(trait: DefId | undefined, keys: readonly string[] | undefined): void {
    this.crates.loadBesideCore(trait, keys);
    if (trait !== undefined) this.crates.loadDependenciesWithImpls();
  }

  /** The dependencies that are linked. */
  get linked(): LinkedCrates {
    return this.crates.linked;
  }
}

/** All of the stage: expansion, imports, names. */
export function resolveProgram(input: ProgramInput): ResolvedProgram {
  const program = new ResolvedProgram(input);
  program.resolveCrate();
  return program;
}
