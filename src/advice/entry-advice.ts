// Functions in a crate's root that were meant as the entry: near by their letters, or without the attribute that lets the
// linker see the name.
import { similar } from "../base/similar.ts";
import type { Edition } from "../target/session.ts";
import { changed } from "./change.ts";
import type { Advice } from "./hint.ts";
import { lineOf } from "./survey.ts";
import type { TextFile } from "./survey.ts";

interface EntryFunction {
  readonly name: string;
  readonly line: number;
  /** Offset of `fn`'s line, and of the name. */
  readonly lineStart: number;
  readonly nameStart: number;
  readonly isExported: boolean;
}

const FUNCTION = /^[ \t]*(?:pub(?:\([^)]*\))?[ \t]+)?(?:unsafe[ \t]+)?extern[ \t]+"[^"]*"[ \t]+fn[ \t]+([A-Za-z_]\w*)[ \t]*\(/gm;

/** Functions with a C face in a root file, with whether the linker sees their names. */
export function entryFunctions({ text }: TextFile): EntryFunction[] {
  return [...text.matchAll(FUNCTION)].map((match) => {
    const lineStart = match.index;
    const before = text.slice(0, lineStart).split("\n");
    let at = before.length - 2;
    while (at >= 0 && /^\s*(?:#\[|\/\/)/.test(before[at] as string)) at--;
    const attributes = before.slice(at + 1).join("\n");
    const name = match[1] as string;
    return {
      name,
      line: lineOf(text, lineStart),
      lineStart,
      nameStart: lineStart + match[0].lastIndexOf(name),
      isExported: /\b(?:no_mangle|export_name)\b/.test(attributes),
    };
  });
}

/** Near by letters, or an entry's name elsewhere. */
const ENTRIES_ELSEWHERE = ["main", "mainCRTStartup", "start", "__start", "kernel_main", "kmain", "boot", "entry"];

/** What to do about an entry that the linker will not find; undefined if nothing in the root file comes near. */
export function entryAdvice(root: TextFile, wanted: string, edition: Edition): Advice | undefined {
  const functions = entryFunctions(root);
  const silent = functions.find(({ name, isExported }) => name === wanted && !isExported);
  if (silent !== undefined) return exportAdvice(root, silent, wanted, edition);
  const exported = functions.filter(({ isExported }) => isExported);
  const names = exported.map(({ name }) => name);
  const near = similar(wanted, names) ?? names.find((name) => similar(name, ENTRIES_ELSEWHERE) !== undefined);
  const found = exported.find(({ name }) => name === near);
  if (found === undefined) return undefined;
  const words = `the linker found no \`${wanted}\`, so the entry address is 0 and nothing is reachable from it; \`${found.name}\` is near`;
  const uses = root.text.match(new RegExp(`\\b${found.name}\\b`, "g"))?.length ?? 0;
  const { nameStart, name } = found;
  const change = uses === 1 ? changed(root, root.text.slice(0, nameStart) + wanted + root.text.slice(nameStart + name.length)) : undefined;
  const place = { path: root.path, line: found.line };
  return change === undefined ? { words, place } : { words, place, changes: [change] };
}

function exportAdvice(root: TextFile, { lineStart, line }: EntryFunction, wanted: string, edition: Edition): Advice | undefined {
  const attribute = edition === 2024 ? "#[unsafe(no_mangle)]" : "#[no_mangle]";
  const indent = /^[ \t]*/.exec(root.text.slice(lineStart))?.[0] ?? "";
  const change = changed(root, `${root.text.slice(0, lineStart)}${indent}${attribute}\n${root.text.slice(lineStart)}`);
  const words = `\`${wanted}\` has no \`${attribute}\`, so its name is mangled, the linker does not find it, and the entry address is 0`;
  return change === undefined ? undefined : { words, place: { path: root.path, line }, changes: [change] };
}
