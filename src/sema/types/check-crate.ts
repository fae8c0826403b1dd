// The type checker's entry: the resolved program in, typed bodies and the tables of answers out. Items of the crate are
// checked in source order, so that reports come in rustc's; bodies of core only when somebody asks for them.
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { Session } from "../../target/session.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Program } from "../resolution.ts";
import { Evaluator } from "../constants/evaluate.ts";
import { checkBodyOf } from "./check/body.ts";
import { TypeContext } from "./context.ts";
import { checkConstBorrows } from "./const-borrows.ts";
import { checkConstCalls } from "./const-calls.ts";
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
  readonly diagnostics: readonly Diagnostic[];
}

/** What is asked between: when all items are right in themselves, and before each body. */
export interface BetweenChecks {
  readonly beforeBodies: (tcx: TypeContext, local: readonly DefId[]) => void;
  readonly beforeBody: (tcx: TypeContext, def: DefId) => void;
}

export function typeCheckCrate(session: Session, program: Program, tree: SyntaxTree, between?: BetweenChecks): TypedCrate {
  const tcx = new TypeContext(session, new Items(program));
  const evaluator = new Evaluator(tcx);
  tcx.bodyChecker = (def) => checkBodyOf(tcx, def);
  tcx.evaluator = (def, args) => evaluator.scalar(def, args);
  const local = localDefinitions(program);
  const cyclic = checkCycles(tcx, tree, local);
  checkImplTraitPlaces(tcx, tree);
  checkWrittenTypes(tcx, tree);
  for (const def of local) checkItem(tcx, def);
  between?.beforeBodies(tcx, local);
  for (const def of local) if (!cyclic.has(def)) evaluateItem(tcx, evaluator, def);
  const found = bodyOwners(tcx, local).flatMap((def) => {
    between?.beforeBody(tcx, def);
    return tcx.body(def) ?? [];
  });
  // All bodies have their types before any is looked at more closely.
  const bodies = found.map((body) => judged(tcx, body));
  return { tables: typeTables(tcx), context: tcx, evaluator, bodies, diagnostics: tcx.diagnostics };
}

/** The body, tainted if something is wrong with it. */
function judged(tcx: TypeContext, body: Body): Body {
  if (body.tainted || tcx.brokenSignatures.has(body.owner)) return { ...body, tainted: true };
  const isComplete = checkPatterns(tcx, body);
  checkUnsafety(tcx, body);
  checkConstCalls(tcx, body);
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
  const local: DefId[] = [];
  for (let def = 0; def < definitions.count; def++) if (definitions.isLocal(def)) local.push(def);
  return local.sort((a, b) => definitions.span(a).lo - definitions.span(b).lo);
}
