// Packages that lie beside this one: each must be there and be read, and none may need itself, by whatever way. cargo says so
// when it resolves; other checks would go on without a word.
import { entryAt, lineOf } from "../../advice/survey.ts";
import type { Survey } from "../../advice/survey.ts";
import { normalizePath } from "../../base/normal-path.ts";
import type { Dependency, Manifest } from "../../cargo/manifest/manifest.ts";
import type { Check, Finding } from "../check.ts";

const MAX_PACKAGES = 500;
const TABLES: Readonly<Record<Dependency["kind"], string>> = {
  normal: "dependencies",
  build: "build-dependencies",
  dev: "dev-dependencies",
};

function lineAt({ document, text }: Manifest, { kind, name }: Dependency): number {
  return lineOf(text, entryAt(document, TABLES[kind], name)?.key.lo ?? 0);
}

/** Goes through packages depth first, and looks at each once. */
class Walk {
  readonly findings: Finding[] = [];
  readonly #done = new Set<string>();
  readonly #open: Manifest[] = [];

  constructor(readonly survey: Survey) {}

  visit(manifest: Manifest): void {
    if (this.#done.has(manifest.path) || this.#done.size >= MAX_PACKAGES) return;
    this.#done.add(manifest.path);
    this.#open.push(manifest);
    for (const dependency of manifest.dependencies) this.#follow(manifest, dependency);
    this.#open.pop();
  }

  #follow(from: Manifest, dependency: Dependency): void {
    if (dependency.path === undefined) return;
    const path = normalizePath(`${dependency.path.startsWith("/") ? "" : `${from.root}/`}${dependency.path}/Cargo.toml`);
    const at = { path: from.path, line: lineAt(from, dependency) };
    const start = this.#open.findIndex((open) => open.path === path);
    // What tests need may need the package that is tested.
    if (start >= 0 && dependency.kind !== "dev") {
      const way = [...this.#open.slice(start), this.#open[start] as Manifest].map(({ name }) => name).join(" -> ");
      this.findings.push({ ...at, words: `the package \`${this.#open[start]?.name}\` depends on itself: ${way}` });
    }
    if (start >= 0 || this.#done.has(path)) return;
    const found = this.survey.members.find((member) => member.path === path) ?? this.survey.package(path);
    // One that is there and cannot be read is the build's to tell of.
    if (found !== undefined) this.visit(found);
    else if (this.survey.text(path) === undefined)
      this.findings.push({ ...at, words: `there is no package at ${this.survey.shown(path)}` });
  }
}

export const pathDependencies: Check = {
  id: "path-dependencies",
  title: "packages beside this one are there, and none needs itself",
  run({ survey }) {
    const walk = new Walk(survey);
    for (const member of survey.members) walk.visit(member);
    return walk.findings;
  },
};
