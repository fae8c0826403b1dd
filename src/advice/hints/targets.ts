// Targets that are not there: a triple nearly right, a file of a specification that another release reads, a file's target
// for which nobody has built a `core`.
import { targetTriples } from "../../target/targets.ts";
import { similar } from "../../base/similar.ts";
import { changed } from "../change.ts";
import type { Case } from "../case.ts";
import type { Advice, Hint } from "../hint.ts";
import { lineOf, stringAt } from "../survey.ts";
import type { TextFile } from "../survey.ts";
import { differences, migrated } from "../../cargo/targets/target-migration.ts";

const BARE_METAL = "x86_64-unknown-none";

/** Architectures by the names that people and other tools give them. */
const ARCHITECTURES: readonly (readonly [RegExp, string])[] = [
  [/^(?:x86[_-]64|amd64|x64)(?:$|[_-])/, "x86_64-"],
  [/^(?:aarch64|arm64|armv8)(?:$|[_-])/, "aarch64-"],
  [/^(?:riscv64\w*|rv64\w*)(?:$|[_-])/, "riscv64gc-"],
  [/^thumbv7em(?:$|[_-])/, "thumbv7em-"],
];

/** The built-in target that a name comes near to: of the same architecture, if the name says one. */
function nearTarget(name: string): string | undefined {
  const stem = name.replace(/\.json$/, "");
  const prefix = ARCHITECTURES.find(([pattern]) => pattern.test(stem))?.[1];
  const isUnknown =
    prefix === undefined && similar(stem.split("-")[0] ?? "", ["x86_64", "aarch64", "riscv64gc", "thumbv7em"], 2) === undefined;
  if (isUnknown) return undefined;
  const names = targetTriples().filter((triple) => prefix === undefined || triple.startsWith(prefix));
  const isBare = stem.split(/[-_]/).includes("none");
  return names.find((triple) => isBare && prefix !== undefined && triple.includes("none")) ?? similar(stem, names);
}

/** `a`, `b` and `c`: the bare-metal targets that are built in. */
function bareTargets(): string {
  const names = targetTriples().filter((triple) => triple.includes("none"));
  return `${names
    .slice(0, -1)
    .map((name) => `\`${name}\``)
    .join(", ")} and \`${names.at(-1)}\``;
}

const NEEDS_FLAG = /`\.json` target specs require -Zjson-target-spec/;

/** A target file that is not there, where cargo has refused it without looking. */
function refusedFile({ failureText, words, host }: Case): string | undefined {
  if (!NEEDS_FLAG.test(failureText)) return undefined;
  const name = words.find((word) => word.endsWith(".json"))?.replace(/^--target=/, "");
  if (name === undefined) return undefined;
  return host.files.status(name.startsWith("/") ? name : `${host.currentDirectory}/${name}`) === undefined ? name : undefined;
}

/** `x86_64-unknown-none-elf`, `x86_64-none`, `x86_64-unknown-none.json` without such a file. */
export const unknownTarget: Hint = {
  id: "unknown-target",
  page: "target-triple",
  decide(at) {
    const unknown = /could not find specification for target "([^"]+)"/i.exec(at.failureText)?.[1];
    const noFile = /^target path [`"]([^`"]+)[`"] is not a valid file/.exec(at.failureText)?.[1] ?? refusedFile(at);
    const name = unknown ?? noFile;
    const near = name === undefined ? undefined : nearTarget(name.slice(name.lastIndexOf("/") + 1));
    if (unknown !== undefined && near === undefined && unknown.includes("-"))
      return { words: `there is no target of that name; for machines without a system kbuild has ${bareTargets()} built in` };
    if (name === undefined || near === undefined || (unknown === undefined && near !== name.replace(/\.json$/, ""))) return undefined;
    const words =
      unknown === undefined
        ? `there is no such file; \`${near}\` is a target that kbuild has built in, and is named without \`.json\``
        : `there is no target of that name; near it is \`${near}\`, which kbuild has built in`;
    const isName = (word: string) => word === name || word === `--target=${name}`;
    if (at.words.some(isName))
      return { words, command: at.command(at.words.map((word) => (isName(word) ? word.replace(name, near) : word))) };
    const config = at.survey.configs.find(({ text }) => text.includes(`"${name}"`));
    const change = config === undefined ? undefined : changed(config, config.text.replace(`"${name}"`, `"${near}"`));
    return change === undefined ? { words } : { words, changes: [change] };
  },
};

const NO_CORE = /^can't find crate for `core`/;

/** A triple that rustc knows and kbuild has no core for. */
export const targetNotHere: Hint = {
  id: "target-not-here",
  page: "target-triple",
  decide(at) {
    const found = at.error(NO_CORE);
    const { triple } = found?.unit.target ?? { triple: "" };
    if (found === undefined || targetTriples().includes(triple) || at.words.some((word) => word.endsWith(".json"))) return undefined;
    if (specFile(at) !== undefined) return undefined;
    const near = nearTarget(triple) ?? similar(triple, targetTriples());
    return {
      words: `for machines without a system kbuild brings a core for ${bareTargets()}, and nothing can be added${near === undefined ? "" : `; near \`${triple}\` is \`${near}\``}`,
    };
  },
};

/** The specification the command was about: among the words or in the configuration. */
function specFile(at: Case): TextFile | undefined {
  const word = at.words.find((each) => each.endsWith(".json"))?.replace(/^--target=/, "");
  const fromWords = word === undefined ? undefined : at.survey.text(word.startsWith("/") ? word : `${at.host.currentDirectory}/${word}`);
  if (fromWords !== undefined) return fromWords;
  const path = at.log.plan?.config.buildTargets()[0] ?? /--target (\/\S+\.json)/.exec(at.failureText)?.[1];
  return path === undefined || !path.endsWith(".json") ? undefined : at.survey.text(path);
}

/** A file's target cannot be added with rustup; most files are the built-in target in other words. */
export const fileTargetNeedsCore: Hint = {
  id: "file-target-needs-core",
  page: "target-specification",
  decide(at) {
    const found = at.error(NO_CORE);
    const spec = found === undefined ? undefined : specFile(at);
    if (found === undefined || spec === undefined) return undefined;
    const differs = differences(spec.text, BARE_METAL, at.release);
    if (differs === undefined) return undefined;
    const but = differs.length === 0 ? "" : ` but for ${differs.join(", ")}`;
    return {
      words: `a file's target has no core that could be added; this one is \`${BARE_METAL}\`${but}: name that one, or build core with \`-Zbuild-std=core\``,
      place: { path: spec.path, line: 1 },
    };
  },
};

const OTHER_LAYOUT = /^data-layout for target/;

/** Files of a specification in the form of another release. */
export const targetSpecForm: Hint = {
  id: "target-spec-form",
  page: "target-specification",
  decide(at) {
    if (
      !/error loading target specification/i.test(at.failureText) &&
      at.error(NO_CORE) === undefined &&
      at.error(OTHER_LAYOUT) === undefined
    )
      return undefined;
    const spec = specFile(at);
    const result = spec === undefined ? undefined : migrated(spec.text, at.release);
    if (spec === undefined || result === undefined || result.notes.length === 0) return undefined;
    const change = changed(spec, result.text);
    const [first] = result.notes;
    return change === undefined
      ? undefined
      : { words: `the form of this file belongs to another release; ${at.release.version} wants ${first}`, changes: [change] };
  },
};

/** Stable in no release: since 1.95 cargo wants a flag, and the flag wants nightly. */
export const jsonNeedsFlag: Hint = {
  id: "json-target-spec-flag",
  page: "target-specification",
  decide(at) {
    if (!NEEDS_FLAG.test(at.failureText)) return undefined;
    const config = at.survey.configs.find(({ document }) => document.entries.has("build"));
    const spec = config === undefined ? specFile(at) : (at.survey.text(jsonTarget(at, config.text) ?? "") ?? specFile(at));
    const differs = spec === undefined ? undefined : differences(spec.text, BARE_METAL, at.release);
    const same =
      differs === undefined ? "" : differs.length === 0 ? ` (this file says the same)` : ` (this file differs in ${differs.join(", ")})`;
    return {
      words: `files of targets are for nightly releases; on a stable one name the built-in target \`${BARE_METAL}\`${same}; nightly wants in .cargo/config.toml:`,
      lines: ["[unstable]", "json-target-spec = true"],
      ...(config === undefined ? {} : { place: { path: config.path, line: 1 } }),
    };
  },
};

function jsonTarget({ host }: Case, text: string): string | undefined {
  const name = /^\s*target\s*=\s*"([^"]+\.json)"/m.exec(text)?.[1];
  return name === undefined ? undefined : name.startsWith("/") ? name : `${host.currentDirectory}/${name}`;
}

/** `[target] target = "..."`, or `target = "..."` above all tables, for `[build] target = "..."`. */
export const targetInWrongTable: Hint = {
  id: "target-in-wrong-table",
  page: "config-not-read",
  decide(at) {
    if (/expected table for configuration key `target`, but found string/.test(at.failureText)) return targetOutsideTables(at);
    if (!/invalid configuration for key `target\.target`/.test(at.failureText)) return undefined;
    const config = at.survey.configs.find(({ document }) => stringAt(document, "target", "target") !== undefined);
    const table = config?.document.entries.get("target")?.value;
    if (config === undefined || table?.kind !== "table" || table.origin !== "header") return undefined;
    const words = "`[target]` holds one table a triple; the target to build for is `build.target`";
    const only = table.entries.size === 1 && !config.document.entries.has("build");
    const { lo, hi } = table.span;
    if (only)
      return {
        words,
        changes: [{ path: config.path, before: config.text, after: `${config.text.slice(0, lo)}[build]${config.text.slice(hi)}` }],
      };
    return {
      words,
      place: { path: config.path, line: lineOf(config.text, lo) },
      lines: ["[build]", `target = "${stringAt(config.document, "target", "target")}"`],
    };
  },
};

function targetOutsideTables(at: Case): Advice | undefined {
  const config = at.survey.configs.find(({ document }) => stringAt(document, "target") !== undefined);
  const entry = config?.document.entries.get("target");
  if (config === undefined || entry === undefined) return undefined;
  const words = "`target` above all tables would be the tables of the targets; the target to build for is `build.target`";
  const { lo, hi } = entry.key;
  if (config.document.entries.has("build")) return { words, place: { path: config.path, line: lineOf(config.text, lo) } };
  return {
    words,
    changes: [{ path: config.path, before: config.text, after: `${config.text.slice(0, lo)}build.target${config.text.slice(hi)}` }],
  };
}
