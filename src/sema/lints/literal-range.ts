// `overflowing_literals`: numbers that do not fit their type. In: a typed body. Out: findings with the range, or,
// of literals that show bits, with what becomes of them; and the type that would do.
import type { Span } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import { boundsOf } from "../types/patterns/constructors.ts";
import type { Body, Expr } from "../types/thir.ts";
import { expressionsOf } from "../types/thir-walk.ts";
import type { Ty } from "../types/ty.ts";
import type { FoundLint } from "./report.ts";

type Snippet = (span: Span) => string;
type Int = Ty & { kind: "int" };

export function literalRanges(body: Body, snippet: Snippet): FoundLint[] {
  const found: FoundLint[] = [];
  const integer = (expr: Expr): void => {
    if (expr.kind !== "int" || expr.type.kind !== "int") return;
    const bounds = boundsOf(expr.type);
    if (bounds === undefined || (bounds[0] <= expr.value && expr.value <= bounds[1])) return;
    const diagnostic = outOfRange(expr.type, expr.value, bounds, expr.span, snippet);
    found.push({ lint: "overflowing_literals", node: 0, diagnostic });
  };
  for (const literal of body.patternLiterals) integer(literal);
  for (const expr of expressionsOf(body)) {
    if (expr.kind === "float" && expr.type.kind === "float") found.push(...infinite(expr.type.name, expr.text, expr.span, snippet));
    // `-(-128i8)`: the inner sign is not the literal's.
    if (expr.kind === "unary" && expr.op === "-") found.push(...twiceNegated(expr.operand, snippet));
    integer(expr);
  }
  return found;
}

function infinite(name: string, text: string, span: Span, snippet: Snippet): FoundLint[] {
  const value = Number(text.replaceAll("_", "").replace(/f(?:32|64)$/, ""));
  if (!(name === "f32" ? Math.fround(value) === Infinity : name === "f64" && value === Infinity)) return [];
  const diagnostic = error(`literal out of range for \`${name}\``).at(span);
  diagnostic.note(`the literal \`${snippet(span)}\` does not fit into the type \`${name}\` and will be converted to \`${name}::INFINITY\``);
  return [{ lint: "overflowing_literals", node: 0, diagnostic }];
}

function twiceNegated(inner: Expr, snippet: Snippet): FoundLint[] {
  if (inner.kind !== "int" || inner.type.kind !== "int" || inner.value >= 0n) return [];
  const bounds = boundsOf(inner.type);
  const [, before = "", literal = ""] = /^([(\s]*-\s*)([^\s)]+)[)\s]*$/.exec(snippet(inner.span)) ?? [];
  if (bounds === undefined || -inner.value <= bounds[1] || literal === "") return [];
  const lo = inner.span.lo + before.length;
  const span = { ...inner.span, lo, hi: lo + literal.length };
  return [{ lint: "overflowing_literals", node: 0, diagnostic: outOfRange(inner.type, -inner.value, bounds, span, snippet) }];
}

function outOfRange(type: Int, value: bigint, [low, high]: readonly [bigint, bigint], span: Span, snippet: Snippet): DiagnosticBuilder {
  const text = snippet(span);
  const words = `literal out of range for \`${type.name}\``;
  const digits = text.startsWith("-") ? text.slice(1).trimStart() : text;
  const unsigned = { ...span, lo: span.lo + text.length - digits.length };
  if (/^0[xb]/.test(digits)) return bits(error(words).at(unsigned), type, value, digits, unsigned);
  const said = error(words).at(span);
  said.note(`the literal \`${text}\` does not fit into the type \`${type.name}\` whose range is \`${low}..=${high}\``);
  const other = type.name.startsWith("i") ? fitting(type, value) : undefined;
  return other === undefined ? said : said.help(`consider using the type \`${other}\` instead`);
}

const WIDTHS = [8, 16, 32, 64, 128] as const;

/** The type that would hold the value: an unsigned one of the same width, else a wider one. */
function fitting(type: Int, value: bigint): string | undefined {
  const width = Number(type.name.slice(1));
  if (Number.isNaN(width)) return undefined;
  const magnitude = value < 0n ? -value : value;
  const sign = value < 0n ? 1n : 0n;
  if (type.name.startsWith("u")) {
    const unsigned = WIDTHS.find((each) => each >= width && magnitude < 1n << BigInt(each));
    return value < 0n || unsigned === undefined ? undefined : `u${unsigned}`;
  }
  if (value >= 0n && magnitude < 1n << BigInt(width)) return `u${width}`;
  const wider = WIDTHS.find((each) => each > width && magnitude <= (1n << BigInt(each - 1)) - 1n + sign);
  return wider === undefined ? undefined : `i${wider}`;
}

/** A literal in hexadecimal or binary: its bits are kept. */
function bits(said: DiagnosticBuilder, type: Int, value: bigint, digits: string, span: Span): DiagnosticBuilder {
  const width = Number(type.name.slice(1));
  const size = Number.isNaN(width) ? 64 : width;
  const magnitude = value < 0n ? -value : value;
  const isSigned = type.name.startsWith("i");
  const kept = isSigned ? BigInt.asIntN(size, magnitude) : BigInt.asUintN(size, magnitude);
  const actually = `${value < 0n && isSigned ? -kept : kept}${type.name}`;
  const decimal = `the literal \`${digits}\` (decimal \`${magnitude}\`) does not fit into the type \`${type.name}\``;
  if (value >= 0n) said.note(`${decimal} and will become \`${actually}\``);
  else said.note(decimal).note(`and the value \`-${digits}\` will become \`${actually}\``);
  const suffix = digits.search(/[iu]/);
  const plain = suffix < 0 ? digits : digits.slice(0, suffix);
  const other = fitting(type, value);
  if (other !== undefined) {
    const words = `consider using the type \`${other}\` instead`;
    if (suffix < 0) said.help(words);
    else said.suggest(words, [{ span, text: `${plain}${other}` }], "MachineApplicable");
  }
  const showsSign = isSigned && !Number.isNaN(width) && value >= 0n && ((value >> BigInt(width - 1)) & 1n) === 1n;
  if (!showsSign) return said;
  const unsigned = `u${WIDTHS.find((each) => value < 1n << BigInt(each)) ?? 128}`;
  const words = `to use as a negative number (decimal \`${kept}\`), consider using the type \`${unsigned}\` for the literal and cast it to \`${type.name}\``;
  return said.suggest(words, [{ span, text: `${plain}${unsigned} as ${type.name}` }], "MaybeIncorrect");
}
