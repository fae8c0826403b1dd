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

/** What cargo says behind these lines is of libraries and a system that kbuild does not stand on. */
export function cargoVersion(release: Release, verbose: boolean): string {
  const { cargoVersion: version, cargoCommitHash: hash, cargoCommitDate: date } = release;
  const first = `cargo ${version} (${hash.slice(0, 9)} ${date})\n`;
  return verbose ? `${first}release: ${version}\ncommit-hash: ${hash}\ncommit-date: ${date}\nhost: ${HOST_TRIPLE}\n` : first;
}
