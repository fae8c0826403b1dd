// The list inside `#[derive(..)]`: paths of traits between commas, as meta items are written (Reference: "Meta Item Attribute
// Syntax"). One slip in its form and the whole attribute derives nothing; values and arguments behind a path are told and let go.
import type { Span } from "../../base/source.ts";
import { error, type Diagnostic } from "../../diag/diagnostic.ts";
import type { Attribute, TokenRange } from "../../syntax/ast.ts";
import { tokenText } from "../../syntax/describe.ts";
import * as T from "../../syntax/token-kinds.ts";
import type { TokenBuffer } from "../../syntax/tokens.ts";
import { spanOf, splitByComma } from "./macro-arguments.ts";

export interface DeriveList {
  /** The paths as written. */
  readonly paths: readonly TokenRange[];
  readonly errors: readonly Diagnostic[];
}

const LITERALS: ReadonlySet<number> = new Set([
  T.Int,
  T.Float,
  T.Char,
  T.Byte,
  T.Str,
  T.RawStr,
  T.ByteStr,
  T.RawByteStr,
  T.CStr,
  T.RawCStr,
]);

/** Since then literals are asked for alone. */
const UNSUFFIXED_ALONE = 90;

export function readDeriveList(tokens: TokenBuffer, attribute: Attribute, minor: number): DeriveList {
  const { args, span } = attribute;
  const refused = (diagnostic: Diagnostic): DeriveList => ({ paths: [], errors: [diagnostic] });
  if (args.kind !== "delimited") {
    const fix = [{ span, text: "#[derive(Trait1, Trait2, ...)]" }];
    return refused(error("malformed `derive` attribute input").at(span).suggest("must be of the form", fix, "HasPlaceholders"));
  }
  if (args.delimiter !== "paren") return refused(wrongDelimiters(args.span));
  const paths: TokenRange[] = [];
  const errors: Diagnostic[] = [];
  const parts = splitByComma(tokens, args.tokens);
  for (const [i, part] of parts.entries()) {
    const end = pathEnd(tokens, part);
    const slip = formSlip(tokens, part, end, i > 0, minor);
    if (slip !== undefined) return refused(slip);
    if (end === part.from) errors.push(notPath(tokens, part, minor));
    else paths.push({ from: part.from, to: end });
    if (end > part.from && end < part.to) errors.push(behindPath(tokens, part, end));
  }
  return { paths, errors };
}

function wrongDelimiters(span: Span): Diagnostic {
  const { lo, hi } = span;
  const edits = [
    { span: { ...span, hi: lo + 1 }, text: "(" },
    { span: { ...span, lo: hi - 1 }, text: ")" },
  ];
  const said = error("wrong meta list delimiters").at(span);
  return said.suggest("the delimiters should be `(` and `)`", edits, "MachineApplicable", "inline");
}

/** Behind `::`? a (`::` b)*; `from` if there is no path. */
function pathEnd(tokens: TokenBuffer, { from, to }: TokenRange): number {
  if (from === to) return from;
  if (tokens.kind(from) === T.OpenNone && tokens.afterTree(from) === to) return to;
  let at = tokens.kind(from) === T.PathSep ? from + 1 : from;
  if (at >= to || !isName(tokens, at)) return from;
  for (at++; at + 1 < to && tokens.kind(at) === T.PathSep && isName(tokens, at + 1); at += 2);
  return at;
}

function isName(tokens: TokenBuffer, at: number): boolean {
  return tokens.kind(at) === T.Ident || tokens.kind(at) === T.RawIdent;
}

function formSlip(tokens: TokenBuffer, part: TokenRange, end: number, isLater: boolean, minor: number): Diagnostic | undefined {
  const isModern = minor >= UNSUFFIXED_ALONE;
  const wanted = isModern ? "unsuffixed literal" : "unsuffixed literal or identifier";
  const unexpected = (at: number, what: string) => error(`expected ${what}, found \`${tokenText(tokens, at)}\``).at(tokens.span(at));
  if (part.from === part.to) return unexpected(part.from, isModern && isLater ? "identifier" : wanted);
  if (end === part.from) {
    const isLiteral = LITERALS.has(tokens.kind(end)) && end + 1 === part.to;
    return isLiteral ? undefined : unexpected(tokens.kind(end) === T.PathSep && end + 1 < part.to ? end + 1 : end, wanted);
  }
  if (end === part.to || tokens.kind(end) === T.Eq || tokens.kind(end) === T.OpenParen) return undefined;
  if (tokens.kind(end) === T.PathSep) return unexpected(Math.min(end + 1, part.to), wanted);
  const label = "expected one of `(`, `,`, `::`, or `=`";
  return error(`${label}, found \`${tokenText(tokens, end)}\``).at(tokens.span(end), label);
}

function behindPath(tokens: TokenBuffer, { to }: TokenRange, end: number): Diagnostic {
  const what = tokens.kind(end) === T.Eq ? "values" : "arguments";
  const span = spanOf(tokens, { from: end, to });
  const at = { ...span, lo: tokens.his[end - 1] as number };
  const said = error(`traits in \`#[derive(...)]\` don't accept ${what}`).at(at);
  const words = what === "values" ? "remove the value" : "remove the arguments";
  return said.suggest(words, [{ span: at, text: "" }], "MachineApplicable", "short");
}

/** `derive("Clone")`: the name was meant. */
function notPath(tokens: TokenBuffer, part: TokenRange, minor: number): Diagnostic {
  const said = error("E0777", "expected path to a trait, found literal");
  const text = tokens.kind(part.from) === T.Str && part.to === part.from + 1 ? tokens.text(part.from) : undefined;
  const name = text === undefined ? undefined : /^"?(\w+)"?$/.exec(text)?.[1];
  if (minor < 90) return said.at(spanOf(tokens, part));
  said.at(spanOf(tokens, part), "not a trait");
  return name === undefined ? said : said.help(`try using \`#[derive(${name})]\``);
}
