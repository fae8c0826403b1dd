// Names of lifetimes in messages: their own, or `'1`, `'2`, ... in the order in which they are spoken of. A lifetime without a
// name is shown where the type of a parameter has it (rustc: `give_region_a_name`).
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Param, TypeId } from "../../syntax/ast.ts";
import type { DefId } from "../types/def-id.ts";
import { ownRegions, parameterIndex, parameterRegion, regionsOf, STATIC_REGION } from "../types/regions.ts";
import type { Region, Ty } from "../types/ty.ts";
import type { BorrowContext } from "./context.ts";

export interface RegionName {
  readonly kind: "static" | "named" | "anonymous";
  readonly name: string;
  /** Where it is declared or stands. */
  readonly span: Span | undefined;
  readonly label: string;
}

/** A parameter of the function: its type with the function's lifetimes, and as it is written. */
export interface ParameterType {
  readonly type: Ty;
  readonly param: Param;
}

export class RegionNames {
  readonly #names = new Map<number, RegionName>();
  readonly parameters: readonly ParameterType[];
  /** How many lifetimes the function speaks of. */
  readonly count: number;
  #next = 1;

  constructor(readonly cx: BorrowContext) {
    const { owner } = cx.body;
    const { params, count } = cx.items.signature(owner);
    const kind = cx.tcx.items.item(owner)?.kind;
    this.parameters = kind?.kind === "fn" ? kind.params.map((param, i) => ({ type: params[i] as Ty, param })) : [];
    this.count = count;
  }

  /** Of a universal region by its number: `'static` is the first, the function's follow. Undefined where it has no place. */
  of(universal: number): RegionName | undefined {
    const known = this.#names.get(universal);
    if (known !== undefined) return known;
    const made = universal === 0 ? EVERLASTING : universal > this.count ? undefined : (this.#named(universal) ?? this.#unnamed(universal));
    if (made !== undefined) this.#names.set(universal, made);
    return made;
  }

  #named(universal: number): RegionName | undefined {
    const found = namedLifetime(this.cx, universal - 1);
    return found && { kind: "named", name: found.name, span: found.declared, label: `lifetime \`${found.name}\` defined here` };
  }

  #unnamed(universal: number): RegionName | undefined {
    const region = parameterRegion(universal - 1);
    const found = this.parameterWith(universal);
    if (found === undefined) return undefined;
    const name = `'${this.#next}`;
    const { type, param } = found;
    const span = referenceWith(this.cx, type, param.type, region);
    const shown = this.cx.tables.printNaming(type, (each) => (each === region ? name : undefined));
    if (span === undefined && !shown.includes(name)) return undefined;
    this.#next++;
    if (span !== undefined) return { kind: "anonymous", name, span, label: `let's call the lifetime of this reference \`${name}\`` };
    const at = param.self === "reference" ? param.span : this.cx.source.tree.span(param.pat);
    return { kind: "anonymous", name, span: at, label: `has type \`${shown}\`` };
  }

  /** The first parameter whose type has the lifetime. */
  parameterWith(universal: number): ParameterType | undefined {
    const region = parameterRegion(universal - 1);
    return this.parameters.find(({ type }) => regionsOf(type).includes(region));
  }

  /** As the function writes it, with a name for one that has none. */
  printNaming(type: Ty, universal: number, name: string): string {
    return this.cx.tables.printNaming(type, (region) => {
      if (region === STATIC_REGION) return "'static";
      const index = parameterIndex(region);
      if (index === universal - 1) return name;
      return index === undefined ? undefined : namedLifetime(this.cx, index)?.name;
    });
  }
}

const EVERLASTING: RegionName = { kind: "static", name: "'static", span: undefined, label: "" };

export function labelRegion({ span, label }: RegionName, said: DiagnosticBuilder): void {
  if (span !== undefined) said.label(span, label);
}

/** The owner's lifetimes are numbered from the outermost item in. */
export function namedLifetime(cx: BorrowContext, index: number): { readonly name: string; readonly declared: Span } | undefined {
  const { items } = cx.tcx;
  for (let at: DefId | undefined = cx.body.owner; at !== undefined; at = items.parent(at)) {
    for (const { kind, ident } of items.astGenerics(at)?.params ?? []) {
      if (kind !== "lifetime") continue;
      const region = cx.items.parameter(cx.body.owner, ident.name);
      if (region !== undefined && parameterIndex(region) === index) return { name: ident.name, declared: ident.span };
    }
  }
  return undefined;
}

/** A type beside the way it is written, part by part, as far as the two go together; later parts first. */
export function* typesAsWritten(cx: BorrowContext, type: Ty, written: TypeId): Generator<{ readonly type: Ty; readonly written: TypeId }> {
  const { tree } = cx.source;
  const stack: { type: Ty; written: TypeId }[] = [{ type, written }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { kind } = tree.type(top.written);
    if (kind.kind === "paren") {
      stack.push({ type: top.type, written: kind.inner });
      continue;
    }
    yield top;
    stack.push(...partsAsWritten(cx, top.type, top.written));
  }
}

function partsAsWritten(cx: BorrowContext, type: Ty, written: TypeId): { type: Ty; written: TypeId }[] {
  const { kind } = cx.source.tree.type(written);
  if (type.kind === "ref" && kind.kind === "reference") return [{ type: type.target, written: kind.target }];
  if (type.kind === "ptr" && kind.kind === "pointer") return [{ type: type.target, written: kind.target }];
  if ((type.kind === "slice" || type.kind === "array") && (kind.kind === "slice" || kind.kind === "array"))
    return [{ type: type.element, written: kind.element }];
  if (type.kind === "tuple" && kind.kind === "tuple")
    return type.elements.flatMap((each, i) => (kind.elements[i] === undefined ? [] : [{ type: each, written: kind.elements[i] }]));
  const last = kind.kind === "path" ? kind.path.segments.at(-1) : undefined;
  // An alias has parameters of its own.
  if (type.kind !== "adt" || last?.args?.kind !== "angle" || last.ident.name !== cx.tcx.items.name(type.def)) return [];
  const { args } = last.args;
  const types = args.flatMap((arg) => (arg.kind === "type" ? [arg.type] : []));
  return type.args.flatMap((each, i) => (types[i] === undefined ? [] : [{ type: each, written: types[i] }]));
}

/** The `&` of a reference with the lifetime. */
function referenceWith(cx: BorrowContext, type: Ty, written: TypeId, region: Region): Span | undefined {
  const { tree } = cx.source;
  for (const each of typesAsWritten(cx, type, written)) {
    if (each.type.kind !== "ref" || !ownRegions(each.type).includes(region) || tree.type(each.written).kind.kind !== "reference") continue;
    const span = tree.span(each.written);
    return { ...span, hi: span.lo + 1 };
  }
  return undefined;
}
