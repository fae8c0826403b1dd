// Which names core and alloc have in a release, whether or not kbuild's corelib models them: the generated table of
// `corelib/names.ts`, read on first need. A name that is known and not modelled resolves, and its use is refused with a KB code.
import { allocNames, coreNames, featureNames } from "../../corelib/names.ts";
import { lineAfter } from "../../corelib/table-line.ts";

export interface KnownName {
  readonly name: string;
  /** The letter of the table: see `corelib/names.ts`. */
  readonly kind: string;
  /** In how many impls of its type. */
  readonly count: number;
  /** The feature that an unstable name needs; undefined for stable ones. */
  readonly feature: string | undefined;
  /** The path it stands for, of `>` and of what a glob brings. */
  readonly target: string | undefined;
  /** True if nobody knows whether the release had it: do not judge. */
  readonly doubtful: boolean;
}

export type Namespace = "type" | "value" | "macro";

const NAMESPACES: Readonly<Record<string, readonly Namespace[]>> = {
  m: ["type"],
  s: ["type"],
  "1": ["type", "value"],
  "0": ["type", "value"],
  e: ["type"],
  u: ["type"],
  t: ["type"],
  T: ["type"],
  y: ["type"],
  f: ["value"],
  c: ["value"],
  S: ["value"],
  x: ["macro"],
  d: ["macro"],
  a: ["macro"],
  v: ["type", "value"],
  w: ["type", "value"],
  V: ["type", "value"],
  C: ["value"],
  Y: ["type"],
  ">": ["type", "value", "macro"],
};

export function namespacesOf(known: KnownName): readonly Namespace[] {
  return NAMESPACES[known.kind] ?? [];
}

/** Where names stand once more, or hidden; alloc is no crate of its own here. */
const HIDDEN = /^(?:<|alloc\b|core::(?:prelude|primitive|panicking|range::legacy|num::imp|asserting|unicode)\b)/;

const LETTERS = { type: "s10eutTvwVm", value: "fcS10vw" };

/** The table's lines by path, for those who look at every one. */
let lines: ReadonlyMap<string, string> | undefined;

function allLines(): ReadonlyMap<string, string> {
  if (lines !== undefined) return lines;
  const each = `${coreNames()}\n${allocNames()}`.split("\n");
  lines = new Map(each.map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]));
  return lines;
}

/** The names in the table's line for `path`. */
function lineOf(path: string): string | undefined {
  if (lines !== undefined) return lines.get(path);
  return lineAfter(coreNames(), `${path} `) ?? lineAfter(allocNames(), `${path} `);
}

export class KnownNames {
  readonly #minor: number;
  readonly #read = new Map<string, readonly KnownName[]>();
  #features: readonly string[] | undefined;

  constructor(minor: number) {
    this.#minor = minor;
  }

  /** The names in a module, type or trait by its path (`core::option::Option`); undefined if the table has no such path. */
  in(path: string): readonly KnownName[] | undefined {
    const known = this.#read.get(path);
    if (known !== undefined) return known;
    const line = lineOf(path);
    if (line === undefined) return undefined;
    const names = line.split(" ").flatMap((word) => this.#broughtBy(word) ?? this.#entry(word) ?? []);
    this.#read.set(path, names);
    return names;
  }

  /** Names may exist there that the table does not list. */
  isOpen(path: string): boolean {
    return this.in(path)?.some((known) => known.kind === "*") ?? false;
  }

  find(path: string, name: string, namespace: Namespace): KnownName | undefined {
    return this.#named(path)
      ?.get(name)
      ?.find((known) => namespacesOf(known).includes(namespace));
  }

  /** What `*core::alloc` brings; undefined for all other words, and if what it brings is not listed. */
  #broughtBy(word: string): readonly KnownName[] | undefined {
    const path = word.startsWith("*") ? word.slice(1) : "";
    const names = path === "" ? undefined : this.in(path);
    if (names === undefined || this.isOpen(path)) return undefined;
    return names.map((known) => ({ ...known, target: known.target ?? `${path}::${known.name}` }));
  }

  readonly #byName = new Map<string, ReadonlyMap<string, readonly KnownName[]>>();

  /** The names in `path`, by what they are called: integers have hundreds. */
  #named(path: string): ReadonlyMap<string, readonly KnownName[]> | undefined {
    const known = this.#byName.get(path);
    if (known !== undefined) return known;
    const names = this.in(path);
    if (names === undefined) return undefined;
    const byName = new Map<string, KnownName[]>();
    for (const each of names) {
      const others = byName.get(each.name);
      if (others === undefined) byName.set(each.name, [each]);
      else others.push(each);
    }
    this.#byName.set(path, byName);
    return byName;
  }

  #entry(word: string): KnownName | undefined {
    const kind = word.slice(0, 1);
    const [, name = "", count, target, since, feature, unknown] =
      /^([^*=@~-]*)(?:\*(\d+))?(?:=([^@~-]*))?(?:@(\d+))?(?:~(\d+))?(-)?$/.exec(word.slice(1)) ?? [];
    const stableSince = since === undefined ? 0 : Number(since);
    const wasThere = unknown === undefined;
    const isStable = feature === undefined && stableSince <= this.#minor;
    this.#features ??= featureNames().split(" ");
    const unstable = isStable ? undefined : feature === undefined ? "" : this.#features[Number(feature)];
    return { name, kind, count: Number(count ?? 1), feature: unstable, target, doubtful: !isStable && !wasThere && this.#minor < 96 };
  }

  readonly #public = new Map<string, boolean>();

  /** Core has something public of that name: a type, trait, module or variant; or a function, constant or constructor. */
  isPublicInCore(name: string, namespace: "type" | "value"): boolean {
    const key = `${namespace} ${name}`;
    const known = this.#public.get(key);
    if (known !== undefined) return known;
    const word = new RegExp(`(?:^| )([${LETTERS[namespace]}]${name}(?:[*@~-]\\S*)?)(?= |$)`);
    const found = [...allLines()].some(([path, line]) => {
      const entry = HIDDEN.test(path) || !line.includes(name) ? null : word.exec(line);
      return entry !== null && this.#entry(entry[1] as string)?.doubtful !== true && !this.#isStruct(path);
    });
    this.#public.set(key, found);
    return found;
  }

  /** What stands there are its methods, which nobody names alone. */
  #isStruct(path: string): boolean {
    const cut = path.lastIndexOf("::");
    const kind = this.in(path.slice(0, cut))?.find(({ name }) => name === path.slice(cut + 2))?.kind ?? "";
    return "s10u".includes(kind) && kind !== "";
  }

  /** What the table says of the thing of that path itself. */
  at(path: string): KnownName | undefined {
    const cut = path.lastIndexOf("::");
    return this.in(path.slice(0, cut))?.find(({ name, kind }) => name === path.slice(cut + 2) && kind !== "m");
  }

  /** Neither the thing of that path nor a module around it needs a feature. */
  isStable(path: string): boolean {
    const names = path.split("::");
    return names.slice(1).every((name, i) => {
      const found = this.in(names.slice(0, i + 1).join("::"))?.find(
        (known) => known.name === name && (known.kind === "m") === i + 2 < names.length,
      );
      return found?.feature === undefined;
    });
  }

  /** Traits that have a function or constant of this name, by path, in the order of the table. */
  traitsWith(item: string): readonly string[] {
    const found: string[] = [];
    for (const [path, line] of allLines()) {
      if (!line.includes(item) || (HIDDEN.test(path) && !path.startsWith("alloc::")) || this.at(path)?.kind !== "t") continue;
      if (this.in(path)?.some(({ name, kind }) => name === item && (kind === "f" || kind === "C")) === true) found.push(path);
    }
    return found;
  }

  /** Associated types by the paths of their traits, in the order of the table. */
  associatedTypes(): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, readonly string[]>();
    for (const [path, line] of allLines()) {
      if (!/(?:^| )Y/.test(line) || (HIDDEN.test(path) && !path.startsWith("alloc::")) || this.at(path)?.kind !== "t") continue;
      found.set(path, this.in(path)?.flatMap(({ name, kind }) => (kind === "Y" ? [name] : [])) ?? []);
    }
    return found;
  }

  /** Names of what traits have, of those that pass. */
  traitItems(accept: (name: string) => boolean): ReadonlySet<string> {
    const found = new Set<string>();
    for (const path of allLines().keys()) {
      if ((HIDDEN.test(path) && !path.startsWith("alloc::")) || this.at(path)?.kind !== "t") continue;
      for (const { name, kind } of this.in(path) ?? []) if ((kind === "f" || kind === "C") && accept(name)) found.add(name);
    }
    return found;
  }
}
