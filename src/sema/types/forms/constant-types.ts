// Const arguments that are names: of a parameter or a constant whose type must be that of the parameter that is given. What is written
// as an expression is checked as a body.
import type { Span } from "../../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { GenericArg, Tree } from "../../../syntax/ast.ts";
import type { TypeContext } from "../context.ts";
import type { DefId } from "../def-id.ts";
import type { GenericParamDef } from "../tables.ts";
import { HAS_ERROR, HAS_PARAM, USIZE, type Ty } from "../ty.ts";

export interface ConstArgument {
  readonly tree: Tree;
  readonly arg: GenericArg;
  /** The type that it is an argument of, or the name of the function. */
  readonly span: Span;
}

/** `given`: what the argument is. False if it is of another type, which is told. */
export function checkConstantType(tcx: TypeContext, bearer: DefId, param: GenericParamDef, given: Ty, at: ConstArgument): boolean {
  const wanted = param.constType;
  if (wanted === undefined || (wanted.flags & (HAS_ERROR | HAS_PARAM)) !== 0) return true;
  if (given.kind === "param") {
    const { constType } = given;
    if (constType === undefined || constType === wanted || (constType.flags & HAS_ERROR) !== 0) return true;
    const kind = tcx.items.kind(bearer);
    const whole = kind === "fn" || kind === "assoc-fn" ? argumentSpan(at) : at.span;
    tcx.report(otherType(tcx, given.name, [wanted, constType], whole, requiredBy(tcx, bearer, param)));
    return false;
  }
  if (at.arg.kind !== "type") return true;
  const res = tcx.items.resolution(at.tree, at.arg.type)?.base;
  if (res?.kind !== "def" || tcx.items.kind(res.def) !== "const") return true;
  const found = tcx.typeOf(res.def);
  if (found === wanted || (found.flags & HAS_ERROR) !== 0) return true;
  const label = `expected \`${tcx.print(wanted)}\`, found \`${tcx.print(found)}\``;
  const said = error("E0308", "mismatched types").at(at.tree.span(at.arg.type), label);
  const span = paramSpan(tcx, bearer, param);
  if (span !== undefined) said.noteAt(span, "expected because of the type of the const parameter");
  tcx.report(said);
  return false;
}

function argumentSpan({ tree, arg, span }: ConstArgument): Span {
  return arg.kind === "type" ? tree.span(arg.type) : arg.kind === "const" ? tree.span(arg.value) : span;
}

/** The length of an array. */
export function checkLength(tcx: TypeContext, array: Ty, span: Span): boolean {
  if (array.kind !== "array" || array.length.kind !== "param") return true;
  const { name, constType } = array.length;
  if (constType === undefined || constType === USIZE || (constType.flags & HAS_ERROR) !== 0) return true;
  const words = `the length of array \`${tcx.print(array)}\` must be type \`${tcx.print(USIZE)}\``;
  tcx.report(otherType(tcx, name, [USIZE, constType], span, (said) => said.note(words)));
  return false;
}

function otherType(
  tcx: TypeContext,
  name: string,
  [wanted, found]: readonly [Ty, Ty],
  span: Span,
  more: (said: DiagnosticBuilder) => unknown,
): DiagnosticBuilder {
  const label = `expected \`${tcx.print(wanted)}\`, found \`${tcx.print(found)}\``;
  const said = error(`the constant \`${name}\` is not of type \`${tcx.print(wanted)}\``).at(span, label);
  more(said);
  return said;
}

function requiredBy(tcx: TypeContext, bearer: DefId, param: GenericParamDef): (said: DiagnosticBuilder) => void {
  return (said) => {
    const span = paramSpan(tcx, bearer, param);
    const name = tcx.items.name(bearer);
    if (span === undefined) return;
    said.noteAt(span, `required by a const generic parameter in \`${name}\``, `required by this const generic parameter in \`${name}\``);
  };
}

/** `const N: usize` */
function paramSpan({ items }: TypeContext, bearer: DefId, { name }: GenericParamDef): Span | undefined {
  const param = items.astGenerics(bearer)?.params.find(({ ident }) => ident.name === name);
  if (param?.kind !== "const" || !items.isLocal(bearer)) return undefined;
  const { lo } = param.ident.span;
  const before = /const\s+$/.exec(items.snippet({ lo: Math.max(1, lo - 20), hi: lo }))?.[0].length ?? 0;
  return { ...param.ident.span, lo: lo - before, hi: items.tree(bearer).span(param.type).hi };
}
