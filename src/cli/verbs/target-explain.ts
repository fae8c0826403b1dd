// `kbuild target explain FILE|TRIPLE` and `kbuild target migrate FILE`.
import { FileError, describeErrno } from "../../base/host.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { JsonError, parseJson } from "../../cargo/targets/json-text.ts";
import type { JsonObject, JsonValue } from "../../cargo/targets/json-text.ts";
import { differences, migrated } from "../../cargo/targets/target-migration.ts";
import { fieldWords, layoutPart } from "../../cargo/targets/target-words.ts";
import { renderChange } from "../../advice/advise.ts";
import { Survey } from "../../advice/survey.ts";
import { specificationOf } from "../../target/targets.ts";
import type { Context } from "../program.ts";

const BARE_METAL = "x86_64-unknown-none";
/** Width of a line for a field's words. */
const COLUMN = 34;

function fileText(name: string, { host }: Context): { readonly path: string; readonly text: string } {
  const path = name.startsWith("/") ? name : `${host.currentDirectory}/${name}`;
  try {
    return { path, text: new TextDecoder("utf-8", { fatal: true }).decode(host.files.read(path)) };
  } catch (error) {
    if (error instanceof FileError) throw new CargoError(`cannot read \`${name}\``, [describeErrno(error.code)], 1);
    if (error instanceof TypeError) throw new CargoError(`\`${name}\` is not UTF-8`, [], 1);
    throw error;
  }
}

function objectOf(name: string, text: string): JsonObject {
  try {
    const json = parseJson(text);
    if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as JsonObject;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new CargoError(`\`${name}\` is not a target specification`, [error.message], 1);
  }
  throw new CargoError(`\`${name}\` is not a target specification`, ["it is no JSON object"], 1);
}

function valueText(value: JsonValue): string {
  if (Array.isArray(value)) return value.map(valueText).join(", ");
  if (typeof value !== "object" || value === null) return String(value);
  return [...(value as JsonObject).fields].map(([key, each]) => `${key} ${valueText(each)}`).join(", ");
}

function fieldLines([name, value]: readonly [string, JsonValue]): string {
  const words = fieldWords(name) ?? "(no words for this field)";
  const line = `${name.padEnd(COLUMN)} ${valueText(value)}\n${"".padEnd(4)}${words}\n`;
  if (name !== "data-layout" || typeof value !== "string") return line;
  return (
    line +
    value
      .split("-")
      .map((part) => `${"".padEnd(8)}${part.padEnd(14)} ${layoutPart(part)}\n`)
      .join("")
  );
}

/** The specification of a built-in target as JSON. */
function builtIn(triple: string, { release }: Context): string {
  const specification = specificationOf(triple, release);
  if (specification === undefined) throw new CargoError(`kbuild does not know the target \`${triple}\``, [], 1);
  return JSON.stringify(specification);
}

export function explainTarget(name: string, context: Context): string {
  const isFile = name.endsWith(".json");
  const text = isFile ? fileText(name, context).text : builtIn(name, context);
  const lines = [...objectOf(name, text).fields].map(fieldLines).join("");
  if (!isFile) return lines;
  const differs = differences(text, BARE_METAL, context.release);
  if (differs === undefined) return lines;
  const words = differs.length === 0 ? "says the same as" : `differs in ${differs.join(", ")} from`;
  return `${lines}\nFor a kernel this target ${words} the built-in \`${BARE_METAL}\`.\n`;
}

/** Writes the file in the release's form, the difference first. Returns the exit status. */
export function migrateTarget(name: string, context: Context): number {
  const { host, release } = context;
  const { path, text } = fileText(name, context);
  objectOf(name, text);
  const result = migrated(text, release);
  if (result === undefined || result.notes.length === 0) {
    host.stderr.write(`\`${name}\` is in the form of ${release.version}\n`);
    return 0;
  }
  host.stderr.write(renderChange({ path, before: text, after: result.text }, new Survey(host, release)));
  host.files.writeAtomically(path, result.text);
  return 0;
}
