// An inspector's lines of kbuild's own, on stderr behind its output: which artifact it looked at when no file was named, and what
// the image shows. On a terminal, or with `--hints`.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { bytesAccess } from "../base/memory-host.ts";
import { packageFolder } from "./inspect-artifact.ts";
import { artifactWords, imageNotes } from "../advice/image-notes.ts";

const MAX_BYTES = 1 << 28;

function bytesOf(path: string): Uint8Array | undefined {
  try {
    const status = statSync(path);
    return status.isFile() && status.size <= MAX_BYTES ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}

/** Folders `target/<profile>` and `target/<triple>/<profile>`. */
function profileFolders(target: string): string[] {
  const below = (folder: string) =>
    readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
  return below(target).flatMap(({ name }) => {
    const folder = join(target, name);
    return name.includes("-") ? below(folder).map((inner) => join(folder, inner.name)) : [folder];
  });
}

/** The artifact that `target/kernel` is a copy of: the newest of the same name, if its bytes are the same. */
function original(copy: string, bytes: Uint8Array): string | undefined {
  const target = dirname(copy);
  const name = copy.slice(target.length + 1);
  const same = profileFolders(target)
    .map((folder) => join(folder, name))
    .filter((path) => {
      const other = existsSync(path) ? bytesOf(path) : undefined;
      return other !== undefined && Buffer.compare(other, bytes) === 0;
    });
  return same.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}

/** A kernel of the same name beside the host's artifact. */
function kernelBeside(path: string): string | undefined {
  const found = /^(.*\/target)\/([\w-]+)\/([^/]+)$/.exec(path);
  if (found === null) return undefined;
  const [, target = "", profile = "", name = ""] = found;
  const triples = readdirSync(target).filter((folder) => /-none(?:-|$)/.test(folder));
  return triples.map((triple) => join(target, triple, profile, name)).find((other) => existsSync(other));
}

function linesFor(path: string, tool: string, wasChosen: boolean): string[] {
  const bytes = bytesOf(path);
  if (bytes === undefined) return [];
  const shown = (name: string) => relative(process.cwd(), name) || name;
  const made = wasChosen && basename(dirname(path)) === "target" ? original(path, bytes) : path;
  const words = made === undefined ? undefined : artifactWords(made);
  const beside = made === undefined ? undefined : kernelBeside(made);
  return [
    ...(wasChosen ? [`no file was named: this is ${shown(path)}${words === undefined ? "" : ` (${words})`}`] : []),
    ...(beside === undefined ? [] : [`this is the host's artifact; the kernel is ${shown(beside)}`]),
    ...imageNotes(bytesAccess(bytes), tool),
  ];
}

/** Images below `target/`, when none was named and none could be chosen. */
function choices(tool: string): string[] {
  const folder = packageFolder(process.cwd());
  const target = folder === undefined ? undefined : join(folder, "target");
  if (target === undefined || !existsSync(target)) return [];
  const images = profileFolders(target).flatMap((profile) =>
    readdirSync(profile, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.includes("."))
      .map((entry) => relative(process.cwd(), join(profile, entry.name))),
  );
  return images.length === 0
    ? []
    : ["no file was named; these were built:", ...images.slice(0, 12).map((path) => `    kbuild ${tool} ${path}`)];
}

/** Up to LLVM 10 a long option could have one dash, and its value a word of its own; now one dash is for letters. */
async function oldOptions(tool: string, args: readonly string[]): Promise<string[]> {
  const suspects = args.filter((arg) => /^--?[a-z][a-z0-9-]+(?:=|$)/.test(arg));
  if (suspects.length === 0) return [];
  const { longOptions } = await import("../inspect/long-options.ts");
  const known = await longOptions(tool);
  return suspects.flatMap((arg) => {
    const [name = ""] = arg.replace(/^--?/, "").split("=");
    const form = known.get(`--${name}`);
    if (form === undefined) return [];
    const value = args[args.indexOf(arg) + 1];
    if (!arg.startsWith("--")) return [`\`${arg}\` is read letter by letter; the option is \`-${arg}\`, with two dashes`];
    if (form !== "equals" || arg.includes("=") || value === undefined || value.startsWith("-")) return [];
    return [`\`${arg}\` takes its value behind \`=\`: \`${arg}=${value}\``];
  });
}

/** The text for stderr; `failed`: the tool did not do it; `chosen` is the artifact that was taken because no file was named. */
export async function inspectHints(tool: string, args: readonly string[], chosen: string | undefined, failed: boolean): Promise<string> {
  const old = failed ? await oldOptions(tool, args) : [];
  if (old.length > 0 || (failed && args.some((arg) => !arg.startsWith("-") && existsSync(arg))))
    return old.map((line) => `kbuild: help: ${line}\n`).join("");
  const named = args.filter((arg) => !arg.startsWith("-") && existsSync(arg));
  const paths = chosen === undefined ? named.map((path) => join(process.cwd(), relative(process.cwd(), path))) : [chosen];
  const isAlone = args.every((arg) => arg.startsWith("-")) && !existsSync("a.out");
  const lines =
    paths.length === 0 && isAlone ? choices(tool) : paths.slice(0, 4).flatMap((path) => linesFor(path, tool, chosen !== undefined));
  return lines.map((line) => `kbuild: help: ${line}\n`).join("");
}
