// The name that was nearly meant, as cargo offers it behind a message.
import { similar } from "../base/similar.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";

/** Three edits away at most; empty if there is none. `kind` is what the names are of: `package`. */
export function closestWords(name: string, names: readonly string[], kind: string, release: Release): string {
  const near = similar(name, names, 3);
  if (near === undefined) return "";
  return atLeast(release, 84) ? `\n\nhelp: a ${kind} with a similar name exists: \`${near}\`` : `\n\n\tDid you mean \`${near}\`?`;
}
