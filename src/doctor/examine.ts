// The examination: all checks on one project. It reads files, builds nothing, and no file can make it fail.
import { FileError } from "../base/host.ts";
import type { Host } from "../base/host.ts";
import { Survey } from "../advice/survey.ts";
import { applyChanges } from "../advice/change.ts";
import { CargoError } from "../cargo/cargo-error.ts";
import { readConfig } from "../cargo/config/config.ts";
import type { Config } from "../cargo/config/config.ts";
import type { Release } from "../target/release.ts";
import { CHECKS } from "./checks.ts";
import { unreadable } from "./checks/unreadable.ts";
import type { Check, Finding, Patient } from "./check.ts";

export interface Examination {
  readonly manifestPath: string | undefined;
  /** `--target`; the configuration's if it is empty. */
  readonly targets: readonly string[];
}

export interface Diagnosis extends Finding {
  readonly check: Check;
}

function configOf(host: Host, release: Release): Config | undefined {
  try {
    return readConfig(host, release);
  } catch (error) {
    if (error instanceof CargoError || error instanceof FileError) return undefined;
    throw error;
  }
}

function targetsOf(config: Config | undefined): readonly string[] {
  try {
    return config?.buildTargets() ?? [];
  } catch (error) {
    if (error instanceof CargoError) return [];
    throw error;
  }
}

/** A check that meets a key of a wrong type finds nothing: the build will say it. */
function runCheck(check: Check, patient: Patient): readonly Diagnosis[] {
  try {
    return check.run(patient).map((finding) => ({ ...finding, check }));
  } catch (error) {
    if (error instanceof CargoError || error instanceof FileError) return [];
    throw error;
  }
}

export function examine(host: Host, release: Release, { manifestPath, targets }: Examination): Diagnosis[] {
  const survey = new Survey(host, release, manifestPath);
  const config = configOf(host, release);
  const patient = { survey, config, targets: targets.length > 0 ? targets : targetsOf(config) };
  // Which files say nothing is known when all have been asked for, manifests and configuration first; it is reported first.
  runCheck(unreadable, patient);
  const found = CHECKS.filter((check) => check !== unreadable).flatMap((check) => runCheck(check, patient));
  return [...runCheck(unreadable, patient), ...found];
}

/** More cures than this in a row would be going in circles. */
const MAX_CURES = 50;

/** Applies the mechanical cures, one after the other, each on the files as the one before left them. Returns what it applied. */
export function cure(host: Host, release: Release, options: Examination): Diagnosis[] {
  const applied: Diagnosis[] = [];
  while (applied.length < MAX_CURES) {
    const next = examine(host, release, options).find(({ changes = [] }) => changes.length > 0);
    if (next === undefined) break;
    applyChanges(host, next.changes ?? []);
    applied.push(next);
  }
  return applied;
}
