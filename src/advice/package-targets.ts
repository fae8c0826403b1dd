// What a package holds, in the words of cargo's options.
import type { Survey } from "./survey.ts";

/** `--lib`, `--bin kernel` of all members. */
export function packageTargets({ members }: Survey): string[] {
  return members.flatMap(({ lib, bins }) => [...(lib === undefined ? [] : ["`--lib`"]), ...bins.map(({ name }) => `\`--bin ${name}\``)]);
}
