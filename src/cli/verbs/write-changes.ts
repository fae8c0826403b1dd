// What `kbuild fix` writes, and what goes wrong then in cargo's form.
import type { Host } from "../../base/host.ts";
import { FileError } from "../../base/host.ts";
import { applyChanges, StaleFile } from "../../advice/change.ts";
import type { FileChange } from "../../advice/change.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { osErrorText } from "../../cargo/os-errors.ts";

/** Throws CargoError if a file changed meanwhile (nothing is written then) or cannot be written. */
export function writeChanges(host: Host, changes: readonly FileChange[]): void {
  try {
    applyChanges(host, changes);
  } catch (error) {
    if (error instanceof StaleFile) throw new CargoError(`${error.message}: nothing was changed`, [], 1);
    if (error instanceof FileError) throw new CargoError(`failed to write \`${error.path}\``, [osErrorText(error.code)]);
    throw error;
  }
}
