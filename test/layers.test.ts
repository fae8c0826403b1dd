// The layer table of the README, executable: who may import whom.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const SRC = resolve(import.meta.dirname, "../src");

/** room -> rooms it may import (itself always). */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  diag: ["base", "target"],
  target: ["base"],
  elf: ["base"],
  isa: ["base"],
  corelib: [],
  syntax: ["base", "diag"],
  sema: ["base", "diag", "target", "syntax", "corelib"],
  rules: ["base", "diag", "target", "syntax", "sema"],
  mir: ["base", "diag", "target", "syntax", "sema"],
  codegen: ["base", "diag", "target", "sema", "mir", "elf", "isa"],
  link: ["base", "diag", "target", "elf"],
  inspect: ["base", "elf", "isa"],
  machine: ["base", "elf", "isa"],
  image: ["base", "elf", "isa", "link"],
  cargo: ["base", "diag", "target", "elf", "isa", "corelib", "syntax", "sema", "rules", "mir", "codegen", "link"],
  advice: ["base", "diag", "target", "elf", "cargo"],
  explain: [],
  doctor: ["base", "target", "cargo", "advice"],
  node: ["base"],
};

/** Each npm package is imported in one file: its adapter. */
const ADAPTER: Readonly<Record<string, string>> = {
  commander: "cli/program.ts",
  chalk: "cli/style.ts",
  elfy: "link/second-reader.ts",
  "capstone-wasm": "inspect/disassembly/capstone.ts",
};

/** May import `node:*`, besides `node` and `cli`: elfy wants a Buffer. */
const NODE_ROOMS = ["node", "cli"];
/** Files that show a result of these names are not below layer 7. */
const FORBIDDEN_BELOW_RIM = /\b(?:console\.|process\.|Date\.|new Date\b)/;

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.ts$/.test(entry.name) && !entry.name.endsWith(".d.ts") ? [path] : [];
  });
}

const FILES = sourceFiles(SRC).map((path) => ({ path, file: relative(SRC, path).replaceAll("\\", "/"), text: readFileSync(path, "utf8") }));

function importsOf(file: { path: string; file: string; text: string }): Import[] {
  const room = file.file.includes("/") ? (file.file.split("/", 1)[0] as string) : "";
  const found = file.text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^"';]*?from\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)|(?:^|\n)import\s+"([^"]+)"/g,
  );
  return [...found].map((match) => ({ file: file.file, room, target: (match[1] ?? match[2] ?? match[3]) as string }));
}

const IMPORTS = FILES.flatMap(importsOf);

test("rooms import only what the table allows", () => {
  const wrong = IMPORTS.filter(({ file, room, target }) => {
    const allowed = MAY_IMPORT[room];
    if (allowed === undefined || !target.startsWith(".")) return false;
    const other = relative(SRC, resolve(SRC, dirname(file), target))
      .replaceAll("\\", "/")
      .split("/", 1)[0] as string;
    return other !== room && !allowed.includes(other);
  });
  expect(wrong).toEqual([]);
});

test("node:* stays in the rim, npm packages in their adapters", () => {
  const wrong = IMPORTS.filter(({ file, room, target }) => {
    if (target.startsWith(".")) return false;
    if (target.startsWith("node:")) return !NODE_ROOMS.includes(room);
    return ADAPTER[target] !== file;
  });
  expect(wrong).toEqual([]);
});

test("what is loaded when it is wanted is a chunk: bin/load.js knows no import of anything else", () => {
  expect(FILES.filter(({ text }) => /\bimport\(\s*"[^."]/.test(text.replaceAll(/^\s*\/\/.*$/gm, ""))).map(({ file }) => file)).toEqual([]);
});

test("every file is in a room of the table", () => {
  const rooms = new Set(["cli", ...Object.keys(MAY_IMPORT)]);
  expect(FILES.filter(({ file }) => file !== "index.ts" && !rooms.has(file.split("/", 1)[0] as string)).map(({ file }) => file)).toEqual(
    [],
  );
});

test("no console, process or clock below the rim", () => {
  const wrong = FILES.filter(
    ({ file, text }) => !/^(?:node|cli)\//.test(file) && FORBIDDEN_BELOW_RIM.test(text.replaceAll(/\/\/.*|\/\*[^]*?\*\//g, "")),
  );
  expect(wrong.map(({ file }) => file)).toEqual([]);
});

test("no barrels but src/index.ts, no type escapes", () => {
  expect(FILES.filter(({ file, text }) => file !== "index.ts" && /^export \* from/m.test(text)).map(({ file }) => file)).toEqual([]);
  expect(
    FILES.filter(({ text }) => /\bas any\b|: any\b|as unknown as|@ts-(?:ignore|expect-error)/.test(text)).map(({ file }) => file),
  ).toEqual([]);
});

test("what a module exports never changes: the build takes it once", () => {
  expect(FILES.filter(({ text }) => /^export (?:let|var)\b/m.test(text)).map(({ file }) => file)).toEqual([]);
});

test("no name that is only there to be ignored", () => {
  expect(FILES.filter(({ text }) => /^\s*void [a-z]\w*;$/m.test(text)).map(({ file }) => file)).toEqual([]);
});
