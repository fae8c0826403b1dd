// The inspectors' entry: `kbuild nm`, `objdump`, `size`, `strip`, `readelf`, without commander and the compiler.
// Each tool's code is loaded when it is asked for; start-up time decides this form.
import { existsSync, readFileSync } from "node:fs";
import { realDesk } from "../node/inspect-desk.ts";
import type { RealDesk } from "../node/inspect-desk.ts";
import { expandResponses } from "../inspect/options.ts";
import { looksLikeCargo, packageArtifact, recentArtifact } from "./inspect-artifact.ts";

async function run(desk: RealDesk, tool: string, args: readonly string[]): Promise<number> {
  switch (tool) {
    case "nm":
      return (await import("../inspect/nm.ts")).nm(desk, args);
    case "size":
      return (await import("../inspect/size.ts")).size(desk, args);
    case "strip":
      return (await import("../inspect/strip/strip.ts")).strip(desk, args);
    case "readelf":
      return (await import("../inspect/readelf/readelf.ts")).readelf(desk, args);
    default:
      return (await import("../inspect/objdump/objdump.ts")).objdump(desk, args);
  }
}

function responseText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** LLVM's release that goes with Rust's: 15 for 1.68.1, 22 for 1.96. */
function llvmOf(plus: string | undefined): 15 | 22 {
  const name = plus ?? process.env["RUSTUP_TOOLCHAIN"] ?? "";
  return /^(?:1\.96|stable)/.test(name) ? 22 : 15;
}

/** Options alone, inside a package and with no a.out: the most recent artifact is meant. */
function withArtifact(args: readonly string[]): readonly string[] {
  if (args.some((arg) => !arg.startsWith("-") || arg === "-" || /^--?(?:h|help|version|V)$/.test(arg)) || existsSync("a.out")) return args;
  const artifact = recentArtifact();
  return artifact === undefined ? args : [...args, artifact];
}

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const plus = words[0]?.startsWith("+") === true ? words.shift()?.slice(1) : undefined;
  const tool = words.shift() ?? "nm";
  const desk = realDesk(llvmOf(plus));
  const args = looksLikeCargo(words) ? await packageArtifact(words, plus) : withArtifact(expandResponses(words, responseText));
  if (args === undefined) return;
  try {
    process.exitCode = await run(desk, tool, args);
  } finally {
    desk.flush();
  }
}

void main();
