// A dependency that uses the standard library because a feature says so: who turned it on, and how to leave it out.
import type { Manifest } from "../../cargo/manifest/manifest.ts";
import type { Plan } from "../../cargo/build/build-options.ts";
import { resolverOf } from "../../cargo/resolve/resolver.ts";
import type { Case } from "../case.ts";
import type { TomlValue } from "../../cargo/toml/toml.ts";
import { diffLines, tableBlock, withLines } from "../change.ts";
import type { FileChange } from "../change.ts";
import { dependencyPath, switchedOnBy } from "../dependency-path.ts";
import type { Advice, Hint } from "../hint.ts";
import { entryAt, lineOf } from "../survey.ts";
import type { TextFile } from "../survey.ts";
import { needyUnit } from "./standard-library.ts";
import type { NeedyUnit } from "./standard-library.ts";

/** `default-features = false` for a dependency, in the form that it is written in; of a member's, where the workspace has it. */
export function withoutDefaults(at: Case, manifest: Manifest, name: string): FileChange | undefined {
  const entry = entryAt(manifest.document, "dependencies", name);
  if (entry === undefined) return undefined;
  const { value } = entry;
  const isInherited = value.kind === "table" && value.entries.has("workspace");
  const root = isInherited ? at.survey.rootManifest : undefined;
  const wanted = root === undefined ? undefined : entryAt(root.document, "workspace", "dependencies", name);
  if (!isInherited) return turnedOff(manifest, value);
  return root === undefined || wanted === undefined ? undefined : turnedOff(root, wanted.value);
}

function turnedOff(file: TextFile, value: TomlValue): FileChange | undefined {
  const flag = value.kind === "table" ? (value.entries.get("default-features") ?? value.entries.get("default_features")) : undefined;
  if (flag === undefined) return withKey(file, value, "default-features = false");
  const { lo, hi } = flag.value.span;
  return { path: file.path, before: file.text, after: `${file.text.slice(0, lo)}false${file.text.slice(hi)}` };
}

/** A dependency with one more key. */
function withKey({ path, text }: TextFile, value: TomlValue, key: string): FileChange | undefined {
  const replaced = (lo: number, hi: number, by: string) => ({ path, before: text, after: text.slice(0, lo) + by + text.slice(hi) });
  if (value.kind === "string")
    return replaced(value.span.lo, value.span.hi, `{ version = ${text.slice(value.span.lo, value.span.hi)}, ${key} }`);
  if (value.kind !== "table") return undefined;
  if (value.origin === "header") return { path, before: text, after: withLines(text, tableBlock(text, value.span.lo).end, [key]) };
  if (value.origin !== "inline") return undefined;
  const end = text.lastIndexOf("}", value.span.hi);
  const blank = text[end - 1] === " " ? end - 1 : end;
  return replaced(blank, end, `, ${key} `);
}

/** What a root file lets a feature decide: `#![cfg_attr(not(feature = "std"), no_std)]`, `#[cfg(feature = "std")] extern crate std;`. */
const STD_CONDITIONS = [
  /cfg_attr\s*\(\s*not\s*\(([^\]]*?)\)\s*,\s*no_std\s*\)/g,
  /#\[cfg\(([^\]]*)\)\]\s*(?:#\[[^\]]*\]\s*)*(?:pub\s+)?extern\s+crate\s+std\b/g,
];

/** The feature that turns std on, if it is the only one of its condition that is active. */
function stdFeature({ unit, root }: NeedyUnit): string | undefined {
  const conditions = STD_CONDITIONS.flatMap((pattern) => [...root.text.matchAll(pattern)].map(([, text = ""]) => text));
  const names = conditions.flatMap((text) => [...text.matchAll(/\bfeature\s*=\s*"([^"]+)"/g)].map(([, name = ""]) => name));
  const active = [...new Set(names)].filter((name) => unit.features.includes(name));
  return active.length === 1 ? active[0] : undefined;
}

/** The first resolver joins the features that build scripts, tests and programs want of a package. */
function mergedByResolver(at: Case, plan: Plan, { unit }: NeedyUnit, feature: string): Advice | undefined {
  const root = at.survey.rootManifest;
  if (root === undefined || resolverOf(plan.workspace, at.release) !== 1) return undefined;
  const culprit = switchedOnBy(plan, unit.manifest, feature, ["build", "dev"]);
  const table = root.document.entries.get("workspace") === undefined ? "package" : "workspace";
  const header = root.document.entries.get(table)?.value;
  if (culprit === undefined || header?.kind !== "table" || header.origin !== "header") return undefined;
  const { parent, dependency } = culprit;
  const words = `std of \`${unit.manifest.name}\` is wanted by \`[${dependency.kind}-dependencies]\` of \`${parent.name}\`, and the first resolver gives the program the same features; the second does not`;
  const old = header.entries.get("resolver")?.value;
  const after =
    old === undefined
      ? withLines(root.text, lineOf(root.text, header.span.lo) + 1, ['resolver = "2"'])
      : `${root.text.slice(0, old.span.lo)}"2"${root.text.slice(old.span.hi)}`;
  return { words, changes: [{ path: root.path, before: root.text, after }] };
}

/** A dependency links std because a feature that is on by default says so. */
export const dependencyDefaultStd: Hint = {
  id: "dependency-default-std",
  page: "default-features",
  decide(at) {
    const needy = needyUnit(at);
    const { plan } = at.log;
    const feature = needy === undefined ? undefined : stdFeature(needy);
    if (needy === undefined || plan === undefined || feature === undefined) return undefined;
    const { unit } = needy;
    const chain = dependencyPath(plan, unit.manifest);
    const culprit = switchedOnBy(plan, unit.manifest, feature);
    if (culprit === undefined) return mergedByResolver(at, plan, needy, feature);
    const { parent, dependency, byDefault, asked, passing } = culprit;
    const own = dependency.packageName;
    const [its, turned] = passing === undefined ? ["std", feature] : [`std of \`${unit.manifest.name}\``, passing];
    const via = chain.length > 2 ? ` (${chain.join(" -> ")})` : "";
    if (!byDefault) {
      const line = lineOf(parent.text, entryAt(parent.document, "dependencies", dependency.name)?.key.lo ?? 0);
      return {
        words: `\`${parent.name}\` turns std of \`${unit.manifest.name}\` on by asking for ${passing === undefined ? "its feature" : `\`${own}\`'s feature`} \`${asked}\`${asked === turned ? "" : `, which turns \`${turned}\` on`}${via}`,
        place: { path: parent.path, line },
      };
    }
    const change = withoutDefaults(at, parent, dependency.name);
    const words = `\`${own}\` turns ${its} on by its default feature${turned === "std" ? "" : ` \`${turned}\``}${via}; \`${parent.name}\` can leave the default features out`;
    const isMember = at.survey.members.some(({ path }) => path === parent.path);
    if (change !== undefined && isMember) return { words, changes: [change] };
    const lines = change === undefined ? [] : diffLines(change).filter(({ sign }) => sign === "+");
    return {
      words,
      lines: lines.map(({ text }) => text),
      place: { path: parent.path, line: lineOf(parent.text, entryAt(parent.document, "dependencies", dependency.name)?.key.lo ?? 0) },
    };
  },
};

const NO_STD_BY_FEATURE = /#!\[\s*cfg_attr\s*\(\s*feature\s*=\s*"([^"]+)"\s*,\s*no_std\s*\)\s*\]/;

/** `#![cfg_attr(feature = "no_std", no_std)]`: std is there until somebody asks for the feature. */
export const dependencyNoStdFeature: Hint = {
  id: "dependency-no-std-feature",
  page: "default-features",
  decide(at) {
    const needy = needyUnit(at);
    const { plan } = at.log;
    const feature = NO_STD_BY_FEATURE.exec(needy?.root.text ?? "")?.[1];
    if (needy === undefined || plan === undefined || feature === undefined || needy.unit.features.includes(feature)) return undefined;
    const { manifest } = needy.unit;
    if (!manifest.features.has(feature)) return undefined;
    const user = plan.units.find(({ needs }) => needs.some(({ planned }) => planned.unit.manifest.path === manifest.path))?.unit.manifest;
    const dependency = user?.dependencies.find(({ packageName, kind }) => packageName === manifest.name && kind === "normal");
    const entry = user === undefined || dependency === undefined ? undefined : entryAt(user.document, "dependencies", dependency.name);
    if (user === undefined || entry === undefined) return undefined;
    const words = `\`${manifest.name}\` uses the standard library until its feature \`${feature}\` is asked for; \`${user.name}\` can ask for it`;
    const asks = entry.value.kind === "table" && entry.value.entries.has("features");
    const change = asks ? undefined : withKey(user, entry.value, `features = ["${feature}"]`);
    const isMember = at.survey.members.some(({ path }) => path === user.path);
    if (change !== undefined && isMember) return { words, changes: [change] };
    return { words, place: { path: user.path, line: lineOf(user.text, entry.key.lo) } };
  },
};
