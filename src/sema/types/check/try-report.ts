// What is wrong with a `?`: its operand can have no failure (E0277), the function cannot return that failure (E0277), or the
// value is not what its place wants (E0308).
import type { Span } from "../../../base/source.ts";
import { type DiagnosticBuilder, error, unsupported } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import type { Predicate } from "../predicates.ts";
import type { Expr } from "../thir.ts";
import { HAS_ERROR, type Ty } from "../ty.ts";
import { unsatisfied } from "../unsatisfied.ts";
import { adviseBound, adviseConversions } from "../unsatisfied-advice.ts";
import type { BodyContext, ReturnFrame } from "./context.ts";
import { mismatchLabel, mismatchNote } from "./mismatch.ts";
import { adviseMismatch } from "./mismatch-advice.ts";
import { adviseReturned } from "./return-advice.ts";

export interface Asked {
  /** The whole expression. */
  readonly ast: AstExpr;
  readonly operand: Expr;
  /** The question mark. */
  readonly mark: Span;
}

/** From this release on traits that cannot be named yet are called so, and failures of core's own two types have their words. */
const KNOWS_MORE = 90;

export function reportNoTry(cx: BodyContext, span: Span, type: Ty): void {
  const said = error("E0277", "the `?` operator can only be applied to values that implement `Try`");
  said.at(span, `the \`?\` operator cannot be applied to type \`${cx.print(type)}\``);
  const trait = cx.tcx.session.release.minor >= KNOWS_MORE ? "nightly-only, unstable trait" : "trait";
  said.help(`the ${trait} \`Try\` is not implemented for \`${cx.print(type)}\``);
  cx.reportUnlessError(said, type);
}

// --- The value -------------------------------------------------------------------------------------------------------

/** A function's last value was told to be of its return type since then. */
const EXPLAINS_TAILS = 69;

export function reportMisfit(cx: BodyContext, { ast, operand }: Asked, expected: Ty, value: Expr): void {
  cx.tainted = true;
  const found = value.type;
  if (((cx.resolve(expected).flags | cx.resolve(found).flags) & HAS_ERROR) !== 0) return;
  const said = error("E0308", "`?` operator has incompatible types").at(ast.span, mismatchLabel(cx, expected, found));
  said.note(`\`?\` operator cannot convert from \`${cx.print(found)}\` to \`${cx.print(expected)}\``);
  const note = mismatchNote(cx, expected, found);
  if (note !== undefined) said.note(note);
  if (cx.resolve(operand.type) === cx.resolve(expected)) {
    const { hi } = ast.span;
    said.suggest("try removing this `?`", [{ span: { ...ast.span, lo: hi - 1 }, text: "" }], "MachineApplicable", "verbose");
  }
  adviseMismatch(cx, said, { id: ast.id, expected, found });
  if ((cx.tails.has(ast.id) || cx.returned.has(ast.id)) && cx.tcx.session.release.minor >= EXPLAINS_TAILS)
    adviseReturned(cx, said, expected, found);
  cx.report(said);
}

// --- The failure -----------------------------------------------------------------------------------------------------

/** What is left by a failure, and with what. */
export interface Leaving {
  readonly frame: ReturnFrame;
  readonly isClosure: boolean;
  readonly residual: Ty;
}

/** `failed`: the function's type cannot be made from the failure, or what such an impl asks for. */
export function reportResidual(cx: BodyContext, asked: Asked, leaving: Leaving, failed: Predicate): void {
  const { frame, isClosure } = leaving;
  const [type, residual] = [cx.resolve(frame.type), cx.resolve(leaving.residual)];
  if (failed.kind !== "trait" || (type.flags & HAS_ERROR) !== 0) return;
  if (failed.ref.trait !== cx.tcx.lang("FromResidual")) return reportConversion(cx, asked, frame, failed);
  const words = wordsOf(cx, type, residual, isClosure ? "a closure" : ownerWords(cx));
  const said = error("E0277", `the \`?\` operator ${words.message}`).at(asked.mark, words.label);
  const head = isClosure ? frame.head : cx.fnSpan === undefined ? undefined : cx.tcx.headSpan(cx.owner);
  if (head !== undefined) said.label(head, words.parent);
  if (cx.tcx.session.release.minor < KNOWS_MORE) {
    const name = cx.tcx.printer.trait(failed.ref.trait, [type, residual]);
    said.help(`the trait \`${name}\` is not implemented for \`${cx.print(type)}\``);
  }
  cx.reportUnlessError(said, type);
}

interface Words {
  readonly message: string;
  readonly label: string;
  /** Of what returns. */
  readonly parent: string;
}

/** As core's `FromResidual` has them. */
function wordsOf(cx: BodyContext, type: Ty, residual: Ty, place: string): Words {
  const [self, other] = [type, residual].map((each) =>
    each.kind === "adt" && cx.tcx.items.isCore(each.def) ? cx.tcx.items.name(each.def) : "",
  );
  const [shown, produced] = [cx.print(type), cx.print(residual)];
  const differs = `this \`?\` produces \`${produced}\`, which is incompatible with \`${shown}\``;
  if (cx.tcx.session.release.minor >= KNOWS_MORE && (self === "Result" || self === "Option")) {
    const back = `${place} that returns \`${self}\``;
    const isOther = self === "Result" ? other === "Option" : other === "Result";
    const label =
      self === "Result"
        ? `use \`.ok_or(...)?\` to provide an error compatible with \`${shown}\``
        : `use \`.ok()?\` if you want to discard the \`${produced}\` error information`;
    return {
      message: `can only be used on \`${self}\`s${isOther ? `, not \`${other}\`s,` : ""} in ${back}`,
      label: isOther ? label : differs,
      parent: `this function returns ${self === "Option" ? "an" : "a"} \`${self}\``,
    };
  }
  if (cx.tcx.session.release.minor >= KNOWS_MORE && self === "ControlFlow") {
    return {
      message:
        other === "ControlFlow"
          ? `in ${place} that returns \`ControlFlow<B, _>\` can only be used on other \`ControlFlow<B, _>\`s (with the same Break type)`
          : `can only be used on \`ControlFlow\`s in ${place} that returns \`ControlFlow\``,
      label: differs,
      parent: "this function returns a `ControlFlow`",
    };
  }
  return {
    message: `can only be used in ${place} that returns \`Result\` or \`Option\` (or another type that implements \`FromResidual\`)`,
    label: `cannot use the \`?\` operator in ${place} that returns \`${shown}\``,
    parent: "this function should return `Result` or `Option` to accept `?`",
  };
}

function ownerWords(cx: BodyContext): string {
  if (cx.tcx.items.kind(cx.owner) !== "assoc-fn") return "a function";
  const parent = cx.tcx.items.parent(cx.owner);
  return parent !== undefined && cx.tcx.items.kind(parent) === "trait" ? "a trait method" : "a method";
}

const CONVERTS = "the question mark operation (`?`) implicitly performs a conversion on the error value using the `From` trait";

/** `Result<_, E>` in a function that returns `Result<_, F>`: `F` cannot be made from `E`. */
function reportConversion(cx: BodyContext, { operand, mark }: Asked, frame: ReturnFrame, failed: Predicate & { kind: "trait" }): void {
  const [to, from] = failed.ref.args.map((arg) => cx.resolve(arg)) as [Ty, Ty | undefined];
  if (!isFrom(cx, failed.ref.trait) || from === undefined)
    return cx.report(unsupported("KB0216", "`?` with an error that does not convert", mark));
  const message = `\`?\` couldn't convert the error to \`${cx.print(to)}\``;
  const plain = unsatisfied(cx.tcx, { trait: failed.ref.trait, args: [to, from] }, mark);
  if (plain.code !== "E0277") return cx.report(plain);
  const said = error("E0277", message).at(
    mark,
    `the trait \`${cx.tcx.printer.trait(failed.ref.trait, [to, from])}\` is not implemented for \`${cx.print(to)}\``,
  );
  if (frame.span !== undefined) said.label(frame.span, `expected \`${cx.print(to)}\` because of this`);
  if (cx.tcx.session.release.minor >= KNOWS_MORE) {
    noteLacking(cx, said, to, from);
    labelChain(cx, said, operand, { trait: failed.ref.trait, to });
  }
  said.note(CONVERTS);
  adviseConversions(cx.tcx, { trait: failed.ref.trait, args: [to, from] }, said);
  adviseBound(cx.tcx, cx.owner, { trait: failed.ref.trait, args: [to, from] }, said);
  cx.reportUnlessError(said, to, from);
}

function isFrom(cx: BodyContext, trait: DefId): boolean {
  return cx.tcx.items.path(trait) === "core::convert::From";
}

/** Which type of the crate could have the conversion. */
function noteLacking(cx: BodyContext, said: DiagnosticBuilder, to: Ty, from: Ty): void {
  if (to.kind === "adt" && cx.tcx.items.isLocal(to.def))
    said.noteAt(cx.tcx.headSpan(to.def), `\`${cx.print(to)}\` needs to implement \`From<${cx.print(from)}>\``);
  else if (from.kind === "adt" && cx.tcx.items.isLocal(from.def))
    said.noteAt(cx.tcx.headSpan(from.def), `\`${cx.print(from)}\` needs to implement \`Into<${cx.print(to)}>\``);
}

/** The methods that led to the operand, where their failure changes, from the first. */
function labelChain(cx: BodyContext, said: DiagnosticBuilder, operand: Expr, wanted: { readonly trait: DefId; readonly to: Ty }): void {
  const chain: { readonly span: Span; readonly failure: Ty | undefined }[] = [];
  let expr = operand;
  while (expr.kind === "call" && expr.by === "method" && expr.args[0] !== undefined) {
    chain.push({ span: expr.callSpan, failure: failureOf(cx, expr.type) });
    expr = behindAdjustments(expr.args[0]);
  }
  chain.push({ span: expr.span, failure: failureOf(cx, expr.type) });
  let before: Ty | undefined;
  for (const [i, { span, failure }] of chain.toReversed().entries()) {
    if (failure !== undefined && failure !== before) {
      const converts = cx.selector.traitHolds(wanted.trait, [wanted.to, failure]) === "yes";
      const shown = `has type \`Result<_, ${cx.print(failure)}>\``;
      said.label(span, !converts && i === chain.length - 1 ? `this can't be annotated with \`?\` because it ${shown}` : `this ${shown}`);
    }
    before = failure;
  }
}

function behindAdjustments(expr: Expr): Expr {
  return expr.kind === "borrow" || expr.kind === "deref" || expr.kind === "coerce" ? behindAdjustments(expr.operand) : expr;
}

/** `E` of a `Result<T, E>`. */
function failureOf(cx: BodyContext, type: Ty): Ty | undefined {
  const known = cx.resolve(type);
  return known.kind === "adt" && cx.tcx.items.path(known.def) === "core::result::Result" ? known.args[1] : undefined;
}
