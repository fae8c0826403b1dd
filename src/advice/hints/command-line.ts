// Command lines that were nearly right: one dash for two, a package's name without `-p`, the compiler's options given to
// cargo, a tool's name of another project.
import { similar } from "../../base/similar.ts";
import { knownTriples } from "../../target/known-triples.ts";
import { targetTriples } from "../../target/targets.ts";
import type { Case } from "../case.ts";
import { packageTargets } from "../package-targets.ts";
import type { Hint } from "../hint.ts";

const LONG_OPTIONS = [
  "target",
  "release",
  "profile",
  "package",
  "workspace",
  "features",
  "manifest-path",
  "bin",
  "lib",
  "verbose",
  "quiet",
  "target-dir",
  "all-features",
  "no-default-features",
];
/** Verbs that take rustc's options behind `--`. */
const COMPILES = ["build", "b", "check", "c", "run", "r"];
/** And the one that takes them, behind its own. */
const WITH_COMPILER = [...COMPILES, "rustc"];

const isUnexpected = (text: string): boolean => /unexpected argument|wasn't expected/.test(text);

/** `-release`, `-target`. */
export const singleDash: Hint = {
  id: "single-dash-option",
  decide(at) {
    if (!isUnexpected(at.failureText)) return undefined;
    const slip = at.options.find((word) => /^-[a-z][a-z-]+(?:=.*)?$/.test(word));
    const name = slip?.slice(1).split("=", 1)[0] ?? "";
    const meant = LONG_OPTIONS.includes(name) ? name : name.length > 3 ? similar(name, LONG_OPTIONS) : undefined;
    if (slip === undefined || meant === undefined) return undefined;
    const mended = slip.replace(`-${name}`, `--${meant}`);
    return {
      words: `long options have two dashes; \`${slip}\` is read as the letter \`${slip.slice(0, 2)}\` and what follows`,
      command: at.command(at.words.map((word) => (word === slip ? mended : word))),
    };
  },
};

/** `kbuild build -C ...`, `kbuild build -- -C ...`. */
export const compilerOption: Hint = {
  id: "compiler-option",
  page: "link-arguments",
  decide(at) {
    if (!isUnexpected(at.failureText) || !WITH_COMPILER.includes(at.verb)) return undefined;
    const dashes = at.words.indexOf("--");
    const behind = dashes < 0 ? [] : at.words.slice(dashes + 1);
    const first = at.options.findIndex((word) => /^-C/.test(word));
    if ((behind[0]?.startsWith("-C") !== true || at.verb === "rustc") && first < 0) return undefined;
    const [options, compiler] = first < 0 ? [at.options, behind] : [at.options.slice(0, first), [...at.options.slice(first), ...behind]];
    return {
      words: "options of the compiler's go behind `rustc --`",
      command: at.command(["rustc", ...options, "--", ...compiler]),
    };
  },
};

/** Options that take no value: a word behind another option may be its value. */
const FLAGS = [
  "--release",
  "-r",
  "--quiet",
  "-q",
  "--verbose",
  "-v",
  "--workspace",
  "--all",
  "--lib",
  "--bins",
  "--locked",
  "--offline",
  "--frozen",
];

/** Options that are written without their dashes. */
const BARE_WORDS = ["release", "verbose", "quiet", "workspace", "all", "lib", "bins", "tests", "benches", "examples", "all-targets"];

const isKnownTarget = (word: string, { release }: Case): boolean =>
  word.endsWith(".json") || targetTriples().includes(word) || knownTriples(release).includes(word);

/** `kbuild build kernel`. */
export const positionalPackage: Hint = {
  id: "positional-package",
  decide(at) {
    const name = /unexpected argument '(\w[\w.-]*)' found|Found argument '(\w[\w.-]*)' which/.exec(at.failureText);
    const word = name?.[1] ?? name?.[2];
    if (word === undefined || !at.options.includes(word) || !COMPILES.includes(at.verb)) return undefined;
    const before = at.options[at.options.indexOf(word) - 1] ?? "";
    if (before.startsWith("-") && !FLAGS.includes(before)) return undefined;
    const isPackage = at.survey.members.some((member) => member.name === word);
    const isBin = at.survey.members.some(({ bins }) => bins.some((bin) => bin.name === word));
    const rest = at.options.filter((other) => other !== word);
    const option = isPackage ? "-p" : isBin ? "--bin" : undefined;
    if (option === undefined && isKnownTarget(word, at))
      return { words: `a target is named with \`--target\``, command: at.command([at.verb, "--target", word, ...rest]) };
    if (option === undefined && BARE_WORDS.includes(word))
      return { words: `\`${word}\` is an option and has two dashes`, command: at.command([at.verb, `--${word}`, ...rest]) };
    if (option === undefined)
      return at.survey.members.length === 1
        ? {
            words: `\`${at.verb}\` takes no name: the package of this folder, \`${at.survey.members[0]?.name}\`, is meant by itself`,
            command: at.command([at.verb, ...rest]),
          }
        : undefined;
    return {
      words: `a ${isPackage ? "package" : "program"} is named with \`${option}\``,
      command: at.command([at.verb, option, word, ...rest]),
    };
  },
};

/** `kbuild rustc -- ...` in a package of several crates. */
export const rustcNeedsOneTarget: Hint = {
  id: "rustc-needs-one-target",
  decide(at) {
    if (!/^extra arguments to `rustc` can only be passed to one target/.test(at.failureText)) return undefined;
    const [first] = packageTargets(at.survey);
    const bin = at.survey.members.flatMap(({ bins }) => bins)[0];
    if (bin === undefined || first === undefined) return undefined;
    return {
      words: `the package holds ${packageTargets(at.survey).join(", ")}: say which one the arguments are for`,
      command: at.command(["rustc", "--bin", bin.name, ...at.words.slice(1)]),
    };
  },
};

interface OwnTool {
  /** What of kbuild's does the work. */
  readonly verb: string;
  /** What to say where the work is not quite the same. */
  readonly but?: string;
}

/** Tools that people install beside cargo. */
const TOOLS: Readonly<Record<string, OwnTool>> = {
  bootimage: { verb: "image" },
  xbuild: { verb: "build" },
  xcheck: { verb: "check" },
  xrun: { verb: "run" },
  readobj: { verb: "readelf" },
  objcopy: { verb: "image", but: "which makes what boots; bytes without headers it does not write" },
};

/** Packages that are installed for such a tool. */
const PACKAGES: Readonly<Record<string, OwnTool>> = {
  bootimage: { verb: "image" },
  "cargo-xbuild": { verb: "build" },
  "cargo-binutils": { verb: "objdump", but: "and `nm`, `size`, `strip`, `readelf`" },
};

export const toolOfAnother: Hint = {
  id: "tool-built-in",
  page: "boot-image",
  decide(at) {
    const missing = /^no such (?:sub)?command: `([^`]+)`/.exec(at.failureText)?.[1];
    const installed =
      at.verb === "install" && at.failure?.code === "KB0600" ? at.options.find((word) => PACKAGES[word] !== undefined) : undefined;
    const own = installed === undefined ? TOOLS[missing ?? ""] : PACKAGES[installed];
    if (own === undefined) return undefined;
    const tool = installed ?? `cargo ${missing}`;
    return {
      words: `\`${tool}\` is a tool of its own; kbuild has \`kbuild ${own.verb}\` for its work, ${own.but ?? "with nothing to install"}`,
      command: at.command([own.verb]),
    };
  },
};

/** One folder too high. */
export const manifestElsewhere: Hint = {
  id: "manifest-elsewhere",
  decide(at) {
    if (!/^could not find `Cargo.toml` in/.test(at.failureText) || /please try to rename/.test(at.failureText)) return undefined;
    const { files, currentDirectory } = at.host;
    const isPackage = (name: string) => files.status(`${currentDirectory}/${name}/Cargo.toml`)?.kind === "file";
    const names = files.list(currentDirectory).slice(0, 200).filter(isPackage);
    if (names.length !== 1) return undefined;
    return { words: `there is one in \`${names[0]}/\``, command: `cd ${names[0]}` };
  },
};
