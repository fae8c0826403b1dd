// What an expression that does not return leaves undecided becomes `()`, and from edition 2024 on `!`. Two lints tell of bodies that
// depend on it: where a bound holds of `()` alone, and where unsafe code is given the type, which `!` would make undefined.
import { error, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Expr } from "../thir.ts";
import { walk } from "../thir-walk.ts";
import { NEVER, partsOf, UNIT, type Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

const GUIDE = "<https://doc.rust-lang.org/edition-guide/rust-2024/never-type-fallback.html>";
const HARD_ERROR =
  "this was previously accepted by the compiler but is being phased out; " +
  "it will become a hard error in Rust 2024 and in a future release in all editions!";
const OTHER_MEANING = "this changes meaning in Rust 2024 and in a future release in all editions!";
/** Since then both are denied, and say more. */
const DENIED_SINCE = 92;

/** Both lints, before such variables are decided. */
export function lintNeverFallback(cx: BodyContext, value: Expr): void {
  // Most bodies have no such variable: they need not be walked through.
  if (cx.tcx.session.release.minor < 81 || cx.owner < 0 || !cx.infer.hasDiverging) return;
  lintUnsafeCalls(cx, value);
  lintDependency(cx);
}

function mentionsDiverging(cx: BodyContext, type: Ty): boolean {
  const known = cx.resolve(type);
  if (known.kind === "infer") return known.of === "type" && cx.infer.isDiverging(known.variable);
  return partsOf(known).some((part) => mentionsDiverging(cx, part));
}

function lintUnsafeCalls(cx: BodyContext, value: Expr): void {
  walk(value, (expr) => {
    if (expr.kind !== "call" || expr.callee.type.kind !== "fn-def") return;
    const { def, args } = expr.callee.type;
    if (!cx.tcx.signature(def).unsafe || !args.some((arg) => mentionsDiverging(cx, arg))) return;
    const what = expr.by === "method" ? "this call to an `unsafe` method" : "this call to an `unsafe` function";
    const said = error(`never type fallback affects ${what}`).at(expr.span);
    said.lint = "never_type_fallback_flowing_into_unsafe";
    cx.tcx.report(foretell(cx, said, "specify the type explicitly", OTHER_MEANING));
  });
}

/** A help, and what will become of it. */
function foretell(cx: BodyContext, said: DiagnosticBuilder, help: string, future: string): DiagnosticBuilder {
  if (cx.tcx.session.release.minor < DENIED_SINCE) return said;
  if (said.children.length === 0) said.help(help);
  said.children.push({ level: "warning", message: future, spans: [] });
  return said.note(`for more information, see ${GUIDE}`);
}

/** What holds of `()` alone. */
function lintDependency(cx: BodyContext): void {
  const waiting = cx.obligations.flatMap(({ predicate, span }) => {
    if (predicate.kind !== "trait" || cx.tcx.isLang(predicate.ref.trait, "sized")) return [];
    const [self, ...others] = predicate.ref.args.map((arg) => cx.resolve(arg));
    if (self?.kind !== "infer" || self.of !== "type" || !cx.infer.isDiverging(self.variable)) return [];
    return [{ trait: predicate.ref.trait, others, span }];
  });
  const failing = (type: Ty) => waiting.find(({ trait, others }) => cx.selector.traitHolds(trait, [type, ...others]) === "no");
  const failed = failing(NEVER);
  if (failed === undefined || failing(UNIT) !== undefined) return;
  const head = cx.tcx.items.span(cx.owner);
  const said = error("this function depends on never type fallback being `()`").at({ ...head, hi: cx.fnSpan?.hi ?? head.hi });
  said.lint = "dependency_on_unit_never_type_fallback";
  if (cx.tcx.session.release.minor >= DENIED_SINCE) {
    const required = `!: ${cx.tcx.printer.trait(failed.trait, [NEVER, ...failed.others])}`;
    said.help("specify the types explicitly");
    said.noteAt(failed.span, `in edition 2024, the requirement \`${required}\` will fail`);
  }
  cx.tcx.report(foretell(cx, said, "", HARD_ERROR));
}
