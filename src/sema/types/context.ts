// The type context: every question about items, answered once and remembered. What goes in: definitions and what
// their paths mean; what comes out: generics, predicates, signatures, types, data types and impl headers. The answers
// are computed by `collect-*.ts` and `lower-type.ts`; this file is the memory between them.
import type { FoundLint } from "../lints/report.ts";
import type { Span } from "../../base/source.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { ExprId, Tree } from "../../syntax/ast.ts";
import type { Session } from "../../target/session.ts";
import {
  associatedTypes,
  boundsOfItem,
  environmentOf,
  impliedBounds,
  predicatesOf,
  superTraits,
  traitItem,
  type FoundItem,
} from "./collect-predicates.ts";
import { collectAdt } from "./collect-adt.ts";
import { collectGenerics, collectSignature, collectType, implHeaderOf, type ImplHeader } from "./collect-items.ts";
import { FIRST_OWN } from "../definitions.ts";
import { headSpan, implHead, implSelfSpan, implTraitSpan } from "./definition-heads.ts";
import type { PatternFault } from "./constant-pattern.ts";
import type { DefId } from "./def-id.ts";
import { ImplIndex } from "./impl-index.ts";
import type { Items } from "./items.ts";
import { AnonymousConstants, type AnonymousConstant } from "./anonymous-constants.ts";
import { BodyVerdicts } from "./body-verdicts.ts";
import { ClosureTable } from "./closure-table.ts";
import { LackingLifetimes } from "./lacking-lifetimes.ts";
import { LanguageTraits } from "./language-traits.ts";
import { Memo } from "./memo.ts";
import type { Predicate, TraitRef } from "./predicates.ts";
import { fullPath } from "./shown-paths.ts";
import { TypePrinter } from "./print.ts";
import { Representability } from "./representability.ts";
import { TypedBodies } from "./typed-bodies.ts";
import { labelNames, lifetimeCount, messageNames } from "./print-names.ts";
import { resolveInstance } from "./instance.ts";
import type { Selection } from "./select.ts";
import type { AdtDef, FnSig, GenericsDef, Instance } from "./tables.ts";
import type { Body, Pat } from "./thir.ts";
import { ERROR, HAS_INFER, HAS_PARAM, Interner, type Ty } from "./ty.ts";

export class TypeContext {
  readonly session: Session;
  readonly items: Items;
  readonly types: Interner;
  /** Core's, which answers for what is core's. */
  readonly #library: TypeContext | undefined;
  readonly printer: TypePrinter;
  /** For labels that compare two types. */
  readonly labels: TypePrinter;
  readonly diagnostics: Diagnostic[] = [];
  /** Fields that are private where they are named: told when all else is. */
  readonly privateFields: Diagnostic[] = [];
  /** Told after those. */
  readonly privateTypes: Diagnostic[] = [];
  /** E0446 of associated types: told among the lints of interfaces. */
  readonly leakedTypes: Diagnostic[] = [];
  /** Patterns that say what goes without saying, by the item that they stand in: told when its types are known. */
  readonly wrongModes: { readonly owner: DefId; readonly said: Diagnostic }[] = [];
  /** What was found of a body's patterns, by its owner. */
  readonly patternLints = new Map<DefId, FoundLint[]>();
  /** The constant evaluator; gives undefined if the constant needs arguments or failed (and has been reported). */
  evaluator: ((def: DefId, args: readonly Ty[]) => bigint | undefined) | undefined;
  /** The checker of bodies. */
  bodyChecker: ((def: DefId) => Body | undefined) | undefined;
  readonly representability = new Representability(this);
  readonly core: LanguageTraits;
  /** What is found of bodies whose types are known. */
  readonly verdicts = new BodyVerdicts(this);
  readonly closureTable: ClosureTable;
  /** Turns a constant's value into a pattern; the evaluator's. */
  patternOfConstant: ((def: DefId, args: readonly Ty[], type: Ty, span: Span) => Pat | PatternFault) | undefined;
  /** What makes a trait hold for closed types, by the trait's and the types' numbers. */
  readonly selections = new Map<string, Selection>();
  readonly #hidden = new Map<string, Ty>();
  readonly #underWay = new Set<number>();
  #muted = 0;
  readonly #told = new Set<string>();
  readonly #anonymous: AnonymousConstants;
  readonly #generics = new Memo<GenericsDef>(
    (def) => collectGenerics(this, def),
    () => ({ params: [], parentCount: 0, hasSelf: false }),
  );
  readonly #predicates = new Memo<readonly Predicate[]>(
    (def) => predicatesOf(this, def),
    () => [],
  );
  readonly #environments = new Memo<readonly Predicate[]>(
    (def) => environmentOf(this, def),
    () => [],
  );
  readonly #supers = new Memo<readonly TraitRef[]>(
    (def) => superTraits(this, def),
    () => [],
  );
  readonly #implied = new Memo<readonly Predicate[]>(
    (def) => impliedBounds(this, def),
    () => [],
  );
  readonly #itemBounds = new Memo<readonly Predicate[]>(
    (def) => boundsOfItem(this, def),
    () => [],
  );
  readonly #signatures = new Memo<FnSig>(
    (def) => collectSignature(this, def),
    () => ERROR_SIGNATURE,
  );
  readonly #types = new Memo<Ty>(
    (def) => collectType(this, def),
    () => ERROR,
  );
  readonly #adts = new Memo<AdtDef>(
    (def) => collectAdt(this, def),
    () => {
      throw new Error("a data type cannot need itself");
    },
  );
  readonly #headers = new Memo<ImplHeader>(
    (def) => implHeaderOf(this, def),
    () => ({ self: ERROR, ref: undefined, negative: false }),
  );
  readonly lacking = new LackingLifetimes();
  readonly #bodies: TypedBodies;
  /** Items of core that the release does not have: see `isNewerInCore`. */
  readonly newer = new Map<DefId, boolean>();
  /** Functions whose lifetimes are wrong: nothing more is said of their bodies. */
  readonly brokenSignatures = new Set<DefId>();
  /** Where types as written are wrong: a body around such a place is not looked at further. */
  readonly wrongTypes: { readonly at: number; readonly code: string | undefined }[] = [];
  readonly #impls: ImplIndex;

  constructor(session: Session, items: Items, library: TypeContext | undefined) {
    this.session = session;
    this.items = items;
    this.core = new LanguageTraits(items);
    this.#library = library;
    this.types = new Interner(library?.types);
    this.#bodies = new TypedBodies(this, library === undefined);
    this.#anonymous = new AnonymousConstants(library === undefined ? 0 : FIRST_OWN);
    this.closureTable = new ClosureTable(this.types, library?.closureTable);
    this.#impls = new ImplIndex(items, (impl) => this.implHeader(impl), library === undefined ? undefined : library.#impls);
    const lifetimes = (def: DefId) => lifetimeCount(this, def);
    this.printer = new TypePrinter(messageNames(this), lifetimes);
    this.labels = new TypePrinter(labelNames(this), lifetimes);
  }

  /** Nothing is reported now. */
  get isMuted(): boolean {
    return this.#muted > 0;
  }

  isHomeOf(def: DefId): boolean {
    return this.#of(def) === this;
  }

  /** The context that an item is remembered in. */
  #of(def: DefId): TypeContext {
    return def < FIRST_OWN && def > -FIRST_OWN ? (this.#library ?? this) : this;
  }

  // --- Reports -------------------------------------------------------------------------------------------------

  /** The same is told once: types are read more than once. */
  report(diagnostic: Diagnostic): void {
    if (this.#muted > 0) return;
    const { code, message, spans } = diagnostic;
    const key = `${code} ${message} ${spans.map(({ span }) => `${span.lo}-${span.hi}-${span.ctxt}`).join()}`;
    if (!this.#told.has(key)) this.diagnostics.push(diagnostic);
    this.#told.add(key);
  }

  /** A member that the type checker found by its name. */
  useMember(def: DefId | undefined, span: Span, user: DefId): void {
    if (def === undefined || this.items.deprecations.of(def) === undefined || !this.items.isLocal(user)) return;
    const said = this.items.deprecations.use(def, span, user < 0 ? undefined : user, fullPath(this, def));
    if (said !== undefined) this.report(said);
  }

  /** Lowers a type or trait of a clause unless that is already under way: bounds may speak of their own associated types. */
  guarded<T>(node: number, action: () => T): T | undefined {
    if (this.#underWay.has(node)) return undefined;
    this.#underWay.add(node);
    try {
      return action();
    } finally {
      this.#underWay.delete(node);
    }
  }

  /** Runs without reporting: what is asked a second time. */
  silently<T>(action: () => T): T {
    this.#muted++;
    try {
      return action();
    } finally {
      this.#muted--;
    }
  }

  // --- Items ---------------------------------------------------------------------------------------------------

  lang(name: string): DefId | undefined {
    return this.items.lang(name);
  }

  isLang(def: DefId | undefined, name: string): boolean {
    return this.items.isLang(def, name);
  }

  generics(def: DefId): GenericsDef {
    const owner = this.genericOwner(def);
    return this.#of(owner).#generics.get(owner);
  }

  /** Constructors, variants, fields and anonymous constants have the generics of what they belong to. */
  genericOwner(def: DefId): DefId {
    if (def < 0) return this.genericOwner(this.anonymous(def).owner);
    const kind = this.items.kind(def);
    if (kind === "variant" || kind === "constructor" || kind === "field") return this.genericOwner(this.items.parent(def) as DefId);
    return def;
  }

  predicates(def: DefId): readonly Predicate[] {
    const owner = this.genericOwner(def);
    return this.#of(owner).#predicates.get(owner);
  }

  /** What a body of `def` may assume: its predicates and what follows from them. */
  environment(def: DefId): readonly Predicate[] {
    const owner = this.genericOwner(def);
    return this.#of(owner).#environments.get(owner);
  }

  superTraits(trait: DefId): readonly TraitRef[] {
    return this.#of(trait).#supers.get(trait);
  }

  /** What `Self: trait` implies directly. */
  impliedBounds(trait: DefId): readonly Predicate[] {
    return this.#of(trait).#implied.get(trait);
  }

  /** Bounds of an associated type, on the projection of the trait's own parameters. */
  itemBounds(item: DefId): readonly Predicate[] {
    return this.#of(item).#itemBounds.get(item);
  }

  signature(def: DefId): FnSig {
    return this.lacking.signature(def, this.#of(def).#signatures.get(def));
  }

  typeOf(def: DefId): Ty {
    return def < 0 ? this.anonymous(def).type : this.#of(def).#types.get(def);
  }

  adt(def: DefId): AdtDef {
    return this.lacking.adt(def, this.#of(def).#adts.get(def));
  }

  implHeader(impl: DefId): ImplHeader {
    return this.#of(impl).#headers.get(impl);
  }

  identityArgs(def: DefId): readonly Ty[] {
    return this.generics(def).params.map(({ index, name, constType }) => this.types.param(index, name, constType));
  }

  identityAdt(def: DefId): Ty {
    return this.types.adt(def, this.identityArgs(def));
  }

  /** The type of a type or const parameter, by its definition. */
  paramType(def: DefId): Ty {
    const owner = this.items.parent(def);
    const name = this.items.name(def);
    const found = owner === undefined ? undefined : this.generics(owner).params.findLast((param) => param.name === name);
    return found === undefined ? ERROR : this.types.param(found.index, found.name, found.constType);
  }

  associatedTypes(owner: DefId, base: Ty, name: string, isSelf: boolean): readonly FoundItem[] {
    return associatedTypes(this, owner, base, name, isSelf);
  }

  traitItem(ref: TraitRef, name: string, kind: "assoc-type" | "assoc-const" | "assoc-fn"): FoundItem | undefined {
    return traitItem(this, ref, name, kind);
  }

  /** The item of an impl with a given name. */
  implItem(impl: DefId, name: string, kind: string): DefId | undefined {
    return this.items.children(impl).find((item) => this.items.name(item) === name && this.items.kind(item) === kind);
  }

  isAuto(trait: DefId): boolean {
    const item = this.items.item(trait)?.kind;
    return item?.kind === "trait" && item.auto;
  }

  hasAttribute(def: DefId, name: string): boolean {
    return this.items.attrs(def).some((attr) => attr.path.segments.length === 1 && attr.path.segments[0]?.ident.name === name);
  }

  // --- Impls ---------------------------------------------------------------------------------------------------

  /** Impls of a trait: of those for `self` none is missing; without it, none at all. */
  traitImpls(trait: DefId, self?: Ty): readonly DefId[] {
    return this.#impls.ofTrait(trait, self);
  }

  /** Impls of a trait whose self type may become `self`, as far as their outermost forms tell. */
  candidateImpls(trait: DefId, self: Ty): readonly DefId[] {
    return this.#impls.candidates(trait, self);
  }

  /** Inherent impls whose self type has the outermost form of `type`. */
  inherentImpls(type: Ty): readonly DefId[] {
    return this.#impls.inherent(type);
  }

  // --- Constants and bodies ------------------------------------------------------------------------------------

  anonymousConstant(tree: Tree, expr: ExprId, owner: DefId, type: Ty): DefId {
    return this.#of(owner).#anonymous.add({ tree, expr, owner, type });
  }

  /** A part of a body that is a constant of its own: `const { .. }`. */
  inlineConstant(tree: Tree, expr: ExprId, body: Body): void {
    const { owner, result } = body;
    this.#of(owner).#anonymous.add({ tree, expr, owner, type: result, body });
  }

  /** Bodies of the crate's own constants without a name, as far as they were asked for; within bodies (`isInline`) or elsewhere. */
  anonymousBodies(isInline: boolean): Body[] {
    const wanted = ({ owner, body }: AnonymousConstant) => (body !== undefined) === isInline && this.items.isLocal(owner);
    return this.#anonymous.all(wanted).flatMap((def) => this.body(def) ?? []);
  }

  anonymous(def: DefId): AnonymousConstant {
    return this.#of(def).#anonymous.get(def);
  }

  /** The item itself; of a constant without a name, the item that it stands in. */
  holder(def: DefId): DefId {
    let at = def;
    while (at < 0) at = this.anonymous(at).owner;
    return at;
  }

  /** The value of an unevaluated constant, if its arguments are known. */
  evaluate(constant: Ty): Ty {
    if (constant.kind !== "unevaluated" || (constant.flags & (HAS_PARAM | HAS_INFER)) !== 0 || this.evaluator === undefined)
      return constant;
    const value = this.evaluator(constant.def, constant.args);
    return value === undefined ? ERROR : this.types.constant(value, this.typeOf(constant.def));
  }

  instanceOf(def: DefId, args: readonly Ty[]): Instance {
    return resolveInstance(this, def, args);
  }

  body(def: DefId): Body | undefined {
    const home = this.#of(def);
    return home === this ? this.#bodies.of(def) : this.#bodyOfCore(home, def);
  }

  forgetBody(def: DefId): void {
    if (this.isHomeOf(def)) this.#bodies.forget(def);
  }

  /** What is said of a body of core is said to each that asks for it. */
  #bodyOfCore(library: TypeContext, def: DefId): Body | undefined {
    const body = library.body(def);
    for (const said of library.#bodies.saidOf(def)) this.report(said);
    return body;
  }

  print(type: Ty): string {
    return this.printer.print(type);
  }

  // --- Traits and methods -------------------------------------------------------------------------------------

  isFnTrait(trait: DefId): boolean {
    return this.isLang(trait, "fn") || this.isLang(trait, "fn_mut") || this.isLang(trait, "fn_once");
  }

  /** Has a receiver. */
  isMethod(def: DefId): boolean {
    const kind = this.items.item(def)?.kind;
    return kind?.kind === "fn" && kind.params[0]?.self !== undefined;
  }

  /** By its place among the fields of a struct, union or variant. */
  fieldOf(owner: DefId, index: number): DefId | undefined {
    return this.items.children(owner).filter((child) => this.items.kind(child) === "field")[index];
  }

  fieldVisible(owner: DefId, name: string, from: DefId): boolean {
    const field = this.items.named(owner, name).find((child) => this.items.kind(child) === "field");
    return field === undefined || this.items.isVisible(field, this.items.module(from));
  }

  headSpan(def: DefId): Span {
    return headSpan(this.items, def);
  }

  implHead(impl: DefId): Span {
    return implHead(this.items, impl);
  }

  implTraitSpan(impl: DefId): Span {
    return implTraitSpan(this.items, impl);
  }

  /** Of what `#[derive]` made, the item's name. */
  implSelfSpan(impl: DefId): Span {
    const span = implSelfSpan(this.items, impl);
    const self = this.items.isDerived(impl) ? this.implHeader(impl).self : undefined;
    return self?.kind === "adt" ? { ...span, ...nameOf(this.items.identSpan(self.def)) } : span;
  }

  hasDrop(adt: DefId): boolean {
    const trait = this.lang("drop");
    return (
      trait !== undefined &&
      this.traitImpls(trait, this.identityAdt(adt)).some((impl) => {
        const { self, negative } = this.implHeader(impl);
        return !negative && self.kind === "adt" && self.def === adt;
      })
    );
  }

  // --- Closures and opaque types -------------------------------------------------------------------------------

  /** What the `index`-th `impl Trait` of a function's result is: known once its body is checked. */
  hiddenType(fn: DefId, index: number): Ty | undefined {
    this.body(fn);
    return this.#of(fn).#hidden.get(`${fn}.${index}`);
  }

  setHiddenType(fn: DefId, index: number, type: Ty): void {
    this.#hidden.set(`${fn}.${index}`, type);
  }
}

const ERROR_SIGNATURE: FnSig = { params: [], output: ERROR, unsafe: false, const: false, abi: "Rust", variadic: false };

const nameOf = ({ lo, hi }: Span): Span => ({ lo, hi });
