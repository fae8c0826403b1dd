// A type or constant that nobody knows may have been meant as a parameter of the item around: where it would stand in the list of
// parameters. rustc proposes it of all that stands as an argument of a type, elsewhere of single capital letters only.
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { GenericParam, Generics, Ident, Item, Path } from "../../syntax/ast.ts";
import type { PathSource } from "./late-paths.ts";
import type { LateResolver } from "./late.ts";

/** Of older releases nobody has looked. */
const PROPOSES = 90;

const OF_LETTERS: ReadonlySet<string> = new Set(["fn", "enum", "struct", "union"]);

/** True if something was proposed. */
export function adviseParameter(late: LateResolver, said: DiagnosticBuilder, path: Path, source: PathSource, last: Ident): boolean {
  const item = late.currentItem;
  const [only] = path.segments;
  if (item === undefined || !late.compilation.since(PROPOSES) || path.global || path.segments.length !== 1 || only?.args !== undefined)
    return false;
  const isLetter = /^\p{Lu}$/u.test(last.name);
  const mayBe = isLetter ? OF_LETTERS.has(item.kind.kind) || (item.kind.kind === "impl" && late.inGenericArgs) : late.inGenericArgs;
  const generics = mayBe && !(item.kind.kind === "fn" && item.ident.name === "main") ? genericsOf(item) : undefined;
  if (generics === undefined || overlaps(last.span, generics.span) || (generics.span.ctxt ?? 0) !== 0) return false;
  const isType = source === "type";
  if (!isType && source !== "value" && source !== "call") return false;
  const text = isType ? last.name : `const ${last.name}: /* Type */`;
  const param = generics.params.at(-1);
  const { hi } = param === undefined ? generics.span : endOf(late, param);
  const edit = { span: { lo: hi, hi }, text: param === undefined ? `<${text}>` : `, ${text}` };
  said.suggest(`you might be missing a ${isType ? "type" : "const"} parameter`, [edit], "MaybeIncorrect", "verbose");
  return true;
}

export function genericsOf({ kind }: Item): Generics | undefined {
  return "generics" in kind ? kind.generics : undefined;
}

function overlaps(a: Span, b: Span): boolean {
  return a.lo < b.hi && b.lo < a.hi;
}

/** A parameter with its bounds, or its type and value. */
function endOf({ tree }: LateResolver, param: GenericParam): Span {
  if (param.kind === "const") return param.default === undefined ? tree.span(param.type) : tree.span(param.default);
  const bound = param.bounds.at(-1);
  if (bound === undefined) return param.ident.span;
  return bound.kind === "lifetime" ? bound.lifetime.ident.span : bound.span;
}
