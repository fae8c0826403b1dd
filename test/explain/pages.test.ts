// The pages of `kbuild explain`: every code that kbuild can print has one, every page that a hint or a check names is there,
// and the examples do what the pages say. An example that is to fail fails with the page's code; one that is mended is
// accepted. What kbuild has learnt to judge meanwhile is no longer refused: the KB page is then old, not wrong.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { HINTS } from "../../src/advice/hints.ts";
import { memoryHost } from "../../src/base/memory-host.ts";
import { execute } from "../../src/cli/command-line.ts";
import { KB_CODES } from "../../src/diag/kb-codes.ts";
import { CHECKS } from "../../src/doctor/checks.ts";
import { glossaryEntry, oldNameEntry, parsePage } from "../../src/explain/page.ts";
import type { Example } from "../../src/explain/page.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { explainPageNames, readExplainPage } from "../../src/node/explain-pages.ts";

const SRC = resolve(import.meta.dirname, "../../src");
const pages = explainPageNames().map((name) => parsePage(name, readExplainPage(name) ?? ""));
const names = new Set(pages.map(({ name }) => name));

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith(".ts") && entry.name !== "kb-codes.ts" ? [readFileSync(path, "utf8")] : [];
  });
}

const TEXT = sources(SRC).join("\n");

test("every code of kbuild's is in the table and has a page", () => {
  const codes = [...new Set(TEXT.match(/\bKB\d{4}\b/g))].sort();
  expect(
    codes.filter((code) => KB_CODES[code] === undefined),
    "add a row to src/diag/kb-codes.ts",
  ).toEqual([]);
  expect(
    codes.filter((code) => !names.has(code)),
    "add src/explain/pages/KBnnnn.md: a title, what it means, an example",
  ).toEqual([]);
  expect(Object.entries(KB_CODES).filter(([code, title]) => pages.find(({ name }) => name === code)?.title !== title)).toEqual([]);
});

test("every code of rustc's that kbuild prints has a page", () => {
  const codes = [...new Set(TEXT.match(/"E0\d{3}"/g))].map((code) => code.slice(1, -1)).sort();
  expect(
    codes.filter((code) => !names.has(code)),
    "add src/explain/pages/Ennnn.md: a title, what it means, an example",
  ).toEqual([]);
});

test("every page that a hint or a check names is there", () => {
  const named = [...HINTS, ...CHECKS].flatMap(({ page }) => page ?? []);
  expect(named.filter((page) => !names.has(page))).toEqual([]);
});

test("old names lead to what they are called today", () => {
  const page = readExplainPage("old-names") ?? "";
  expect(oldNameEntry(page, "panic_fmt")).toBe('`#[lang = "panic_fmt"]` (1.30): today `#[panic_handler]`. See `old-names`.');
  const words = ["panic_implementation", "oom", "start", "llvm_asm!", "alloc_error_handler", "default_features", "bootimage", "naked"];
  expect(words.filter((word) => oldNameEntry(page, word) === undefined)).toEqual([]);
  expect(["panic", "handler", "", "(", "x86_64"].filter((word) => oldNameEntry(page, word) !== undefined)).toEqual([]);
});

test("the glossary has the posts' words", () => {
  const glossary = readExplainPage("glossary") ?? "";
  const words = ["freestanding", "panic strategy", "lang item", "entry point", "target triple", "PIE", "relocation", "red zone"];
  expect(words.filter((word) => glossaryEntry(glossary, word) === undefined)).toEqual([]);
});

const MANIFEST = (edition: string) => `[package]\nname = "example"\nversion = "0.1.0"\nedition = "${edition}"\n`;

type Files = Record<string, string | Uint8Array>;

/** An example as a crate: a program if it has an entry or a `main`, a library without std otherwise. */
function crateOf({ text, edition, files, std }: Example): Files {
  const isProgram = /#!\[no_main\]|fn main\b|#\[panic_(?:handler|implementation)\]\s/.test(text);
  const source = std || /#!\[(?:no_std|no_main|no_core)\]/.test(text) ? text : `#![no_std]\n${text}`;
  const crate = { "/w/Cargo.toml": MANIFEST(edition), [isProgram ? "/w/src/main.rs" : "/w/src/lib.rs"]: source };
  return { ...crate, ...filesOf(files) };
}

function filesOf(files: Example["files"]): Files {
  return Object.fromEntries(files.map((file) => [`/w/${file.path}`, file.isLatin1 ? Buffer.from(file.text, "latin1") : file.text]));
}

const KERNEL = `#![no_std]
#![no_main]

#[panic_handler]
fn panic(_info: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[no_mangle]
pub extern "C" fn _start() -> ! {
    loop {}
}
`;

function commandOf(example: Example): { files: Files; words: string[] } {
  const { language, text, build, host, fails } = example;
  const kernel = { "/w/Cargo.toml": MANIFEST("2021"), "/w/src/main.rs": KERNEL, ...filesOf(example.files) };
  if (language === "console") {
    const words = text
      .replace(/^\$ kbuild /, "")
      .trim()
      .split(" ");
    return { files: kernel, words: ["+1.96", ...words] };
  }
  if (language === "toml") return { files: { ...kernel, "/w/Cargo.toml": text }, words: ["+1.96", fails ? "check" : "locate-project"] };
  return {
    files: crateOf(example),
    words: [...(example.old ? [] : ["+1.96"]), build ? "build" : "check", ...(host ? [] : ["--target", "x86_64-unknown-none"])],
  };
}

async function codesOf(example: Example): Promise<{ failed: boolean; codes: string[]; text: string }> {
  const { files, words } = commandOf(example);
  const host = memoryHost(files, "/w", example.nightly ? { RUSTC_BOOTSTRAP: "1" } : {});
  const attempt = await execute(host, words, readCorelib);
  if (typeof attempt === "number") throw new Error("no release");
  const codes = attempt.log.units.flatMap(({ diagnostics }) =>
    diagnostics.filter(({ level }) => level === "error").flatMap(({ code }) => code ?? []),
  );
  const own = /^error\[(\w+)\]|^error: \[(\w+)\]/m.exec(host.stderr.text);
  return {
    failed: attempt.status !== 0,
    codes: [...codes, ...(attempt.failure?.code ?? []), own?.[1] ?? own?.[2] ?? ""].filter((code) => code !== ""),
    text: host.stderr.text,
  };
}

/** Pages without a failing example and a mended one, and why. */
const NOT_SHOWN: Readonly<Record<string, string>> = {
  KB0002: "a layout that kbuild does not know: it is stopped by an earlier error, or needs more than an address space",
  KB0220: "names say KB0301 or KB0303 of the same place first",
  KB0224: "each built-in macro has its value; one without stops the build all the same",
  KB0227: "a match of many hundred rows",
  "empty-loop": "an empty loop is accepted, and only wastes time",
  glossary: "words",
  "stale-artifacts": "it does not happen: builds are named by what went into them",
};

test("pages of kbuild's codes and of topics show a failing example and a mended one", () => {
  const unseen = pages.filter(
    ({ name, examples }) => !/^E\d/.test(name) && !(examples.some(({ fails }) => fails) && examples.some(({ fails }) => !fails)),
  );
  expect(unseen.map(({ name }) => name).sort()).toEqual(Object.keys(NOT_SHOWN).sort());
});

/** Pages without an example are of what does not fit into a few lines: whole files, programs that are too large. */
const withExamples = pages.filter(({ examples }) => examples.length > 0);

/** All pages, and no example that is to fail is accepted. */
const isThorough = process.env["KBUILD_EXPLAIN"] === "all";

/** Pages of rustc's codes are many and short: a quarter of them a run. */
const tried = withExamples.filter(({ name }, i) => !/^E\d/.test(name) || isThorough || i % 4 === 0);

/** Why an example of a KB page, which was to fail, is wrong: refused with another code of kbuild's, or not at all. */
function wrongRefusal(page: string, { failed, codes, text }: Awaited<ReturnType<typeof codesOf>>): string {
  if (codes.includes(page)) return "";
  return codes.some((code) => code.startsWith("KB")) ? text : isThorough && !failed ? "accepted" : "";
}

/** Some ask for millions of tokens. */
const PATIENCE = { timeout: 300_000 };

describe("examples", () => {
  for (const page of tried) {
    test(page.name, PATIENCE, async () => {
      for (const example of page.examples.filter(({ isSlow }) => isThorough || !isSlow)) {
        const outcome = await codesOf(example);
        const { failed, codes, text } = outcome;
        if (!example.fails) expect(text.includes("error"), `${page.name} mended: ${text}`).toBe(false);
        else if (page.name.startsWith("KB")) expect(wrongRefusal(page.name, outcome), page.name).toBe("");
        else expect(failed && (!/^E\d/.test(page.name) || codes.includes(page.name)) ? "" : `${page.name}: ${text || "accepted"}`).toBe("");
      }
    });
  }
});
