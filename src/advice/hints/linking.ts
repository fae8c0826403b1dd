// After the compiler: a hosted link that starts through the C runtime, a core that was built for unwinding, and images that
// link without a word and boot into nowhere.
import { bytesAccess } from "../../base/memory-host.ts";
import { FileError } from "../../base/host.ts";
import { similar } from "../../base/similar.ts";
import { artifactPath } from "../../cargo/build/unit.ts";
import type { Unit } from "../../cargo/build/unit.ts";
import { ElfError, ElfFile } from "../../elf/read.ts";
import { primarySpan } from "../case.ts";
import type { Case } from "../case.ts";
import { entryAdvice } from "../entry-advice.ts";
import { askedEntry } from "../entry-name.ts";
import type { Hint } from "../hint.ts";
import { unreadTarget } from "./unwinding.ts";

const BARE_METAL = "x86_64-unknown-none";

function hostedLink(at: Case, message: RegExp): Unit | undefined {
  const found = at.error(message) ?? at.error(/^linking with `cc` failed/);
  if (found === undefined || found.unit.target.os === "none") return undefined;
  const text = [found.diagnostic.message, ...found.diagnostic.children.map((child) => child.message)].join("\n");
  return message.test(text) && /#!\[no_main\]/.test(at.rootOf(found.unit)?.text ?? "") ? found.unit : undefined;
}

/** The compiler's options without link arguments that are another system's, or a misspelt `-nostartfiles`. */
function forThisLinker(words: readonly string[]): string[] {
  const isOdd = (word: string | undefined) => {
    const value = /^(?:-C)?link-args?=(.*)$/.exec(word ?? "")?.[1];
    return value !== undefined && (value.startsWith("/") || similar(value, ["-nostartfiles"]) !== undefined);
  };
  return words.filter((word, i) => !isOdd(word) && !(word === "-C" && isOdd(words[i + 1])));
}

/** The command as one of `rustc`'s for the one program, with more of the compiler's options. */
function rustcWords(at: Case, { manifest, crate }: Unit, more: readonly string[]): string[] {
  const { options } = at;
  const behind = at.words.includes("--") && at.verb === "rustc" ? forThisLinker(at.words.slice(at.words.indexOf("--") + 1)) : [];
  const names = (short: string, long: string) => options.some((word) => word.startsWith(short) || word.startsWith(long));
  const isElsewhere = !`${at.host.currentDirectory}/`.startsWith(`${manifest.root}/`);
  const needsBin = manifest.lib !== undefined || manifest.bins.length > 1;
  return [
    "rustc",
    ...(isElsewhere && !names("-p", "--package") ? ["-p", manifest.name] : []),
    ...(needsBin && !names("--bin", "--bin") ? ["--bin", crate.name] : []),
    ...options.filter((word) => word !== "--workspace" && word !== "--all"),
    "--",
    ...behind,
    ...more,
  ];
}

/** Without one of these the C compiler's driver puts the C runtime in front. */
const NO_START_FILES = ["-nostartfiles", "-nostdlib"];

/** A program that kbuild stops at for want of a runtime's functions, and that a linker would stop at for its `_start` first. */
function stoppedBeforeLink(at: Case): Unit | undefined {
  const found = at.errorOf("KB0608");
  if (found === undefined || found.unit.target.os !== "linux" || found.unit.crate.kind !== "bin") return undefined;
  const isNoMain = /#!\[no_main\]/.test(at.rootOf(found.unit)?.text ?? "");
  return isNoMain && !found.unit.rustc.codegen.linkArguments.some((word) => NO_START_FILES.includes(word)) ? found.unit : undefined;
}

const OF_C_RUNTIME =
  /start through the C runtime|multiple definition of `_start'|undefined reference to `(?:main|__libc_start_main)'|did you mean '-nostartfiles'/;

/** The same, of a crate that was meant for a target that an unread configuration names. */
export const configNotReadAtLink: Hint = {
  id: "config-not-read-at-link",
  page: "config-not-read",
  decide(at) {
    const unit = hostedLink(at, OF_C_RUNTIME) ?? stoppedBeforeLink(at);
    return unit === undefined || unit.explicitTarget ? undefined : unreadTarget(at, unit);
  },
};

/** The entry that the C runtime calls, and none of the program's own. */
const hasOnlyMain = (text: string): boolean =>
  /\bno_mangle\)?\]\s*(?:pub\s+)?(?:unsafe\s+)?extern\s+(?:"C"\s+)?fn\s+main\b/.test(text) && !/\bfn\s+_start\b/.test(text);

/** The C runtime has a `_start` of its own, and calls a `main` that is not there. */
export const cRuntimeStart: Hint = {
  id: "c-runtime-start",
  page: "entry-point",
  decide(at) {
    const unit = hostedLink(at, OF_C_RUNTIME) ?? stoppedBeforeLink(at);
    if (unit === undefined) return undefined;
    if (hasOnlyMain(at.rootOf(unit)?.text ?? ""))
      return {
        words: `the C runtime of ${unit.target.triple} calls this \`main\`, and wants a C library for it, which a crate without std does not link; a kernel for ${BARE_METAL} begins at \`_start\``,
        command: at.command(rustcWords(at, unit, ["-C", "link-arg=-lc"])),
      };
    return {
      words: `a program for ${unit.target.triple} starts in the C runtime, which has a \`_start\` of its own; leave it out, or build for ${BARE_METAL}`,
      command: at.command(rustcWords(at, unit, ["-C", "link-arg=-nostartfiles"])),
    };
  },
};

/** Who calls a memory function that a hosted core leaves to libc. */
export const memoryFunction: Hint = {
  id: "memory-function",
  page: "KB0608",
  decide(at) {
    const found = at.errorOf("KB0608");
    const name = /does not define `(mem\w+)`/.exec(found?.diagnostic.message ?? "")?.[1];
    if (found === undefined || name === undefined) return undefined;
    const { unit, diagnostic, sources } = found;
    const span = primarySpan(diagnostic);
    const file = span === undefined ? undefined : at.fileOf(found, span);
    const line = sources.locate(span?.lo ?? 0)?.line;
    const where = file === undefined || line === undefined ? "core's code" : `the code for ${at.survey.shown(file.path)}:${line}`;
    return {
      words: `${where} calls \`${name}\`, which ${unit.target.triple} leaves to a C library; the core of bare-metal targets brings it along`,
      command: at.command(["build", ...(unit.profile.name === "release" ? ["--release"] : []), "--target", BARE_METAL]),
    };
  },
};

/** The shipped core of a hosted target unwinds, whatever the profile says. */
export const coreUnwinds: Hint = {
  id: "core-unwinds",
  page: "panic-strategy",
  decide(at) {
    const told = hostedLink(at, /undefined (?:reference to|symbol:) [`']?(?:rust_eh_personality|_Unwind_Resume)/);
    const unit = told ?? at.error(/in a crate that does not define `rust_eh_personality`/)?.unit;
    if (unit === undefined) return undefined;
    return {
      words: `\`rust_eh_personality\` and \`_Unwind_Resume\` are wanted by core, not by this crate: on ${unit.target.triple} core is built for unwinding, and for a C library's \`memcpy\`; bare-metal targets have a core without`,
      command: at.command(["build", ...(unit.profile.name === "release" ? ["--release"] : []), "--target", BARE_METAL]),
    };
  },
};

/** What the linker was told to begin with; undefined if that cannot be known. */
function entryName({ survey }: Case, { rustc, workspaceRoot }: Unit): string | undefined {
  const readScript = (path: string) => survey.text(path.startsWith("/") ? path : `${workspaceRoot}/${path}`)?.text;
  const words = rustc.codegen.linkArguments.flatMap((word) => (word.startsWith("-Wl,") ? word.slice("-Wl,".length).split(",") : [word]));
  return askedEntry(words, readScript)?.name;
}

function headerOf({ host }: Case, unit: Unit): ElfFile | undefined {
  try {
    return new ElfFile(bytesAccess(host.files.read(artifactPath(unit))));
  } catch (error) {
    if (error instanceof ElfError || error instanceof FileError) return undefined;
    throw error;
  }
}

/** It links, the entry address is 0, and it boots into nowhere. */
export const entryMissing: Hint = {
  id: "entry-missing",
  page: "entry-point",
  decide(at) {
    if (at.status !== 0 || at.log.options?.emit !== "link") return undefined;
    for (const { planned, sources } of at.units) {
      const { unit } = planned;
      if (unit.crate.kind !== "bin" || unit.target.os !== "none") continue;
      const wanted = entryName(at, unit);
      if (wanted === undefined || headerOf(at, unit)?.header.entry !== 0n) continue;
      const files = sources.files.filter(({ origin }) => origin === "crate").flatMap(({ name }) => at.sourceFile(unit, name) ?? []);
      const advice = entryAdvice(files, wanted, unit.crate.edition);
      if (advice !== undefined) return advice;
    }
    return undefined;
  },
};
