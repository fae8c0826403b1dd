// The type checker's entry: the resolved program in, typed bodies and the tables of answers out. Items of the crate are
// checked in source order, so that reports come in rustc's; bodies of core only when somebody asks for them.
import type { Span } from "../../base/source.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { Session } from "../../target/session.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Program } from "../resolution.ts";
import { Evaluator } from "../constants/evaluate.ts";
import { patternOfValue } from "../constants/constant-pattern.ts";
import { checkBodyOf } from "./check/body.ts";
import { TypeContext } from "./context.ts";
import { checkConstBorrows } from "./const-borrows.ts";
import { checkConstOperations } from "./const-operations.ts";
import { checkItem } from "./item-checks.ts";
import { bodyOwners, typeTables } from "./answers.ts";
import type { DefId } from "./def-id.ts";
import { checkCycles } from "./forms/cycles.ts";
import { checkImplTraitPlaces } from "./forms/impl-trait-places.ts";
import { checkWrittenTypes } from "./forms/written-types.ts";
import { Items } from "./items.ts";
import { checkPatterns } from "./patterns/check.ts";
import type { TypeTables } from "./tables.ts";
import type { Body } from "./thir.ts";
import type { Ty } from "./ty.ts";
import { checkTypePrivacy } from "./type-privacy.ts";
import { checkUnsafety } from "./unsafety.ts";

export interface TypedCrate {
  readonly tables: TypeTables;
  /** For checks within this room. */
  readonly context: TypeContext;
  /** Values of constants and statics. */
  readonly evaluator: Evaluator;
  /** Of the crate's functions, constants, statics and `global_asm!`s, in source order. */
  readonly bodies: readonly Body[];
  /** Of constants without a name, in source order. */
  readonly unnamed: readonly Body[];
  readonly diagnostics: readonly Diagnostic[];
  /** What is wrong with a body that has its types: told with its borrows, body by body. */
  readonly verdicts: ReadonlyMap<Body, readonly Diagnostic[]>;
  /** A body is typed when code asks for it, and kept no longer than code is made of it. */
  readonly isOnDemand: boolean;
  /** A trait that is not there, or a type without an end, ended the check: what comes behind it is not known. */
  readonly ended: boolean;
}

/** What is asked between: when all items are right in themselves, and before each body. */
export interface BetweenChecks {
  readonly beforeBodies: (tcx: TypeContext, local: readonly DefId[]) => void;
  readonly beforeBody: (tcx: TypeContext, def: DefId) => void;
}

/** `isJudged`: what is wrong with bodies is found, too; otherwise none is looked at before code asks for it. */
export function typeCheckCrate(
  session: Session,
  program: Program,
  tree: SyntaxTree,
  { isJudged = true, between }: { readonly isJudged?: boolean; readonly between?: BetweenChecks } = {},
): TypedCrate {
  const { tcx, evaluator } = newContext(session, program);
  const local = localDefinitions(program);
  const cyclic = checkCycles(tcx, tree, local);
  if (isJudged) {
    checkImplTraitPlaces(tcx, tree);
    checkWrittenTypes(tcx, tree);
  }
  const end = endOfCheck(tcx, program.unknownTraits, local);
  const verdicts = new Map<Body, readonly Diagnostic[]>();
  const typed = (bodies: readonly Body[], unnamed: readonly Body[] = []) => ({
    verdicts,
    tables: typeTables(tcx),
    context: tcx,
    evaluator,
    bodies,
    unnamed,
    diagnostics: tcx.diagnostics,
    isOnDemand: !isJudged,
  });
  for (const def of local) {
    if (!end.items.has(def)) checkItem(tcx, def);
  }
  if (end.items.size > 0 || tcx.representability.hasEndless) return { ...typed([]), ended: true };
  if (!isJudged) return { ...typed([]), ended: end.bodies.size > 0 };
  between?.beforeBodies(tcx, local);
  const found: Body[] = [];
  for (const def of bodyOwners(tcx, local)) {
    if (!cyclic.has(def)) evaluateItem(tcx, evaluator, def);
    between?.beforeBody(tcx, def);
    const body = bodyUntil(tcx, def, end.bodies.get(def));
    if (body !== undefined) found.push(body);
  }
  if (end.bodies.size > 0) return { ...typed([]), ended: true };
  // All bodies have their types before any is looked at more closely.
  const unnamed = new Set([...tcx.anonymousBodies(false), ...tcx.anonymousBodies(true)]);
  const all = [...found, ...unnamed]
    .sort((a, b) => a.span.lo - b.span.lo)
    .map((body) => {
      const before = tcx.diagnostics.length;
      const judged = tcx.verdicts.of(body);
      const told = tcx.diagnostics.splice(before);
      if (told.length > 0) verdicts.set(judged, told);
      return [body, judged] as const;
    });
  const pick = (isWanted: boolean): Body[] => all.filter(([body]) => unnamed.has(body) === isWanted).map(([, body]) => body);
  return { ...typed(pick(false), pick(true)), ended: false };
}

interface Context {
  readonly tcx: TypeContext;
  readonly evaluator: Evaluator;
}

function newContext(session: Session, program: Program): Context {
  const { library } = program;
  const core = library === undefined ? undefined : contextOf(library);
  const tcx = new TypeContext(session, new Items(program, core?.tcx.items), core?.tcx);
  const evaluator = new Evaluator(tcx);
  tcx.bodyChecker = (def) => checkBodyOf(tcx, def);
  tcx.verdicts.judge = (body) => judged(tcx, body);
  tcx.evaluator = (def, args) => evaluator.scalar(def, args);
  tcx.patternOfConstant = (def, args, type, span) => {
    const value = evaluator.constant(def, args);
    return value === undefined ? "failed" : patternOfValue(tcx, value, type, span);
  };
  return { tcx, evaluator };
}

/** Core's, which lives as long as its names do. */
const contexts = new WeakMap<Program, Context>();

function contextOf(library: Program & { readonly session: Session }): Context {
  let known = contexts.get(library);
  if (known === undefined) contexts.set(library, (known = newContext(library.session, library)));
  return known;
}

/**
 * Where rustc gives up: at items whose signature names a trait that is not there, and in bodies that do, behind the name
 * (`FatalError.raise()` where `hir_ty_lowering` wants the trait of a reference). The others of the same kind are looked at.
 */
function endOfCheck(tcx: TypeContext, unknown: readonly Span[], local: readonly DefId[]) {
  const items = new Set<DefId>();
  const bodies = new Map<DefId, Span>();
  for (const span of unknown) {
    const holder = local.findLast((def) => tcx.items.item(def) !== undefined && within(span, tcx.items.span(def)));
    if (holder === undefined) continue;
    if (!within(span, bodySpan(tcx, holder))) items.add(holder);
    else if (!bodies.has(holder)) bodies.set(holder, span);
  }
  return { items, bodies };
}

/** The body; what is found in it behind `end` is not told. */
function bodyUntil(tcx: TypeContext, def: DefId, end: Span | undefined): Body | undefined {
  const before = tcx.diagnostics.length;
  const body = tcx.body(def);
  if (end === undefined) return body;
  const told = tcx.diagnostics.splice(before);
  tcx.diagnostics.push(...told.filter(({ spans }) => (spans.find(({ primary }) => primary)?.span.lo ?? 0) < end.lo));
  return body;
}

const within = (inner: Span, outer: Span | undefined): boolean => outer !== undefined && outer.lo <= inner.lo && inner.hi <= outer.hi;

function bodySpan(tcx: TypeContext, def: DefId): Span | undefined {
  const kind = tcx.items.item(def)?.kind;
  const tree = tcx.items.tree(def);
  if (kind?.kind === "fn") return kind.body === undefined ? undefined : tree.span(kind.body);
  return (kind?.kind === "const" || kind?.kind === "static") && kind.value !== undefined ? tree.span(kind.value) : undefined;
}

/** The body, tainted if something is wrong with it. */
function judged(tcx: TypeContext, body: Body): Body {
  if (body.tainted || tcx.brokenSignatures.has(body.owner)) return { ...body, tainted: true };
  for (const { owner, said } of tcx.wrongModes) if (owner === body.owner) tcx.report(said);
  const isComplete = checkPatterns(tcx, body);
  checkUnsafety(tcx, body);
  const before = tcx.diagnostics.length;
  checkConstOperations(tcx, body);
  if (tcx.diagnostics.length > before) tcx.verdicts.unrunnable.add(body.owner);
  checkConstBorrows(tcx, body);
  checkTypePrivacy(tcx, body);
  return isComplete ? body : { ...body, tainted: true };
}

/** Constants that no argument decides, and statics, are evaluated whether somebody uses them or not. */
function evaluateItem(tcx: TypeContext, evaluator: Evaluator, def: DefId): void {
  const { kind } = tcx.items.item(def)?.kind ?? {};
  if (tcx.generics(def).params.length > 0) return;
  if ((kind === "const" || kind === "static") && isFloat(tcx.typeOf(def))) return;
  if (kind === "const" && tcx.items.kind(def) === "const") evaluator.constant(def, []);
  if (kind === "static" && tcx.items.kind(def) === "static") evaluator.static(def);
}

/** Floating-point numbers are not computed here, and their arithmetic does not fail. */
function isFloat(type: Ty): boolean {
  if (type.kind === "array") return isFloat(type.element);
  return type.kind === "float" || (type.kind === "tuple" && type.elements.some(isFloat));
}

function localDefinitions(program: Program): DefId[] {
  const { definitions } = program;
  const local = [...definitions.own()].map(({ id }) => id).filter((def) => definitions.isLocal(def));
  return local.sort((a, b) => definitions.span(a).lo - definitions.span(b).lo);
}
