// Whether the fields of a target specification fit together, as rustc looks at them once all could be read: the first that
// does not, in its words. Source of the facts: what rustc 1.96 says of specifications with each rule broken.

type Value = string | number | boolean | readonly string[] | Readonly<Record<string, readonly string[]>> | undefined;

/** Fields of a specification by name, with rustc's defaults for what it leaves out. */
export class Fields {
  constructor(readonly get: (name: string) => Value) {}

  text(name: string, otherwise = ""): string {
    const value = this.get(name);
    return typeof value === "string" ? value : otherwise;
  }

  flag(name: string, otherwise = false): boolean {
    const value = this.get(name);
    return typeof value === "boolean" ? value : otherwise;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  get arch(): string {
    return this.text("arch");
  }

  get os(): string {
    return this.text("os", "none");
  }

  /** `x86-softfloat` is an older name. */
  get rustcAbi(): string | undefined {
    const name = this.text("rustc-abi");
    return name === "" ? undefined : name.replace("x86-softfloat", "softfloat");
  }
}

type Family = "Gnu" | "Darwin" | "WasmLld" | "Unix" | "Msvc" | "EmCc" | "Bpf" | "Llbc" | "Ptx";

const FAMILIES: readonly (readonly [RegExp, Family])[] = [
  [/^(?:gnu|ld\.lld$)/, "Gnu"],
  [/^(?:darwin|ld64\.lld$)/, "Darwin"],
  [/^(?:wasm-lld|wasm-ld$)/, "WasmLld"],
  [/^unix/, "Unix"],
  [/^(?:msvc|lld-link$)/, "Msvc"],
  [/^em/, "EmCc"],
  [/^bpf$/, "Bpf"],
  [/^llbc$/, "Llbc"],
  [/^ptx$/, "Ptx"],
];

/** What a flavor of linkers belongs to; `gcc` and `ld` leave it to the flavor of lld. */
function familyOf(flavor: string, fields: Fields): Family {
  const named = FAMILIES.find(([pattern]) => pattern.test(flavor))?.[1];
  if (named !== undefined) return named;
  const lld = fields.text("lld-flavor", "gnu");
  if (lld === "darwin") return "Darwin";
  if (lld === "wasm" && flavor === "gcc") return "WasmLld";
  return lld === "gnu" && fields.flag("linker-is-gnu", true) ? "Gnu" : "Unix";
}

type Rule = readonly [holds: (fields: Fields, linker: Family) => boolean, words: string];

const both = (left: boolean, right: boolean): boolean => left === right;
const among = (word: string, words: string): boolean => words.split(" ").includes(word);

const PLATFORM: readonly Rule[] = [
  [
    (fields) => both(fields.flag("is-like-darwin"), fields.text("vendor") === "apple"),
    "`is_like_darwin` must be set if and only if `vendor` is `apple`",
  ],
  [
    (fields) => both(fields.flag("is-like-solaris"), among(fields.os, "solaris illumos")),
    "`is_like_solaris` must be set if and only if `os` is `solaris` or `illumos`",
  ],
  [
    (fields) => both(fields.flag("is-like-gpu"), among(fields.arch, "nvptx64 amdgpu")),
    "`is_like_gpu` must be set if and only if `target` is `nvptx64` or `amdgcn`",
  ],
  [
    (fields) => both(fields.flag("is-like-windows"), among(fields.os, "windows uefi cygwin")),
    "`is_like_windows` must be set if and only if `os` is `windows`, `uefi` or `cygwin`",
  ],
  [
    (fields) => both(fields.flag("is-like-wasm"), among(fields.arch, "wasm32 wasm64")),
    "`is_like_wasm` must be set if and only if `arch` is `wasm32` or `wasm64`",
  ],
  [(fields) => !fields.flag("is-like-msvc") || fields.flag("is-like-windows"), "if `is_like_msvc` is set, `is_like_windows` must be set"],
  [(fields) => fields.os !== "emscripten" || fields.flag("is-like-wasm"), "the `emcscripten` os only makes sense on wasm-like targets"],
  [
    (fields, linker) => both(fields.flag("is-like-darwin"), linker === "Darwin"),
    "`linker_flavor` must be `darwin` if and only if `is_like_darwin` is set",
  ],
  [
    (fields, linker) => both(fields.flag("is-like-msvc"), linker === "Msvc"),
    "`linker_flavor` must be `msvc` if and only if `is_like_msvc` is set",
  ],
  [
    (fields, linker) => both(fields.flag("is-like-wasm") && fields.os !== "emscripten", linker === "WasmLld"),
    "`linker_flavor` must be `wasm-lld` if and only if `is_like_wasm` is set and the `os` is not `emscripten`",
  ],
  [
    (fields, linker) => both(fields.os === "emscripten", linker === "EmCc"),
    "`linker_flavor` must be `em-cc` if and only if `os` is `emscripten`",
  ],
  [(fields, linker) => both(fields.arch === "bpf", linker === "Bpf"), "`linker_flavor` must be `bpf` if and only if `arch` is `bpf`"],
];

const ARGUMENT_FIELDS = ["pre-link-args", "late-link-args", "late-link-args-dynamic", "late-link-args-static", "post-link-args"];

function linkArguments(fields: Fields, linker: Family): string | undefined {
  for (const name of ARGUMENT_FIELDS) {
    for (const [flavor, words] of Object.entries(fields.get(name) ?? {})) {
      const isEmpty = Array.isArray(words) && words.length === 0 && fields.arch !== "avr";
      if (isEmpty && familyOf(flavor, fields) === linker) return "linker flavor args must not be empty";
    }
  }
  return undefined;
}

const NAMES: readonly Rule[] = [
  [(fields) => fields.text("vendor", "unknown") !== "", "`vendor` cannot be empty"],
  [(fields) => fields.os !== "", "`os` cannot be empty"],
  [
    (fields) =>
      fields.os !== "unknown" ||
      among(fields.text("llvm-target"), "wasm32-unknown-unknown wasm64-unknown-unknown") ||
      (fields.text("env") === "sgx" && fields.text("vendor") === "fortanix"),
    "`unknown` os can only be used on particular targets; use `none` for bare-metal targets",
  ],
  [
    (fields) => !(fields.flag("crt-static-default") || fields.flag("crt-static-allows-dylibs")) || fields.flag("crt-static-respected"),
    "static CRT can be enabled but `crt_static_respected` is not set",
  ],
];

/** ABIs by name that belong to one architecture or system each; any other name is the specification's own. */
const NAMED_ABIS =
  "abi64 abiv2 abiv2hf eabi eabihf elfv1 elfv2 fortanix ilp32 ilp32e llvm macabi sim softfloat spe uwp vec-default vec-extabi x32";

const fits = (abi: string, named: string): boolean => abi === "" || among(abi, named) || !among(abi, NAMED_ABIS);
const RUST_ABIS: Readonly<Record<string, string>> = { softfloat: "Some(Softfloat)", "x86-sse2": "Some(X86Sse2)" };
const debugAbi = (abi: string | undefined): string => (abi === undefined ? "None" : (RUST_ABIS[abi] ?? abi));

/** ABIs of the architectures that kbuild has. */
function abi(fields: Fields): string | undefined {
  const [own, rustc, llvm] = [fields.text("abi"), fields.rustcAbi, fields.text("llvm-abiname")];
  const combination = (name: string) =>
    `invalid ${name} Rust-specific ABI and \`cfg(target_abi)\` combination:\nRust-specific ABI: ${debugAbi(rustc)}\ncfg(target_abi): ${own}`;
  switch (fields.arch) {
    case "x86_64":
    case "aarch64": {
      const name = fields.arch === "x86_64" ? "x86-64" : "aarch64";
      if (llvm !== "") return `\`llvm_abiname\` is unused on ${name}`;
      if (fields.has("llvm-floatabi")) return `\`llvm_floatabi\` is unused on ${name}`;
      const hard = name === "x86-64" ? "x32 llvm fortanix uwp macabi sim" : "ilp32 llvm macabi sim uwp";
      const isSoft = name === "x86-64" ? fits(own, "softfloat") : own === "softfloat";
      const isRight = rustc === undefined ? fits(own, hard) : rustc === "softfloat" && isSoft;
      return isRight ? undefined : combination(name);
    }
    case "riscv64": {
      if (fields.has("llvm-floatabi")) return "`llvm_floatabi` is unused on RISC-V";
      if (rustc !== undefined) return "`rustc_abi` is unused on RISC-V";
      if (among(llvm, "lp64 lp64f lp64d lp64e") && fits(own, "")) return undefined;
      return `invalid RISC-V ABI name and \`cfg(target_abi)\` combination:\nABI name: ${llvm}\ncfg(target_abi): ${own}`;
    }
    case "arm": {
      if (llvm !== "") return "`llvm_abiname` is unused on ARM";
      if (rustc !== undefined) return "`rustc_abi` is unused on ARM";
      const float = fields.text("llvm-floatabi");
      if ((float === "hard" && fits(own, "eabihf uwp")) || (float === "soft" && own === "eabi")) return undefined;
      const shown = float === "" ? "None" : `Some(${float === "hard" ? "Hard" : "Soft"})`;
      return `Invalid combination of float ABI and \`cfg(target_abi)\` for ARM target\nfloat ABI: ${shown}\ncfg(target_abi): ${own}`;
    }
    default:
      return rustc === undefined ? undefined : `\`rustc_abi\` is unused on ${fields.arch}`;
  }
}

interface Constraints {
  readonly required: string;
  readonly incompatible: string;
}

const RISCV_FEATURES: Readonly<Record<string, Constraints>> = {
  lp64d: { required: "d", incompatible: "e zfinx" },
  lp64f: { required: "f", incompatible: "e zfinx" },
  lp64: { required: "", incompatible: "e" },
};

/** Features that an ABI cannot do without, and that it cannot have. */
function constraints(fields: Fields): Constraints {
  const isSoft = fields.rustcAbi === "softfloat";
  if (fields.arch === "x86_64")
    return isSoft ? { required: "soft-float", incompatible: "" } : { required: "x87 sse2", incompatible: "soft-float" };
  if (fields.arch === "aarch64") return isSoft ? { required: "", incompatible: "neon" } : { required: "neon", incompatible: "" };
  if (fields.arch === "arm" && fields.text("llvm-floatabi") === "hard") return { required: "fpregs", incompatible: "soft-float" };
  const riscv = fields.arch === "riscv64" ? RISCV_FEATURES[fields.text("llvm-abiname")] : undefined;
  return riscv ?? { required: "", incompatible: "" };
}

function features(fields: Fields): string | undefined {
  const list = fields.text("features");
  if (list === "") return undefined;
  const [on, off] = [new Set<string>(), new Set<string>()];
  for (const word of list.split(",")) {
    const name = word.slice(1);
    if (!/^[+-]/.test(word)) return `target feature \`${word}\` is invalid, must start with \`+\` or \`-\``;
    (word.startsWith("+") ? on : off).add(name);
    if (on.has(name) && off.has(name)) return `target feature \`${name}\` is both enabled and disabled`;
  }
  const { required, incompatible } = constraints(fields);
  const missing = required.split(" ").find((name) => off.has(name));
  if (missing !== undefined) return `target feature \`${missing}\` is required by the ABI but gets disabled in target spec`;
  const wrong = incompatible.split(" ").find((name) => on.has(name));
  return wrong === undefined ? undefined : `target feature \`${wrong}\` is incompatible with the ABI but gets enabled in target spec`;
}

function environment(fields: Fields): string | undefined {
  const pairs = fields.get("link-env");
  const wrong = Array.isArray(pairs) ? (pairs as readonly string[]).find((pair) => pair.split("=").length !== 2) : undefined;
  return wrong === undefined ? undefined : `link-env value '${wrong}' must be of the pattern 'KEY=VALUE'`;
}

/** What does not fit, or undefined. */
export function inconsistency(fields: Fields): string | undefined {
  const linker = familyOf(fields.text("linker-flavor", "gcc"), fields);
  const broken = (rules: readonly Rule[]): string | undefined => rules.find(([holds]) => !holds(fields, linker))?.[1];
  return environment(fields) ?? broken(PLATFORM) ?? linkArguments(fields, linker) ?? broken(NAMES) ?? abi(fields) ?? features(fields);
}
