// Custom targets: a JSON file's fields to a Target, or the words of rustc of the release for what is wrong with it.
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { findTarget } from "../../target/targets.ts";
import { UnknownFeature, featureLists, x86Features } from "../../target/x86-features.ts";
import type { Target } from "../../target/target.ts";
import { JsonError, parseJson, placeText, readJson } from "./json-text.ts";
import type { JsonNode, JsonObject, JsonReading } from "./json-text.ts";
import { layoutFault, layoutInconsistency } from "./data-layout.ts";
import { Fields, inconsistency } from "./target-consistency.ts";
import { REQUIRED_FIELDS, TARGET_FIELDS } from "./target-fields.ts";
import { lateMistake, mistake, wrongType } from "./target-json-types.ts";

/** What is wrong with a specification, in rustc's words. */
export class SpecMistake {
  constructor(
    readonly words: string,
    /** Said by the session that was to have the target, not by what loads it. */
    readonly isOfSession = false,
  ) {}
}

export const ARCHITECTURES: Readonly<Record<string, string>> = {
  x86_64: "x86_64-unknown-none",
  arm: "thumbv7em-none-eabihf",
  aarch64: "aarch64-unknown-none",
  riscv64: "riscv64gc-unknown-none-elf",
};

function missing(field: string, json: JsonObject, release: Release): string {
  if (!atLeast(release, 90)) return `Field ${field} in target specification is required`;
  return `missing field \`${field}\` at line ${json.endLine} column ${json.endColumn}`;
}

class SpecReader {
  constructor(
    readonly name: string,
    readonly json: JsonObject,
    readonly release: Release,
  ) {}

  /** Before 1.90 only a string counted for `target-pointer-width`, since then a number, too. */
  has(field: string): boolean {
    const value = this.json.fields.get(field);
    if (field === "target-pointer-width" && typeof value === "number") return atLeast(this.release, 90);
    return typeof value === "string";
  }

  string(field: string, otherwise: string): string {
    const value = this.json.fields.get(field);
    return typeof value === "string" ? value : typeof value === "number" ? String(value) : otherwise;
  }

  flag(field: string, otherwise: boolean): boolean {
    const value = this.json.fields.get(field);
    return typeof value === "boolean" ? value : otherwise;
  }

  /** Before 1.90 names were LLVM's alone. Throws UnknownFeature. */
  features(): Pick<Target, "processor" | "llvmFeatures" | "features" | "unstableFeatures" | "featuresBefore"> {
    const processor = this.string("cpu", "generic");
    const llvmFeatures = this.string("features", "");
    const on = this.string("arch", "") === "x86_64" ? x86Features(processor, [llvmFeatures], atLeast(this.release, 90)) : [];
    return { processor, llvmFeatures, ...featureLists(new Set(on)) };
  }

  read(): Target | string {
    const absent = REQUIRED_FIELDS.find((field) => !this.has(field));
    if (absent !== undefined) return missing(absent, this.json, this.release);
    const arch = this.string("arch", "");
    const base = findTarget(ARCHITECTURES[arch] ?? "");
    if (base === undefined) return `kbuild has no code generator for the architecture \`${arch}\` yet`;
    const features = this.features();
    return {
      ...base,
      ...this.identity(),
      families: this.families(),
      ...features,
      softFloat: features.llvmFeatures.includes("+soft-float"),
      panicStrategy: this.string("panic-strategy", "unwind") === "abort" ? "abort" : "unwind",
      relocationModel: this.string("relocation-model", "pic") === "static" ? "static" : "pic",
      positionIndependentExecutables: this.flag("position-independent-executables", false),
      codeModel: this.codeModel(),
      disableRedzone: this.flag("disable-redzone", false),
      exeSuffix: this.string("exe-suffix", ""),
      framePointer: this.string("frame-pointer", "may-omit") === "always",
      hasStd: false,
      maxAtomicWidthBefore: base.maxAtomicWidth,
      hasThreadLocals: this.flag("has-thread-local", false),
    };
  }

  /** One word or a list. */
  families(): readonly string[] {
    const value = this.json.fields.get("target-family");
    return (Array.isArray(value) ? value : [value]).filter((name) => typeof name === "string");
  }

  codeModel(): Target["codeModel"] {
    return (["small", "kernel", "medium"] as const).find((model) => model === this.string("code-model", ""));
  }

  identity(): Pick<Target, "triple" | "llvmTarget" | "dataLayout" | "os" | "env" | "vendor" | "abi"> {
    return {
      triple: this.name,
      llvmTarget: this.string("llvm-target", ""),
      dataLayout: this.string("data-layout", ""),
      os: this.string("os", "none"),
      env: this.string("env", ""),
      vendor: this.string("vendor", "unknown"),
      abi: this.string("abi", ""),
    };
  }
}

/** The first mistake of a specification since 1.90, where every field has a type and none may be unknown. */
function firstMistake(text: string, { root, entries, open, mistake: syntax }: JsonReading): string | undefined {
  const whole = { text, path: "" };
  if (root !== undefined && root.entries.length === 0 && !text.slice(root.start).startsWith("{")) {
    if (Array.isArray(root.value) && root.items.length === 0)
      return mistake(whole, "invalid length 0, expected struct TargetSpecJson with 120 elements", root.end);
    return wrongType(root, whole, "struct TargetSpecJson");
  }
  const seen = new Set<string>();
  const keyMistake = (key: string, keyEnd: number): string | undefined => {
    if (seen.has(key)) return lateMistake(whole, `duplicate field \`${key}\``, keyEnd);
    seen.add(key);
    if (TARGET_FIELDS.has(key)) return undefined;
    const names = [...TARGET_FIELDS.keys()].map((name) => `\`${name}\``).join(", ");
    return lateMistake({ text, path: key }, `unknown field \`${key}\`, expected one of ${names}`, keyEnd);
  };
  const entryMistake = (key: string, keyEnd: number, node: JsonNode | undefined): string | undefined => {
    const isRequired = (REQUIRED_FIELDS as readonly string[]).includes(key);
    const check = node === undefined || (node.value === null && !isRequired) ? undefined : TARGET_FIELDS.get(key);
    return keyMistake(key, keyEnd) ?? (node === undefined ? undefined : check?.(node, { text, path: key }));
  };
  for (const { key, keyEnd, node } of entries) {
    const found = entryMistake(key, keyEnd, node);
    if (found !== undefined) return found;
  }
  if (root === undefined) return (open === undefined ? undefined : entryMistake(open.key, open.keyEnd, open.node)) ?? syntax;
  const absent = REQUIRED_FIELDS.find((field) => !seen.has(field));
  return absent === undefined ? undefined : `missing field \`${absent}\`${placeText(text, root.end)}`;
}

type FieldValue = ReturnType<Fields["get"]>;

function mistakeIn(text: string): SpecMistake | undefined {
  const reading = readJson(text);
  const first = firstMistake(text, reading);
  if (first !== undefined) return new SpecMistake(first);
  const values = new Map(reading.entries.map(({ key, node }) => [key, node.value]));
  const plain = (name: string): FieldValue => {
    const value = values.get(name) ?? undefined;
    if (typeof value !== "object" || Array.isArray(value)) return value as FieldValue;
    return Object.fromEntries((value as JsonObject).fields) as Readonly<Record<string, readonly string[]>>;
  };
  const fields = new Fields(plain);
  const unfit = inconsistency(fields);
  if (unfit !== undefined) return new SpecMistake(unfit);
  const layout = fields.text("data-layout");
  const fault = layoutFault(layout);
  if (fault !== undefined) return new SpecMistake(fault, true);
  const words = layoutInconsistency(layout, Number(plain("target-pointer-width")), fields.text("target-endian", "little"));
  return words === undefined ? undefined : new SpecMistake(`inconsistent target specification: ${words}`, true);
}

/** The target of a specification file, or what is wrong with it. `name` is the file's, without `.json`. */
export function readTargetSpec(name: string, text: string, release: Release): Target | SpecMistake {
  const isTyped = atLeast(release, 90);
  const found = isTyped ? mistakeIn(text) : undefined;
  if (found !== undefined) return found;
  try {
    // Since 1.90 nothing is read behind the object.
    const json = isTyped ? readJson(text).root?.value : parseJson(text);
    if (typeof json !== "object" || json === null || Array.isArray(json))
      return new SpecMistake(`invalid type: expected struct TargetSpecJson`);
    const target = new SpecReader(name, json as JsonObject, release).read();
    return typeof target === "string" ? new SpecMistake(target) : { ...target, specification: text };
  } catch (error) {
    if (error instanceof JsonError) return new SpecMistake(error.message);
    if (error instanceof UnknownFeature) return new SpecMistake(`kbuild does not know ${error.message} yet`);
    throw error;
  }
}
