// `#[proc_macro]` and its kin make functions of a crate of the type `proc-macro` macros of others. Crates of other types, which are all
// that kbuild compiles, cannot have them (rustc: `proc_macro_harness`).
import { error, type Diagnostic } from "../diag/diagnostic.ts";
import { attributeName, type CrateView } from "./crate-view.ts";

const NAMES = ["proc_macro", "proc_macro_attribute", "proc_macro_derive"];

export function checkProcMacroAttributes({ items }: CrateView): Diagnostic[] {
  return items.flatMap(({ item }) => {
    const found = item.kind.kind === "fn" ? item.attrs.find((each) => NAMES.includes(attributeName(each) ?? "")) : undefined;
    if (found === undefined) return [];
    const words = `the \`#[${attributeName(found)}]\` attribute is only usable with crates of the \`proc-macro\` crate type`;
    return [error(words).at(found.span)];
  });
}
