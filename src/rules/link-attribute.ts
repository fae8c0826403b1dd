// `#[link(name = "..", kind = "..")]` of extern blocks: a name that is one, a kind that the target has (Reference: "The link
// attribute"). In: the crate. Out: E0454, E0455, E0459 and malformed input; the libraries, for whoever links.
import { error, unsupported } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { Attribute } from "../syntax/ast.ts";
import { attributeName, type CrateView } from "./crate-view.ts";
import { metaItems, type MetaItem } from "./meta-items.ts";

const KINDS = ["static", "dylib", "framework", "raw-dylib", "link-arg"];
const KEYS = ["name", "kind", "modifiers", "cfg", "wasm_import_module", "import_name_type"];
/** Where a kind is at home, in rustc's words. */
const FOREIGN_KINDS: Readonly<Record<string, string>> = { framework: "Apple", "raw-dylib": "Windows" };

/** What an extern block has the crate linked with. */
export interface NativeLibrary {
  readonly name: string;
  readonly isStatic: boolean;
  /** All of it is linked, not what is wanted alone. */
  readonly isWhole: boolean;
  /** The name is that of the file. */
  readonly isVerbatim: boolean;
}

const linkAttributes = ({ items }: CrateView): Attribute[] =>
  items.flatMap(({ item }) =>
    item.kind.kind === "extern-block" ? item.attrs.filter((attribute) => attributeName(attribute) === "link") : [],
  );

export function checkLinkAttributes(view: CrateView): Diagnostic[] {
  return linkAttributes(view).flatMap((attribute) => judge(view, attribute) ?? []);
}

/** Of attributes that are well-formed, in the order of the source. */
export function nativeLibraries(view: CrateView): NativeLibrary[] {
  return linkAttributes(view).flatMap((attribute) => {
    const items = metaItems(view.tree, attribute) ?? [];
    const textOf = (wanted: string) => items.find(({ name }) => name === wanted)?.value?.text;
    const name = textOf("name");
    const kind = textOf("kind") ?? "dylib";
    if (name === undefined || (kind !== "static" && kind !== "dylib")) return [];
    const modifiers = (textOf("modifiers") ?? "").split(",");
    const has = (modifier: string) => modifiers.includes(`+${modifier}`);
    return [{ name, isStatic: kind === "static", isWhole: has("whole-archive"), isVerbatim: has("verbatim") }];
  });
}

function malformed(code: string, { span }: Attribute): Diagnostic {
  return error(code, "malformed `link` attribute input").at(span);
}

const MODIFIERS = /^(?:[+-](?:bundle|whole-archive)|[+-]verbatim)(?:,|$)/;

/** What rustc knows of libraries and kbuild does not; it would be wrong to go on as if nothing were said. */
function notYet({ crateType }: CrateView["session"], seen: ReadonlyMap<string, MetaItem>): string | undefined {
  const kind = seen.get("kind")?.value?.text ?? "dylib";
  const modifiers = seen.get("modifiers")?.value?.text;
  if (seen.has("cfg")) return "a native library on a condition";
  if (kind === "link-arg") return "a native library that is an argument of the linker";
  if (kind === "static" && crateType !== "bin") return "a native static library in a library";
  const isKnown = (modifier: string) => MODIFIERS.test(modifier) && (kind === "static" || modifier.endsWith("verbatim"));
  return modifiers === undefined || modifiers.split(",").every(isKnown) ? undefined : "this modifier of a native library";
}

function judge({ tree, session }: CrateView, attribute: Attribute): Diagnostic | undefined {
  const items = metaItems(tree, attribute);
  if (items === undefined) return malformed("E0539", attribute);
  const seen = new Map<string, MetaItem>();
  for (const item of items) {
    if (item.name === undefined || !KEYS.includes(item.name)) return malformed("E0539", attribute);
    if (item.name !== "cfg" && item.value?.kind !== "string") return malformed("E0539", attribute);
    if (seen.has(item.name)) return malformed("E0538", attribute);
    seen.set(item.name, item);
  }
  const kind = seen.get("kind")?.value;
  if (kind !== undefined && !KINDS.includes(kind.text)) return malformed("E0539", attribute);
  const name = seen.get("name")?.value;
  if (name?.text === "") return error("E0454", "link name must not be empty").at(name.span, "empty link name");
  const home = FOREIGN_KINDS[kind?.text ?? ""];
  const isAtHome = (home === "Windows" && session.target.os === "windows") || (home === "Apple" && session.target.vendor === "apple");
  if (kind !== undefined && home !== undefined && !isAtHome) {
    return error("E0455", `link kind \`${kind.text}\` is only supported on ${home} targets`).at(kind.span);
  }
  const module = seen.get("wasm_import_module");
  if (module !== undefined && (name !== undefined || kind !== undefined)) {
    return error("`wasm_import_module` is incompatible with other arguments in `#[link]` attributes").at(module.span);
  }
  const refused = notYet(session, seen);
  if (name !== undefined && refused !== undefined) return unsupported("KB0411", refused, attribute.span);
  if (name !== undefined || module !== undefined) return undefined;
  return error("E0459", '`#[link]` attribute requires a `name = "string"` argument').at(attribute.span, "missing `name` argument");
}
