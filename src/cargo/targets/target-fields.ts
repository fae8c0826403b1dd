// The fields of a target specification and the types of their values, in rustc's order, which its messages list.
// Source of the facts: what rustc 1.96 says of files with each field wrong.
import type { Check } from "./target-json-types.ts";
import { flag, list, map, oneOf, oneOrList, parsed, struct, tagged, text, unsigned } from "./target-json-types.ts";

const u16 = unsigned(16);
const u32 = unsigned(32);
const u64 = unsigned(64);

const FLAVORS =
  "gnu gnu-lld gnu-cc gnu-lld-cc darwin darwin-lld darwin-cc darwin-lld-cc wasm-lld wasm-lld-cc unix unix-cc msvc-lld msvc em-cc bpf llbc ptx gcc ld ld.lld ld64.lld lld-link wasm-ld em";
const LINK_OUTPUTS = "dynamic-nopic-exe dynamic-pic-exe static-nopic-exe static-pic-exe dynamic-dylib static-dylib wasi-reactor-exe";
const COMPONENTS = "crto libc unwind linker sanitizers mingw";
const SANITIZERS =
  "address cfi dataflow kcfi kernel-address kernel-hwaddress leak memory memtag safestack shadow-call-stack thread hwaddress realtime";
const ABIS =
  "Rust C C-unwind cdecl cdecl-unwind stdcall stdcall-unwind fastcall fastcall-unwind vectorcall vectorcall-unwind thiscall thiscall-unwind aapcs aapcs-unwind win64 win64-unwind sysv64 sysv64-unwind ptx-kernel gpu-kernel msp430-interrupt x86-interrupt efiapi avr-interrupt avr-non-blocking-interrupt riscv-interrupt-m riscv-interrupt-s cmse-nonsecure-call cmse-nonsecure-entry system system-unwind custom unadjusted rust-cold rust-call rust-invalid rust-preserve-none";

const has = (words: string, name: string): boolean => words.split(" ").includes(name);
const flavorWords = (name: string): string | undefined =>
  has(FLAVORS, name) ? undefined : `invalid linker flavor, allowed values: one of: ${FLAVORS} `;
const outputWords = (name: string): string | undefined => {
  const all = LINK_OUTPUTS.split(" ").map((word) => `'${word}'`);
  return has(LINK_OUTPUTS, name) ? undefined : `invalid CRT object kind: '${name}'. allowed values: ${all.join(", ")}`;
};

const linkArguments = map(flavorWords, list(text));
const startFiles = map(outputWords, list(text));
const splitDebuginfo = oneOf("split debuginfo", "off packed unpacked");
const sanitizers = list(parsed((name) => (has(SANITIZERS, name) ? undefined : `unknown sanitizer ${name}`)));
const endian = parsed((name) => (has("big little", name) ? undefined : `unknown endian: ${JSON.stringify(name)}`));
const selfContained = parsed((name) =>
  has("false true wasm musl mingw", name)
    ? undefined
    : `'${name}' is not a valid \`-Clink-self-contained\` default. Use 'false', 'true', 'wasm', 'musl' or 'mingw'`,
);
const component = parsed((name) => {
  const all = COMPONENTS.split(" ").map((word) => `'${word}'`);
  return has(COMPONENTS, name) ? undefined : `'${name}' is not a valid link-self-contained component, expected ${all.join(", ")}`;
});
const smallData = parsed((name) =>
  /^(?:none$|default-for-arch$|llvm-module-flag=|llvm-arg=)/.test(name)
    ? undefined
    : `'${name}' is not a valid value for small-data-threshold-support.`,
);

const flags = (names: string): [string, Check][] => names.split(" ").map((name) => [name, flag]);
const texts = (names: string): [string, Check][] => names.split(" ").map((name) => [name, text]);
const lists = (names: string): [string, Check][] => names.split(" ").map((name) => [name, list(text)]);

export const REQUIRED_FIELDS = ["llvm-target", "target-pointer-width", "data-layout", "arch"] as const;

export const TARGET_FIELDS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["llvm-target", text],
  ["target-pointer-width", u16],
  ["data-layout", text],
  ["arch", text],
  ["metadata", struct("TargetSpecJsonMetadata", { description: text, tier: u64, host_tools: flag, std: flag })],
  ["target-endian", endian],
  ["frame-pointer", oneOf("frame pointer", "always non-leaf may-omit")],
  ["target-c-int-width", u16],
  ["c-enum-min-bits", u64],
  ...texts("os env abi vendor linker"),
  ["linker-flavor", parsed(flavorWords)],
  ["lld-flavor", oneOf("LLD flavor", "wasm darwin gnu link")],
  ["linker-is-gnu", flag],
  ["pre-link-objects", startFiles],
  ["post-link-objects", startFiles],
  ["pre-link-objects-fallback", startFiles],
  ["post-link-objects-fallback", startFiles],
  ["crt-objects-fallback", selfContained],
  ["link-self-contained", struct("LinkSelfContainedComponentsWrapper", { components: list(component) }, "components")],
  ["pre-link-args", linkArguments],
  ["late-link-args", linkArguments],
  ["late-link-args-dynamic", linkArguments],
  ["late-link-args-static", linkArguments],
  ["post-link-args", linkArguments],
  ["link-script", text],
  ...lists("link-env link-env-remove asm-args"),
  ["cpu", text],
  ["need-explicit-cpu", flag],
  ["features", text],
  ...flags("dynamic-linking direct-access-external-data dll-tls-export only-cdylib executables"),
  ["relocation-model", oneOf("relocation model", "static pic pie dynamic-no-pic ropi rwpi ropi-rwpi")],
  ["code-model", oneOf("code model", "tiny small kernel medium large")],
  ["tls-model", oneOf("TLS model", "global-dynamic local-dynamic initial-exec local-exec emulated")],
  ...flags("disable-redzone function-sections"),
  ...texts("dll-prefix dll-suffix exe-suffix staticlib-prefix staticlib-suffix"),
  ["target-family", oneOrList("TargetFamiliesJson")],
  ...flags(
    "abi-return-struct-as-int is-like-aix is-like-darwin is-like-solaris is-like-windows is-like-gpu is-like-msvc is-like-wasm is-like-android is-like-vexos",
  ),
  ["binary-format", oneOf("binary format", "coff elf mach-o wasm xcoff")],
  ["default-dwarf-version", u32],
  ...flags(
    "allows-weak-linkage has-rpath no-default-libraries position-independent-executables static-position-independent-executables plt-by-default",
  ),
  ["relro-level", oneOf("relro level", "full partial off none")],
  ["archive-format", text],
  ...flags("allow-asm static-initializer-must-be-acyclic main-needs-argc-argv has-thread-local obj-is-bitcode"),
  ["max-atomic-width", u64],
  ["min-atomic-width", u64],
  ["atomic-cas", flag],
  ["panic-strategy", oneOf("panic strategy", "unwind abort immediate-abort")],
  ...flags("crt-static-allows-dylibs crt-static-default crt-static-respected"),
  ["stack-probes", tagged("StackProbeType", "none inline call inline-or-call")],
  ["min-global-align", u64],
  ["default-codegen-units", u64],
  ["default-codegen-backend", text],
  ...flags("trap-unreachable requires-lto singlethread no-builtins"),
  ["default-visibility", oneOf("symbol visibility", "hidden protected interposable")],
  ...flags("emit-debug-gdb-scripts requires-uwtable default-uwtable simd-types-indirect limit-rdylib-exports"),
  ["override-export-symbols", list(text)],
  ["merge-functions", oneOf("value for merge-functions", "disabled trampolines aliases")],
  ...texts("target-mcount llvm-mcount-intrinsic llvm-abiname"),
  ["llvm-floatabi", oneOf("float abi", "soft hard")],
  ["rustc-abi", oneOf("rustc abi", "x86-sse2 softfloat", "x86-softfloat")],
  ["relax-elf-relocations", flag],
  ["llvm-args", list(text)],
  ...flags("use-ctors-section eh-frame-header has-thumb-interworking"),
  ["debuginfo-kind", oneOf("debuginfo kind", "dwarf dwarf-dsym pdb")],
  ["split-debuginfo", splitDebuginfo],
  ["supported-split-debuginfo", list(splitDebuginfo)],
  ["supported-sanitizers", sanitizers],
  ["default-sanitizers", sanitizers],
  ...flags("generate-arange-section supports-stack-protector"),
  ["small-data-threshold-support", smallData],
  ["entry-name", text],
  ["supports-xray", flag],
  ["entry-abi", parsed((name) => (has(ABIS, name) ? undefined : `${name} is not a valid extern ABI`))],
]);
