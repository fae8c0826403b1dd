// `unused_qualifications`: paths whose last names alone would mean the same. They are noted where paths are resolved, for only there
// it is known what is in scope; whether an import that would have to stay is used, is known at the end.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { Ident, NodeId, Path } from "../../syntax/ast.ts";
import type { FoundLint } from "../compilation.ts";
import type { Res } from "../resolution.ts";
import type { Namespace } from "./known-names.ts";
import type { LateResolver } from "./late.ts";
import { sameRes } from "./lookup.ts";
import type { Binding, Import } from "./module.ts";

/** A path, what of it could go, and the name that would be left. */
export interface Qualification {
  readonly node: NodeId;
  readonly span: Span;
  readonly removed: Span;
  readonly binding: Binding;
}

export function noteQualification(
  late: LateResolver,
  node: NodeId,
  path: Path,
  found: { res: Res; unresolved: number },
  last: Namespace,
): void {
  const { segments, global, span } = path;
  if (segments.length < 2 || global || !late.crate.isLocal || late.compilation.muted > 0) return;
  if (!late.compilation.asks("unused_qualifications")) return;
  if (span.ctxt !== undefined || segments.some(({ ident }) => ident.span.ctxt !== undefined)) return;
  const idents = segments.map(({ ident }) => ident);
  const first = idents[0] as Ident;
  const withArgs = segments.findIndex(({ args }) => args !== undefined);
  const end = withArgs < 0 ? segments.length : withArgs + 1;
  for (let i = end - 1; i > 0; i--) {
    const isLast = i + 1 === segments.length;
    const ident = idents[i] as Ident;
    const meant = resolvedTo(late, idents.slice(0, i + 1), segments.length - found.unresolved, isLast ? found.res : undefined);
    const binding = meant && inScope(late, ident, isLast ? last : "type");
    if (meant === undefined || binding === undefined || !sameRes(meant, binding.res)) continue;
    const removed = { lo: first.span.lo, hi: ident.span.lo };
    return void late.compilation.qualifications.push({ node, span, removed, binding });
  }
}

/** What the first names of a path mean; nothing of a member that its type decides. */
function resolvedTo({ lookup, module }: LateResolver, idents: readonly Ident[], known: number, all: Res | undefined): Res | undefined {
  if (idents.length > known) return undefined;
  if (all !== undefined) return all;
  const result = lookup.path(idents, false, module, { isImport: false, last: "type" });
  if (result.kind === "module") return { kind: "def", def: result.module.def };
  return result.kind === "binding" && result.used === idents.length ? result.binding.res : undefined;
}

/** What a name alone means; nothing where it is a variable or a parameter. */
function inScope({ scopes, lookup, module }: LateResolver, ident: Ident, namespace: Namespace): Binding | undefined {
  if (scopes.generic(ident.name) !== undefined) return undefined;
  const isItem = (inner: typeof module) => lookup.inModule(inner, ident.name, "value") !== undefined;
  if (namespace === "value" && scopes.variable(ident, isItem)?.kind === "found") return undefined;
  return lookup.lexical(module, ident.name, namespace);
}

/** What is left when it is known which imports are for nothing. */
export function unusedQualifications(noted: readonly Qualification[], isIdle: (imported: Import) => boolean): FoundLint[] {
  return noted
    .filter(({ binding }) => binding.import === undefined || !isIdle(binding.import))
    .map(({ node, span, removed }) => {
      const said = warning("unnecessary qualification").at(span);
      said.suggest("remove the unnecessary path segments", [{ span: removed, text: "" }], "MachineApplicable", "verbose");
      return { lint: "unused_qualifications", node, diagnostic: said };
    });
}
