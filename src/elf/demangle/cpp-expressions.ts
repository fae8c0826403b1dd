// Expressions inside C++ names (Itanium C++ ABI 5.1.6): literals, parameters, names in a type that is not known yet, and operators on
// them. Operands are put in brackets by precedence, as LLVM does. An expression of another kind leaves the whole name as it is.
import { Unread } from "./cpp-cursor.ts";
import type { Cursor } from "./cpp-cursor.ts";
import { expansion, list, made, show, text } from "./cpp-nodes.ts";
import type { Node, Printing } from "./cpp-nodes.ts";
import { OPERATORS } from "./cpp-tables.ts";

/** What an expression is made of besides expressions. */
export interface NameReader extends Cursor {
  type(): Node;
  templateParameter(): Node;
  templateArguments(tag: boolean): Node;
  conversionType(): Node;
  operatorName(): Node;
  templateArgument(): Node;
  sourceName(): string;
  substitution(): Node;
  literal(): Node;
  remember(node: Node): Node;
}

/** Binding strength, the tightest first. */
const PRECEDENCE = [
  ["primary"],
  ["postfix"],
  ["unary"],
  ["cast"],
  ["member pointer"],
  ["ml", "dv", "rm"],
  ["pl", "mi"],
  ["ls", "rs"],
  ["ss"],
  ["lt", "le", "gt", "ge"],
  ["eq", "ne"],
  ["an"],
  ["eo"],
  ["or"],
  ["aa"],
  ["oo"],
  ["qu"],
  ["aS", "pL", "mI", "mL", "dV", "rM", "aN", "oR", "eO", "lS", "rS"],
  ["cm"],
];
const strengthOf = (code: string): number => PRECEDENCE.findIndex((codes) => codes.includes(code));
const POSTFIX = strengthOf("postfix");
const UNARY = strengthOf("unary");
const PREFIX: Readonly<Record<string, string>> = { nt: "!", ng: "-", ps: "+", co: "~", de: "*", ad: "&" };

/** An expression and how strongly it binds. */
interface Bound {
  readonly node: Node;
  readonly strength: number;
}

const primary = (node: Node): Bound => ({ node, strength: 0 });

function operand({ node, strength }: Bound, limit: number, isStrict: boolean, p: Printing): string {
  const shown = show(node, p);
  return strength >= limit + (isStrict ? 1 : 0) ? `(${shown})` : shown;
}

function binary(reader: NameReader, code: string): Bound {
  const strength = strengthOf(code);
  const sign = OPERATORS[code];
  if (strength < 0 || sign === undefined) throw new Unread();
  const [left, right] = [bound(reader), bound(reader)];
  const isAssignment = strength === strengthOf("aS");
  const node = made((p) => {
    const first = operand(left, isAssignment ? strengthOf("oo") : strength, !isAssignment, p);
    const second = operand(right, strength, isAssignment, p);
    const shown = `${first}${code === "cm" ? "" : " "}${sign} ${second}`;
    return sign === ">" || sign === ">>" ? `(${shown})` : shown;
  });
  return { node, strength };
}

/** `simple-id = source-name [template-args]` */
function simpleId(reader: NameReader): Node {
  const name = text(reader.sourceName());
  if (reader.look() !== "I") return name;
  const args = reader.templateArguments(false);
  return made((p) => show(name, p) + show(args, p));
}

const within = (scope: Node, member: Node): Node => made((p) => `${show(scope, p)}::${show(member, p)}`);

/** `unresolved-type = template-param | decltype | substitution`, with arguments */
function unresolvedType(reader: NameReader): Node {
  const c = reader.look();
  const scope = c === "T" ? reader.remember(reader.templateParameter()) : c === "D" ? reader.type() : reader.substitution();
  return withArguments(reader, scope);
}

function withArguments(reader: NameReader, name: Node): Node {
  if (reader.look() !== "I") return name;
  const args = reader.templateArguments(false);
  return made((p) => show(name, p) + show(args, p));
}

/** `base-unresolved-name = simple-id | "on" operator-name [template-args] | "dn" (simple-id | unresolved-type)` */
function baseName(reader: NameReader): Node {
  if (/[0-9]/.test(reader.look())) return simpleId(reader);
  if (reader.takes("dn")) {
    const name = /[0-9]/.test(reader.look()) ? simpleId(reader) : unresolvedType(reader);
    return made((p) => `~${show(name, p)}`);
  }
  reader.takes("on");
  return withArguments(reader, reader.operatorName());
}

const globally = (name: Node, isGlobal: boolean): Node => (isGlobal ? made((p) => `::${show(name, p)}`) : name);

/** `["gs"] base-name | "sr" unresolved-type base-name | "srN" unresolved-type {simple-id} "E" base-name | ["gs"] "sr" {simple-id} "E" base-name` */
function unresolvedName(reader: NameReader, isGlobal: boolean): Node {
  if (!reader.takes("sr")) return globally(baseName(reader), isGlobal);
  const isNested = reader.takes("N");
  const startsWithName = !isNested && /[0-9]/.test(reader.look());
  let scope = startsWithName ? globally(simpleId(reader), isGlobal) : unresolvedType(reader);
  while ((isNested || startsWithName) && !reader.takes("E")) scope = within(scope, simpleId(reader));
  return within(scope, baseName(reader));
}

function sizeOfPack(reader: NameReader): Node {
  if (reader.look() === "f") {
    const parameter = functionParameter(reader);
    return made((p) => `sizeof... (${show(parameter, p)})`);
  }
  const pack = expansion(reader.templateParameter());
  return made((p) => `sizeof...(${show(pack, p)})`);
}

/** A word and a type or an expression in brackets behind it. */
function enclosed(reader: NameReader, word: string, ofType: boolean, strength: number): Bound {
  const node = ofType ? reader.type() : expression(reader);
  return { node: made((p) => `${word} (${show(node, p)})`), strength };
}

/** Expressions up to `E`. */
function argumentsOf(reader: NameReader): Node[] {
  const nodes: Node[] = [];
  while (!reader.takes("E")) nodes.push(expression(reader));
  return nodes;
}

function call(reader: NameReader): Bound {
  const callee = expression(reader);
  const args = argumentsOf(reader);
  return { node: made((p) => `${show(callee, p)}(${list(args, p)})`), strength: POSTFIX };
}

function member(reader: NameReader, sign: string): Bound {
  const [owner, name] = [bound(reader), bound(reader)];
  const strength = sign.endsWith("*") ? strengthOf("member pointer") : POSTFIX;
  return { node: made((p) => operand(owner, strength, true, p) + sign + operand(name, strength, false, p)), strength };
}

function subscript(reader: NameReader): Bound {
  const [array, index] = [bound(reader), expression(reader)];
  return { node: made((p) => `${operand(array, POSTFIX, false, p)}[${show(index, p)}]`), strength: POSTFIX };
}

/** `"cv" type expression | "cv" type "_" {expression} "E"` */
function conversion(reader: NameReader): Bound {
  const type = reader.conversionType();
  const values = reader.takes("_") ? argumentsOf(reader) : [expression(reader)];
  return { node: made((p) => `(${show(type, p)})(${list(values, p)})`), strength: strengthOf("cast") };
}

function namedCast(reader: NameReader, word: string): Bound {
  const [type, value] = [reader.type(), expression(reader)];
  return { node: made((p) => `${word}<${show(type, p)}>(${show(value, p)})`), strength: POSTFIX };
}

function conditional(reader: NameReader): Bound {
  const [condition, first, second] = [bound(reader), bound(reader), bound(reader)];
  const strength = strengthOf("qu");
  const node = made((p) => {
    const chosen = `${operand(condition, strength, false, p)} ? ${show(first.node, p)}`;
    return `${chosen} : ${operand(second, strengthOf("aS"), true, p)}`;
  });
  return { node, strength };
}

/** `"fp" [CV-qualifiers] [number] "_" | "fL" number "p" [CV-qualifiers] [number] "_" | "fpT"` */
function functionParameter(reader: NameReader): Node {
  if (reader.takes("fpT")) return text("this");
  if (reader.match(/fp[rVK]*|fL[0-9]+p[rVK]*/y) === undefined) throw new Unread();
  const number = reader.match(/[0-9]+/y) ?? "";
  reader.needs("_");
  return text(`fp${number}`);
}

/** `"f" ("l" | "r" | "L" | "R") operator expression [expression]`: the capital ones have a value to begin with. */
function fold(reader: NameReader): Bound {
  const kind = reader.take(2)[1] as string;
  const code = reader.take(2);
  const sign = code === "ds" ? ".*" : strengthOf(code) >= 0 || code === "pm" ? OPERATORS[code] : undefined;
  if (!"lrLR".includes(kind) || sign === undefined || code === "qu") throw new Unread();
  const isLeft = kind === "l" || kind === "L";
  const operands = "LR".includes(kind) ? [bound(reader), bound(reader)] : [bound(reader)];
  const [initial, pack] = isLeft && operands.length === 2 ? operands : [operands[1], operands[0]];
  const node = made((p) => {
    const packed = `(${show(expansion((pack as Bound).node), p)})`;
    const first = initial === undefined ? undefined : operand(initial, strengthOf("cast"), true, p);
    const [before, after] = isLeft ? [first, packed] : [packed, first];
    return `(${before === undefined ? "" : `${before} ${sign} `}...${after === undefined ? "" : ` ${sign} ${after}`})`;
  });
  return primary(node);
}

/** `braced-expression = expression | "di" source-name braced | "dx" expression braced | "dX" expression expression braced` */
function braced(reader: NameReader): Node {
  const kind = reader.match(/d[ixX]/y);
  if (kind === undefined) return expression(reader);
  const first = kind === "di" ? text(reader.sourceName()) : expression(reader);
  const last = kind === "dX" ? expression(reader) : undefined;
  const isNested = /^d[ixX]/.test(reader.ahead(2));
  const value = braced(reader);
  return made((p) => {
    const place = kind === "di" ? `.${show(first, p)}` : `[${show(first, p)}${last === undefined ? "" : ` ... ${show(last, p)}`}]`;
    return place + (isNested ? "" : " = ") + show(value, p);
  });
}

/** Values in braces up to `E`, of a type or of none. */
function initializers(reader: NameReader, type: Node | undefined): Bound {
  const values: Node[] = [];
  while (!reader.takes("E")) values.push(braced(reader));
  return primary(made((p) => `${type === undefined ? "" : show(type, p)}{${list(values, p)}}`));
}

/** `("nw" | "na") {expression} "_" type ["pi" {expression}] "E"` */
function creation(reader: NameReader, isGlobal: boolean, word: string): Bound {
  const places: Node[] = [];
  while (!reader.takes("_")) places.push(expression(reader));
  const type = reader.type();
  const hasValues = reader.takes("pi");
  if (!hasValues) reader.needs("E");
  const values = hasValues ? argumentsOf(reader) : [];
  const bracketed = (nodes: readonly Node[], p: Printing): string => (nodes.length === 0 ? "" : `(${list(nodes, p)})`);
  const node = made((p) => `${isGlobal ? "::" : ""}${word}${bracketed(places, p)} ${show(type, p)}${bracketed(values, p)}`);
  return { node, strength: UNARY };
}

function deletion(reader: NameReader, isGlobal: boolean, word: string): Bound {
  const inner = expression(reader);
  return { node: made((p) => `${isGlobal ? "::" : ""}${word} ${show(inner, p)}`), strength: UNARY };
}

/** A function of the compiler's own, with template arguments; `__uuidof` has one type (`t`) or expression (`z`). */
function vendorCall(reader: NameReader): Bound {
  const name = reader.sourceName();
  const args: Node[] = [];
  if (name === "__uuidof" && /[tz]/.test(reader.look())) {
    const operandNode = reader.take(1) === "t" ? reader.type() : expression(reader);
    return { node: made((p) => `__uuidof(${show(operandNode, p)})`), strength: POSTFIX };
  }
  while (!reader.takes("E")) args.push(reader.templateArgument());
  return { node: made((p) => `${name}(${list(args, p)})`), strength: POSTFIX };
}

/** `++` and `--`: with an underscore they stand in front. */
function stepped(reader: NameReader, sign: string): Bound {
  const isPrefix = reader.takes("_");
  const inner = bound(reader);
  if (isPrefix) return { node: made((p) => sign + operand(inner, POSTFIX, false, p)), strength: POSTFIX };
  return { node: made((p) => operand(inner, POSTFIX, true, p) + sign), strength: POSTFIX };
}

/** What a code of two letters begins, operators with two operands apart. */
const FORMS: Readonly<Record<string, (reader: NameReader, isGlobal: boolean) => Bound>> = {
  sp: (reader) => primary(expansion(expression(reader))),
  sZ: (reader) => primary(sizeOfPack(reader)),
  sP: (reader) => {
    const args: Node[] = [];
    while (!reader.takes("E")) args.push(reader.templateArgument());
    return primary(made((p) => `sizeof... (${list(args, p)})`));
  },
  st: (reader) => enclosed(reader, "sizeof", true, UNARY),
  sz: (reader) => enclosed(reader, "sizeof", false, UNARY),
  at: (reader) => enclosed(reader, "alignof", true, UNARY),
  az: (reader) => enclosed(reader, "alignof", false, UNARY),
  ti: (reader) => enclosed(reader, "typeid", true, POSTFIX),
  te: (reader) => enclosed(reader, "typeid", false, POSTFIX),
  nx: (reader) => enclosed(reader, "noexcept", false, UNARY),
  tr: () => primary(text("throw")),
  tw: (reader) => {
    const value = expression(reader);
    return primary(made((p) => `throw ${show(value, p)}`));
  },
  il: (reader) => initializers(reader, undefined),
  tl: (reader) => initializers(reader, reader.type()),
  nw: (reader, isGlobal) => creation(reader, isGlobal, "new"),
  na: (reader, isGlobal) => creation(reader, isGlobal, "new[]"),
  dl: (reader, isGlobal) => deletion(reader, isGlobal, "delete"),
  da: (reader, isGlobal) => deletion(reader, isGlobal, "delete[]"),
  pp: (reader) => stepped(reader, "++"),
  mm: (reader) => stepped(reader, "--"),
  cl: call,
  dt: (reader) => member(reader, "."),
  pt: (reader) => member(reader, "->"),
  ds: (reader) => member(reader, ".*"),
  pm: (reader) => member(reader, "->*"),
  ix: subscript,
  cv: conversion,
  qu: conditional,
  cc: (reader) => namedCast(reader, "const_cast"),
  dc: (reader) => namedCast(reader, "dynamic_cast"),
  rc: (reader) => namedCast(reader, "reinterpret_cast"),
  sc: (reader) => namedCast(reader, "static_cast"),
};

function prefixed(reader: NameReader, sign: string): Bound {
  const inner = bound(reader);
  return { node: made((p) => sign + operand(inner, UNARY, false, p)), strength: UNARY };
}

function bound(reader: NameReader): Bound {
  const isGlobal = reader.takes("gs");
  const c = reader.look();
  if (c === "T") return primary(reader.templateParameter());
  if (c === "L") return primary(reader.literal());
  if (c === "f") return /^f(?:p|L[0-9])/.test(reader.ahead(3)) ? primary(functionParameter(reader)) : fold(reader);
  if (reader.takes("u")) return vendorCall(reader);
  const code = reader.ahead(2);
  const [form, prefix] = [FORMS[code], PREFIX[code]];
  if (form === undefined && prefix === undefined && strengthOf(code) < 0) return primary(unresolvedName(reader, isGlobal));
  reader.take(2);
  if (form !== undefined) return form(reader, isGlobal);
  return prefix === undefined ? binary(reader, code) : prefixed(reader, prefix);
}

/** `expression`; throws Unread for one beyond this reader. */
export function expression(reader: NameReader): Node {
  return reader.deeper(() => bound(reader).node);
}
