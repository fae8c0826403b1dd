// The keys of `[target]`: triples and conditions. What cannot be read is an error, what no target has a warning.
import { atLeast } from "../../target/release.ts";
import { CfgError, isCfgKey, parseCfgKey } from "../resolve/cfg-expression.ts";
import type { CfgExpression } from "../resolve/cfg-expression.ts";
import type { ManifestReader } from "./manifest-reader.ts";

/** `true` and `false` as literals, and `r#` before names. */
const LITERALS_SINCE = 88;

/** Fails for a key that is none. */
export function checkPlatform(reader: ManifestReader, key: string): void {
  if (!isCfgKey(key)) return checkName(reader, key);
  let expression: CfgExpression;
  try {
    expression = parseCfgKey(key, atLeast(reader.release, LITERALS_SINCE));
  } catch (error) {
    if (error instanceof CfgError) return reader.fail(error.message);
    throw error;
  }
  noteUnsupported(reader, expression);
  if (atLeast(reader.release, LITERALS_SINCE)) noteKeywords(reader, expression);
}

function checkName(reader: ManifestReader, name: string): void {
  const bad = [...name].find((character) => !/[\p{L}\p{N}_.-]/u.test(character));
  if (bad === undefined) return;
  const words = name.includes("(")
    ? "unexpected `(` character, cfg expressions must start with `cfg(`"
    : `unexpected character ${bad} in target name`;
  reader.fail(new CfgError(name, `invalid target specifier: ${words}`).message);
}

function names(expression: CfgExpression): (CfgExpression & { readonly kind: "name" })[] {
  if (expression.kind === "name") return [expression];
  if (expression.kind === "literal") return [];
  return expression.kind === "not" ? names(expression.of) : expression.of.flatMap(names);
}

/** Conditions that say nothing of a target. */
function noteUnsupported(reader: ManifestReader, expression: CfgExpression): void {
  for (const { name, value } of names(expression)) {
    if (value === undefined && ["test", "debug_assertions", "proc_macro"].includes(name))
      reader.warnings.push(
        `Found \`${name}\` in \`target.'cfg(...)'.dependencies\`. This value is not supported for selecting dependencies and will not work as expected. To learn more visit https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html#platform-specific-dependencies`,
      );
    if (value !== undefined && name === "feature")
      reader.warnings.push(
        "Found `feature = ...` in `target.'cfg(...)'.dependencies`. This key is not supported for selecting dependencies and will not work as expected. Use the [features] section instead: https://doc.rust-lang.org/cargo/reference/features.html",
      );
  }
}

/** `true = "x"`, which was a name once. */
function noteKeywords(reader: ManifestReader, expression: CfgExpression): void {
  for (const { name, raw, value } of names(expression)) {
    if (raw || (name !== "true" && name !== "false")) continue;
    const shown = value === undefined ? name : `${name} = "${value}"`;
    reader.warnings.push(
      `[${reader.path}] future-incompatibility: \`cfg(${shown})\` is deprecated as \`${name}\` is a keyword and not an identifier and should not have have been accepted in this position.\n | this was previously accepted by Cargo but is being phased out; it will become a hard error in a future release!\n |\n | help: use raw-idents instead: \`cfg(r#${name})\``,
    );
  }
}
