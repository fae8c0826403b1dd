// Targets that rustc knows and kbuild does not compile for are like targets nobody has installed: their `core` and
// `std` cannot be found.
import { DUMMY_SPAN } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { Tree } from "../syntax/ast.ts";

export function missingLibrary(tree: Tree, triple: string): Diagnostic {
  const noStd = tree.crate.attrs.some(({ path, docComment }) => !docComment && path.segments[0]?.ident.name === "no_std");
  const installable = triple.includes("-");
  const found = error("E0463", `can't find crate for \`${noStd ? "core" : "std"}\``)
    .at(DUMMY_SPAN, "can't find crate")
    .note(`the \`${triple}\` target may not be installed`);
  return installable ? found.help(`consider downloading the target with \`rustup target add ${triple}\``) : found;
}
