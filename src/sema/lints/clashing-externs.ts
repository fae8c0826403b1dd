// `clashing_extern_declarations`: one symbol of C, declared twice as different things. In: the definitions of a typed crate. Out:
// findings. (rustc_lint: `foreign_modules.rs`.)
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { Definition, Definitions } from "../definitions.ts";
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";
import type { TypeTables } from "../types/tables.ts";
import type { Ty } from "../types/ty.ts";
import type { FoundLint } from "./report.ts";

export interface Declarations {
  readonly definitions: Definitions;
  readonly tcx: TypeContext;
  readonly tables: TypeTables;
  /** In bytes, where it is known. */
  readonly sizeOf: (type: Ty) => number | undefined;
}

interface Declared {
  readonly def: DefId;
  readonly symbol: string;
  readonly linkName: Span | undefined;
}

export function clashingExterns(crate: Declarations): FoundLint[] {
  const { definitions, tcx } = crate;
  const first = new Map<string, Declared>();
  const found: FoundLint[] = [];
  for (const one of definitions.own()) {
    const declared = declaredIn(crate, one);
    if (declared === undefined) continue;
    const before = first.get(declared.symbol);
    if (before === undefined) first.set(declared.symbol, declared);
    else if (!isAlike(crate, tcx.signature(before.def), tcx.signature(declared.def))) found.push(finding(crate, before, declared));
  }
  return found;
}

/** A function without type parameters. */
function declaredIn({ definitions, tcx }: Declarations, { id, kind, parent, name, attrs }: Definition): Declared | undefined {
  if (kind !== "fn" || parent === undefined || definitions.get(parent).kind !== "extern-block" || !definitions.isLocal(id))
    return undefined;
  if (tcx.generics(id).params.length > 0) return undefined;
  const link = attrs.find(({ path }) => path.segments.at(-1)?.ident.name === "link_name");
  const value = link === undefined ? undefined : /"(.*)"/.exec(tcx.items.snippet(link.span))?.[1];
  return { def: id, symbol: value ?? name, linkName: link?.span };
}

type Signature = ReturnType<TypeContext["signature"]>;

/** Whether calls of one are calls of the other: of the same registers, as far as it matters. */
function isAlike(crate: Declarations, a: Signature, b: Signature): boolean {
  const [one, other] = [
    [...a.params, a.output],
    [...b.params, b.output],
  ];
  return a.abi === b.abi && one.length === other.length && one.every((type, i) => isAlikeType(crate, type, other[i] as Ty, new Set()));
}

const isThinPointer = ({ tables }: Declarations, type: Ty): boolean =>
  type.kind === "fn-pointer" || ((type.kind === "ptr" || type.kind === "ref") && tables.isSized(type.target));

function isAlikeType(crate: Declarations, a: Ty, b: Ty, seen: Set<string>): boolean {
  if (a === b) return true;
  const key = `${crate.tcx.print(a)} ${crate.tcx.print(b)}`;
  if (seen.has(key)) return true;
  seen.add(key);
  if (isThinPointer(crate, a) && isThinPointer(crate, b)) {
    if (a.kind === "fn-pointer" || b.kind === "fn-pointer") return a.kind === b.kind;
    if ((a.kind !== "ptr" && a.kind !== "ref") || (b.kind !== "ptr" && b.kind !== "ref")) return false;
    return a.mutable === b.mutable && isAlikeType(crate, a.target, b.target, seen);
  }
  if (a.kind === "adt" && b.kind === "adt") return isAlikeStruct(crate, a, b, seen);
  if (a.kind === "array" && b.kind === "array") return a.length === b.length && isAlikeType(crate, a.element, b.element, seen);
  const single = wrapped(crate, a) ?? wrapped(crate, b);
  if (single === undefined) return false;
  return wrapped(crate, a) === undefined ? isAlikeType(crate, a, single, seen) : isAlikeType(crate, single, b, seen);
}

/** What `#[repr(transparent)]` wraps. */
function wrapped({ tcx, tables, sizeOf }: Declarations, type: Ty): Ty | undefined {
  if (type.kind !== "adt" || !tcx.hasAttribute(type.def, "repr")) return undefined;
  const adt = tables.adt(type.def);
  if (adt.kind !== "struct" || adt.repr.transparent !== true) return undefined;
  const fields = (adt.variants[0]?.fields ?? []).map((field) => tables.instantiate(field.type, type.args));
  return fields.find((field) => sizeOf(field) !== 0);
}

function isAlikeStruct(crate: Declarations, a: Ty & { kind: "adt" }, b: Ty & { kind: "adt" }, seen: Set<string>): boolean {
  const { tables, sizeOf } = crate;
  const [one, other] = [tables.adt(a.def), tables.adt(b.def)];
  if (one.kind !== other.kind || one.variants.length !== other.variants.length || sizeOf(a) !== sizeOf(b)) return false;
  return one.variants.every(({ fields }, i) => {
    const others = other.variants[i]?.fields ?? [];
    return (
      fields.length === others.length &&
      fields.every((field, at) => {
        const theirs = others[at];
        return (
          theirs !== undefined && isAlikeType(crate, tables.instantiate(field.type, a.args), tables.instantiate(theirs.type, b.args), seen)
        );
      })
    );
  });
}

function finding({ definitions, tcx }: Declarations, before: Declared, { def, symbol }: Declared): FoundLint {
  const own = definitions.get(def).name;
  const words = own === symbol && definitions.get(before.def).name === symbol;
  const text = words
    ? `\`${own}\` redeclared with a different signature`
    : `\`${own}\` redeclares \`${definitions.get(before.def).name}\` with a different signature`;
  const said = warning(text).at(wholeOf(tcx, def), "this signature doesn't match the previous declaration");
  said.label(wholeOf(tcx, before.def), `\`${words ? own : definitions.get(before.def).name}\` previously declared here`);
  const shown = (one: DefId) => {
    const { params, output, abi, unsafe, variadic } = tcx.signature(one);
    return `\`${tcx.print(tcx.types.fnPointer(params, output, abi, unsafe, variadic))}\``;
  };
  said.note(`expected ${shown(before.def)}\n   found ${shown(def)}`);
  return { lint: "clashing_extern_declarations", node: definitions.get(def).node, diagnostic: said };
}

/** The declaration with its semicolon. */
function wholeOf({ items }: TypeContext, def: DefId): Span {
  const span = items.span(def);
  return items.snippet({ ...span, lo: span.hi, hi: span.hi + 1 }) === ";" ? { ...span, hi: span.hi + 1 } : span;
}
