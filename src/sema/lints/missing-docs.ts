// `missing_docs`: what others can name and no documentation comment speaks of. In: the crate's definitions and which of them are
// reachable. Out: findings, the crate's own first.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { Attribute } from "../../syntax/ast.ts";
import type { Definition, Definitions } from "../definitions.ts";
import type { TypeContext } from "../types/context.ts";
import { definitionHead } from "../types/fn-head.ts";
import type { DefId } from "../types/def-id.ts";
import type { FoundLint } from "./report.ts";

export interface DocumentedCrate {
  readonly definitions: Definitions;
  readonly tcx: TypeContext;
  /** What others can name. */
  readonly reachable: ReadonlySet<DefId>;
  /** The inner attributes of the root file, and all of the file. */
  readonly attrs: readonly Attribute[];
  readonly span: Span;
}

const WORDS: ReadonlyMap<Definition["kind"], string> = new Map([
  ["mod", "a module"],
  ["struct", "a struct"],
  ["enum", "an enum"],
  ["union", "a union"],
  ["trait", "a trait"],
  ["type-alias", "a type alias"],
  ["fn", "a function"],
  ["const", "a constant"],
  ["static", "a static"],
  ["assoc-const", "an associated constant"],
  ["assoc-type", "an associated type"],
  ["variant", "a variant"],
  ["field", "a struct field"],
  ["macro", "a macro"],
]);

export function missingDocs(crate: DocumentedCrate): FoundLint[] {
  const { definitions } = crate;
  const found: FoundLint[] = [];
  if (!isDocumented(crate.attrs))
    found.push({ lint: "missing_docs", node: 0, diagnostic: warning("missing documentation for the crate").at(crate.span) });
  for (const one of definitions.own()) {
    const def = one.id;
    if (!definitions.isLocal(def) || one.parent === undefined || isDocumented(one.attrs) || !isOpen(crate, one)) continue;
    if (isInHidden(crate, one.parent)) continue;
    const what = one.kind === "assoc-fn" ? (crate.tcx.isMethod(def) ? "a method" : "an associated function") : WORDS.get(one.kind);
    if (what === undefined) continue;
    const diagnostic = warning(`missing documentation for ${what}`).at(definitionHead(crate.tcx, one));
    found.push({ lint: "missing_docs", node: one.node, diagnostic });
  }
  return found;
}

/** `/// ..`, `#[doc = ".."]`, or `#[doc(hidden)]`. */
function isDocumented(attrs: readonly Attribute[]): boolean {
  return attrs.some(({ path }) => path.segments.length === 1 && path.segments[0]?.ident.name === "doc");
}

/** Of what lies in something hidden nobody asks for documentation. */
function isInHidden({ definitions, tcx }: DocumentedCrate, parent: DefId): boolean {
  for (let at: DefId | undefined = parent; at !== undefined; at = definitions.get(at).parent) {
    const isHidden = ({ path, args }: Attribute): boolean =>
      path.segments[0]?.ident.name === "doc" && args.kind === "delimited" && tcx.items.snippet(args.span).includes("hidden");
    if (definitions.get(at).attrs.some(isHidden)) return true;
  }
  return false;
}

function isOpen({ definitions, reachable, tcx }: DocumentedCrate, { id, kind, name, parent, visibility }: Definition): boolean {
  if (parent === undefined) return false;
  const owner = definitions.get(parent);
  switch (kind) {
    case "field":
      return (
        !/^\d/.test(name) &&
        (owner.kind === "variant" ? reachable.has(owner.parent ?? -1) : reachable.has(parent) && visibility === "public")
      );
    case "macro":
      return tcx.hasAttribute(id, "macro_export");
    case "variant":
      return reachable.has(parent);
    case "assoc-fn":
    case "assoc-const":
    case "assoc-type": {
      if (owner.kind !== "impl") return reachable.has(parent);
      const { self, ref } = tcx.implHeader(parent);
      return ref === undefined && visibility === "public" && (self.kind !== "adt" || reachable.has(self.def));
    }
    default:
      return reachable.has(id);
  }
}
