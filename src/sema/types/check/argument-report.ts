// E0061 and E0057: too few or too many arguments.
import { error } from "../../../diag/diagnostic.ts";
import type { CallSite } from "./arguments.ts";
import { kindOf } from "./arguments.ts";
import type { Expr } from "../thir.ts";
import type { BodyContext } from "./context.ts";

export function reportArgumentCount(cx: BodyContext, site: CallSite, found: readonly Expr[]): void {
  const given = found.length;
  const wanted = site.params.length;
  const plural = (n: number): string => `${n} argument${n === 1 ? "" : "s"}`;
  const what = kindOf(cx, site.def) ?? "function";
  const takes = site.variadic ? `this ${what} takes at least ${plural(wanted)}` : `this ${what} takes ${plural(wanted)}`;
  const said = error("E0061", `${takes} but ${plural(given)} ${given === 1 ? "was" : "were"} supplied`);
  if (given < wanted) {
    const missing = wanted - given;
    const last = site.params[wanted - 1];
    const label =
      missing === 1
        ? last === undefined
          ? "argument missing"
          : `argument #${wanted} of type \`${cx.print(last)}\` is missing`
        : missingLabel(cx, site, given);
    said.at(site.calleeSpan).label({ lo: site.calleeSpan.hi, hi: site.callSpan.hi }, label);
  } else {
    said.at(site.calleeSpan);
    for (let i = wanted; i < given; i++) {
      const extra = found[i] as Expr;
      said.label(extra.span, `unexpected argument #${i + 1} of type \`${cx.print(extra.type)}\``);
    }
  }
  const def = site.def;
  if (def !== undefined && cx.tcx.items.isLocal(def) && cx.tcx.items.item(def)?.kind.kind === "fn") {
    const noun = what === "method" ? "method" : cx.tcx.items.kind(def) === "assoc-fn" ? "associated function" : "function";
    said.children.push({ level: "note", message: `${noun} defined here`, spans: [{ span: cx.tcx.items.identSpan(def), primary: true }] });
  }
  cx.reportUnlessError(said, ...found.map((each) => each.type));
}

function missingLabel(cx: BodyContext, site: CallSite, given: number): string {
  const types = site.params.slice(given).map((type) => `\`${cx.print(type)}\``);
  if (types.length === 2) return `two arguments of type ${types[0]} and ${types[1]} are missing`;
  if (types.length === 3) return `three arguments of type ${types[0]}, ${types[1]}, and ${types[2]} are missing`;
  return "multiple arguments are missing";
}
