// What each stable attribute may stand on before 1.90, and what was said where it may not: an error, a lint that is to become one,
// or a lint that it has no effect. Facts from the messages of those releases.
import { error, warning } from "../diag/diagnostic.ts";
import type { DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { Attribute } from "../syntax/ast.ts";
import type { AttributeSite } from "./attribute-sites.ts";
import type { Misplaced } from "./attribute-places.ts";
import { targetName, type Target } from "./attribute-targets.ts";

interface Row {
  readonly on: readonly Target[];
  /** `error`; `phased`: a lint that is to become an error; `lint`. */
  readonly severity: "error" | "phased" | "lint";
  readonly words: string;
  readonly code?: string;
  /** `a function` in "not a function". */
  readonly label?: string;
  /** On fields, arms and macros it is ignored, which a lint tells. */
  readonly spares?: boolean;
}

const targets = (text: string): Target[] => text.split(" ") as Target[];
const METHODS = "method required provided implemented";
const FUNCTION = "a function definition";
const applied = (label: string) => `attribute should be applied to ${label}`;
const error_ = (on: string, label: string, code?: string): Row => ({
  on: targets(on),
  severity: "error",
  words: applied(label),
  label,
  spares: true,
  ...(code === undefined ? {} : { code }),
});
const phased = (on: string, label: string, spares = true): Row => ({
  on: targets(on),
  severity: "phased",
  words: applied(label),
  label,
  spares,
});
const only = (name: string, on: string, what: string): Row => ({
  on: targets(on),
  severity: "lint",
  words: `\`#[${name}]\` only has an effect on ${what}`,
});
const EXPORTED = "a free function, impl method or static";

const ROWS: Readonly<Record<string, Row>> = {
  inline: error_("fn method provided implemented closure", "function or closure", "E0518"),
  cold: phased(`fn closure foreign-fn ${METHODS}`, FUNCTION),
  track_caller: error_(`fn closure foreign-fn ${METHODS}`, FUNCTION, "E0739"),
  no_mangle: phased("fn static method implemented", EXPORTED),
  export_name: error_("fn static method implemented", EXPORTED),
  link_section: phased(`fn static ${METHODS}`, "a function or static"),
  link_name: phased("foreign-fn foreign-static", "a foreign function or static"),
  target_feature: error_("fn method provided implemented", FUNCTION),
  non_exhaustive: error_("struct enum variant", "a struct or enum", "E0701"),
  no_link: error_("extern-crate", "an `extern crate` item"),
  used: { on: ["static"], severity: "error", words: "attribute must be applied to a `static` variable" },
  automatically_derived: only("automatically_derived", "impl trait-impl", "implementation blocks"),
  macro_use: only("macro_use", "mod extern-crate crate", "`extern crate` and modules"),
  macro_escape: only("macro_escape", "mod extern-crate crate", "`extern crate` and modules"),
  macro_export: only("macro_export", "macro-def crate", "macro definitions"),
  path: only("path", "mod crate", "modules"),
  no_implicit_prelude: only("no_implicit_prelude", "mod crate", "modules"),
  ignore: only("ignore", "fn", "functions"),
  should_panic: only("should_panic", "fn", "functions"),
};

const OF_CRATES: ReadonlySet<string> = new Set(
  "no_std no_main no_builtins no_core crate_name crate_type recursion_limit type_length_limit windows_subsystem feature".split(" "),
);
/** What may be one of these bears attributes in vain. */
const SPARED: readonly Target[] = ["field", "arm", "macro-def"];
const MUST_BE_USED: readonly Target[] = targets(`fn enum struct union trait foreign-fn ${METHODS}`);

const NAMES: Partial<Record<Target, string>> = { static: "static item", const: "constant item" };
const ARTICLES: ReadonlySet<Target> = new Set(targets("extern-crate enum impl trait-impl expression arm assoc-const assoc-type"));

/** Undefined: it may stand there, or is not judged here. */
export function checkOlderPlace(attribute: Attribute, name: string, site: AttributeSite): Misplaced | undefined {
  const { target } = site;
  if (target === undefined || target === "crate" || target === "macro-call") return undefined;
  if (OF_CRATES.has(name)) return besideTheRoot(attribute);
  if (name === "must_use") return mustUse(attribute, target);
  if (name === "deprecated") return deprecated(attribute, target, site);
  const row = Object.hasOwn(ROWS, name) ? (ROWS[name] as Row) : undefined;
  if (row === undefined || row.on.includes(target)) return undefined;
  return special(attribute, name, site, target) ?? misplaced(attribute, name, row, site, target);
}

function lint(words: string, { span }: Attribute, name = "unused_attributes"): { diagnostic: DiagnosticBuilder; lint: string } {
  return { diagnostic: warning(words).at(span), lint: name };
}

function phaseOut(found: DiagnosticBuilder, issue: number): void {
  found.phasedOut().note(`see issue #${issue} <https://github.com/rust-lang/rust/issues/${issue}> for more information`);
}

function misplaced(attribute: Attribute, name: string, row: Row, site: AttributeSite, target: Target): Misplaced {
  if (row.spares === true && SPARED.includes(target)) {
    const found = lint(`\`#[${name}]\` is ignored on struct fields, match arms and macro defs`, attribute);
    phaseOut(found.diagnostic, 80564);
    return found;
  }
  if (row.severity === "lint") return lint(row.words, attribute);
  const isError = row.severity === "error" && !(name === "target_feature" && target === "statement");
  const found = isError ? (row.code === undefined ? error(row.words) : error(row.code, row.words)) : warning(row.words);
  found.at(attribute.span);
  if (row.label !== undefined) found.label(site.span, `not ${/^(?:an? )/.test(row.label) ? row.label : `a ${row.label}`}`);
  if (!isError) found.phasedOut();
  return { diagnostic: found, lint: isError ? undefined : "unused_attributes" };
}

/** What is told of one attribute alone. */
function special(attribute: Attribute, name: string, { span }: AttributeSite, target: Target): Misplaced | undefined {
  if (name === "inline" && (target === "required" || target === "foreign-fn"))
    return lint("`#[inline]` is ignored on function prototypes", attribute);
  if (name === "inline" && target === "assoc-const") {
    const found = lint("`#[inline]` is ignored on constants", attribute);
    phaseOut(found.diagnostic, 65833);
    return found;
  }
  if (name !== "no_mangle" || (target !== "foreign-fn" && target !== "foreign-static")) return undefined;
  const what = target === "foreign-fn" ? "function" : "static";
  const found = lint(`\`#[no_mangle]\` has no effect on a foreign ${what}`, attribute);
  found.diagnostic.label(span, `foreign ${what}`).phasedOut().note("symbol names in extern blocks are not mangled");
  found.diagnostic.suggest("remove this attribute", [{ span: attribute.span, text: "" }], "MachineApplicable");
  return found;
}

function besideTheRoot(attribute: Attribute): Misplaced {
  return lint(
    attribute.inner
      ? "crate-level attribute should be in the root module"
      : "crate-level attribute should be an inner attribute: add an exclamation mark: `#![foo]`",
    attribute,
  );
}

function mustUse(attribute: Attribute, target: Target): Misplaced | undefined {
  if (MUST_BE_USED.includes(target)) return undefined;
  const what = `${ARTICLES.has(target) ? "an" : "a"} ${NAMES[target] ?? targetName(target)}`;
  return lint(`\`#[must_use]\` has no effect when applied to ${what}`, attribute);
}

const UNHEARD: readonly Target[] = ["statement", "arm", "closure", "expression"];
const INHERITED: readonly Target[] = ["trait-impl", "implemented", "type-param", "lifetime-param", "const-param"];

function deprecated(attribute: Attribute, target: Target, { placed }: AttributeSite): Misplaced | undefined {
  if (UNHEARD.includes(target)) return lint("attribute is ignored here", attribute);
  const isOfImpl = placed?.parent?.kind.kind === "impl" && placed.parent.kind.trait !== undefined;
  if (!INHERITED.includes(target) && !isOfImpl) return undefined;
  const found = lint("this `#[deprecated]` annotation has no effect", attribute, "useless_deprecated");
  const edit = { span: attribute.span, text: "" };
  found.diagnostic.suggest("remove the unnecessary deprecation attribute", [edit], "MachineApplicable", "short");
  return found;
}
