// What `rustc --version --verbose` and `cargo --version` print.
import { rustcVersionText } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { HOST_TRIPLE } from "../../target/targets.ts";

export function rustcVersion(release: Release, verbose: boolean): string {
  const first = `rustc ${rustcVersionText(release)}\n`;
  if (!verbose) return first;
  const { commitHash, commitDate, version, llvmVersion } = release;
  return `${first}binary: rustc\ncommit-hash: ${commitHash}\ncommit-date: ${commitDate}\nhost: ${HOST_TRIPLE}\nrelease: ${version}\nLLVM version: ${llvmVersion}\n`;
}

export function cargoVersion(release: Release): string {
  const { cargoVersion: version, cargoCommitHash, cargoCommitDate } = release;
  return `cargo ${version} (${cargoCommitHash.slice(0, 9)} ${cargoCommitDate})\n`;
}
