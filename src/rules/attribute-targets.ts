// What each stable attribute may stand on in 1.96, and what happens where it may not: an error, or a lint that is to become one.
// Facts from the compiler's attribute parsers and from its messages.

/** What bears attributes, with its name and its plural in messages. */
const TARGETS = {
  "extern-crate": ["extern crate", "extern crates"],
  use: ["use", "use statements"],
  static: ["static", "statics"],
  const: ["constant", "constants"],
  fn: ["function", "functions"],
  closure: ["closure", "closures"],
  mod: ["module", "modules"],
  "extern-block": ["foreign module", "foreign modules"],
  "global-asm": ["global asm", "global asms"],
  "type-alias": ["type alias", "type aliases"],
  enum: ["enum", "enums"],
  variant: ["enum variant", "enum variants"],
  struct: ["struct", "structs"],
  field: ["struct field", "struct fields"],
  union: ["union", "unions"],
  trait: ["trait", "traits"],
  "trait-alias": ["trait alias", "trait aliases"],
  impl: ["implementation block", "inherent impl blocks"],
  "trait-impl": ["implementation block", "trait impl blocks"],
  expression: ["expression", "expressions"],
  statement: ["statement", "statements"],
  arm: ["match arm", "match arms"],
  "assoc-const": ["associated const", "associated consts"],
  method: ["inherent method", "inherent methods"],
  required: ["required trait method", "required trait methods"],
  provided: ["provided trait method", "provided trait methods"],
  implemented: ["trait method in an impl block", "trait methods in impl blocks"],
  "assoc-type": ["associated type", "associated types"],
  "foreign-fn": ["foreign function", "foreign functions"],
  "foreign-static": ["foreign static item", "foreign statics"],
  "foreign-type": ["foreign type", "foreign types"],
  "type-param": ["type parameter", "type parameters"],
  "lifetime-param": ["lifetime parameter", "lifetime parameters"],
  "const-param": ["const parameter", "const parameters"],
  "macro-def": ["macro def", "macro defs"],
  param: ["function param", "function params"],
  "pat-field": ["pattern field", "pattern fields"],
  "expr-field": ["struct field", "struct fields"],
  "macro-call": ["macro call", "macro calls"],
  crate: ["crate", "crates"],
} as const;

export type Target = keyof typeof TARGETS;

export function targetName(target: Target): string {
  return TARGETS[target][0];
}

export function pluralOf(target: Target): string {
  return TARGETS[target][1];
}

/** `error: A / B`: A may bear it, B makes a lint, all else an error. `warn: A / B`: A may bear it, B makes an error, all else a lint. */
const ROWS: Readonly<Record<string, string>> = {
  cold: "warn: fn provided implemented method foreign-fn closure",
  export_name: "error: static fn method provided implemented / field arm macro-def macro-call",
  naked: "error: fn method provided implemented / macro-call",
  track_caller: "error: fn method provided implemented required foreign-fn closure / macro-def arm field macro-call",
  no_mangle: "warn: fn static method implemented / closure",
  used: "error: static / macro-call",
  target_feature: "error: fn method provided implemented / statement field arm macro-def macro-call",
  debugger_visualizer: "error: mod crate",
  deprecated:
    "warn: fn mod struct enum union const static macro-def method required provided type-alias use foreign-fn foreign-static " +
    "foreign-type field trait assoc-type assoc-const variant impl crate",
  inline: "error: fn method provided implemented closure / required foreign-fn field macro-def arm assoc-const macro-call",
  instruction_set: "warn: fn closure method implemented provided",
  link_name: "warn: foreign-fn foreign-static",
  link_section: "warn: static fn method provided implemented",
  link_ordinal: "error: foreign-fn foreign-static / macro-call",
  automatically_derived: "warn: trait-impl / crate",
  macro_use: "warn: mod extern-crate crate",
  macro_escape: "warn: mod extern-crate crate",
  macro_export: "warn: macro-def / crate",
  collapse_debuginfo: "error: macro-def",
  must_use: "warn: fn enum struct union required provided method foreign-fn trait",
  no_implicit_prelude: "warn: mod crate",
  no_link: "error: extern-crate / field arm macro-def",
  non_exhaustive: "error: enum struct variant / field arm macro-def macro-call",
  path: "warn: mod / crate",
  proc_macro: "error: fn / crate macro-call",
  proc_macro_attribute: "error: fn / crate macro-call",
  proc_macro_derive: "error: fn / crate macro-call",
  ignore: "warn: fn",
  should_panic: "warn: fn",
  no_std: "error: crate",
  no_main: "error: crate",
  no_builtins: "error: crate",
  no_core: "error: crate",
  crate_name: "error: crate",
  crate_type: "error: crate",
  recursion_limit: "error: crate",
  type_length_limit: "error: crate",
  windows_subsystem: "error: crate",
  feature: "error: crate",
};

/** Where other checks tell what is wrong. */
const SILENT: Readonly<Record<string, Target>> = { no_mangle: "const" };

export interface Places {
  readonly allowed: readonly Target[];
  readonly otherwise: "error" | "warn";
  readonly except: readonly Target[];
}

const read = new Map<string, Places>();

/** Undefined: not judged by its place. */
export function placesOf(name: string): Places | undefined {
  const row = Object.hasOwn(ROWS, name) ? ROWS[name] : undefined;
  if (row === undefined) return undefined;
  let places = read.get(name);
  if (places === undefined) {
    const [otherwise, lists] = row.split(": ") as ["error" | "warn", string];
    const [allowed, except = ""] = lists.split(" / ");
    const targets = (text = "") => text.split(" ").filter((word) => word !== "") as Target[];
    places = { allowed: targets(allowed), otherwise, except: targets(except) };
    read.set(name, places);
  }
  return places;
}

export function verdictOf(name: string, { allowed, otherwise, except }: Places, target: Target): "error" | "warn" | undefined {
  if (allowed.includes(target) || SILENT[name] === target) return undefined;
  const isError = except.includes(target) ? otherwise === "warn" : otherwise === "error";
  return isError ? "error" : "warn";
}

const METHODS: readonly Target[] = ["method", "required", "provided", "implemented"];

/** Of each, two or more that may bear an attribute are told by one word, unless it is one of them that bears it. */
const GROUPS: readonly { readonly members: readonly Target[]; readonly word: string }[] = [
  { members: ["fn", "closure", "foreign-fn", ...METHODS], word: "functions" },
  { members: METHODS, word: "methods" },
  { members: ["impl", "trait-impl"], word: "impl blocks" },
  { members: ["struct", "enum", "union"], word: "data types" },
];

/** Those that need a feature of the language to be there, or to bear attributes. */
const UNSTABLE: ReadonlySet<Target> = new Set(["expression", "statement", "foreign-type"]);

/** As a message says it of an attribute on `target`: `only be applied to functions`. */
export function applicableTo({ allowed }: Places, target: Target): string {
  let rest = allowed.filter((one) => !UNSTABLE.has(one));
  const words: string[] = [];
  for (const { members, word } of GROUPS) {
    if (members.includes(target) || rest.filter((one) => members.includes(one)).length < 2) continue;
    rest = rest.filter((one) => !members.includes(one));
    words.push(word);
  }
  const all = [...words, ...rest.map(pluralOf)].toSorted();
  const last = all.at(-1) as string;
  if (all.length === 1) return `only be applied to ${last}`;
  return `be applied to ${all.length === 2 ? all[0] : `${all.slice(0, -1).join(", ")},`} and ${last}`;
}
