// LLD's options without a value: what each changes. Those that change nothing in LLD either, or only what this linker never
// does, stand apart with the reason.
import type { Changes, State } from "./command-state.ts";

type Flag = Changes | ((state: State) => void);

const static_ =
  (isStatic: boolean): Flag =>
  (state) =>
    (state.flags = { ...state.flags, isStatic });

const FLAGS: Readonly<Record<string, Flag>> = {
  pie: { pie: true },
  "pic-executable": { pie: true },
  "no-pie": { pie: false },
  "gc-sections": { gcSections: true },
  "no-gc-sections": { gcSections: false },
  "print-gc-sections": { printGcSections: true },
  "no-print-gc-sections": { printGcSections: false },
  unique: { unique: true },
  "print-icf-sections": { printIcfSections: true },
  "no-print-icf-sections": { printIcfSections: false },
  "ignore-data-address-equality": { ignoresDataAddresses: true },
  "strip-all": { strip: "all" },
  s: { strip: "all" },
  "strip-debug": { strip: "debug" },
  S: { strip: "debug" },
  "eh-frame-hdr": { ehFrameHeader: true },
  "no-eh-frame-hdr": { ehFrameHeader: false },
  relax: { relax: true },
  "no-relax": { relax: false },
  "discard-all": { discard: "all" },
  x: { discard: "all" },
  "discard-locals": { discard: "locals" },
  X: { discard: "locals" },
  "discard-none": { discard: "none" },
  rosegment: { readOnlySegment: true },
  "no-rosegment": { readOnlySegment: false },
  omagic: { magic: "omagic" },
  N: { magic: "omagic" },
  "no-omagic": { magic: "none" },
  nmagic: { magic: "nmagic" },
  n: { magic: "nmagic" },
  "no-nmagic": { magic: "none" },
  "export-dynamic": { exportsAll: true },
  E: { exportsAll: true },
  "emit-relocs": { emitsRelocations: true },
  q: { emitsRelocations: true },
  relocatable: { relocatable: true },
  r: { relocatable: true },
  "no-export-dynamic": { exportsAll: false },
  "enable-new-dtags": { newTags: true },
  "disable-new-dtags": { newTags: false },
  Bsymbolic: { ownDefinitions: "all" },
  "Bno-symbolic": { ownDefinitions: "none" },
  "Bsymbolic-functions": { ownDefinitions: "functions" },
  "Bsymbolic-non-weak-functions": { ownDefinitions: "strong functions" },
  // What else it changes is settled before anything is read.
  shared: { shared: true },
  Bshareable: { shared: true },
  "no-dynamic-linker": { noDynamicLinker: true },
  "allow-multiple-definition": { allowMultipleDefinition: true },
  "no-allow-multiple-definition": { allowMultipleDefinition: false },
  "undefined-version": { undefinedVersion: true },
  "no-undefined-version": { undefinedVersion: false },
  "as-needed": (state) => (state.flags = { ...state.flags, asNeeded: true }),
  "no-as-needed": (state) => (state.flags = { ...state.flags, asNeeded: false }),
  "allow-shlib-undefined": { sharedUndefined: "ignore" },
  "no-allow-shlib-undefined": { sharedUndefined: "report" },
  "no-undefined": { reportsUndefined: true },
  "warn-unresolved-symbols": { undefinedIsWarning: true },
  "error-unresolved-symbols": { undefinedIsWarning: false },
  "fatal-warnings": { fatalWarnings: true },
  "no-fatal-warnings": { fatalWarnings: false },
  demangle: { demangle: true },
  "no-demangle": { demangle: false },
  "check-sections": { checkSections: true },
  "no-check-sections": { checkSections: false },
  cref: { crossReferences: true },
  "warn-common": { warnsCommon: true },
  "no-warn-common": { warnsCommon: false },
  "warn-symbol-ordering": { warnsSymbolOrder: true },
  "no-warn-symbol-ordering": { warnsSymbolOrder: false },
  trace: { trace: true },
  t: { trace: true },
  "build-id": (state) => state.set({ buildId: state.options.lld === 15 ? "fast" : "sha1" }),
  v: (state) => (state.tellsVersion = true),
  // LLD 15 tells its version and leaves.
  V: (state) => (state.options.lld === 15 ? state.refuse("-V") : (state.tellsVersion = true)),
  "apply-dynamic-relocs": { applyDynamicRelocations: true },
  "no-apply-dynamic-relocs": { applyDynamicRelocations: false },
  verbose: (state) => (state.namesFiles = true),
  "print-map": (state) => state.setMap("-"),
  M: (state) => state.setMap("-"),
  nostdlib: (state) => (state.searchesOnlyGiven = true),
  "color-diagnostics": (state) => state.refuse("--color-diagnostics"),
  "whole-archive": (state) => (state.flags = { ...state.flags, whole: true }),
  "no-whole-archive": (state) => (state.flags = { ...state.flags, whole: false }),
  "start-group": (state) => state.openGroup(),
  "(": (state) => state.openGroup(),
  "end-group": (state) => state.closeGroup(),
  ")": (state) => state.closeGroup(),
  "start-lib": (state) => state.openLibrary(),
  "end-lib": (state) => state.closeLibrary(),
  "push-state": (state) => void state.saved.push(state.flags),
  "pop-state": (state) => state.restore(),
  Bstatic: static_(true),
  static: static_(true),
  dn: static_(true),
  non_shared: static_(true),
  Bdynamic: static_(false),
  dy: static_(false),
  call_shared: static_(false),
};

/** What has no effect, by the reason. */
const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  "LLD itself takes them for the sake of other linkers' users and does nothing":
    "d g long-plt no-add-needed no-copy-dt-needed-entries no-ctors-in-init-array no-keep-memory no-warn-mismatch sort-common stats warn-execstack warn-once warn-shared-textrel",
  "they ask for the default, whose opposite is refused":
    "no-color-diagnostics no-warn-backrefs no-fortran-common gnu-unique no-gdb-index EL no-use-android-relr-tags no-execute-only no-optimize-bb-jumps",
  "it is about functions that other files define, and shared libraries are refused": "ignore-function-address-equality",
  "they are about indirect functions, which are refused": "warn-ifunc-textrel no-warn-ifunc-textrel",
  "they are about sections that this linker does not heed": "no-call-graph-profile-sort no-dependent-libraries",
  "it is how LLD writes its file": "mmap-output-file no-mmap-output-file",
};

/** LLD 22's besides: about shared libraries, or for the default. */
const NEW_WITHOUT_EFFECT = new Set("no-branch-to-branch no-debug-names no-fat-lto-objects no-relax-gp no-xosegment".split(" "));

const INERT = new Set(Object.values(WITHOUT_EFFECT).flatMap((names) => names.split(" ")));

/** Applies the option of this name; false if it is none. */
export function readFlag(state: State, name: string): boolean {
  if (INERT.has(name)) return true;
  if (state.options.lld === 22 ? readNewFlag(state, name) : name === "detect-odr-violations") return true;
  if (!Object.hasOwn(FLAGS, name)) return false;
  const flag = FLAGS[name] as Flag;
  if (typeof flag === "function") flag(state);
  else state.set(flag);
  return true;
}

function readNewFlag(state: State, name: string): boolean {
  if (name === "no-warnings" || name === "w") state.set({ warns: false });
  if (name === "Bsymbolic-non-weak") state.set({ ownDefinitions: "strong" });
  if (name === "print-memory-usage") state.set({ printMemoryUsage: true });
  return (
    name === "Bsymbolic-non-weak" || name === "print-memory-usage" || name === "no-warnings" || name === "w" || NEW_WITHOUT_EFFECT.has(name)
  );
}
