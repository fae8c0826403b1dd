// `#![crate_type = ".."]`: a kind of crate that rustc does not know is an error by default (`unknown_crate_types`).
import { similarName } from "../base/near-names.ts";
import { error } from "../diag/diagnostic.ts";
import type { AttributeFindings } from "./attributes.ts";
import { attributeName, type CrateView } from "./crate-view.ts";

const CRATE_TYPES = ["bin", "lib", "rlib", "dylib", "cdylib", "staticlib", "proc-macro", "sdylib"];

export function unknownCrateTypes({ tree }: CrateView): AttributeFindings["lints"] {
  return tree.crate.attrs.flatMap((attribute) => {
    const { args } = attribute;
    if (attributeName(attribute) !== "crate_type" || args.kind !== "value") return [];
    const { kind, span } = tree.expr(args.value);
    if (kind.kind !== "literal" || kind.literal.kind !== "string" || CRATE_TYPES.includes(kind.literal.value)) return [];
    const diagnostic = error("invalid `crate_type` value").at(span);
    const meant = similarName(CRATE_TYPES, kind.literal.value);
    if (meant !== undefined) diagnostic.suggest("did you mean", [{ span, text: `"${meant}"` }], "MaybeIncorrect");
    return [{ lint: "unknown_crate_types", node: 0, diagnostic }];
  });
}
