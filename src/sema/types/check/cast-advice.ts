// How to make a number of one type a number of another: what is suggested where E0308 meets two scalar types. Which
// conversions cannot fail, rustc reads off the widths; `usize` has none that it relies on.
import type { DiagnosticBuilder, Edit } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr } from "../../../syntax/ast.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

const CHAR_MEETS: ReadonlySet<string> = new Set(["u32", "u64", "u128", "i32", "i64", "i128"]);

interface Failure {
  /** The found type does not always fit into the expected one. */
  readonly forth: boolean;
  readonly back: boolean;
}

/** Of integers, from `found` to `expected` and back. */
function mayFail(expected: Ty & { kind: "int" }, found: Ty & { kind: "int" }): Failure {
  const [to, from] = [widthOf(expected.name), widthOf(found.name)];
  if (expected.signed === found.signed) {
    if (to !== undefined && from !== undefined) return { forth: to < from, back: to > from };
    if (to === undefined && from !== undefined && from <= 16) return { forth: false, back: true };
    if (from === undefined && to !== undefined && to <= 16) return { forth: true, back: false };
    return { forth: true, back: true };
  }
  if (expected.signed) {
    const fits = from !== undefined && (to === undefined ? from === 8 : from < to);
    return { forth: !fits, back: true };
  }
  const backFits = to !== undefined && (from === undefined ? to === 8 : from > to);
  return { forth: true, back: !backFits };
}

/** In bits; undefined for `usize` and `isize`. */
function widthOf(name: string): number | undefined {
  const digits = /\d+$/.exec(name)?.[0];
  return digits === undefined ? undefined : Number(digits);
}

function withArticle(cx: BodyContext, type: Ty): string {
  const an = (type.kind === "int" && type.signed) || type.kind === "float";
  return `${an ? "an" : "a"} \`${cx.print(type)}\``;
}

/** Forms that a method call or a cast would take apart. */
export function bindsLoosely({ kind }: AstExpr): boolean {
  return ["unary", "binary", "assign", "assign-op", "cast", "address-of", "range", "closure", "return", "break", "let", "yield"].includes(
    kind.kind,
  );
}

interface Conversion {
  readonly expr: AstExpr;
  readonly expected: Ty;
  readonly found: Ty;
  /** The other operand of a comparison or operator, which gave the expected type. */
  readonly other: AstExpr | undefined;
  readonly inConstant: boolean;
  /** To a place, whose type is what it is. */
  readonly isAssigned: boolean;
}

/** True if there was something to say of these types. */
export function adviseCast(cx: BodyContext, said: DiagnosticBuilder, conversion: Conversion): boolean {
  const { expected, found } = conversion;
  const advice = new CastAdvice(cx, said, conversion);
  if (expected.kind === "int" && found.kind === "int") return advice.integers(mayFail(expected, found));
  if (expected.kind === "float" && found.kind === "float") return advice.floats(expected.name, found.name);
  if (expected.kind === "int" && found.kind === "float") return advice.suffix();
  if (expected.kind === "float" && found.kind === "int") return advice.integerToFloat(expected.name, found.name, found.signed);
  if (expected.kind === "int" && found.kind === "char" && CHAR_MEETS.has(expected.name)) return advice.fromChar();
  return false;
}

class CastAdvice {
  readonly #cx: BodyContext;
  readonly #said: DiagnosticBuilder;
  readonly #about: Conversion;

  constructor(cx: BodyContext, said: DiagnosticBuilder, about: Conversion) {
    this.#cx = cx;
    this.#said = said;
    this.#about = about;
  }

  get #hasSuffix(): boolean {
    const { kind } = this.#about.expr;
    if (kind.kind !== "literal") return false;
    return (kind.literal.kind === "int" || kind.literal.kind === "float") && kind.literal.suffix !== "";
  }

  /** The expression with something behind it. */
  #behind(text: string): Edit[] {
    const { lo, hi } = this.#about.expr.span;
    const end = { lo: hi, hi };
    if (!bindsLoosely(this.#about.expr)) return [{ span: end, text }];
    return [
      { span: { lo, hi: lo }, text: "(" },
      { span: end, text: `)${text}` },
    ];
  }

  #suggest(message: string, edits: readonly Edit[], applicability: "MachineApplicable" | "MaybeIncorrect" = "MachineApplicable"): true {
    this.#said.suggest(message, edits, applicability, "verbose");
    return true;
  }

  #words(verb: "convert" | "cast"): string {
    return `you can ${verb} ${withArticle(this.#cx, this.#about.found)} to ${withArticle(this.#cx, this.#about.expected)}`;
  }

  integers({ forth, back }: Failure): boolean {
    const { expr, expected, inConstant, other, isAssigned } = this.#about;
    if (isAssigned) return true;
    if (this.#hasSuffix) return this.suffix();
    const alwaysFails = forth && (back || other === undefined);
    const isNegative = expr.kind.kind === "unary" && expr.kind.op === "-";
    if (alwaysFails && isNegative && expected.kind === "int" && !expected.signed) {
      this.#said.note(`\`${this.#cx.snippet(expr.span)}\` cannot fit into type \`${this.#cx.print(expected)}\``);
      return true;
    }
    if (inConstant) return true;
    if (!forth) return this.#suggest(this.#words("convert"), this.#behind(".into()"));
    return other !== undefined && !back ? this.#widenOther(other) : this.#tryInto();
  }

  #tryInto(): true {
    return this.#suggest(`${this.#words("convert")} and panic if the converted value doesn't fit`, this.#behind(".try_into().unwrap()"));
  }

  /** `u32::from(x) > y` rather than `x > y.try_into().unwrap()`. */
  #widenOther(other: AstExpr): true {
    const { expr, expected, found } = this.#about;
    const [to, from] = [this.#cx.print(found), this.#cx.print(expected)];
    const { lo, hi } = other.span;
    const message = `you can convert \`${this.#cx.snippet(other.span)}\` from \`${from}\` to \`${to}\`, matching the type of \`${this.#cx.snippet(expr.span)}\``;
    return this.#suggest(message, [
      { span: { lo, hi: lo }, text: `${to}::from(` },
      { span: { lo: hi, hi }, text: ")" },
    ]);
  }

  floats(expected: string, found: string): boolean {
    if ((widthOf(found) ?? 0) >= (widthOf(expected) ?? 0)) return this.suffix();
    return this.integers({ forth: false, back: true });
  }

  /** Another suffix on the literal, if it has one. */
  suffix(): true {
    if (!this.#hasSuffix) return true;
    const { expr, found, expected } = this.#about;
    const [from, to] = [this.#cx.print(found), this.#cx.print(expected)];
    const text = this.#cx.snippet(expr.span);
    const digits = text.endsWith(from) ? text.slice(0, -from.length) : text;
    const kept = expected.kind === "int" && found.kind === "float" ? (digits.split(".")[0] as string) : digits;
    const span = { ...expr.span, lo: expr.span.lo + kept.length };
    return this.#suggest(`change the type of the numeric literal from \`${from}\` to \`${to}\``, [{ span, text: to }]);
  }

  integerToFloat(expected: string, found: string, signed: boolean): boolean {
    const represents = "producing the floating point representation of the integer";
    if ((widthOf(expected) as number) > (widthOf(found) ?? 256))
      return this.#suggest(`${this.#words("convert")}, ${represents}`, this.#behind(".into()"));
    if (this.#hasSuffix) return this.suffix();
    const verb = signed ? "convert" : "cast";
    return this.#suggest(`${this.#words(verb)}, ${represents}, rounded if necessary`, this.#behind(` as ${expected}`), "MaybeIncorrect");
  }

  fromChar(): true {
    return this.#suggest(
      `${this.#words("cast")}, since a \`char\` always occupies 4 bytes`,
      this.#behind(` as ${this.#cx.print(this.#about.expected)}`),
    );
  }
}
