// A core that is compiled anew: its features, on the command line or in the configuration, with dashes and underscores mistaken; and
// that it is not needed where the target ships one, nor anything that has to be installed for it.
import { findTarget } from "../../target/targets.ts";
import { featureMeant, mistakenFeatures } from "../build-std-features.ts";
import type { Case } from "../case.ts";
import { changed, tableBlock, withoutBlock } from "../change.ts";
import type { FileChange } from "../change.ts";
import type { Advice, Hint } from "../hint.ts";
import { entryAt, lineOf, stringAt } from "../survey.ts";
import type { TomlFile } from "../survey.ts";

const OPTION = /^(-Z)?build-std-features=(.*)$/;

/** The words with the names that were meant; undefined if all are right. */
function mended(words: readonly string[]): { readonly words: string[]; readonly right: string } | undefined {
  let right: string | undefined;
  const all = words.map((word) => {
    const [, dash = "", names] = OPTION.exec(word) ?? [];
    if (names === undefined) return word;
    const meant = names.split(",").map((name) => {
      const better = featureMeant(name);
      right ??= better;
      return better ?? name;
    });
    return `${dash}build-std-features=${meant.join(",")}`;
  });
  return right === undefined ? undefined : { words: all, right };
}

function inConfiguration({ survey }: Case): Advice | undefined {
  const [first] = survey.configs.flatMap(mistakenFeatures);
  if (first === undefined) return undefined;
  return { words: `the feature of \`build-std\` is called \`${first.right}\``, changes: [first.change] };
}

export const buildStdFeature: Hint = {
  id: "build-std-feature",
  page: "build-std",
  decide(at) {
    if (!/build-std-features|unable to build with the standard library/.test(at.failureText)) return undefined;
    const better = mended(at.words);
    if (better === undefined) return inConfiguration(at);
    return { words: `the feature of \`build-std\` is called \`${better.right}\``, command: at.command(better.words) };
  },
};

const KEYS = ["build-std", "build-std-features"];

/** The configuration without these keys, where they are all that their table says. */
function withoutBuildStd(config: TomlFile): FileChange | undefined {
  const table = config.document.entries.get("unstable")?.value;
  if (table?.kind !== "table" || table.origin !== "header" || [...table.entries.keys()].some((key) => !KEYS.includes(key)))
    return undefined;
  return changed(config, withoutBlock(config.text, tableBlock(config.text, table.span.lo)));
}

/** What builds are for by themselves, or by the command line. */
function targetOf({ options, survey }: Case): string | undefined {
  const at = options.findIndex((word) => word === "--target" || word.startsWith("--target="));
  if (at >= 0) return options[at]?.split("=")[1] ?? options[at + 1];
  return survey.configs.map(({ document }) => stringAt(document, "build", "target")).find((name) => name !== undefined);
}

/** `[unstable] build-std` in the configuration, and no source of core to build. */
export const buildStdNotNeeded: Hint = {
  id: "build-std-not-needed",
  page: "build-std",
  decide(at) {
    const isAskedFor = at.options.some((word) => /^(?:-Z)?build-std\b/.test(word));
    if (isAskedFor || !/unable to build with the standard library/.test(at.failureText)) return undefined;
    const config = at.survey.configs.find(({ document }) => entryAt(document, "unstable", "build-std") !== undefined);
    const name = targetOf(at);
    if (config === undefined || name === undefined || findTarget(name)?.os !== "none") return undefined;
    const root = at.survey.rootManifest;
    const hasPanic = root !== undefined && ["dev", "release"].some((profile) => entryAt(root.document, "profile", profile, "panic"));
    const copies = hasPanic ? "; together with the profile's `panic` it makes two copies of core besides, once tests are built" : "";
    const change = withoutBuildStd(config);
    const line = lineOf(config.text, entryAt(config.document, "unstable", "build-std")?.key.lo ?? 0);
    return {
      words: `\`${name}\` ships a core, so \`build-std\` is not needed, nor a source of core to install${copies}`,
      ...(change === undefined ? { place: { path: config.path, line } } : { changes: [change] }),
    };
  },
};
