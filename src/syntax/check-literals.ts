// Literals whose suffix or size is wrong. rustc finds these when it lowers the expanded tree, so that macros may take any
// suffix; the checks are those of the Reference, "Literal expressions".
import type { Span } from "../base/source.ts";
import { type Diagnostic, type DiagnosticBuilder, error } from "../diag/diagnostic.ts";
import type { ParseOptions } from "./cursor.ts";
import { literalSuffix, splitNumber } from "./literals.ts";
import * as K from "./node-kinds.ts";
import * as T from "./token-kinds.ts";
import type { SyntaxTree } from "./tree.ts";
import { forEachNode } from "./walk.ts";

const INTEGER_SUFFIXES: ReadonlySet<string> = new Set(
  ["8", "16", "32", "64", "128", "size"].flatMap((width) => [`i${width}`, `u${width}`]),
);
const FLOAT_SUFFIXES: ReadonlySet<string> = new Set(["f16", "f32", "f64", "f128"]);
const MAXIMUM = (1n << 128n) - 1n;

/** The diagnostics of all literals of an expanded crate. */
export function checkLiterals(tree: SyntaxTree, options: ParseOptions): Diagnostic[] {
  const found: Diagnostic[] = [];
  forEachNode(tree, (id) => {
    if (tree.kind(id) !== K.LiteralExpr) return;
    const token = tree.nodeData[id] as number;
    if (tree.tokens.isFlawed(token)) return;
    const diagnostic = checkLiteral(tree.tokens.kind(token), tree.tokens.text(token), tree.span(id), options);
    if (diagnostic !== undefined) found.push(diagnostic);
  });
  return found;
}

const LITERAL_NAMES: Readonly<Record<number, string>> = {
  [T.Char]: "char",
  [T.Byte]: "byte",
  [T.Str]: "string",
  [T.RawStr]: "string",
  [T.ByteStr]: "byte string",
  [T.RawByteStr]: "byte string",
  [T.CStr]: "C string",
  [T.RawCStr]: "C string",
};

/** No type can be given to it. */
export function isWrongLiteral(kind: number, text: string): boolean {
  return checkLiteral(kind, text, NOWHERE, ANY_RELEASE) !== undefined;
}

const NOWHERE: Span = { lo: 0, hi: 0 };
const ANY_RELEASE: ParseOptions = { edition: 2021, release: { minor: 0 } };

/** What is wrong with a literal; `text` is all of it. */
export function checkLiteral(kind: number, text: string, span: Span, options: ParseOptions): DiagnosticBuilder | undefined {
  if (kind === T.Int || kind === T.Float) return checkNumber(text, span, options);
  const name = LITERAL_NAMES[kind];
  const suffix = name === undefined ? "" : literalSuffix(kind, text);
  if (suffix === "" || suffix === "_") return undefined;
  return error(`suffixes on ${name} literals are invalid`).at(span, `invalid suffix \`${suffix}\``);
}

function checkNumber(text: string, span: Span, options: ParseOptions): DiagnosticBuilder | undefined {
  const { digits, suffix, isFloat } = splitNumber(text);
  if (isFloat) return suffix === "" || FLOAT_SUFFIXES.has(suffix) ? undefined : wrongFloatSuffix(suffix, span);
  if (suffix !== "" && !INTEGER_SUFFIXES.has(suffix)) {
    const isDecimal = /^[0-9_]+$/.test(digits);
    if (!FLOAT_SUFFIXES.has(suffix)) return wrongIntegerSuffix(digits, suffix, text, span);
    return isDecimal ? undefined : wrongBaseForFloat(digits, span);
  }
  const plain = digits.replaceAll("_", "");
  if (!/^(?:[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+|0b[01]+)$/.test(plain) || BigInt(plain) <= MAXIMUM) return undefined;
  const diagnostic = error("integer literal is too large").at(span);
  return options.release.minor >= 73 ? diagnostic.note(`value exceeds limit of \`${MAXIMUM}\``) : diagnostic;
}

function wrongBaseForFloat(digits: string, span: Span): DiagnosticBuilder {
  const name = digits.startsWith("0o") ? "octal" : digits.startsWith("0b") ? "binary" : "hexadecimal";
  return error(`${name} float literal is not supported`).at(span, "not supported");
}

/** `f40` looks like a width, anything else like a mistake. */
function wrongFloatSuffix(suffix: string, span: Span): DiagnosticBuilder {
  if (/^f[0-9]+$/.test(suffix))
    return error(`invalid width \`${suffix.slice(1)}\` for float literal`)
      .at(span)
      .help("valid widths are 32 and 64");
  return error(`invalid suffix \`${suffix}\` for float literal`)
    .at(span, `invalid suffix \`${suffix}\``)
    .help("valid suffixes are `f32` and `f64`");
}

function wrongIntegerSuffix(digits: string, suffix: string, text: string, span: Span): DiagnosticBuilder {
  if (/^[iu][0-9]+$/.test(suffix)) {
    return error(`invalid width \`${suffix.slice(1)}\` for integer literal`)
      .at(span)
      .help("valid widths are 8, 16, 32, 64 and 128");
  }
  if (/^f[0-9]+$/.test(suffix)) {
    return error(`invalid width \`${suffix.slice(1)}\` for float literal`)
      .at(span)
      .help("valid widths are 32 and 64");
  }
  if (digits === "0" && /^[XOB][0-9a-fA-F_]+$/.test(suffix)) {
    return error("invalid base prefix for number literal")
      .at(span)
      .note("base prefixes (`0xff`, `0b1010`, `0o755`) are lowercase")
      .suggest(
        "try making the prefix lowercase",
        [{ span, text: text.toLowerCase() === text ? text : `0${suffix.charAt(0).toLowerCase()}${suffix.slice(1)}` }],
        "MaybeIncorrect",
        "inline",
      );
  }
  return error(`invalid suffix \`${suffix}\` for number literal`)
    .at(span, `invalid suffix \`${suffix}\``)
    .help("the suffix must be one of the numeric types (`u32`, `isize`, `f32`, etc.)");
}
