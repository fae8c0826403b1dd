// One command that ran, as hints see it: its words, how it ended, what the compiler said of which unit, and the project.
import type { Host } from "../base/host.ts";
import type { SourceMap, Span } from "../base/source.ts";
import type { BuildLog, BuiltUnit } from "../cargo/build/build-log.ts";
import type { CargoError } from "../cargo/cargo-error.ts";
import { shellWord } from "../cargo/words.ts";
import type { Unit } from "../cargo/build/unit.ts";
import { sourcePath } from "../cargo/build/unit.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import { Survey } from "./survey.ts";
import type { TextFile } from "./survey.ts";

export interface Attempt {
  readonly host: Host;
  readonly release: Release;
  readonly log: BuildLog;
  /** The release as the command line names it, `1.96`. */
  readonly plus: string | undefined;
  /** The command line behind `kbuild`, without the release and without `--hints`. */
  readonly words: readonly string[];
  readonly status: number;
  readonly failure: CargoError | undefined;
}

/** A diagnostic with the unit it is about. */
export interface Found {
  readonly unit: Unit;
  readonly diagnostic: Diagnostic;
  readonly sources: SourceMap;
  /** What the pattern matched. */
  readonly match: RegExpExecArray;
}

/** Missing lifetimes are rustc's to tell while it resolves names, in front of whatever items lack. */
const OF_NAMES = "E0106";

export class Case {
  readonly survey: Survey;
  readonly host: Host;
  readonly release: Release;
  readonly log: BuildLog;
  readonly words: readonly string[];
  readonly status: number;
  readonly failure: CargoError | undefined;
  readonly #plus: string | undefined;

  constructor({ host, release, log, plus, words, status, failure }: Attempt) {
    this.host = host;
    this.release = release;
    this.log = log;
    this.#plus = plus;
    this.words = words;
    this.status = status;
    this.failure = failure;
    this.survey = new Survey(host, release, log.options?.manifestPath);
  }

  atLeast(minor: number): boolean {
    return atLeast(this.release, minor);
  }

  get verb(): string {
    return this.words[0] ?? "";
  }

  /** A command as it is typed, for the same release. */
  command(words: readonly string[]): string {
    return ["kbuild", ...(this.#plus === undefined ? [] : [`+${this.#plus}`]), ...words].map(shellWord).join(" ");
  }

  /** The command that applies the hint. */
  get fixCommand(): string {
    const [verb = "", ...words] = this.words;
    if (verb === "build" && words.length === 0) return this.command(["fix", "--hint"]);
    return this.command(verb === "build" && !words.includes("--") ? ["fix", "--hint", ...words] : ["fix", "--hint", "--", ...this.words]);
  }

  /** Words in front of `--`, behind the verb. */
  get options(): readonly string[] {
    const end = this.words.indexOf("--");
    return this.words.slice(1, end < 0 ? undefined : end);
  }

  get units(): readonly BuiltUnit[] {
    return this.log.units;
  }

  /** The first error whose message matches. */
  error(pattern: RegExp): Found | undefined {
    for (const { planned, diagnostics, sources } of this.log.units) {
      for (const diagnostic of diagnostics) {
        const match = diagnostic.level === "error" ? pattern.exec(diagnostic.message) : null;
        if (match !== null) return { unit: planned.unit, diagnostic, sources, match };
      }
    }
    return undefined;
  }

  /** The first error of a code. */
  errorOf(code: string): Found | undefined {
    for (const { planned, diagnostics, sources } of this.log.units) {
      const diagnostic = diagnostics.find((each) => each.code === code && each.level === "error");
      if (diagnostic !== undefined) return { unit: planned.unit, diagnostic, sources, match: /(?:)/.exec("") as RegExpExecArray };
    }
    return undefined;
  }

  /** The same, if it is the first error of all: a hint for a later one would leave the reader with what stands above it. */
  firstError(pattern: RegExp): Found | undefined {
    const found = this.error(pattern);
    const first = this.errorOf(OF_NAMES) ?? this.error(/(?:)/);
    return found?.diagnostic === first?.diagnostic ? found : undefined;
  }

  /** cargo's own error: message and causes, one a line. */
  get failureText(): string {
    return this.failure === undefined ? "" : [this.failure.message, ...this.failure.causes].join("\n");
  }

  /** The file a diagnostic's span lies in. */
  fileOf({ unit, sources }: Pick<Found, "unit" | "sources">, span: Span): TextFile | undefined {
    const name = sources.fileAt(span.lo)?.name;
    return name === undefined ? undefined : this.sourceFile(unit, name);
  }

  /** A file by its name as messages on the unit show it. */
  sourceFile(unit: Unit, name: string): TextFile | undefined {
    return this.survey.text(name.startsWith("/") ? name : `${unit.workspaceRoot}/${name}`);
  }

  /** The root file of a unit's crate. */
  rootOf(unit: Unit): TextFile | undefined {
    return this.sourceFile(unit, sourcePath(unit));
  }
}

/** Primary span of a diagnostic. */
export function primarySpan({ spans }: Diagnostic): Span | undefined {
  return spans.find(({ primary }) => primary)?.span;
}
