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
  ["pm", "ds"],
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

/** `unresolved-type = template-param | substitution`, with arguments */
function unresolvedType(reader: NameReader): Node {
  const isParameter = reader.look() === "T";
  const scope = isParameter ? reader.remember(reader.templateParameter()) : reader.substitution();
  if (reader.look() !== "I") return scope;
  const args = reader.templateArguments(false);
  return made((p) => show(scope, p) + show(args, p));
}

/** `"sr" unresolved-type simple-id | "srN" unresolved-type {simple-id} "E" simple-id | "sr" {simple-id} "E" simple-id` */
function unresolvedName(reader: NameReader): Node {
  const isNested = reader.takes("N");
  const startsWithName = !isNested && /[0-9]/.test(reader.look());
  let scope = startsWithName ? simpleId(reader) : unresolvedType(reader);
  while ((isNested || startsWithName) && !reader.takes("E")) scope = within(scope, simpleId(reader));
  return within(scope, simpleId(reader));
}

function sizeOfPack(reader: NameReader): Node {
  const pack = expansion(reader.templateParameter());
  return made((p) => `sizeof...(${show(pack, p)})`);
}

function sizeOf(reader: NameReader, ofType: boolean): Bound {
  const node = ofType ? reader.type() : expression(reader);
  return { node: made((p) => `sizeof (${show(node, p)})`), strength: UNARY };
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
  return { node: made((p) => operand(owner, POSTFIX, true, p) + sign + operand(name, POSTFIX, false, p)), strength: POSTFIX };
}

function subscript(reader: NameReader): Bound {
  const [array, index] = [bound(reader), expression(reader)];
  return { node: made((p) => `${operand(array, POSTFIX, false, p)}[${show(index, p)}]`), strength: POSTFIX };
}

/** `"cv" type expression | "cv" type "_" {expression} "E"` */
function conversion(reader: NameReader): Bound {
  const type = reader.type();
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

/** `"fp" [number] "_" | "fpT"` */
function functionParameter(reader: NameReader): Node {
  if (reader.takes("T")) return text("this");
  reader.match(/[rVK]+/y);
  const number = reader.match(/[0-9]+/y) ?? "";
  reader.needs("_");
  return text(`fp${number}`);
}

/** What a code of two letters begins, operators with two operands apart. */
const FORMS: Readonly<Record<string, (reader: NameReader) => Bound>> = {
  sr: (reader) => primary(unresolvedName(reader)),
  sp: (reader) => primary(expansion(expression(reader))),
  sZ: (reader) => primary(sizeOfPack(reader)),
  st: (reader) => sizeOf(reader, true),
  sz: (reader) => sizeOf(reader, false),
  fp: (reader) => primary(functionParameter(reader)),
  cl: call,
  dt: (reader) => member(reader, "."),
  pt: (reader) => member(reader, "->"),
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
  const c = reader.look();
  if (c === "T") return primary(reader.templateParameter());
  if (c === "L") return primary(reader.literal());
  if (/[0-9]/.test(c)) return primary(simpleId(reader));
  const code = reader.take(2);
  const [form, prefix] = [FORMS[code], PREFIX[code]];
  if (form !== undefined) return form(reader);
  return prefix === undefined ? binary(reader, code) : prefixed(reader, prefix);
}

/** `expression`; throws Unread for one beyond this reader. */
export function expression(reader: NameReader): Node {
  return reader.deeper(() => bound(reader).node);
}
