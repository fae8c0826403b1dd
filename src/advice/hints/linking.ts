// After the compiler: a hosted link that starts through the C runtime, a core that was built for unwinding, and images that
// link without a word and boot into nowhere.
import { bytesAccess } from "../../base/memory-host.ts";
import { FileError } from "../../base/host.ts";
import { similar } from "../../base/similar.ts";
import { artifactPath } from "../../cargo/unit.ts";
import type { Unit } from "../../cargo/unit.ts";
import { ElfError, ElfFile } from "../../elf/read.ts";
import { changed } from "../change.ts";
import type { Case } from "../case.ts";
import type { Advice, Hint } from "../hint.ts";
import { lineOf } from "../survey.ts";
import type { TextFile } from "../survey.ts";

const BARE_METAL = "x86_64-unknown-none";

function hostedLink(at: Case, message: RegExp): Unit | undefined {
  const found = at.error(message) ?? at.error(/^linking with `cc` failed/);
  if (found === undefined || found.unit.target.os === "none") return undefined;
  const text = [found.diagnostic.message, ...found.diagnostic.children.map((child) => child.message)].join("\n");
  return message.test(text) && /#!\[no_main\]/.test(at.rootOf(found.unit)?.text ?? "") ? found.unit : undefined;
}

/** The C runtime has a `_start` of its own, and calls a `main` that is not there. */
export const cRuntimeStart: Hint = {
  id: "c-runtime-start",
  page: "entry-point",
  decide(at) {
    const unit = hostedLink(
      at,
      /start through the C runtime|multiple definition of `_start'|undefined reference to `(?:main|__libc_start_main)'/,
    );
    if (unit === undefined) return undefined;
    const name = unit.crate.kind === "bin" ? "" : " --bin NAME";
    return {
      words: `a program for ${unit.target.triple} starts in the C runtime, which has a \`_start\` of its own; leave it out, or build for ${BARE_METAL}`,
      command: `kbuild rustc${name}${unit.profile.name === "release" ? " --release" : ""} -- -C link-arg=-nostartfiles`,
    };
  },
};

/** The shipped core of a hosted target unwinds, whatever the profile says. */
export const coreUnwinds: Hint = {
  id: "core-unwinds",
  page: "panic-strategy",
  decide(at) {
    const unit = hostedLink(at, /undefined (?:reference to|symbol:) [`']?(?:rust_eh_personality|_Unwind_Resume)/);
    if (unit === undefined) return undefined;
    return {
      words: `the name comes from core, which is built for unwinding on ${unit.target.triple}; bare-metal targets have a core without it`,
      command: `kbuild build --target ${BARE_METAL}`,
    };
  },
};

interface EntryFunction {
  readonly name: string;
  readonly line: number;
  /** Offset of `fn`'s line, and of the name. */
  readonly lineStart: number;
  readonly nameStart: number;
  readonly isExported: boolean;
}

const FUNCTION = /^[ \t]*(?:pub(?:\([^)]*\))?[ \t]+)?(?:unsafe[ \t]+)?extern[ \t]+"[^"]*"[ \t]+fn[ \t]+([A-Za-z_]\w*)[ \t]*\(/gm;

/** Functions with a C face in a root file, with whether the linker sees their names. */
export function entryFunctions({ text }: TextFile): EntryFunction[] {
  return [...text.matchAll(FUNCTION)].map((match) => {
    const lineStart = match.index;
    const before = text.slice(0, lineStart).split("\n");
    let at = before.length - 2;
    while (at >= 0 && /^\s*(?:#\[|\/\/)/.test(before[at] as string)) at--;
    const attributes = before.slice(at + 1).join("\n");
    const name = match[1] as string;
    return {
      name,
      line: lineOf(text, lineStart),
      lineStart,
      nameStart: lineStart + match[0].lastIndexOf(name),
      isExported: /\b(?:no_mangle|export_name)\b/.test(attributes),
    };
  });
}

/** What the linker was told to begin with: `-e x`, `ENTRY(x)`; undefined if that cannot be known. */
function entryName({ rustc }: Unit): string | undefined {
  const words = rustc.codegen.linkArguments;
  const said = words.some((word) => /^(?:-Wl,)?(?:-e\b|--entry|-T|--script)/.test(word) || word.includes(".ld"));
  return said ? undefined : "_start";
}

function headerOf({ host }: Case, unit: Unit): ElfFile | undefined {
  try {
    return new ElfFile(bytesAccess(host.files.read(artifactPath(unit))));
  } catch (error) {
    if (error instanceof ElfError || error instanceof FileError) return undefined;
    throw error;
  }
}

/** Near by letters, or an entry's name elsewhere. */
const ENTRIES_ELSEWHERE = ["main", "mainCRTStartup", "start", "__start", "kernel_main", "kmain", "boot", "entry"];

function entryAdvice(at: Case, root: TextFile, wanted: string): Advice | undefined {
  const functions = entryFunctions(root);
  const silent = functions.find(({ name, isExported }) => name === wanted && !isExported);
  if (silent !== undefined) return exportAdvice(at, root, silent, wanted);
  const exported = functions.filter(({ isExported }) => isExported);
  const names = exported.map(({ name }) => name);
  const near = similar(wanted, names) ?? names.find((name) => similar(name, ENTRIES_ELSEWHERE) !== undefined);
  const found = exported.find(({ name }) => name === near);
  if (found === undefined) return undefined;
  const words = `the linker found no \`${wanted}\`, so the entry address is 0 and nothing is reachable from it; \`${found.name}\` is near`;
  const uses = root.text.match(new RegExp(`\\b${found.name}\\b`, "g"))?.length ?? 0;
  const { nameStart, name } = found;
  const change = uses === 1 ? changed(root, root.text.slice(0, nameStart) + wanted + root.text.slice(nameStart + name.length)) : undefined;
  return change === undefined ? { words, place: { path: root.path, line: found.line } } : { words, changes: [change] };
}

function exportAdvice(at: Case, root: TextFile, { lineStart }: EntryFunction, wanted: string): Advice | undefined {
  const edition = at.units[0]?.planned.unit.crate.edition ?? 2021;
  const attribute = edition === 2024 ? "#[unsafe(no_mangle)]" : "#[no_mangle]";
  const indent = /^[ \t]*/.exec(root.text.slice(lineStart))?.[0] ?? "";
  const change = changed(root, `${root.text.slice(0, lineStart)}${indent}${attribute}\n${root.text.slice(lineStart)}`);
  const words = `\`${wanted}\` has no \`${attribute}\`, so its name is mangled, the linker does not find it, and the entry address is 0`;
  return change === undefined ? undefined : { words, changes: [change] };
}

/** It links, the entry address is 0, and it boots into nowhere. */
export const entryMissing: Hint = {
  id: "entry-missing",
  page: "entry-point",
  decide(at) {
    if (at.status !== 0 || at.log.options?.emit !== "link") return undefined;
    for (const { planned } of at.units) {
      const { unit } = planned;
      if (unit.crate.kind !== "bin" || unit.target.os !== "none") continue;
      const wanted = entryName(unit);
      const root = at.rootOf(unit);
      if (wanted === undefined || root === undefined || headerOf(at, unit)?.header.entry !== 0n) continue;
      const advice = entryAdvice(at, root, wanted);
      if (advice !== undefined) return advice;
    }
    return undefined;
  },
};
