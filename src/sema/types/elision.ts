// References without a lifetime where none can be found: in fields (E0106), and in results of functions whose
// parameters hold no reference.
import { error } from "../../diag/diagnostic.ts";
import type { Tree, TypeId } from "../../syntax/ast.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";

export function checkElision(tcx: TypeContext, def: DefId): void {
  const kind = tcx.items.item(def)?.kind;
  const tree = tcx.items.tree(def);
  if (kind?.kind === "struct" || kind?.kind === "union") {
    if (kind.data.kind !== "unit") for (const field of kind.data.fields) reportIn(tcx, tree, field.type);
  } else if (kind?.kind === "enum") {
    for (const variant of kind.variants)
      if (variant.data.kind !== "unit") for (const field of variant.data.fields) reportIn(tcx, tree, field.type);
  } else if (kind?.kind === "fn" && kind.output !== undefined && kind.params.length === 0) reportIn(tcx, tree, kind.output);
  else if (kind?.kind === "fn" && kind.output !== undefined && kind.params.every((param) => isPlain(tree, param.type)))
    reportIn(tcx, tree, kind.output);
}

/** Holds no lifetime, whatever its names mean: a primitive or a tuple, array or pointer of such. */
function isPlain(tree: Tree, id: TypeId): boolean {
  const { kind } = tree.type(id);
  switch (kind.kind) {
    case "path":
      return (
        kind.path.segments.length === 1 &&
        /^(?:[iu](?:8|16|32|64|128|size)|bool|char|f32|f64)$/.test(kind.path.segments[0]?.ident.name ?? "")
      );
    case "tuple":
      return kind.elements.every((element) => isPlain(tree, element));
    case "array":
    case "slice":
      return isPlain(tree, kind.element);
    case "pointer":
      return isPlain(tree, kind.target);
    default:
      return false;
  }
}

function reportIn(tcx: TypeContext, tree: Tree, id: TypeId): void {
  const node = tree.type(id);
  const { kind } = node;
  switch (kind.kind) {
    case "reference":
      if (kind.lifetime === undefined) {
        const at = { ...node.span, hi: node.span.lo + 1 };
        tcx.report(error("E0106", "missing lifetime specifier").at(at, "expected named lifetime parameter"));
      }
      return reportIn(tcx, tree, kind.target);
    case "tuple":
      return kind.elements.forEach((element) => reportIn(tcx, tree, element));
    case "array":
    case "slice":
      return reportIn(tcx, tree, kind.element);
    case "pointer":
      return reportIn(tcx, tree, kind.target);
    case "path":
      for (const segment of kind.path.segments) {
        if (segment.args?.kind === "angle") for (const arg of segment.args.args) if (arg.kind === "type") reportIn(tcx, tree, arg.type);
      }
      return;
    default:
  }
}
