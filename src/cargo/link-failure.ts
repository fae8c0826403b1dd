// What rustc says when the linker failed: the command, then the linker's own words.
import { error } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { Session } from "../target/session.ts";

export function linkFailure(session: Session, errors: readonly string[]): Diagnostic {
  const { linker } = session.target;
  const name = linker === "rust-lld" ? "rust-lld" : linker;
  const lines = errors.map((message) => `${name}: error: ${message}\n`).join("");
  return error(`linking with \`${linker}\` failed: exit status: 1`).note(lines);
}
