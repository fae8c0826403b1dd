// A hint is a rule: when it is sure of the cause it answers with words and, where the cure is mechanical, with the files
// as they should be. It decides from what the build left (diagnostics, plan) and from the project's files, never from the
// words of a message alone.
import type { FileChange } from "./change.ts";
import type { Case } from "./case.ts";

export interface Advice {
  /** One sentence: the cause, then the cure. */
  readonly words: string;
  /** The cure as files, if no decision of the user's is needed. */
  readonly changes?: readonly FileChange[];
  /** Where the cause stands, for a cure that is not mechanical; `path` is absolute. */
  readonly place?: { readonly path: string; readonly line: number };
  /** Lines to write by hand. */
  readonly lines?: readonly string[];
  /** A command to use instead of the one given. */
  readonly command?: string;
}

export interface Hint {
  readonly id: string;
  /** Page of `kbuild explain`. */
  readonly page?: string;
  decide(at: Case): Advice | undefined;
}
