// `unused_macros`: macros of the crate that no call has meant and that are not exported. `unused_macro_rules`: of those that calls have
// meant, the rules that none has come to, but for rules that are there to fail. And what is wrong with variables in rules.
import { warning } from "../../diag/diagnostic.ts";
import type { Compilation } from "../compilation.ts";
import { rulesIn } from "../expand/call.ts";
import type { MacroDefinition } from "../expand/macro-scope.ts";
import type { RuleTree } from "../expand/matcher.ts";
import type { TokenBuffer } from "../../syntax/tokens.ts";
import { misusedVariables } from "../expand/meta-variables.ts";
import type { DefId } from "../types/def-id.ts";
import type { CrateNames } from "./crate-names.ts";

export function reportUnusedMacros(compilation: Compilation, crate: CrateNames): void {
  for (const macro of crate.macros) {
    if (macro.def !== undefined && compilation.asks("meta_variable_misuse")) reportVariables(compilation, crate, macro, macro.def);
    if (macro.exported || macro.name.startsWith("_") || macro.def === undefined) continue;
    if (macro.used) reportUnusedRules(compilation, crate, macro);
    else {
      const { node } = compilation.definitions.get(macro.def);
      const diagnostic = warning(`unused macro definition: \`${macro.name}\``).at(macro.nameSpan);
      compilation.lint({ lint: "unused_macros", node, diagnostic });
    }
  }
}

function reportVariables(compilation: Compilation, crate: CrateNames, macro: MacroDefinition, def: DefId): void {
  if (macro.kind !== "rules" || macro.tree !== crate.tree) return;
  const { rules } = rulesIn(compilation, macro, crate.tree);
  const { node } = compilation.definitions.get(def);
  for (const diagnostic of misusedVariables(crate.tree.tokens, rules)) compilation.lint({ lint: "meta_variable_misuse", node, diagnostic });
}

function reportUnusedRules(compilation: Compilation, crate: CrateNames, macro: MacroDefinition): void {
  if (macro.def === undefined || macro.kind !== "rules" || !compilation.asks("unused_macro_rules")) return;
  const { node } = compilation.definitions.get(macro.def);
  const { rules, broken } = rulesIn(compilation, macro, crate.tree);
  if (broken) return;
  for (const [i, { leftSpan, right }] of rules.entries()) {
    if (macro.usedRules.has(i) || isMeantToFail(crate.tree.tokens, right)) continue;
    const diagnostic = warning(`rule #${i + 1} of macro \`${macro.name}\` is never used`).at(leftSpan);
    compilation.lint({ lint: "unused_macro_rules", node, diagnostic });
  }
}

/** `compile_error!(..)` at any depth of brackets. */
function isMeantToFail(tokens: TokenBuffer, trees: readonly RuleTree[]): boolean {
  const textAt = (tree: RuleTree | undefined): string => (tree?.kind === "token" ? tokens.text(tree.token) : "");
  return trees.some((tree, i) => {
    if (tree.kind === "delimited") return isMeantToFail(tokens, tree.trees);
    return textAt(tree) === "compile_error" && textAt(trees[i + 1]) === "!" && trees[i + 2]?.kind === "delimited";
  });
}
