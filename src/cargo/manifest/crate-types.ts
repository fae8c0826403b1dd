// What a crate is compiled to: one type, or for a library several at once. What the target cannot have rustc leaves out.
import type { CrateType } from "../../target/session.ts";
import type { Target } from "../../target/target.ts";
import type { CrateTarget } from "./manifest.ts";

/** In rustc's order. */
export const CRATE_TYPES: readonly CrateType[] = ["lib", "rlib", "staticlib", "dylib", "cdylib", "bin", "proc-macro"];

type Typed = Pick<CrateTarget, "crateTypes">;

export const isKnownType = (type: string): type is CrateType => CRATE_TYPES.some((known) => known === type);

const isDynamic = (type: string): boolean => type === "dylib" || type === "cdylib";

/** rustc finds the library of such a crate by its plain name, without a hash; examples have one whatever they are. */
export const isNamedPlainly = ({ kind, crateTypes }: Pick<CrateTarget, "kind" | "crateTypes">): boolean =>
  kind === "lib" && crateTypes.some(isDynamic);

/** Whether other crates can name it. */
export const isLinkable = ({ crateTypes }: Typed): boolean =>
  crateTypes.some((type) => type === "lib" || type === "rlib" || type === "dylib" || type === "proc-macro");

/** Whether it is nothing but a library for other crates. */
export const isOnlyForCrates = ({ crateTypes }: Typed): boolean =>
  crateTypes.length > 0 && crateTypes.every((type) => type === "lib" || type === "rlib");

/** Types that the target cannot have, once each. */
export function unsupportedTypes({ crateTypes }: Typed, { os }: Pick<Target, "os">): readonly string[] {
  return os === "none" ? [...new Set(crateTypes.filter(isDynamic))] : [];
}

/** The type that decides how the crate is judged and what is linked: a library for crates where it is one besides another. */
export function mainType(crate: Typed, target: Pick<Target, "os">): CrateType {
  const left = crate.crateTypes.filter((type) => !unsupportedTypes(crate, target).includes(type)).filter(isKnownType);
  return left.find((type) => type === "lib" || type === "rlib") ?? left[0] ?? "lib";
}
