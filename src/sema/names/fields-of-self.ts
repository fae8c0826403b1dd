// A name that is not there, where the type around has a field of that name: `ticks` for `self.ticks`.
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Ident } from "../../syntax/ast.ts";
import type { LateResolver } from "./late.ts";

/** Since then it is told in these words. */
const KNOWN_WORDS = 90;

/** The field of the impl's own struct; undefined where there is none. */
function fieldOfSelf({ compilation, selfImpl, tables, function: fn }: LateResolver, name: string): Span | undefined {
  if (selfImpl === undefined || fn?.isAssociated !== true) return undefined;
  const { definitions } = compilation;
  const impl = definitions.get(selfImpl);
  const { kind } = impl.tree.item(impl.node);
  const self = kind.kind === "impl" ? tables.path(kind.self) : undefined;
  if (self?.base.kind !== "def" || self.unresolved > 0 || !definitions.isLocal(self.base.def)) return undefined;
  const found = definitions.get(self.base.def);
  if (found.kind !== "struct" && found.kind !== "union") return undefined;
  const item = found.tree.item(found.node).kind;
  if ((item.kind !== "struct" && item.kind !== "union") || item.data.kind !== "struct") return undefined;
  return item.data.fields.find(({ ident }) => ident.name === name)?.ident.span;
}

const FARTHEST = 80;

/** `S { name }` */
function isShorthand({ compilation: { sources } }: LateResolver, { lo, hi }: Span): boolean {
  const before = sources.snippet({ lo: Math.max(1, lo - FARTHEST), hi: lo });
  const after = sources.snippet({ lo: hi, hi: hi + FARTHEST });
  return /[A-Z]\w*\s*\{(?:[^{};]*,)?\s*$/.test(before) && /^\s*[,}]/.test(after);
}

/** True if such a field was told of. */
export function adviseFieldOfSelf(late: LateResolver, said: DiagnosticBuilder, { name, span }: Ident): boolean {
  const field = late.compilation.since(KNOWN_WORDS) ? fieldOfSelf(late, name) : undefined;
  if (field === undefined) return false;
  if (late.function?.hasSelf !== true) {
    said.label(field, "a field by that name exists in `Self`");
    return true;
  }
  const before = late.compilation.sources.snippet({ lo: Math.max(1, span.lo - 1), hi: span.lo });
  if (before === "{") said.help(`you might have meant to use the available field in a format string: \`"{}", self.${name}\``);
  else {
    const edit = { span: { ...span, hi: span.lo }, text: `${isShorthand(late, span) ? `${name}: ` : ""}self.` };
    said.suggest("you might have meant to use the available field", [edit], "MaybeIncorrect", "verbose");
  }
  return true;
}
