// An argument whose type decides that of the result: where `Option<u8>` is wanted, `Some("a")` is none because of `"a"`. (rustc's
// `note_wrong_return_ty_due_to_generic_arg`.)
import type { DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import { atLeast } from "../../../target/release.ts";
import type { Expr } from "../thir.ts";
import type { Ty } from "../ty.ts";
import type { CallSite } from "./arguments.ts";
import type { BodyContext } from "./context.ts";
import { printOf } from "./mismatch.ts";

interface Place {
  readonly given: number;
  readonly wanted: number;
}

export function noteInfluence(cx: BodyContext, site: CallSite, said: DiagnosticBuilder, { given, wanted }: Place, arg: Expr): void {
  const { def, isMethod, receiver, callSpan } = site;
  if (def === undefined || given !== wanted || !atLeast(cx.tcx.session.release, 68)) return;
  const kind = cx.tcx.items.kind(def);
  if (kind === "assoc-fn" && !isMethod) return;
  const { params, output } = cx.tcx.signature(def);
  const param = params[wanted + (isMethod ? 1 : 0)];
  if (param?.kind !== "param" || !contains(cx, output, param)) return;
  const isConstructor = kind === "constructor";
  const owner = isConstructor ? cx.tcx.items.parent(def) : def;
  const name = owner === undefined ? "" : cx.tcx.items.name(owner);
  const what = isConstructor ? "type constructed contains" : "return type of this call is";
  said.help(
    `the ${what} \`${printOf(cx, arg)}\` due to the type of the argument passed`,
    { span: receiver === undefined ? callSpan : { ...callSpan, lo: receiver.lo }, primary: true },
    { span: arg.span, primary: false, label: `this argument influences the ${isConstructor ? "type" : "return type"} of \`${name}\`` },
  );
}

function contains(cx: BodyContext, type: Ty, param: Ty): boolean {
  let found = type === param;
  cx.types.mapParts(type, (part) => {
    found ||= contains(cx, part, param);
    return part;
  });
  return found;
}
