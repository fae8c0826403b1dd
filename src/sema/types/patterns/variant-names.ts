// `bindings_with_variant_name` (E0170): a binding that is called like a unit variant of the type it matches. In: a pattern.
// Out: findings. A lint that denies, for such a pattern matches everything.
import { error } from "../../../diag/diagnostic.ts";
import type { FoundLint } from "../../lints/report.ts";
import type { TypeContext } from "../context.ts";
import type { Local, Pat } from "../thir.ts";
import type { Ty } from "../ty.ts";

/** `locals` of the body; `refutable`: the pattern may be written as the variant. */
export function variantNames(tcx: TypeContext, pat: Pat, locals: readonly Local[], refutable: boolean): FoundLint[] {
  const { kind } = pat;
  switch (kind.kind) {
    case "binding":
      return kind.sub === undefined
        ? ofBinding(tcx, pat, locals[kind.local]?.name, refutable)
        : variantNames(tcx, kind.sub, locals, refutable);
    case "deref":
      return variantNames(tcx, kind.inner, locals, refutable);
    case "variant":
    case "leaf":
      return kind.fields.flatMap((field) => variantNames(tcx, field.pat, locals, refutable));
    case "slice":
      return [...kind.prefix, ...kind.suffix].flatMap((each) => variantNames(tcx, each, locals, refutable));
    case "or":
      return kind.alternatives.flatMap((each) => variantNames(tcx, each, locals, refutable));
    default:
      return [];
  }
}

/** Of a plain name; what a derive binds has its place. */
function ofBinding(tcx: TypeContext, { span, type }: Pat, name: string | undefined, refutable: boolean): FoundLint[] {
  if (name === undefined || tcx.items.snippet(span) !== name) return [];
  const variants = unitVariants(tcx, type);
  if (!variants.names.includes(name)) return [];
  const said = error("E0170", `pattern binding \`${name}\` is named the same as one of the variants of the type \`${variants.path}\``);
  const canMatch = refutable || variants.count === 1;
  if (canMatch)
    said.at(span).suggest("to match on the variant, qualify the path", [{ span, text: `${variants.path}::${name}` }], "MachineApplicable");
  else said.at(span);
  return [{ lint: "bindings_with_variant_name", node: 0, diagnostic: said }];
}

interface UnitVariants {
  readonly path: string;
  readonly names: readonly string[];
  /** Of all variants. */
  readonly count: number;
}

/** Of the enum behind references; none of other types. */
export function unitVariants(tcx: TypeContext, type: Ty): UnitVariants {
  let inner = type;
  while (inner.kind === "ref") inner = inner.target;
  if (inner.kind !== "adt" || tcx.items.kind(inner.def) !== "enum") return { path: "", names: [], count: 0 };
  const { variants } = tcx.adt(inner.def);
  const names = variants.filter(({ shape }) => shape === "unit").map((variant) => variant.name);
  return { path: tcx.items.path(inner.def), names, count: variants.length };
}
