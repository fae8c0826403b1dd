// Links a Windows program: entry and subsystem first, as `link.exe` settles them, then the image. What is wrong is told in
// link.exe's words with its number, which is the exit code.
import * as elf from "../../elf/constants.ts";
import type { ElfObject } from "../../elf/object.ts";
import { FlatImage } from "../flat-image.ts";
import { subsystemOf } from "./options.ts";
import type { PeRequest, Subsystem } from "./options.ts";
import { writePe } from "./write-pe.ts";

export type PeResult = { readonly image: Uint8Array } | { readonly lines: readonly string[]; readonly exitCode: number };

/** What the C runtime's entries are called, and the subsystem each means. */
const STARTUPS: readonly (readonly [entry: string, main: string, subsystem: string])[] = [
  ["mainCRTStartup", "main", "console"],
  ["wmainCRTStartup", "wmain", "console"],
  ["WinMainCRTStartup", "WinMain", "windows"],
  ["wWinMainCRTStartup", "wWinMain", "windows"],
];

function defines(object: ElfObject, name: string): boolean {
  return object.symbols.some((symbol) => symbol.name === name && symbol.binding !== elf.STB_LOCAL && symbol.place !== "undefined");
}

function fatal(number: number, words: string, origin = "LINK"): PeResult {
  return { lines: [`${origin} : fatal error LNK${number}: ${words}`], exitCode: number };
}

function unresolved(output: string, lines: readonly string[]): PeResult {
  const count = `${lines.length} unresolved externals`;
  return { lines: [...lines, `${output} : fatal error LNK1120: ${count}`], exitCode: 1120 };
}

/** A program that has the function which the runtime would call has that runtime's entry. */
function inferred(object: ElfObject): { readonly entry: string; readonly subsystem: Subsystem } | undefined {
  const row = STARTUPS.find(([entry, main]) => defines(object, entry) || defines(object, main));
  const subsystem = row === undefined ? undefined : subsystemOf(row[2]);
  return row === undefined || subsystem === undefined ? undefined : { entry: row[0], subsystem };
}

export function linkPe(object: ElfObject, request: PeRequest, output: string): PeResult {
  const guess = inferred(object);
  const ofSubsystem =
    request.subsystem?.number === 2 ? "WinMainCRTStartup" : request.subsystem === undefined ? undefined : "mainCRTStartup";
  const entry = request.entry ?? guess?.entry ?? ofSubsystem;
  if (entry === undefined) return fatal(1561, "entry point must be defined");
  const subsystem = request.subsystem ?? guess?.subsystem;
  if (subsystem === undefined) return fatal(1221, "a subsystem can't be inferred and must be defined");
  const image = new FlatImage(object, entry);
  if (!image.hasEntry) return unresolved(output, [`LINK : error LNK2001: unresolved external symbol ${entry}`]);
  if (image.missing.length > 0)
    return unresolved(
      output,
      image.missing.map(
        ({ name, from }) => `${object.name} : error LNK2019: unresolved external symbol ${name} referenced in function ${from}`,
      ),
    );
  const bytes = writePe(image, { ...request, subsystem });
  const [first] = image.errors;
  if (first !== undefined) throw new Error(first);
  return { image: bytes };
}
