// What the inspectors' entries (`inspectors/*.ts`) share: `kbuild nm`, `objdump`, `size`, `strip`, `readelf`, without commander and
// the compiler. Start-up time decides this form.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isTerminal } from "../node/descriptors.ts";
import { realDesk } from "../node/inspect-desk.ts";
import type { RealDesk } from "../node/inspect-desk.ts";
import { expandResponses } from "../base/response-files.ts";
import { looksLikeCargo, packageArtifact, recentArtifact } from "./inspect-artifact.ts";

/** An inspector: does what its arguments say, and gives the exit status. */
export type Inspector = (desk: RealDesk, args: readonly string[]) => number | Promise<number>;

/** UTF-8 or UTF-16 by the file's mark, which is left out. */
function responseText(path: string): string | undefined {
  try {
    const bytes = readFileSync(path);
    const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
    return bytes.toString(isWide ? "utf16le" : "utf8").replace(/^\ufeff/, "");
  } catch {
    return undefined;
  }
}

/** LLVM 22 tells of a file within itself, 15 does not. */
function responses(words: readonly string[], llvm: 15 | 22): string[] {
  const recursive = (path: string): void => {
    if (llvm === 22) process.stderr.write(`recursive expansion of: '${resolve(path)}'\n`);
  };
  return expandResponses(words, { read: responseText, recursive });
}

function toolchainFileAbove(): boolean {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "rust-toolchain.toml")) || existsSync(join(folder, "rust-toolchain"))) return true;
    if (dirname(folder) === folder) return false;
  }
}

/** LLVM's release that goes with Rust's: 15 for 1.68.1, 22 for 1.96. The files are read only where there are some. */
async function llvmOf(plus: string | undefined): Promise<15 | 22> {
  if (plus === undefined && process.env["RUSTUP_TOOLCHAIN"] === undefined && !toolchainFileAbove()) return 15;
  const [{ chooseRelease }, { realHost }] = await Promise.all([import("./release-choice.ts"), import("../node/host.ts")]);
  return chooseRelease(realHost(), plus).llvmMajor === 22 ? 22 : 15;
}

/** The release, or undefined after a message: an unknown toolchain, or a file that cannot be read. */
async function chosenLlvm(plus: string | undefined): Promise<15 | 22 | undefined> {
  try {
    return await llvmOf(plus);
  } catch (error) {
    const { CargoError, renderCargoError } = await import("../cargo/cargo-error.ts");
    if (!(error instanceof CargoError)) throw error;
    process.stderr.write(renderCargoError(error));
    process.exitCode = error.exitCode;
    return undefined;
  }
}

/** Options alone, inside a package and with no a.out: the most recent artifact is meant. */
function withArtifact(args: readonly string[]): readonly string[] {
  if (args.some((arg) => !arg.startsWith("-") || arg === "-" || /^--?(?:h|help|version|V)$/.test(arg)) || existsSync("a.out")) return args;
  const artifact = recentArtifact();
  return artifact === undefined ? args : [...args, artifact];
}

/** Takes `--hints` out of the words; no LLVM tool has an option of that name. */
function takeHints(words: string[]): boolean {
  const at = words.indexOf("--hints");
  if (at >= 0) words.splice(at, 1);
  return at >= 0;
}

async function printHints(tool: string, args: readonly string[], chosen: string | undefined): Promise<void> {
  const { inspectHints } = await import("./inspect-hints.ts");
  process.stderr.write(await inspectHints(tool, args, chosen, process.exitCode !== 0));
}

/** Runs the inspector `tool` on the process's words. */
export async function inspectMain(tool: string, run: Inspector): Promise<void> {
  const words = process.argv.slice(2);
  const plus = words[0]?.startsWith("+") === true ? words.shift()?.slice(1) : undefined;
  words.shift();
  const llvm = await chosenLlvm(plus);
  if (llvm === undefined) return;
  const desk = realDesk(llvm);
  const wantsHints = takeHints(words) || isTerminal(2);
  const named = looksLikeCargo(words) ? undefined : responses(words, llvm);
  const args = named === undefined ? await packageArtifact(tool, words, plus) : withArtifact(named);
  if (args === undefined) return;
  try {
    process.exitCode = await run(desk, args);
  } finally {
    desk.flush();
  }
  if (wantsHints) await printHints(tool, args, args === named ? undefined : args.at(-1));
}
