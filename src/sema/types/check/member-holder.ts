// How the type is named that lacks a member.
import type { DefId } from "../def-id.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";
import type { UnknownMember } from "./unknown-member.ts";
import { derefSteps } from "./autoderef.ts";

const WORDS: Readonly<Record<string, string>> = {
  foreign: "extern type",
  array: "array",
  slice: "slice",
  ptr: "raw pointer",
  "fn-pointer": "fn pointer",
  dynamic: "trait object",
  closure: "closure",
  projection: "associated type",
  param: "type parameter",
  opaque: "opaque type",
};

/** `struct`, `mutable reference`, ... */
export function holderWord(cx: BodyContext, type: Ty): string {
  switch (type.kind) {
    case "adt":
      return cx.tcx.adt(type.def).kind;
    case "ref":
      return type.mutable ? "mutable reference" : "reference";
    case "tuple":
      return type.elements.length === 0 ? "unit type" : "tuple";
    case "fn-def":
      return functionWord(cx, type.def);
    default:
      return WORDS[type.kind] ?? "type";
  }
}

function functionWord(cx: BodyContext, def: DefId): string {
  if (cx.tcx.items.kind(def) !== "constructor") return "fn item";
  const owner = cx.tcx.items.parent(def);
  return owner !== undefined && cx.tcx.items.kind(owner) === "variant" ? "enum constructor" : "struct constructor";
}

/** Since then the parameters are shown with their names. */
const SHOWS_PARAMETERS = 80;

/** With its parameters rather than arguments where no impl at all has the name. */
export function printHolder(cx: BodyContext, member: UnknownMember): string {
  const { type } = member;
  if (type.kind !== "adt" || isPlain(cx, type.def) || hasName(cx, member)) {
    const printed = cx.print(type);
    const isLiteral = member.receiver?.kind === "str" || member.receiver?.kind === "bytes";
    return isLiteral && type.kind === "ref" ? printed.replace(/^&/, "&'static ") : printed;
  }
  const name = cx.tcx.items.shownName(type.def);
  if (cx.tcx.session.release.minor < SHOWS_PARAMETERS) return name;
  const params = cx.tcx.items.astGenerics(type.def)?.params ?? [];
  return `${name}<${params.map((param) => param.ident.name).join(", ")}>`;
}

function isPlain(cx: BodyContext, def: DefId): boolean {
  return (cx.tcx.items.astGenerics(def)?.params ?? []).length === 0;
}

/** Some impl of it, or of what it is dereferenced to, has the name; or it is dereferenced at all. */
function hasName(cx: BodyContext, { type, name }: UnknownMember): boolean {
  const steps = derefSteps(cx, type);
  if (steps.length > 1) return true;
  return cx.tcx.inherentImpls(type).some((impl) => cx.tcx.items.named(impl, name).length > 0);
}
