// `alloc` is linked, and nothing says where memory comes from: by the program itself, or by a dependency that nobody thought of,
// often for a feature that is on by default.
import type { Plan } from "../../cargo/build/build-options.ts";
import type { Unit } from "../../cargo/build/unit.ts";
import type { Case } from "../case.ts";
import { diffLines } from "../change.ts";
import { dependencyPath, switchedOnBy } from "../dependency-path.ts";
import type { Advice, Hint } from "../hint.ts";
import { entryAt, lineOf } from "../survey.ts";
import type { TextFile } from "../survey.ts";
import { withoutDefaults } from "./dependency-features.ts";

const LINKS_ALLOC = /^[ \t]*(?:#\[cfg\(([^\]]*)\)\]\s*)?(?:#\[[^\]]*\]\s*)*(?:pub(?:\([^)]*\))?\s+)?extern\s+crate\s+alloc\b/m;

interface AllocUser {
  readonly unit: Unit;
  readonly file: TextFile;
  readonly line: number;
  /** The feature that its condition asks for and that is on; undefined where there is none, or more than one. */
  readonly feature: string | undefined;
}

/** Files of a unit: those that this build has read, or the crate's root alone. */
function filesOf(at: Case, unit: Unit): TextFile[] {
  const built = at.units.find(({ planned }) => planned.unit === unit);
  const names = built?.sources.files.filter(({ origin }) => origin === "crate").map(({ name }) => name) ?? [];
  const files = names.flatMap((name) => at.sourceFile(unit, name) ?? []);
  return files.length > 0 ? files : [at.rootOf(unit)].filter((root) => root !== undefined);
}

function allocUser(at: Case, unit: Unit): AllocUser | undefined {
  for (const file of filesOf(at, unit)) {
    const found = LINKS_ALLOC.exec(file.text);
    if (found === null) continue;
    const named = [...(found[1] ?? "").matchAll(/\bfeature\s*=\s*"([^"]+)"/g)].map(([, name = ""]) => name);
    const active = named.filter((name) => unit.features.includes(name));
    const isOn = named.length === 0 || active.length > 0;
    const feature = active.length === 1 ? active[0] : undefined;
    if (isOn) return { unit, file, line: lineOf(file.text, found.index + found[0].lastIndexOf("extern")), feature };
  }
  return undefined;
}

/** The program's own packages come first: where they use `alloc`, a dependency's use is no surprise. */
function firstUser(at: Case, plan: Plan): AllocUser | undefined {
  const selected = new Set(plan.workspace.selected.map(({ path }) => path));
  const units = plan.units.map(({ unit }) => unit).filter(({ crate }) => crate.kind === "lib" || crate.kind === "bin");
  const [own, others] = [true, false].map((isOwn) => units.filter(({ manifest }) => selected.has(manifest.path) === isOwn));
  for (const unit of [...(own ?? []), ...(others ?? [])]) {
    const user = allocUser(at, unit);
    if (user !== undefined) return user;
  }
  return undefined;
}

const NO_ALLOCATOR = /^no global memory allocator found/;

function userOf(at: Case): { readonly user: AllocUser; readonly plan: Plan; readonly isOwn: boolean } | undefined {
  const { plan } = at.log;
  const user = plan === undefined || at.error(NO_ALLOCATOR) === undefined ? undefined : firstUser(at, plan);
  if (plan === undefined || user === undefined) return undefined;
  return { user, plan, isOwn: plan.workspace.selected.some(({ path }) => path === user.unit.manifest.path) };
}

export const noAllocator: Hint = {
  id: "no-allocator",
  page: "alloc",
  decide(at) {
    const found = userOf(at);
    if (found?.isOwn !== true) return undefined;
    const { unit, file, line } = found.user;
    return {
      words: `\`alloc\` is linked by \`${unit.manifest.name}\` itself: give the program a \`#[global_allocator]\`, or leave \`alloc\` out`,
      place: { path: file.path, line },
    };
  },
};

/** Who turned the feature on, in words, and where that is written. */
function byFeature(at: Case, plan: Plan, { unit, feature }: AllocUser, way: string): Advice | undefined {
  const culprit = feature === undefined ? undefined : switchedOnBy(plan, unit.manifest, feature);
  if (culprit === undefined) return undefined;
  const { parent, dependency, byDefault, asked, passing } = culprit;
  const of = passing === undefined ? "" : ` of \`${dependency.packageName}\``;
  const entry = entryAt(parent.document, "dependencies", dependency.name);
  const place = { path: parent.path, line: lineOf(parent.text, entry?.key.lo ?? 0) };
  const links = `\`alloc\` is linked by the dependency \`${unit.manifest.name}\`${way}, for its feature \`${feature}\``;
  const or = "or give the program a `#[global_allocator]`";
  if (!byDefault) {
    const through = asked === feature && of === "" ? "" : ` by \`${asked}\`${of}`;
    return { words: `${links}, which \`${parent.name}\` asks for${through}: leave that feature out, ${or}`, place };
  }
  const change = withoutDefaults(at, parent, dependency.name);
  const lines = change === undefined ? [] : diffLines(change).filter(({ sign }) => sign === "+");
  return {
    words: `${links}, which ${of === "" ? "is on by default" : `the default features${of} turn on`}: leave the default features out, ${or}`,
    place,
    lines: lines.map(({ text }) => text),
  };
}

export const allocByDependency: Hint = {
  id: "alloc-by-dependency",
  page: "alloc",
  decide(at) {
    const found = userOf(at);
    if (found === undefined || found.isOwn) return undefined;
    const { user, plan } = found;
    const way = ` (${dependencyPath(plan, user.unit.manifest).join(" -> ")})`;
    const advice = byFeature(at, plan, user, way);
    if (advice !== undefined) return advice;
    return {
      words: `\`alloc\` is linked by the dependency \`${user.unit.manifest.name}\`${way}: give the program a \`#[global_allocator]\`, or do without that dependency`,
      place: { path: user.file.path, line: user.line },
    };
  },
};
