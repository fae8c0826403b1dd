// How rustc tells that `cc` failed: its command line, what the linker printed, and advice where a name was missing.
import { error } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import { atLeast } from "../../target/release.ts";
import { ccWords, commandText } from "./linker-command.ts";
import type { LinkerCall } from "./linker-command.ts";

/** `lines` are what the linker printed. */
export function ccFailure(call: LinkerCall, lines: readonly string[]): Diagnostic {
  const isNew = atLeast(call.session.release, 90);
  const failure = error("linking with `cc` failed: exit status: 1").note(commandText(ccWords(call), call, { kind: "shown" }));
  if (isNew) failure.note("some arguments are omitted. use `--verbose` to show all linker arguments");
  failure.note(`${lines.join("\n")}\n`);
  if (!lines.some((line) => line.includes("undefined reference to"))) return failure;
  const externs = "some `extern` functions couldn't be found; some native libraries may need to be installed or have their path specified";
  const anchor = isNew ? "rustc-link-lib" : "cargorustc-link-libkindname";
  (isNew ? failure.note(externs) : failure.help(externs))
    .note("use the `-l` flag to specify native libraries to link")
    .note(
      `use the \`cargo:rustc-link-lib\` directive to specify the native libraries to link with Cargo (see https://doc.rust-lang.org/cargo/reference/build-scripts.html#${anchor})`,
    );
  return failure;
}
