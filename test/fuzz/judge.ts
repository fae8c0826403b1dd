// A program through kbuild, in this process, and through the real rustc, and what became of both.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { makePlan } from "../../src/cargo/build/plan.ts";
import { unitCompiler } from "../../src/cargo/compile/unit-compiler.ts";
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
  /** Of arithmetic, and `debug_assert!`. */
  readonly checks: boolean;
  readonly edition: string;
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

  /** Of a program that is Rust. */
  verdict(ours: Outcome, theirs: { readonly text: string }): Verdict {
    if ("failed" in ours) return { kind: failureKind(ours.failed), why: ours.failed };
    return ours.text === theirs.text ? { kind: "same" } : { kind: "differs", why: firstDifference(ours.text, theirs.text) };
  }

  /** `isJudged`: kbuild judges the program, too, rather than make code of it alone. */
  async kbuildOutcome(source: string, profile: Profile, isJudged = true): Promise<Outcome> {
    try {
      const made = isJudged ? undefined : await codeAlone(source, profile);
      const image = made ?? (await imageOf(source, profile));
      return typeof image === "string" ? { failed: image } : this.#run("ours", image);
    } catch (error) {
      return { failed: `crash ${error instanceof Error ? error.stack?.slice(0, 600) : String(error)}` };
    }
  }

  /** rustc's level may be another one: what is optimized and what is not behave alike. */
  rustcOutcome(source: string, { checks, edition }: Profile, level: string): Outcome {
    writeFileSync(join(this.folder, "src/main.rs"), source);
    const image = join(this.folder, "theirs");
    const flags = ["-C", "panic=abort", "-C", `opt-level=${level}`, "-C", `debug-assertions=${checks ? "on" : "off"}`];
    const args = ["src/main.rs", "--edition", edition, ...flags, ...LINKING, "-o", image];
    const { status, stderr } = spawnSync(this.rustc, args, { cwd: this.folder, encoding: "utf8" });
    return status === 0 ? this.#execute(image) : { failed: errorLines(stderr ?? "") };
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

function project(source: string, { name, level, checks, edition }: Profile) {
  const opt = /\d/.test(level) ? level : `"${level}"`;
  const manifest = `[package]\nname = "k"\nversion = "0.1.0"\nedition = "${edition}"\n[profile.${name}]\npanic = "abort"\ndebug = 0\nopt-level = ${opt}\ndebug-assertions = ${checks}\noverflow-checks = ${checks}\n`;
  const host = memoryHost({ "/k/Cargo.toml": manifest, "/k/.cargo/config.toml": CONFIG, "/k/src/main.rs": source }, "/k");
  const context = { host, release: RELEASE_1_96_0, readCore: readCoreOnce };
  return { host, options: buildOptions({ target: [LINUX], release: name === "release", defaultFeatures: true }, context, "link") };
}

/** The image, or the errors. */
async function imageOf(source: string, profile: Profile): Promise<Uint8Array | string> {
  const { host, options } = project(source, profile);
  if ((await build(host, options, readCoreOnce)) !== 0) return errorLines(host.stderr.text);
  return host.files.read(`/k/target/${LINUX}/${profile.name === "release" ? "release" : "debug"}/k`);
}

/** The image of a program that nobody judges: half the work. Undefined if there is anything to say. */
async function codeAlone(source: string, profile: Profile): Promise<Uint8Array | undefined> {
  const { host, options } = project(source, profile);
  const silent = () => {};
  const plan = await makePlan(host, options, silent, silent, readCoreOnce);
  const compiler = await unitCompiler(plan, host, "link", readCoreOnce, host.environment);
  const [unit] = plan.units;
  const image = unit && compiler.makeCode(unit)?.artifacts.get("link");
  return typeof image === "string" ? undefined : image;
}

/** Why kbuild made no image. */
export function failureKind(errors: string): "refused" | "rejected" | "crash" {
  if (/KB\d/.test(errors) && !/error\[E\d/.test(errors)) return "refused";
  return errors.startsWith("crash") ? "crash" : "rejected";
}

/** A line for each error, with its place. */
function errorLines(text: string): string {
  const found = [...text.matchAll(/^error.*\n(?: *--> .*)?/gm)].map(([all]) => all.replace(/\n */, " "));
  return found.join("\n") || text.slice(0, 300);
}

export function firstDifference(ours: string, theirs: string): string {
  const [a, b] = [ours.split("\n"), theirs.split("\n")];
  const line = a.findIndex((text, i) => text !== b[i]);
  const which = a.slice(0, line).filter((text) => text.startsWith("case ")).length;
  return `case ${which}, line ${line + 1}: kbuild ${a[line]?.slice(0, 200)}, rustc ${b[line]?.slice(0, 200)}`;
}
