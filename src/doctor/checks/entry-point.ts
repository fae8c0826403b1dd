// Without a function of the entry's name the linker warns at most, the entry address is 0, all code is unreachable, and the
// image boots into nowhere. Which name that is flags and scripts say, for each system's linker in its own way. Only what is
// certain is told: a near name in the crate's files, or the name without its attribute.
import { entryAdvice } from "../../advice/entry-advice.ts";
import { askedEntry, linkerWords } from "../../advice/entry-name.ts";
import type { Survey, TextFile } from "../../advice/survey.ts";
import type { CrateTarget, Manifest } from "../../cargo/manifest/manifest.ts";
import type { Check, Finding, Patient } from "../check.ts";
import { isBareMetal } from "../check.ts";
import { flagsOf, targetTables } from "../flag-tables.ts";

/** Entries that flags name for some system, whether or not a build from here is for it. A C name has a `_` in front on macOS. */
function saidEntries({ survey }: Patient): string[] {
  const readScript = scriptReader(survey);
  return survey.configs.flatMap((file) =>
    targetTables(file).flatMap(([key, table]) => {
      const asked = askedEntry(linkerWords(flagsOf(table).map(({ text }) => text)), readScript);
      if (asked?.isSaid !== true) return [];
      return /macos|apple|darwin/.test(key) ? asked.name.replace(/^_/, "") : asked.name;
    }),
  );
}

const scriptReader = (survey: Survey) => (path: string) =>
  survey.text(path.startsWith("/") ? path : `${survey.workspace?.root ?? survey.host.currentDirectory}/${path}`)?.text;

/** The entry of a build from here: one that flags or scripts say, or the one that bare metal has by itself. */
function ownEntry(patient: Patient): string | undefined {
  const { survey, config, targets } = patient;
  const { environment } = survey.host;
  const flags = [
    ...(config?.words("build", "rustflags") ?? []),
    ...targets.flatMap((name) => config?.words("target", name, "rustflags") ?? []),
    ...(environment["RUSTFLAGS"]?.split(/\s+/) ?? []),
  ];
  const asked = askedEntry(linkerWords(flags), scriptReader(survey));
  return asked?.isSaid === true || isBareMetal(patient) ? asked?.name : undefined;
}

/** The entry may come from elsewhere: assembly, macros, crates, an attribute that a condition adds. */
const MAY_COME_FROM_ELSEWHERE = /global_asm!|include!|entry_point!|entry!|^\s*extern\s+crate|cfg_attr/m;
const MAX_FILES = 50;

/** A crate's files; undefined if some cannot be found. */
function filesOf(survey: Survey, { root }: Manifest, { path }: CrateTarget): TextFile[] | undefined {
  const files: TextFile[] = [];
  const queue = [{ path: `${root}/${path}`, isRoot: true }];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const file = survey.text(next.path);
    if (file === undefined || files.length === MAX_FILES) return undefined;
    files.push(file);
    const folder = file.path.replace(next.isRoot || file.path.endsWith("/mod.rs") ? /\/[^/]*$/ : /\.rs$/, "");
    for (const [, name = ""] of file.text.matchAll(/^\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;/gm)) {
      const inFolder = `${folder}/${name}/mod.rs`;
      queue.push({ path: survey.text(inFolder) === undefined ? `${folder}/${name}.rs` : inFolder, isRoot: false });
    }
  }
  return files;
}

function checkProgram(patient: Patient, member: Manifest, bin: CrateTarget, entries: readonly string[]): Finding[] {
  const files = filesOf(patient.survey, member, bin);
  if (files === undefined || !/#!\[no_main\]/.test(files[0]?.text ?? "")) return [];
  if (files.some(({ text }) => MAY_COME_FROM_ELSEWHERE.test(text))) return [];
  return entries.flatMap((entry) => {
    const advice = entryAdvice(files, entry, bin.edition);
    if (advice?.place === undefined) return [];
    const { words, changes, place } = advice;
    return [{ path: place.path, line: place.line, words, ...(changes === undefined ? {} : { changes }) }];
  });
}

export const entryPoint: Check = {
  id: "entry-point",
  title: "the linker finds the kernel's entry",
  page: "entry-point",
  run(patient) {
    const { survey } = patient;
    // A build script's words for the linker are known when it has run.
    if (survey.members.some(({ buildScript }) => buildScript !== undefined)) return [];
    const own = ownEntry(patient);
    const entries = [...new Set([...(own === undefined ? [] : [own]), ...saidEntries(patient)])];
    return survey.members.flatMap((member) => member.bins.flatMap((bin) => checkProgram(patient, member, bin, entries)));
  },
};
