// E0512 and E0591: `transmute` between types whose sizes differ, or depend on parameters. In: a typed body. Out: the reports, in the
// order of the body (rustc: `intrinsicck::check_transmutes`).
import type { Span } from "../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { InferenceTable } from "./infer.ts";
import { LayoutError, type Layouts } from "./layout.ts";
import { normalizeIn } from "./normalize.ts";
import { Selector } from "./select.ts";
import type { TypeTables } from "./tables.ts";
import type { Body, Expr } from "./thir.ts";
import { expressionsOf } from "./thir-walk.ts";
import { partsOf, UNIT, USIZE, type Ty } from "./ty.ts";
import { isPolymorphic } from "./ty-util.ts";
import { eraseRegions } from "./regions.ts";

/** What is known of a size: bits; a pointer whose length depends on what it points to; nothing. */
type Size =
  | { readonly kind: "known"; readonly bits: bigint }
  | { readonly kind: "pointer"; readonly tail: Ty }
  | { readonly kind: "unknown"; readonly because: Ty };

export class Transmutes {
  /** Of the body that is looked at. */
  #owner: DefId = 0;

  constructor(
    readonly tcx: TypeContext,
    readonly tables: TypeTables,
    readonly layouts: Layouts,
  ) {}

  check(body: Body): DiagnosticBuilder[] {
    this.#owner = body.owner;
    const said: DiagnosticBuilder[] = [];
    const look = (expr: Expr): void => {
      if ((expr.kind !== "fn-item" && expr.kind !== "local" && expr.kind !== "upvar") || expr.type.kind !== "fn-def") return;
      if (!this.#isTransmute(expr.type)) return;
      const found = this.#compare(expr.type.args, expr.span);
      if (found !== undefined) said.push(found);
    };
    for (const expr of expressionsOf(body)) look(expr);
    return said;
  }

  #isTransmute({ def }: Ty & { kind: "fn-def" }): boolean {
    return this.tcx.items.isCore(def) && this.tcx.items.name(def) === "transmute";
  }

  #compare(args: readonly Ty[], span: Span): DiagnosticBuilder | undefined {
    const [from, to] = args.map((arg) => eraseRegions(this.tcx.types, normalizeIn(this.tcx, this.#owner, arg))) as [Ty, Ty];
    if (from === to || from.kind === "error" || to.kind === "error") return undefined;
    const [given, wanted] = [this.#knownSize(from), this.#knownSize(to)];
    if (given === undefined || wanted === undefined) return undefined;
    if (given.kind === "known" && wanted.kind === "known" && given.bits === wanted.bits) return undefined;
    if (given.kind === "pointer" && wanted.kind === "pointer" && given.tail === wanted.tail) return undefined;
    if (from.kind === "fn-def" && wanted.kind === "known" && wanted.bits === 8n * BigInt(this.layouts.of(USIZE).size)) {
      const said = error("E0591", "can't transmute zero-sized type").at(span);
      said.note(`source type: ${this.tcx.print(from)}`).note(`target type: ${this.tcx.print(to)}`);
      return said.help("cast with `as` to a pointer instead");
    }
    const said = error("E0512", "cannot transmute between types of different sizes, or dependently-sized types").at(span);
    said.note(`source type: \`${this.tcx.print(from)}\` (${this.#words(from, given)})`);
    return said.note(`target type: \`${this.tcx.print(to)}\` (${this.#words(to, wanted)})`);
  }

  #words(type: Ty, size: Size): string {
    if (size.kind === "known") return `${size.bits} bits`;
    if (size.kind === "pointer") return `pointer to \`${this.tcx.print(size.tail)}\``;
    if (size.because === type) return "this type does not have a fixed size";
    return `size can vary because of ${this.tcx.print(size.because)}`;
  }

  /** Undefined for what has no layout here: that has been told where the type was found, or is where its values are. */
  #knownSize(type: Ty): Size | undefined {
    try {
      return this.#size(type);
    } catch (thrown) {
      if (thrown instanceof LayoutError) return undefined;
      throw thrown;
    }
  }

  #size(type: Ty): Size {
    if (!isPolymorphic(type)) return { kind: "known", bits: 8n * BigInt(this.layouts.of(type).size) };
    const open = this.#dependsOn(type);
    if (open !== undefined) return open.kind === "pointer" && open.at !== type ? { kind: "unknown", because: open.tail } : this.#open(open);
    return { kind: "known", bits: 8n * BigInt(this.layouts.of(this.#filled(type)).size) };
  }

  #open(open: Open): Size {
    return open.kind === "pointer" ? { kind: "pointer", tail: open.tail } : { kind: "unknown", because: open.type };
  }

  /** What the size depends on, if it does. */
  #dependsOn(type: Ty): Open | undefined {
    switch (type.kind) {
      case "param":
      case "projection":
      case "opaque":
        return { kind: "type", type };
      case "ref":
      case "ptr": {
        const tail = this.#tail(type.target);
        return !isPolymorphic(tail) || this.#isSized(tail) || tail.kind === "slice" || tail.kind === "dynamic"
          ? undefined
          : { kind: "pointer", tail, at: type };
      }
      case "tuple":
        return first(type.elements, (element) => this.#dependsOn(element));
      case "array":
        return type.length.kind === "const" ? this.#dependsOn(type.element) : { kind: "type", type };
      case "adt":
        if (!isPolymorphic(type)) return undefined;
        return first(this.tables.adt(type.def).variants, ({ fields }) =>
          first(fields, (field) => this.#dependsOn(this.tcx.types.substitute(field.type, type.args))),
        );
      case "closure":
        return partsOf(type).some(isPolymorphic) ? { kind: "type", type } : undefined;
      default:
        return undefined;
    }
  }

  #isSized(type: Ty): boolean {
    const selector = new Selector(this.tcx, new InferenceTable(this.tcx.types), this.tcx.environment(this.#owner));
    return selector.traitHolds(this.tcx.lang("sized"), [type]) === "yes";
  }

  /** The part that a pointer's length depends on. */
  #tail(type: Ty): Ty {
    if (type.kind === "tuple") return type.elements.length === 0 ? type : this.#tail(type.elements.at(-1) as Ty);
    if (type.kind !== "adt" || this.tables.adt(type.def).kind !== "struct") return type;
    const last = this.tables.adt(type.def).variants[0]?.fields.at(-1);
    return last === undefined ? type : this.#tail(this.tcx.types.substitute(last.type, type.args));
  }

  /** With `()` for each parameter, of which the size does not depend. */
  #filled(type: Ty): Ty {
    if (type.kind === "param") return type.constType === undefined ? UNIT : this.tcx.types.constant(0n, type.constType);
    if (type.kind === "projection" || type.kind === "opaque") return UNIT;
    return this.tcx.types.mapParts(type, (part) => this.#filled(part));
  }
}

type Open = { readonly kind: "type"; readonly type: Ty } | { readonly kind: "pointer"; readonly tail: Ty; readonly at: Ty };

function first<A, B>(all: readonly A[], look: (each: A) => B | undefined): B | undefined {
  for (const each of all) {
    const found = look(each);
    if (found !== undefined) return found;
  }
  return undefined;
}
