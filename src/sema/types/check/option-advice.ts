// What to call on an `Option` or a `Result` that is not what its place wants: `is_some`, `as_ref`, `copied`, `cloned`.
import type { DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Span } from "../../../base/source.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

type Adt = Ty & { kind: "adt" };

function behind(span: Span): Span {
  return { ...span, lo: span.hi };
}

function withoutReferences(type: Ty): Ty {
  return type.kind === "ref" ? withoutReferences(type.target) : type;
}

function nameOf(cx: BodyContext, type: Ty): "Option" | "Result" | undefined {
  const path = type.kind === "adt" ? cx.tcx.items.path(type.def) : "";
  return path === "core::option::Option" ? "Option" : path === "core::result::Result" ? "Result" : undefined;
}

const same = (cx: BodyContext, a: Ty, b: Ty): boolean => cx.infer.probe(() => cx.unify(a, b));

/** An `Option` where a condition is wanted. */
export function adviseIsSome(cx: BodyContext, said: DiagnosticBuilder, span: Span, expected: Ty, found: Ty): boolean {
  if (expected.kind !== "bool" || nameOf(cx, withoutReferences(found)) !== "Option") return false;
  const words = "use `Option::is_some` to test if the `Option` has a value";
  said.suggest(words, [{ span: behind(span), text: ".is_some()" }], "MachineApplicable", "verbose");
  return true;
}

/** `&Option<T>` or `Option<T>` where `Option<&T>` is wanted. */
export function adviseAsRef(cx: BodyContext, said: DiagnosticBuilder, span: Span, expected: Ty, found: Ty): boolean {
  const given = withoutReferences(found);
  if (nameOf(cx, expected) !== "Option" || nameOf(cx, given) !== "Option") return false;
  const [wanted, inner] = [cx.resolve((expected as Adt).args[0] as Ty), cx.resolve((given as Adt).args[0] as Ty)];
  if (wanted.kind !== "ref" || wanted.mutable || !same(cx, wanted.target, inner)) return false;
  const words = `try using \`.as_ref()\` to convert \`${cx.print(found)}\` to \`${cx.print(expected)}\``;
  said.suggest(words, [{ span: behind(span), text: ".as_ref()" }], "MachineApplicable", "verbose");
  return true;
}

/** `Option<&T>` where `Option<T>` is wanted. */
export function adviseCopied(cx: BodyContext, said: DiagnosticBuilder, span: Span, expected: Ty, found: Ty): boolean {
  const name = nameOf(cx, found);
  if (name === undefined || nameOf(cx, expected) !== name) return false;
  const [wanted, inner] = [(expected as Adt).args[0] as Ty, cx.resolve((found as Adt).args[0] as Ty)];
  if (name === "Result" && !same(cx, (expected as Adt).args[1] as Ty, (found as Adt).args[1] as Ty)) return false;
  if (inner.kind !== "ref" || !same(cx, inner.target, wanted)) return false;
  const holds = (trait: "copy" | "clone") => cx.selector.traitHolds(cx.tcx.lang(trait), [inner.target]) === "yes";
  const method = holds("copy") ? "copied" : holds("clone") ? "cloned" : undefined;
  if (method === undefined) return false;
  const words = `use \`${name}::${method}\` to ${method === "copied" ? "copy" : "clone"} the value inside the \`${name}\``;
  said.suggest(words, [{ span: behind(span), text: `.${method}()` }], "MachineApplicable", "verbose");
  return true;
}
