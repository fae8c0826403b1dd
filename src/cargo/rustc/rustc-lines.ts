// What rustc's command line comes to for a unit: what cargo writes of its own, what the user adds, and the question that cargo
// asks rustc about the target before it builds anything, where bad flags show first.
import { refusal } from "../cargo-error.ts";
import type { Host } from "../../base/host.ts";
import type { Release } from "../../target/release.ts";
import type { Cfg } from "../../target/session.ts";
import type { Target } from "../../target/target.ts";
import { findTarget, hasCodeGenerator } from "../../target/targets.ts";
import { withFeatures } from "../../target/x86-features.ts";
import type { Config } from "../config/config.ts";
import { normalizePath } from "../../base/normal-path.ts";
import { cargoCfgs } from "../resolve/platform.ts";
import { usesLto } from "./rustc-command.ts";
import { RustcOptionError } from "./rustc-grammar.ts";
import { parseRustc, readRustc } from "./rustc-options.ts";
import type { RustcContext, RustcOptions } from "./rustc-options.ts";
import { rustflags } from "../config/rustflags.ts";
import { learningFailed } from "../targets/target-choice.ts";
import { sourcePath } from "../build/unit.ts";
import { takesUnstable } from "../config/unstable-options.ts";
import type { Unit } from "../build/unit.ts";

/** What the words depend on. */
export type LineOf = Pick<Unit, "manifest" | "crate" | "isTest" | "workspaceRoot" | "profile" | "words" | "isRegistry" | "lintCap">;

/** rustc's own look at an error that it does not tell as JSON. */
export function plainError({ message }: RustcOptionError): string {
  const [first = "", ...more] = message.split("\n");
  const isWhole = more.some((line) => /^(?:help|note|error): /.test(line));
  return `error: ${[first, ...more.map((line) => (isWhole || line === "" ? line : `       ${line}`))].join("\n")}\n\n`;
}

/** The part of what cargo writes that what the user adds may clash with. */
function cargoWords(line: LineOf, target: Target): string[] {
  const { crate, words, lintCap } = line;
  return [
    ...["--crate-name", crate.name.replaceAll("-", "_"), `--edition=${crate.edition}`, sourcePath(line)],
    ...["--error-format=json", "--json=diagnostic-rendered-ansi,artifacts,future-incompat"],
    ...(line.isTest ? ["bin"] : crate.crateTypes).flatMap((type) => ["--crate-type", type]),
    ...(usesLto(line) ? [] : ["-C", "embed-bitcode=no"]),
    ...["--out-dir", "deps"],
    ...(words.target === undefined ? [] : ["--target", target.triple]),
    ...(lintCap === undefined ? [] : ["--cap-lints", lintCap]),
  ];
}

/** The conditions that flags set, and the target with the features that they ask for. */
export interface Learned {
  readonly cfgs: readonly Cfg[];
  readonly featured: Target;
}

export class RustcLines {
  readonly isNightly: boolean;

  constructor(
    readonly host: Host,
    readonly config: Config,
    readonly options: { readonly release: Release; readonly unstable: ReadonlySet<string> },
  ) {
    this.isNightly = takesUnstable(options.release, host);
  }

  flags(target: Target): readonly string[] {
    return rustflags(this.config, target.triple, cargoCfgs(target, this.options.release));
  }

  /** Files of arguments are found from `folder`. */
  #context(target: Target, folder: string): RustcContext {
    const { files } = this.host;
    const readFile = (path: string) =>
      new TextDecoder().decode(files.read(normalizePath(path.startsWith("/") ? path : `${folder}/${path}`)));
    return { release: this.options.release, isNightly: this.isNightly, target, readFile };
  }

  /** What the flags change. Throws CargoError for flags that rustc does not take when it is asked about the target. */
  learn(target: Target, name: string | undefined): Learned {
    // Which conditional tables fit is not known before the answer to a first question.
    const first = rustflags(this.config, target.triple, []);
    const learned = this.#learn(target, name, first);
    const flags = this.flags(target);
    return flags.join("\0") === first.join("\0") ? learned : this.#learn(target, name, flags);
  }

  #learn(target: Target, name: string | undefined, flags: readonly string[]): Learned {
    const words = ["-", "--crate-name", "___", ...flags, ...(name === undefined ? [] : ["--target", target.triple])];
    try {
      const { cfgs, codegen } = parseRustc(words, this.#context(target, this.host.currentDirectory));
      return { cfgs, featured: withFeatures(target, codegen.targetCpu, codegen.targetFeatures) };
    } catch (error) {
      if (!(error instanceof RustcOptionError)) throw error;
      const isOwn = error.about.code?.startsWith("KB") === true;
      if (!isOwn) throw learningFailed(name ?? target.triple, `${plainError(error).trimEnd()}\n`, { ...this.options, rustflags: flags });
      return { cfgs: [], featured: target };
    }
  }

  /** What a unit's words come to, and the target that rustc compiles for: another than cargo's where the words name it. */
  read(line: LineOf, target: Target): { readonly rustc: RustcOptions; readonly target: Target } {
    const { own, flags, script } = line.words;
    if ([...flags, ...script].some((word) => word.startsWith("--print"))) throw refusal("a question among rustflags");
    const words = [...cargoWords(line, target), ...own, ...flags, ...script];
    const { crateTypes } = line.crate;
    const rustc = readRustc(words, { ...this.#context(target, line.workspaceRoot), crateTypes });
    if (rustc.target === undefined || rustc.target === target.triple) return { rustc, target };
    const other = own.length > 0 && hasCodeGenerator(rustc.target) ? findTarget(rustc.target) : undefined;
    if (other?.os !== "none") throw refusal(`the target \`${rustc.target}\` among rustc's own arguments`);
    return { rustc: readRustc(words, { ...this.#context(other, line.workspaceRoot), crateTypes }), target: other };
  }
}
