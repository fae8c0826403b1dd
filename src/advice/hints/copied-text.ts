// Text copied out of a PDF or a web page: quotes that are curly, dashes that are long, entities, `_` lost in attributes.
import { changed } from "../change.ts";
import type { Case, Found } from "../case.ts";
import { primarySpan } from "../case.ts";
import type { Advice, Hint } from "../hint.ts";
import type { TextFile } from "../survey.ts";

/** What typesetting makes of characters, and what was typed. */
const TYPESET: Readonly<Record<string, string>> = {
  "\u201c": '"',
  "\u201d": '"',
  "\u201e": '"',
  "\u201f": '"',
  "\u2018": "'",
  "\u2019": "'",
  "\u00a0": " ",
  "\u2013": "-",
  "\u2014": "-",
  "\u2212": "-",
  "\u2010": "-",
  "\u2011": "-",
  "\u202f": " ",
  "\u00ad": "",
  "\u200b": "",
  "\u200c": "",
  "\u200d": "",
  "\u2060": "",
};
const ANY_TYPESET = /\u00a0|\u00ad|\u200b|\u200c|\u200d|\u2010|\u2011|\u2013|\u2014|\u2018|\u2019|[\u201c-\u201f]|\u202f|\u2060|\u2212/g;
const plain = (text: string): string => text.replaceAll(ANY_TYPESET, (character) => TYPESET[character] ?? character);

const ENTITIES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&nbsp;": " " };
const ANY_ENTITY = /&(?:amp|lt|gt|quot|nbsp|#39);/g;
const withoutEntities = (text: string): string => text.replaceAll(ANY_ENTITY, (entity) => ENTITIES[entity] ?? entity);

/** Attributes that PDF readers copy without the underscore, and hyphenated ones. */
const LOST_UNDERSCORE =
  /#(!?)\[\s*(no|panic|global|alloc|export|link|repr|test|deny)[ -](std|main|mangle|core|builtins|handler|asm|allocator|error|name|section)\b/g;
const withUnderscores = (text: string): string => text.replaceAll(LOST_UNDERSCORE, "#$1[$2_$3");

interface Slip {
  readonly message: RegExp;
  readonly mend: (text: string) => string;
  readonly whole: boolean;
  readonly what: (line: string) => string;
}

const SLIPS: readonly Slip[] = [
  {
    message: /^(?:unknown start of token: \\u\{(?:20[0-9a-f]{2}|a0|ad|2212)\}|unterminated|character literal)/,
    mend: plain,
    whole: false,
    what: (line) =>
      /[\u00ad\u200b-\u200d\u2060]/.test(line)
        ? "a character stands here that nobody sees, of no width"
        : "typeset quotes, dashes or blanks stand where plain ones are meant",
  },
  {
    message: /./,
    mend: withoutEntities,
    whole: true,
    what: () => "characters stand here as HTML entities (`&gt;` for `>`, `&amp;` for `&`)",
  },
  {
    message:
      /^expected (?:one of|`?[\])=(]).*found `?(?:std|main|mangle|core|builtins|handler|asm|allocator|error|name|section|-)\b|^expected .* found `-`/,
    mend: withUnderscores,
    whole: false,
    what: (line) => {
      const found = new RegExp(LOST_UNDERSCORE.source).exec(line);
      return `the underscore of \`${found?.[2]}_${found?.[3]}\` is lost`;
    },
  },
];

/** The text with one kind of slip mended: everywhere, or in the lines that errors point at. */
function mended(file: TextFile, lines: ReadonlySet<number>, { mend, whole }: Slip): string {
  if (whole) return mend(file.text);
  return file.text
    .split("\n")
    .map((line, i) => (lines.has(i + 1) ? mend(line) : line))
    .join("\n");
}

/** rustc tells of the first one in a file. Those in strings and comments are the author's. */
function withNoBreakSpaces(text: string): number[] {
  return text.split("\n").flatMap((line, i) => (/^(?:(?!\/\/)[^"])*\u00a0/.test(line) ? [i + 1] : []));
}

function errorLines(at: Case, slip: Slip, file: TextFile): Set<number> {
  const lines = new Set<number>();
  for (const { planned, diagnostics, sources } of at.units) {
    for (const diagnostic of diagnostics) {
      const span = primarySpan(diagnostic);
      if (span === undefined || diagnostic.level !== "error" || !slip.message.test(diagnostic.message)) continue;
      const place = sources.locate(span.lo);
      if (place === undefined || at.fileOf({ unit: planned.unit, sources }, span)?.path !== file.path) continue;
      lines.add(place.line);
      if (diagnostic.message.endsWith("\\u{a0}")) for (const line of withNoBreakSpaces(file.text)) lines.add(line);
    }
  }
  return lines;
}

/** Line numbers of a listing, and the prompt of a terminal with what was typed behind it. */
function withoutListing(text: string): { readonly text: string; readonly what: string } | undefined {
  const lines = text.split("\n");
  const numbered = lines.every((line, i) => line.trim() === "" || new RegExp(`^\\s*${i + 1}(?:[ \\t|:]|$)`).test(line));
  if (numbered && lines.length > 2)
    return { text: lines.map((line) => line.replace(/^\s*\d+[|:]?[ \t]?/, "")).join("\n"), what: "each line begins with its number" };
  const isPrompt = (line: string) => /^\s*(?:[❯➜$%] |[\w.-]+@[\w.-]+[^\n]*[$%#] )/.test(line);
  if (!lines.some(isPrompt)) return undefined;
  return { text: lines.filter((line) => !isPrompt(line)).join("\n"), what: "a line is what was typed into a terminal, with its prompt" };
}

function copiedListing(file: TextFile): Advice | undefined {
  const better = withoutListing(file.text);
  const change = better === undefined ? undefined : changed(file, better.text);
  if (better === undefined || change === undefined) return undefined;
  return { words: `this looks copied from a PDF or a web page: ${better.what}`, changes: [change] };
}

/** Only where the line of the error itself has the slip. */
function adviceFor(at: Case, slip: Slip, found: Found): Advice | undefined {
  const span = primarySpan(found.diagnostic);
  const file = span === undefined ? undefined : at.fileOf(found, span);
  const place = span === undefined ? undefined : found.sources.locate(span.lo);
  const line = file?.text.split("\n")[(place?.line ?? 0) - 1];
  if (file === undefined || line === undefined || slip.mend(line) === line) return undefined;
  const change = changed(file, mended(file, errorLines(at, slip, file), slip));
  return change === undefined ? undefined : { words: `this looks copied from a PDF or a web page: ${slip.what(line)}`, changes: [change] };
}

export const copiedSource: Hint = {
  id: "copied-text",
  decide(at) {
    const first = at.error(/^(?:expected item, found|unknown start of token|expected one of)/);
    const span = first === undefined ? undefined : primarySpan(first.diagnostic);
    const root = first === undefined || span === undefined ? undefined : at.fileOf(first, span);
    const listing = root === undefined ? undefined : copiedListing(root);
    if (listing !== undefined) return listing;
    for (const slip of SLIPS) {
      const found = at.error(slip.message);
      const advice = found === undefined ? undefined : adviceFor(at, slip, found);
      if (advice !== undefined) return advice;
    }
    return undefined;
  },
};

/** The same in Cargo.toml. */
export const copiedManifest: Hint = {
  id: "copied-manifest",
  decide(at) {
    const { manifest } = at.survey;
    const file = manifest === undefined || at.failure === undefined ? undefined : at.survey.text(manifest);
    if (file === undefined || at.survey.toml(file.path) !== undefined) return undefined;
    const line = Number(/(?:-->\s*\S+?:|at line )(\d+)/.exec(at.failureText)?.[1] ?? "0");
    const text = file.text.split("\n")[line - 1];
    const listing = copiedListing(file);
    if (listing !== undefined) return listing;
    if (text === undefined || plain(text) === text) return undefined;
    const change = changed(file, plain(file.text));
    if (change === undefined) return undefined;
    return { words: "this looks copied from a PDF or a web page: typeset quotes stand where plain ones are meant", changes: [change] };
  },
};

/** And in the configuration, which cargo then cannot read. */
export const copiedConfig: Hint = {
  id: "copied-config",
  decide(at) {
    if (!/could not (?:load Cargo configuration|parse TOML configuration)/.test(at.failureText)) return undefined;
    void at.survey.configs;
    for (const { path } of at.survey.problems) {
      const file = at.survey.text(path);
      const change = file === undefined ? undefined : changed(file, plain(file.text));
      if (change === undefined || !at.failureText.includes(path)) continue;
      return { words: "this looks copied from a PDF or a web page: typeset quotes stand where plain ones are meant", changes: [change] };
    }
    return undefined;
  },
};
