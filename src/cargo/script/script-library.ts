// What of the standard library, and of the crate `autocfg`, a build script may call: a row for each function and method, with
// the types that it takes and gives. Facts: the documentation of std 1.96 and of autocfg 1.
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { STR, coerces, isIntegerName, refTo, simple, withoutRefs } from "./script-values.ts";
import type { Data, ErrorName, Type, Value } from "./script-values.ts";

/** `path`: what `AsRef<Path>` and `AsRef<OsStr>` take; `pattern`: what strings are searched for; `item`: the receiver's own `T`. */
type Parameter = Type | "path" | "pattern" | "item" | "item-ref";

/** Where a script runs. */
export interface World {
  readonly release: Release;
  /** Whether the compiler takes a crate without std of these lines; undefined if that is not known. */
  readonly compiles: (source: string) => boolean | undefined;
  /** What a program prints; null for one that is not there, undefined for one that is not known. */
  readonly output: (program: string, args: readonly string[]) => string | null | undefined;
  /** What `env::var` gives: null is a variable that is not set, undefined one that is not known. */
  readonly variable: (name: string) => string | null | undefined;
  readonly print: (line: string) => void;
}

export interface Row {
  readonly takes: readonly Parameter[];
  readonly gives: Type | ((self: Type) => Type);
  /** Methods: the receiver is used up. */
  readonly consumes?: true;
  /** Methods of iterators: the receiver must be `mut`, and has less afterwards. */
  readonly advances?: true;
  /** Undefined for what is not known; null for a panic. */
  readonly run: (data: readonly Data[], world: World) => Data | { readonly panics: true };
}

const [BOOL, STRING, UNIT, INT, PATH_BUF] = [simple("bool"), simple("String"), simple("()"), simple("int"), simple("PathBuf")];
const PANICS = { panics: true } as const;
const of = (type: Type): Type => ("of" in type ? type.of : type);
const optionOf = (type: Type): Type => ({ kind: "Option", of: type });
const resultOf = (type: Type, error: ErrorName): Type => ({ kind: "Result", of: type, error });
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

/** Between these numbers all integer types are alike. */
const COMMON = { least: 0n, most: 127n } as const;
/** What `from_str` of every integer type makes a number of; some take a sign. */
const DIGITS = /^\+?[0-9]+$/;

/** The text as a number of a type that is found out later: undefined where types differ. */
function parsed(digits: string): Data {
  if (!DIGITS.test(digits)) return digits.startsWith("-") ? undefined : null;
  const number = BigInt(digits.replace("+", ""));
  return number < COMMON.least || number > COMMON.most ? undefined : { type: simple("parsed"), data: number };
}

/** What `Some` gives of an item, or `None` behind the last. */
const itemAt = (items: Data, at: number): Data => (items as readonly Value[])[at] ?? null;

/** What an iterator still has, when it gave one. */
export const advanced = (items: Data): Data => (items === undefined ? undefined : (items as readonly Value[]).slice(1));

/** A command is its words. */
const wordsOf = (command: Data): string[] => text(command).split("\0");

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
  parse: { takes: [], gives: resultOf(simple("parsed"), "ParseIntError"), run: ([self]) => parsed(text(self)) },
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

/** What autocfg compiles to learn whether something is there: `probe_type`, `emit_type_cfg`, `emit_has_type`. */
const PROBED: Readonly<Record<string, (what: string) => string>> = {
  path: (path) => `pub use ${path};`,
  trait: (name) => `pub trait Probe: ${name} + Sized {}`,
  type: (name) => `pub type Probe = ${name};`,
  expression: (expression) => `pub fn probe() { let _ = ${expression}; }`,
  constant: (expression) => `pub const PROBE: () = ((), ${expression}).0;`,
};
/** Kinds of which a condition can be named after what is there. */
const NAMED: ReadonlySet<string> = new Set(["path", "trait", "type"]);

/** Where there is a system, autocfg's crates are made with std, which is not known. */
const probed = (source: string, { compiles, variable }: World): boolean | undefined =>
  variable("CARGO_CFG_TARGET_OS") === "none" ? compiles(`#![no_std]\n${source}`) : undefined;

function tell(isThere: boolean | undefined, condition: string, { print }: World): Data {
  if (isThere === true) print(`cargo:rustc-cfg=${condition}`);
  return isThere === undefined ? undefined : "";
}

const AUTOCFG_PROBES: Readonly<Record<string, Row>> = Object.fromEntries(
  Object.entries(PROBED).flatMap(([kind, crate]): [string, Row][] => {
    const probe = (what: Data, world: World) => probed(crate(text(what)), world);
    return [
      [`probe_${kind}`, { takes: [STR], gives: BOOL, run: ([, what], world) => probe(what, world) }],
      [
        `emit_${kind}_cfg`,
        { takes: [STR, STR], gives: UNIT, run: ([, what, condition], world) => tell(probe(what, world), text(condition), world) },
      ],
      ...(NAMED.has(kind)
        ? ([
            [
              `emit_has_${kind}`,
              { takes: [STR], gives: UNIT, run: ([, what], world) => tell(probe(what, world), mangled(text(what)), world) },
            ],
          ] satisfies [string, Row][])
        : []),
    ];
  }),
);

const mangled = (name: string): string => `has_${name.replaceAll(/[^\p{L}\p{N}]/gu, "_")}`;

const METHODS: Readonly<Partial<Record<Type["kind"], Readonly<Record<string, Row>>>>> = {
  str: STR_METHODS,
  String: { as_str: same(STR), clone: same(itself) },
  Path: PATH_METHODS,
  PathBuf: { as_path: same(refTo(simple("Path"))), clone: same(itself) },
  OsStr: { to_str: PATH_METHODS["to_str"] as Row, to_string_lossy: PATH_METHODS["to_string_lossy"] as Row },
  OsString: {
    clone: same(itself),
    into_string: { takes: [], gives: { kind: "Result", of: STRING }, consumes: true, run: ([self]) => ({ type: STRING, data: self }) },
  },
  Iter: { next: { takes: [], gives: (self) => optionOf(of(self)), advances: true, run: ([self]) => itemAt(self, 0) } },
  Command: {
    arg: { takes: ["path"], gives: refTo(simple("Command")), run: ([self, word]) => `${text(self)}\0${text(word)}` },
    output: { takes: [], gives: resultOf(simple("Output"), "IoError"), run: ([self], { output }) => outputOf(wordsOf(self), output) },
  },
  ExitStatus: { success: { takes: [], gives: BOOL, run: ([self]) => self } },
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
    ...AUTOCFG_PROBES,
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

function outputOf([program = "", ...args]: readonly string[], output: World["output"]): Data {
  const printed = output(program, args);
  return typeof printed === "string" ? { type: simple("Output"), data: printed } : printed;
}

/** A field of what a program left: it was one that succeeds. */
export function fieldOf({ type, data }: Value, name: string): Value | undefined {
  if (type.kind !== "Output") return undefined;
  if (name === "stdout") return { type: simple("Bytes"), data };
  return name === "status" ? { type: simple("ExitStatus"), data: data === undefined ? undefined : true } : undefined;
}

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
  "std::env::var": fromEnvironment(resultOf(STRING, "VarError"), STRING),
  "std::env::var_os": fromEnvironment(optionOf(simple("OsString")), simple("OsString")),
  "std::string::String::from": { takes: [STR], gives: STRING, run: ([value]) => value },
  "std::string::String::from_utf8": {
    takes: [simple("Bytes")],
    gives: { kind: "Result", of: STRING },
    run: ([bytes]) => ({ type: STRING, data: bytes }),
  },
  "std::str::from_utf8": {
    takes: [refTo(simple("Bytes"))],
    gives: resultOf(STR, "Utf8Error"),
    run: ([bytes]) => ({ type: STR, data: bytes }),
  },
  "std::process::Command::new": { takes: ["path"], gives: simple("Command"), run: ([program]) => program },
  "std::string::String::new": { takes: [], gives: STRING, run: () => "" },
  "std::path::PathBuf::from": { takes: ["path"], gives: PATH_BUF, run: ([value]) => value },
  "std::path::Path::new": { takes: ["path"], gives: refTo(simple("Path")), run: ([value]) => value },
  "autocfg::new": { takes: [], gives: simple("AutoCfg"), run: () => "" },
  "autocfg::emit": printed("rustc-cfg"),
  "autocfg::rerun_path": printed("rerun-if-changed"),
  "autocfg::rerun_env": printed("rerun-if-env-changed"),
};

/** `u32::from_str` */
function integerFromText(path: string): Row | undefined {
  const [name = "", method, ...more] = path.split("::");
  if (!isIntegerName(name) || method !== "from_str" || more.length > 0) return undefined;
  const type = simple(name);
  const row = STR_METHODS["parse"] as Row;
  return { takes: [STR], gives: resultOf(type, "ParseIntError"), run: row.run };
}

export function functionAt(path: string): Row | undefined {
  const ofInteger = integerFromText(path);
  if (ofInteger !== undefined) return ofInteger;
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
