// Crates of folders, for the judges that try hints and the doctor: a folder with `case.json` and `verdict-*.json`, or one with
// `expected.json`, which is accepted. Each is looked at in a copy that lies alone in a folder.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

export const KBUILD = resolve(import.meta.dirname, "../bin/kbuild.js");

const json = (path) => JSON.parse(readFileSync(path, "utf8"));
const isCrate = (folder) => ["case.json", "expected.json"].some((name) => existsSync(join(folder, name)));

function below(folder) {
  if (isCrate(folder)) return [folder];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() && entry.name !== "target" ? below(join(folder, entry.name)) : [],
  );
}

/** `{ path, name, meta, verdicts }`: verdicts of release 1.96 for this machine and for x86_64, none of a crate that runs. */
function crateAt(path) {
  const name = path.split("/").slice(-2).join("/");
  if (!existsSync(join(path, "case.json"))) return { path, name, meta: {}, verdicts: [] };
  const files = readdirSync(path).filter((file) => /^verdict-1\.96-\w+\.json$/.test(file) && !file.includes("thumb"));
  return { path, name, meta: json(join(path, "case.json")), verdicts: files.map((file) => ({ file, ...json(join(path, file)) })) };
}

export function cratesBelow(roots) {
  return roots
    .flatMap((root) => below(resolve(root)))
    .sort()
    .map(crateAt);
}

/** Not what records the verdicts, nor what builds leave behind. */
export const isOfCrate = (path) => !/\/(?:verdict-[^/]*|case\.json|expected\.json|target)$/.test(path);

/** A copy of the crate alone in a folder; `use` gets its path. */
export function inCopy({ path }, use) {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "kbuild-crates-")));
  const root = join(base, basename(path));
  cpSync(path, root, { recursive: true, filter: isOfCrate });
  try {
    return use(root);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

export function run(command, words, cwd, env = {}) {
  const { stdout, stderr, status } = spawnSync(command, words, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env, CARGO_TERM_COLOR: "never" },
    timeout: 60_000,
  });
  return { stdout: stdout ?? "", stderr: stderr ?? "", status };
}

/** Counts by key, with their report. */
export class Counts {
  #counts = {};

  add(key) {
    this.#counts[key] = (this.#counts[key] ?? 0) + 1;
  }

  of(key) {
    return this.#counts[key] ?? 0;
  }

  toString() {
    return JSON.stringify(this.#counts, undefined, 2);
  }
}
