// What a unit leaves behind that makes no code: what other crates and cargo ask for, `libk.rmeta`.
import type { Session } from "../../target/session.ts";

/** A library for other crates. */
export const isRlib = ({ crateType }: Session): boolean => crateType === "lib" || crateType === "rlib";

/** One line of JSON: the crate, and what it was checked for. */
export function metadataText({ crateName, edition, release, target }: Session): string {
  return `${JSON.stringify({ crate: crateName, edition, release: release.version, target: target.triple })}\n`;
}
