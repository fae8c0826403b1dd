// After a link that went well: an image that what starts it does not load as it must be, and code that a script throws away.
import { bytesAccess } from "../../base/memory-host.ts";
import { FileError } from "../../base/host.ts";
import { artifactPath } from "../../cargo/build/unit.ts";
import type { Unit } from "../../cargo/build/unit.ts";
import { ElfError, ElfFile } from "../../elf/read.ts";
import type { Case } from "../case.ts";
import { scriptName } from "../entry-name.ts";
import type { Hint } from "../hint.ts";
import { relativeRelocations } from "../image-notes.ts";
import { lineOf } from "../survey.ts";
import type { TextFile } from "../survey.ts";
import { runnerOf } from "./running.ts";

function imageOf({ host }: Case, unit: Unit): ElfFile | undefined {
  try {
    return new ElfFile(bytesAccess(host.files.read(artifactPath(unit))));
  } catch (error) {
    if (error instanceof ElfError || error instanceof FileError) return undefined;
    throw error;
  }
}

function kernelsOf(at: Case): Unit[] {
  if (at.log.options?.emit !== "link" || at.units.some(({ diagnostics }) => diagnostics.some(({ level }) => level === "error"))) return [];
  return at.units.map(({ planned }) => planned.unit).filter(({ crate, target }) => crate.kind === "bin" && target.os === "none");
}

/** `-kernel` of QEMU puts segments where the file says, and applies no relocation. */
export const unappliedRelocations: Hint = {
  id: "unapplied-relocations",
  page: "boot-image",
  decide(at) {
    for (const unit of kernelsOf(at)) {
      const runner = at.survey.configs
        .map((config) => runnerOf(config, /^(?:.*\/)?qemu-system-\w+$/, /\s-kernel\b/))
        .find((each) => each !== undefined);
      const image = runner === undefined ? undefined : imageOf(at, unit);
      const count = image === undefined ? 0 : relativeRelocations(image);
      if (runner === undefined || count === 0) continue;
      return {
        words: `the image is position independent and has ${count} relocation${count === 1 ? "" : "s"}, which QEMU's \`-kernel\` does not apply: without this line \`kbuild run\` does, and with \`-C relocation-model=static\` there are none`,
        place: runner,
      };
    }
    return undefined;
  },
};

interface InputDescription {
  readonly pattern: string;
  readonly isDiscarded: boolean;
  readonly offset: number;
}

/** What a script does with input sections, in its order: the first pattern that fits has the section. */
function inputsOf(script: string): InputDescription[] {
  const plain = script.replaceAll(/\/\*[^]*?\*\//g, (comment) => " ".repeat(comment.length));
  const out: InputDescription[] = [];
  for (const block of plain.matchAll(/(\/DISCARD\/|[\w.]+)\s*(?:\([A-Z ]+\)\s*)?:[^{;]*\{([^{}]*)\}/g)) {
    const start = block.index + block[0].lastIndexOf(block[2] ?? "");
    for (const list of (block[2] ?? "").matchAll(/\*\s*\(([^()]*)\)/g))
      for (const word of (list[1] ?? "").matchAll(/[^\s,]+/g))
        out.push({ pattern: word[0], isDiscarded: block[1] === "/DISCARD/", offset: start + list.index });
  }
  return out;
}

function fits(pattern: string, section: string): boolean {
  const text = pattern
    .replaceAll(/[.+^${}()|\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${text}$`).test(section);
}

/** Sections of the crate's own functions: those that attributes name, and one for each of the others. */
function codeSections(files: readonly TextFile[]): string[] {
  const named = files.flatMap(({ text }) =>
    [...text.matchAll(/link_section\s*=\s*"([^"]+)"\s*\)?\s*\][^;{]*?\bfn\s/g)].map(([, name = ""]) => name),
  );
  return [".text._start", ...named];
}

/** `/DISCARD/ : { *(.text*) }`: the link succeeds, and the code is gone. */
export const codeDiscarded: Hint = {
  id: "code-discarded",
  page: "entry-point",
  decide(at) {
    if (at.status !== 0) return undefined;
    for (const unit of kernelsOf(at)) {
      const name = scriptName(unit.rustc.codegen.linkArguments);
      const script = name === undefined ? undefined : at.survey.text(name.startsWith("/") ? name : `${unit.workspaceRoot}/${name}`);
      if (script === undefined) continue;
      const sources = at.units.find(({ planned }) => planned.unit === unit)?.sources.files ?? [];
      const files = sources.filter(({ origin }) => origin === "crate").flatMap((file) => at.sourceFile(unit, file.name) ?? []);
      const inputs = inputsOf(script.text);
      for (const section of codeSections(files)) {
        const found = inputs.find(({ pattern }) => fits(pattern, section));
        if (found?.isDiscarded !== true) continue;
        return {
          words: `the script throws sections away that hold code: \`${found.pattern}\` under \`/DISCARD/\` is the first pattern that \`${section}\` fits`,
          place: { path: script.path, line: lineOf(script.text, found.offset) },
        };
      }
    }
    return undefined;
  },
};
