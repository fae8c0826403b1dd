// Types as items write them must be well formed: what a data type asks of its arguments holds, elements have a size, a
// projection's trait is there. In: an item. Out: E0277 at the innermost written type that breaks a rule (rustc's `wfcheck`
// narrows its spans the same way).
import type { Span } from "../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Bound, Generics, Path, Tree, TypeId } from "../../syntax/ast.ts";
import { noteBound } from "./bound-note.ts";
import type { TypeContext } from "./context.ts";
import { signatureLowering } from "./collect-items.ts";
import type { DefId } from "./def-id.ts";
import { checkCaptures } from "./forms/captures.ts";
import { lifetimesInBounds, lifetimesInType } from "./forms/lifetime-mentions.ts";
import { InferenceTable } from "./infer.ts";
import type { TypeLowering } from "./lower-type.ts";
import { normalizeIn } from "./normalize.ts";
import { mismatchedProjection } from "./mismatched-projection.ts";
import { reportOverflow } from "./overflow.ts";
import type { Predicate, TraitRef } from "./predicates.ts";
import { substitutePredicate } from "./predicates.ts";
import { Selector } from "./select.ts";
import { HAS_ALIAS, HAS_ERROR, HAS_INFER, HAS_PARAM, type Ty } from "./ty.ts";
import { unsatisfied } from "./unsatisfied.ts";
import { adviseBound } from "./unsatisfied-advice.ts";

export function checkWellFormed(tcx: TypeContext, def: DefId): void {
  const checker = new WellFormed(tcx, def);
  const kind = tcx.items.item(def)?.kind;
  switch (kind?.kind) {
    case "struct":
    case "union":
    case "enum":
      checker.generics(kind.generics);
      return checker.fields();
    case "fn":
      checkCaptures(tcx, def);
      for (const param of kind.params) checker.type(param.type);
      if (kind.output !== undefined) checker.type(kind.output);
      return checker.generics(kind.generics);
    case "const":
      // Of an associated constant the type may be `Self`, whatever that is.
      if (tcx.items.kind(def) === "assoc-const") return void checker.type(kind.type);
      return checker.sized(kind.type, (said) => void said.note(CONSTANT_SIZE));
    case "static":
      checker.sized(
        kind.type,
        (said) => void said.note(CONSTANT_SIZE),
        tcx.session.release.minor >= POINTS_AT_HEAD ? tcx.headSpan(def) : undefined,
      );
      return kind.mutable || kind.value === undefined ? undefined : checker.shared(kind.type);
    case "trait":
      checker.bounds(kind.bounds, tcx.types.param(0, "Self"));
      return checker.generics(kind.generics);
    case "impl":
      checker.generics(kind.generics);
      checker.type(kind.self);
      return checker.traitOfImpl();
    case "type-alias":
      if (tcx.items.kind(def) === "assoc-type" && kind.type !== undefined) checker.type(kind.type);
      return;
    default:
  }
}

type More = (said: DiagnosticBuilder) => void;

const CONSTANT_SIZE = "statics and constants must have a statically known size";
/** Since then statics are pointed at as a whole, and fields are told how they may get a size. */
const POINTS_AT_HEAD = 90;

class WellFormed {
  readonly #tree: Tree;
  readonly #lowering: TypeLowering;
  readonly #selector: Selector;

  constructor(
    readonly tcx: TypeContext,
    readonly def: DefId,
  ) {
    this.#tree = tcx.items.tree(def);
    this.#lowering = signatureLowering(tcx, def);
    this.#selector = new Selector(tcx, new InferenceTable(tcx.types), tcx.environment(def));
  }

  /** `whose`: the item whose bound it is. */
  #require(predicate: Predicate, span: Span, whose?: DefId, more?: More): boolean {
    const parts = predicate.kind === "trait" ? predicate.ref.args : [...predicate.args, predicate.type];
    if (parts.some((type) => (type.flags & HAS_ERROR) !== 0) || this.#selector.holds(predicate) !== "no") return true;
    if (predicate.kind === "projection") return this.#unequal(predicate, span, whose);
    const { ref } = this.#selector.culprit(predicate);
    const args = ref.args.map((arg) => normalizeIn(this.tcx, this.def, arg));
    const said = unsatisfied(this.tcx, { trait: ref.trait, args }, span);
    if (whose !== undefined) noteBound(this.tcx, { def: whose, boundSpan: predicate.span }, said);
    if (said.code === "E0277" && whose !== undefined) adviseBound(this.tcx, this.def, { trait: ref.trait, args }, said);
    if (said.code === "E0277") more?.(said);
    this.tcx.report(said);
    return false;
  }

  /** Where the trait itself is lacking, that is told. */
  #unequal(predicate: Predicate & { kind: "projection" }, span: Span, whose?: DefId): boolean {
    const trait = this.tcx.items.parent(predicate.item) as DefId;
    const own = predicate.args.slice(0, this.tcx.generics(trait).params.length);
    const found = this.#selector.normalize(this.tcx.types.projection(predicate.item, predicate.args), []);
    if (this.#selector.traitHolds(trait, own) !== "yes" || (found.flags & (HAS_ERROR | HAS_INFER | HAS_ALIAS)) !== 0) return true;
    const type = this.#selector.normalize(predicate.type, []);
    if ((type.flags & (HAS_ERROR | HAS_INFER | HAS_ALIAS)) !== 0) return true;
    const said = mismatchedProjection(this.tcx, this.#selector, { ...predicate, type }, found, span);
    if (whose !== undefined) noteBound(this.tcx, { def: whose, boundSpan: predicate.span }, said);
    this.tcx.report(said);
    return false;
  }

  #sized(type: Ty, span: Span, more?: More): boolean {
    const trait = this.tcx.lang("sized");
    return trait === undefined || this.#require({ kind: "trait", ref: { trait, args: [type] }, span }, span, undefined, more);
  }

  #all(whose: DefId, predicates: readonly Predicate[], args: readonly Ty[], span: Span): boolean {
    return predicates.map((each) => this.#require(substitutePredicate(this.tcx.types, each, args), span, whose)).every((held) => held);
  }

  /** A type that must also have a size. */
  sized(id: TypeId, more?: More, at?: Span): void {
    if (this.type(id)) this.#sized(this.#lower(id), at ?? this.#tree.span(id), more);
  }

  #adviseField(said: DiagnosticBuilder, type: TypeId, kind: "struct" | "enum" | "union"): void {
    if (this.tcx.session.release.minor < POINTS_AT_HEAD) return;
    const { lo, hi } = this.#tree.span(type);
    const only = {
      struct: "only the last field of a struct may have",
      enum: "no field of an enum variant may have",
      union: "no field of a union may have",
    };
    said.note(`${only[kind]} a dynamically sized type`).help("change the field's type to have a statically known size");
    const suggest = (words: string, open: string, close: string): void => {
      const edits = [{ span: { lo, hi: lo }, text: open }, ...(close === "" ? [] : [{ span: { lo: hi, hi }, text: close }])];
      said.suggest(words, edits, "MachineApplicable", "verbose");
    };
    suggest("borrowed types always have a statically known size", "&", "");
    suggest("the `Box` type always has a statically known size and allocates its contents in the heap", "Box<", ">");
  }

  /** Of a static, which all threads see. */
  shared(id: TypeId): void {
    const trait = this.tcx.core.trait("marker::Sync");
    const [type, span] = [this.#lower(id), this.#tree.span(id)];
    this.#require({ kind: "trait", ref: { trait, args: [type] }, span }, span);
  }

  #lower(id: TypeId): Ty {
    return this.tcx.silently(() => this.#lowering.lower(id));
  }

  /** False if it, or something in it, was reported; `at`: the place to blame. */
  type(id: TypeId, at?: Span): boolean {
    const { kind, span: own } = this.#tree.type(id);
    const span = at ?? own;
    switch (kind.kind) {
      case "paren":
        return this.type(kind.inner, at);
      case "reference":
      case "pointer":
        return this.type(kind.target, at);
      case "slice":
      case "array":
        return this.type(kind.element, at) && this.#sized(this.#lower(kind.element), span);
      case "tuple":
        return this.#tuple(kind.elements, span);
      case "path":
        if (kind.qself !== undefined && !this.type(kind.qself.type, at)) return false;
        return this.#arguments(kind.path, at) && this.#outermost(this.#lower(id), span);
      default:
        return true;
    }
  }

  #tuple(elements: readonly TypeId[], span: Span): boolean {
    if (!elements.every((element) => this.type(element))) return false;
    return elements.slice(0, -1).every((element) => this.#sized(this.#lower(element), span));
  }

  #arguments(path: Path, at?: Span): boolean {
    return path.segments.every(
      ({ args }) => args?.kind !== "angle" || args.args.every((arg) => arg.kind !== "type" || this.type(arg.type, at)),
    );
  }

  /** What the outermost constructor asks. */
  #outermost(type: Ty, span: Span): boolean {
    if ((type.flags & HAS_ERROR) !== 0) return true;
    if (type.kind === "adt") return this.#all(type.def, this.tcx.predicates(type.def), type.args, span);
    if (type.kind !== "projection") return true;
    const trait = this.tcx.items.parent(type.item) as DefId;
    const args = type.args.slice(0, this.tcx.generics(trait).params.length);
    if (!this.#require({ kind: "trait", ref: { trait, args }, span }, span)) return false;
    const own = this.tcx.predicates(type.item).slice(this.tcx.predicates(trait).length);
    return this.#all(type.item, own, type.args, span);
  }

  // --- Parts of items --------------------------------------------------------------------------------------------

  /** All fields have a size, but for the last of a struct. */
  fields(): void {
    const kind = this.tcx.items.item(this.def)?.kind;
    if (kind?.kind !== "enum" && kind?.kind !== "struct" && kind?.kind !== "union") return;
    const datas = kind.kind === "enum" ? kind.variants.map(({ data }) => data) : [kind.data];
    for (const data of datas) {
      if (data.kind === "unit") continue;
      data.fields.forEach((field, i) => {
        if (kind.kind === "struct" && i === data.fields.length - 1) this.type(field.type);
        else this.sized(field.type, (said) => this.#adviseField(said, field.type, kind.kind));
      });
    }
  }

  generics(generics: Generics): void {
    for (const param of generics.params) {
      if (param.kind === "const") this.#constantType(param.type);
      if (param.kind === "type") {
        const made = this.tcx.generics(this.def).params.findLast(({ name }) => name === param.ident.name);
        if (made !== undefined) this.bounds(param.bounds, this.tcx.types.param(made.index, made.name));
        // What depends on other parameters is looked at where it is used.
        if (param.default !== undefined && (this.#lower(param.default).flags & HAS_PARAM) === 0) this.type(param.default);
      }
    }
    for (const clause of generics.where) {
      if (clause.kind !== "type") continue;
      this.type(clause.type);
      const self = this.#lower(clause.type);
      this.#endless(clause.bounds, self);
      this.bounds(clause.bounds, self);
      if ((self.flags & HAS_PARAM) === 0 && !this.#isOfLifetimes(clause)) this.#global(clause.bounds, self, clause.span);
    }
  }

  /** What a constant parameter may be. */
  #constantType(id: TypeId): void {
    const type = this.#lower(id);
    const lifetimes = new Set<string>();
    lifetimesInType(this.#tree, id, lifetimes);
    // Of a parameter, that is told.
    if ([...lifetimes].some((name) => name !== "'static")) return;
    if (type.kind === "ref" && lifetimes.size === 0) {
      const { lo } = this.#tree.span(id);
      const said = error("E0637", "`&` without an explicit lifetime name cannot be used here");
      return this.tcx.report(said.at({ lo, hi: lo + 1 }, "explicit lifetime name needed here"));
    }
    if (["int", "bool", "char", "error", "param"].includes(type.kind)) return;
    const words: Readonly<Record<string, string>> = { ptr: "raw pointers", "fn-pointer": "function pointers" };
    const what = words[type.kind];
    const message =
      what === undefined
        ? `\`${this.tcx.print(type).replace(/^&/, "&'static ")}\` is forbidden as the type of a const generic parameter`
        : `using ${what} as const generic parameters is forbidden`;
    const comma = this.tcx.session.release.minor >= 80 ? "," : "";
    this.tcx.report(error(message).at(this.#tree.span(id)).note(`the only supported types are integers, \`bool\`${comma} and \`char\``));
  }

  /** E0275: where an impl fits a clause as well, what it asks for must come to an end. */
  #endless(bounds: readonly Bound[], self: Ty): void {
    for (const bound of bounds) {
      if (bound.kind !== "trait" || bound.modifiers.length > 0 || bound.forParams.length > 0) continue;
      const ref = this.tcx.silently(() => this.#lowering.traitRef(bound.pathId, bound.path, self));
      if (ref === undefined || self.kind === "param" || ref.args.some((arg) => (arg.flags & HAS_ERROR) !== 0)) continue;
      const isOther = (each: Predicate): boolean =>
        each.kind !== "trait" || each.ref.trait !== ref.trait || each.ref.args.some((arg, i) => arg !== ref.args[i]);
      const environment = this.tcx.environment(this.def).filter(isOther);
      const selector = new Selector(this.tcx, new InferenceTable(this.tcx.types), environment);
      selector.limit = this.tcx.items.recursionLimit;
      selector.holds({ kind: "trait", ref, span: bound.span });
      if (selector.overflow !== undefined && selector.overflow.length >= selector.limit) {
        reportOverflow(this.tcx, selector.overflow, bound.span);
      }
    }
  }

  /** Lifetimes may decide whether it holds. */
  #isOfLifetimes(clause: Generics["where"][number] & { kind: "type" }): boolean {
    const names = new Set<string>();
    lifetimesInType(this.#tree, clause.type, names);
    lifetimesInBounds(this.#tree, clause.bounds, names);
    return clause.forParams.length > 0 || [...names].some((name) => name !== "'static");
  }

  /** A clause that no parameter decides must hold. */
  #global(bounds: readonly Bound[], self: Ty, span: Span): void {
    const selector = new Selector(this.tcx, new InferenceTable(this.tcx.types), []);
    for (const bound of bounds) {
      if (bound.kind !== "trait" || bound.modifiers.length > 0 || bound.forParams.length > 0) continue;
      const ref = this.tcx.silently(() => this.#lowering.traitRef(bound.pathId, bound.path, self));
      if (ref === undefined || ref.args.some((arg) => (arg.flags & (HAS_ERROR | HAS_PARAM)) !== 0)) continue;
      if (selector.holds({ kind: "trait", ref, span }) === "no")
        this.tcx.report(unsatisfied(this.tcx, ref, { ...span, hi: bound.span.hi }));
    }
  }

  /** A bound's trait may ask something of its arguments; what it asks of `self` is implied. */
  bounds(bounds: readonly Bound[], self: Ty): void {
    for (const bound of bounds) {
      if (bound.kind !== "trait" || bound.modifiers.includes("?")) continue;
      if (!this.#arguments(bound.path)) continue;
      const ref = this.tcx.silently(() => this.#lowering.traitRef(bound.pathId, bound.path, self));
      if (ref !== undefined) this.#traitArguments(ref, bound.span);
    }
  }

  #traitArguments(ref: TraitRef, span: Span): void {
    const self = this.tcx.types.param(0, "Self");
    const asked = this.tcx.predicates(ref.trait).filter((each) => (each.kind === "trait" ? each.ref.args[0] : each.args[0]) !== self);
    this.#all(ref.trait, asked, ref.args, span);
  }

  /** Supertraits, and what the trait asks of its arguments. */
  traitOfImpl(): void {
    const { ref, negative } = this.tcx.implHeader(this.def);
    const kind = this.tcx.items.item(this.def)?.kind;
    if (ref === undefined || negative || kind?.kind !== "impl" || kind.trait === undefined) return;
    if (!this.#arguments(kind.trait, kind.trait.span)) return;
    const self = this.tcx.implSelfSpan(this.def);
    // The last is told first.
    for (const each of this.tcx.predicates(ref.trait).toReversed()) {
      if (each.kind === "trait" && each.ref.trait === ref.trait) continue;
      const isSelf = (each.kind === "trait" ? each.ref.args[0] : each.args[0]) === this.tcx.types.param(0, "Self");
      this.#require(substitutePredicate(this.tcx.types, each, ref.args), isSelf ? self : kind.trait.span, ref.trait);
    }
  }
}
