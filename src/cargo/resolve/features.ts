// Features: which of a package are on, from the command line's wishes and `default`, as cargo closes them.
import { isAlike } from "../../base/similar.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { closestWords } from "../closest.ts";
import { packageText } from "./packages.ts";

export interface FeatureRequest {
  readonly features: readonly string[];
  readonly all: boolean;
  readonly defaults: boolean;
}

/** `a,b c` in any mixture of commas and blanks. */
export function splitFeatures(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split(/[\s,]+/)).filter((name) => name !== "");
}

const COUNT_OF_HINTS = 5;
const MOST_ENABLING = 3;

/** A package's own features and those that its optional dependencies are. */
function featureNames({ features, dependencies }: Manifest): string[] {
  return [...features.keys(), ...dependencies.filter(({ optional }) => optional).map(({ name }) => name)];
}

/** What of a wish is for a package: a feature of its own, one of a dependency, `its-name/feature`. */
function ownWish(manifest: Manifest, word: string): string | undefined {
  const slash = word.indexOf("/");
  if (slash < 0) return featureNames(manifest).includes(word) ? word : undefined;
  const [name, feature] = [word.slice(0, slash).replace(/\?$/, ""), word.slice(slash + 1)];
  if (manifest.dependencies.some((dependency) => dependency.name === name)) return word;
  return name === manifest.name && featureNames(manifest).includes(feature) ? feature : undefined;
}

export interface FeatureRules {
  readonly release: Release;
  /** Those of cargo's first resolver, which are a root package's without another choice. */
  readonly hasOldRules: boolean;
  /** Of the workspace's root, whose features are not told by its name. */
  readonly rootPath: string;
}

/**
 * The wish of each package that is selected: of the features that were named, those it has. Throws CargoError if there is one
 * that nobody has; `members` are looked through for whose it might be.
 */
export function featuresOfEach(
  selected: readonly Manifest[],
  request: FeatureRequest,
  members: readonly Manifest[],
  rules: FeatureRules,
): readonly FeatureRequest[] {
  const wishes = selected.map((manifest) => request.features.map((word) => ownWish(manifest, word)));
  const unknown = request.features.filter((_, i) => wishes.every((wish) => wish[i] === undefined));
  const [first] = unknown;
  const [sole] = selected;
  if (first !== undefined && sole !== undefined && selected.length === 1 && rules.hasOldRules) throw lackingFeature(sole, first, rules);
  if (unknown.length > 0) throw unknownFeatures([...new Set(unknown)].sort(), request.features, selected, members, rules.release);
  return wishes.map((wish) => ({ ...request, features: wish.filter((word) => word !== undefined) }));
}

/** With the first resolver a package says for itself what it has not. */
function lackingFeature(manifest: Manifest, word: string, { release, rootPath }: FeatureRules): CargoError {
  const slash = word.indexOf("/");
  const owner = `package \`${packageText(manifest)}\``;
  const isOwn = word.slice(0, slash) === manifest.name && manifest.path !== rootPath;
  if (slash >= 0 && !isOwn)
    return new CargoError(`${owner} does not have a dependency named \`${word.slice(0, slash).replace(/\?$/, "")}\``);
  const name = word.slice(slash + 1);
  if (manifest.dependencies.some((dependency) => dependency.name === name && !dependency.optional))
    return new CargoError(
      `${owner} does not have feature \`${name}\`\n\nhelp: a dependency with that name exists but it is required dependency and only optional dependencies can be used as features.`,
    );
  return new CargoError(
    `${owner} does not have the feature \`${name}\`${closestWords(name, featureNames(manifest).sort(), "feature", release)}`,
  );
}

/** Of features on the command line. Throws CargoError. */
export function checkFeatureWords(words: readonly string[]): void {
  const explicit = words.find((word) => word.startsWith("dep:"));
  const deep = words.find((word) => word.split("/").length > 2);
  if (deep !== undefined) throw new CargoError(`multiple slashes in feature \`${deep}\` is not allowed`);
  if (explicit !== undefined) throw new CargoError(`feature \`${explicit}\` is not allowed to use explicit \`dep:\` syntax`);
}

/** An optional dependency is no feature of its own once some feature names it as `dep:`. */
export function hiddenFeature(manifest: Manifest, name: string, release: Release): CargoError {
  const text = packageText(manifest);
  if (!atLeast(release, 84))
    return new CargoError(
      `Package \`${text}\` does not have feature \`${name}\`. It has an optional dependency with that name, but that dependency uses the "dep:" syntax in the features table, so it does not have an implicit feature with that name.`,
    );
  const by = [...manifest.features].filter(([, words]) => words.includes(`dep:${name}`)).map(([feature]) => feature);
  const why = `an optional dependency with that name exists, but the \`features\` table includes it with the "dep:" syntax so it does not have an implicit feature with that name`;
  const lines = by
    .sort()
    .slice(0, MOST_ENABLING)
    .map((feature) => `\n\t- \`${feature}\``);
  if (by.length > MOST_ENABLING) lines.push("\n\t  ...");
  return new CargoError(
    `package \`${text}\` does not have feature \`${name}\`\n\nhelp: ${why}\nDependency \`${name}\` would be enabled by these features:${lines.join("")}`,
  );
}

/** Features that a word could have meant, of the packages or, as `package/feature`, of one of them or of a dependency. */
function featuresLike(word: string, selected: readonly Manifest[]): string[] {
  const slash = word.indexOf("/");
  if (slash < 0) return selected.flatMap(featureNames).filter((name) => isAlike(word, name));
  const [owner, feature] = [word.slice(0, slash).replace(/\?$/, ""), word.slice(slash + 1)];
  const joined = (name: string, features: readonly string[]) => features.map((one) => `${name}/${one}`);
  const asked = selected.flatMap(({ dependencies }) => dependencies.filter(({ name }) => isAlike(name, owner)));
  const members = selected.filter(({ name }) => isAlike(name, owner));
  return [
    ...asked.flatMap(({ name, features }) =>
      joined(
        name,
        features.filter((one) => isAlike(one, feature)),
      ),
    ),
    ...members.flatMap(({ name, dependencies, features }) => {
      const optional = dependencies.filter((one) => one.optional && isAlike(one.name, owner));
      const own = [...features.keys()].filter((one) => isAlike(one, feature));
      return joined(name, [...optional.map((one) => one.name), ...own]);
    }),
  ];
}

/** `asked`: what was named, also what is there and need not be thought of. */
function unknownFeatures(
  unknown: readonly string[],
  asked: readonly string[],
  selected: readonly Manifest[],
  members: readonly Manifest[],
  release: Release,
): CargoError {
  const list = unknown.join(", ");
  const alike = [...new Set(unknown.flatMap((word) => featuresLike(word, selected)))].filter((word) => !asked.includes(word)).sort();
  const hints = alike.slice(0, COUNT_OF_HINTS).join(", ");
  if (!atLeast(release, 84))
    return new CargoError(
      `none of the selected packages contains these features: ${list}${alike.length === 0 ? "" : `, did you mean: ${hints}?`}`,
    );
  const these = unknown.length === 1 ? "this feature" : "these features";
  const [sole] = selected;
  const message =
    selected.length === 1 && sole !== undefined
      ? `the package '${sole.name}' does not contain ${these}: ${list}`
      : `none of the selected packages contains ${these}: ${list}\nselected packages: ${selected.map(({ name }) => name).join(", ")}`;
  const owners = members.filter((member) => !selected.includes(member) && unknown.some((word) => member.features.has(word)));
  const plural = (count: number) => (count === 1 ? "" : "s");
  if (owners.length > 0)
    return new CargoError(
      `${message}\nhelp: package${plural(owners.length)} with the missing feature${plural(unknown.length)}: ${owners.map(({ name }) => name).join(", ")}`,
    );
  if (alike.length === 0) return new CargoError(message);
  const there = alike.length === 1 ? "is a similarly named feature" : "are similarly named features";
  return new CargoError(`${message}\nhelp: there ${there}: ${hints}`);
}
