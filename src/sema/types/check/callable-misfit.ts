// Closures and functions where something is asked to be called with other arguments: E0593 for how many these are, E0631 for what
// they are. In: `F: Fn(A, B)` that does not hold. Out: the report, or nothing if the arguments fit.
import type { Span } from "../../../base/source.ts";
import { type DiagnosticBuilder, error } from "../../../diag/diagnostic.ts";
import type { PatId } from "../../../syntax/ast.ts";
import { HAS_ERROR, type Ty } from "../ty.ts";
import { compareTypes } from "./compare-types.ts";
import type { BodyContext } from "./context.ts";

interface Callable {
  readonly kind: "closure" | "function";
  readonly params: readonly Ty[];
  /** Where it is written, if in the crate. */
  readonly head: Span | undefined;
  /** Of closures: the patterns of the parameters. */
  readonly patterns: readonly PatId[];
}

/** Where it is told: of a closure at the call, of anything else at the argument. */
export interface MisfitSite {
  readonly call: Span;
  readonly arg: Span;
}

function callableOf(cx: BodyContext, type: Ty): Callable | undefined {
  switch (type.kind) {
    case "closure": {
      const { params } = cx.tcx.closureTable.signature(type.closure, type.args);
      const node = cx.closures.find(({ state }) => state.id === type.closure)?.node;
      const written = node === undefined ? undefined : cx.expr(node).kind;
      const patterns = written?.kind === "closure" ? written.params.map(({ pat }) => pat) : [];
      return { kind: "closure", params, head: cx.tcx.closureTable.headSpan(type.closure), patterns };
    }
    case "fn-def": {
      const params = cx.types.substituteAll(cx.tcx.signature(type.def).params, type.args);
      const isShown = cx.tcx.items.isLocal(type.def) && cx.tcx.items.kind(type.def) !== "constructor";
      return { kind: "function", params, head: isShown ? cx.tcx.headSpan(type.def) : undefined, patterns: [] };
    }
    case "fn-pointer":
      return { kind: "function", params: type.params, head: undefined, patterns: [] };
    default:
      return undefined;
  }
}

/** `self: Fn*(args)`; undefined where it is not the arguments that do not fit. */
export function callableMisfit(cx: BodyContext, self: Ty, args: Ty | undefined, site: MisfitSite): DiagnosticBuilder | undefined {
  const found = callableOf(cx, self);
  if (found === undefined || args?.kind !== "tuple") return undefined;
  const wanted = args.elements.map((type) => cx.resolve(type));
  const given = found.params.map((type) => cx.resolve(type));
  const span = found.kind === "closure" ? site.call : site.arg;
  if (wanted.length !== given.length) return otherCount(cx, found, wanted, span);
  if ([...wanted, ...given].some((type) => (type.flags & HAS_ERROR) !== 0)) return undefined;
  return otherTypes(cx, found, wanted, given, span);
}

/** A lone tuple, by the number of its fields. */
type Arity = { readonly count: number; readonly tuple: number | undefined };

function wordsFor({ count, tuple }: Arity, other: Arity): string {
  if (tuple !== undefined) return `a single ${tuple}-tuple as argument`;
  return `${count} ${other.tuple !== undefined && count > 1 ? "distinct " : ""}argument${count === 1 ? "" : "s"}`;
}

function otherCount(cx: BodyContext, found: Callable, wanted: readonly Ty[], span: Span): DiagnosticBuilder {
  const { kind, params, head, patterns } = found;
  const [only] = wanted;
  const asked: Arity = { count: wanted.length, tuple: wanted.length === 1 && only?.kind === "tuple" ? only.elements.length : undefined };
  const pattern = patterns.length === 1 ? cx.tree.pat(patterns[0] as PatId).kind : undefined;
  const taken: Arity = { count: params.length, tuple: pattern?.kind === "tuple" ? pattern.elements.length : undefined };
  const [ask, take] = [wordsFor(asked, taken), wordsFor(taken, asked)];
  const said = error("E0593", `${kind} is expected to take ${ask}, but it takes ${take}`).at(span, `expected ${kind} that takes ${ask}`);
  if (head === undefined) return said;
  said.label(head, `takes ${take}`);
  if (kind !== "closure") return said;
  const names = (ids: readonly PatId[]): string => ids.map((id) => cx.snippet(cx.tree.span(id))).join(", ");
  const replace = (words: string, text: string, applicability: "MachineApplicable" | "MaybeIncorrect") =>
    said.suggest(words, [{ span: head, text }], applicability, "verbose");
  if (params.length === 0) {
    const words = `consider changing the closure to take and ignore the expected argument${asked.count === 1 ? "" : "s"}`;
    replace(words, `|${wanted.map(() => "_").join(", ")}|`, "MachineApplicable");
  } else if (pattern?.kind === "tuple" && taken.tuple === asked.count)
    replace("change the closure to take multiple arguments instead of a single tuple", `|${names(pattern.elements)}|`, "MachineApplicable");
  else if (asked.tuple === taken.count)
    replace("change the closure to accept a tuple instead of individual arguments", `|(${names(patterns)})|`, "MachineApplicable");
  return said;
}

function otherTypes(
  cx: BodyContext,
  found: Callable,
  wanted: readonly Ty[],
  given: readonly Ty[],
  span: Span,
): DiagnosticBuilder | undefined {
  const pairs = wanted.map((type, i) => compareTypes(cx, type, given[i] as Ty));
  if (wanted.every((type, i) => type === given[i])) return undefined;
  const { kind, head } = found;
  const said = error("E0631", `type mismatch in ${kind} arguments`).at(span, "expected due to this");
  if (head !== undefined) said.label(head, "found signature defined here");
  const signature = (side: 0 | 1): string => `\`fn(${pairs.map((pair) => pair[side]).join(", ")}) -> _\``;
  return said.note(`expected ${kind} signature ${signature(0)}\n   found ${kind} signature ${signature(1)}`);
}

/** A closure around the function, with the arguments that are asked for. */
export function adviseWrapping(cx: BodyContext, said: DiagnosticBuilder, self: Ty, args: Ty | undefined, arg: Span): void {
  if (self.kind !== "fn-def" || args?.kind !== "tuple" || said.code !== "E0631") return;
  const given = cx.types.substituteAll(cx.tcx.signature(self.def).params, self.args).map((type) => cx.resolve(type));
  const wanted = args.elements.map((type) => cx.resolve(type));
  const inputs = wanted.map((type, i) => `arg${i}: ${cx.print(type)}`).join(", ");
  const passed = wanted.map((type, i) => (type === given[i] ? `arg${i}` : `/* ${cx.print(given[i] as Ty)} */`)).join(", ");
  const edits = [
    { span: { ...arg, hi: arg.lo }, text: `|${inputs}| ` },
    { span: { ...arg, lo: arg.hi }, text: `(${passed})` },
  ];
  said.suggest("consider wrapping the function in a closure", edits, "MaybeIncorrect", "verbose");
}
