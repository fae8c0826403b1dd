// E0617: what is passed behind the `...` of a C function is as wide as C makes it. In: a checked argument and its type. Out: the report.
import { error, unsupported, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Expr } from "../thir.ts";
import { I32, type Ty } from "../ty.ts";
import { fnPointerOf } from "./coerce.ts";
import type { BodyContext } from "./context.ts";

/** Types that C widens, and to what. */
const WIDENED: ReadonlyMap<string, string> = new Map([
  ["f32", "c_double"],
  ["i8", "c_int"],
  ["i16", "c_int"],
  ["bool", "c_int"],
  ["u8", "c_uint"],
  ["u16", "c_uint"],
]);

export function checkVariadic(cx: BodyContext, arg: Expr, type: Ty): void {
  if (type.kind === "infer" && type.of === "int") cx.unify(type, I32);
  if (type.kind === "fn-def") return reportFunction(cx, arg, type);
  const wide = WIDENED.get(cx.print(type));
  if (wide === undefined) return;
  const said = error("E0617", `can't pass \`${cx.print(type)}\` to variadic function`).at(arg.span);
  addCast(cx, said, arg, `cast the value to \`${wide}\``, wide);
  cx.report(said);
}

function reportFunction(cx: BodyContext, arg: Expr, type: Ty): void {
  const pointer = fnPointerOf(cx, type);
  if (pointer === undefined || cx.tcx.session.release.minor < 86)
    return cx.report(unsupported("KB0211", "function items behind `...`", arg.span));
  const said = error("E0617", "can't pass a function item to a variadic function").at(arg.span);
  said.help("a function item is zero-sized and needs to be cast into a function pointer to be used in FFI");
  said.note("for more information on function items, visit https://doc.rust-lang.org/reference/types/function-item.html");
  addCast(cx, said, arg, "use a function pointer instead", cx.print(pointer));
  cx.report(said);
}

function addCast(cx: BodyContext, said: DiagnosticBuilder, { span }: Expr, words: string, to: string): void {
  const isModern = cx.tcx.session.release.minor >= 86;
  const edit = isModern ? { span: { ...span, lo: span.hi }, text: ` as ${to}` } : { span, text: `${cx.snippet(span)} as ${to}` };
  said.suggest(words, [edit], "MachineApplicable", isModern ? "verbose" : "inline");
}
