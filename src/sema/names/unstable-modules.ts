// Modules of core that only features open: what lies in them is not for a path that leads through them, stable or not.
import { unsupported } from "../../diag/diagnostic.ts";
import type { Span } from "../../base/source.ts";
import type { Ident } from "../../syntax/ast.ts";
import type { Compilation } from "../compilation.ts";
import type { CrateNames } from "./crate-names.ts";

/** The path of the first such module among those that these names lead through. */
function unstableModule({ known, session }: Compilation, { features }: CrateNames, names: readonly string[]): string | undefined {
  const [crate] = names;
  if (crate !== "core" && crate !== "alloc") return undefined;
  for (const [i, name] of names.entries()) {
    if (i === 0) continue;
    const found = known.in(names.slice(0, i).join("::"))?.find((one) => one.name === name && one.kind === "m");
    if (found === undefined) return undefined;
    const isOpen = session.unstableFeatures && found.feature !== undefined && features.has(found.feature);
    if (found.feature !== undefined && !isOpen) return names.slice(0, i + 1).join("::");
  }
  return undefined;
}

/** Refuses a path of the crate's author through such a module; true if it does. `phase` is when it is told. */
export function refuseUnstableModule(
  compilation: Compilation,
  crate: CrateNames,
  path: readonly Ident[],
  span: Span,
  phase: "imports" | "names",
): boolean {
  if (!crate.isLocal || compilation.muted > 0 || compilation.hygiene.expansionOf(path.at(-1)?.span.ctxt)?.foreign === true) return false;
  const module = unstableModule(
    compilation,
    crate,
    path.map(({ name }) => name),
  );
  if (module === undefined) return false;
  compilation.report(phase, unsupported("KB0303", `\`${module}\`, unstable or newer than the release,`, span));
  return true;
}
