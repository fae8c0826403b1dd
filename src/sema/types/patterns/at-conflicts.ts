// `x @ pattern` binds a value twice: by move and by reference, by move under a reference, or by two references of which one is
// mutable. Told of the pattern alone, whatever becomes of the names (rustc: `check_borrow_conflicts_in_at_patterns`).
import type { Span } from "../../../base/source.ts";
import { error } from "../../../diag/diagnostic.ts";
import type { TypeContext } from "../context.ts";
import { typeTables } from "../answers.ts";
import type { Body, Pat } from "../thir.ts";
import { partsOfPat } from "../thir-walk.ts";

type Binding = Pat["kind"] & { readonly kind: "binding" };

interface Bound {
  readonly name: string;
  readonly span: Span;
  readonly way: "move" | "copy" | "ref" | "ref-mut";
}

const HERE: Readonly<Record<Bound["way"], string>> = {
  move: "value is moved into",
  copy: "",
  ref: "value is borrowed by",
  "ref-mut": "value is mutably borrowed by",
};

/** Of one pattern; whoever walks a body asks for each. */
export function checkAtConflicts(tcx: TypeContext, body: Body, pat: Pat): void {
  const { kind } = pat;
  if (kind.kind === "binding" && kind.sub !== undefined) checkOne(tcx, body, pat, kind, kind.sub);
}

function checkOne(tcx: TypeContext, body: Body, pat: Pat, kind: Binding, sub: Pat): void {
  const outer = boundBy(tcx, body, pat, kind);
  const inner = bindings(tcx, body, sub);
  const among = (...ways: Bound["way"][]): Bound[] => inner.filter(({ way }) => ways.includes(way));
  if (outer.way === "copy") return;
  if (outer.way === "move") return reportMoved(tcx, pat, outer, among("ref", "ref-mut"));
  const moved = among("move");
  const clashing = outer.way === "ref" ? among("ref-mut") : among("ref");
  const twice = outer.way === "ref-mut" ? among("ref-mut") : [];
  const words =
    twice.length > 0
      ? "cannot borrow value as mutable more than once at a time"
      : clashing.length > 0
        ? `cannot borrow value as ${outer.way === "ref" ? "mutable" : "immutable"} because it is also borrowed as ${outer.way === "ref" ? "immutable" : "mutable"}`
        : moved.length > 0
          ? "cannot move out of value because it is borrowed"
          : undefined;
  if (words === undefined) return;
  const said = error(words).at(outer.span, `${HERE[outer.way]} \`${outer.name}\` here`);
  for (const { span, way, name } of [...twice, ...clashing, ...moved]) said.label(span, `${HERE[way]} \`${name}\` here`);
  tcx.report(said);
}

function reportMoved(tcx: TypeContext, { type }: Pat, { name, span }: Bound, borrowed: readonly Bound[]): void {
  if (borrowed.length === 0) return;
  const said = error("borrow of moved value").at(span, `value moved into \`${name}\` here`);
  said.at(span, `move occurs because \`${name}\` has type \`${tcx.print(type)}\`, which does not implement the \`Copy\` trait`);
  for (const each of borrowed) said.label(each.span, "value borrowed here after move");
  const message = "borrow this binding in the pattern to avoid moving the value";
  tcx.report(said.suggest(message, [{ span: { ...span, hi: span.lo }, text: "ref " }], "MachineApplicable", "inline"));
}

function bindings(tcx: TypeContext, body: Body, pat: Pat): Bound[] {
  const own = pat.kind.kind === "binding" ? [boundBy(tcx, body, pat, pat.kind)] : [];
  return [...own, ...partsOfPat(pat.kind).flatMap((each) => bindings(tcx, body, each))];
}

function boundBy(tcx: TypeContext, body: Body, { type, span }: Pat, { local, mode }: Binding): Bound {
  const name = body.locals[local]?.name ?? "";
  if (mode !== "value") return { name, span, way: mode };
  return { name, span, way: typeTables(tcx).isCopyIn(body.owner, type) ? "copy" : "move" };
}
