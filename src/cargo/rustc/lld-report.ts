// How rustc tells what LLD said: if it failed, its command line and then its own words; else a lint that is allowed unless
// asked for has them (`linker_messages`, from 1.86 on).
import { error, warning } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { FoundLint } from "../../sema/lints/report.ts";
import { atLeast } from "../../target/release.ts";
import type { LldResult } from "../../link/link.ts";
import { commandText, firstObject, lldWords, objectPath } from "./linker-command.ts";
import type { LinkerCall } from "./linker-command.ts";

/** LLD sets what follows a message of several lines apart. */
function printed(words: Pick<LldResult, "log" | "errors" | "warnings">): string {
  const all = [...words.warnings.map((text) => `warning: ${text}`), ...words.errors.map((text) => `error: ${text}`)];
  const told = all.map((text, i) => `rust-lld: ${text}\n${text.includes("\n") && i < all.length - 1 ? "\n" : ""}`);
  return [...words.log.map((text) => `rust-lld: ${text}\n`), ...told].join("");
}

/** What the linker said under rustc's frame. */
export function lldFailure(call: LinkerCall, words: Pick<LldResult, "log" | "errors" | "warnings">): Diagnostic {
  const isNew = atLeast(call.session.release, 90);
  const failure = error("linking with `rust-lld` failed: exit status: 1").note(commandText(lldWords(call), call, { kind: "shown" }));
  if (isNew) failure.note("some arguments are omitted. use `--verbose` to show all linker arguments");
  const own = ` is incompatible with ${objectPath(call)}`;
  const errors = words.errors.map((text) => (text.endsWith(own) ? text.replace(own, ` is incompatible with ${firstObject(call)}`) : text));
  return failure.note(printed({ ...words, errors }));
}

/** What the linker said though it linked, as findings of `linker_messages`: standard error, then standard output. */
export function linkerMessages(result: LldResult): FoundLint[] {
  const standardError = printed(result).replaceAll(": warning: ", ": ");
  const standardOutput = result.output.map((line) => `${line}\n`).join("");
  const said = Object.entries({ stderr: standardError, stdout: standardOutput }).filter(([, text]) => text !== "");
  return said.map(([stream, text]) => ({ lint: "linker_messages", node: 0, diagnostic: warning(`linker ${stream}: ${text}`) }));
}
