// Directives: data, alignment, sections, symbols, the mode. Each reads the rest of its statement. Those that are not here are
// refused.
import type { Fixup } from "../encode.ts";
import type { SymbolReference } from "../operand.ts";
import type { Mode } from "../rows.ts";
import { ExpressionParser } from "./expression.ts";
import type { Names, Value } from "./expression.ts";
import type { Cursor } from "./lexer.ts";
import type { SectionStack } from "./section-stack.ts";
import type { Binding, SymbolFacts } from "./symbol-facts.ts";

/** What directives do to the assembler. */
export interface DirectiveHost extends Names {
  mode: Mode;
  isIntel: boolean;
  readonly symbols: SymbolFacts;
  readonly sections: SectionStack;
  reference(symbol: string, addend: bigint, minus?: string): SymbolReference;
  data(bytes: readonly number[], fixups?: readonly Fixup[]): void;
  align(to: number, fill: number | undefined, most: number | undefined): void;
  org(to: number, fill: number): void;
  define(name: string, value: Value, cursor: Cursor): void;
  isDefined(name: string): boolean;
  /** Throws AsmError where there are no symbols of one's own. */
  bind(name: string, binding: Binding): void;
  /** The same where there are no sections. */
  section(name: string, flags: string | undefined, type: string | undefined, entrySize: number, cursor: Cursor): void;
}

type Handler = (host: DirectiveHost, cursor: Cursor) => void;

const MOST_BYTES = 1n << 28n;

function expressions(host: DirectiveHost, cursor: Cursor): ExpressionParser {
  return new ExpressionParser(cursor, host, host.isIntel);
}

function absolute(host: DirectiveHost, cursor: Cursor): bigint {
  return expressions(host, cursor).absolute();
}

function littleEndian(value: bigint, width: number): number[] {
  return Array.from({ length: width }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
}

function integers(width: 1 | 2 | 4 | 8): Handler {
  return (host, cursor) => {
    if (cursor.isEnd) return;
    do integer(host, cursor, width);
    while (cursor.take(","));
  };
}

function integer(host: DirectiveHost, cursor: Cursor, width: 1 | 2 | 4 | 8): void {
  const { constant, plus, minus } = expressions(host, cursor).parse();
  if (plus === undefined && minus === undefined) {
    const bits = BigInt(8 * width);
    if (constant >= 1n << bits || constant < -(1n << (bits - 1n))) cursor.fail("out of range literal value");
    return host.data(littleEndian(constant, width));
  }
  if (plus === undefined) return cursor.fail("expected relocatable expression");
  const reference = host.reference(plus, constant, minus);
  host.data(littleEndian(0n, width), [{ offset: 0, width, relative: false, signed: false, reference, isLabel: false, isCall: false }]);
}

const octa: Handler = (host, cursor) => {
  if (cursor.isEnd) return;
  do {
    const value = absolute(host, cursor);
    if (value >= 1n << 128n || value < -(1n << 63n)) cursor.fail("out of range literal value");
    host.data(littleEndian(BigInt.asUintN(128, value), 16));
  } while (cursor.take(","));
};

/** Numbers in as few bytes as hold them, seven bits each. */
function leb(isSigned: boolean): Handler {
  return (host, cursor) => {
    do {
      let rest = isSigned ? absolute(host, cursor) : BigInt.asUintN(64, absolute(host, cursor));
      for (;;) {
        const low = Number(rest & 0x7fn);
        rest >>= 7n;
        const isLast = isSigned ? rest === (low & 0x40 ? -1n : 0n) : rest === 0n;
        host.data([isLast ? low : low | 0x80]);
        if (isLast) break;
      }
    } while (cursor.take(","));
  };
}

function strings(end: readonly number[]): Handler {
  return (host, cursor) => {
    if (cursor.isEnd) return;
    do {
      const token = cursor.next();
      if (token.kind !== "string") cursor.fail("expected string");
      host.data([...(token.bytes ?? []), ...end]);
    } while (cursor.take(","));
  };
}

const zero: Handler = (host, cursor) => {
  const count = absolute(host, cursor);
  const fill = cursor.take(",") ? absolute(host, cursor) : 0n;
  if (count > MOST_BYTES) cursor.fail("this many bytes");
  if (count < 0n) cursor.fail("invalid number of bytes");
  host.data(Array<number>(Number(count)).fill(Number(fill & 0xffn)));
};

const fill: Handler = (host, cursor) => {
  const count = absolute(host, cursor);
  const size = cursor.take(",") ? Number(absolute(host, cursor)) : 1;
  const value = cursor.take(",") ? absolute(host, cursor) : 0n;
  if (count * BigInt(size) > MOST_BYTES || size > 8 || size < 0) cursor.fail("this many bytes");
  const one = littleEndian(BigInt.asUintN(32, value), size);
  host.data(Array.from({ length: Math.max(0, Number(count)) }, () => one).flat());
};

function alignment(isPower: boolean): Handler {
  return (host, cursor) => {
    const given = absolute(host, cursor);
    const to = isPower ? 2 ** Number(given) : Number(given);
    if (given < 0n || to > 2 ** 31 || (to > 0 && !Number.isInteger(Math.log2(to)))) cursor.fail("alignment must be a power of 2");
    let filler: number | undefined;
    let most: number | undefined;
    if (cursor.take(",")) {
      if (cursor.token.text !== "," && !cursor.isEnd) filler = Number(absolute(host, cursor) & 0xffn);
      if (cursor.take(",")) most = Number(absolute(host, cursor));
    }
    if (to > 1) host.align(to, filler, most);
  };
}

function symbolName(cursor: Cursor): string {
  const token = cursor.next();
  if (token.kind !== "word") cursor.fail("expected identifier");
  return token.text;
}

function eachName(action: (host: DirectiveHost, name: string) => void): Handler {
  return (host, cursor) => {
    do action(host, symbolName(cursor));
    while (cursor.take(","));
  };
}

const set: Handler = (host, cursor) => {
  const name = symbolName(cursor);
  cursor.expect(",", "expected comma");
  host.define(name, expressions(host, cursor).parse(), cursor);
};

const type: Handler = (host, cursor) => {
  const name = symbolName(cursor);
  cursor.take(",");
  if (!cursor.take("@")) cursor.take("%");
  const token = cursor.next();
  host.symbols.setType(name, token.kind === "string" ? token.text.slice(1, -1) : token.text.replace(/^@/, "").toLowerCase(), cursor);
};

const size: Handler = (host, cursor) => {
  const name = symbolName(cursor);
  cursor.expect(",", "expected comma");
  host.symbols.setSize(name, expressions(host, cursor).parse());
};

/** Section names are words, or strings, and may hold `-`. */
function sectionName(cursor: Cursor): string {
  const token = cursor.next();
  if (token.kind === "string") return token.text.slice(1, -1);
  if (token.kind !== "word") cursor.fail("expected identifier");
  let name = token.text;
  while (cursor.token.text === "-") name += `${cursor.next().text}${cursor.next().text}`;
  return name;
}

const section: Handler = (host, cursor) => {
  const name = sectionName(cursor);
  let flags: string | undefined;
  let kind: string | undefined;
  let entrySize = 0;
  if (cursor.take(",")) {
    const token = cursor.next();
    if (token.kind !== "string") cursor.fail("expected string");
    flags = token.text.slice(1, -1);
    if (cursor.take(",")) {
      if (!cursor.take("@")) cursor.take("%");
      const word = cursor.next();
      kind = word.kind === "string" ? word.text.slice(1, -1) : word.text.replace(/^@/, "");
      if (cursor.take(",")) entrySize = Number(absolute(host, cursor));
    }
  }
  host.section(name, flags, kind, entrySize, cursor);
};

const plainSection =
  (name: string): Handler =>
  (host, cursor) =>
    host.section(name, undefined, undefined, 0, cursor);

const syntax =
  (isIntel: boolean, wanted: string): Handler =>
  (host, cursor) => {
    if (!cursor.isEnd && !cursor.take(wanted)) cursor.fail(`registers with and without prefix`);
    if (isIntel && cursor.at === 1) cursor.fail("Intel syntax with prefixed registers");
    host.isIntel = isIntel;
  };

const mode =
  (bits: Mode): Handler =>
  (host) => {
    host.mode = bits;
  };

export const DIRECTIVES: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ...[".byte", ".1byte", ".dc.b"].map((name) => [name, integers(1)] as const),
  ...[".word", ".short", ".2byte", ".value", ".dc", ".dc.w"].map((name) => [name, integers(2)] as const),
  ...[".long", ".int", ".4byte", ".dc.l"].map((name) => [name, integers(4)] as const),
  ...[".quad", ".8byte"].map((name) => [name, integers(8)] as const),
  [".octa", octa],
  [".uleb128", leb(false)],
  [".sleb128", leb(true)],
  [".ascii", strings([])],
  [".asciz", strings([0])],
  [".string", strings([0])],
  ...[".zero", ".skip", ".space"].map((name) => [name, zero] as const),
  [".fill", fill],
  [".align", alignment(false)],
  [".balign", alignment(false)],
  [".p2align", alignment(true)],
  [
    ".org",
    (host, cursor) => {
      const to = Number(absolute(host, cursor));
      if (to < 0 || BigInt(to) > MOST_BYTES) cursor.fail("this many bytes");
      host.org(to, cursor.take(",") ? Number(absolute(host, cursor) & 0xffn) : 0);
    },
  ],
  ...[".globl", ".global"].map((name) => [name, eachName((host, symbol) => host.bind(symbol, "global"))] as const),
  [".weak", eachName((host, symbol) => host.bind(symbol, "weak"))],
  [".local", eachName((host, symbol) => host.bind(symbol, "local"))],
  [".hidden", eachName((host, symbol) => host.symbols.show(symbol, "hidden"))],
  [".protected", eachName((host, symbol) => host.symbols.show(symbol, "protected"))],
  [".internal", eachName((host, symbol) => host.symbols.show(symbol, "internal"))],
  [
    ".equiv",
    (host, cursor) => {
      const { text } = cursor.token;
      if (host.isDefined(text)) cursor.fail(`redefinition of '${text}'`);
      set(host, cursor);
    },
  ],
  ...[".set", ".equ"].map((name) => [name, set] as const),
  [".type", type],
  [".size", size],
  [".section", section],
  [
    ".pushsection",
    (host, cursor) => {
      host.sections.push();
      section(host, cursor);
    },
  ],
  [".popsection", (host, cursor) => host.sections.pop(cursor)],
  [".previous", (host, cursor) => host.sections.swap(cursor)],
  ...[".text", ".data", ".bss", ".rodata"].map((name) => [name, plainSection(name)] as const),
  [".code16", mode(16)],
  [".code32", mode(32)],
  [".code64", mode(64)],
  [".intel_syntax", syntax(true, "noprefix")],
  [".att_syntax", syntax(false, "prefix")],
]);
