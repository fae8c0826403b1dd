// Files of target specifications from one release's form to another's, and what sets such a file apart from a built-in
// target. The form is not stable: numbers were strings, layouts follow LLVM, fields come and go. Edits are made in the text,
// so that order, blanks and line ends stay the author's.
// Facts: `--print target-spec-json` of 1.63 and 1.96, and what each of the two accepts.
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { findTarget } from "../../target/targets.ts";
import type { Target } from "../../target/target.ts";
import { layoutOfLlvm } from "./other-layout.ts";
import { JsonError, parseJson } from "./json-text.ts";
import type { JsonObject } from "./json-text.ts";
import { SpecMistake, readTargetSpec } from "./target-spec.ts";

export interface Migration {
  readonly text: string;
  /** What the release wants, one phrase an edit. */
  readonly notes: readonly string[];
}

function objectOf(text: string): JsonObject | undefined {
  try {
    const json = parseJson(text);
    return typeof json === "object" && json !== null && !Array.isArray(json) ? (json as JsonObject) : undefined;
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}

/** Widths: strings before 1.90, numbers since. */
const WIDTHS = ["target-pointer-width", "target-c-int-width"];
/** Names that are nearly those of fields. */
const NEAR_NAMES: Readonly<Record<string, string>> = {
  executable: "executables",
  "disable-red-zone": "disable-redzone",
  "linker-flavour": "linker-flavor",
};
/** Fields that releases before 1.90 do not know. */
const NEW_FIELDS = ["rustc-abi", "metadata", "crt-objects-fallback"];
/** LLVM's name for 128-bit integers' alignment, part of x86-64 layouts since LLVM 18. */
const I128 = "-i128:128";

class Migrator {
  readonly notes: string[] = [];

  constructor(
    public text: string,
    readonly json: JsonObject,
    readonly release: Release,
  ) {}

  get isNew(): boolean {
    return atLeast(this.release, 90);
  }

  #edit(pattern: RegExp, by: string, note: string): void {
    const after = this.text.replace(pattern, by);
    if (after === this.text) return;
    this.text = after;
    this.notes.push(note);
  }

  migrate(): Migration {
    for (const field of WIDTHS) this.width(field);
    for (const [wrong, right] of Object.entries(NEAR_NAMES))
      if (this.json.fields.has(wrong)) this.#edit(new RegExp(`"${wrong}"(?=\\s*:)`), `"${right}"`, `\`${right}\` for \`${wrong}\``);
    this.layout();
    if (this.isNew) this.softFloat();
    else this.old();
    return { text: this.text, notes: this.notes };
  }

  width(field: string): void {
    const value = this.json.fields.get(field);
    if (this.isNew && typeof value === "string")
      this.#edit(new RegExp(`("${field}"\\s*:\\s*)"(\\d+)"`), "$1$2", `a number for \`${field}\``);
    if (!this.isNew && typeof value === "number")
      this.#edit(new RegExp(`("${field}"\\s*:\\s*)(\\d+)`), '$1"$2"', `a string for \`${field}\``);
  }

  layout(): void {
    const { fields } = this.json;
    const layout = fields.get("data-layout");
    if (typeof layout !== "string") return;
    const [arch, llvmTarget] = [fields.get("arch"), fields.get("llvm-target")];
    const own = typeof arch === "string" && typeof llvmTarget === "string" ? layoutOfLlvm(arch, llvmTarget) : undefined;
    const isOlder = own !== undefined && layout !== own && layout !== own.replace(I128, "");
    if (this.isNew && isOlder) return this.#edit(/("data-layout"\s*:\s*)"[^"]*"/, `$1"${own}"`, "LLVM's own `data-layout`");
    if (arch !== "x86_64") return;
    const has = layout.includes(I128);
    if (atLeast(this.release, 77) && !has)
      this.#edit(/("data-layout"\s*:\s*"[^"]*-i64:64)/, `$1${I128}`, `\`i128:128\` in \`data-layout\``);
    if (!atLeast(this.release, 77) && has) this.#edit(/("data-layout"\s*:\s*"[^"]*)-i128:128/, "$1", `no \`i128:128\` in \`data-layout\``);
  }

  softFloat(): void {
    const features = this.json.fields.get("features");
    const isX86 = this.json.fields.get("arch") === "x86_64" || this.json.fields.get("arch") === "x86";
    if (!isX86 || typeof features !== "string" || !features.includes("+soft-float") || this.json.fields.has("rustc-abi")) return;
    this.#edit(
      /(\n?[ \t]*)("features"\s*:\s*"[^"]*")/,
      '$1$2,$1"rustc-abi": "softfloat"',
      '`"rustc-abi": "softfloat"` beside `+soft-float`',
    );
  }

  old(): void {
    this.#edit(/("linker-flavor"\s*:\s*)"gnu-lld"/, '$1"ld.lld"', "`ld.lld` for the linker flavor");
    for (const field of NEW_FIELDS) {
      if (!this.json.fields.has(field)) continue;
      const value = `(?:"[^"]*"|\\{[^{}]*\\})`;
      const words = `no \`${field}\``;
      const first = this.text;
      this.#edit(new RegExp(`\\s*"${field}"\\s*:\\s*${value}\\s*,`), "", words);
      if (this.text === first) this.#edit(new RegExp(`,\\s*"${field}"\\s*:\\s*${value}`), "", words);
    }
  }
}

/** The file as the release accepts it; undefined if it is not a JSON object. No notes: it is in that form already. */
export function migrated(text: string, release: Release): Migration | undefined {
  const json = objectOf(text);
  if (json === undefined) return undefined;
  const made = new Migrator(text, json, release).migrate();
  return objectOf(made.text) === undefined ? undefined : made;
}

/** Fields in which targets differ for a kernel, by their names in the file. */
const COMPARED: readonly (readonly [string, (target: Target) => unknown])[] = [
  ["arch", ({ arch }) => arch],
  ["code-model", ({ codeModel }) => codeModel],
  ["data-layout", ({ dataLayout }) => dataLayout.replace(I128, "")],
  ["disable-redzone", ({ disableRedzone }) => disableRedzone],
  ["features", ({ llvmFeatures }) => llvmFeatures.split(",").sort().join()],
  ["os", ({ os }) => os],
  ["panic-strategy", ({ panicStrategy }) => panicStrategy],
  ["position-independent-executables", (target) => target.positionIndependentExecutables],
  ["relocation-model", ({ relocationModel }) => relocationModel],
];

/** Names of the fields in which a file's target is another than the built-in one; undefined if the file cannot be read. */
export function differences(text: string, triple: string, release: Release): string[] | undefined {
  const other = findTarget(triple);
  const migration = migrated(text, release);
  const own = migration === undefined ? undefined : readTargetSpec(triple, migration.text, release);
  if (own === undefined || own instanceof SpecMistake || other === undefined) return undefined;
  return COMPARED.filter(([, get]) => get(own) !== get(other)).map(([name]) => `\`${name}\``);
}
