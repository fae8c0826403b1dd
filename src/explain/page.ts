// A page of `kbuild explain` as a value: Markdown with a title, text, and examples as fenced blocks. What stands behind the
// language of a fence tells how the example is to be tried; readers do not see it. A block `with=PATH` is no example: it is a
// file beside the crate root of the next one.

/** A file that an example needs beside its own text. */
export interface ExampleFile {
  /** Below the package's folder. */
  readonly path: string;
  readonly text: string;
  /** Saved in an encoding of old; UTF-8 otherwise. */
  readonly isLatin1: boolean;
}

export interface Example {
  readonly language: "rust" | "toml" | "console";
  readonly text: string;
  /** It has to fail: with the page's code, if the page has one. */
  readonly fails: boolean;
  /** Built, not only checked. */
  readonly build: boolean;
  /** For the machine that builds instead of bare metal. */
  readonly host: boolean;
  /** The text as it stands: without a `#![no_std]` in front. */
  readonly std: boolean;
  /** It takes a minute to fail. */
  readonly isSlow: boolean;
  /** With what only nightly releases have. */
  readonly nightly: boolean;
  /** Of 1.68.1 alone: newer releases say something else. */
  readonly old: boolean;
  readonly edition: string;
  readonly files: readonly ExampleFile[];
}

export interface Page {
  readonly name: string;
  readonly title: string;
  readonly examples: readonly Example[];
  /** The page as it is shown: fences with their language alone. */
  readonly shown: string;
}

const FENCE = /^```(rust|toml|console|text)([^\n]*)\n([^]*?)^```$/gm;

interface Block {
  readonly language: string;
  readonly words: readonly string[];
  readonly text: string;
}

const valueOf = ({ words }: Block, key: string): string | undefined =>
  words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1);

function blocksOf(text: string): Block[] {
  return [...text.matchAll(FENCE)].map(([, language = "", attributes = "", body = ""]) => ({
    language,
    words: attributes.split(",").filter((word) => word !== ""),
    text: body,
  }));
}

function exampleOf(block: Block, files: readonly ExampleFile[]): Example {
  const { language, text, words } = block;
  return {
    language: language as Example["language"],
    text,
    fails: words.includes("fails"),
    build: words.includes("build"),
    host: words.includes("host"),
    std: words.includes("std"),
    isSlow: words.includes("slow"),
    nightly: words.includes("nightly"),
    old: words.includes("old"),
    edition: valueOf(block, "edition") ?? "2021",
    files,
  };
}

function examplesOf(blocks: readonly Block[]): Example[] {
  const examples: Example[] = [];
  let files: ExampleFile[] = [];
  for (const block of blocks) {
    const path = valueOf(block, "with");
    if (path !== undefined) files.push({ path, text: block.text, isLatin1: block.words.includes("latin1") });
    else if (block.language !== "text") {
      examples.push(exampleOf(block, files));
      files = [];
    }
  }
  return examples;
}

export function parsePage(name: string, text: string): Page {
  const title = /^# (.*)$/m.exec(text)?.[1] ?? name;
  const body = text.replace(/^# .*\n+/, "").replaceAll(/^```(rust|toml|console|text)[^\n]*$/gm, "```$1");
  const head = /^(?:KB|E)\d{4}$/.test(name) ? `${name}: ${title}` : title;
  return { name, title, examples: examplesOf(blocksOf(text)), shown: `${head}\n\n${body}` };
}

/** The entry of a word in the glossary, whose entries are paragraphs that begin with the word in bold. */
export function glossaryEntry(glossary: string, word: string): string | undefined {
  const wanted = word.toLowerCase().replaceAll(/[-_]/g, " ");
  return glossary.split("\n\n").find((entry) => /^\*\*([^*]+)\*\*/.exec(entry)?.[1]?.toLowerCase().replaceAll("-", " ") === wanted);
}

/** The row of the table of old names that a word stands in: what it was, until when, and what it is called today. */
export function oldNameEntry(page: string, word: string): string | undefined {
  const plain = word.trim();
  if (!/^\w[\w-]*!?$/.test(plain)) return undefined;
  const isNamed = (cell: string) => new RegExp(`(?<![\\w-])${plain}(?![\\w-])`).test(cell);
  const rows = page.split("\n").flatMap((line) => {
    const [, old, since, today] = /^\| (`.*?) +\| (.*?) +\| (.*?) +\|$/.exec(line) ?? [];
    return old === undefined || since === undefined || today === undefined ? [] : [{ old, since, today }];
  });
  const found = rows.find(({ old }) => isNamed(old));
  return found === undefined ? undefined : `${found.old} (${found.since}): today ${found.today}. See \`old-names\`.`;
}
