// `kbuild completions SHELL`: prints a script for bash, zsh, fish or PowerShell.
import { invalidValue } from "../../cargo/value-words.ts";
import { SHELLS } from "../completions.ts";
import type { CompletedVerb } from "../completions.ts";
import { Command, INSPECTORS, VERBS } from "../program.ts";
import type { Context, Verb } from "../program.ts";

/** Every verb is set up, so that its options are those it has. */
async function completedVerbs(context: Context): Promise<CompletedVerb[]> {
  const verbs = await Promise.all(
    Object.entries(VERBS).map(async ([name, { summary, load }]) => {
      const command = new Command(name);
      (await load()).setUp(command, context, () => {});
      const options = command.options.map(({ long, short, description, required, optional }) => ({
        long: long ?? undefined,
        short: short ?? undefined,
        summary: description,
        takesValue: required || optional,
      }));
      return { name, summary, options };
    }),
  );
  return [...verbs, ...Object.entries(INSPECTORS).map(([name, summary]) => ({ name, summary, options: [] }))];
}

export const completions: Verb = {
  summary: "Print a completion script for a shell",
  setUp(command, context, finish) {
    command.argument("<SHELL>", Object.keys(SHELLS).join(", ")).action(async (shell: string) => {
      const write = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
      if (write === undefined) throw invalidValue(shell, "<SHELL>", Object.keys(SHELLS));
      context.host.stdout.write(write(await completedVerbs(context)));
      finish(0);
    });
  },
};
