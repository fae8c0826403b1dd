// `bindings_with_variant_name` (E0170): a binding that is called like a unit variant of the type it matches. In: a pattern.
// Out: findings. A lint that denies, for such a pattern matches everything.
import { similarName } from "../../../base/near-names.ts";
import { error } from "../../../diag/diagnostic.ts";
import type { Definition } from "../../definitions.ts";
import type { FoundLint } from "../../lints/report.ts";
import type { TypeContext } from "../context.ts";
import type { DefId } from "../def-id.ts";
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

/** Names that a binding may have been meant as. */
export class UnitNames {
  readonly #tcx: TypeContext;
  readonly #constants: readonly DefId[];

  constructor(tcx: TypeContext, definitions: readonly Definition[]) {
    this.#tcx = tcx;
    this.#constants = definitions.flatMap(({ id }) => (tcx.items.isLocal(id) && tcx.items.kind(id) === "const" ? [id] : []));
  }

  /** A unit variant or struct of the type, or a constant of it, whose name is near; `from`: who must be able to name it. */
  similar(from: DefId, type: Ty, name: string) {
    const tcx = this.#tcx;
    const near = (names: readonly string[]) => (names.includes(name) ? name : similarName(names, name));
    let inner = type;
    while (inner.kind === "ref") inner = inner.target;
    const { path, names } = unitVariants(tcx, type);
    const variant = near(names);
    if (variant !== undefined) return { what: "variant", name: variant, path: `${path}::${variant}` };
    if (inner.kind === "adt" && tcx.items.kind(inner.def) === "struct" && tcx.adt(inner.def).variants[0]?.shape === "unit") {
      const struct = near([tcx.items.name(inner.def)]);
      if (struct !== undefined) return { what: "struct", name: struct, path: tcx.items.path(inner.def) };
    }
    const fitting = this.#constants.filter((def) => tcx.items.isVisible(def, from) && tcx.typeOf(def) === type);
    const constant = near(fitting.map((def) => tcx.items.name(def)));
    const def = fitting.find((each) => tcx.items.name(each) === constant);
    return def === undefined ? undefined : { what: "constant", name: tcx.items.name(def), path: tcx.items.path(def) };
  }
}
