// What of the standard library, and of the crate `autocfg`, a build script may call: a row for each function and method, with
// the types that it takes and gives. Facts: the documentation of std 1.96 and of autocfg 1.
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { STR, coerces, refTo, simple, withoutRefs } from "./script-values.ts";
import type { Data, Type, Value } from "./script-values.ts";

/** `path`: what `AsRef<Path>` and `AsRef<OsStr>` take; `pattern`: what strings are searched for; `item`: the receiver's own `T`. */
type Parameter = Type | "path" | "pattern" | "item" | "item-ref";

/** Where a script runs. */
export interface World {
  readonly release: Release;
  /** What `env::var` gives: null is a variable that is not set, undefined one that is not known. */
  readonly variable: (name: string) => string | null | undefined;
  readonly print: (line: string) => void;
}

export interface Row {
  readonly takes: readonly Parameter[];
  readonly gives: Type | ((self: Type) => Type);
  /** Methods: the receiver is used up. */
  readonly consumes?: true;
  /** Undefined for what is not known; null for a panic. */
  readonly run: (data: readonly Data[], world: World) => Data | { readonly panics: true };
}

const [BOOL, STRING, UNIT, INT, PATH_BUF] = [simple("bool"), simple("String"), simple("()"), simple("int"), simple("PathBuf")];
const PANICS = { panics: true } as const;
const of = (type: Type): Type => ("of" in type ? type.of : type);
const optionOf = (type: Type): Type => ({ kind: "Option", of: type });
const itself = (type: Type): Type => type;
/** Text of any kind; references to it are the same. */
const text = (data: Data): string => data as string;
const inner = (data: Data): Data => (data as Value).data;
const isSome = (data: Data): boolean => data !== null;

const same = (gives: Row["gives"], consumes?: true): Row => ({
  takes: [],
  gives,
  ...(consumes === undefined ? {} : { consumes }),
  run: ([self]) => self,
});

const isSince = (release: Release, major: Data, minor: Data): boolean => major === 1n && atLeast(release, Number(minor));

/** Of the crates that come with rustc those that every target has, and std where there is a system. */
function hasCrate(name: string, { variable }: World): boolean | undefined {
  if (name === "core" || name === "alloc") return true;
  return name === "std" ? variable("CARGO_CFG_TARGET_OS") !== "none" : undefined;
}

const joined = (folder: string, name: string): string => (name.startsWith("/") ? name : `${folder.replace(/\/$/, "")}/${name}`);

const searched = (found: (self: string, pattern: string) => boolean): Row => ({
  takes: ["pattern"],
  gives: BOOL,
  run: ([self, pattern]) => found(text(self), text(pattern)),
});
const isEmpty: Row = { takes: [], gives: BOOL, run: ([self]) => text(self) === "" };

/** The empty pattern is found before each character and behind the last. */
const parts = (whole: string, pattern: string): string[] => (pattern === "" ? ["", ...whole, ""] : whole.split(pattern));

const STR_METHODS: Readonly<Record<string, Row>> = {
  to_string: same(STRING),
  to_owned: same(STRING),
  contains: searched((self, pattern) => self.includes(pattern)),
  starts_with: searched((self, pattern) => self.startsWith(pattern)),
  ends_with: searched((self, pattern) => self.endsWith(pattern)),
  is_empty: isEmpty,
  trim: { takes: [], gives: STR, run: ([self]) => text(self).replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "") },
  to_uppercase: { takes: [], gives: STRING, run: ([self]) => text(self).toUpperCase() },
  to_lowercase: { takes: [], gives: STRING, run: ([self]) => text(self).toLowerCase() },
  replace: { takes: ["pattern", STR], gives: STRING, run: ([self, from, to]) => text(self).replaceAll(text(from), () => text(to)) },
  split: {
    takes: ["pattern"],
    gives: { kind: "Iter", of: STR },
    run: ([self, pattern]) => parts(text(self), text(pattern)).map((data) => ({ type: STR, data })),
  },
};

const PATH_METHODS: Readonly<Record<string, Row>> = {
  join: { takes: ["path"], gives: PATH_BUF, run: ([self, name]) => joined(text(self), text(name)) },
  display: same(simple("Display")),
  to_str: { takes: [], gives: optionOf(STR), run: ([self]) => ({ type: STR, data: self }) },
  to_string_lossy: same(simple("Cow")),
  to_path_buf: same(PATH_BUF),
};

/** Of options and results alike. */
const WRAPPED: Readonly<Record<string, Row>> = {
  unwrap: { takes: [], gives: of, consumes: true, run: ([self]) => (isSome(self) ? inner(self) : PANICS) },
  expect: { takes: [STR], gives: of, consumes: true, run: ([self]) => (isSome(self) ? inner(self) : PANICS) },
  unwrap_or: { takes: ["item"], gives: of, consumes: true, run: ([self, other]) => (isSome(self) ? inner(self) : other) },
  as_deref: {
    takes: [],
    gives: (self) => ({ kind: self.kind as "Option", of: STR }),
    run: ([self]) => (isSome(self) ? { type: STR, data: inner(self) } : null),
  },
};

const METHODS: Readonly<Partial<Record<Type["kind"], Readonly<Record<string, Row>>>>> = {
  str: STR_METHODS,
  String: { as_str: same(STR), clone: same(itself) },
  Path: PATH_METHODS,
  PathBuf: { as_path: same(refTo(simple("Path"))), clone: same(itself) },
  OsStr: { to_str: PATH_METHODS["to_str"] as Row, to_string_lossy: PATH_METHODS["to_string_lossy"] as Row },
  OsString: { clone: same(itself) },
  Cow: { into_owned: same(STRING, true) },
  Option: {
    ...WRAPPED,
    is_some: { takes: [], gives: BOOL, run: ([self]) => isSome(self) },
    is_none: { takes: [], gives: BOOL, run: ([self]) => !isSome(self) },
  },
  Result: {
    ...WRAPPED,
    is_ok: { takes: [], gives: BOOL, run: ([self]) => isSome(self) },
    is_err: { takes: [], gives: BOOL, run: ([self]) => !isSome(self) },
    ok: same((self) => optionOf(of(self)), true),
  },
  Slice: {
    contains: {
      takes: ["item-ref"],
      gives: BOOL,
      run: ([self, item]) => (self as readonly Value[]).some(({ data }) => data === item),
    },
    is_empty: { takes: [], gives: BOOL, run: ([self]) => (self as readonly Value[]).length === 0 },
    iter: same((self) => ({ kind: "Iter", of: refTo(of(self)) })),
  },
  AutoCfg: {
    probe_rustc_version: {
      takes: [INT, INT],
      gives: BOOL,
      run: ([, major, minor], { release }) => isSince(release, major, minor),
    },
    emit_rustc_version: {
      takes: [INT, INT],
      gives: UNIT,
      run: ([, major, minor], { release, print }) => {
        if (isSince(release, major, minor)) print(`cargo:rustc-cfg=rustc_${major}_${minor}`);
        return "";
      },
    },
    probe_sysroot_crate: { takes: [STR], gives: BOOL, run: ([, name], world) => hasCrate(text(name), world) },
    emit_sysroot_crate: {
      takes: [STR],
      gives: UNIT,
      run: ([, name], world) => {
        const isThere = hasCrate(text(name), world);
        if (isThere === true) world.print(`cargo:rustc-cfg=has_${text(name)}`);
        return isThere === undefined ? undefined : "";
      },
    },
  },
};

const DEFAULTS: Readonly<Partial<Record<Type["kind"], Data>>> = { String: "", bool: false, OsString: "", PathBuf: "" };

/** A method of exactly this type, without looking behind it. */
export function methodOf(type: Type, name: string): Row | undefined {
  const wraps = type.kind === "Option" || type.kind === "Result";
  if (wraps && name === "unwrap_or_default") {
    const other = DEFAULTS[type.of.kind];
    return other === undefined
      ? undefined
      : { takes: [], gives: of, consumes: true, run: ([self]) => (isSome(self) ? inner(self) : other) };
  }
  if (wraps && name === "as_deref" && type.of.kind !== "String") return undefined;
  const rows = METHODS[type.kind];
  return rows !== undefined && Object.hasOwn(rows, name) ? rows[name] : undefined;
}

const printed = (key: string): Row => ({
  takes: [STR],
  gives: UNIT,
  run: ([value], { print }) => {
    print(`cargo:${key}=${text(value)}`);
    return "";
  },
});

function fromEnvironment(gives: Type, isText: Type): Row {
  return {
    takes: ["path"],
    gives,
    run: ([name], { variable }) => {
      const data = variable(text(name));
      return typeof data === "string" ? { type: isText, data } : data;
    },
  };
}

/** By its whole path. */
const FUNCTIONS: Readonly<Record<string, Row>> = {
  "std::env::var": fromEnvironment({ kind: "Result", of: STRING }, STRING),
  "std::env::var_os": fromEnvironment(optionOf(simple("OsString")), simple("OsString")),
  "std::string::String::from": { takes: [STR], gives: STRING, run: ([value]) => value },
  "std::string::String::new": { takes: [], gives: STRING, run: () => "" },
  "std::path::PathBuf::from": { takes: ["path"], gives: PATH_BUF, run: ([value]) => value },
  "std::path::Path::new": { takes: ["path"], gives: refTo(simple("Path")), run: ([value]) => value },
  "autocfg::new": { takes: [], gives: simple("AutoCfg"), run: () => "" },
  "autocfg::emit": printed("rustc-cfg"),
  "autocfg::rerun_path": printed("rerun-if-changed"),
  "autocfg::rerun_env": printed("rerun-if-env-changed"),
};

export function functionAt(path: string): Row | undefined {
  return Object.hasOwn(FUNCTIONS, path) ? FUNCTIONS[path] : undefined;
}

const PATHS: ReadonlySet<Type["kind"]> = new Set(["str", "String", "OsStr", "OsString", "Path", "PathBuf"]);

/** Whether an argument of the type may stand there. */
export function accepts(parameter: Parameter, type: Type, self: Type | undefined): boolean {
  const item = self === undefined ? undefined : of(self);
  switch (parameter) {
    case "path":
      return PATHS.has(withoutRefs(type).kind) && !(type.kind === "str" || type.kind === "Path" || type.kind === "OsStr");
    case "pattern":
      return type.kind === "char" || (type.kind === "ref" && ["str", "String"].includes(withoutRefs(type).kind));
    case "item":
      return item !== undefined && coerces(type, item);
    case "item-ref":
      return item !== undefined && coerces(type, refTo(item));
    default:
      return coerces(type, parameter);
  }
}
