// Editors check all targets, so they build each program's test, too, and show "can't find crate for `test`" on line 1 of a
// kernel that builds. A program without `test = false` is worth a note; editor settings that ask for it are a defect.
import { optingOut, optsOut } from "../../advice/hints/tests.ts";
import { lineOf } from "../../advice/survey.ts";
import { isBareMetalByDefault } from "../check.ts";
import type { Check, Patient } from "../check.ts";

const SETTINGS = [".vscode/settings.json", "rust-analyzer.toml", ".rust-analyzer.toml"];
const TURNED_OFF = /"?(?:check\.|cargo\.|rust-analyzer\.check\.|rust-analyzer\.cargo\.|checkOnSave\.)?allTargets"?\s*[:=]\s*false/;

/** The editor is set up for this project, and builds tests. */
function editorSettings({ survey }: Patient): { path: string } | undefined {
  const roots = [survey.workspace?.root ?? ""];
  const files = roots.flatMap((root) => SETTINGS.flatMap((name) => survey.text(`${root}/${name}`) ?? []));
  return files.some(({ text }) => TURNED_OFF.test(text))
    ? undefined
    : files.find(({ path, text }) => /rust-analyzer/.test(path) || /rust-analyzer/.test(text));
}

export const testBuilds: Check = {
  id: "test-builds",
  title: "programs for bare metal are not built as tests by editors",
  page: "tests-on-bare-metal",
  run(patient) {
    if (!isBareMetalByDefault(patient)) return [];
    const settings = editorSettings(patient);
    return patient.survey.members.flatMap((member) =>
      member.bins.flatMap((bin) => {
        const root = patient.survey.text(`${member.root}/${bin.path}`);
        if (root === undefined || !/#!\[no_std\]/.test(root.text) || optsOut(member, bin)) return [];
        const change = optingOut(member, bin);
        const line = lineOf(member.text, member.document.entries.get("bin")?.key.lo ?? 0);
        const why = settings === undefined ? "editors" : `an editor with ${patient.survey.shown(settings.path)}`;
        return [
          {
            path: member.path,
            line,
            words: `${why} will build the test of \`${bin.name}\`, which bare metal cannot have; \`test = false\` and \`bench = false\` leave it out`,
            ...(settings === undefined ? { level: "note" as const } : {}),
            ...(change === undefined ? {} : { changes: [change] }),
          },
        ];
      }),
    );
  },
};
