// What stands behind the `=` of a built-in attribute: a literal, and for names a string; lint levels have a list and no value.
import { error } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { Attribute, Expr } from "../syntax/ast.ts";
import { atLeast } from "../target/release.ts";
import { isBuiltInAttribute } from "../sema/expand/attribute-names.ts";
import type { CrateView } from "./crate-view.ts";

/** Attributes that give a name. */
const NAMES: ReadonlySet<string> = new Set(["export_name", "link_section", "link_name", "crate_name"]);
const LEVELS: ReadonlySet<string> = new Set(["allow", "expect", "warn", "deny", "forbid"]);
/** A macro's result is a literal, or an error that is told elsewhere. */
const MADE: ReadonlySet<Expr["kind"]["kind"]> = new Set(["literal", "macro-call", "built-in", "error"]);

export function checkValue({ tree, session: { release } }: CrateView, name: string, attribute: Attribute): Diagnostic | undefined {
  const { args, span } = attribute;
  if (LEVELS.has(name) && args.kind !== "delimited") {
    return atLeast(release, 90) ? error(`malformed \`${name}\` attribute input`).at(span) : undefined;
  }
  if (args.kind !== "value" || attribute.docComment || !isBuiltInAttribute(name)) return undefined;
  const { kind, span: at } = tree.expr(args.value);
  if (!MADE.has(kind.kind)) {
    return (at.ctxt ?? 0) === 0 && atLeast(release, 90) ? error("attribute value must be a literal").at(at) : undefined;
  }
  if (!NAMES.has(name) || kind.kind !== "literal" || kind.literal.kind === "string") return undefined;
  return error("E0539", `malformed \`${name}\` attribute input`).at(span).label(at, "expected a string literal here");
}
