// `-Zbuild-std` compiles core anew: it wants nightly, rust-src and time, and two copies of core come of it easily. The built-in
// bare-metal targets ship a core; with the option here, tools that are installed from this folder obey it, too.
import { mistakenFeatures } from "../../advice/build-std-features.ts";
import { targetTriples } from "../../target/targets.ts";
import { entryAt, lineOf } from "../../advice/survey.ts";
import type { TomlFile } from "../../advice/survey.ts";
import type { Check, Finding, Patient } from "../check.ts";

function notNeeded({ path, text, document }: TomlFile, { targets }: Patient): Finding[] {
  const entry = entryAt(document, "unstable", "build-std");
  const [target] = targets;
  if (entry === undefined || target === undefined || !targets.every((name) => targetTriples().includes(name))) return [];
  return [
    {
      path,
      line: lineOf(text, entry.key.lo),
      words: `\`build-std\` is not needed: \`${target}\` ships a core; it costs nightly, rust-src and a build of core`,
    },
  ];
}

function panicKeys({ document }: TomlFile, { survey }: Patient): Finding[] {
  const root = survey.workspace === undefined ? undefined : survey.toml(survey.workspace.rootPath);
  if (root === undefined || entryAt(document, "unstable", "build-std") === undefined) return [];
  return ["dev", "release"].flatMap((name) => {
    const entry = entryAt(root.document, "profile", name, "panic");
    if (entry === undefined) return [];
    const words =
      "`panic` in a profile together with `build-std` makes two copies of core under `cargo test` (duplicate lang items); a target whose panic strategy is `abort` does not need it";
    return [{ path: root.path, line: lineOf(root.text, entry.key.lo), words }];
  });
}

function featureNames(file: TomlFile): Finding[] {
  return mistakenFeatures(file).map(({ right, line, change }) => ({
    path: file.path,
    line,
    words: `the feature is called \`${right}\``,
    changes: [change],
  }));
}

function obeyedByTools({ path, text, document }: TomlFile, { survey }: Patient): Finding[] {
  const entry = entryAt(document, "unstable", "build-std");
  if (entry === undefined || survey.workspace === undefined) return [];
  return [
    {
      path,
      line: lineOf(text, entry.key.lo),
      level: "note",
      words: "`cargo install` obeys this file when it runs below this folder: install tools from elsewhere",
    },
  ];
}

export const buildStd: Check = {
  id: "build-std",
  title: "core is compiled anew only where that is needed",
  page: "build-std",
  run(patient) {
    return patient.survey.configs.flatMap((file) => [
      ...notNeeded(file, patient),
      ...panicKeys(file, patient),
      ...featureNames(file),
      ...obeyedByTools(file, patient),
    ]);
  },
};
