// A page of `kbuild explain` as a value: Markdown with a title, text, and examples as fenced blocks. What stands behind the
// language of a fence tells how the example is to be tried; readers do not see it.

export interface Example {
  readonly language: "rust" | "toml" | "console";
  readonly text: string;
  /** It has to fail: with the page's code, if the page has one. */
  readonly fails: boolean;
  /** Built, not only checked. */
  readonly build: boolean;
  /** For the machine that builds instead of bare metal. */
  readonly host: boolean;
  readonly edition: string;
}

export interface Page {
  readonly name: string;
  readonly title: string;
  readonly examples: readonly Example[];
  /** The page as it is shown: fences with their language alone. */
  readonly shown: string;
}

const FENCE = /^```(rust|toml|console)([^\n]*)\n([^]*?)^```$/gm;

function exampleOf(language: string, attributes: string, text: string): Example {
  const words = attributes.split(",").filter((word) => word !== "");
  return {
    language: language as Example["language"],
    text,
    fails: words.includes("fails"),
    build: words.includes("build"),
    host: words.includes("host"),
    edition: words.find((word) => word.startsWith("edition="))?.slice("edition=".length) ?? "2021",
  };
}

export function parsePage(name: string, text: string): Page {
  const title = /^# (.*)$/m.exec(text)?.[1] ?? name;
  const examples = [...text.matchAll(FENCE)].map(([, language = "", attributes = "", body = ""]) => exampleOf(language, attributes, body));
  const body = text.replace(/^# .*\n+/, "").replaceAll(/^```(rust|toml|console)[^\n]*$/gm, "```$1");
  const head = /^(?:KB|E)\d{4}$/.test(name) ? `${name}: ${title}` : title;
  return { name, title, examples, shown: `${head}\n\n${body}` };
}

/** The entry of a word in the glossary, whose entries are paragraphs that begin with the word in bold. */
export function glossaryEntry(glossary: string, word: string): string | undefined {
  const wanted = word.toLowerCase().replaceAll(/[-_]/g, " ");
  return glossary.split("\n\n").find((entry) => /^\*\*([^*]+)\*\*/.exec(entry)?.[1]?.toLowerCase().replaceAll("-", " ") === wanted);
}
