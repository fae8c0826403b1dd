// Functions of a crate that were meant as the entry: near by their letters, or without the attribute that lets the linker see
// the name.
import { similar } from "../base/similar.ts";
import type { Edition } from "../target/session.ts";
import { changed } from "./change.ts";
import type { Advice } from "./hint.ts";
import { lineOf } from "./survey.ts";
import type { TextFile } from "./survey.ts";

interface EntryFunction {
  readonly file: TextFile;
  readonly name: string;
  readonly line: number;
  /** Offset of `fn`'s line. */
  readonly lineStart: number;
  /** What the linker sees, and its offset; undefined for a mangled name. */
  readonly symbol: { readonly name: string; readonly start: number } | undefined;
}

const FUNCTION = /^[ \t]*(?:pub(?:\([^)]*\))?[ \t]+)?(?:unsafe[ \t]+)?(?:extern[ \t]+(?:"[^"]*"[ \t]+)?)?fn[ \t]+([A-Za-z_]\w*)[ \t]*\(/gm;

/** Functions of a file, and whether the linker sees their names. */
function entryFunctions(file: TextFile): EntryFunction[] {
  const { text } = file;
  return [...text.matchAll(FUNCTION)].map((match) => {
    const lineStart = match.index;
    const before = text.slice(0, lineStart).split("\n");
    let at = before.length - 2;
    while (at >= 0 && /^\s*(?:#\[|\/\/)/.test(before[at] as string)) at--;
    // Of the same length, so that offsets stay: what is commented out is in force for nobody.
    const attributes = before
      .slice(at + 1)
      .map((line) => (/^\s*\/\//.test(line) ? " ".repeat(line.length) : line))
      .join("\n");
    const name = match[1] as string;
    const exported = /\bexport_name\s*=\s*"([^"]+)"/.exec(attributes);
    const start = lineStart + match[0].lastIndexOf(name);
    const symbol =
      exported === null
        ? /\bno_mangle\b/.test(attributes)
          ? { name, start }
          : undefined
        : {
            name: exported[1] as string,
            start: lineStart - attributes.length + exported.index + exported[0].lastIndexOf(exported[1] as string),
          };
    return { file, name, line: lineOf(text, lineStart), lineStart, symbol };
  });
}

/** Entries by other names, here and elsewhere. */
const ENTRIES = ["main", "mainCRTStartup", "_start", "start", "__start", "kernel_main", "kmain", "boot", "entry"];

/** What to do about an entry that the linker will not find; undefined if it will, or if nothing in the crate's files comes near. */
export function entryAdvice(files: readonly TextFile[], wanted: string, edition: Edition): Advice | undefined {
  const functions = files.flatMap(entryFunctions);
  if (functions.some(({ symbol }) => symbol?.name === wanted)) return undefined;
  const silent = functions.find(({ name, symbol }) => name === wanted && symbol === undefined);
  if (silent !== undefined) return exportAdvice(silent, wanted, edition);
  const names = functions.flatMap(({ symbol }) => symbol?.name ?? []);
  const near = similar(wanted, names);
  const meant = near ?? names.find((name) => similar(name, ENTRIES) !== undefined);
  const found = functions.find(({ symbol }) => symbol !== undefined && symbol.name === meant);
  return found === undefined ? undefined : renameAdvice(found, wanted, near === undefined ? "looks like the entry" : "is near");
}

function renameAdvice({ file, line, symbol }: EntryFunction, wanted: string, how: string): Advice | undefined {
  const { name = "", start = 0 } = symbol ?? {};
  const words = `the linker finds no \`${wanted}\`, so the entry address is 0 and nothing is reachable from it; \`${name}\` ${how}`;
  const uses = file.text.match(new RegExp(`\\b${name.replaceAll(/\W/g, "\\$&")}\\b`, "g"))?.length ?? 0;
  const change = uses === 1 ? changed(file, file.text.slice(0, start) + wanted + file.text.slice(start + name.length)) : undefined;
  const place = { path: file.path, line };
  return change === undefined ? { words, place } : { words, place, changes: [change] };
}

function exportAdvice({ file, lineStart, line }: EntryFunction, wanted: string, edition: Edition): Advice | undefined {
  const attribute = edition === 2024 ? "#[unsafe(no_mangle)]" : "#[no_mangle]";
  const indent = /^[ \t]*/.exec(file.text.slice(lineStart))?.[0] ?? "";
  const change = changed(file, `${file.text.slice(0, lineStart)}${indent}${attribute}\n${file.text.slice(lineStart)}`);
  const words = `\`${wanted}\` has no \`${attribute}\`, so its name is mangled, the linker does not find it, and the entry address is 0`;
  return change === undefined ? undefined : { words, place: { path: file.path, line }, changes: [change] };
}
