// TOML's tokens: the whole of a text, in order. Nothing is refused here; strings that do not end, end with their line (or with the
// text), and what is no token of its own is an atom.

export type TomlTokenKind =
  | "."
  | "="
  | ","
  | "["
  | "]"
  | "{"
  | "}"
  | "blanks"
  | "comment"
  | "line end"
  | "basic string"
  | "literal string"
  | "multi-line basic string"
  | "multi-line literal string"
  | "atom"
  | "end";

/** Offsets in UTF-16 units. */
export interface TomlToken {
  readonly kind: TomlTokenKind;
  readonly lo: number;
  readonly hi: number;
}

const BLANKS = /[ \t]+/y;
const ATOM = /[^.=,[\]{} \t#\r\n]+/y;
const COMMENT = /#[^\r\n]*/y;
const LITERAL = /'[^'\n]*'?/y;

/** End of what the sticky `pattern`, which matches at `at`, takes. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  pattern.test(text);
  return pattern.lastIndex;
}

/** End of a basic string behind its opening quotes at `at`. A backslash keeps a quote or a backslash behind it. */
function basicEnd(text: string, at: number, isMultiLine: boolean): number {
  for (; at < text.length; at++) {
    const unit = text[at];
    if (unit === "\\") {
      if (text[at + 1] === "\\" || text[at + 1] === '"') at++;
    } else if (isMultiLine ? text.startsWith('"""', at) : unit === '"') return at + (isMultiLine ? 3 : 1);
    else if (unit === "\n" && !isMultiLine) return at;
  }
  return text.length;
}

/** Up to two quotes behind the closing three belong to a multi-line string. */
function withQuotes(text: string, at: number, quote: string): number {
  if (text[at] !== quote) return at;
  return text[at + 1] === quote ? at + 2 : at + 1;
}

function literalEnd(text: string, at: number): number {
  const close = text.indexOf("'''", at);
  return close < 0 ? text.length : withQuotes(text, close + 3, "'");
}

function next(text: string, at: number): TomlToken {
  const to = (kind: TomlTokenKind, hi: number): TomlToken => ({ kind, lo: at, hi });
  const unit = text[at] as string;
  switch (unit) {
    case ".":
    case "=":
    case ",":
    case "[":
    case "]":
    case "{":
    case "}":
      return to(unit, at + 1);
    case " ":
    case "\t":
      return to("blanks", endOf(BLANKS, text, at));
    case "#":
      return to("comment", endOf(COMMENT, text, at));
    case "\r":
      return to("line end", text[at + 1] === "\n" ? at + 2 : at + 1);
    case "\n":
      return to("line end", at + 1);
    case "'":
      return text.startsWith("'''", at)
        ? to("multi-line literal string", literalEnd(text, at + 3))
        : to("literal string", endOf(LITERAL, text, at));
    case '"':
      return text.startsWith('"""', at)
        ? to("multi-line basic string", withQuotes(text, basicEnd(text, at + 3, true), '"'))
        : to("basic string", basicEnd(text, at + 1, false));
    default:
      return to("atom", endOf(ATOM, text, at));
  }
}

/** The last token is the end. A byte order mark at the start belongs to none. */
export function tomlTokens(text: string): TomlToken[] {
  const tokens: TomlToken[] = [];
  for (let at = text.startsWith("\ufeff") ? 1 : 0; at < text.length;) {
    const token = next(text, at);
    tokens.push(token);
    at = token.hi;
  }
  tokens.push({ kind: "end", lo: text.length, hi: text.length });
  return tokens;
}
