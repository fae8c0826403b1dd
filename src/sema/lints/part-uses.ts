// Which variants a body constructs and which fields it reads, for `dead_code`. As in rustc an assignment reads its field, a
// pattern reads what it does not ignore, and an arm that asks for a variant does not construct it. In: a typed body. Out:
// definitions of variants and fields.
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";
import type { Body, BodyParam, Expr, Pat } from "../types/thir.ts";
import { childrenOf, partsOfPat, walkPat } from "../types/thir-walk.ts";
import type { Ty } from "../types/ty.ts";

const NONE: ReadonlySet<DefId> = new Set();

export class PartUses {
  readonly #tcx: TypeContext;
  readonly #fields = new Map<DefId, readonly DefId[]>();
  #found = new Set<DefId>();

  constructor(tcx: TypeContext) {
    this.#tcx = tcx;
  }

  of({ params, value, closures }: Body): ReadonlySet<DefId> {
    this.#found = new Set();
    this.#part(params, value);
    for (const closure of closures) {
      this.#part(closure.params, closure.value);
      for (const { place } of closure.captures) this.#expr(place);
    }
    return this.#found;
  }

  /** The fields of a struct, union or variant, in order. */
  fieldsOf(owner: DefId): readonly DefId[] {
    const known = this.#fields.get(owner);
    if (known !== undefined) return known;
    const { items } = this.#tcx;
    const fields = items.children(owner).filter((child) => items.kind(child) === "field");
    this.#fields.set(owner, fields);
    return fields;
  }

  #part(params: readonly BodyParam[], value: Expr): void {
    for (const { pat } of params) this.#pat(pat);
    this.#expr(value);
  }

  #expr(root: Expr): void {
    const work = [{ expr: root, asked: NONE }];
    const push = (expr: Expr | undefined, asked: ReadonlySet<DefId>): void => {
      if (expr !== undefined) work.push({ expr, asked });
    };
    for (let next = work.pop(); next !== undefined; next = work.pop()) {
      const { expr, asked } = next;
      this.#one(expr, asked);
      const inner = childrenOf(expr, (pat) => this.#pat(pat));
      if (expr.kind !== "match") {
        for (const child of inner) push(child, asked);
        continue;
      }
      push(expr.scrutinee, asked);
      for (const { pat, guard, body } of expr.arms) {
        const within = new Set([...asked, ...this.#necessary(pat)]);
        push(guard, within);
        push(body, within);
      }
    }
  }

  #one(expr: Expr, asked: ReadonlySet<DefId>): void {
    switch (expr.kind) {
      case "field":
        return this.#field(expr.operand.type, expr.variant, expr.field);
      case "adt":
        this.#constructs(this.#variant(expr.type, expr.variant), asked);
        if (this.#isChoice(expr.type)) for (const { field } of expr.fields) this.#field(expr.type, 0, field);
        return;
      case "offset-of": {
        let container = expr.container;
        for (const { variant, field } of expr.path) {
          this.#field(container, variant, field);
          container = this.#adt(container)?.variants[variant]?.fields[field]?.type ?? container;
        }
        return;
      }
      default:
    }
    if (expr.type.kind === "fn-def" && this.#tcx.items.kind(expr.type.def) === "constructor")
      this.#constructs(this.#tcx.items.parent(expr.type.def), asked);
  }

  #adt(type: Ty) {
    return type.kind === "adt" && this.#tcx.items.isLocal(type.def) ? this.#tcx.adt(type.def) : undefined;
  }

  /** A union that has more than one field: what is put into one may be read from another. */
  #isChoice(type: Ty): boolean {
    const adt = this.#adt(type);
    return adt?.kind === "union" && (adt.variants[0]?.fields.length ?? 0) > 1;
  }

  #variant(type: Ty, variant: number): DefId | undefined {
    return this.#adt(type)?.variants[variant]?.def;
  }

  #constructs(variant: DefId | undefined, asked: ReadonlySet<DefId>): void {
    if (variant !== undefined && !asked.has(variant)) this.#found.add(variant);
  }

  #field(type: Ty, variant: number, field: number): void {
    const owner = this.#variant(type, variant);
    const def = owner === undefined ? undefined : this.fieldsOf(owner)[field];
    if (def !== undefined) this.#found.add(def);
  }

  #pat(root: Pat): void {
    walkPat(root, ({ kind, type }) => {
      if (kind.kind !== "variant" && kind.kind !== "leaf") return;
      const variant = kind.kind === "variant" ? kind.variant : 0;
      for (const { field, pat } of kind.fields) if (pat.kind.kind !== "wild") this.#field(type, variant, field);
    });
  }

  /** The variants that must exist for a pattern to match. */
  #necessary(pat: Pat): DefId[] {
    if (pat.kind.kind === "or") return [];
    const own = pat.kind.kind === "variant" ? this.#variant(pat.type, pat.kind.variant) : undefined;
    return [...(own === undefined ? [] : [own]), ...partsOfPat(pat.kind).flatMap((part) => this.#necessary(part))];
  }
}
