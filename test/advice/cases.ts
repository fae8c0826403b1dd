// Crates as text: `##### name`, then command lines (`$ [(folder)] [VAR=x] words`) with what is expected of each (`= ...`),
// then files (`----- path`, contents). They run in memory.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { memoryHost } from "../../src/base/memory-host.ts";
import type { MemoryHost } from "../../src/base/memory-host.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { runCommandLine } from "../../src/cli/command-line.ts";

export interface CommandCase {
  readonly words: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly shown: string;
  readonly expected: string;
}

export interface CrateCase {
  readonly name: string;
  readonly commands: readonly CommandCase[];
  readonly files: Readonly<Record<string, string>>;
}

function command(line: string, expected: string): CommandCase {
  const words = line.split(" ");
  const folder = /^\((.*)\)$/.exec(words[0] ?? "")?.[1];
  if (folder !== undefined) words.shift();
  const environment: Record<string, string> = {};
  for (let match = /^([A-Z_]+)=(.*)$/.exec(words[0] ?? ""); match !== null; match = /^([A-Z_]+)=(.*)$/.exec(words[0] ?? "")) {
    environment[match[1] as string] = match[2] as string;
    words.shift();
  }
  return { words, folder: folder ?? "", environment, shown: line, expected };
}

function crate(block: string): CrateCase {
  const [head = "", ...parts] = block.split(/^----- /m);
  const [name = "", ...lines] = head.trimEnd().split("\n");
  const commands: CommandCase[] = [];
  for (let i = 0; i + 1 < lines.length; i += 2) commands.push(command((lines[i] as string).slice(2), (lines[i + 1] as string).slice(2)));
  const files = Object.fromEntries(parts.map((part) => [part.slice(0, part.indexOf("\n")), part.slice(part.indexOf("\n") + 1)] as const));
  return { name, commands, files };
}

export function readCases(name: string): CrateCase[] {
  const text = readFileSync(join(import.meta.dirname, "../../fixtures/advice", name), "utf8");
  return text
    .split(/^##### /m)
    .slice(1)
    .map(crate);
}

export function hostOf({ name, files }: CrateCase, { folder, environment }: CommandCase): MemoryHost {
  const root = `/w/${name}`;
  const at = folder === ".." ? "/w" : folder === "" ? root : `${root}/${folder}`;
  return memoryHost(Object.fromEntries(Object.entries(files).map(([path, text]) => [`${root}/${path}`, text])), at, environment);
}

export async function runIn(host: MemoryHost, words: readonly string[]): Promise<number> {
  return await runCommandLine(host, words, readCorelib);
}
