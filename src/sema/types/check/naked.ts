// Naked functions: the compiler adds nothing to their assembly, so nothing but one `naked_asm!` may stand in them.
import { error, unsupported, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Span } from "../../../base/source.ts";
import type { Attribute, Fn } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import { walk } from "../thir-walk.ts";
import type { Expr, Stmt } from "../thir.ts";
import type { BodyContext } from "./context.ts";

const STABLE_SINCE = 88;
const INCOMPATIBLE = ["inline", "track_caller", "target_feature", "test"];
/** Attributes that change nothing in the body, or are judged elsewhere. */
const COMPATIBLE =
  "naked no_mangle export_name link_section allow warn deny forbid expect doc cfg cfg_attr must_use deprecated cold used".split(" ");

const nameOf = (attribute: Attribute): string => attribute.path.segments.at(-1)?.ident.name ?? "";

/** Judges a function with `#[naked]`, and `naked_asm!` in one without. */
export function checkNaked(cx: BodyContext, def: DefId, fn: Fn, value: Expr): void {
  const attributes = cx.tcx.items.item(def)?.attrs ?? [];
  const naked = attributes.find((attribute) => !attribute.docComment && nameOf(attribute) === "naked");
  if (naked === undefined) return checkNoNakedAsm(cx, value);
  if (cx.tcx.session.release.minor < STABLE_SINCE) return cx.report(unsupported("KB0245", "naked functions of this release", naked.span));
  checkAttributes(cx, attributes, naked);
  const head = { lo: cx.tcx.items.item(def)?.span.lo ?? fn.signatureSpan.lo, hi: fn.signatureSpan.hi };
  checkAbi(cx, fn, head);
  for (const { pat } of fn.params) checkParameter(cx, pat);
  checkBody(cx, head, value);
}

function checkNoNakedAsm(cx: BodyContext, value: Expr): void {
  walk(
    value,
    (expr) => {
      if (expr.kind !== "asm" || expr.asm.macro !== "naked_asm") return;
      cx.report(error("the `naked_asm!` macro can only be used in functions marked with `#[unsafe(naked)]`").at(expr.asm.span));
    },
    () => {},
  );
}

function checkAttributes(cx: BodyContext, attributes: readonly Attribute[], naked: Attribute): void {
  for (const attribute of attributes) {
    if (attribute.docComment || COMPATIBLE.includes(nameOf(attribute))) continue;
    const name = nameOf(attribute);
    if (!INCOMPATIBLE.includes(name)) cx.report(unsupported("KB0245", `naked functions with \`#[${name}]\``, attribute.span));
    else
      cx.report(
        error("E0736", "attribute incompatible with `#[unsafe(naked)]`")
          .at(attribute.path.span, `the \`${name}\` attribute is incompatible with \`#[unsafe(naked)]\``)
          .label(naked.span, "function marked with `#[unsafe(naked)]` here"),
      );
  }
}

function checkAbi(cx: BodyContext, fn: Fn, head: Span): void {
  const { extern } = fn.header;
  const abi = extern.kind === "explicit" ? extern.abi.value : extern.kind === "none" ? "Rust" : "C";
  if (abi !== "Rust") return;
  const said = error("E0658", '`#[naked]` is currently unstable on `extern "Rust"` functions').at(head);
  cx.report(said.note("see issue #138997 <https://github.com/rust-lang/rust/issues/138997> for more information"));
}

function checkParameter(cx: BodyContext, id: number): void {
  const pat = cx.tree.pat(id);
  const { kind } = pat;
  if (kind.kind === "wild" || (kind.kind === "ident" && !kind.byRef && !kind.mutable && kind.sub === undefined)) return;
  cx.report(error("patterns not allowed in naked function parameters").at(pat.span));
}

// --- The body --------------------------------------------------------------------------------------------------------

type Part = { readonly what: "naked" | "asm" | "other"; readonly span: Span };

function partsOfExpr(expr: Expr): Part[] {
  if (expr.kind === "asm") return [{ what: expr.asm.macro === "naked_asm" ? "naked" : "asm", span: expr.asm.span }];
  if (expr.kind === "coerce") return partsOfExpr(expr.operand);
  if (expr.kind !== "block") return [{ what: "other", span: expr.span }];
  const { stmts, value } = expr.block;
  return [...stmts.flatMap(partsOfStmt), ...(value === undefined ? [] : partsOfExpr(value))];
}

function partsOfStmt(stmt: Stmt): Part[] {
  if (stmt.kind === "expr") {
    const parts = partsOfExpr(stmt.expr);
    return parts.map((part) => (part.what === "other" && parts.length === 1 ? { ...part, span: stmt.span } : part));
  }
  return stmt.kind === "let" ? [{ what: "other", span: stmt.span }] : [];
}

function checkBody(cx: BodyContext, head: Span, value: Expr): void {
  const parts = partsOfExpr(value);
  const naked = parts.filter(({ what }) => what === "naked");
  const inline = parts.filter(({ what }) => what === "asm");
  const others = parts.filter(({ what }) => what === "other");
  for (const { span } of inline)
    cx.report(
      error("E0787", "the `asm!` macro is not allowed in naked functions").at(span, "consider using the `naked_asm!` macro instead"),
    );
  if (inline.length > 0 || (naked.length === 1 && others.length === 0)) return;
  const said: DiagnosticBuilder = error("E0787", "naked functions must contain a single `naked_asm!` invocation").at(head);
  for (const { span } of naked.slice(1)) said.label(span, "multiple `naked_asm!` invocations are not allowed in naked functions");
  for (const { span } of others) said.label(span, "not allowed in naked functions");
  cx.report(said);
}
