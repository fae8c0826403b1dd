// Macros and attributes of core that the compiler expands and that only a feature allows (E0658). In: names as they are used. Out:
// rustc's words, or kbuild's where the feature is on and what the macro does is not modelled.
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { Ident } from "../../syntax/ast.ts";
import type { Compilation } from "../compilation.ts";
import type { CrateNames } from "./crate-names.ts";

interface Unstable {
  readonly feature: string;
  readonly reason?: string;
  readonly issue?: number;
  /** The first release that has it. */
  readonly since?: number;
  /** With its feature it changes nothing that kbuild looks at. */
  readonly idle?: true;
}

const TESTS = "custom test frameworks are an unstable feature";

const ATTRIBUTES: Readonly<Record<string, Unstable>> = {
  bench: { feature: "test", reason: "`bench` is a part of custom test frameworks which are unstable", issue: 50297, since: 70, idle: true },
  test_case: { feature: "custom_test_frameworks", reason: TESTS, issue: 50297, idle: true },
  cfg_eval: { feature: "cfg_eval", reason: "`cfg_eval` is a recently implemented feature", issue: 82679, idle: true },
  cfg_accessible: { feature: "cfg_accessible", reason: "`cfg_accessible` is not fully implemented", issue: 64797 },
  derive_const: { feature: "derive_const", issue: 118304 },
  alloc_error_handler: { feature: "alloc_error_handler", issue: 51540 },
  define_opaque: {
    feature: "type_alias_impl_trait",
    reason: "`type_alias_impl_trait` has open design concerns",
    issue: 63063,
    since: 87,
  },
};

const CALLS: Readonly<Record<string, Unstable>> = {
  format_args_nl: {
    feature: "format_args_nl",
    reason: "`format_args_nl` is only for internal language use and is subject to change",
    idle: true,
  },
  const_format_args: { feature: "const_format_args", idle: true },
};

const QUOTED_BY_BACKTICKS = 84;

/** Of the attribute, or the macro that is called: `path` is what is pointed at. */
export function checkUnstableMacro(
  compilation: Compilation,
  crate: CrateNames,
  what: "attribute" | "call",
  { name, span }: Ident,
  path = span,
): void {
  const table = what === "attribute" ? ATTRIBUTES : CALLS;
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (found === undefined || !crate.isLocal || !compilation.since(found.since ?? 0)) return;
  if (compilation.hygiene.expansionOf(span.ctxt)?.ofCore === true) return;
  // On a stable release the feature itself is the error, and allows what it names.
  if (crate.features.has(found.feature)) {
    if (found.idle !== true && compilation.session.unstableFeatures)
      compilation.report("macros", unsupported("KB0333", `the attribute \`${name}\``, span));
    return;
  }
  const feature = compilation.since(QUOTED_BY_BACKTICKS) ? `\`${found.feature}\`` : `'${found.feature}'`;
  const reason = found.reason === undefined ? "" : `: ${found.reason}`;
  const said = error("E0658", `use of unstable library feature ${feature}${reason}`).at(path);
  const { issue } = found;
  if (issue !== undefined) said.note(`see issue #${issue} <https://github.com/rust-lang/rust/issues/${issue}> for more information`);
  compilation.report("macros", said);
}
