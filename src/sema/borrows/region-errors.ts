// Lifetimes of a function that would have to outlive others and need not: "lifetime may not live long enough", E0521 and E0621. In:
// pairs of lifetimes. Out: rustc's words, with what asks for it on the way from the one to the other (rustc: `region_errors`).
import type { Span } from "../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Relation } from "../flow/check-flow.ts";
import type { Blame, Invariance } from "../flow/graph.ts";
import { walk } from "../types/thir-walk.ts";
import type { Expr as AstExpr } from "../../syntax/ast.ts";
import { partsOf, type Ty } from "../types/ty.ts";
import { startOf } from "./body-source.ts";
import { ConstraintPaths } from "./constraint-paths.ts";
import type { BorrowContext } from "./context.ts";
import { explainInvariance } from "./invariance.ts";
import { adviseLifetime } from "./lifetime-advice.ts";
import { OutlivesAdvice } from "./outlives-advice.ts";
import { labelRegion, namedLifetime, RegionNames, type ParameterType, type RegionName } from "./region-names.ts";
import { BY } from "./required.ts";

/** A relation with what asks for it, and what the two lifetimes are called. */
interface Found {
  readonly relation: Relation;
  readonly blame: Blame;
  readonly invariance: Invariance | undefined;
}

export class RegionTeller {
  readonly #paths: ConstraintPaths;
  readonly #names: RegionNames;
  readonly told: DiagnosticBuilder[] = [];
  readonly #advice: OutlivesAdvice;

  constructor(readonly cx: BorrowContext) {
    this.#paths = new ConstraintPaths(cx.graph);
    this.#names = new RegionNames(cx);
    this.#advice = new OutlivesAdvice(this.#names);
  }

  /** What all of them come to, if there are several. */
  get advice(): DiagnosticBuilder | undefined {
    return this.#advice.make();
  }

  /** False if it cannot be told. */
  add(relation: Relation): boolean {
    const found = this.#find(relation);
    if (found === undefined || Math.max(relation.long, relation.short) > this.#names.count) return false;
    const said = this.#explicit(found) ?? this.#escape(found) ?? this.#general(found);
    if (said === undefined) return false;
    this.told.push(said);
    return true;
  }

  #find(relation: Relation): Found | undefined {
    const { universals, closures } = this.cx.graph;
    const [from, to] = [relation.long, relation.short].map((i) => universals[i]?.region ?? 0) as [number, number];
    const path = this.#paths.between(from, to);
    // What closures ask for is told of the closure.
    const inside = new Set(closures.flatMap(({ external }) => external));
    if (path.some(({ longer, shorter }) => inside.has(longer) || inside.has(shorter))) return undefined;
    const best = this.#paths.blame(path, "first");
    return best && { relation, blame: { ...best.blame, span: this.#spanOf(best.blame) }, invariance: best.invariance };
  }

  /** A function's body stands for its last expression. */
  #spanOf({ by, span }: Blame): Span {
    if (by !== "return") return span;
    const tail = this.cx.source.tailOfBlockAt(span);
    return tail === undefined ? span : this.cx.source.spanWithParens(tail);
  }

  // --- E0621 -----------------------------------------------------------------------------------------------------

  /** A lifetime with a name is wanted of a parameter that leaves it out. */
  #explicit({ relation: { long, short }, blame }: Found): DiagnosticBuilder | undefined {
    const pair = [
      [short, long],
      [long, short],
    ].find(([named = 0, other = 0]) => named > 0 && namedLifetime(this.cx, named - 1) !== undefined && this.#unnamedParameter(other));
    if (pair === undefined) return undefined;
    const [named, other] = pair as [number, number];
    const found = this.#unnamedParameter(other) as ParameterType;
    const name = namedLifetime(this.cx, named - 1)?.name ?? "";
    const { tree } = this.cx.source;
    const { kind } = tree.pat(found.param.pat);
    const ident = kind.kind === "ident" ? kind.ident.name : undefined;
    const what = ident === undefined ? "parameter type" : `the type of \`${ident}\``;
    const said = error("E0621", `explicit lifetime required in ${what}`).at(blame.span, `lifetime \`${name}\` required`);
    const text = this.#names.printNaming(found.type, other, name);
    const words = `add explicit lifetime \`${name}\` to ${ident === undefined ? "type" : what}`;
    return said.suggest(words, [{ span: tree.span(found.param.type), text }], "Unspecified", "verbose");
  }

  #unnamedParameter(universal: number): ParameterType | undefined {
    const { items } = this.cx.tcx;
    if (universal === 0 || namedLifetime(this.cx, universal - 1) !== undefined) return undefined;
    const parent = items.parent(this.cx.body.owner);
    const ast = parent !== undefined && items.kind(parent) === "impl" ? items.item(parent)?.kind : undefined;
    // The trait's function has the same parameters.
    if (ast?.kind === "impl" && ast.trait !== undefined) return undefined;
    const found = this.#names.parameterWith(universal);
    return found?.param.self === undefined ? found : undefined;
  }

  // --- E0521 -----------------------------------------------------------------------------------------------------

  /** What the function borrows goes to where it must live for ever. */
  #escape(found: Found): DiagnosticBuilder | undefined {
    const { relation, blame } = found;
    const { long, short } = relation;
    if (blame.by !== "argument" || short !== 0) return undefined;
    const parameter = this.#names.parameterWith(long);
    if (parameter === undefined || !this.#isUsed(parameter)) return undefined;
    const name = this.#names.of(long);
    if (name === undefined || holdsTraits(parameter.type)) return undefined;
    const what = this.#whatIs();
    const { tree } = this.cx.source;
    const said = error("E0521", `borrowed data escapes outside of ${what}`).at(blame.span);
    const { kind } = tree.pat(parameter.param.pat);
    if (kind.kind === "ident") {
      said.label(tree.span(parameter.param.pat), `\`${kind.ident.name}\` is a reference that is only valid in the ${what} body`);
      said.label(blame.span, `\`${kind.ident.name}\` escapes the ${what} body here`);
    } else said.label(blame.span, `a temporary borrow escapes the ${what} body here`);
    labelRegion(name, said);
    said.label(blame.span, `${BY[blame.by]}requires that \`${name.name}\` must outlive \`'static\``);
    this.#finish(found, name, this.#names.of(short) as RegionName, said);
    return said;
  }

  #isUsed({ param }: ParameterType): boolean {
    const { body } = this.cx;
    const local = body.locals.findIndex(({ node }) => node === param.pat);
    let used = local < 0 || body.closures.some(({ captures }) => captures.some((capture) => capture.local === local));
    walk(body.value, (expr) => {
      if (expr.kind === "local" && expr.local === local) used = true;
    });
    return used;
  }

  // --- Others ----------------------------------------------------------------------------------------------------

  #general(found: Found): DiagnosticBuilder | undefined {
    const { relation, blame } = found;
    if (relation.short === 0 && this.#returnsTraits()) return undefined;
    const name = this.#names.of(relation.long);
    const other = this.#names.of(relation.short);
    if (name === undefined || other === undefined) return undefined;
    const said = error("lifetime may not live long enough").at(blame.span);
    labelRegion(name, said);
    labelRegion(other, said);
    const returns = `${this.#whatIs()} was supposed to return data with lifetime \`${other.name}\` but it is returning data with lifetime \`${name.name}\``;
    const asks = `${BY[blame.by]}requires that \`${name.name}\` must outlive \`${other.name}\``;
    said.spans[0] = { span: blame.span, primary: true, label: blame.by === "return" && relation.short !== 0 ? returns : asks };
    adviseLifetime(this.cx, this.#names, relation.long, relation.short, said);
    this.#adviseMove(said);
    this.#finish(found, name, other, said);
    return said;
  }

  #whatIs(): string {
    const { tcx, body } = this.cx;
    if (tcx.items.kind(body.owner) !== "assoc-fn") return "function";
    return tcx.isMethod(body.owner) ? "method" : "associated function";
  }

  /** `impl Trait` and `dyn Trait` would be told to capture. */
  #returnsTraits(): boolean {
    return holdsTraits(this.cx.items.signature(this.cx.body.owner).output);
  }

  /** A closure that is the body's value, or is given to a method that is. */
  #adviseMove(said: DiagnosticBuilder): void {
    const { source } = this.cx;
    let expr: AstExpr | undefined = source.tailOfBlockAt(this.cx.body.value.span);
    if (source.outermostStatements().length !== 1) return;
    while (expr?.kind.kind === "block" && source.tree.block(expr.kind.block).stmts.length === 1) expr = source.tailOf(expr);
    const given = expr?.kind.kind === "method-call" ? expr.kind.args.map((arg) => source.tree.expr(arg)) : expr === undefined ? [] : [expr];
    const closure = given.find(({ kind }) => kind.kind === "closure" && !kind.move);
    if (closure === undefined) return;
    const edits = [{ span: startOf(closure.span), text: "move " }];
    said.suggest("consider adding 'move' keyword before the nested closure", edits, "MaybeIncorrect", "verbose");
  }

  #finish({ relation, invariance }: Found, name: RegionName, other: RegionName, said: DiagnosticBuilder): void {
    if (name.kind === "named" && other.kind === "named") said.help(`consider adding the following bound: \`${name.name}: ${other.name}\``);
    this.#advice.add(relation);
    if (invariance !== undefined) explainInvariance(this.cx, invariance, said);
  }
}

function holdsTraits(type: Ty): boolean {
  return type.kind === "dynamic" || type.kind === "opaque" || partsOf(type).some(holdsTraits);
}
