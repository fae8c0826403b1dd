// Features of a core that is compiled anew, on the command line or in the configuration, with dashes and underscores mistaken.
import { featureMeant, mistakenFeatures } from "../build-std-features.ts";
import type { Case } from "../case.ts";
import type { Advice, Hint } from "../hint.ts";

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
