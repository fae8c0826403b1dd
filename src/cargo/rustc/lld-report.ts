// How rustc tells what LLD said: if it failed, its command line and then its own words; else a lint that is allowed unless
// asked for has them (`linker_messages`, from 1.86 on).
import { error, warning } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { FoundLint } from "../../sema/lints/report.ts";
import { atLeast } from "../../target/release.ts";
import type { LldResult } from "../../link/link.ts";
import { folderName } from "./cc-failure.ts";
import type { CcCall } from "./cc-failure.ts";

export interface LldCall extends CcCall {
  /** `-L` and `-l`. */
  readonly libraries: readonly string[];
}

/** Paths come where the linker's other paths are, names with the static libraries. */
function splitLibraries(words: readonly string[]): { readonly paths: string[]; readonly names: string[] } {
  const paths: string[] = [];
  const names: string[] = [];
  words.forEach((word, i) => void (word === "-L" || words[i - 1] === "-L" ? paths : names).push(word));
  return { paths, names };
}

/** The words of the command, as rustc shows them. */
function commandWords(call: LldCall): string[] {
  const { session, folder, object, linkArguments, strip } = call;
  const isNew = atLeast(session.release, 90);
  const sysroot = `<sysroot>/lib/rustlib/${session.target.triple}/lib`;
  const temporary = isNew ? `${folder}/${folderName(call)}` : `/tmp/${folderName(call)}`;
  const { paths, names } = splitLibraries(call.libraries);
  const keyword = (name: string) => (isNew ? ["-z", name] : [`-z${name}`]);
  const own = ["libcore", "libcompiler_builtins"];
  const libraries = isNew ? [`${sysroot}/{${own.map((name) => `${name}-*`).join()}}.rlib`] : own.map((name) => `${sysroot}/${name}.rlib`);
  const stripped = { none: [], debuginfo: ["--strip-debug"], symbols: ["--strip-all"] }[strip];
  return [
    "rust-lld",
    "-flavor",
    "gnu",
    `${temporary}/symbols.o`,
    isNew ? "<1 object files omitted>" : `${folder}/${session.crateName}${session.extraFilename}.${object}`,
    "--as-needed",
    ...(isNew ? [] : ["-L", folder, ...paths, "-L", sysroot]),
    "-Bstatic",
    ...names,
    ...libraries,
    ...(isNew ? ["-L", `${temporary}/raw-dylibs`] : []),
    "-Bdynamic",
    "--eh-frame-hdr",
    ...keyword("noexecstack"),
    ...(isNew ? paths : ["-L", sysroot]),
    "-o",
    `${folder}/${session.crateName}${session.extraFilename}`,
    "--gc-sections",
    ...(session.relocationModel === "static" ? [] : ["-pie"]),
    ...keyword("relro"),
    ...keyword("now"),
    ...(["2", "3"].includes(session.optLevel) ? ["-O1"] : []),
    ...stripped,
    ...linkArguments,
  ];
}

/** LLD sets what follows a message of several lines apart. */
function printed(words: Pick<LldResult, "log" | "errors" | "warnings">): string {
  const all = [...words.warnings.map((text) => `warning: ${text}`), ...words.errors.map((text) => `error: ${text}`)];
  const told = all.map((text, i) => `rust-lld: ${text}\n${text.includes("\n") && i < all.length - 1 ? "\n" : ""}`);
  return [...words.log.map((text) => `rust-lld: ${text}\n`), ...told].join("");
}

/** What the linker said under rustc's frame. */
export function lldFailure(call: LldCall, words: Pick<LldResult, "log" | "errors" | "warnings">): Diagnostic {
  const isNew = atLeast(call.session.release, 90);
  const command = commandWords(call)
    .map((word) => JSON.stringify(word))
    .join(" ");
  const failure = error("linking with `rust-lld` failed: exit status: 1").note(`${isNew ? " " : ""}${command}`);
  if (isNew) failure.note("some arguments are omitted. use `--verbose` to show all linker arguments");
  return failure.note(printed(words));
}

/** What the linker said though it linked, as findings of `linker_messages`: standard error, then standard output. */
export function linkerMessages(result: LldResult): FoundLint[] {
  const standardError = printed(result).replaceAll(": warning: ", ": ");
  const standardOutput = result.output.map((line) => `${line}\n`).join("");
  const said = Object.entries({ stderr: standardError, stdout: standardOutput }).filter(([, text]) => text !== "");
  return said.map(([stream, text]) => ({ lint: "linker_messages", node: 0, diagnostic: warning(`linker ${stream}: ${text}`) }));
}
