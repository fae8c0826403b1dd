// Targets that are not there: a triple nearly right, a file of a specification that another release reads, a file's target
// for which nobody has built a `core`.
import { findTarget, targetTriples } from "../../target/targets.ts";
import { similar } from "../../base/similar.ts";
import { changed } from "../change.ts";
import type { Case } from "../case.ts";
import type { Hint } from "../hint.ts";
import { lineOf, stringAt } from "../survey.ts";
import type { TextFile } from "../survey.ts";
import { differences, migrated } from "../../cargo/target-migration.ts";

const BARE_METAL = "x86_64-unknown-none";

/** `x86_64-unknown-none-elf`, `x86_64-none`. */
export const unknownTarget: Hint = {
  id: "unknown-target",
  page: "target-triple",
  decide(at) {
    const name = /could not find specification for target "([^"]+)"/i.exec(at.failureText)?.[1];
    if (name === undefined) return undefined;
    const parts = name.split("-");
    const byParts = targetTriples().find(
      (triple) => triple.startsWith(`${parts[0]}-`) && parts.includes("none") && triple.includes("none"),
    );
    const near = byParts ?? similar(name, targetTriples());
    if (near === undefined) return undefined;
    const command = at.words.includes(name) ? at.command(at.words.map((word) => (word === name ? near : word))) : undefined;
    const words = `there is no target of that name; near it is \`${near}\`, which kbuild has built in`;
    const config = at.survey.configs.find(({ text }) => text.includes(`"${name}"`));
    if (command !== undefined) return { words, command };
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
    if (found === undefined || findTarget(triple) !== undefined || at.words.some((word) => word.endsWith(".json"))) return undefined;
    if (specFile(at) !== undefined) return undefined;
    const list = targetTriples()
      .map((name) => `\`${name}\``)
      .join(", ");
    const near = similar(triple, targetTriples());
    return {
      words: `kbuild brings a core for ${list}, and nothing can be added${near === undefined ? "" : `; near \`${triple}\` is \`${near}\``}`,
    };
  },
};

/** The specification the command was about: among the words or in the configuration. */
function specFile(at: Case): TextFile | undefined {
  const word = at.words.find((each) => each.endsWith(".json"));
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

/** Files of a specification in the form of another release. */
export const targetSpecForm: Hint = {
  id: "target-spec-form",
  page: "target-specification",
  decide(at) {
    if (!/error loading target specification/i.test(at.failureText) && at.error(NO_CORE) === undefined) return undefined;
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
    if (!/`\.json` target specs require -Zjson-target-spec/.test(at.failureText)) return undefined;
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

/** `[target] target = "..."` for `[build] target = "..."`. */
export const targetInWrongTable: Hint = {
  id: "target-in-wrong-table",
  page: "config-not-read",
  decide(at) {
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
