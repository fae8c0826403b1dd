// `kbuild explain [PAGE]`: a code, a topic, or a word of the glossary, an old name; without a name the list of pages.
import { similar } from "../../base/similar.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { glossaryEntry, oldNameEntry, parsePage } from "../../explain/page.ts";
import { explainPageNames, readExplainPage } from "../../node/explain-pages.ts";
import type { Verb } from "../program.ts";

/** `e0658` -> `E0658`; topics are in small letters, with dashes. */
function pageName(words: readonly string[]): string {
  const name = words.join("-").replaceAll("_", "-");
  return /^(?:kb|e)\d{4}$/i.test(name) ? name.toUpperCase() : name.toLowerCase();
}

/** The page's text, or that of a glossary's entry, or what an old name is called today. */
export function explanation(words: readonly string[]): string | undefined {
  const name = pageName(words);
  const page = readExplainPage(name);
  if (page !== undefined) return parsePage(name, page).shown;
  const word = words.join(" ");
  const entry = glossaryEntry(readExplainPage("glossary") ?? "", word) ?? oldNameEntry(readExplainPage("old-names") ?? "", word);
  return entry === undefined ? undefined : `${entry}\n`;
}

function listing(): string {
  const pages = explainPageNames();
  const topics = pages.filter((name) => !/^(?:KB|E)\d{4}$/.test(name));
  const lines = topics.map((name) => `    ${name.padEnd(22)} ${parsePage(name, readExplainPage(name) ?? "").title}\n`);
  const codes = (prefix: string) => pages.filter((name) => name.startsWith(prefix) && /\d{4}$/.test(name)).length;
  return `Topics:\n${lines.join("")}\nand ${codes("KB")} codes KBnnnn, ${codes("E0")} codes Ennnn, and the words of the glossary.\n`;
}

export const explain: Verb = {
  summary: "Explain a code, a topic or a word",
  setUp(command, { host }, finish) {
    command.argument("[PAGE...]").action((words: string[]) => {
      if (words.length === 0) {
        host.stdout.write(listing());
        return finish(0);
      }
      const text = explanation(words);
      if (text !== undefined) {
        host.stdout.write(text);
        return finish(0);
      }
      const near = similar(pageName(words), explainPageNames());
      throw new CargoError(`there is no page \`${words.join(" ")}\`${near === undefined ? "" : `; \`${near}\` is near`}`, [], 1);
    });
  },
};
