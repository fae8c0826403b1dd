// Answers to what lints ask of types and definitions, from the tables of a typed crate.
import type { SourceMap } from "../../base/source.ts";
import type { Session } from "../../target/session.ts";
import type { Definitions } from "../definitions.ts";
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";
import { sizesFor } from "../types/layout.ts";
import type { TypeTables } from "../types/tables.ts";
import { fullPath } from "../types/shown-paths.ts";
import { isPolymorphic } from "../types/ty-util.ts";
import { ERROR } from "../types/ty.ts";
import type { Ty } from "../types/ty.ts";
import type { AdtShape, TypedQuestions } from "./typed-lints.ts";

interface Answers {
  readonly context: TypeContext;
  readonly tables: TypeTables;
  readonly definitions: Definitions;
  readonly sources: SourceMap;
  readonly session: Session;
}

export function typedQuestions(known: Answers): TypedQuestions {
  const { context, tables, definitions, sources, session } = known;
  const layouts = sizesFor(tables, session);
  const layoutOf = (type: Ty) => (isPolymorphic(type) || !tables.isSized(type) ? undefined : layouts.of(type));
  const isAdtOf = (type: Ty, kind: string) => type.kind === "adt" && tables.adt(type.def).kind === kind;
  const isLocal = (def: DefId) => definitions.isLocal(def);
  return {
    print: (type) => context.print(type),
    printWhole(type) {
      if (type.kind !== "adt" || isLocal(type.def)) return context.print(type);
      const args = type.args.map((arg) => context.print(arg)).join(", ");
      return `${fullPath(context, type.def)}${args === "" ? "" : `<${args}>`}`;
    },
    name: (def) => definitions.get(def).name,
    snippet: (span) => sources.snippet(span),
    headOf: (def) => (isLocal(def) ? context.headSpan(def) : undefined),
    constantHead(def) {
      if (!isLocal(def)) return undefined;
      const head = context.headSpan(def);
      const { lo } = context.items.identSpan(def);
      const at = sources.snippet({ lo: head.lo, hi: lo }).search(/\bconst\s+$/);
      return at < 0 ? undefined : { ...head, lo: head.lo + at, hi: lo };
    },
    constness: (owner) => constnessOf(known, owner),
    resultOf: (fn) => (definitions.get(fn).kind === "constructor" ? ERROR : tables.signature(fn).output),
    variantName: (adt, variant) => tables.adt(adt).variants[variant]?.name,
    isLang: (def, name) => context.isLang(def, name),
    isEnum: (type) => isAdtOf(type, "enum"),
    isCopy: (type) => tables.isCopy(type),
    isFreeze: (type) => tables.isFreeze(type),
    isSized: (type) => tables.isSized(type),
    isSizedIn: tables.isSizedIn,
    isUninhabited: (type) => tables.isUninhabited(type),
    sizeOf: (type) => layoutOf(type)?.size,
    isZeroSized(type) {
      const layout = layoutOf(type);
      return layout !== undefined && layout.size === 0 && layout.alignment === 1;
    },
    shapeOf: (type) => shapeOf(known, type),
    scalarLimits(type) {
      const layout = layoutOf(type);
      const { abi, niche } = layout ?? {};
      if ((abi?.kind !== "scalar" && abi?.kind !== "pair") || niche === undefined || niche.offset !== 0) return undefined;
      const behindStart = BigInt.asUintN(8 * niche.width, -niche.start);
      return { allowsZero: behindStart >= niche.count };
    },
    pathInCore: (def) => (definitions.isCore(def) ? definitions.path(def) : undefined),
    isAssociated: (def) => definitions.get(def).kind === "assoc-fn",
    valueOf: (def) => (isLocal(def) ? context.body(def)?.value : undefined),
    neverGivesNull: (def) => context.hasAttribute(def, "rustc_never_returns_null_ptr"),
  };
}

function constnessOf({ context, definitions }: Answers, owner: DefId): ReturnType<TypedQuestions["constness"]> {
  if (owner < 0) return "const";
  const { kind } = definitions.get(owner);
  if (kind === "assoc-const") return "assoc-const";
  if (kind !== "fn" && kind !== "assoc-fn") return "const";
  const written = context.items.item(owner)?.kind;
  return written?.kind === "fn" && written.header.constness ? "const-fn" : "none";
}

function shapeOf({ context, tables, definitions }: Answers, { def, args }: Ty & { kind: "adt" }): AdtShape {
  const { kind, variants } = tables.adt(def);
  const isLocal = definitions.isLocal(def);
  return {
    kind,
    span: isLocal ? context.headSpan(def) : undefined,
    variants: variants.map(({ fields }) => {
      const shown = fields.map((field) => ({ type: tables.instantiate(field.type, args), span: isLocal ? field.span : undefined }));
      return { uninhabited: shown.some(({ type }) => tables.isUninhabited(type)), fields: shown };
    }),
  };
}
