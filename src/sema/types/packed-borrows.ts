// E0793: references to fields of packed structs, which may lie anywhere (rustc: `check_packed_ref`). In: a typed body. Out: where
// one is made; until 1.68 a lint, which is denied, tells of it.
import type { Span } from "../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Layouts } from "./layout.ts";
import type { TypeTables } from "./tables.ts";
import type { Body, Expr, Pat } from "./thir.ts";
import { expressionsOf, partsOfPat } from "./thir-walk.ts";
import type { Ty } from "./ty.ts";
import { isPolymorphic } from "./ty-util.ts";

const MISALIGNED = "creating a misaligned reference is undefined behavior (even if that reference is never dereferenced)";
const HELP =
  "copy the field contents to a local variable, or replace the reference with a raw pointer and use `read_unaligned`/`write_unaligned` " +
  "(loads and stores via `*p` must be properly aligned even when using raw pointers)";

/** An error of its own since then. */
export const PACKED_ERROR_SINCE = 69;

interface Packing {
  readonly kind: string;
  /** Bytes. */
  readonly align: number;
}

export class PackedBorrows {
  constructor(
    readonly tables: TypeTables,
    readonly layouts: Layouts,
    readonly minor: number,
  ) {}

  check(body: Body): DiagnosticBuilder[] {
    const found: DiagnosticBuilder[] = [];
    const add = (packing: Packing | undefined, type: Ty, span: Span): void => {
      if (packing !== undefined && this.#alignment(type) > packing.align) found.push(this.#report(packing, span));
    };
    const bindings = (pat: Pat, packing: Packing | undefined): void => {
      const { kind } = pat;
      if (kind.kind === "binding" && kind.mode !== "value") add(packing, pat.type, pat.span);
      const inner = kind.kind === "deref" ? undefined : this.#within(pat.type, packing);
      for (const part of partsOfPat(kind)) bindings(part, inner);
    };
    const look = (expr: Expr): void => {
      if (expr.kind === "borrow") add(this.#packing(expr.operand), expr.operand.type, expr.span);
      if (expr.kind === "match") for (const { pat } of expr.arms) bindings(pat, this.#packing(expr.scrutinee));
      if (expr.kind === "let") bindings(expr.pat, this.#packing(expr.scrutinee));
      if (expr.kind !== "block") return;
      for (const stmt of expr.block.stmts)
        if (stmt.kind === "let") bindings(stmt.pat, stmt.init === undefined ? undefined : this.#packing(stmt.init));
    };
    for (const expr of expressionsOf(body)) look(expr);
    return found;
  }

  /** The tightest packing of what a place is a part of. */
  #packing(place: Expr): Packing | undefined {
    if (place.kind === "index") return this.#packing(place.operand);
    return place.kind === "field" ? this.#within(place.operand.type, this.#packing(place.operand)) : undefined;
  }

  #within(type: Ty, outer: Packing | undefined): Packing | undefined {
    if (type.kind !== "adt") return outer;
    const { repr, kind } = this.tables.adt(type.def);
    if (repr.packed === undefined || (outer !== undefined && outer.align <= repr.packed)) return outer;
    return { kind, align: repr.packed };
  }

  /** What is not known may be anything. */
  #alignment(type: Ty): number {
    if (type.kind === "slice") return this.#alignment(type.element);
    if (type.kind === "array") return this.#alignment(type.element);
    if (type.kind === "str") return 1;
    if (isPolymorphic(type) || !this.tables.isSized(type)) return Infinity;
    return this.layouts.of(type).alignment;
  }

  #report({ kind, align }: Packing, span: Span): DiagnosticBuilder {
    if (this.minor < PACKED_ERROR_SINCE) {
      const said = error("reference to packed field is unaligned").at(span).phasedOut(82_523);
      return said.note(`fields of packed structs are not properly aligned, and ${MISALIGNED}`).help(HELP);
    }
    const said = error("E0793", `reference to field of packed ${kind} is unaligned`).at(span);
    const most = align === 1 ? "" : "at most ";
    said.note(`this ${kind} is ${most}${align}-byte aligned, but the type of this field may require higher alignment`);
    return said.note(MISALIGNED).help(HELP);
  }
}
