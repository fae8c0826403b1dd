// `kbuild doctor`: looks at the project's files and builds nothing.
import { diffLines } from "../../advice/change.ts";
import { renderChange } from "../../advice/advise.ts";
import { Survey } from "../../advice/survey.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { findManifest } from "../../cargo/manifest/manifest.ts";
import { CHECKS } from "../../doctor/checks.ts";
import { cure, examine } from "../../doctor/examine.ts";
import type { Examination } from "../../doctor/examine.ts";
import { FORMATS } from "../../doctor/report.ts";
import { addChoice, collect } from "../clap-options.ts";
import type { Context, Verb } from "../program.ts";
import { checkedManifestPath } from "./build.ts";

interface Flags {
  readonly format?: string;
  readonly fix?: boolean;
  readonly list?: boolean;
  readonly manifestPath?: string;
  readonly target?: string[];
}

function manifestOf({ manifestPath }: Flags, context: Context): string {
  try {
    return manifestPath === undefined
      ? findManifest(context.host, context.host.currentDirectory)
      : checkedManifestPath(manifestPath, context);
  } catch (error) {
    if (error instanceof CargoError) throw new CargoError(error.message, error.causes, 1);
    throw error;
  }
}

function mend({ host, release }: Context, options: Examination): void {
  const survey = new Survey(host, release, options.manifestPath);
  for (const { check, words, changes = [] } of cure(host, release, options)) {
    host.stderr.write(`mended[${check.id}]: ${words}\n`);
    for (const change of changes) if (diffLines(change).length > 0) host.stderr.write(renderChange(change, survey));
  }
}

export const doctor: Verb = {
  summary: "Look at the project's files for what goes wrong without a word",
  setUp(command, context, finish) {
    addChoice(command, "--format <FORMAT>", `How to tell: ${Object.keys(FORMATS).join(", ")}`, Object.keys(FORMATS))
      .option("--fix", "Mend what can be mended without a decision")
      .option("--list", "List the checks")
      .option("--manifest-path <PATH>", "Path to Cargo.toml")
      .option("--target <TRIPLE>", "Look at builds for this target", collect)
      .action((flags: Flags) => {
        const { host, release } = context;
        const format = FORMATS[flags.format ?? "human"] as (typeof FORMATS)[string];
        if (flags.list === true) {
          host.stdout.write(CHECKS.map(({ id, title }) => `${id.padEnd(22)} ${title}\n`).join(""));
          return finish(0);
        }
        const options = { manifestPath: manifestOf(flags, context), targets: flags.target ?? [] };
        if (flags.fix === true) mend(context, options);
        const found = examine(host, release, options);
        const survey = new Survey(host, release, options.manifestPath);
        host.stdout.write(format(found, (path) => survey.shown(path)));
        return finish(found.some(({ level }) => level === undefined) ? 1 : 0);
      });
  },
};
