// The start of `kbuild build` and `kbuild check`, before commander and all else is loaded: a build that has nothing to do says what
// it said before (see `node/answers.ts`).
import { elapsed } from "../cargo/words.ts";
import { answeredBefore } from "../node/answers.ts";
import { realHost } from "../node/host.ts";

/** True if that was all. */
export function sayAgain(argv: readonly string[]): boolean {
  const host = realHost();
  const started = host.now();
  const said = answeredBefore(host, argv);
  if (said === undefined) return false;
  for (const [descriptor, text] of said) {
    const output = descriptor === 1 ? host.stdout : host.stderr;
    output.write(text.replace(/(?<= target\(s\) in )[\dms .]+(?=\n$)/, elapsed(host.now() - started)));
  }
  return true;
}
