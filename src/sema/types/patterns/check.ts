// Patterns that must cover everything: `match` (E0004), `let`, parameters and `for` (E0005).
import type { Span } from "../../../base/source.ts";
import { error, unsupported, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import { variantSites } from "../core-sites.ts";
import type { TypeContext } from "../context.ts";
import type { Body, Expr, Local, Pat, Stmt } from "../thir.ts";
import { walk, walkPat } from "../thir-walk.ts";
import type { DefId } from "../def-id.ts";
import type { Ty } from "../ty.ts";
import { alwaysMatches, conditionOf, neverElse } from "./always-matching.ts";
import { checkAtConflicts } from "./at-conflicts.ts";
import { boundsOf, deconstruct, isEmptyVariant, isSizeType, isUninhabited } from "./constructors.ts";
import { scrutineePlace, type Place } from "./places.ts";
import { showWitness } from "./show.ts";
import { rangeEndpoints } from "./range-endpoints.ts";
import { Redundancy } from "./redundancy.ts";
import type { FoundLint } from "../../lints/report.ts";
import { variantNames } from "./variant-names.ts";
import { suggestArm } from "./suggest-arm.ts";
import { Usefulness, type Witness } from "./usefulness.ts";

/** False if a pattern leaves something out. */
export function checkPatterns(tcx: TypeContext, body: Body): boolean {
  const checker = new PatternChecker(tcx, body);
  const onPat = (pat: Pat): void => checkAtConflicts(tcx, body, pat);
  const whole = (value: Expr): void => walk(value, (expr) => checker.expr(expr), onPat);
  for (const param of [...body.params, ...body.closures.flatMap(({ params }) => params)]) walkPat(param.pat, onPat);
  for (const param of body.params) checker.irrefutable(param.pat, "function argument");
  whole(body.value);
  for (const closure of body.closures) {
    for (const param of closure.params) checker.irrefutable(param.pat, "closure argument");
    whole(closure.value);
  }
  tcx.patternLints.set(body.owner, checker.found);
  return checker.isComplete;
}

const MOST_VARIANTS = 5;

/** E0004 tells of constants that look like new names. */
const NAMES_CONSTANTS_SINCE = 84;

function beyondNote(type: string): string {
  const limits = type === "usize" ? "`usize::MAX` is" : `\`${type}::MIN\` and \`${type}::MAX\` are`;
  return `${limits} not treated as exhaustive, so half-open ranges are necessary to match exhaustively`;
}

/** Of types that no list of patterns covers. */
function specialNotes(tcx: TypeContext, { constructor, type, fields }: Witness, module: DefId): string[] {
  const own: string[] = [];
  if (constructor.kind === "wild" && type.kind === "str") own.push("`&str` cannot be matched exhaustively, so a wildcard `_` is necessary");
  const bounds = boundsOf(type);
  const isBeyond = constructor.kind === "range" && bounds !== undefined && (constructor.low > bounds[1] || constructor.high < bounds[0]);
  if (isBeyond) own.push(beyondNote(tcx.print(type)));
  // What has no values, and is missing all the same.
  if ((constructor.kind === "wild" || constructor.kind === "never") && isUninhabited(tcx, type, module))
    own.push(`\`${tcx.print(type)}\` is uninhabited but is not being matched by value, so a wildcard \`_\` is required`);
  return [...own, ...fields.flatMap((field) => specialNotes(tcx, field, module))];
}

function bindsNames({ kind }: Pat): boolean {
  switch (kind.kind) {
    case "binding":
      return true;
    case "deref":
      return bindsNames(kind.inner);
    case "variant":
    case "leaf":
      return kind.fields.some(({ pat }) => bindsNames(pat));
    case "slice":
      return [...kind.prefix, ...(kind.middle === undefined ? [] : [kind.middle]), ...kind.suffix].some(bindsNames);
    case "or":
      return kind.alternatives.some(bindsNames);
    default:
      return false;
  }
}

/** Nothing to look into: names and `_`, also as the fields of what has one form. */
function takesAll({ kind }: Pat): boolean {
  if (kind.kind === "leaf") return kind.fields.every(({ pat }) => takesAll(pat));
  return kind.kind === "wild" || (kind.kind === "binding" && kind.sub === undefined);
}

class PatternChecker {
  readonly #tcx: TypeContext;
  readonly #locals: readonly Local[];
  readonly #module: DefId;
  readonly #usefulness: Usefulness;
  readonly #redundancy: Redundancy;
  isComplete = true;
  /** The conditions of `while`. */
  readonly #whiles = new Set<Expr | undefined>();
  /** In the order of the body. */
  readonly found: FoundLint[] = [];

  constructor(tcx: TypeContext, { locals, owner }: Body) {
    this.#tcx = tcx;
    this.#locals = locals;
    // Constants without a name have numbers below zero.
    this.#module = tcx.items.module(owner < 0 ? tcx.anonymous(owner).owner : owner);
    this.#usefulness = new Usefulness(tcx, this.#module);
    this.#redundancy = new Redundancy(tcx, this.#usefulness);
  }

  expr(expr: Expr): void {
    if (expr.kind === "match") this.#match(expr);
    if (expr.kind === "loop" && expr.source === "while") this.#whiles.add(conditionOf(expr));
    if (expr.kind === "if" && expr.condition.kind === "let") this.#always(expr, expr.condition);
    if (expr.kind === "let") this.found.push(...variantNames(this.#tcx, expr.pat, this.#locals, true));
    if (expr.kind !== "block") return;
    for (const stmt of expr.block.stmts) {
      if (stmt.kind === "let" && stmt.otherwise !== undefined) {
        this.found.push(...variantNames(this.#tcx, stmt.pat, this.#locals, true));
        if (this.#isExhaustive([stmt.pat], scrutineePlace(this.#tcx, stmt.pat.type, stmt.init)))
          this.found.push(neverElse(stmt, this.#tcx.session.release.minor));
      }
      if (stmt.kind === "let" && stmt.otherwise === undefined) this.irrefutable(stmt.pat, "local binding", stmt);
    }
  }

  #always(expr: Expr, { pat, span, scrutinee }: Expr & { kind: "let" }): void {
    if (!this.#isExhaustive([pat], scrutineePlace(this.#tcx, pat.type, scrutinee))) return;
    this.found.push(alwaysMatches(this.#whiles.has(expr) ? "while let" : "if let", span));
  }

  #match(expr: Expr & { kind: "match" }): void {
    if (expr.source === "for") {
      const some = expr.arms[1]?.pat.kind;
      if (some?.kind === "variant" && some.fields[0] !== undefined) this.irrefutable(some.fields[0].pat, "`for` loop binding");
      return;
    }
    if (expr.source !== "match") return;
    for (const arm of expr.arms) this.found.push(...variantNames(this.#tcx, arm.pat, this.#locals, true));
    const { type, span } = expr.scrutinee;
    const rows = expr.arms.map((arm) => ({ pat: arm.pat, guarded: arm.guard !== undefined }));
    const place = scrutineePlace(this.#tcx, type, expr.scrutinee);
    const missing = this.#missing(rows, place, span);
    this.#newest = this.found.length;
    this.found.push(...rangeEndpoints(expr.arms, type, (each) => this.#tcx.print(each)));
    if (missing.length === 0) {
      this.found.push(...this.#redundancy.arms(expr.arms, place));
      return;
    }
    this.isComplete = false;
    this.#tellLints();
    if (expr.arms.length === 0 && !this.#isEnum(type)) this.#tellNonEmpty(expr, missing);
    else this.#tellMissing(expr, place, missing);
  }

  #isEnum(type: Ty): boolean {
    return type.kind === "adt" && this.#tcx.adt(type.def).kind === "enum";
  }

  /** `match x {}` */
  #tellNonEmpty(expr: Expr & { kind: "match" }, missing: readonly Witness[]): void {
    const { type, span } = expr.scrutinee;
    const said = error("E0004", `non-exhaustive patterns: type \`${this.#tcx.print(type)}\` is non-empty`).at(span);
    this.#noteType(said, type, []);
    said.note(`the matched value is of type \`${this.#tcx.print(type)}\``);
    this.#noteReference(said, type);
    const witnesses = missing.map(() => "_");
    suggestArm(this.#tcx.items, said, { arms: [], scrutinee: expr.scrutinee, span: expr.span, witnesses, type, isGuarded: false });
    this.#tcx.report(said);
  }

  #tellMissing(expr: Expr & { kind: "match" }, place: Place, missing: readonly Witness[]): void {
    const { type, span } = expr.scrutinee;
    const said = error("E0004", `non-exhaustive patterns: ${this.#list(missing)} not covered`).at(span, this.#label(missing));
    this.#noteType(said, type, missing);
    said.note(`the matched value is of type \`${this.#tcx.print(type)}\``);
    if (expr.arms.length > 0) for (const note of new Set(specialNotes(this.#tcx, missing[0] as Witness, this.#module))) said.note(note);
    if (isSizeType(type) && missing[0]?.constructor.kind === "wild" && this.#tcx.session.release.minor < 77)
      said.note(`\`${this.#tcx.print(type)}\` does not have a fixed maximum value, so a wildcard \`_\` is necessary to match exhaustively`);
    this.#noteReference(said, type);
    if (this.#tcx.session.release.minor >= NAMES_CONSTANTS_SINCE) for (const { pat } of expr.arms) this.#noteConstant(said, pat);
    const isGuarded =
      expr.arms.some((arm) => arm.guard !== undefined) &&
      this.#isExhaustive(
        expr.arms.map((arm) => arm.pat),
        place,
      );
    const witnesses = missing.map((each) => showWitness(this.#tcx, each));
    suggestArm(this.#tcx.items, said, { arms: expr.arms, scrutinee: expr.scrutinee, span: expr.span, witnesses, type, isGuarded });
    this.#tcx.report(said);
  }

  /** A constant that looks like a new name. */
  #constantOf(pat: Pat): DefId | undefined {
    const { constant: def } = pat;
    if (def === undefined || this.#tcx.items.kind(def) !== "const") return undefined;
    return /^\w+$/.test(this.#tcx.items.snippet(pat.span)) ? def : undefined;
  }

  #noteConstant(said: DiagnosticBuilder, pat: Pat): void {
    const def = this.#constantOf(pat);
    if (def === undefined) return;
    const name = this.#tcx.items.name(def);
    said.label(
      pat.span,
      `this pattern doesn't introduce a new catch-all binding, but rather pattern matches against the value of constant \`${name}\``,
    );
    said.noteAt(this.#tcx.headSpan(def), `constant \`${name}\` defined here`);
    const end = { ...pat.span, lo: pat.span.hi };
    said.suggest("if you meant to introduce a binding, use a different name", [{ span: end, text: "_var" }], "MaybeIncorrect", "verbose");
  }

  #noteReference(said: DiagnosticBuilder, type: Ty): void {
    if (type.kind === "ref" && isUninhabited(this.#tcx, type.target, this.#module)) said.note("references are always considered inhabited");
  }

  #newest = 0;

  /** Nothing is asked later of a body with errors. */
  #tellLints(): void {
    for (const { lint, diagnostic } of this.found.splice(this.#newest)) this.#tcx.report({ ...diagnostic, lint });
  }

  #isExhaustive(pats: readonly Pat[], place: Place): boolean {
    const rows = pats.map((pat) => ({ pattern: deconstruct(this.#tcx, pat), guarded: false }));
    return this.#usefulness.missing(rows, place)?.length === 0;
  }

  #missing(rows: readonly { readonly pat: Pat; readonly guarded: boolean }[], place: Place, span: Span): readonly Witness[] {
    const found = this.#usefulness.missing(
      rows.map(({ pat, guarded }) => ({ pattern: deconstruct(this.#tcx, pat), guarded })),
      place,
    );
    if (found !== undefined) return found;
    this.#tcx.report(unsupported("KB0227", "a `match` this large", span));
    return [];
  }

  /** `stmt` is the `let` it stands in. */
  irrefutable(pat: Pat, where: string, stmt?: Stmt & { kind: "let" }): void {
    this.found.push(...variantNames(this.#tcx, pat, this.#locals, false));
    if (takesAll(pat)) return;
    const missing = this.#missing([{ pat, guarded: false }], scrutineePlace(this.#tcx, pat.type, stmt?.init), pat.span);
    if (missing.length === 0) return;
    this.isComplete = false;
    const said = error("E0005", `refutable pattern in ${where}`).at(pat.span, this.#label(missing));
    const constant = this.#constantOf(pat);
    const name = constant === undefined ? "" : this.#tcx.items.name(constant);
    if (constant !== undefined)
      said.label(
        this.#tcx.headSpan(constant),
        `missing patterns are not covered because \`${name}\` is interpreted as a constant pattern, not a new variable`,
      );
    if (where === "local binding") {
      said.note('`let` bindings require an "irrefutable pattern", like a `struct` or an `enum` with only one variant');
      said.note("for more information, visit https://doc.rust-lang.org/book/ch19-02-refutability.html");
    }
    this.#noteType(said, pat.type, missing, false);
    this.#noteHidden(said, missing[0] as Witness);
    said.note(`the matched value is of type \`${this.#tcx.print(pat.type)}\``);
    if (constant !== undefined)
      said.suggest("introduce a variable instead", [{ span: pat.span, text: `${name}_var` }], "MaybeIncorrect", "verbose");
    else if (stmt?.init !== undefined) this.#suggestLet(said, stmt, stmt.init, missing.length);
    if (pat.kind.kind === "constant" && /^\d+$/.test(this.#tcx.items.snippet(pat.span)))
      said.suggest(
        "alternatively, you could prepend the pattern with an underscore to define a new named variable; identifiers cannot begin with digits",
        [{ span: { ...pat.span, hi: pat.span.lo }, text: "_" }],
        "MaybeIncorrect",
        "verbose",
      );
    this.#tcx.report(said);
  }

  #suggestLet(said: DiagnosticBuilder, stmt: Stmt & { kind: "let" }, init: Expr, count: number): void {
    const variants = count === 1 ? "variant that isn't" : "variants that aren't";
    const end = { ...init.span, lo: init.span.hi };
    if (bindsNames(stmt.pat)) {
      const message = `you might want to use \`let...else\` to handle the ${variants} matched`;
      said.suggest(message, [{ span: end, text: " else { todo!() }" }], "HasPlaceholders", "verbose");
      return;
    }
    const edits = [
      { span: { ...stmt.span, hi: stmt.span.lo }, text: "if " },
      { span: end, text: " { todo!() }" },
    ];
    said.suggest(`you might want to use \`if let\` to ignore the ${variants} matched`, edits, "HasPlaceholders", "verbose");
  }

  /** What is missing has no values, but for fields that nobody sees here. */
  #noteHidden(said: DiagnosticBuilder, witness: Witness): void {
    const { type, constructor } = witness;
    if (type.kind !== "adt" || constructor.kind !== "variant") return;
    const isEmpty = (from: DefId | undefined) => isEmptyVariant(this.#tcx, type, constructor.index, from);
    if (isEmpty(this.#module) || !isEmpty(undefined)) return;
    said.note(
      `pattern \`${showWitness(this.#tcx, witness)}\` is currently uninhabited, but this variant contains private fields which may become inhabited in the future`,
    );
  }

  #names(missing: readonly Witness[]): string[] {
    return missing.map((each) => `\`${showWitness(this.#tcx, each)}\``);
  }

  /** At most three by name. */
  #list(missing: readonly Witness[]): string {
    const names = this.#names(missing);
    if (names.length === 1) return names[0] as string;
    if (names.length <= 3) return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
    return `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
  }

  #label(missing: readonly Witness[]): string {
    return `pattern${missing.length === 1 ? "" : "s"} ${this.#list(missing)} not covered`;
  }

  /** `ofCore`: also of core's types. */
  #noteType(said: DiagnosticBuilder, type: Ty, missing: readonly Witness[], ofCore = true): void {
    let inner = type;
    while (inner.kind === "ref") inner = inner.target;
    if (inner.kind !== "adt") return;
    const definition = this.#tcx.adt(inner.def);
    const isLocal = this.#tcx.items.isLocal(inner.def);
    if (!isLocal && !ofCore) return;
    const variantsIn = ({ constructor, fields, type: at }: Witness): DefId[] => {
      const isSame = constructor.kind === "variant" && at.kind === "adt" && at.def === inner.def;
      const variant = isSame ? definition.variants[constructor.index] : undefined;
      return [...(variant === undefined ? [] : [variant.def]), ...fields.flatMap(variantsIn)];
    };
    const marks = [...new Set(missing.slice(0, MOST_VARIANTS).flatMap(variantsIn))];
    const uncovered = isLocal ? marks : marks.sort((a, b) => a - b);
    const [place, ...others] = isLocal
      ? [definition.span, ...uncovered.map((variant) => this.#tcx.items.identSpan(variant))]
      : (variantSites(this.#tcx, inner.def, uncovered) ?? []);
    if (place === undefined) return;
    const spans = [{ span: place, primary: true }];
    const marked = others.map((span) => ({ span, primary: false, label: "not covered" }));
    said.children.push({
      level: "note",
      message: `\`${this.#tcx.print(inner)}\` defined here`,
      spans: [...spans, ...marked],
    });
  }
}
