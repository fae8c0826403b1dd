// What to try where E0308 is said of an expression: borrow it, dereference it, convert it, wrap it, call it. The order is
// rustc's, and the first that fits is the only one that is shown; only what is wrong with a literal's quotes or form
// comes besides.
import { adviseAsRef, adviseCopied, adviseIsSome } from "./option-advice.ts";
import type { Span } from "../../../base/source.ts";
import type { DiagnosticBuilder, Edit, Suggestion } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr, ExprField, ExprId } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import type { VariantDef } from "../tables.ts";
import { isUnit, type Ty } from "../ty.ts";
import { adviseBoxing, adviseConversion } from "./boxing-advice.ts";
import { derefSteps } from "./autoderef.ts";
import { adviseCast } from "./cast-advice.ts";
import { tryCoerce } from "./coerce.ts";
import { attempt } from "./attempt.ts";
import type { BodyContext } from "./context.ts";

/** Where the expression stands, as far as advice depends on it. */
export interface MisfitPlace {
  /** The field of a struct literal whose value it is. */
  readonly field?: ExprField;
  /** What it is assigned to. */
  readonly assigned?: ExprId;
  /** The left operand, a reference, which could be dereferenced instead. */
  readonly lent?: ExprId;
  /** The other operand, which gave the expected type. */
  readonly other?: ExprId;
}

export interface Misfit extends MisfitPlace {
  readonly id: ExprId;
  readonly expected: Ty;
  readonly found: Ty;
}

/** `first` says what rustc says before it looks for a coercion. */
export function adviseMismatch(cx: BodyContext, said: DiagnosticBuilder, misfit: Misfit, first?: () => void): void {
  const expr = peel(cx, misfit.id);
  const expected = cx.resolve(misfit.expected);
  const found = cx.resolve(misfit.found);
  const isWritten = (expr.span.ctxt ?? 0) === 0;
  if (isWritten) adviseLiteral(cx, said, expr.span, expected, found);
  first?.();
  if (!isWritten) return;
  const other = misfit.other === undefined ? undefined : cx.expr(misfit.other);
  const { field, assigned } = misfit;
  const conversion = { expr, expected, found, other, inConstant: cx.inConstant, isAssigned: assigned !== undefined };
  const from = said.suggestions.length;
  if (assigned !== undefined && expected.kind === "ref" && expected.mutable && mayCoerce(cx, found, expected.target, expr.span))
    return adviseAssignThrough(said, cx.expr(assigned));
  void (
    adviseUnwrap(cx, said, expr, expected, found) ||
    adviseAsRef(cx, said, expr.span, expected, found) ||
    adviseReference(cx, said, expr, expected, found, misfit.lent) ||
    adviseCall(cx, said, expr, expected, found) ||
    ((field === undefined || field.shorthand) && adviseCast(cx, said, conversion)) ||
    adviseConversion(cx, said, expr, expected, found) ||
    adviseIsSome(cx, said, expr.span, expected, found) ||
    adviseVariant(cx, said, expr, expected, found) ||
    adviseBoxing(cx, said, expr, expected, found) ||
    adviseCopied(cx, said, expr.span, expected, found)
  );
  if (field?.shorthand === true) nameField(said, from, field);
}

function adviseAssignThrough(said: DiagnosticBuilder, { span }: AstExpr): void {
  const message = "consider dereferencing here to assign to the mutably borrowed value";
  said.suggest(message, [{ span: before(span), text: "*" }], "MachineApplicable", "verbose");
}

/** `S { x }` becomes `S { x: x.into() }`. */
function nameField(said: DiagnosticBuilder, from: number, { ident }: ExprField): void {
  for (let i = from; i < said.suggestions.length; i++) {
    const suggestion = said.suggestions[i] as Suggestion;
    const alternatives = suggestion.alternatives.map((edits) => {
      const [first, ...rest] = edits as readonly [Edit, ...Edit[]];
      const isBefore = first.span.lo === ident.span.lo && first.span.hi === first.span.lo;
      const text = `${ident.name}: `;
      return isBefore ? [{ ...first, text: text + first.text }, ...rest] : [{ span: before(ident.span), text }, ...edits];
    });
    said.suggestions[i] = { ...suggestion, alternatives };
  }
}

/** The expression itself, or the value of the plain blocks around it. */
function peel(cx: BodyContext, id: ExprId): AstExpr {
  const expr = cx.expr(id);
  if (expr.kind.kind !== "block" || expr.kind.label !== undefined) return expr;
  const last = cx.tree.block(expr.kind.block).stmts.at(-1);
  const stmt = last === undefined ? undefined : cx.tree.stmt(last);
  return stmt?.kind === "expr" && !stmt.semicolon ? peel(cx, stmt.expr) : expr;
}

const before = (span: Span): Span => ({ ...span, hi: span.lo });
const behind = (span: Span): Span => ({ ...span, lo: span.hi });

/** A question about coercion leaves no trace. */
export function mayCoerce(cx: BodyContext, from: Ty, to: Ty, span: Span): boolean {
  let fits = false;
  attempt(cx, () => {
    fits = tryCoerce(cx, cx.make(span, from, { kind: "error" }), to) !== undefined;
    return undefined;
  });
  return fits;
}

export function mayEqual(cx: BodyContext, a: Ty, b: Ty): boolean {
  const mark = cx.infer.snapshot();
  const equal = cx.unify(a, b);
  cx.infer.rollback(mark);
  return equal;
}

// --- Literals ----------------------------------------------------------------------------------------------------

const isByte = (type: Ty): boolean => type.kind === "int" && type.name === "u8";
const isStr = (type: Ty): boolean => type.kind === "ref" && type.target.kind === "str";

/** Other quotes, or a point: what rustc says of the two types alone. */
export function adviseLiteral(cx: BodyContext, said: DiagnosticBuilder, span: Span, expected: Ty, found: Ty): void {
  const text = cx.snippet(span);
  const suggest = (message: string, edits: readonly Edit[]): void => void said.suggest(message, edits, "MachineApplicable", "verbose");
  if (isByte(expected) && found.kind === "char" && /^'(?!\\u)[\0-\x7f].*'$/.test(text)) {
    suggest("if you meant to write a byte literal, prefix with `b`", [{ span: before(span), text: "b" }]);
  } else if (expected.kind === "char" && isStr(found) && /^"[^]"$/u.test(text)) {
    suggest("if you meant to write a `char` literal, use single quotes", requoted(span, "'"));
  } else if (isStr(expected) && found.kind === "char" && /^'[^]*'$/.test(text)) {
    suggest("if you meant to write a string literal, use double quotes", requoted(span, '"'));
  } else if (expected.kind === "float" && found.kind === "infer" && found.of === "int" && /^[\d_-]+$/.test(text)) {
    suggest("use a float literal", [{ span: behind(span), text: ".0" }]);
  }
}

function requoted(span: Span, quote: string): readonly Edit[] {
  return [
    { span: { ...span, hi: span.lo + 1 }, text: quote },
    { span: { ...span, lo: span.hi - 1 }, text: quote },
  ];
}

// --- References --------------------------------------------------------------------------------------------------

function adviseReference(cx: BodyContext, said: DiagnosticBuilder, expr: AstExpr, expected: Ty, found: Ty, lent?: ExprId): boolean {
  const suggest = (message: string, edits: readonly Edit[]): true => {
    said.suggest(message, edits, "MachineApplicable", "verbose");
    return true;
  };
  if (expected.kind === "ref" && found.kind === "ref") {
    const edit = bytePrefix(expr, expected.target, found.target);
    if (edit !== undefined)
      return suggest(edit.text === "b" ? "consider adding a leading `b`" : "consider removing the leading `b`", [edit]);
    return adviseDeref(cx, suggest, expr, expected, found);
  }
  if (expected.kind === "ref" && mayCoerce(cx, cx.types.ref(found, expected.mutable), expected, expr.span)) {
    if (expr.kind.kind === "if" || expr.kind.kind === "match") return false;
    if (lent !== undefined) return suggest("consider dereferencing the borrow", around(cx.expr(lent), "*"));
    const mark = expected.mutable ? "&mut " : "&";
    return suggest(`consider ${expected.mutable ? "mutably " : ""}borrowing here`, around(expr, mark));
  }
  const { kind } = expr;
  if (kind.kind === "address-of" && !kind.raw && found.kind === "ref" && mayEqual(cx, found.target, expected)) {
    const { lo } = cx.expr(kind.operand).span;
    return suggest("consider removing the borrow", [{ span: { lo: expr.span.lo, hi: lo }, text: "" }]);
  }
  return expected.kind === "ptr" ? false : adviseDeref(cx, suggest, expr, expected, found);
}

/** `b"..."` for `"..."` and the other way. */
function bytePrefix({ kind, span }: AstExpr, expected: Ty, found: Ty): Edit | undefined {
  if (kind.kind !== "literal") return undefined;
  const isBytes = (type: Ty): boolean => (type.kind === "array" || type.kind === "slice") && isByte(type.element);
  if (expected.kind === "str" && isBytes(found) && kind.literal.kind === "byte-string")
    return { span: { ...span, hi: span.lo + 1 }, text: "" };
  if (isBytes(expected) && found.kind === "str" && kind.literal.kind === "string" && !kind.literal.raw)
    return { span: before(span), text: "b" };
  return undefined;
}

/** A prefix, with parentheses around what binds looser. */
function around({ kind, span }: AstExpr, prefix: string): readonly Edit[] {
  if (kind.kind !== "cast" && kind.kind !== "binary" && kind.kind !== "range") return [{ span: before(span), text: prefix }];
  return [
    { span: before(span), text: `${prefix}(` },
    { span: behind(span), text: ")" },
  ];
}

type Suggest = (message: string, edits: readonly Edit[]) => true;

function adviseDeref(cx: BodyContext, suggest: Suggest, expr: AstExpr, expected: Ty, found: Ty): boolean {
  let steps = derefSteps(cx, found).findIndex(({ type }) => mayEqual(cx, type, expected));
  if (steps <= 0) return false;
  let inner = expr;
  let removed = "";
  while (steps > 0 && inner.kind.kind === "address-of") {
    removed += inner.kind.mutable ? "&mut " : "&";
    inner = cx.expr(inner.kind.operand);
    steps--;
  }
  const prefix = { lo: expr.span.lo, hi: inner.span.lo };
  const gone = removed.trim();
  if (steps === 0) return suggest(`consider removing the \`${gone}\``, [{ span: prefix, text: "" }]);
  if (cx.selector.traitHolds(cx.tcx.lang("copy"), [expected]) !== "yes") return false;
  const isBox = found.kind === "adt" && cx.tcx.isLang(found.def, "owned_box");
  const kind = found.kind === "ref" ? "dereferencing the borrow" : isBox ? "unboxing the value" : "dereferencing the type";
  const message = gone === "" ? `consider ${kind}` : `consider removing the \`${gone}\` and ${kind} instead`;
  const [first, ...rest] = around(inner, "*".repeat(steps)) as [Edit, ...Edit[]];
  return suggest(message, [{ span: prefix, text: first.text }, ...rest]);
}

// --- Option and Result -------------------------------------------------------------------------------------------

/** What holds the value is there: it can be taken out. */
function adviseUnwrap(cx: BodyContext, said: DiagnosticBuilder, expr: AstExpr, expected: Ty, found: Ty): boolean {
  if (found.kind !== "adt") return false;
  const holder = /^core::(?:option::(Option)|result::(Result))$/.exec(cx.tcx.items.path(found.def));
  const name = holder?.[1] ?? holder?.[2];
  if (name === undefined || (name === "Result" && cx.inConstant) || isConstructed(expr, cx)) return false;
  if (!mayCoerce(cx, found.args[0] as Ty, expected, expr.span)) return false;
  const output = cx.resolve(cx.returns.at(-1)?.type ?? (found.args[0] as Ty));
  const spreads = output.kind === "adt" && output.def === found.def;
  const none = name === "Option" ? "an `Option::None`" : "a `Result::Err`";
  const whole = cx.print(found);
  const message = spreads
    ? `use the \`?\` operator to extract the \`${whole}\` value, propagating ${none} value to the caller`
    : `consider using \`${name}::expect\` to unwrap the \`${whole}\` value, panicking if the value is ${none}`;
  said.suggest(message, [{ span: behind(expr.span), text: spreads ? "?" : '.expect("REASON")' }], "HasPlaceholders", "verbose");
  return true;
}

/** `Some(3)`, `None`. */
function isConstructed({ kind }: AstExpr, cx: BodyContext): boolean {
  if (kind.kind === "call") return isConstructed(cx.expr(kind.callee), cx);
  return kind.kind === "path" && ["Some", "None", "Ok", "Err"].includes(kind.path.segments.at(-1)?.ident.name ?? "");
}

// --- Calls and variants ------------------------------------------------------------------------------------------

/** A function where its result was meant. */
function adviseCall(cx: BodyContext, said: DiagnosticBuilder, expr: AstExpr, expected: Ty, found: Ty): boolean {
  if (found.kind !== "fn-def" || expr.kind.kind !== "path") return false;
  if (!cx.tcx.items.isLocal(found.def) && cx.tcx.items.kind(found.def) !== "constructor") return false;
  const { params, output } = cx.tcx.signature(found.def);
  if (!mayCoerce(cx, cx.types.substitute(output, found.args), expected, expr.span)) return false;
  const kind = cx.tcx.items.kind(found.def);
  const name = cx.tcx.items.name(found.def);
  if (kind === "constructor") {
    const owner = cx.tcx.items.parent(found.def) as DefId;
    const isVariant = cx.tcx.items.kind(owner) === "variant";
    if (cx.tcx.items.isLocal(owner))
      said.label(
        isVariant ? cx.tcx.items.identSpan(owner) : cx.tcx.headSpan(owner),
        `\`${cx.tcx.items.name(owner)}\` defines ${isVariant ? "an enum variant" : "a struct"} constructor here, which should be called`,
      );
  } else said.label(cx.tcx.headSpan(found.def), `${kind === "assoc-fn" ? "associated function" : "function"} \`${name}\` defined here`);
  const given = params.map((param) => cx.resolve(cx.types.substitute(param, found.args)));
  const holes = given.map((type) => `/* ${type.kind === "infer" ? "value" : cx.print(type)} */`).join(", ");
  const isOfVariant = cx.tcx.items.kind(cx.tcx.items.parent(found.def) ?? found.def) === "variant";
  const what = kind === "constructor" ? "construct" : "call";
  const object =
    kind === "constructor" ? (isOfVariant ? "tuple variant" : "tuple struct") : kind === "assoc-fn" ? "associated function" : "function";
  said.suggest(
    `use parentheses to ${what} this ${object}`,
    [{ span: behind(expr.span), text: `(${holes})` }],
    params.length === 0 ? "MachineApplicable" : "HasPlaceholders",
    "verbose",
  );
  return true;
}

/** A value where the variant that holds such is expected: `Some(value)`. */
function adviseVariant(cx: BodyContext, said: DiagnosticBuilder, expr: AstExpr, expected: Ty, found: Ty): boolean {
  if (expected.kind !== "adt") return false;
  if (isUnit(found)) return adviseLastValue(cx, said, expr.span, expected);
  const { variants, kind } = cx.tcx.adt(expected.def);
  if (kind !== "enum") return false;
  const fitting = variants.filter((variant) => holds(cx, variant, expected, found, expr.span));
  if (fitting.length === 0) return false;
  const wrappings = fitting.map((variant) => wrapped(cx, variant, expr.span));
  const [only] = fitting;
  if (fitting.length === 1 && only !== undefined) {
    said.suggest(`try wrapping the expression in \`${pathOf(cx, only)}\``, wrappings[0] as readonly Edit[], "MaybeIncorrect", "verbose");
  } else
    said.suggestOneOf(
      `try wrapping the expression in a variant of \`${cx.tcx.items.shownPath(expected.def)}\``,
      wrappings,
      "MaybeIncorrect",
    );
  return true;
}

const LAST_VALUES: Readonly<Record<string, readonly string[]>> = {
  "core::result::Result": ["Ok(())"],
  "core::option::Option": ["None", "Some(())"],
};

/** What ends a block gives nothing, where a `Result` or an `Option` is wanted: that may stand behind it. */
function adviseLastValue(cx: BodyContext, said: DiagnosticBuilder, span: Span, expected: Ty): boolean {
  const values = expected.kind === "adt" ? LAST_VALUES[cx.tcx.items.path(expected.def)] : undefined;
  if (values === undefined || !endsBlock(cx, span)) return false;
  const semicolon = cx.snippet(span).endsWith("}") ? "" : ";";
  const lead = `${semicolon}\n${cx.tcx.items.indentation(span.lo)}`;
  const edits = values.map((value) => [{ span: behind(span), text: lead + value }]);
  const words = "try adding an expression at the end of the block";
  const [only] = edits;
  if (edits.length === 1 && only !== undefined) said.suggest(words, only, "MaybeIncorrect", "verbose");
  else said.suggestOneOf(words, edits, "MaybeIncorrect");
  return true;
}

export function hasLastValue(cx: BodyContext, span: Span, expected: Ty): boolean {
  return expected.kind === "adt" && cx.tcx.items.path(expected.def) in LAST_VALUES && endsBlock(cx, span);
}

const FARTHEST = 400;

function endsBlock(cx: BodyContext, { lo, hi }: Span): boolean {
  const after = cx.snippet({ lo: hi, hi: hi + FARTHEST }).replace(/\/\/[^\n]*/g, "");
  const text = cx.snippet({ lo: Math.max(1, lo - FARTHEST), hi: lo }).replace(/\/\/[^\n]*/g, "");
  return /^\s*\}/.test(after) && /[{};]\s*$/.test(text);
}

function holds(cx: BodyContext, { fields }: VariantDef, expected: Ty & { kind: "adt" }, found: Ty, span: Span): boolean {
  const [field] = fields;
  if (field === undefined || fields.length !== 1) return false;
  const type = cx.shallow(cx.types.substitute(field.type, expected.args));
  if (found.kind === "adt" && found.def === expected.def && type.kind === "infer") return false;
  return mayCoerce(cx, found, type, span);
}

/** The variants of the prelude under the path rustc prints for them, others under their own. */
function pathOf(cx: BodyContext, variant: VariantDef): string {
  const path = cx.tcx.items.path(variant.def);
  if (/^core::(option|result)::/.test(path)) return `core::prelude::v1::${variant.name}`;
  return path;
}

function wrapped(cx: BodyContext, variant: VariantDef, span: Span): readonly Edit[] {
  const [open, close] = variant.shape === "struct" ? [` { ${variant.fields[0]?.name}: `, " }"] : ["(", ")"];
  return [
    { span: before(span), text: `${pathOf(cx, variant)}${open}` },
    { span: behind(span), text: close },
  ];
}
