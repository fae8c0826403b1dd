// `improper_ctypes` and `improper_ctypes_definitions`: types of what C declares, or of functions that C can call, that C does
// not have. In: the definitions of a typed crate. Out: one finding for each type that is written. (rustc_lint:
// `improper_ctypes.rs`.)
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { TypeId } from "../../syntax/ast.ts";
import * as K from "../../syntax/node-kinds.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import { forEachChild } from "../../syntax/walk.ts";
import type { Definition, Definitions } from "../definitions.ts";
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";
import type { Layouts } from "../types/layout.ts";
import type { AdtDef, TypeTables, VariantDef } from "../types/tables.ts";
import { partsOf, isUnit } from "../types/ty.ts";
import type { Ty } from "../types/ty.ts";
import { isPolymorphic } from "../types/ty-util.ts";
import type { FoundLint } from "./report.ts";

export interface ForeignCrate {
  readonly tcx: TypeContext;
  readonly tables: TypeTables;
  readonly layouts: Layouts;
  readonly definitions: Definitions;
  readonly tree: SyntaxTree;
  readonly minor: number;
}

/** Where a type stands. Rust's own functions and what pointers lead to are trusted to point where they should. */
interface Place {
  readonly in: "static" | "definition" | "declaration" | "pointer";
  readonly isResult: boolean;
}

/** Why a type is not C's; without a reason it is made of `PhantomData` alone. */
interface Problem {
  readonly type: Ty;
  readonly reason: string;
  readonly help?: string | undefined;
  readonly isPhantom?: true;
}

/** Function pointers inside other types are looked at since then. */
const POINTERS_SINCE = 72;
/** Before, nobody knew how 128-bit integers travel. */
const WIDE_INTEGERS_SINCE = 89;

export function foreignTypes(crate: ForeignCrate): FoundLint[] {
  return new ForeignTypes(crate).look();
}

const isRustic = (abi: string): boolean => abi.startsWith("Rust") || abi.startsWith("rust-");

class ForeignTypes {
  readonly #found: FoundLint[] = [];

  constructor(readonly crate: ForeignCrate) {}

  look(): FoundLint[] {
    const { definitions } = this.crate;
    for (const one of definitions.own()) if (definitions.isLocal(one.id)) this.#definition(one);
    return this.#found;
  }

  #definition({ id, kind, parent }: Definition): void {
    const item = this.crate.tcx.items.item(id)?.kind;
    const isForeign = parent !== undefined && this.crate.definitions.get(parent).kind === "extern-block";
    if (item?.kind === "fn") {
      if (isForeign || item.body !== undefined)
        this.#function(
          id,
          isForeign,
          item.params.map(({ type }) => type),
          item.output,
        );
    } else if (item?.kind === "static" && isForeign) {
      const block = this.crate.tcx.items.item(parent)?.kind;
      if (block?.kind !== "extern-block" || isRustic(block.abi?.value ?? "C")) return;
      this.#tell(this.#check(this.crate.tables.typeOf(id), { in: "static", isResult: false }), item.type, true);
    } else if (
      item?.kind === "static" ||
      (item?.kind === "const" && kind === "const") ||
      (item?.kind === "type-alias" && kind === "type-alias")
    )
      this.#pointers(item.type, this.crate.tables.typeOf(id), { in: "static", isResult: false }, false);
    else if (item?.kind === "struct" || item?.kind === "union" || item?.kind === "enum") this.#fields(id);
  }

  #fields(adt: DefId): void {
    const { tables, tcx } = this.crate;
    const item = tcx.items.item(adt)?.kind;
    const data =
      item?.kind === "enum" ? item.variants.map((variant) => variant.data) : item !== undefined && "data" in item ? [item.data] : [];
    data.forEach((one, i) => {
      if (one.kind === "unit") return;
      const { fields } = tables.adt(adt).variants[i] as VariantDef;
      one.fields.forEach(({ type }, f) =>
        this.#pointers(type, (fields[f] as (typeof fields)[number]).type, { in: "static", isResult: false }, false),
      );
    });
  }

  #function(id: DefId, isForeign: boolean, params: readonly TypeId[], output: TypeId | undefined): void {
    const signature = this.crate.tables.signature(id);
    const where = isForeign ? "declaration" : "definition";
    const look = (written: TypeId, type: Ty, isResult: boolean) => {
      if (isRustic(signature.abi)) this.#pointers(written, type, { in: where, isResult }, isForeign);
      else this.#tell(this.#check(type, { in: where, isResult }), written, isForeign);
    };
    params.forEach((written, i) => {
      const type = signature.params[i];
      if (type !== undefined) look(written, type, false);
    });
    if (output !== undefined) look(output, signature.output, true);
  }

  /** Pointers to functions of C's inside a type. */
  #pointers(written: TypeId | undefined, type: Ty, place: Place, isForeign: boolean): void {
    if (written === undefined || this.crate.minor < POINTERS_SINCE) return;
    const { tree } = this.crate;
    const nodes: TypeId[] = [];
    const visit = (node: number): void => {
      const one = K.isTypeKind(tree.kind(node)) ? tree.type(node).kind : undefined;
      if (one?.kind === "fn-pointer" && one.extern.kind !== "none") nodes.push(node as TypeId);
      forEachChild(tree, node, visit);
    };
    visit(written);
    if (nodes.length === 0) return;
    const types: Ty[] = [];
    // Types that hold none are walked once, however often they occur.
    const without = new Set<Ty>();
    const collect = (at: Ty): void => {
      if (without.has(at)) return;
      const before = types.length;
      if (at.kind === "fn-pointer" && !isRustic(at.abi)) types.push(at);
      for (const part of partsOf(at)) collect(part);
      if (types.length === before) without.add(at);
    };
    collect(type);
    nodes.forEach((node, i) => {
      const pointer = types[i];
      if (pointer !== undefined) this.#tell(this.#check(pointer, place), node, isForeign);
    });
  }

  #tell(problem: Problem | undefined, written: TypeId, isForeign: boolean): void {
    if (problem === undefined) return;
    const { tcx, tree, definitions } = this.crate;
    const span: Span = tree.span(written);
    const what = isForeign ? "block" : "fn";
    const said = warning(`\`extern\` ${what} uses type \`${tcx.print(problem.type)}\`, which is not FFI-safe`).at(span, "not FFI-safe");
    if (problem.help !== undefined) said.help(problem.help);
    said.note(problem.reason);
    if (problem.type.kind === "adt" && definitions.isLocal(problem.type.def))
      said.noteAt(tcx.headSpan(problem.type.def), "the type is defined here");
    const lint = isForeign ? "improper_ctypes" : "improper_ctypes_definitions";
    this.#found.push({ lint, node: 0, diagnostic: said });
  }

  #check(type: Ty, place: Place): Problem | undefined {
    if (hasOpaque(type)) return { type: hasOpaque(type) as Ty, reason: "opaque types have no C equivalent" };
    if (place.in !== "static" && type.kind === "array")
      return { type, reason: "passing raw arrays by value is not FFI-safe", help: "consider passing a pointer to the array" };
    if (place.isResult && isUnit(type)) return undefined;
    return new TypeVisitor(this.crate, type).visit(type, place);
  }
}

function hasOpaque(type: Ty): Ty | undefined {
  if (type.kind === "opaque") return type;
  for (const part of partsOf(type)) {
    const found = hasOpaque(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

class TypeVisitor {
  readonly #seen = new Set<Ty>();

  constructor(
    readonly crate: ForeignCrate,
    readonly base: Ty,
  ) {}

  visit(type: Ty, place: Place): Problem | undefined {
    if (this.#seen.has(type)) return undefined;
    this.#seen.add(type);
    switch (type.kind) {
      case "adt":
        return this.#adt(type, place);
      case "char":
        return { type, reason: "the `char` type has no C equivalent", help: "consider using `u32` or `libc::wchar_t` instead" };
      case "int":
        if (this.crate.minor >= WIDE_INTEGERS_SINCE || !type.name.endsWith("128")) return undefined;
        return { type, reason: "128-bit integers don't currently have a known stable ABI" };
      case "slice":
        return { type, reason: "slices have no C equivalent", help: "consider using a raw pointer instead" };
      case "dynamic":
        return { type, reason: "trait objects have no C equivalent" };
      case "str":
        return { type, reason: "string slices have no C equivalent", help: "consider using `*const u8` and a length instead" };
      case "tuple":
        return { type, reason: "tuples have unspecified layout", help: "consider using a struct instead" };
      case "ptr":
      case "ref":
        if ((place.in === "definition" || place.in === "pointer") && this.#isSized(type.target)) return undefined;
        return type.kind === "ptr" && isUnit(type.target) ? undefined : this.visit(type.target, place);
      case "array":
        return this.visit(type.element, place);
      case "fn-pointer":
        return this.#pointer(type);
      case "opaque":
        return { type, reason: "opaque types have no C equivalent" };
      default:
        return undefined;
    }
  }

  #isSized(type: Ty): boolean {
    return isPolymorphic(type) ? type.kind !== "slice" && type.kind !== "dynamic" : this.crate.tables.isSized(type);
  }

  #pointer(type: Ty & { kind: "fn-pointer" }): Problem | undefined {
    if (isRustic(type.abi))
      return {
        type,
        reason: "this function pointer has Rust-specific calling convention",
        help: "consider using an `extern fn(...) -> ...` function pointer instead",
      };
    for (const param of type.params) {
      const found = this.visit(param, { in: "pointer", isResult: false });
      if (found !== undefined) return found;
    }
    return isUnit(type.output) ? undefined : this.visit(type.output, { in: "pointer", isResult: true });
  }

  #adt(type: Ty & { kind: "adt" }, place: Place): Problem | undefined {
    const { tcx, tables, definitions } = this.crate;
    const adt = tables.adt(type.def);
    if (tcx.isLang(type.def, "phantom_data")) return { type, reason: "composed only of `PhantomData`", isPhantom: true };
    if (definitions.isCore(type.def) && /^(?:Atomic\w+|c_void)$/.test(adt.name)) return undefined;
    if (adt.kind === "enum") return this.#enum(type, adt, place);
    if (definitions.isCore(type.def) && adt.name === "CStr" && !(this.base.kind === "ptr" && this.base.mutable))
      return {
        type,
        reason: "`CStr`/`CString` do not have a guaranteed layout",
        help: "consider passing a `*const std::ffi::c_char` instead, and use `CStr::as_ptr()`",
      };
    if (!adt.repr.c && !adt.repr.transparent)
      return {
        type,
        reason: `this ${adt.kind} has unspecified layout`,
        help: `consider adding a \`#[repr(C)]\` or \`#[repr(transparent)]\` attribute to this ${adt.kind}`,
      };
    const [only] = adt.variants;
    if (only === undefined || only.fields.length === 0)
      return { type, reason: `this ${adt.kind} has no fields`, help: `consider adding a member to this ${adt.kind}` };
    return this.#variant(type, adt, only, place);
  }

  #enum(type: Ty & { kind: "adt" }, adt: AdtDef, place: Place): Problem | undefined {
    if (adt.variants.length === 0) return undefined;
    if (!adt.repr.c && !adt.repr.transparent && adt.repr.int === undefined) {
      const plain = this.#nullable(type, adt);
      if (plain !== undefined) return this.visit(plain, place);
      return {
        type,
        reason: "enum has no representation hint",
        help: "consider adding a `#[repr(C)]`, `#[repr(transparent)]`, or integer `#[repr(...)]` attribute to this enum",
      };
    }
    for (const variant of adt.variants) {
      const found = this.#variant(type, adt, variant, place);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #variant(type: Ty & { kind: "adt" }, adt: AdtDef, variant: VariantDef, place: Place): Problem | undefined {
    const { tables } = this.crate;
    const types = variant.fields.map((field) => tables.instantiate(field.type, type.args));
    let onlyZeroSized = false;
    if (adt.repr.transparent) {
      const inner = types.find((field) => !this.#isZeroSized(field));
      onlyZeroSized = inner === undefined;
      const found = inner === undefined ? undefined : this.visit(inner, place);
      if (inner !== undefined && !(found !== undefined && isUnit(found.type))) return found;
    }
    let allPhantom = types.length > 0;
    for (const field of types) {
      const found = this.visit(field, place);
      if (found?.isPhantom === true) continue;
      allPhantom = false;
      if (found !== undefined && !isUnit(found.type)) return found;
    }
    if (allPhantom) return { type, reason: "composed only of `PhantomData`", isPhantom: true };
    return onlyZeroSized ? { type, reason: "this struct contains only zero-sized fields" } : undefined;
  }

  #isZeroSized(type: Ty): boolean {
    if (isPolymorphic(type)) return type.kind === "adt" && this.crate.tcx.isLang(type.def, "phantom_data");
    if (!this.crate.tables.isSized(type)) return false;
    const { size, alignment } = this.crate.layouts.of(type);
    return size === 0 && alignment === 1;
  }

  /** `Option<&T>`, `Option<fn()>`, `Option<NonZero<u8>>`: a pointer or number whose spare value is the empty variant. */
  #nullable(type: Ty & { kind: "adt" }, adt: AdtDef): Ty | undefined {
    const fields = adt.variants.map((variant) =>
      variant.fields.map((field) => this.crate.tables.instantiate(field.type, type.args)).filter((field) => !this.#isZeroSized(field)),
    );
    const [full, ...others] = fields.filter((each) => each.length > 0);
    const [inner] = full ?? [];
    if (fields.length !== 2 || full?.length !== 1 || others.length > 0 || inner === undefined) return undefined;
    return this.#neverNull(inner);
  }

  #neverNull(type: Ty): Ty | undefined {
    const { tables, tcx } = this.crate;
    if (type.kind === "fn-pointer") return type;
    if (type.kind === "ref") return tcx.types.ptr(type.target, type.mutable);
    if (type.kind !== "adt") return undefined;
    const adt = tables.adt(type.def);
    const [inner] = (adt.variants[0]?.fields ?? [])
      .map((field) => tables.instantiate(field.type, type.args))
      .filter((field) => !this.#isZeroSized(field));
    if (adt.kind !== "struct" || inner === undefined) return undefined;
    if (adt.validRange !== undefined) return inner;
    return adt.repr.transparent ? this.#neverNull(inner) : undefined;
  }
}
