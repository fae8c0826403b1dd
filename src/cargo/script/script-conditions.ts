// `#[cfg(..)]` and `cfg!(..)` of a build script: those that speak of the package's features alone. The others speak of the machine
// that the script runs on. What does not hold is left out where nobody sees what rustc would warn of then, else refused.
import type { SourceMap, Span } from "../../base/source.ts";
import type { Attribute } from "../../syntax/ast.ts";
import { cfgMatches } from "../resolve/cfg-expression.ts";
import { NotConstant } from "./script-values.ts";

const OF_FEATURES = /^(?:\s|[(),]|not|all|any|feature\s*=\s*"[^"\\]*")*$/;

export class ScriptConditions {
  constructor(
    readonly sources: SourceMap,
    readonly features: readonly string[],
    readonly isQuiet: boolean,
  ) {}

  /** `text` stands between the parentheses. Throws NotConstant. */
  holds(text: string, span: Span): boolean {
    if (!OF_FEATURES.test(text)) throw new NotConstant("this condition", span);
    const key = `cfg(${text.replaceAll(/\s+/g, " ").trim().replace(/,$/, "")})`;
    const cfgs = this.features.map((value) => ({ name: "feature", value }));
    const isTrue = cfgMatches(key, cfgs);
    if (!isTrue && !this.isQuiet) throw new NotConstant("a condition that does not hold", span);
    return isTrue;
  }

  /** Whether what has these attributes is there. Throws NotConstant for all but conditions. */
  keeps(attrs: readonly Attribute[], isHarmless: (attribute: Attribute) => boolean = () => false): boolean {
    let isThere = true;
    for (const attribute of attrs) {
      if (isHarmless(attribute)) continue;
      const { path, args, span } = attribute;
      const name = path.segments.map(({ ident }) => ident.name).join("::");
      if (name !== "cfg" || args.kind !== "delimited") throw new NotConstant("an attribute", span);
      isThere &&= this.holds(this.sources.snippet(args.span).slice(1, -1), args.span);
    }
    return isThere;
  }
}
