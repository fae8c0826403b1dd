// A program through kbuild, in this process, and through the real rustc, and what became of both.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const LINUX = "x86_64-unknown-linux-gnu";
const LINKING = ["-C", "link-arg=-nostartfiles", "-C", "link-arg=-static", "-C", "relocation-model=static"];
const CONFIG = `[target.${LINUX}]\nrustflags = ${JSON.stringify(LINKING)}\n`;

/** `dev`, or `release` with its optimization level. */
export interface Profile {
  readonly name: "dev" | "release";
  readonly level: string;
}

/** What a program wrote and how it ended, or why there is none. */
export type Outcome = { readonly text: string } | { readonly failed: string };

export type Verdict =
  | { readonly kind: "same" }
  /** The generator's fault. */
  | { readonly kind: "not Rust"; readonly why: string }
  | { readonly kind: "refused" | "rejected" | "differs" | "crash"; readonly why: string };

const memory = new Map<string, string | undefined>();
function readCoreOnce(path: string): string | undefined {
  if (!memory.has(path)) memory.set(path, readCorelib(path));
  return memory.get(path);
}

export class Judge {
  constructor(
    readonly folder: string,
    readonly rustc: string,
  ) {
    mkdirSync(join(folder, "src"), { recursive: true });
  }

  async judge(source: string, profile: Profile): Promise<Verdict> {
    const ours = await this.kbuildOutcome(source, profile);
    if ("failed" in ours && isRefusal(ours.failed)) return { kind: "refused", why: ours.failed };
    const theirs = this.rustcOutcome(source, profile);
    return "failed" in theirs ? { kind: "not Rust", why: theirs.failed } : this.verdict(ours, theirs);
  }

  verdict(ours: Outcome, theirs: { readonly text: string }): Verdict {
    if ("failed" in ours) {
      const kind = isRefusal(ours.failed) ? "refused" : ours.failed.startsWith("crash") ? "crash" : "rejected";
      return { kind, why: ours.failed };
    }
    return ours.text === theirs.text ? { kind: "same" } : { kind: "differs", why: firstDifference(ours.text, theirs.text) };
  }

  async kbuildOutcome(source: string, { name, level }: Profile): Promise<Outcome> {
    const manifest = `[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n[profile.${name}]\npanic = "abort"\ndebug = 0\nopt-level = ${/\d/.test(level) ? level : `"${level}"`}\n`;
    const host = memoryHost({ "/k/Cargo.toml": manifest, "/k/.cargo/config.toml": CONFIG, "/k/src/main.rs": source }, "/k");
    const context = { host, release: RELEASE_1_96_0, readCore: readCoreOnce };
    try {
      const options = buildOptions({ target: [LINUX], release: name === "release", defaultFeatures: true }, context, "link");
      if ((await build(host, options, readCoreOnce)) !== 0) return { failed: firstErrors(host.stderr.text) };
    } catch (error) {
      return { failed: `crash ${error instanceof Error ? error.stack?.slice(0, 600) : String(error)}` };
    }
    return this.#run("ours", host.files.read(`/k/target/${LINUX}/${name === "release" ? "release" : "debug"}/k`));
  }

  rustcOutcome(source: string, { name, level }: Profile): Outcome {
    writeFileSync(join(this.folder, "src/main.rs"), source);
    const image = join(this.folder, "theirs");
    const checks = name === "dev" ? ["-C", "debug-assertions=on"] : [];
    const flags = ["--edition", "2021", "-C", "panic=abort", "-C", `opt-level=${level}`, ...checks, ...LINKING, "-o", image];
    const { status, stderr } = spawnSync(this.rustc, ["src/main.rs", ...flags], { cwd: this.folder, encoding: "utf8" });
    return status === 0 ? this.#execute(image) : { failed: firstErrors(stderr ?? "") };
  }

  #run(name: string, bytes: Uint8Array): Outcome {
    const image = join(this.folder, name);
    rmSync(image, { force: true });
    writeFileSync(image, bytes);
    chmodSync(image, 0o755);
    return this.#execute(image);
  }

  #execute(image: string): Outcome {
    const { stdout, status, signal } = spawnSync(image, [], { encoding: "utf8", timeout: 20_000, maxBuffer: 1 << 28 });
    return { text: `${stdout}\nstatus ${status} ${signal ?? ""}` };
  }
}

const isRefusal = (errors: string): boolean => /KB\d/.test(errors) && !/error\[E\d/.test(errors);

function firstErrors(text: string): string {
  const found = [...text.matchAll(/^error.*\n(?: *--> .*)?/gm)].map(([all]) => all.replace(/\n */, " "));
  return found.slice(0, 2).join("; ") || text.slice(0, 300);
}

function firstDifference(ours: string, theirs: string): string {
  const [a, b] = [ours.split("\n"), theirs.split("\n")];
  const line = a.findIndex((text, i) => text !== b[i]);
  const which = a.slice(0, line).filter((text) => text.startsWith("case ")).length;
  return `case ${which}, line ${line + 1}: kbuild ${a[line]?.slice(0, 200)}, rustc ${b[line]?.slice(0, 200)}`;
}
