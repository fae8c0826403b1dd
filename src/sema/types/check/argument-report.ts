// E0061, E0057 and E0308 of calls whose arguments do not fit the parameters: what is missing, too many, exchanged or of
// the wrong type, and the call as it may have been meant.
import type { Span } from "../../../base/source.ts";
import { type DiagnosticBuilder, type Edit, error, type LabeledSpan } from "../../../diag/diagnostic.ts";
import { functionSite } from "../core-sites.ts";
import type { DefId } from "../def-id.ts";
import type { Expr } from "../thir.ts";
import { ERROR, HAS_ERROR, HAS_INFER, isUnit, type Ty } from "../ty.ts";
import { type Matching, matchArguments, type Slip } from "./argument-matrix.ts";
import { type CallSite, kindOf } from "./arguments.ts";
import type { BodyContext } from "./context.ts";
import { mismatchLabel, mismatch, mismatchNote, printOf } from "./mismatch.ts";
import { noteInfluence } from "./argument-influence.ts";
import { adviseMismatch, mayCoerce } from "./mismatch-advice.ts";

const MOST_LABELS = 5;

interface Report {
  readonly said: DiagnosticBuilder;
  readonly site: CallSite;
  readonly found: readonly Expr[];
  readonly labels: { readonly span: Span; readonly text: string }[];
  readonly removals: Edit[];
  /** What the suggestion says, once it is known. */
  title: Title | undefined;
}

type Title = "provide" | "provide-many" | "remove" | "remove-many" | "swap" | "reorder" | "did-you-mean";

const TITLES: Readonly<Record<Title, string>> = {
  provide: "provide the argument",
  "provide-many": "provide the arguments",
  remove: "remove the extra argument",
  "remove-many": "remove the extra arguments",
  swap: "swap these arguments",
  reorder: "reorder these arguments",
  "did-you-mean": "did you mean",
};

/** `found` are the arguments as they were checked; `fits` says which of them suit the parameter at their place. */
export function reportArguments(cx: BodyContext, site: CallSite, found: readonly Expr[], fits: readonly boolean[]): void {
  cx.tainted = true;
  const isWrong = (type: Ty): boolean => (cx.resolve(type).flags & HAS_ERROR) !== 0;
  // Their number is wrong whatever they are.
  const isFew = site.variadic ? found.length < site.params.length : found.length !== site.params.length;
  // What is wrong already is not held against its place.
  const isSpared = (given: number, wanted: number): boolean =>
    !isFew && (isWrong((found[given] as Expr).type) || isWrong(site.params[wanted] ?? ERROR));
  const suits = (given: number, wanted: number): boolean => {
    if (isSpared(given, wanted)) return true;
    if (given === wanted) return fits[given] === true;
    const arg = found[given] as Expr;
    const param = site.params[wanted] as Ty;
    // What is wrong already is not tried in every place.
    return !isWrong(param) && !isWrong(arg.type) && mayCoerce(cx, arg.type, param, arg.span);
  };
  const given = site.variadic ? Math.min(found.length, site.params.length) : found.length;
  const matching = matchArguments(given, site.params.length, suits);
  const [only] = matching.slips;
  if (only === undefined) return;
  if (matching.slips.length === 1 && only?.kind === "invalid") return reportMisfit(cx, site, found, only);
  reportSlips(cx, site, found, bestRemoval(cx, site, found, matching));
}

/** One argument of a wrong type. */
function reportMisfit(cx: BodyContext, site: CallSite, found: readonly Expr[], slip: Slip & { kind: "invalid" }): void {
  const arg = found[slip.given] as Expr;
  const param = site.params[slip.wanted] as Ty;
  const said = mismatch(cx, arg.span, param, arg.type, arg);
  said.label(site.calleeSpan, `arguments to this ${calledAs(cx, site)} are incorrect`);
  noteInfluence(cx, site, said, slip, arg);
  noteDefinition(cx, site, said, [slip.wanted], true);
  adviseMismatch(cx, said, { id: site.args[slip.given] as number, expected: param, found: arg.type });
  cx.report(said);
}

/** With one argument too many it is the one without which all others fit. */
function bestRemoval(cx: BodyContext, site: CallSite, found: readonly Expr[], matching: Matching): Matching {
  const [only] = matching.slips;
  if (matching.slips.length !== 1 || only?.kind !== "extra") return matching;
  const isPerfect = (without: number): boolean => {
    const rest = found.filter((_, i) => i !== without);
    return rest.every((arg, i) => mayCoerce(cx, arg.type, site.params[i] as Ty, arg.span));
  };
  if (isPerfect(only.given)) return matching;
  const better = found.findIndex((_, i) => isPerfect(i));
  return better < 0 ? matching : { ...matching, slips: [{ kind: "extra", given: better }] };
}

function calledAs(cx: BodyContext, { isMethod, def }: CallSite): string {
  if (isMethod) return "method";
  const kind = kindOf(cx, def);
  return kind === "struct" || kind === "enum variant" ? kind : "function";
}

function headline(cx: BodyContext, site: CallSite, given: number): DiagnosticBuilder {
  const wanted = site.params.length;
  const what = calledAs(cx, site);
  if (given === wanted) return error("E0308", `arguments to this ${what} are incorrect`);
  const plural = (n: number): string => `${n} argument${n === 1 ? "" : "s"}`;
  const takes = `this ${what} takes ${site.variadic ? "at least " : ""}${plural(wanted)}`;
  const code = site.closure === undefined && site.isOverloaded !== true ? "E0061" : "E0057";
  return error(code, `${takes} but ${plural(given)} ${given === 1 ? "was" : "were"} supplied`);
}

function reportSlips(cx: BodyContext, site: CallSite, found: readonly Expr[], { slips, matched }: Matching): void {
  const said = headline(cx, site, found.length).at(site.calleeSpan);
  const report: Report = { said, site, found, labels: [], removals: [], title: undefined };
  for (let i = 0; i < slips.length;) i += tellSlip(cx, report, slips, i);
  addReplacements(cx, report, matched);
  if (report.labels.length <= MOST_LABELS) for (const { span, text } of report.labels) said.label(span, text);
  noteDefinition(
    cx,
    site,
    said,
    matched.flatMap((arg, i) => (arg === undefined ? [i] : [])),
    false,
  );
  suggestCall(cx, report, matched);
  cx.report(said);
}

/** Tells one slip, or several that belong together: how many. */
function tellSlip(cx: BodyContext, report: Report, slips: readonly Slip[], i: number): number {
  const slip = slips[i] as Slip;
  switch (slip.kind) {
    case "invalid":
      tellInvalid(cx, report, slip);
      return 1;
    case "extra":
      tellExtra(cx, report, slips, i, slip.given);
      return 1;
    case "missing":
      return tellMissing(cx, report, slips, i);
    case "swap":
      retitle(report, "swap");
      slip.given.forEach((given, k) => tellPlaced(cx, report, given, slip.wanted[k] as number));
      return 1;
    case "permutation":
      retitle(report, "reorder");
      for (const { given, wanted } of slip.places) tellPlaced(cx, report, given, wanted);
      return 1;
  }
}

function retitle(report: Report, title: Title): void {
  report.title = report.title === undefined ? title : "did-you-mean";
}

function tellInvalid(cx: BodyContext, { said, site, found }: Report, { given, wanted }: Slip & { kind: "invalid" }): void {
  const arg = found[given] as Expr;
  const param = site.params[wanted] as Ty;
  const note = mismatchNote(cx, param, arg.type, arg);
  const label = mismatchLabel(cx, param, arg.type);
  if (note === undefined) said.label(arg.span, label);
  else said.noteAt(arg.span, label).note(note);
  noteInfluence(cx, site, said, { given, wanted }, arg);
  adviseMismatch(cx, said, { id: site.args[given] as number, expected: param, found: arg.type });
}

/** An argument where another belongs. */
function tellPlaced(cx: BodyContext, { labels, site, found }: Report, given: number, wanted: number): void {
  const arg = found[given] as Expr;
  const has = isUnknown(cx, arg.type) ? "" : `, found \`${printOf(cx, arg)}\``;
  labels.push({ span: arg.span, text: `expected \`${cx.print(site.params[wanted] as Ty)}\`${has}` });
}

/** Nobody knows, or something in it is wrong already. */
const isUnknown = (cx: BodyContext, type: Ty): boolean => {
  const known = cx.resolve(type);
  return (known.kind === "infer" && known.of === "type") || (known.flags & HAS_ERROR) !== 0;
};

function tellExtra(cx: BodyContext, report: Report, slips: readonly Slip[], i: number, given: number): void {
  const { found, labels, removals, site } = report;
  const arg = found[given] as Expr;
  const number = found.length === 1 ? "" : ` #${given + 1}`;
  const type = isUnknown(cx, arg.type) ? "" : ` of type \`${printOf(cx, arg)}\``;
  labels.push({ span: arg.span, text: `unexpected argument${number}${type}` });
  const lo = given > 0 ? (found[given - 1] as Expr).span.hi : arg.span.lo;
  const hi = takesNextComma(slips, i, given) ? (found[given + 1]?.span.lo ?? site.callSpan.hi - 1) : arg.span.hi;
  removals.push({ span: { ...arg.span, lo, hi }, text: "" });
  if (report.title === undefined) report.title = "remove";
  else report.title = report.title === "remove" || report.title === "remove-many" ? "remove-many" : "did-you-mean";
}

/** Of arguments removed from the first on, the last takes the comma behind it along. */
function takesNextComma(slips: readonly Slip[], i: number, given: number): boolean {
  const before = slips.slice(0, i + 1);
  if (!before.every((slip, k) => slip.kind === "extra" && slip.given === k)) return false;
  const next = slips[i + 1];
  return next === undefined || (next.kind === "extra" && next.given > given + 1);
}

function tellMissing(cx: BodyContext, report: Report, slips: readonly Slip[], i: number): number {
  const run: number[] = [];
  for (let slip = slips[i]; slip?.kind === "missing" && slip.wanted === (run.at(-1) ?? slip.wanted - 1) + 1; slip = slips[i + run.length])
    run.push(slip.wanted);
  const { site, found, labels } = report;
  const [first, last] = [found[run[0] as number], found[run.at(-1) as number]];
  const args = { ...site.callSpan, lo: site.calleeSpan.hi };
  const span = first === undefined || last === undefined ? args : { ...first.span, hi: last.span.hi };
  labels.push({ span, text: missingWords(cx, site, run) });
  const isOne = run.length === 1;
  if (report.title === undefined) report.title = isOne ? "provide" : "provide-many";
  else report.title = report.title === "provide" || report.title === "provide-many" ? "provide-many" : "did-you-mean";
  return run.length;
}

function missingWords(cx: BodyContext, { params }: CallSite, run: readonly number[]): string {
  const types = run.map((wanted) => params[wanted] as Ty);
  const [a, b, c] = types.map((type) => `\`${cx.print(type)}\``);
  const isKnown = !types.some((type) => isUnknown(cx, type));
  if (run.length === 1) return `argument #${(run[0] as number) + 1}${isKnown ? ` of type ${a}` : ""} is missing`;
  if (run.length === 2) return `two arguments${isKnown ? ` of type ${a} and ${b}` : ""} are missing`;
  if (run.length === 3) return `three arguments${isKnown ? ` of type ${a}, ${b}, and ${c}` : ""} are missing`;
  return "multiple arguments are missing";
}

/** Where arguments are removed, those that stand for a parameter that nothing fits are replaced. */
function addReplacements(cx: BodyContext, { site, found, removals }: Report, matched: Matching["matched"]): void {
  let previous = -1;
  matched.forEach((given, wanted) => {
    if (given !== undefined) {
      previous = given;
      return;
    }
    const arg = found[previous + 1];
    if (arg === undefined) return;
    previous++;
    const { lo, hi } = arg.span;
    if (!removals.some(({ span }) => span.lo < hi && lo < span.hi)) removals.push({ span: arg.span, text: placeholder(cx, site, wanted) });
  });
}

/** Since then a parameter stands for its value by its name if its type cannot be written. */
const NAMES_PARAMETERS = 90;

function placeholder(cx: BodyContext, site: CallSite, wanted: number): string {
  const type = cx.resolve(site.params[wanted] as Ty);
  if (isUnit(type)) return "()";
  const isOpen = isUnknown(cx, type) || (type.flags & HAS_INFER) !== 0;
  const name = isOpen ? parameterName(cx, site, wanted) : undefined;
  return `/* ${name ?? (isUnknown(cx, type) ? "value" : cx.print(type))} */`;
}

function parameterName(cx: BodyContext, { def, isMethod }: CallSite, wanted: number): string | undefined {
  const fn = def === undefined || cx.tcx.session.release.minor < NAMES_PARAMETERS ? undefined : cx.tcx.items.item(def)?.kind;
  const param = fn?.kind === "fn" ? fn.params[wanted + (isMethod ? 1 : 0)] : undefined;
  const pat = param && cx.tcx.items.tree(def as DefId).pat(param.pat).kind;
  return pat?.kind === "ident" ? pat.ident.name : undefined;
}

function suggestCall(cx: BodyContext, { said, site, found, removals, title }: Report, matched: Matching["matched"]): void {
  if (title === undefined) return;
  if (title === "remove" || title === "remove-many") {
    said.suggest(TITLES[title], removals, "HasPlaceholders", "verbose");
    return;
  }
  if ((site.callSpan.ctxt ?? 0) !== 0) return;
  const parts = matched.map((given, wanted) =>
    given === undefined ? placeholder(cx, site, wanted) : cx.snippet((found[given] as Expr).span),
  );
  const span = { ...site.callSpan, lo: site.calleeSpan.hi };
  said.suggest(TITLES[title], [{ span, text: `(${parts.join(", ")})` }], "HasPlaceholders", "verbose");
}

/** Since then the parameters of methods that a trait requires are shown. */
const SHOWS_REQUIRED = 90;

/** `note: function defined here`, with the parameters that were missed; of closures the one, if all else is right. */
function noteDefinition(cx: BodyContext, site: CallSite, said: DiagnosticBuilder, missed: readonly number[], isOne: boolean): void {
  if (site.closure !== undefined) {
    const param = isOne ? site.closure.params[missed[0] as number] : undefined;
    said.noteAt(param ?? site.closure.head, `closure ${param === undefined ? "" : "parameter "}defined here`);
    return;
  }
  const { def } = site;
  const { items } = cx.tcx;
  if (def === undefined) return;
  const owner = items.parent(def);
  if (items.kind(def) === "constructor" && owner !== undefined) {
    const span = items.isLocal(def)
      ? items.identSpan(owner)
      : items.placeInCore(`${items.name(items.parent(owner) ?? owner)}::${items.name(owner)}`);
    if (span !== undefined) said.noteAt(span, `tuple ${items.kind(owner) === "variant" ? "variant" : "struct"} defined here`);
    return;
  }
  const fn = items.item(def)?.kind;
  if (fn?.kind !== "fn") return;
  if (!items.isLocal(def)) {
    const site = items.isCore(def) ? functionSite(cx.tcx, def, true) : items.identSpan(def);
    if (site !== undefined) said.noteAt(site, `${definitionNoun(cx, def)} defined here`);
    return;
  }
  const isForeign = items.kind(items.parent(def) as DefId) === "extern-block";
  const isRequired = fn.body === undefined && !isForeign;
  const spans: LabeledSpan[] = [{ span: items.identSpan(def), primary: true }];
  for (const wanted of missed) {
    const written = fn.params[wanted + (site.isMethod ? 1 : 0)];
    if (written === undefined || (isRequired && cx.tcx.session.release.minor < SHOWS_REQUIRED)) continue;
    // What is declared alone has names, and no patterns.
    const span = isForeign || isRequired ? items.tree(def).span(written.pat) : written.span;
    spans.push({ span, primary: false, label: "" });
  }
  said.note(`${definitionNoun(cx, def)} defined here`, ...spans);
}

function definitionNoun(cx: BodyContext, def: number): string {
  if (cx.tcx.items.kind(def) !== "assoc-fn") return "function";
  return cx.tcx.isMethod(def) ? "method" : "associated function";
}
