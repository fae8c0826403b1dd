// Targets that rustc knows and kbuild does not compile for are like targets nobody has installed: their `core` and
// `std` cannot be found.
import { DUMMY_SPAN } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { Tree } from "../../syntax/ast.ts";
import { isOfThirdTier } from "../../target/known-triples.ts";
import { atLeast } from "../../target/release.ts";
import type { Session } from "../../target/session.ts";

/** Since 1.80 rustc knows which targets nobody can download. */
export function missingLibrary(tree: Tree, { target: { triple }, release, unstableFeatures }: Session): Diagnostic {
  const noStd = tree.crate.attrs.some(({ path, docComment }) => !docComment && path.segments[0]?.ident.name === "no_std");
  const isBuiltByNobody = atLeast(release, 80) && isOfThirdTier(triple);
  const found = error("E0463", `can't find crate for \`${noStd ? "core" : "std"}\``)
    .at(DUMMY_SPAN, "can't find crate")
    .note(`the \`${triple}\` target may not be installed`);
  const helped = isBuiltByNobody ? found : found.help(`consider downloading the target with \`rustup target add ${triple}\``);
  if (!unstableFeatures && !isBuiltByNobody) return helped;
  return helped.help("consider building the standard library from source with `cargo build -Zbuild-std`");
}
