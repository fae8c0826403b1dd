// `format_args!` as calls of core's own: `Arguments::new(&[texts], &[arguments], &[placeholders])`. Texts and
// placeholders alternate, a text (perhaps empty) before each placeholder. An argument that is used twice is evaluated
// once: `&match (&a, &b) { args => [Argument::new(args.0, Display::fmt), ..] }`.
import type { DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import { unsupported } from "../../../diag/diagnostic.ts";
import type { Span } from "../../../base/source.ts";
import type { Expr as AstExpr } from "../../../syntax/ast.ts";
import type { FormatArgs, FormatCount, FormatPlaceholder } from "../../expand/built-in.ts";
import type { DefId } from "../def-id.ts";
import type { TraitRef } from "../predicates.ts";
import type { Expr } from "../thir.ts";
import { unsatisfied } from "../unsatisfied.ts";
import { adviseBound } from "../unsatisfied-advice.ts";
import { mayBeCores } from "../unmodelled.ts";
import { CHAR, STR, U8, USIZE, type Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";
import { checkExpr, coerceOrReport } from "./expr.ts";
import { foldFormatArgs, isPlain } from "./format-folding.ts";
import { callOf } from "./lang-call.ts";

export function checkFormatArgs(cx: BodyContext, ast: AstExpr, written: FormatArgs): Expr {
  const value = foldFormatArgs(cx, written);
  const values = value.arguments.map((argument) => checkExpr(cx, argument.expr));
  const create = cx.tcx.lang("format_arguments_new");
  const argumentNew = cx.tcx.lang("format_argument_new");
  const placeholderNew = cx.tcx.lang("format_placeholder_new");
  const argumentType = cx.tcx.lang("format_argument");
  const placeholderType = cx.tcx.lang("format_placeholder");
  if (
    create === undefined ||
    argumentNew === undefined ||
    placeholderNew === undefined ||
    argumentType === undefined ||
    placeholderType === undefined
  ) {
    cx.report(unsupported("KB0225", "formatted text", ast.span));
    return cx.error(ast.span);
  }
  const maker = new Maker(cx, ast.span, { argumentNew, placeholderNew });
  const { texts, placeholders } = split(value);
  const used = usesOf(placeholders, value.arguments);
  const array = argumentArray(maker, values, used, cx.types.adt(argumentType, []));
  const specs = placeholders.every((each, i) => isPlain(each) && used[i]?.argument === each.argument)
    ? maker.slice([], cx.types.adt(placeholderType, []))
    : maker.slice(
        placeholders.map((each) => maker.placeholder(each, used)),
        cx.types.adt(placeholderType, []),
      );
  const pieces = maker.slice(
    texts.map((text) => maker.text(text)),
    cx.types.ref(STR),
  );
  const by = written.arguments.length > 0 ? "formatting" : "desugaring";
  return callOf(cx, create, [], [pieces, array, specs], ast.span, by);
}

interface Use {
  readonly argument: number;
  /** `{name}` without an argument of that name. */
  readonly isCapture: boolean;
  readonly trait: string;
  /** Where the braces stand, or the width or precision, for errors. */
  readonly placeholder: Span | undefined;
}

function split(value: FormatArgs): { texts: string[]; placeholders: FormatPlaceholder[] } {
  const texts: string[] = [];
  const placeholders: FormatPlaceholder[] = [];
  for (const piece of value.pieces) {
    if (piece.kind === "text") {
      if (texts.length > placeholders.length) texts[texts.length - 1] += piece.text;
      else texts.push(piece.text);
    } else {
      if (texts.length === placeholders.length) texts.push("");
      placeholders.push(piece);
    }
  }
  return { texts, placeholders };
}

/** The (argument, trait) pairs, each once, in order of first use; widths and precisions as `usize`. */
function usesOf(placeholders: readonly FormatPlaceholder[], args: FormatArgs["arguments"]): Use[] {
  const uses: Use[] = [];
  const add = (argument: number, trait: string, placeholder: Span | undefined): void => {
    if (!uses.some((use) => use.argument === argument && use.trait === trait))
      uses.push({ argument, isCapture: args[argument]?.kind === "captured", trait, placeholder });
  };
  for (const each of placeholders) {
    add(each.argument, each.trait, each.span);
    for (const count of [each.precision, each.width]) if (count?.kind === "argument") add(count.argument, "usize", count.span);
  }
  return uses;
}

/** `&[Argument::new(&a, ..), ..]` */
function argumentArray(maker: Maker, values: readonly Expr[], uses: readonly Use[], type: Ty): Expr {
  const { cx, span } = maker;
  const once = values.every((_, i) => uses.filter((use) => use.argument === i).length === 1) && uses.every((use, i) => use.argument === i);
  if (once)
    return maker.slice(
      uses.map((use) => maker.argument(use, maker.borrow(values[use.argument] as Expr))),
      type,
    );
  const refs = cx.make(span, cx.types.tuple(values.map((value) => cx.types.ref(value.type))), {
    kind: "tuple",
    elements: values.map((value) => maker.borrow(value)),
  });
  const local = cx.addLocal({ name: "args", type: refs.type, span, mutable: false, node: 0, param: false, byRef: false });
  const elements = uses.map((use) => {
    const value = values[use.argument] as Expr;
    const field = cx.make(value.span, cx.types.ref(value.type), {
      kind: "field",
      operand: cx.localExpr(local, span),
      variant: 0,
      field: use.argument,
    });
    return maker.argument(use, field);
  });
  const array = cx.make(span, cx.types.arrayOf(type, elements.length), { kind: "array", elements });
  const pat = { type: refs.type, span, kind: { kind: "binding" as const, local, mode: "value" as const, sub: undefined } };
  const chosen = cx.make(span, array.type, {
    kind: "match",
    scrutinee: refs,
    arms: [{ pat, guard: undefined, body: array, span }],
    source: "desugaring",
  });
  return maker.sliceOf(chosen, type);
}

class Maker {
  readonly cx: BodyContext;
  readonly span: Span;
  readonly #defs: { readonly argumentNew: number; readonly placeholderNew: number };

  constructor(cx: BodyContext, span: Span, defs: { readonly argumentNew: number; readonly placeholderNew: number }) {
    this.cx = cx;
    this.span = span;
    this.#defs = defs;
  }

  borrow(operand: Expr): Expr {
    return this.cx.make(operand.span, this.cx.types.ref(operand.type), { kind: "borrow", mutable: false, twoPhase: false, operand });
  }

  text(value: string): Expr {
    return this.cx.make(this.span, this.cx.types.ref(STR), { kind: "str", value });
  }

  slice(elements: readonly Expr[], type: Ty): Expr {
    return this.sliceOf(this.cx.make(this.span, this.cx.types.arrayOf(type, elements.length), { kind: "array", elements }), type);
  }

  sliceOf(array: Expr, type: Ty): Expr {
    return this.cx.make(this.span, this.cx.types.ref(this.cx.types.slice(type)), {
      kind: "coerce",
      to: "unsize",
      operand: this.borrow(array),
    });
  }

  argument(use: Use, reference: Expr): Expr {
    const { cx } = this;
    const target = cx.shallow(reference.type) as Ty & { kind: "ref" };
    if (use.trait === "usize") return this.count(reference, use);
    const method = cx.tcx.core.formatMethod(use.trait);
    const trait = cx.tcx.items.parent(method);
    const span = reference.span;
    const report = () => reportFormat(cx, use, { trait: trait as DefId, args: [cx.resolve(target.target)] }, span);
    cx.requireTrait(trait, [target.target], span, { kind: "operator", report });
    const sized = cx.tcx.lang("sized");
    const reportUnsized = () => reportFormat(cx, use, { trait: sized as DefId, args: [cx.resolve(target.target)] }, span);
    cx.requireTrait(sized, [target.target], span, { kind: "operator", report: reportUnsized });
    const fn = cx.make(span, cx.types.fnDef(method, [target.target]), { kind: "fn-item" });
    const signature = cx.tcx.signature(method);
    const pointer = cx.types.fnPointer(
      signature.params.map((param) => cx.types.substitute(param, [target.target])),
      signature.output,
    );
    const reified = cx.make(span, pointer, { kind: "coerce", to: "reify", operand: fn });
    return callOf(cx, this.#defs.argumentNew, [target.target], [reference, reified], this.span);
  }

  count(reference: Expr, { placeholder, isCapture }: Use): Expr {
    const { cx } = this;
    const make = cx.tcx.lang("format_argument_count");
    if (make === undefined) return cx.error(this.span);
    const tell = (said: DiagnosticBuilder): void => {
      const site = cx.tcx.items.placeInCore(".Argument::from_usize", true);
      if (cx.tcx.session.release.minor < SHOWS_COUNTS) return;
      if (placeholder !== undefined) said.label(placeholder, "arguments to this function are incorrect");
      if (site !== undefined) said.noteAt(site, "associated function defined here");
    };
    // Arguments of calls are looked at when what is known to fail has been told.
    cx.selectPending();
    const isShown = isCapture && cx.tcx.session.release.minor >= SHOWS_COUNTS;
    const span = isShown ? placeholder : undefined;
    return callOf(cx, make, [], [coerceOrReport(cx, reference, cx.types.ref(USIZE), tell, undefined, span)], this.span);
  }

  /** `Placeholder::new(position, fill, align, flags, precision, width)`; align 3 is unknown; flags as bits. */
  placeholder(each: FormatPlaceholder, uses: readonly Use[]): Expr {
    const { cx, span } = this;
    const position = uses.findIndex((use) => use.argument === each.argument && use.trait === each.trait);
    const align = each.align === undefined ? 3 : { left: 0, right: 1, center: 2 }[each.align];
    const flags =
      (each.sign === "plus" ? 1 : 0) |
      (each.sign === "minus" ? 2 : 0) |
      (each.alternate ? 4 : 0) |
      (each.zeroPad ? 8 : 0) |
      (each.debugHex === "lower" ? 16 : 0) |
      (each.debugHex === "upper" ? 32 : 0);
    const fill = cx.make(span, CHAR, { kind: "char", value: each.fill ?? 32 });
    const args = [
      this.int(position),
      fill,
      this.byte(align),
      this.byte(flags),
      ...this.countParts(each.precision, uses),
      ...this.countParts(each.width, uses),
    ];
    return callOf(cx, this.#defs.placeholderNew, [], args, span);
  }

  /** How it is given (0 not, 1 here, 2 by an argument), and the number or the argument's position. */
  countParts(count: FormatCount | undefined, uses: readonly Use[]): Expr[] {
    if (count === undefined) return [this.byte(0), this.int(0)];
    if (count.kind === "literal") return [this.byte(1), this.int(count.value)];
    return [this.byte(2), this.int(uses.findIndex((use) => use.argument === count.argument && use.trait === "usize"))];
  }

  int(value: number): Expr {
    return this.cx.make(this.span, USIZE, { kind: "int", value: BigInt(value) });
  }

  byte(value: number): Expr {
    return this.cx.make(this.span, U8, { kind: "int", value: BigInt(value) });
  }
}

/** Since then a width or precision is shown with its argument. */
const SHOWS_COUNTS = 90;

/** Since then placeholders are shown, and a captured name by its placeholder. */
const SHOWS_PLACEHOLDERS = 90;

function reportFormat(cx: BodyContext, { trait, placeholder, isCapture }: Use, ref: TraitRef, span: Span): void {
  const type = ref.args[0] as Ty;
  const printed = cx.print(type);
  if (trait.endsWith("Exp") && mayBeCores(cx.tcx, cx.resolve(type)))
    return cx.report(unsupported("KB0223", `formatting \`${printed}\` as \`${trait}\``, span));
  const isModern = cx.tcx.session.release.minor >= SHOWS_PLACEHOLDERS;
  const isCaptured = placeholder !== undefined && isCapture;
  const isSized = cx.tcx.isLang(ref.trait, "sized");
  const words = isSized ? undefined : formatWords(trait, printed, isModern);
  const said = unsatisfied(cx.tcx, ref, isModern && isCaptured ? placeholder : span, words);
  if (isModern && !isCaptured && placeholder !== undefined) said.label(placeholder, "required by this formatting parameter");
  if (isSized) adviseBound(cx.tcx, cx.owner, ref, said);
  cx.reportUnlessError(said, type);
}

function formatWords(trait: string, type: string, isModern: boolean): { label?: string; notes?: readonly string[] } {
  if (trait === "Debug")
    return { label: `\`${type}\` cannot be formatted using \`{:?}\`${isModern ? " because it doesn't implement `Debug`" : ""}` };
  if (trait !== "Display") return {};
  const notes = ["in format strings you may be able to use `{:?}` (or {:#?} for pretty-print) instead"];
  return { label: `\`${type}\` cannot be formatted with the default formatter`, notes };
}
