// Late lints that are allowed unless somebody asks for them; where nobody does, nothing is looked at. In: a typed crate and which
// lints are on. Out: findings, in no order.
import { TypeFacts } from "../../sema/flow/type-facts.ts";
import { RegionItems } from "../../sema/flow/region-items.ts";
import { missingCopy, sizeDifferences } from "../../sema/lints/copyable-types.ts";
import { explicitOutlives } from "../../sema/lints/explicit-outlives.ts";
import type { LintLevels } from "../../sema/lints/levels.ts";
import { missingDebug } from "../../sema/lints/missing-debug.ts";
import type { FoundLint } from "../../sema/lints/report.ts";
import { unreachablePub } from "../../sema/lints/unreachable-pub.ts";
import { uselessBindings } from "../../sema/lints/useless-bindings.ts";
import type { ResolvedProgram } from "../../sema/names/program.ts";
import { reachedImports } from "../../sema/names/reached-imports.ts";
import type { TypedCrate } from "../../sema/types/check-crate.ts";
import type { DefId } from "../../sema/types/def-id.ts";
import { sizesFor } from "../../sema/types/layout.ts";
import { withLeaked } from "../../sema/types/leaked-types.ts";
import { isPolymorphic } from "../../sema/types/ty-util.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Session } from "../../target/session.ts";

export interface AskedCrate {
  readonly session: Session;
  readonly tree: SyntaxTree;
  readonly program: ResolvedProgram;
  readonly typed: TypedCrate;
  readonly levels: LintLevels;
  /** What others can name. */
  readonly named: ReadonlySet<DefId>;
}

export function askedLints(crate: AskedCrate): FoundLint[] {
  return Object.entries(LOOKS).flatMap(([lints, look]) => (lints.split(" ").some((lint) => crate.levels.isOn(lint)) ? look(crate) : []));
}

const LOOKS: Readonly<Record<string, (crate: AskedCrate) => FoundLint[]>> = {
  missing_debug_implementations: (crate) => missingDebug(crate.program.definitions, crate.typed.context, leaked(crate)),
  missing_copy_implementations: (crate) => missingCopy(sized(crate)),
  variant_size_differences: (crate) => sizeDifferences(sized(crate)),
  unreachable_pub: (crate) => unreachable(crate),
  explicit_outlives_requirements: ({ typed: { context }, session, program }) =>
    explicitOutlives(new RegionItems(context, session.edition), program.definitions.own()),
  "unit_bindings let_underscore_drop": ({ typed: { bodies, context, tables } }) =>
    bodies.flatMap((body) => uselessBindings(body, new TypeFacts(context, tables, body.owner))),
};

/** What others can get hold of, also without a name. */
function leaked({ typed: { context }, program, named }: AskedCrate): ReadonlySet<DefId> {
  return withLeaked(context, program.definitions.impls, named);
}

function sized(crate: AskedCrate): Parameters<typeof missingCopy>[0] {
  const { typed, program, session } = crate;
  const { tables, context: tcx } = typed;
  const layouts = sizesFor(tables, session);
  const layoutOf = (type: Ty) => (isPolymorphic(type) || !tables.isSized(type) ? undefined : layouts.of(type));
  return { definitions: program.definitions, tcx, tables, reachable: leaked(crate), layoutOf };
}

function unreachable(crate: AskedCrate): FoundLint[] {
  const { program, typed, tree } = crate;
  const { definitions, imports, rootModule } = program;
  const { reached, reexports } = reachedImports(program, rootModule);
  return unreachablePub({
    definitions,
    tcx: typed.context,
    reachable: leaked(crate),
    imports,
    reachedImports: reached,
    reexports,
    visibilityOf: (item) => tree.item(item).visibility,
  });
}
