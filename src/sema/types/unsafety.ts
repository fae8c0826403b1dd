// Unsafe operations outside of `unsafe` blocks and functions: E0133. In an unsafe function the same is only a lint.
import type { Span } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import { atLeast } from "../../target/release.ts";
import type { Items } from "./items.ts";
import type { TypeContext } from "./context.ts";
import { shownPath } from "./shown-paths.ts";
import type { DefId } from "./def-id.ts";
import { wordsOf } from "./repr.ts";
import type { Body, Expr, Pat } from "./thir.ts";
import { childrenOf, walkPat } from "./thir-walk.ts";

interface Operation {
  readonly what: string;
  readonly label: string;
  readonly note: string;
  /** The note is said as a help. */
  readonly isHelp?: boolean;
}

const RAW: Operation = {
  what: "dereference of raw pointer",
  label: "dereference of raw pointer",
  note: "raw pointers may be null, dangling or unaligned; they can violate aliasing rules and cause data races: all of these are undefined behavior",
};
const MUTABLE_STATIC: Operation = {
  what: "use of mutable static",
  label: "use of mutable static",
  note: "mutable statics can be mutated by multiple threads: aliasing violations or data races will cause undefined behavior",
};
const EXTERN_STATIC: Operation = {
  what: "use of extern static",
  label: "use of extern static",
  note: "extern statics are not controlled by the Rust type system: invalid data, aliasing violations or data races will cause undefined behavior",
};
const UNION: Operation = {
  what: "access to union field",
  label: "access to union field",
  note: "the field may not be properly initialized: using uninitialized data will cause undefined behavior",
};
const ASM: Operation = {
  what: "use of inline assembly",
  label: "use of inline assembly",
  note: "inline assembly is entirely unchecked and can cause undefined behavior",
};

export function checkUnsafety(tcx: TypeContext, body: Body): void {
  const unsafeFn =
    body.owner >= 0 &&
    (tcx.items.kind(body.owner) === "fn" || tcx.items.kind(body.owner) === "assoc-fn") &&
    tcx.signature(body.owner).unsafe;
  if (unsafeFn || (body.owner >= 0 && tcx.items.kind(body.owner) === "global-asm")) return;
  // `isWritten`: a place that gets a value without being looked at.
  const visit = (expr: Expr, allowed: boolean, isWritten = false): void => {
    const inside = allowed || (expr.kind === "block" && expr.block.unsafe);
    if (!inside) {
      const found = operation(tcx, expr) ?? featureCall(tcx, body, expr);
      if (found !== undefined && !(isWritten && found === UNION)) report(tcx, found, expr.span);
    }
    for (const child of skipped(tcx, expr, inside ? undefined : (pat) => unionParts(tcx, pat))) {
      visit(child, inside, child === writtenPart(tcx, expr, isWritten));
    }
  };
  for (const { pat } of body.params) unionParts(tcx, pat);
  visit(body.value, false);
  for (const closure of body.closures) visit(closure.value, closureIsInside(body, closure.span));
}

/** The place in `place = value`, and what that is a part of; since 1.92 also in `&raw const place`. */
function writtenPart(tcx: TypeContext, expr: Expr, isWritten: boolean): Expr | undefined {
  if (expr.kind === "assign") return expr.place;
  if (expr.kind === "raw-borrow") return atLeast(tcx.session.release, 92) ? expr.operand : undefined;
  return isWritten && (expr.kind === "field" || expr.kind === "index") ? expr.operand : undefined;
}

/** `&raw const STATIC` does not use the static. */
function skipped(tcx: TypeContext, expr: Expr, onPat?: (pat: Pat) => void): readonly Expr[] {
  if (expr.kind === "raw-borrow" && expr.operand.kind === "static" && atLeast(tcx.session.release, 82)) return [];
  return childrenOf(expr, onPat);
}

/** What a pattern looks at in unions. */
function unionParts(tcx: TypeContext, pat: Pat): void {
  walkPat(pat, ({ kind, type }) => {
    if (kind.kind !== "leaf" || type.kind !== "adt" || tcx.adt(type.def).kind !== "union") return;
    for (const field of kind.fields) if (!ignoresAll(field.pat)) report(tcx, UNION, field.pat.span);
  });
}

/** `_`, or alternatives that are all `_`. */
function ignoresAll({ kind }: Pat): boolean {
  return kind.kind === "wild" || (kind.kind === "or" && kind.alternatives.every(ignoresAll));
}

/** Whether a closure stands in an `unsafe` block of the body. */
function closureIsInside(body: Body, span: Span): boolean {
  let found = false;
  const visit = (expr: Expr): void => {
    if (expr.kind === "block" && expr.block.unsafe && expr.span.lo <= span.lo && span.hi <= expr.span.hi) found = true;
    for (const child of childrenOf(expr)) visit(child);
  };
  visit(body.value);
  for (const closure of body.closures) if (closure.span.lo <= span.lo && span.hi <= closure.span.hi) visit(closure.value);
  return found;
}

function operation(tcx: TypeContext, expr: Expr): Operation | undefined {
  switch (expr.kind) {
    case "deref":
      return expr.operand.type.kind === "ptr" ? RAW : undefined;
    case "static":
      if (expr.mutable) return MUTABLE_STATIC;
      return isExtern(tcx, expr.def) ? EXTERN_STATIC : undefined;
    case "field":
      return expr.operand.type.kind === "adt" && tcx.adt(expr.operand.type.def).kind === "union" ? UNION : undefined;
    case "assign":
      return undefined;
    case "asm":
      return expr.asm.macro === "asm" ? ASM : undefined;
    case "call":
      return unsafeCall(tcx, expr);
    default:
      return undefined;
  }
}

function isExtern(tcx: TypeContext, def: number): boolean {
  const kind = tcx.items.item(def)?.kind;
  return kind?.kind === "static" && kind.value === undefined && kind.safety !== "safe";
}

/** Of an extern block, and not a static that is said to be safe. */
export function isUnsafeForeign(items: Items, def: number): boolean {
  const kind = items.item(def)?.kind;
  const parent = items.parent(def);
  return parent !== undefined && items.kind(parent) === "extern-block" && !(kind?.kind === "static" && kind.safety === "safe");
}

function unsafeCall(tcx: TypeContext, expr: Expr & { kind: "call" }): Operation | undefined {
  const { type } = expr.callee;
  const note = "consult the function's documentation for information on how to avoid undefined behavior";
  if (type.kind === "fn-pointer" && type.unsafe) return { what: "call to unsafe function", label: "call to unsafe function", note };
  if (type.kind !== "fn-def" || tcx.items.kind(type.def) === "constructor" || !tcx.signature(type.def).unsafe) return undefined;
  return { what: `call to unsafe function \`${shownPath(tcx, type.def)}\``, label: "call to unsafe function", note };
}

/** Of a safe function that needs features of the processor which the caller may not have. */
function featureCall(tcx: TypeContext, body: Body, expr: Expr): Operation | undefined {
  if (expr.kind !== "call" || expr.callee.type.kind !== "fn-def") return undefined;
  const { def } = expr.callee.type;
  if (tcx.items.kind(def) === "constructor" || !tcx.items.isLocal(def) || tcx.signature(def).unsafe) return undefined;
  const needed = targetFeatures(tcx, def);
  const own = new Set(body.owner < 0 ? [] : targetFeatures(tcx, body.owner).flatMap(withImplied));
  const missing = needed.filter((feature) => !own.has(feature));
  if (missing.length === 0) return undefined;
  const isOne = missing.length === 1;
  const names = isOne ? missing.join("") : `${missing.slice(0, -1).join(", ")}${missing.length > 2 ? "," : ""} and ${missing.at(-1)}`;
  return {
    what: `call to function \`${tcx.items.path(def)}\` with \`#[target_feature]\``,
    label: "call to function with `#[target_feature]`",
    note: `in order for the call to be safe, the context requires the following additional target feature${isOne ? "" : "s"}: ${names}`,
    isHelp: true,
  };
}

function targetFeatures(tcx: TypeContext, def: DefId): string[] {
  if (!tcx.hasAttribute(def, "target_feature")) return [];
  return tcx.items
    .attrs(def)
    .filter(({ path }) => path.segments[0]?.ident.name === "target_feature")
    .flatMap((attribute) => wordsOf(tcx.items.tree(def), attribute))
    .filter((word) => word.startsWith('"'))
    .flatMap((word) => word.slice(1, -1).split(","));
}

/** Each of these includes the next. */
const IMPLIED = ["avx512f", "avx2", "avx", "sse4.2", "sse4.1", "ssse3", "sse3", "sse2", "sse"];

function withImplied(feature: string): readonly string[] {
  const at = IMPLIED.indexOf(feature);
  return at < 0 ? [feature] : IMPLIED.slice(at);
}

function report(tcx: TypeContext, { what, label, note, isHelp }: Operation, span: Span): void {
  // Where unsafe functions want blocks, too, they are no way out.
  const { edition, release } = tcx.session;
  const needed = edition >= 2024 && release.minor >= 85 ? "unsafe block" : "unsafe function or block";
  const said = error("E0133", `${what} is unsafe and requires ${needed}`).at(span, label);
  tcx.report(isHelp === true ? said.help(note) : said.note(note));
}
