// Custom targets: a JSON file's fields to a Target, or the words of rustc of the release for what is wrong with it.
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import { findTarget } from "../target/targets.ts";
import type { Target } from "../target/target.ts";
import { JsonError, parseJson } from "./json-text.ts";
import type { JsonObject } from "./json-text.ts";

/** Fields without a default, in the order rustc asks for them. */
const REQUIRED = ["llvm-target", "target-pointer-width", "data-layout", "arch"] as const;
const ARCHITECTURES: Readonly<Record<string, string>> = {
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

  features(): { readonly names: string[]; readonly llvm: string } {
    const llvm = this.string("features", "");
    const off = new Set(
      llvm
        .split(",")
        .filter((word) => word.startsWith("-"))
        .map((word) => word.slice(1)),
    );
    const base = this.string("arch", "") === "x86_64" ? ["fxsr", "sse", "sse2", "x87"] : [];
    return { names: base.filter((name) => !off.has(name)), llvm };
  }

  read(): Target | string {
    const absent = REQUIRED.find((field) => !this.has(field));
    if (absent !== undefined) return missing(absent, this.json, this.release);
    const arch = this.string("arch", "");
    const base = findTarget(ARCHITECTURES[arch] ?? "");
    if (base === undefined) return `kbuild has no code generator for the architecture \`${arch}\` yet`;
    const { names, llvm } = this.features();
    return {
      ...base,
      ...this.identity(),
      features: names,
      unstableFeatures: [],
      featuresBefore: names,
      llvmFeatures: llvm,
      softFloat: llvm.includes("+soft-float"),
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

/** The target of a specification file, or rustc's words for what is wrong. `name` is the file's, without `.json`. */
export function readTargetSpec(name: string, text: string, release: Release): Target | string {
  try {
    const json = parseJson(text);
    if (typeof json !== "object" || json === null || Array.isArray(json)) return `invalid type: expected struct TargetSpecJson`;
    return new SpecReader(name, json as JsonObject, release).read();
  } catch (error) {
    if (error instanceof JsonError) return error.message;
    throw error;
  }
}
