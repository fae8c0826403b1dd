// `kbuild target list` and `kbuild target add`: rustup's verbs. All targets are part of kbuild.
import { CargoError } from "../../cargo/cargo-error.ts";
import { findTarget, targetTriples } from "../../target/targets.ts";
import type { Verb } from "../program.ts";

function add(triples: readonly string[], write: (text: string) => void): void {
  for (const triple of triples) {
    if (findTarget(triple) === undefined) {
      throw new CargoError(
        `toolchain does not support target '${triple}'\nnote: you can see a list of supported targets with \`rustc --print=target-list\``,
        [],
        1,
      );
    }
    write(`info: component 'rust-std' for target '${triple}' is up to date: kbuild brings it along, nothing to download\n`);
  }
}

export const target: Verb = {
  summary: "List the targets, add one (nothing to download), explain one, or bring its file into the release's form",
  setUp(command, context, finish) {
    const { host } = context;
    command.command("list").action(() => {
      host.stdout.write(
        targetTriples()
          .map((triple) => `${triple} (installed)\n`)
          .join(""),
      );
      finish(0);
    });
    command
      .command("explain")
      .argument("<TARGET>")
      .action(async (name: string) => {
        const { explainTarget } = await import("./target-explain.ts");
        host.stdout.write(explainTarget(name, context));
        finish(0);
      });
    command
      .command("migrate")
      .argument("<FILE>")
      .action(async (name: string) => {
        const { migrateTarget } = await import("./target-explain.ts");
        finish(migrateTarget(name, context));
      });
    command
      .command("add")
      .argument("<TARGET...>")
      .action((triples: string[]) => {
        add(triples, (text) => host.stderr.write(text));
        finish(0);
      });
  },
};
