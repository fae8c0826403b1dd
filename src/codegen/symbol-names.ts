// Symbol names. An exported function or static has the name its attributes say; others get Rust's legacy mangling,
// `_ZN<length><segment>..17h<16 hexadecimal digits>E`, with a hash of kbuild's own that is the same on every machine.
import { Fnv64 } from "../base/fnv.ts";
import type { Session } from "../target/session.ts";
import type { Program } from "../sema/resolution.ts";
import type { DefId } from "../sema/types/def-id.ts";
import type { TypeTables } from "../sema/types/tables.ts";
import { ItemPaths } from "./impl-paths.ts";

function hash64(text: string): string {
  const hash = new Fnv64();
  hash.text(text);
  return hash.digits;
}

const crateName = (program: Program, def: DefId): string => program.definitions.crates[program.definitions.get(def).crate]?.name ?? "";

/** An item that a macro made. */
type IsMade = (def: DefId) => boolean;

/** `kernel::module::name` from the crate's root down. With `isMade` impls are numbered as rustc does. */
export function pathSegments(program: Program, def: DefId, isMade?: IsMade): string[] {
  const segments: string[] = [];
  for (let at: DefId | undefined = def; at !== undefined;) {
    const { parent, name, kind } = program.definitions.get(at);
    segments.unshift(parent === undefined ? crateName(program, at) : name || `{${kind}#${numberOf(program, at, isMade)}}`);
    at = parent;
  }
  return segments;
}

/** Among what has no name beside it. rustc numbers the impls that are written before those that macros make. */
function numberOf({ definitions }: Program, def: DefId, isMade: IsMade | undefined): number {
  const { parent, kind } = definitions.get(def);
  if (isMade === undefined || kind !== "impl" || parent === undefined || !definitions.isLocal(def)) return definitions.disambiguator(def);
  const impls = definitions.children(parent).filter((one) => definitions.get(one).kind === "impl");
  return [...impls.filter((one) => !isMade(one)), ...impls.filter(isMade)].indexOf(def);
}

const SPELT: Readonly<Record<string, string>> = {
  "@": "$SP$",
  "*": "$BP$",
  "&": "$RF$",
  "<": "$LT$",
  ">": "$GT$",
  "(": "$LP$",
  ")": "$RP$",
  ",": "$C$",
  ":": ".",
  "-": ".",
};

/** Characters that symbols do not hold are spelt out. */
function escaped(segment: string): string {
  const spelt = (character: string) => SPELT[character] ?? `$u${character.codePointAt(0)?.toString(16)}$`;
  const text = segment.replaceAll(/[^A-Za-z0-9_.$]/gu, spelt);
  return /^[A-Za-z_]/.test(text) ? text : `_${text}`;
}

/** `inner`: segments below the definition, as `{{closure}}`; `suffix`: what is shown of its arguments. */
export function mangle(session: Session, paths: ItemPaths, def: DefId, args: string, inner: readonly string[] = [], suffix = ""): string {
  const segments = [...paths.of(def), ...inner];
  segments.push(`${segments.pop()}${suffix}`);
  // Two impls may be called alike.
  const place = pathSegments(paths.program, def).join("::");
  const hash = hash64(`${session.crateName} ${session.metadata.join()} ${place} ${segments.join("::")} ${args}`);
  const parts = segments.map((segment) => escaped(segment)).map((segment) => `${segment.length}${segment}`);
  return `_ZN${parts.join("")}17h${hash}E`;
}

/** Paths for `mangle`. */
export const itemPaths = (program: Program, tables: TypeTables): ItemPaths =>
  new ItemPaths(program, tables, (def) => crateName(program, def));
