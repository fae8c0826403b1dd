// `explicit_outlives_requirements`: bounds by lifetimes that the fields of a type imply anyway. In: the types of a crate. Out: a
// finding for each type, over all of its bounds that could go.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { Bound, Generics, ItemKind } from "../../syntax/ast.ts";
import type { Definition } from "../definitions.ts";
import { ItemRelations } from "../flow/item-relations.ts";
import type { RegionItems } from "../flow/region-items.ts";
import type { DefId } from "../types/def-id.ts";
import { parameterRegion } from "../types/regions.ts";
import type { Region, Ty } from "../types/ty.ts";
import type { FoundLint } from "./report.ts";

type Data = ItemKind & { kind: "struct" | "enum" | "union" };

export function explicitOutlives(items: RegionItems, definitions: Iterable<Definition>): FoundLint[] {
  const found: FoundLint[] = [];
  for (const { id, node } of definitions) {
    if (!items.tcx.items.isLocal(id)) continue;
    const item = items.tcx.items.item(id)?.kind;
    if (item?.kind !== "struct" && item?.kind !== "enum" && item?.kind !== "union") continue;
    if (!item.generics.params.some(({ kind }) => kind === "lifetime")) continue;
    const { spans, count } = new BoundsOfType(items, id, item).superfluous();
    if (spans.length === 0) continue;
    const said = warning("outlives requirements can be inferred");
    for (const span of spans) said.at(span);
    const applicability = spans.every(({ ctxt }) => ctxt === undefined) ? "MachineApplicable" : "MaybeIncorrect";
    const edits = spans.map((span) => ({ span, text: "" }));
    said.suggest(`remove ${count === 1 ? "this bound" : "these bounds"}`, edits, applicability, "inline");
    found.push({ lint: "explicit_outlives_requirements", node, diagnostic: said });
  }
  return found;
}

const spanOf = (bound: Bound): Span => (bound.kind === "lifetime" ? bound.lifetime.ident.span : bound.span);

/** A bound that could go, and the how manieth of its list it is. */
interface Idle {
  readonly index: number;
  readonly span: Span;
}

class BoundsOfType {
  readonly #relations: ItemRelations;
  readonly #generics: Generics;
  readonly #isTuple: boolean;
  readonly #items: RegionItems;
  readonly #def: DefId;

  constructor(items: RegionItems, def: DefId, item: Data) {
    this.#items = items;
    this.#def = def;
    this.#generics = item.generics;
    this.#isTuple = item.kind === "struct" && item.data.kind === "tuple";
    this.#relations = new ItemRelations(items);
    const { variants } = items.tcx.adt(def);
    variants.forEach(({ fields }, v) => fields.forEach((_, f) => this.#relations.imply(items.fieldType(def, v, f), true)));
  }

  #region(name: string): Region | undefined {
    const at = this.#generics.params.filter(({ kind }) => kind === "lifetime").findIndex(({ ident }) => ident.name === name);
    return at < 0 ? undefined : parameterRegion(at);
  }

  #parameter(name: string): Ty | undefined {
    return this.#items.tcx.identityArgs(this.#def).find((type) => type.kind === "param" && type.name === name);
  }

  #idle(name: string, bounds: readonly Bound[]): Idle[] {
    const long = this.#region(name) ?? this.#parameter(name);
    if (long === undefined) return [];
    return bounds.flatMap((bound, index) => {
      const short = bound.kind === "lifetime" ? this.#region(bound.lifetime.ident.name) : undefined;
      return short !== undefined && this.#relations.isImplied(long, short) ? [{ index, span: spanOf(bound) }] : [];
    });
  }

  superfluous(): { readonly spans: readonly Span[]; readonly count: number } {
    const spans: Span[] = [];
    let count = 0;
    for (const { ident, bounds } of this.#generics.params) {
      const idle = this.#idle(ident.name, bounds);
      count += idle.length;
      const { hi, ...rest } = ident.span;
      if (idle.length > 0) spans.push(...without({ ...rest, lo: hi, hi }, bounds, idle, true));
    }
    const { spans: others, count: more } = this.#clauses();
    return { spans: [...spans, ...others].sort((a, b) => a.lo - b.lo), count: count + more };
  }

  /** Of a `where`: with the commas behind them, and with the word itself if nothing is left. */
  #clauses(): { readonly spans: readonly Span[]; readonly count: number } {
    const { where, whereSpan, span } = this.#generics;
    const spans: Span[] = [];
    let [count, dropped] = [0, 0];
    for (const [i, clause] of where.entries()) {
      const name = clause.kind === "lifetime" ? clause.lifetime.ident.name : this.#nameOf(clause.type);
      const idle = name === undefined ? [] : this.#idle(name, clause.bounds);
      count += idle.length;
      if (idle.length === 0) continue;
      if (idle.length < clause.bounds.length) {
        spans.push(...without({ ...clause.span, hi: clause.span.lo }, clause.bounds, idle, false));
        continue;
      }
      dropped++;
      spans.push({ ...clause.span, hi: where[i + 1]?.span.lo ?? whereSpan.hi });
    }
    if (where.length === 0 || dropped < where.length) return { spans, count };
    return { spans: [{ ...whereSpan, lo: this.#isTuple ? whereSpan.lo : span.hi }], count };
  }

  /** Of a bound on a parameter alone. */
  #nameOf(type: number): string | undefined {
    const { kind } = this.#items.tcx.items.tree(this.#def).type(type);
    if (kind.kind !== "path" || kind.qself !== undefined || kind.path.segments.length > 1) return undefined;
    return kind.path.segments[0]?.ident.name;
  }
}

/** A list without some of its bounds; without all of them the colon goes, too. */
function without(from: Span, bounds: readonly Bound[], idle: readonly Idle[], isParameter: boolean): Span[] {
  const last = idle.at(-1) as Idle;
  if (idle.length === bounds.length) return [{ ...from, lo: isParameter ? from.hi : from.lo, hi: last.span.hi }];
  const merged: { lo: number; hi: number }[] = [];
  let [before, isFromStart] = [-1, true];
  for (const { index, span } of idle) {
    const tail = merged.at(-1);
    const next = bounds[index + 1];
    if (before < 0 && index === 0) merged.push({ lo: span.lo, hi: next === undefined ? span.hi : spanOf(next).lo });
    else if (tail !== undefined && index === before + 1) tail.hi = isFromStart && next !== undefined ? spanOf(next).lo : span.hi;
    else {
      isFromStart = false;
      merged.push({ lo: spanOf(bounds[index - 1] as Bound).hi, hi: span.hi });
    }
    before = index;
  }
  return merged;
}
