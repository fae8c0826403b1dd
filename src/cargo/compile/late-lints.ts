// The lints that are looked for when a crate has no errors: they need its types, and go through it module by module.
import type { Span } from "../../base/source.ts";
import { type Diagnostic, unsupported } from "../../diag/diagnostic.ts";
import { needsMain } from "../../rules/entry-point.ts";
import type { CrateView } from "../../rules/crate-view.ts";
import { reachableDefinitions } from "../../sema/names/reachable.ts";
import { findDeadCode } from "../../sema/lints/dead-code.ts";
import { implicitAutorefs } from "../../sema/lints/implicit-autorefs.ts";
import { clashingExterns } from "../../sema/lints/clashing-externs.ts";
import { danglingLocals } from "../../sema/lints/dangling-locals.ts";
import { nonLocalDefinitions } from "../../sema/lints/non-local-definitions.ts";
import { askedLints } from "./asked-lints.ts";
import { startOfMut } from "./start-of-mut.ts";
import { lifetimeSyntax } from "../../sema/lints/lifetime-syntax.ts";
import { literalRanges } from "../../sema/lints/literal-range.ts";
import { ShorthandFields } from "../../sema/lints/shorthand-fields.ts";
import { NamingLints } from "../../sema/lints/naming.ts";
import { LintReporter } from "../../sema/lints/report.ts";
import type { FoundLint } from "../../sema/lints/report.ts";
import { inOrder, moduleOrder } from "../../sema/lints/module-order.ts";
import { DropBounds } from "../../sema/lints/drop-bounds.ts";
import { missingDocs } from "../../sema/lints/missing-docs.ts";
import { NoMangleConstLint } from "../../sema/lints/unsafety.ts";
import { typedLints } from "../../sema/lints/typed-lints.ts";
import { typedQuestions } from "../../sema/lints/typed-questions.ts";
import { uselessComparisons } from "../../sema/lints/useless-comparisons.ts";
import { unusedResults } from "../../sema/lints/unused-results.ts";
import { VainForms, type FormQuestions } from "../../sema/lints/vain-forms.ts";
import { foreignTypes } from "../../sema/lints/foreign-types.ts";
import { sizesFor } from "../../sema/types/layout.ts";
import { walkCrate } from "../../sema/lints/walk.ts";
import type { PathRes } from "../../sema/resolution.ts";
import type { NodeId } from "../../syntax/ast.ts";
import type { Definition } from "../../sema/definitions.ts";
import type { ResolvedProgram } from "../../sema/names/program.ts";
import type { TypedCrate } from "../../sema/types/check-crate.ts";
import { privateInterfaces, type PrivateInterfaces } from "../../sema/types/private-interfaces.ts";
import { withLeaked } from "../../sema/types/leaked-types.ts";
import type { DefId } from "../../sema/types/def-id.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { FrontEndInput, FrontEndLog } from "./front-end.ts";

/** What a method is one of, as the table of places names it: `[T]`, `str`, `Index`. */
function ownerName(context: TypedCrate["context"], method: DefId): string {
  const owner = context.items.parent(method) ?? method;
  return context.items.kind(owner) === "impl" ? context.print(context.implHeader(owner).self) : context.items.name(owner);
}

/** `dangerous_implicit_autorefs` is as old, and denied. */
const AUTOREFS_SINCE = 89;

/** Constants that nobody else names are renamed with their uses. */
const RENAMES_USES_SINCE = 90;

export class LateLints {
  /** What others can name. */
  readonly #reachable: ReadonlySet<DefId>;

  constructor(
    readonly input: FrontEndInput,
    readonly tree: SyntaxTree,
    readonly program: ResolvedProgram,
    readonly view: CrateView,
    readonly lints: LintReporter,
    readonly log: Pick<FrontEndLog, "add">,
  ) {
    this.#reachable = reachableDefinitions(program);
  }

  #report(found: readonly FoundLint[]): void {
    this.log.add(this.lints.report(found));
  }

  /** Literals out of range; where that is allowed, their bits are not computed yet. */
  #literals({ bodies, context }: TypedCrate): FoundLint[] {
    const found = [...bodies, ...context.anonymousBodies(false)].flatMap((body) =>
      literalRanges(body, (span) => this.input.sources.snippet(span)),
    );
    for (const { diagnostic } of found) {
      const [{ span } = { span: { lo: 0, hi: 0 } }] = diagnostic.spans;
      const { level } = this.lints.levels.at("overflowing_literals", span.lo);
      if (level !== "deny" && level !== "forbid") this.log.add([unsupported("KB0233", "a literal out of the range of its type", span)]);
    }
    return found;
  }

  #unusedResults({ bodies, tables, context: tcx }: TypedCrate): FoundLint[] {
    const { definitions } = this.program;
    const snippet = (span: Span) => this.input.sources.snippet(span);
    return bodies.flatMap((body) => unusedResults(body, { tcx, definitions, tables, snippet, minor: this.input.session.release.minor }));
  }

  #autorefs({ bodies, context, tables }: TypedCrate): FoundLint[] {
    if (this.input.session.release.minor < AUTOREFS_SINCE) return [];
    const { items } = context;
    const ask = {
      print: (type: Ty) => tables.print(type),
      name: (method: DefId) => items.name(method),
      place: (method: DefId) => items.placeInCore(`${ownerName(context, method)}::${items.name(method)}`),
      wantsWritten: (method: DefId) => context.hasAttribute(method, "rustc_no_implicit_autorefs"),
      isIndexing: (method: DefId) => {
        const trait = items.parent(method);
        return trait !== undefined && (context.isLang(trait, "index") || context.isLang(trait, "index_mut"));
      },
    };
    return bodies.flatMap((body) => implicitAutorefs(body, ask));
  }

  #typed({ bodies, context, tables }: TypedCrate): FoundLint[] {
    const { definitions } = this.program;
    const { sources, session } = this.input;
    const ask = typedQuestions({ context, tables, definitions, sources, session });
    return bodies.flatMap((body) => typedLints(body, ask)).filter(({ lint }) => this.lints.levels.table.isLint(lint));
  }

  #foreignTypes({ context: tcx, tables }: TypedCrate): FoundLint[] {
    const { session } = this.input;
    const { definitions } = this.program;
    const layouts = sizesFor(tables, session);
    return foreignTypes({ tcx, tables, layouts, definitions, tree: this.tree, minor: session.release.minor });
  }

  #clashing({ context: tcx, tables }: TypedCrate): FoundLint[] {
    const layouts = sizesFor(tables, this.input.session);
    const sizeOf = (type: Ty) => (tables.isSized(type) ? layouts.of(type)?.size : undefined);
    return clashingExterns({ definitions: this.program.definitions, tcx, tables, sizeOf });
  }

  #nested({ context: tcx }: TypedCrate): FoundLint[] {
    if (!this.lints.levels.table.isLint("non_local_definitions")) return [];
    const { tree, program } = this;
    const resolutions = program.resolutions(tree);
    return nonLocalDefinitions({ definitions: program.definitions, tcx, tree, resolution: (node) => resolutions.path(node) });
  }

  #danglingLocals({ bodies, context, tables }: TypedCrate): FoundLint[] {
    if (!this.lints.levels.table.isLint("dangling_pointers_from_locals")) return [];
    const { definitions } = this.program;
    const { sources, session } = this.input;
    const ask = typedQuestions({ context, tables, definitions, sources, session });
    return bodies.flatMap((body) => {
      const item = body.owner < 0 ? undefined : context.items.item(body.owner)?.kind;
      if (item?.kind !== "fn" || item.output === undefined || this.tree.type(item.output).kind.kind !== "pointer") return [];
      const word = context.items.kind(body.owner) === "fn" ? "function" : "method";
      return danglingLocals(body, {
        resultSpan: this.tree.span(item.output),
        word,
        print: ask.print,
        isOfCore: (span) => context.items.isWrittenByCore(span),
        hasBytes: (type) => ask.sizeOf(type) !== undefined && !ask.isZeroSized(type),
        pathInCore: ask.pathInCore,
        spanOf: ({ span }) => ({ ...span, lo: startOfMut(sources, span) ?? span.lo }),
      });
    });
  }

  #lifetimes({ context }: TypedCrate): FoundLint[] {
    if (!this.lints.levels.table.isLint("mismatched_lifetime_syntaxes")) return [];
    const { definitions } = this.program;
    const isFunction = ({ id, kind }: Definition): boolean => (kind === "fn" || kind === "assoc-fn") && definitions.isLocal(id);
    const functions = [...definitions.own()].filter(isFunction);
    return lifetimeSyntax(
      context,
      functions.map(({ id }) => id),
    );
  }

  #declared(path: PathRes | undefined): { readonly node: NodeId; readonly isConstant: boolean } | undefined {
    const { definitions } = this.program;
    if (path?.base.kind !== "def" || path.unresolved > 0 || !definitions.isLocal(path.base.def)) return undefined;
    const { node, kind } = definitions.get(path.base.def);
    return { node, isConstant: kind === "const" };
  }

  /** `asmLabels` and `staticRefs` were found in bodies, and are told here. */
  look(typed: TypedCrate, asmLabels: readonly FoundLint[], staticRefs: readonly FoundLint[]): void {
    const { tree, input } = this;
    const resolutions = this.program.resolutions(tree);
    const shorthands = new ShorthandFields();
    const naming = new NamingLints(tree, {
      isBinding: ({ id }) => resolutions.path(id) === undefined && !shorthands.has(id),
      looksFor: (lint) => lint !== "non_camel_case_types",
      isExported: (node) =>
        this.input.session.release.minor < RENAMES_USES_SINCE || this.#reachable.has(this.program.definitions.ofNode(tree, node) ?? -1),
      target: (node) => this.#declared(resolutions.path(node)),
    });
    const constants = new NoMangleConstLint(input.sources, input.session);
    const forms = new VainForms(tree, this.#formQuestions(typed));
    const drops = new DropBounds(tree, this.#isDrop(typed), (span) => input.sources.snippet(span));
    walkCrate(tree, [shorthands, naming, constants, forms, drops]);
    naming.renameUses();
    const interfaces = this.#privateInterfaces(typed);
    this.log.add(interfaces.errors);
    this.#leaks(interfaces.lints, typed.context.leakedTypes);
    this.#report(this.#deadCode(typed));
    this.#report(asmLabels);
    const literals = this.#literals(typed);
    this.#report(
      inOrder(
        [
          ...typed.bodies.flatMap(uselessComparisons),
          ...literals,
          ...this.#missingDocs(typed),
          ...staticRefs,
          ...naming.found,
          ...constants.found,
          ...drops.found,
          ...this.#asked(typed),
          ...forms.found,
          ...this.#unusedResults(typed),
          ...this.#autorefs(typed),
          ...this.#typed(typed),
          ...this.#lifetimes(typed),
          ...this.#foreignTypes(typed),
          ...this.#clashing(typed),
          ...this.#nested(typed),
          ...this.#danglingLocals(typed),
        ],
        moduleOrder(this.program.definitions, tree),
      ),
    );
    this.log.add(typed.context.privateFields);
    this.log.add(typed.context.privateTypes);
  }

  /** Both in source order. */
  #leaks(lints: readonly FoundLint[], leaked: readonly Diagnostic[]): void {
    const startOf = ({ spans }: Diagnostic): number => spans[0]?.span.lo ?? 0;
    const rest = leaked.toSorted((a, b) => startOf(a) - startOf(b));
    for (const lint of lints) {
      while (rest[0] !== undefined && startOf(rest[0]) < startOf(lint.diagnostic)) this.log.add(rest.splice(0, 1));
      this.#report([lint]);
    }
    this.log.add(rest);
  }

  #formQuestions({ context, tables }: TypedCrate): FormQuestions {
    const { definitions } = this.program;
    const defOf = (node: NodeId) => definitions.ofNode(this.tree, node) as DefId;
    return {
      headOf: (node) => context.headSpan(defOf(node)),
      needsArguments: (node) => tables.identityArgs(defOf(node)).length > 0,
      minor: this.input.session.release.minor,
    };
  }

  /** Whether a path names the trait `Drop`. */
  #isDrop({ context }: TypedCrate): (node: NodeId) => boolean {
    const resolutions = this.program.resolutions(this.tree);
    const drop = context.lang("drop");
    return (node) => {
      const path = resolutions.path(node);
      return path?.base.kind === "def" && path.unresolved === 0 && path.base.def === drop;
    };
  }

  #asked(typed: TypedCrate): FoundLint[] {
    const { input, tree, program, lints } = this;
    return askedLints({ session: input.session, tree, program, typed, levels: lints.levels, named: this.#reachable });
  }

  #missingDocs({ context: tcx }: TypedCrate): FoundLint[] {
    if (!this.lints.levels.isEverOn("missing_docs")) return [];
    const { definitions } = this.program;
    const { attrs, span } = this.tree.crate;
    const text = this.input.sources.snippet(span).trimEnd();
    const whole = { ...span, hi: span.lo + text.length };
    return missingDocs({ definitions, tcx, reachable: this.#reachable, attrs, span: whole });
  }

  #privateInterfaces({ context }: TypedCrate): PrivateInterfaces {
    const { definitions } = this.program;
    const reachable = this.#reachable;
    const { minor } = this.input.session.release;
    return privateInterfaces({ tcx: context, definitions, reachable, minor });
  }

  #deadCode({ context, bodies, tables }: TypedCrate): FoundLint[] {
    const { tree, program, view } = this;
    return findDeadCode({
      definitions: program.definitions,
      resolutions: program.resolutions(tree),
      tree,
      tcx: context,
      bodies: [...bodies, ...context.anonymousBodies(false)],
      reachable: withLeaked(context, program.definitions.impls, this.#reachable),
      hasMain: needsMain(view),
      root: program.definitions.crates[program.local]?.root ?? 0,
      minor: this.input.session.release.minor,
      isSized: tables.isSizedIn,
      isAllowed: (node) => this.lints.levels.at("dead_code", tree.span(node).lo).level === "allow",
    });
  }
}
