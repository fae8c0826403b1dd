// cargo's JSON lines (`--message-format json`): one object a line on stdout, keys in cargo's order.
import { onlyAnswers } from "../rustc/print-requests.ts";
import { atLeast } from "../../target/release.ts";
import { REGISTRY } from "../resolve/package-spec.ts";
import { outputsOf } from "./unit.ts";
import type { BuildDirectives } from "../script/build-directives.ts";
import { scriptFolder } from "./unit.ts";
import type { Unit } from "./unit.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Crates whose documentation other crates can link to. */
const DOCTESTED_TYPES = new Set(["lib", "rlib", "proc-macro"]);

/** How messages name a package; the form changed in 1.77. */
export function packageId({ manifest, release, isRegistry }: Pick<Unit, "manifest" | "release" | "isRegistry">): string {
  const source = isRegistry ? REGISTRY : `path+file://${manifest.root}`;
  if (!atLeast(release, 77)) return `${manifest.name} ${manifest.version} (${source})`;
  if (isRegistry) return `${source}#${manifest.name}@${manifest.version}`;
  const folder = manifest.root.slice(manifest.root.lastIndexOf("/") + 1);
  const name = folder === manifest.name ? "" : `${manifest.name}@`;
  return `${source}#${name}${manifest.version}`;
}

export function targetJson({ crate, manifest }: Pick<Unit, "crate" | "manifest">): Json {
  const isLib = crate.kind === "lib";
  return {
    kind: crate.kind === "bin" || crate.kind === "lib" ? crate.crateTypes : [crate.kind],
    crate_types: crate.crateTypes,
    name: crate.name,
    src_path: `${manifest.root}/${crate.path}`,
    edition: String(crate.edition),
    ...(crate.requiredFeatures.length > 0 ? { "required-features": crate.requiredFeatures } : {}),
    doc: isLib || crate.kind === "bin",
    doctest: isLib && crate.doctested && crate.crateTypes.some((type) => DOCTESTED_TYPES.has(type)),
    test: crate.tested,
  };
}

/** The line of a diagnostic with another text in its `rendered`. */
export function withRendered(line: string, rendered: string): string {
  const message = JSON.parse(line) as { message: { rendered: string } };
  message.message.rendered = rendered;
  return `${JSON.stringify(message)}\n`;
}

const RUSTC_ORDER: readonly (readonly string[])[] = [
  ["$message_type", "message", "code", "level", "spans", "children", "rendered"],
  ["code", "explanation"],
  [
    "file_name",
    "byte_start",
    "byte_end",
    "line_start",
    "line_end",
    "column_start",
    "column_end",
    "is_primary",
    "text",
    "label",
    "suggested_replacement",
    "suggestion_applicability",
    "expansion",
  ],
  ["text", "highlight_start", "highlight_end"],
];

/** The line as it is where cargo hands rustc's object on without reading it: with rustc's order of keys. */
export function inRustcOrder(line: string): string {
  const message = JSON.parse(line) as { message: Json };
  message.message = ordered(message.message);
  return `${JSON.stringify(message)}\n`;
}

function ordered(value: Json): Json {
  if (isList(value)) return value.map(ordered);
  if (value === null || typeof value !== "object") return value;
  const keys = Object.keys(value);
  const order = RUSTC_ORDER.find((each) => keys.every((key) => each.includes(key))) ?? keys;
  const known: { readonly [key: string]: Json } = value;
  return Object.fromEntries(order.filter((key) => key in known).map((key) => [key, ordered(known[key] as Json)]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function finishedMessage(success: boolean): string {
  return `${JSON.stringify({ reason: "build-finished", success })}\n`;
}

/** The line for a unit that was built. */
/** What the package's build script came to. Libraries and folders for the linker are none: a script that names some is refused. */
export function scriptMessage(unit: Unit, { conditions, variables }: BuildDirectives): string {
  const message = {
    reason: "build-script-executed",
    package_id: packageId(unit),
    linked_libs: [],
    linked_paths: [],
    cfgs: conditions.filter((_, i) => conditions[i - 1] === "--cfg"),
    env: [...variables],
    out_dir: scriptFolder(unit),
  };
  return `${JSON.stringify(message)}\n`;
}

export function artifactMessage(unit: Unit, emit: string, fresh: boolean): string {
  const { profile } = unit;
  const outputs = outputsOf(unit, emit);
  const debuginfo = {
    none: 0,
    "line-directives-only": "line-directives-only",
    "line-tables-only": "line-tables-only",
    limited: 1,
    full: 2,
  }[profile.debug];
  const message = {
    reason: "compiler-artifact",
    package_id: packageId(unit),
    manifest_path: `${unit.manifest.root}/Cargo.toml`,
    target: targetJson(unit),
    profile: {
      opt_level: profile.optLevel,
      debuginfo,
      debug_assertions: profile.debugAssertions,
      overflow_checks: profile.overflowChecks,
      test: unit.isTest,
    },
    features: unit.features,
    filenames: onlyAnswers(unit.rustc.prints) ? [] : outputs,
    executable: (unit.crate.kind !== "lib" || unit.isTest) && emit !== "metadata" ? (outputs[0] ?? null) : null,
    fresh,
  };
  return `${JSON.stringify(message)}\n`;
}
