// A lifetime of its own that could be written for parameters that must share one (rustc: `AddLifetimeParamsSuggestion`).
import { startOf, endOf } from "./body-source.ts";
import type { DiagnosticBuilder, Edit } from "../../diag/diagnostic.ts";
import type { Lifetime, Path, TypeId } from "../../syntax/ast.ts";
import { ownRegions, parameterRegion } from "../types/regions.ts";
import type { BorrowContext } from "./context.ts";
import { typesAsWritten, type RegionNames } from "./region-names.ts";

/** `long` and `short`: numbers of universal regions. */
export function adviseLifetime(cx: BorrowContext, names: RegionNames, long: number, short: number, said: DiagnosticBuilder): void {
  const [from, to] = [typeWith(cx, names, long), typeWith(cx, names, short)];
  const { items } = cx.tcx;
  const fn = items.item(cx.body.owner)?.kind;
  if (from === undefined || to === undefined || fn?.kind !== "fn") return;
  const own = fn.generics.params.find(({ kind }) => kind === "lifetime")?.ident.name;
  const name = own ?? freeName(cx);
  const writer = new LifetimeWriter(cx, name);
  if (fn.output !== undefined) writer.visit(fn.output);
  if (writer.edits.length === 0) writer.visit(to);
  writer.visit(from);
  if (writer.edits.length === 0) return;
  const [first] = fn.generics.params;
  const ident = items.identSpan(cx.body.owner);
  if (own === undefined && first === undefined) writer.edits.push({ span: endOf(ident), text: `<${name}>` });
  else if (own === undefined && first !== undefined) writer.edits.push({ span: startOf(cx.source.tree.span(first.id)), text: `${name}, ` });
  const parent = items.parent(cx.body.owner);
  const isImpl = parent !== undefined && items.kind(parent) === "impl";
  const words = `consider ${own === undefined ? "introducing" : "reusing"} a named lifetime parameter${isImpl ? " and update trait if needed" : ""}`;
  said.suggest(words, writer.edits, "MaybeIncorrect", "verbose");
}

/** The part of a parameter's type that has the lifetime; undefined for those of an impl or trait. */
function typeWith(cx: BorrowContext, names: RegionNames, universal: number): TypeId | undefined {
  const parent = cx.tcx.items.parent(cx.body.owner);
  const isOuter =
    parent !== undefined && ["impl", "trait"].includes(cx.tcx.items.kind(parent)) && universal <= cx.items.lifetimesOf(parent);
  const region = parameterRegion(universal - 1);
  if (universal === 0 || isOuter) return undefined;
  for (const { type, param } of names.parameters) {
    for (const each of typesAsWritten(cx, type, param.type)) if (ownRegions(each.type).includes(region)) return each.written;
  }
  return undefined;
}

/** One that the impl or trait around does not have. */
function freeName(cx: BorrowContext): string {
  const parent = cx.tcx.items.parent(cx.body.owner);
  const used = new Set((parent === undefined ? undefined : cx.tcx.items.astGenerics(parent))?.params.map(({ ident }) => ident.name));
  return [..."abcdefghijklmnopqrstuvwxyz"].map((letter) => `'${letter}`).find((name) => !used.has(name)) ?? "'a";
}

/** Writes a lifetime wherever a type leaves one out. */
class LifetimeWriter {
  readonly edits: Edit[] = [];

  constructor(
    readonly cx: BorrowContext,
    readonly name: string,
  ) {}

  visit(id: TypeId): void {
    const { kind, span } = this.cx.source.tree.type(id);
    switch (kind.kind) {
      case "reference":
        if (kind.lifetime === undefined) this.edits.push({ span: { ...span, lo: span.lo + 1, hi: span.lo + 1 }, text: `${this.name} ` });
        else this.#lifetime(kind.lifetime);
        return this.visit(kind.target);
      case "path":
        return this.#path(id, kind.path);
      case "slice":
      case "array":
        return this.visit(kind.element);
      case "pointer":
        return this.visit(kind.target);
      case "tuple":
        return kind.elements.forEach((each) => this.visit(each));
      case "paren":
        return this.visit(kind.inner);
      default:
    }
  }

  #lifetime({ ident }: Lifetime): void {
    if (ident.name === "'_") this.edits.push({ span: ident.span, text: this.name });
  }

  #path(id: TypeId, path: Path): void {
    const last = path.segments.at(-1);
    const args = last?.args;
    if (args?.kind === "angle") {
      for (const arg of args.args) {
        if (arg.kind === "lifetime") this.#lifetime(arg.lifetime);
        else if (arg.kind === "type") this.visit(arg.type);
      }
      return;
    }
    const count = args === undefined ? this.cx.items.elidedIn(this.cx.body.owner, id) : 0;
    if (last === undefined || count === 0) return;
    const text = `<${Array.from({ length: count }, () => this.name).join(", ")}>`;
    this.edits.push({ span: endOf(last.ident.span), text });
  }
}
