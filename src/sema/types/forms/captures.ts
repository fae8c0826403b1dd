// `impl Trait + use<..>` in what a function returns: lifetimes first, each name once, and no type or const parameter left out
// (rustc: `check_opaque_precise_captures`). In: a function. Out: reports.
import type { Span } from "../../../base/source.ts";
import { error } from "../../../diag/diagnostic.ts";
import type { Bound, Ident } from "../../../syntax/ast.ts";
import { opaqueNodes, syntheticNodes } from "../collect-items.ts";
import type { TypeContext } from "../context.ts";
import type { DefId } from "../def-id.ts";
import { lifetimesInBounds } from "./lifetime-mentions.ts";

export function checkCaptures(tcx: TypeContext, fn: DefId): void {
  for (const { node, bounds } of opaqueNodes(tcx, fn)) {
    const list = bounds.find((bound) => bound.kind === "use");
    if (list?.kind !== "use" || isUnknown(tcx, fn, list.args)) continue;
    const span = tcx.items.tree(fn).span(node);
    checkList(tcx, list.args);
    checkLifetimes(tcx, fn, bounds, list.args, span);
    checkParameters(tcx, fn, list.args, span);
  }
}

const isLifetime = ({ name }: Ident): boolean => name.startsWith("'");

/** Something in it is no parameter, which was told. */
function isUnknown(tcx: TypeContext, fn: DefId, args: readonly Ident[]): boolean {
  const names = new Set(tcx.generics(fn).params.map(({ name }) => name));
  return args.some((arg) => !isLifetime(arg) && !names.has(arg.name));
}

function checkList(tcx: TypeContext, args: readonly Ident[]): void {
  const seen = new Map<string, Span>();
  const other = args.find((arg) => !isLifetime(arg));
  for (const arg of args) {
    const { name, span } = arg;
    if (isLifetime(arg) && other !== undefined && span.lo > other.span.lo) {
      const said = error(`lifetime parameter \`${name}\` must be listed before non-lifetime parameters`).at(span);
      tcx.report(said.label(other.span, "move the lifetime before this parameter"));
    }
    if (name === "'static") tcx.report(error("expected lifetime parameter in `use<...>` precise captures list, found `'static`").at(span));
    const first = seen.get(name);
    if (first === undefined) seen.set(name, span);
    else tcx.report(error(`cannot capture parameter \`${name}\` twice`).at(first).label(span, "parameter captured again here"));
  }
}

/** What the other bounds name is held. */
function checkLifetimes(tcx: TypeContext, fn: DefId, bounds: readonly Bound[], args: readonly Ident[], span: Span): void {
  const named = new Set<string>();
  lifetimesInBounds(tcx.items.tree(fn), bounds, named);
  for (const name of named) {
    const declared = lifetimeSpan(tcx, fn, name);
    if (declared === undefined || args.some((arg) => arg.name === name)) continue;
    const message = "`impl Trait` captures lifetime parameter, but it is not mentioned in `use<...>` precise captures list";
    const mentioned = bounds.find((bound) => bound.kind === "lifetime" && bound.lifetime.ident.name === name);
    const said = error(message);
    if (mentioned?.kind !== "lifetime") said.at(span);
    else {
      said.at(mentioned.lifetime.ident.span, "lifetime captured due to being mentioned in the bounds of the `impl Trait`");
      said.label(span, "");
    }
    tcx.report(said.label(declared, "this lifetime parameter is captured"));
  }
}

function lifetimeSpan(tcx: TypeContext, fn: DefId, name: string): Span | undefined {
  const lists = [tcx.items.parent(fn), fn].flatMap((def) => (def === undefined ? [] : (tcx.items.astGenerics(def)?.params ?? [])));
  return lists.find((param) => param.kind === "lifetime" && param.ident.name === name)?.ident.span;
}

function checkParameters(tcx: TypeContext, fn: DefId, args: readonly Ident[], span: Span): void {
  const { params } = tcx.generics(fn);
  const synthetic = syntheticNodes(tcx, fn);
  params.forEach(({ name, kind }, i) => {
    if (args.some((arg) => arg.name === name)) return;
    const sort = kind === "const" ? "const" : "type";
    const parent = tcx.items.parent(fn);
    const isSelf = name === "Self" && i === 0 && parent !== undefined;
    const node = synthetic[i - (params.length - synthetic.length)]?.node;
    const declared = isSelf ? tcx.headSpan(parent) : node === undefined ? parameterSpan(tcx, fn, name) : tcx.items.tree(fn).span(node);
    const what = isSelf ? "the `Self` type of the trait" : `all ${sort} parameters in scope`;
    const said = error(`\`impl Trait\` must mention ${what} in \`use<...>\``).at(span);
    const label = `${isSelf ? "`Self` type" : sort} parameter is implicitly captured by this \`impl Trait\``;
    if (declared !== undefined) said.label(declared, label);
    tcx.report(said.note(`currently, all ${sort} parameters are required to be mentioned in the precise captures list`));
  });
}

function parameterSpan(tcx: TypeContext, fn: DefId, name: string): Span | undefined {
  const lists = [tcx.items.parent(fn), fn].flatMap((def) => (def === undefined ? [] : (tcx.items.astGenerics(def)?.params ?? [])));
  const param = lists.find((each) => each.kind !== "lifetime" && each.ident.name === name);
  if (param?.kind !== "const") return param?.ident.span;
  const { lo } = param.ident.span;
  const before = tcx.items.snippet({ lo: Math.max(1, lo - 16), hi: lo });
  return { lo: lo - (before.length - before.lastIndexOf("const")), hi: tcx.items.tree(fn).span(param.type).hi };
}
