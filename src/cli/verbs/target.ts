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
  summary: "List the targets, or add one (nothing to download)",
  setUp(command, { host }, finish) {
    command.command("list").action(() => {
      host.stdout.write(
        targetTriples()
          .map((triple) => `${triple} (installed)\n`)
          .join(""),
      );
      finish(0);
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
