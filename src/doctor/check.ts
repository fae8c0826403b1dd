// A check is a rule on the project's files, read and not built: what it looks for, why that matters, its words, its cure.
import type { FileChange } from "../advice/change.ts";
import type { Survey } from "../advice/survey.ts";
import type { Config } from "../cargo/config/config.ts";

export interface Finding {
  /** Absolute. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly words: string;
  /** A `warning` is a defect and makes the exit status 1; a `note` is worth knowing. */
  readonly level?: "note";
  /** The cure as files, where it is mechanical. */
  readonly changes?: readonly FileChange[];
}

/** The project as checks see it. */
export interface Patient {
  readonly survey: Survey;
  /** Merged configuration; undefined if a file of it is broken. */
  readonly config: Config | undefined;
  /** Triples or files that a build from here is for; empty for the host. */
  readonly targets: readonly string[];
}

export interface Check {
  readonly id: string;
  /** One line for the list of checks. */
  readonly title: string;
  /** Page of `kbuild explain`. */
  readonly page?: string;
  run(patient: Patient): readonly Finding[];
}

const areBareMetal = (targets: readonly string[]): boolean =>
  targets.length > 0 && targets.every((name) => name.endsWith(".json") || /-none(?:-|$)/.test(name));

/** A build from here is for bare metal. */
export function isBareMetal({ targets }: Patient): boolean {
  return areBareMetal(targets);
}

/** Builds are for bare metal without a word on the command line: those of editors, too. */
export function isBareMetalByDefault({ config }: Patient): boolean {
  return areBareMetal(config?.buildTargets() ?? []);
}
