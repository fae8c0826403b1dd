// The lines that a build script prints for cargo, `cargo:KEY=VALUE` or since 1.77 `cargo::KEY=VALUE`: what each asks for.
// A key that cargo knows and kbuild cannot honour is refused.
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";

export interface BuildDirectives {
  /** Conditions and their announcements, as rustc's words. */
  readonly conditions: string[];
  /** For the package's programs: `bin` undefined for all of them. */
  readonly linkArguments: { readonly bin: string | undefined; readonly argument: string }[];
  readonly variables: Map<string, string>;
  readonly warnings: string[];
  /** The first line that is wrong or not honoured. */
  refused: string | undefined;
}

type Row = (directives: BuildDirectives, value: string) => void;

const NOTHING: Row = () => {};

const ROWS: Readonly<Record<string, Row>> = {
  "rustc-cfg": ({ conditions }, value) => void conditions.push("--cfg", value),
  "rustc-check-cfg": ({ conditions }, value) => void conditions.push("--check-cfg", value),
  "rustc-link-arg": ({ linkArguments }, value) => void linkArguments.push({ bin: undefined, argument: value }),
  "rustc-link-arg-bins": ({ linkArguments }, value) => void linkArguments.push({ bin: undefined, argument: value }),
  "rustc-link-arg-bin": ({ linkArguments }, value) => {
    const [bin, argument] = splitOnce(value);
    linkArguments.push({ bin, argument });
  },
  "rustc-env": ({ variables }, value) => void variables.set(...splitOnce(value)),
  warning: ({ warnings }, value) => void warnings.push(value),
  "rerun-if-changed": NOTHING,
  "rerun-if-env-changed": NOTHING,
  metadata: NOTHING,
};
const REFUSED = new Set(
  (
    "rustc-link-lib rustc-link-search rustc-flags error rustc-link-arg-tests rustc-link-arg-examples rustc-link-arg-benches " +
    "rustc-link-arg-cdylib rustc-cdylib-link-arg"
  ).split(" "),
);

function splitOnce(text: string): [string, string] {
  const at = text.indexOf("=");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** `bins` are the names of the package's programs. */
export function readDirectives(lines: readonly string[], bins: readonly string[], release: Release): BuildDirectives {
  const directives: BuildDirectives = {
    conditions: [],
    linkArguments: [],
    variables: new Map(),
    warnings: [],
    refused: undefined,
  };
  for (const line of lines) directive(directives, line.trim(), release);
  const stranger = directives.linkArguments.find(({ bin }) => bin !== undefined && !bins.includes(bin));
  if (stranger !== undefined) directives.refused ??= `rustc-link-arg-bin=${stranger.bin}`;
  return directives;
}

function directive(directives: BuildDirectives, line: string, release: Release): void {
  const isNew = line.startsWith("cargo::") && atLeast(release, 77);
  if (!line.startsWith("cargo:")) return;
  const body = line.slice(isNew ? 7 : 6);
  const [key, value] = splitOnce(body);
  const row = ROWS[key];
  const isHalf = (key === "rustc-link-arg-bin" || key === "rustc-env") && !value.includes("=");
  if (!body.includes("=") || isHalf || REFUSED.has(key) || (row === undefined && isNew)) directives.refused ??= line;
  else if (key !== "rustc-check-cfg" || atLeast(release, 80)) row?.(directives, value.trimEnd());
  else directives.warnings.push("cargo:rustc-check-cfg requires -Zcheck-cfg=output flag");
}
