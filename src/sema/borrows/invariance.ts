// Why lifetimes must be the same and not one longer than the other: what they stand in is invariant (rustc: `VarianceDiagInfo`).
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Invariance } from "../flow/graph.ts";
import type { BorrowContext } from "./context.ts";

export function explainInvariance(cx: BorrowContext, { type, index }: Invariance, said: DiagnosticBuilder): void {
  const words = wordsFor(cx, { type, index });
  if (words === undefined) return;
  said.note(`requirement occurs because of ${words.because}`);
  said.note(words.rule);
  said.help("see <https://doc.rust-lang.org/nomicon/subtyping.html> for more information about variance");
}

function wordsFor(cx: BorrowContext, { type, index }: Invariance): { readonly because: string; readonly rule: string } | undefined {
  if (type.kind === "ref" || type.kind === "ptr") {
    const what = `mutable ${type.kind === "ref" ? "reference" : "pointer"}`;
    return { because: `a ${what} to \`${cx.print(type.target)}\``, rule: `${what}s are invariant over their type parameter` };
  }
  if (type.kind !== "adt") return undefined;
  const { tcx } = cx;
  const lifetimes = tcx.items.astGenerics(type.def)?.params.flatMap(({ kind, ident }) => (kind === "lifetime" ? [ident.name] : [])) ?? [];
  const params = tcx.generics(type.def).params.map(({ name }) => name);
  const all = [...lifetimes, ...params];
  const argument = index < lifetimes.length ? "'_" : cx.print(type.args[index - lifetimes.length] ?? type);
  const name = tcx.items.name(type.def);
  return {
    because: `the type \`${cx.print(type)}\`, which makes the generic argument \`${argument}\` invariant`,
    rule: `the ${tcx.adt(type.def).kind} \`${name}<${all.join(", ")}>\` is invariant over the parameter \`${all[index]}\``,
  };
}
