// The lexer's flaws in rustc's words.
import type { SourceFile } from "../base/source.ts";
import { type Diagnostic, type DiagnosticBuilder, error, warning } from "../diag/diagnostic.ts";
import type { Flaw, FlawKind } from "./flaws.ts";
import { lookAlike } from "./look-alikes.ts";

/** rustc stops at these: what follows in the file is not looked at. */
const FATAL: ReadonlySet<FlawKind> = new Set<FlawKind>([
  "unterminated-block-comment",
  "unterminated-block-doc-comment",
  "unterminated-string",
  "unterminated-byte-string",
  "unterminated-c-string",
  "unterminated-raw-string",
  "unterminated-char",
  "unterminated-byte",
  "raw-string-start",
]);

export function isFatalFlaw(kind: FlawKind): boolean {
  return FATAL.has(kind);
}

/** A character as messages show it: escaped if it is no plain one. */
function shown(detail: string): string {
  const names: Readonly<Record<string, string>> = {
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "'": "\\'",
    '"': '\\"',
    "\0": "\\0",
  };
  const name = names[detail];
  if (name !== undefined) return name;
  const codePoint = detail.codePointAt(0) ?? 0;
  return codePoint < 32 || codePoint >= 127 ? `\\u{${codePoint.toString(16)}}` : detail;
}

/** What an unknown character resembles, and what to write instead. */
function explainUnknown(diagnostic: DiagnosticBuilder, { detail, lo, hi }: Flaw, file: SourceFile): void {
  const like = lookAlike(detail.codePointAt(0) ?? 0);
  const count = (hi - lo) / detail.length - 1;
  const repeated = `character appears ${count === 1 ? "once more" : `${count} more times`}`;
  if (like === undefined) {
    if (detail === "\0")
      diagnostic.help("source files must contain UTF-8 encoded text, unexpected null bytes might occur when a different encoding is used");
    if (count > 0) diagnostic.note(repeated);
    return;
  }
  if (count > 0) diagnostic.note(repeated);
  const closing = like.ascii === '"' ? closingQuote(detail, lo, file) : 0;
  if (closing > 0) {
    const inside = file.text.slice(lo - file.start + 1, closing - file.start);
    diagnostic.suggest(
      `Unicode characters '\u201c' (Left Double Quotation Mark) and '\u201d' (Right Double Quotation Mark) look like '"' (Quotation Mark), but are not`,
      [{ span: { lo, hi: closing + 1 }, text: `"${inside}"` }],
      "MaybeIncorrect",
      "inline",
    );
    return;
  }
  diagnostic.suggest(
    `Unicode character '${detail}' (${like.name}) looks like '${like.ascii}' (${like.asciiName}), but it is not`,
    [{ span: { lo, hi }, text: like.ascii.repeat((hi - lo) / detail.length) }],
    "MaybeIncorrect",
    "inline",
  );
}

/** The position of the right quotation mark that follows a left one on its line; 0 if there is none. */
function closingQuote(detail: string, lo: number, file: SourceFile): number {
  if (detail !== "\u201c") return 0;
  const from = lo - file.start;
  const close = file.text.indexOf("\u201d", from);
  return close < 0 || file.text.slice(from, close).includes("\n") ? 0 : close + file.start;
}

const FERRIS = "\u{1f980}";

type Words = (flaw: Flaw) => string;

const MESSAGES: Readonly<Record<FlawKind, Words>> = {
  frontmatter: () => "",
  "frontmatter-info": () => "invalid infostring for frontmatter",
  "unclosed-frontmatter": () => "unclosed frontmatter",
  "frontmatter-extra": () => "extra characters after frontmatter close are not allowed",
  "unknown-start": ({ detail }) => `unknown start of token: ${detail === "\0" ? "\\u{0}" : shown(detail)}`,
  "unterminated-block-comment": () => "unterminated block comment",
  "unterminated-block-doc-comment": () => "unterminated block doc-comment",
  "cr-doc-comment": () => "bare CR not allowed in doc-comment",
  "cr-block-doc-comment": () => "bare CR not allowed in block doc-comment",
  "emoji-identifier": ({ detail }) =>
    detail === FERRIS ? "Ferris cannot be used as an identifier" : `identifiers cannot contain emoji: \`${detail}\``,
  "unknown-prefix": ({ detail }) => `prefix \`${detail}\` is unknown`,
  "unknown-prefix-char": ({ detail }) => `prefix \`${detail}\` is unknown`,
  "unknown-prefix-lifetime": ({ detail }) => `prefix \`${detail}\` is unknown`,
  "raw-string-start": ({ detail }) => `found invalid character; only \`#\` is allowed in raw string delimitation: ${shown(detail)}`,
  "cannot-be-raw": ({ detail }) => `\`${detail}\` cannot be a raw identifier`,
  "raw-lifetime": ({ detail }) => `\`${detail}\` cannot be a raw lifetime`,
  "lifetime-starts-with-number": () => "lifetimes cannot start with a number",
  "unterminated-raw-string": () => "unterminated raw string",
  "too-many-hashes": ({ detail }) => `too many \`#\` symbols: raw strings may be delimited by up to 255 \`#\` symbols, but found ${detail}`,
  "unterminated-string": () => "unterminated double quote string",
  "unterminated-byte-string": () => "unterminated double quote byte string",
  "unterminated-c-string": () => "unterminated C string",
  "unterminated-char": () => "unterminated character literal",
  "unterminated-byte": () => "unterminated byte constant",
  "underscore-suffix": () => "underscore literal suffix is not allowed",
  "reserved-guarded-string": () => "invalid string literal",
  "reserved-multihash": () => "reserved multi-hash token is forbidden",
  "no-digits": () => "no valid digits found for number",
  "invalid-digit": ({ detail }) => `invalid digit for a base ${detail} literal`,
  "float-base": ({ detail }) => `${detail} float literal is not supported`,
  "empty-exponent": () => "expected at least one digit in exponent",
  "empty-char": () => "empty character literal",
  "empty-byte": () => "empty character literal",
  "long-char": () => "character literal may only contain one codepoint",
  "long-byte": () => "character literal may only contain one codepoint",
  "bare-cr": () => "bare CR not allowed in string, use `\\r` instead",
  "bare-cr-raw": () => "bare CR not allowed in raw string",
  "escape-only-char": ({ detail }) => `character constant must be escaped: \`${detail === "'" ? detail : shown(detail)}\``,
  "escape-only-byte": ({ detail }) => `byte constant must be escaped: \`${detail === "'" ? detail : shown(detail)}\``,
  "non-ascii-byte": () => "non-ASCII character in byte literal",
  "non-ascii-byte-string": () => "non-ASCII character in byte string literal",
  "non-ascii-raw-byte-string": () => "non-ASCII character in raw byte string literal",
  "nul-in-c-string": () => "null characters in C string literals are not supported",
  "lone-slash": () => "invalid trailing slash in literal",
  "unknown-byte-escape": ({ detail }) => `unknown byte escape: \`${shown(detail)}\``,
  "unknown-char-escape": ({ detail }) => `unknown character escape: \`${shown(detail)}\``,
  "skipped-lines": () => "multiple lines skipped by escaped newline",
  "unskipped-whitespace": ({ detail }) => `whitespace symbol '\\u{${(detail.codePointAt(0) ?? 0).toString(16)}}' is not skipped`,
  "short-hex-escape": () => "numeric character escape is too short",
  "invalid-hex-escape": ({ detail }) => `invalid character in numeric character escape: \`${shown(detail)}\``,
  "out-of-range-hex-escape": () => "out of range hex escape",
  "no-brace-unicode-escape": () => "incorrect unicode escape sequence",
  "leading-underscore-unicode-escape": () => "invalid start of unicode escape: `_`",
  "unclosed-unicode-escape": () => "unterminated unicode escape",
  "invalid-unicode-escape": ({ detail }) => `invalid character in unicode escape: \`${shown(detail)}\``,
  "empty-unicode-escape": () => "empty unicode escape",
  "overlong-unicode-escape": () => "overlong unicode escape",
  "unicode-escape-in-byte": () => "unicode escape in byte string",
  "out-of-range-unicode-escape": () => "invalid unicode character escape",
  "surrogate-unicode-escape": () => "invalid unicode character escape",
};

const CODES: Partial<Record<FlawKind, string>> = {
  "unterminated-block-comment": "E0758",
  "unterminated-block-doc-comment": "E0758",
  "unterminated-string": "E0765",
  "unterminated-byte-string": "E0766",
  "unterminated-c-string": "E0767",
  "unterminated-char": "E0762",
  "unterminated-byte": "E0763",
  "unterminated-raw-string": "E0748",
  "no-digits": "E0768",
};

const WARNINGS: ReadonlySet<FlawKind> = new Set<FlawKind>(["skipped-lines", "unskipped-whitespace"]);

export function isMereWarning(kind: FlawKind): boolean {
  return WARNINGS.has(kind);
}

const LABELS: Partial<Record<FlawKind, Words>> = {
  "unknown-char-escape": () => "unknown character escape",
  "unknown-byte-escape": () => "unknown byte escape",
  "empty-char": () => "empty character literal",
  "empty-byte": () => "empty byte literal",
  "unterminated-raw-string": () => "unterminated raw string",
  "out-of-range-hex-escape": () => "must be a character in the range [\\x00-\\x7f]",
  "non-ascii-byte": () => "must be ASCII",
  "non-ascii-byte-string": () => "must be ASCII",
  "non-ascii-raw-byte-string": () => "must be ASCII",
  "overlong-unicode-escape": () => "must have at most 6 hex digits",
  "unicode-escape-in-byte": () => "unicode escape in byte string",
  "empty-unicode-escape": () => "this escape must have at least 1 hex digit",
  "unclosed-unicode-escape": () => "missing a closing `}`",
  "invalid-unicode-escape": () => "invalid character in unicode escape",
  "invalid-hex-escape": () => "invalid character in numeric character escape",
  "leading-underscore-unicode-escape": () => "invalid start of unicode escape",
  "no-brace-unicode-escape": () => "incorrect unicode escape sequence",
  "lone-slash": () => "invalid trailing slash in literal",
  "out-of-range-unicode-escape": () => "invalid escape",
  "surrogate-unicode-escape": () => "invalid escape",
  "unknown-prefix": () => "unknown prefix",
  "unknown-prefix-char": () => "unknown prefix",
  "unknown-prefix-lifetime": () => "unknown prefix",
};

/** Notes and suggestions beneath a flaw. */
function explain(diagnostic: DiagnosticBuilder, flaw: Flaw, file: SourceFile, minor: number): void {
  const span = { lo: flaw.lo, hi: flaw.hi };
  switch (flaw.kind) {
    case "non-ascii-byte":
    case "non-ascii-byte-string":
      if (minor >= TELLS_BYTES) explainByte(diagnostic, flaw);
      return;
    case "out-of-range-hex-escape":
      if (minor >= TELLS_BYTES) explainHex(diagnostic, flaw, file);
      return;
    case "no-brace-unicode-escape":
      return explainBraces(diagnostic, flaw, file);
    case "unicode-escape-in-byte":
      diagnostic.help("unicode escape sequences cannot be used as a byte or in a byte string");
      return;
    case "unknown-start":
      return explainUnknown(diagnostic, flaw, file);
    case "unterminated-raw-string":
      return explainRawString(diagnostic, flaw, file);
    case "unknown-char-escape":
    case "unknown-byte-escape":
      return explainEscape(diagnostic, flaw, file);
    case "unterminated-block-comment":
    case "unterminated-block-doc-comment":
      return explainNesting(diagnostic, flaw, file);
    case "emoji-identifier":
      if (flaw.detail === FERRIS) nameFerris(diagnostic, flaw, file);
      return;
    case "bare-cr":
      diagnostic.suggest("escape the character", [{ span, text: "\\r" }], "MachineApplicable", "verbose");
      return;
    case "escape-only-char":
    case "escape-only-byte":
      diagnostic.suggest(
        "escape the character",
        [{ span, text: flaw.detail === "'" ? "\\'" : `\\${{ "\n": "n", "\r": "r", "\t": "t" }[flaw.detail] ?? ""}` }],
        "MachineApplicable",
        "verbose",
      );
      return;
    case "long-byte":
    case "long-char":
      diagnostic.suggest(
        `if you meant to write a ${flaw.kind === "long-byte" ? "byte " : ""}string literal, use double quotes`,
        [
          { span: { lo: flaw.lo, hi: flaw.lo + (flaw.kind === "long-byte" ? 2 : 1) }, text: flaw.kind === "long-byte" ? 'b"' : '"' },
          { span: { lo: flaw.hi - 1, hi: flaw.hi }, text: '"' },
        ],
        "MachineApplicable",
        "verbose",
      );
      return;
    case "out-of-range-unicode-escape":
      diagnostic.help("unicode escape must be at most 10FFFF");
      return;
    case "surrogate-unicode-escape":
      diagnostic.help("unicode escape must not be a surrogate");
      return;
    case "unknown-prefix":
    case "unknown-prefix-char":
    case "unknown-prefix-lifetime":
      explainPrefix(diagnostic, flaw);
      return;
    default:
  }
}

/** Older releases word these otherwise. */
const TELLS_BYTES = 90;

/** A character in a byte literal or string: its number in the alphabets that count that far, or its bytes. */
function explainByte(diagnostic: DiagnosticBuilder, { kind, detail, lo, hi }: Flaw): void {
  const hex = (byte: number) => `\\x${byte.toString(16).toUpperCase()}`;
  const codePoint = detail.codePointAt(0) as number;
  const span = { lo, hi };
  if (codePoint <= 0xff) {
    const message = `if you meant to use the unicode code point for '${detail}', use a \\xHH escape`;
    diagnostic.suggest(message, [{ span, text: hex(codePoint) }], "MaybeIncorrect", "verbose");
  } else if (kind === "non-ascii-byte") diagnostic.label(span, "this multibyte character does not fit into a single byte");
  else {
    const text = [...new TextEncoder().encode(detail)].map(hex).join("");
    diagnostic.suggest(
      `if you meant to use the UTF-8 encoding of '${detail}', use \\xHH escapes`,
      [{ span, text }],
      "MaybeIncorrect",
      "verbose",
    );
  }
}

/** `\\u00e9`, as other languages have it: up to six digits. */
function explainBraces(diagnostic: DiagnosticBuilder, { lo }: Flaw, file: SourceFile): void {
  const from = lo - file.start + 2;
  const [digits = ""] = /^[0-9a-fA-F]{0,6}/.exec(file.text.slice(from, from + 6)) ?? [];
  if (digits === "") {
    diagnostic.help("format of unicode escape sequences is `\\u{...}`");
    return;
  }
  const edit = { span: { lo, hi: lo + 2 + digits.length }, text: `\\u{${digits}}` };
  diagnostic.suggest("format of unicode escape sequences uses braces", [edit], "MaybeIncorrect", "verbose");
}

/** The escape alone between the quotes was meant as a byte, or as a character. */
function explainHex(diagnostic: DiagnosticBuilder, flaw: Flaw, file: SourceFile): void {
  const { literal } = flaw;
  const written = textOf(flaw, file);
  if (literal === undefined || literal.hi - literal.lo !== written.length + 2) return;
  diagnostic.help(`if you want to write a byte literal, use \`b'${written}'\``);
  const value = Number.parseInt(written.slice(2), 16).toString(16).toUpperCase();
  diagnostic.help(`if you want to write a Unicode character, use \`'\\u{${value}}'\``);
}

/** Where fewer signs than the opening ones close what may be the string, more of them are wanted. */
function explainRawString(diagnostic: DiagnosticBuilder, { lo, detail }: Flaw, file: SourceFile): void {
  const wanted = "#".repeat(Number(detail));
  diagnostic.note(`this raw string should be terminated with \`"${wanted}\``);
  const text = file.text.slice(lo - file.start);
  const opens = text.indexOf('"') + 1;
  let most = { count: 0, at: 0 };
  for (const { 0: end, index } of text.slice(opens).matchAll(/"#+/g)) {
    const count = end.length - 1;
    if (count > most.count) most = { count, at: opens + index + 1 };
  }
  if (most.count === 0) return;
  const span = { lo: lo + most.at, hi: lo + most.at + most.count };
  diagnostic.suggest("consider terminating the string here", [{ span, text: wanted }], "MaybeIncorrect", "inline");
}

function explainEscape(diagnostic: DiagnosticBuilder, { kind, detail, literal }: Flaw, file: SourceFile): void {
  if (
    (detail === "{" || detail === "}") &&
    kind === "unknown-char-escape" &&
    literal !== undefined &&
    textOf(literal, file).startsWith('"')
  ) {
    diagnostic.help("if used in a formatting string, curly braces are escaped with `{{` and `}}`");
    return;
  }
  if (detail === "\r") {
    diagnostic.help("this is an isolated carriage return; consider checking your editor and version control settings");
    return;
  }
  diagnostic.help("for more information, visit <https://doc.rust-lang.org/reference/tokens.html#literals>");
  if (literal === undefined) return;
  const message = "if you meant to write a literal backslash (perhaps escaping in a regular expression), consider a raw string literal";
  const text = `r"${textOf(literal, file).slice(1, -1)}"`;
  diagnostic.suggest(message, [{ span: literal, text }], "MaybeIncorrect");
}

function textOf({ lo, hi }: { readonly lo: number; readonly hi: number }, file: SourceFile): string {
  return file.text.slice(lo - file.start, hi - file.start);
}

/** The comment within that was closed last, where the outer one was probably meant to be. */
function explainNesting(diagnostic: DiagnosticBuilder, flaw: Flaw, file: SourceFile): void {
  const text = textOf(flaw, file);
  const open: number[] = [];
  let last: readonly [number, number] | undefined;
  for (const { 0: mark, index } of text.matchAll(/\/(?=\*)|\*(?=\/)/g)) {
    if (mark === "/") open.push(index);
    else {
      const from = open.pop();
      last = from === undefined ? undefined : [from, index];
    }
  }
  if (last === undefined) return;
  const markAt = (at: number) => ({ lo: flaw.lo + at, hi: flaw.lo + at + 2 });
  diagnostic
    .label(markAt(0), MESSAGES[flaw.kind](flaw))
    .label(markAt(last[0]), "...as last nested comment starts here, maybe you want to close this instead?")
    .label(markAt(last[1]), "...and last nested comment terminates here.");
}

/** The crab's name in the spelling that the word before asks for. */
function nameFerris(diagnostic: DiagnosticBuilder, { lo, hi }: Flaw, file: SourceFile): void {
  const line = file.text.slice(file.text.lastIndexOf("\n", lo - file.start - 1) + 1, lo - file.start);
  const isType = /(?:^|\s)(?:struct|trait|mod|union|type|enum)\s+$/.test(line);
  const isConstant = /(?:^|\s)(?:const|static|static\s+mut)\s+$/.test(line);
  const text = isType ? "Ferris" : isConstant ? "FERRIS" : "ferris";
  diagnostic.suggest("try using their name instead", [{ span: { lo, hi }, text }], "MaybeIncorrect");
}

function explainPrefix(diagnostic: DiagnosticBuilder, { kind, hi }: Flaw): void {
  const place = { lo: hi, hi };
  diagnostic.note("prefixed identifiers and literals are reserved since Rust 2021");
  if (kind === "unknown-prefix-char") {
    diagnostic.suggest(
      "if you meant to write a string literal, use double quotes",
      [{ span: place, text: "" }],
      "MaybeIncorrect",
      "tool-only",
    );
  } else diagnostic.suggest("consider inserting whitespace here", [{ span: place, text: " " }], "MaybeIncorrect", "verbose");
}

/** A flaw as a diagnostic; undefined for what only later stages report. */
export function flawDiagnostic(flaw: Flaw, file: SourceFile, minor: number): Diagnostic | undefined {
  if (flaw.kind === "frontmatter") return undefined;
  const message = MESSAGES[flaw.kind](flaw);
  const code = CODES[flaw.kind];
  const span = { lo: flaw.lo, hi: flaw.hi };
  if (WARNINGS.has(flaw.kind)) return warning(message).at(span);
  const isMended = flaw.kind === "no-brace-unicode-escape" && /[0-9a-fA-F]/.test(file.text[flaw.lo - file.start + 2] ?? "");
  const diagnostic = (code === undefined ? error(message) : error(code, message)).at(
    span,
    isMended ? undefined : LABELS[flaw.kind]?.(flaw),
  );
  explain(diagnostic, flaw, file, minor);
  return diagnostic;
}
