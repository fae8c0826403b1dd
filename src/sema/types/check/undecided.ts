// Variables of inference that nothing decided, and what would: a type beside a name (E0282 and its kin), the type that a trait's
// function is asked of (E0790).
import { type DiagnosticBuilder, error, unsupported } from "../../../diag/diagnostic.ts";
import type { Span } from "../../../base/source.ts";
import type { DefId } from "../def-id.ts";
import { noteBound } from "../bound-note.ts";
import type { BoundCause } from "./obligation.ts";
import type { Predicate, TraitRef } from "../predicates.ts";
import type { Expr, Local, Pat, Stmt } from "../thir.ts";
import { walk } from "../thir-walk.ts";
import { HAS_ERROR, HAS_INFER, partsOf, type Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

/** The first whose types hold a variable still. */
export interface Undecided {
  expr: Expr | undefined;
  /** `let _`, which has no variable to tell of. */
  pat: Pat | undefined;
}

export const isUndecided = ({ flags }: Ty): boolean => (flags & (HAS_INFER | HAS_ERROR)) === HAS_INFER;

function needsAnnotation(cx: BodyContext, type: Ty, code = "E0282"): DiagnosticBuilder {
  const what = type.kind === "infer" ? "" : ` for \`${cx.tcx.print(type)}\``;
  return error(code, `type annotations needed${what}`);
}

interface Ambiguous {
  readonly variable: Ty;
  readonly code: "E0283" | "E0284";
  readonly span: Span;
  /** What an associated type is. */
  readonly question: (Predicate & { readonly kind: "projection" }) | undefined;
  /** A bound of an item of the crate that the type must meet. */
  readonly demand: Demand | undefined;
}

interface Demand {
  readonly ref: TraitRef;
  readonly cause: BoundCause;
}

/** What could not be proved, as something in it is not known: it is told first, of the variable that is lacking. */
function ambiguousObligation(cx: BodyContext): Ambiguous | undefined {
  for (const { predicate, cause, span } of cx.obligations) {
    if (predicate.kind === "trait" && cx.tcx.isLang(predicate.ref.trait, "sized")) continue;
    const args = predicate.kind === "trait" ? predicate.ref.args : predicate.args;
    const variable = args.map((arg) => variableIn(cx.resolve(arg))).find((found) => found !== undefined);
    // Of an operator it is the output that is asked for.
    const isOutput = predicate.kind === "projection" || cause.kind === "operands";
    const question = predicate.kind === "projection" && cause.kind !== "operands" ? predicate : undefined;
    const isOwn = predicate.kind === "trait" && cause.kind === "bound" && cx.tcx.items.isLocal(cause.def);
    const demand = isOwn ? { ref: predicate.ref, cause } : undefined;
    if (variable !== undefined) return { variable, code: isOutput ? "E0284" : "E0283", span, question, demand };
  }
  return undefined;
}

function variableIn(type: Ty): Ty | undefined {
  if (type.kind === "infer") return type;
  for (const part of partsOf(type)) {
    const found = variableIn(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

const mentions = (type: Ty, variable: Ty): boolean => type === variable || partsOf(type).some((part) => mentions(part, variable));

export function reportUndecided(cx: BodyContext, value: Expr, { expr, pat }: Undecided): void {
  const ambiguous = ambiguousObligation(cx);
  if (reportTraitPath(cx, value, ambiguous?.span)) return;
  for (const local of cx.locals) {
    if (!isUndecided(local.type) || (ambiguous !== undefined && !mentions(local.type, ambiguous.variable))) continue;
    const found = letOf(cx, value, local);
    const variable = variableIn(local.type);
    const source = found?.init === undefined || variable === undefined ? undefined : sourceOf(cx, found.init, variable);
    // That a parameter has a size is asked before anything else.
    const demand = cx.tcx.session.release.minor >= ASKS_SIZE_LAST && source !== undefined ? ambiguous?.demand : undefined;
    const code = source?.isSized === true && demand === undefined ? undefined : ambiguous?.code;
    const said = needsAnnotation(cx, local.type, code).at(found?.pat.span ?? local.span);
    if (demand !== undefined && source !== undefined) adviseDemanded(cx, said, local, demand, source);
    if (code === undefined && found !== undefined) adviseType(cx, said, local, found.init !== undefined, source);
    if (code === "E0284" && ambiguous?.question !== undefined) adviseProjected(cx, said, local, ambiguous, source);
    cx.report(said);
    return;
  }
  const waiting = cx.obligations.find(
    ({ predicate }) => predicate.kind === "trait" && predicate.ref.args.some((arg) => (cx.resolve(arg).flags & HAS_INFER) !== 0),
  );
  const type = expr === undefined ? undefined : cx.resolve(expr.type);
  const open = type !== undefined && isUndecided(type);
  const isOpenConstant = expr?.kind === "constant" && expr.args.some((arg) => isUndecided(cx.resolve(arg)));
  if (expr?.kind === "borrow" && expr.mutable && open) {
    const label = `cannot infer type for mutable reference \`${cx.tcx.print(type)}\``;
    cx.report(error("E0282", "type annotations needed").at(expr.span, label));
  } else if (pat !== undefined && isUndecided(cx.resolve(pat.type))) {
    cx.report(needsAnnotation(cx, cx.resolve(pat.type)).at(pat.span));
  } else if (waiting !== undefined || open || isOpenConstant) {
    cx.report(unsupported("KB0226", "an expression whose type nothing decides", (waiting ?? (expr as Expr)).span));
  }
}

// --- A type beside the name --------------------------------------------------------------------------------------------

/** Since then traits are asked for before it is asked whether there is a size. */
const ASKS_SIZE_LAST = 90;

/** Since then what decides nothing is pointed at, and the type spelt as far as it is known. */
const ADVISES_SINCE = 88;

interface Source {
  readonly span: Span;
  /** Of the parameter. */
  readonly name: string;
  readonly isSized: boolean;
  /** An argument was left open where the others are written. */
  readonly isPlaceholder: boolean;
}

/** What is asked about it, and where. */
function adviseProjected(cx: BodyContext, said: DiagnosticBuilder, local: Local, { span, question }: Ambiguous, source?: Source): void {
  if (cx.tcx.session.release.minor < ADVISES_SINCE || question === undefined) return;
  const [self, ...rest] = question.args.map((arg) => cx.print(arg));
  const trait = cx.tcx.items.parent(question.item) as DefId;
  const args = rest.length === 0 ? "" : `<${rest.join(", ")}>`;
  const asked = `<${self ?? ""} as ${cx.tcx.items.shownName(trait)}${args}>::${cx.tcx.items.name(question.item)}`;
  said.label(span, "type must be known at this point").note(`cannot satisfy \`${asked} == ${cx.print(question.type)}\``);
  const end = { ...local.span, lo: local.span.hi };
  if (local.type.kind === "infer") {
    const edit = { span: end, text: ": /* Type */" };
    said.suggest(`consider giving \`${local.name}\` an explicit type`, [edit], "HasPlaceholders", "verbose");
    return;
  }
  const printed = source === undefined ? undefined : spelt(cx, local.type, source);
  if (source === undefined || printed === undefined) return;
  const where = `the type for type parameter \`${source.name}\` is specified`;
  const words = `consider giving \`${local.name}\` an explicit type, where ${where}`;
  said.suggest(words, [{ span: end, text: `: ${printed}` }], "HasPlaceholders", "verbose");
}

/** Which trait the type must have, and who says so. */
function adviseDemanded(cx: BodyContext, said: DiagnosticBuilder, local: Local, { ref, cause }: Demand, source: Source): void {
  const args = ref.args.map((arg) => cx.resolve(arg));
  said.label(source.span, "type must be known at this point").note(`the type must implement \`${cx.tcx.printer.trait(ref.trait, args)}\``);
  noteBound(cx.tcx, cause, said);
  const printed = local.type.kind === "infer" ? "/* Type */" : spelt(cx, local.type, source);
  if (printed === undefined) return;
  const where = local.type.kind === "infer" ? "" : `, where the type for type parameter \`${source.name}\` is specified`;
  const edit = { span: { ...local.span, lo: local.span.hi }, text: `: ${printed}` };
  said.suggest(`consider giving \`${local.name}\` an explicit type${where}`, [edit], "HasPlaceholders", "verbose");
}

function adviseType(cx: BodyContext, said: DiagnosticBuilder, local: Local, hasValue: boolean, source: Source | undefined): void {
  if (cx.tcx.session.release.minor < ADVISES_SINCE) return;
  const end = { ...local.span, lo: local.span.hi };
  if (local.type.kind === "infer") {
    if (hasValue) return;
    const edit = { span: end, text: ": /* Type */" };
    said.suggest(`consider giving \`${local.name}\` an explicit type`, [edit], "HasPlaceholders", "verbose");
    return;
  }
  const printed = source === undefined ? undefined : spelt(cx, local.type, source);
  if (source === undefined || printed === undefined) return;
  said.label(source.span, "type must be known at this point");
  const where = source.isPlaceholder ? "the placeholders `_` are specified" : `the type for type parameter \`${source.name}\` is specified`;
  const edit = { span: end, text: `: ${printed}` };
  said.suggest(`consider giving \`${local.name}\` an explicit type, where ${where}`, [edit], "HasPlaceholders", "verbose");
}

/** With the parameter's name for what is lacking, and of several arguments nothing for the others. */
function spelt(cx: BodyContext, type: Ty, { name, isPlaceholder }: Source): string | undefined {
  const lacking = isPlaceholder ? "_" : name;
  if (type.kind === "adt" && type.args.length > 1) {
    const args = type.args.map((arg) => (cx.resolve(arg).kind === "infer" ? lacking : "_"));
    return `${cx.tcx.print(type).split("<")[0] ?? ""}<${args.join(", ")}>`;
  }
  const printed = cx.tcx.print(type);
  return printed.match(/\b_\b/g)?.length === 1 ? printed.replace(/\b_\b/, lacking) : undefined;
}

/** The `let` of a lone name without a type. */
function letOf(cx: BodyContext, value: Expr, local: Local): (Stmt & { kind: "let" }) | undefined {
  let found: (Stmt & { kind: "let" }) | undefined;
  walk(value, (expr) => {
    if (expr.kind !== "block") return;
    for (const stmt of expr.block.stmts) {
      if (stmt.kind !== "let" || stmt.pat.kind.kind !== "binding" || cx.locals[stmt.pat.kind.local] !== local) continue;
      if (
        !cx
          .snippet({ ...stmt.span, lo: local.span.hi })
          .trimStart()
          .startsWith(":")
      )
        found = stmt;
    }
  });
  return found;
}

/** What brought the variable: a path to something generic, or its call, and the parameter that it stands for. */
function sourceOf(cx: BodyContext, init: Expr, variable: Ty): Source | undefined {
  let found: Source | undefined;
  const methods = new Set<Expr>();
  walk(init, (expr) => {
    if (expr.kind === "call" && expr.by !== "call") methods.add(expr.callee);
    if (found !== undefined || methods.has(expr)) return;
    const path = expr.kind === "call" && expr.by === "call" ? expr.callee : expr;
    const isUnit = path.kind === "adt" && path.fields.length === 0 && path.base === undefined;
    if (!isUnit && path.kind !== "fn-item") return;
    const { type } = path;
    if (type.kind !== "adt" && type.kind !== "fn-def") return;
    const at = type.args.findIndex((arg) => cx.resolve(arg) === variable);
    const name = at < 0 ? undefined : cx.tcx.generics(type.def).params[at]?.name;
    if (name === undefined) return;
    found = { span: expr.span, name, isSized: hasSize(cx, type.def, at), isPlaceholder: /<.*\b_\b.*>/.test(cx.snippet(path.span)) };
  });
  return found;
}

function hasSize({ tcx }: BodyContext, def: DefId, index: number): boolean {
  return tcx.predicates(def).some((each) => {
    if (each.kind !== "trait" || !tcx.isLang(each.ref.trait, "sized")) return false;
    const [self] = each.ref.args;
    return self?.kind === "param" && self.index === index;
  });
}

// --- The type that a trait is asked of ---------------------------------------------------------------------------------

/** So many impls are listed. */
const MOST_IMPLS = 20;

/** E0790: `Trait::f()` without a type that has the trait. */
function reportTraitPath(cx: BodyContext, value: Expr, earlier: Span | undefined): boolean {
  let told = false;
  walk(value, (expr) => {
    if (told) return;
    const found = traitItem(cx, expr);
    // What cannot be decided before it is told instead.
    if (found === undefined || (earlier !== undefined && earlier.lo < found.path.lo)) return;
    told = true;
    reportItem(cx, expr, found.item, found.path);
  });
  return told;
}

/** The item, and its path as it is written; undefined unless the type is what is not known. */
function traitItem(cx: BodyContext, expr: Expr): { readonly item: DefId; readonly path: Span } | undefined {
  const callee = expr.kind === "call" && expr.by === "call" ? expr.callee : expr;
  const [def, args] =
    callee.kind === "fn-item" && callee.type.kind === "fn-def"
      ? [callee.type.def, callee.type.args]
      : callee.kind === "constant"
        ? [callee.def, callee.args]
        : [undefined, []];
  const parent = def === undefined || def < 0 ? undefined : cx.tcx.items.parent(def);
  if (def === undefined || parent === undefined || cx.tcx.items.kind(parent) !== "trait") return undefined;
  const self = args[0] === undefined ? undefined : cx.resolve(args[0]);
  if (self?.kind !== "infer" || self.of !== "type") return undefined;
  return /^[\w:]+::\w+$/.test(cx.snippet(callee.span)) ? { item: def, path: callee.span } : undefined;
}

function reportItem(cx: BodyContext, expr: Expr, item: DefId, path: Span): void {
  const { items } = cx.tcx;
  const trait = items.parent(item) as DefId;
  const [verb, noun] = items.kind(item) === "assoc-const" ? ["refer to the", "constant"] : ["call", "function"];
  const said = error("E0790", `cannot ${verb} associated ${noun} on trait without specifying the corresponding \`impl\` type`);
  said.at(expr.span, `cannot ${verb} associated ${noun} of trait`);
  if (items.isLocal(item)) said.label(cx.tcx.headSpan(item), `\`${items.name(trait)}::${items.name(item)}\` defined here`);
  const text = cx.snippet(path);
  const end = path.lo + text.lastIndexOf("::");
  const own = items.isLocal(trait) ? cx.tcx.traitImpls(trait).map((impl) => cx.tcx.implHeader(impl).self) : undefined;
  const types = own === undefined || own.length >= MOST_IMPLS ? ["/* self type */"] : own.map((type) => cx.tcx.print(type));
  if (types.length > 0) {
    const which =
      own === undefined || own.length >= MOST_IMPLS ? "a specific available implementation" : "one of the available implementations";
    const words =
      own?.length === 1 ? "use the fully-qualified path to the only available implementation" : `use a fully-qualified path to ${which}`;
    const alternatives = types.map((type) => [
      { span: { ...path, hi: path.lo }, text: `<${type} as ` },
      { span: { ...path, lo: end, hi: end }, text: ">" },
    ]);
    said.suggestOneOf(words, alternatives, "MaybeIncorrect");
  }
  cx.report(said);
}
