// `kbuild rustc -Z parse-crate-root-only FILE`: parses one file and says what the parser said, in rustc's forms. Like the
// real one it needs RUSTC_BOOTSTRAP=1, for `-Z` belongs to nightly releases.
import { diagnosticJson } from "../cargo/build/diagnostic-json.ts";
import { type Host, FileError, describeErrno } from "../base/host.ts";
import { SourceMap } from "../base/source.ts";
import { type Diagnostic, error } from "../diag/diagnostic.ts";
import { renderDiagnostic } from "../diag/render.ts";
import { parseCrate } from "../syntax/parse.ts";
import type { Release } from "../target/release.ts";

interface ParseRequest {
  readonly file: string | undefined;
  readonly edition: number;
  readonly format: "human" | "json" | "short";
}

/** Whether these arguments of `kbuild rustc` ask for this. */
export function asksForParseOnly(args: readonly string[]): boolean {
  return args.some((arg, index) => arg === "-Zparse-crate-root-only" || (arg === "parse-crate-root-only" && args[index - 1] === "-Z"));
}

function readRequest(args: readonly string[]): ParseRequest {
  let file: string | undefined;
  let edition = 2015;
  let format: ParseRequest["format"] = "human";
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    const value = (name: string): string | undefined =>
      arg === name ? args[++i] : arg.startsWith(`${name}=`) ? arg.slice(name.length + 1) : undefined;
    const wanted = value("--edition");
    const shape = wanted === undefined ? value("--error-format") : undefined;
    if (wanted !== undefined) edition = Number(wanted);
    else if (shape !== undefined) format = shape === "json" ? "json" : shape === "short" ? "short" : "human";
    else if (arg === "-Z") i++;
    else if (!arg.startsWith("-")) file = arg;
  }
  return { file, edition, format };
}

const NIGHTLY_ONLY = `error: the option \`Z\` is only accepted on the nightly compiler

help: consider switching to a nightly toolchain: \`rustup default nightly\`

note: selecting a toolchain with \`+toolchain\` arguments require a rustup proxy; see <https://rust-lang.github.io/rustup/concepts/index.html>

note: for more information about Rust's stability policy, see <https://doc.rust-lang.org/book/appendix-07-nightly-rust.html#unstable-features>

error: 1 nightly option were parsed

`;

/** Runs the request; the exit status is 1 if anything was wrong. */
export function parseOnly(args: readonly string[], host: Host, release: Release): number {
  if (host.environment["RUSTC_BOOTSTRAP"] === undefined) {
    host.stderr.write(NIGHTLY_ONLY);
    return 1;
  }
  const request = readRequest(args);
  const sources = new SourceMap();
  const diagnostics = parseFile(request, host, release, sources);
  const errors = diagnostics.filter(({ level }) => level === "error").length;
  const all = errors === 0 ? diagnostics : [...diagnostics, error(`aborting due to ${errors} previous error${errors === 1 ? "" : "s"}`)];
  for (const diagnostic of all) host.stderr.write(shown(diagnostic, sources, request, release));
  return errors === 0 ? 0 : 1;
}

function parseFile({ file, edition }: ParseRequest, host: Host, release: Release, sources: SourceMap): readonly Diagnostic[] {
  if (file === undefined) return [error("no input filename given")];
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(host.files.read(resolvePath(file, host)));
    return parseCrate(sources, sources.add(file, text), { edition, release, parseOnly: true }).diagnostics;
  } catch (problem) {
    if (problem instanceof FileError)
      return [error(`couldn't read \`${file}\`: ${describeErrno(problem.code)}${errnoNumber(problem.code)}`)];
    if (problem instanceof TypeError) return [error(`couldn't read \`${file}\`: stream did not contain valid UTF-8`)];
    throw problem;
  }
}

function resolvePath(file: string, host: Host): string {
  return file.startsWith("/") ? file : `${host.currentDirectory}/${file}`;
}

function errnoNumber(code: string): string {
  const number = { ENOENT: 2, EACCES: 13, EISDIR: 21, ENOTDIR: 20, ELOOP: 40, ENAMETOOLONG: 36 }[code];
  return number === undefined ? "" : ` (os error ${number})`;
}

function shown(diagnostic: Diagnostic, sources: SourceMap, { format }: ParseRequest, release: Release): string {
  const rendered = renderDiagnostic(diagnostic, sources, { release, short: format === "short" });
  return format === "json" ? `${JSON.stringify(diagnosticJson(diagnostic, rendered, sources, release))}\n` : rendered;
}
