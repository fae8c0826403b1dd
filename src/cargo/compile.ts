// The compiler as one flat list of passes: source in, values out. A pass adds diagnostics to the log; the places where
// errors end the run are those of rustc (what was found until then is all reported together).
import type { SourceFile, SourceMap } from "../base/source.ts";
import { unsupported } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import { parseCrate } from "../syntax/parse.ts";
import type { Session } from "../target/session.ts";

/** What the caller wants made. `metadata` is `kbuild check`: everything but code. */
export type Emit = "metadata" | "mir" | "asm" | "obj" | "link";

export interface CompileInput {
  readonly session: Session;
  readonly sources: SourceMap;
  readonly root: SourceFile;
  readonly emit: Emit;
  /** Text of a file of the crate (`mod a;`, `include_str!`), by its path as diagnostics show it; undefined if it cannot be read. */
  readonly readFile: (path: string) => Uint8Array | undefined;
}

export interface CompileOutput {
  readonly diagnostics: readonly Diagnostic[];
  /** The linked image, the object or a text, as asked for; undefined if there were errors. */
  readonly artifact: Uint8Array | string | undefined;
}

class Log {
  readonly diagnostics: Diagnostic[] = [];

  add(diagnostics: readonly Diagnostic[]): void {
    this.diagnostics.push(...diagnostics);
  }

  get failed(): boolean {
    return this.diagnostics.some(({ level }) => level === "error");
  }
}

export function compile(input: CompileInput): CompileOutput {
  const { session, sources, root } = input;
  const log = new Log();
  const parsed = parseCrate(sources, root, { edition: session.edition, release: session.release });
  log.add(parsed.diagnostics);
  if (!log.failed) log.add([unsupported("KB0001", "a crate", parsed.tree.crate.span)]);
  return { diagnostics: log.diagnostics, artifact: undefined };
}
