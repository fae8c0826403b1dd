// Everything between the parsed tree and code: names, rules, types, flow, lints, each told in rustc's order. In: a parsed
// crate. Out: typed bodies for code generation, and all there is to say in the log. What nothing here can judge is refused.
import type { SourceFile } from "../../base/source.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import { runtimeMain } from "../../rules/entry-point.ts";
import { checkTestCrate, handlerOfHarness, refuseHarness } from "../../rules/test-harness.ts";
import { EntryTypes } from "../../rules/entry-types.ts";
import { checkFeatures } from "../../rules/features.ts";
import type { FeatureFindings } from "../../rules/features.ts";
import { checkHandlerGenerics, panicHandlers } from "../../rules/panic-handler.ts";
import { afterExpansion, beforeCode, onItems, whileExpanding } from "../../rules/check-rules.ts";
import { checkAllocator, checkGlobalAllocators } from "../../rules/allocator.ts";
import { checkCrateName } from "../../rules/attribute-files.ts";
import { viewCrate } from "../../rules/crate-view.ts";
import type { CrateView } from "../../rules/crate-view.ts";
import { isCopied } from "../../sema/flow/copied.ts";
import type { CompilationInput } from "../../sema/compilation.ts";
import { constantMutations, type ConstantQuestions } from "../../sema/lints/constant-mutations.ts";
import { certainPanics } from "../../sema/lints/certain-panics.ts";
import { tellFlow } from "../../sema/borrows/tell.ts";
import { unusedMut } from "../../sema/borrows/unused-mut.ts";
import { checkFlow, FlowTables } from "../../sema/flow/check-flow.ts";
import { compareSignatures } from "../../sema/flow/compare-signatures.ts";
import { checkItemRegions } from "../../sema/flow/region-checks.ts";
import { RegionItems } from "../../sema/flow/region-items.ts";
import { unconditionalRecursion } from "../../sema/flow/unconditional-recursion.ts";
import { unreachableIn } from "../../sema/flow/unreachable.ts";
import { unusedUnsafe } from "../../sema/flow/unused-unsafe.ts";
import { sizesFor } from "../../sema/types/layout.ts";
import { PACKED_ERROR_SINCE, PackedBorrows } from "../../sema/types/packed-borrows.ts";
import { Transmutes } from "../../sema/types/transmutes.ts";
import { checkLiveness } from "../../sema/flow/unused.ts";
import { type LintAttributes, readLintAttributes } from "../../sema/lints/lint-attributes.ts";
import { checkAttributeSafety } from "../../rules/attribute-safety.ts";
import { trivialCasts } from "../../sema/lints/trivial-casts.ts";
import { comingKeywords, EditionForms } from "../../sema/lints/edition-forms.ts";
import { HiddenLifetimes } from "../../sema/lints/hidden-lifetimes.ts";
import { ImportForms, NegativeLiterals } from "../../sema/lints/import-forms.ts";
import { unjudgedLints } from "../../sema/lints/unjudged.ts";
import { staticMutRefs } from "../../sema/lints/static-mut-refs.ts";
import { DelimiterLints } from "../../sema/lints/delimiters.ts";
import { AsmLints } from "../../sema/lints/asm.ts";
import { misplacedLevels, unknownTools, wrongLintNames } from "../../sema/lints/lint-names.ts";
import { LintReporter } from "../../sema/lints/report.ts";
import type { FoundLint } from "../../sema/lints/report.ts";
import { SuspectForms } from "../../sema/lints/suspect-forms.ts";
import { SuperfluousLints } from "../../sema/lints/superfluous.ts";
import { identifierLints } from "../../sema/lints/identifiers.ts";
import { UnsafeCodeLint } from "../../sema/lints/unsafety.ts";
import { unexpectedCfgs } from "../../sema/lints/unexpected-cfgs.ts";
import { walkCrate } from "../../sema/lints/walk.ts";
import { resolveProgram } from "../../sema/names/program.ts";
import type { ResolvedProgram } from "../../sema/names/program.ts";
import { isUnsafeForeign } from "../../sema/types/unsafety.ts";
import { type BetweenChecks, typeCheckCrate, type TypedCrate } from "../../sema/types/check-crate.ts";
import { UnitNames } from "../../sema/types/patterns/variant-names.ts";
import { wholePath } from "../../sema/types/shown-paths.ts";
import type { TypeContext } from "../../sema/types/context.ts";
import type { DefId } from "../../sema/types/def-id.ts";
import type { Body, Expr } from "../../sema/types/thir.ts";
import type { Item } from "../../syntax/ast.ts";
import { checkLiterals } from "../../syntax/check-literals.ts";
import { checkFeatureGates } from "../../syntax/feature-gates.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import { validateTree } from "../../syntax/validate.ts";
import { lacksLifetime } from "../../sema/types/elision.ts";
import { LabelLint } from "../../sema/lints/labels.ts";
import { VainVisibilities } from "../../sema/lints/vain-visibilities.ts";
import { NamingLints } from "../../sema/lints/naming.ts";
import { inOrder } from "../../sema/lints/module-order.ts";
import { deprecatedPaths } from "../../sema/lints/deprecated-paths.ts";
import { ShorthandFields } from "../../sema/lints/shorthand-fields.ts";
import { startOfMut } from "./start-of-mut.ts";
import { LateLints } from "./late-lints.ts";
import { nativeLibraries } from "../../rules/link-attribute.ts";
import type { NativeLibrary } from "../../rules/link-attribute.ts";

export interface FrontEndInput extends CompilationInput {
  readonly root: SourceFile;
  /** False where nothing but judgement is asked for: `check`. */
  readonly makesCode: boolean;
}

export interface FrontEndLog {
  add(diagnostics: readonly Diagnostic[]): void;
  readonly failed: boolean;
}

export interface Analysis {
  readonly program: ResolvedProgram;
  readonly typed: TypedCrate | undefined;
  /** Which levels lints have in the crate, also for what is found later. */
  readonly lints: LintReporter;
  /** Of its extern blocks. */
  readonly nativeLibraries: readonly NativeLibrary[];
}

/** One crate on its way: what the passes share. */
class Judge {
  readonly program: ResolvedProgram;
  readonly view: CrateView;
  readonly lints: LintReporter;
  readonly attributes: LintAttributes;
  readonly features: FeatureFindings;
  /** An error that is not a denied lint's: late lints are not looked for. */
  hasErrors: boolean;
  readonly log: Pick<FrontEndLog, "add">;

  constructor(
    readonly input: FrontEndInput,
    readonly tree: SyntaxTree,
    log: FrontEndLog,
  ) {
    this.hasErrors = log.failed;
    this.log = {
      add: (diagnostics) => {
        this.hasErrors ||= diagnostics.some(({ level, lint }) => level === "error" && lint === undefined);
        log.add(diagnostics);
      },
    };
    this.program = resolveProgram({ ...input, tree });
    this.view = viewCrate(tree, input.root, input.sources, input.session);
    this.attributes = readLintAttributes(tree, input.session.release.minor >= 90);
    this.features = checkFeatures(tree, input.session);
    this.lints = new LintReporter(this.attributes.settings, input.session, tree);
  }

  #report(found: readonly FoundLint[]): void {
    this.log.add(this.lints.report(found));
  }

  names(): void {
    this.log.add(this.lints.commandLine(this.input.session));
    this.log.add(this.attributes.diagnostics);
    this.log.add(this.features.removed);
    this.log.add(unknownTools(this.attributes.settings));
    this.log.add(this.lints.levels.conflicts());
    this.#report(this.lints.levels.groupConflicts());
    const validation = validateTree(this.tree, this.input.session, (span) => this.input.sources.snippet(span));
    this.log.add(validation.diagnostics);
    this.#report(validation.lints);
    const { capLints } = this.input.session;
    const isCapped = capLints === "allow" || capLints === "warn";
    if (!isCapped) this.log.add(unjudgedLints(this.attributes.settings, this.lints.levels.table));
    this.log.add(afterExpansion(this.view, this.input.readFile));
    for (const missing of checkTestCrate(this.view)) this.program.compilation.report("expansion", missing);
    this.log.add(this.program.diagnostics);
    if (!this.program.aborted) this.log.add(checkAttributeSafety(this.view));
    this.hasErrors ||= !this.program.stash.isEmpty || this.tree.untyped.size > 0;
    if (!this.program.aborted) this.log.add(checkFeatureGates(this.tree, this.input.session, (span) => this.program.isWrittenByCore(span)));
    this.log.add(checkLiterals(this.tree, this.input.session));
    if (!this.program.aborted) this.log.add(this.features.refused);
  }

  /** Early lints that are allowed unless somebody asks for them. */
  #askedForms(): (ImportForms | NegativeLiterals | HiddenLifetimes | EditionForms)[] {
    const { program, tree, input } = this;
    const { levels } = this.lints;
    const resolutions = program.resolutions(tree);
    const lifetimes = () => new HiddenLifetimes(tree, program.definitions, (node) => resolutions.path(node));
    return [
      ...(levels.isOn("unused_import_braces") ? [new ImportForms()] : []),
      ...(levels.isOn("ambiguous_negative_literals") ? [new NegativeLiterals(tree)] : []),
      ...(levels.isOn("elided_lifetimes_in_paths") ? [lifetimes()] : []),
      ...(levels.isOn("unsafe_attr_outside_unsafe") || levels.isOn("missing_unsafe_on_extern")
        ? [new EditionForms(input.session.edition)]
        : []),
    ];
  }

  #casts({ context: { verdicts, printer } }: TypedCrate): void {
    const isOn = this.lints.levels.isEverOn("trivial_casts") || this.lints.levels.isEverOn("trivial_numeric_casts");
    if (isOn) this.#report(trivialCasts(verdicts.trivialCasts, this.tree, (type) => printer.print(type)));
  }

  readonly #shorthands = new ShorthandFields();

  earlyLints(): void {
    const { tree, input, program } = this;
    const superfluous = new SuperfluousLints(tree, input.sources, input.session);
    const unsafe = new UnsafeCodeLint(tree, input.session.release.minor);
    const delimiters = new DelimiterLints(tree, input.sources, input.session.release.minor, (span) => program.callSite(span));
    const types = new NamingLints(tree, {
      isBinding: () => false,
      looksFor: (lint) => lint === "non_camel_case_types",
      isExported: () => true,
      target: () => undefined,
    });
    const suspect = new SuspectForms(tree, input.sources, input.session);
    const resolutions = program.resolutions(tree);
    const visibilities = new VainVisibilities(input.session.release.minor);
    const labels = new LabelLint((expr) => resolutions.breakTarget(expr));
    const asked = this.#askedForms();
    walkCrate(tree, [superfluous, unsafe, delimiters, types, suspect, labels, visibilities, this.#shorthands, ...asked]);
    suspect.rootModules(tree.crate.items);
    const { levels } = this.lints;
    if (levels.isOn("keyword_idents_2018") || levels.isOn("keyword_idents_2024")) this.#report(comingKeywords(tree, input.session.edition));
    this.#report(this.features.lints);
    this.#report(identifierLints(tree, input.session.release.minor));
    this.#report(unexpectedCfgs(program.compilation.seenCfgs, input.session));
    this.#report(wrongLintNames(this.attributes.settings, this.lints.levels.table));
    this.#report(misplacedLevels(this.attributes.settings, tree.crateId));
    const unusedImports = program.unusedImports.early();
    const early = [...program.lints, ...whileExpanding(this.view), ...unusedImports];
    this.lints.levels.isEarly = true;
    this.#report(
      inOrder([
        ...early,
        ...superfluous.found,
        ...delimiters.found,
        ...types.found,
        ...unsafe.found,
        ...suspect.found,
        ...labels.found,
        ...visibilities.found,
        ...asked.flatMap(({ found }) => found),
      ]),
    );
    this.lints.levels.isEarly = false;
    this.#report(inOrder(asked.flatMap((each) => (each instanceof EditionForms ? each.attributes : []))));
  }

  #beforeBodies: readonly Diagnostic[] = [];

  items(): void {
    const { linked } = this.program;
    this.log.add(checkGlobalAllocators(this.view));
    this.log.add(checkAllocator(this.view, () => linked.wantsAllocator()));
    const outer = [...handlerOfHarness(this.view, this.input.makesCode), ...linked.panicHandlers()];
    const { errors, lints, main, isLast } = onItems(this.view, outer, this.input.makesCode);
    this.log.add(errors);
    if (isLast) this.program.compilation.aborted = true;
    if (isLast) return;
    this.#report(lints);
    const { definitions, deprecations, deprecatedUses } = this.program.compilation;
    this.#report(deprecatedPaths({ definitions, tree: this.tree, deprecations, deprecatedUses }));
    this.log.add(this.features.unknown);
    this.#beforeBodies = main;
  }

  types(): TypedCrate {
    const between: BetweenChecks = {
      beforeBodies: (tcx, local) => {
        const items = new RegionItems(tcx, this.input.session.edition);
        for (const def of local) {
          checkItemRegions(items, def);
          compareSignatures(items, def);
        }
        this.#mainType(tcx);
      },
      beforeBody: (tcx, def) => this.#handlerType(tcx, def),
    };
    const typed = typeCheckCrate(this.input.session, this.program, this.tree, { between });
    this.#tell(typed.diagnostics);
    return typed;
  }

  /** Some lints are found while types are inferred; they, too, have a level. */
  #tell(diagnostics: readonly Diagnostic[]): void {
    for (const diagnostic of diagnostics) {
      const { lint } = diagnostic;
      this.log.add(lint === undefined ? [diagnostic] : this.lints.report([{ lint, node: 0, diagnostic }]));
    }
  }

  #entryTypes(tcx: TypeContext): EntryTypes {
    return new EntryTypes(new RegionItems(tcx, this.input.session.edition), this.program.find("core::panic::PanicInfo"));
  }

  #mainType(tcx: TypeContext): void {
    for (const diagnostic of this.#beforeBodies) tcx.report(diagnostic);
    const main = this.#beforeBodies.length > 0 ? undefined : runtimeMain(this.view);
    const def = main === undefined ? undefined : this.program.definitions.ofNode(this.tree, main.id);
    const wrong = main === undefined || def === undefined ? undefined : this.#entryTypes(tcx).main(main, def);
    if (wrong !== undefined) tcx.report(wrong);
  }

  /** The crate's panic handlers, by what they define. */
  #handlers: Map<DefId | undefined, Item> | undefined;

  #handlerType(tcx: TypeContext, def: DefId): void {
    this.#handlers ??= new Map(
      panicHandlers(this.view).map((handler) => [this.program.definitions.ofNode(this.tree, handler.id), handler]),
    );
    const handler = this.#handlers.get(def);
    if (handler === undefined) return;
    for (const diagnostic of checkHandlerGenerics(handler)) tcx.report(diagnostic);
    // Of two nobody knows which is the one; nor what a result without its lifetime is.
    if (this.#handlers.size > 1 || lacksLifetime(tcx, handler.span)) return;
    const wrong = this.#entryTypes(tcx).panicHandler(handler, def, this.input.session.release);
    if (wrong !== undefined) tcx.report(wrong);
  }

  #flowTables: FlowTables | undefined;
  /** These are told with the late lints. */
  readonly #asmLabels: FoundLint[] = [];
  readonly #staticRefs: FoundLint[] = [];

  bodies(typed: TypedCrate): void {
    if (typed.ended) return;
    this.#casts(typed);
    // What no control reaches is found with the types, before any flow is looked at.
    for (const body of typed.bodies) this.#report(unreachableIn(body));
    this.#report(this.program.unusedImports.late());
    for (const body of typed.bodies) if (body.tainted && body.owner >= 0) this.#asm(body);
    for (const body of [...typed.bodies, ...typed.unnamed].sort((a, b) => a.span.lo - b.span.lo)) {
      this.#tell(typed.verdicts.get(body) ?? []);
      if (body.tainted) continue;
      if (body.owner < 0) this.#borrows(body, typed);
      else this.#body(body, typed);
    }
  }

  #body(body: Body, typed: TypedCrate): void {
    const { definitions } = this.program;
    const { release, edition } = this.input.session;
    const owner = definitions.get(body.owner);
    const isFn = owner.kind === "fn" || owner.kind === "assoc-fn";
    const unsafe = unusedUnsafe(body, {
      tables: typed.tables,
      minor: release.minor,
      edition,
      path: (def) => wholePath(typed.context, def),
      isForeign: (def) => isUnsafeForeign(typed.context.items, def),
      unsafeOwner: isFn && typed.tables.signature(body.owner).unsafe,
      owner: { head: typed.context.headSpan(body.owner), body: body.span },
    });
    const asm = this.#asm(body);
    if (release.minor >= 77) this.#staticRefs.push(...staticMutRefs(body, typed.tables, (span) => this.input.sources.snippet(span)));
    this.#report(unsafe);
    // The parameters of a naked function are for its assembly.
    const isNaked = owner.attrs.some(({ path }) => path.segments.at(-1)?.ident.name === "naked");
    this.#asmLabels.push(...asm.found.filter(({ lint }) => lint !== "asm_sub_register"));
    if (!isNaked) this.#flow(body, typed);
  }

  /** With registers that are shown wider than their values, which is told at once. */
  #asm(body: Body): AsmLints {
    const { release, target } = this.input.session;
    const asm = new AsmLints(this.input.sources, release.minor, target.arch);
    asm.body(body);
    this.#report(asm.found.filter(({ lint }) => lint === "asm_sub_register"));
    return asm;
  }

  #constantQuestions({ context }: TypedCrate): ConstantQuestions {
    return {
      headOf: (def) => (this.program.definitions.isLocal(def) ? context.headSpan(def) : undefined),
      hasDestructor: ({ type }) => type.kind === "adt" && context.hasDrop(type.def),
    };
  }

  #transmutes: Transmutes | undefined;

  #flow(body: Body, typed: TypedCrate): void {
    const { minor } = this.input.session.release;
    this.#report([...(typed.context.patternLints.get(body.owner) ?? []), ...unconditionalRecursion(typed.context, body)]);
    this.#report(constantMutations(body, this.#constantQuestions(typed)));
    // Since 1.92 liveness is told of after the borrows.
    if (minor < 92) this.#liveness(body, typed);
    this.#packed(body, typed);
    this.#borrows(body, typed);
    const { context, tables } = typed;
    this.#transmutes ??= new Transmutes(context, tables, sizesFor(tables, this.input.session));
    this.log.add(this.#transmutes.check(body));
    if (minor >= 92 && !context.verdicts.unrunnable.has(body.owner)) this.#liveness(body, typed);
  }

  #borrows(body: Body, { context, tables }: TypedCrate): void {
    const { edition } = this.input.session;
    this.#flowTables ??= new FlowTables(context, edition);
    const { items } = this.#flowTables;
    const flow = checkFlow(this.#flowTables, tables, body, edition);
    this.#report(unusedMut(body, flow?.permissions.used ?? new Set(), (span) => startOfMut(this.input.sources, span)));
    if (flow !== undefined) this.log.add(tellFlow({ tcx: context, items, tables, tree: this.tree, body, edition }, flow));
  }

  #packed(body: Body, { tables }: TypedCrate): void {
    const { session } = this.input;
    const { minor } = session.release;
    const found = new PackedBorrows(tables, sizesFor(tables, session), minor).check(body);
    if (minor >= PACKED_ERROR_SINCE) this.log.add(found);
    else this.#report(found.map((diagnostic) => ({ lint: "unaligned_references", node: 0, diagnostic })));
  }

  #units: UnitNames | undefined;

  /** Nothing is said of what `#[derive]` made. */
  #liveness(body: Body, { context, tables }: TypedCrate): void {
    const parent = context.items.parent(context.genericOwner(body.owner));
    if (parent !== undefined && context.items.isDerived(parent)) return;
    const { minor } = this.input.session.release;
    const isCopy = (type: Ty) => isCopied(type, tables.isCopy);
    const units = (this.#units ??= new UnitNames(context, [...this.program.definitions.own()]));
    const meant = (type: Ty, name: string) => units.similar(body.owner, type, name);
    const isShorthand = (node: number) => this.#shorthands.has(node);
    this.#report(checkLiveness(body, { minor, isShorthand, isCopy, needsDrop: tables.needsDrop, meant }).lints);
  }

  lateLints(typed: TypedCrate): void {
    new LateLints(this.input, this.tree, this.program, this.view, this.lints, this.log).look(typed, this.#asmLabels, this.#staticRefs);
    this.#report(this.lints.unfulfilled(this.attributes.settings));
  }

  code(): void {
    this.log.add(beforeCode(this.view));
  }

  /** In what is computed at compile time, and on the way to code in all functions. */
  panics({ bodies, evaluator }: TypedCrate): void {
    const constant = ({ def, args }: Expr & { kind: "constant" }) => evaluator.known(def, args);
    for (const body of bodies) if (body.owner >= 0 && this.#looksForPanics(body.owner)) this.#report(certainPanics(body, constant));
  }

  #looksForPanics(owner: DefId): boolean {
    const { kind, node } = this.program.definitions.get(owner);
    if (kind !== "fn" && kind !== "assoc-fn") return kind === "assoc-const";
    const item = this.tree.item(node).kind;
    return this.input.makesCode || (item.kind === "fn" && item.header.constness);
  }
}

/** Judges a crate whose tree could be made. There are no typed bodies if there were errors. */
export function analyze(input: FrontEndInput, tree: SyntaxTree, log: FrontEndLog): Analysis {
  const judge = new Judge(input, tree, log);
  const found = judged(judge, input, log);
  if (!judge.program.aborted) log.add(judge.program.stash.takeAll());
  log.add(tree.takeUntyped());
  return { ...found, nativeLibraries: nativeLibraries(judge.view) };
}

function judged(judge: Judge, input: FrontEndInput, log: FrontEndLog): Omit<Analysis, "nativeLibraries"> {
  const { program, lints } = judge;
  const misnamed = [...checkCrateName(judge.view), ...refuseHarness(judge.view)];
  log.add(misnamed);
  if (misnamed.length > 0) return { program, typed: undefined, lints };
  judge.names();
  if (program.aborted) return { program, typed: undefined, lints };
  judge.earlyLints();
  judge.items();
  if (program.aborted) return { program, typed: undefined, lints };
  const typed = judge.types();
  judge.bodies(typed);
  if (judge.hasErrors) return { program, typed: undefined, lints };
  judge.panics(typed);
  judge.lateLints(typed);
  if (!log.failed && input.makesCode) judge.code();
  return { program, typed: log.failed ? undefined : typed, lints };
}
