// What stands behind the `=` of a built-in attribute: a literal, and for names a string; lint levels have a list and no value.
import type { Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { Diagnostic, DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { Attribute, Expr } from "../syntax/ast.ts";
import { atLeast } from "../target/release.ts";
import { isBuiltInAttribute } from "../sema/expand/attribute-names.ts";
import type { CrateView } from "./crate-view.ts";

interface Named {
  readonly shape: string;
  /** Behind `https://doc.rust-lang.org/reference/`. */
  readonly page?: string;
}

/** Attributes that give a name. */
const NAMES: Readonly<Record<string, Named>> = {
  export_name: { shape: "name" },
  link_section: { shape: "name", page: "abi.html#the-link_section-attribute" },
  link_name: { shape: "name", page: "items/external-blocks.html#the-link_name-attribute" },
  crate_name: { shape: "name" },
  lang: { shape: "name" },
  type_length_limit: { shape: "N" },
  crate_type: { shape: "crate type", page: "linkage.html" },
};
const LEVELS: ReadonlySet<string> = new Set(["allow", "expect", "warn", "deny", "forbid"]);
/** A macro's result is a literal, or an error that is told elsewhere. */
const MADE: ReadonlySet<Expr["kind"]["kind"]> = new Set(["literal", "macro-call", "built-in", "error"]);

export function checkValue({ tree, session: { release } }: CrateView, name: string, attribute: Attribute): Diagnostic | undefined {
  const { args, span } = attribute;
  if (LEVELS.has(name) && args.kind !== "delimited") {
    return atLeast(release, 90) ? error(`malformed \`${name}\` attribute input`).at(span) : undefined;
  }
  const named = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  const isModern = atLeast(release, 90);
  if (args.kind !== "value" && named !== undefined && isModern) return describe(name, named, attribute);
  if (args.kind !== "value" || attribute.docComment || !isBuiltInAttribute(name)) return undefined;
  const { kind, span: at } = tree.expr(args.value);
  if (!MADE.has(kind.kind)) {
    return (at.ctxt ?? 0) === 0 && isModern ? error("attribute value must be a literal").at(at) : undefined;
  }
  if (named === undefined || kind.kind !== "literal" || kind.literal.kind === "string") return undefined;
  if (!isModern) return name === "crate_type" ? undefined : noString(name, span).label(at, "expected a string literal here");
  return kind.literal.kind === "byte-string" ? bytesForString(name, span, at) : describe(name, named, attribute, at);
}

const noString = (name: string, span: Span): DiagnosticBuilder => error("E0539", `malformed \`${name}\` attribute input`).at(span);

export function bytesForString(name: string, attribute: Span, value: Span): DiagnosticBuilder {
  const prefix = { ...value, hi: value.lo + 1 };
  return noString(name, attribute)
    .suggest("consider removing the prefix", [{ span: prefix, text: "" }], "MaybeIncorrect")
    .note("expected a normal string literal, not a byte string literal");
}

function describe(name: string, { shape, page }: Named, { span, inner }: Attribute, value?: Span): DiagnosticBuilder {
  const text = `#${inner ? "!" : ""}[${name} = "${shape}"]`;
  const said = noString(name, span);
  if (value !== undefined) said.label(value, "expected a string literal here");
  said.suggest("must be of the form", [{ span, text }], "HasPlaceholders");
  return page === undefined ? said : said.note(`for more information, visit <https://doc.rust-lang.org/reference/${page}>`);
}
