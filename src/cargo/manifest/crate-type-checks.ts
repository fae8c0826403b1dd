// What cargo asks rustc about crate types before it builds: whether it knows them, and whether the target can have one of them.
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import { isKnownType, unsupportedTypes } from "./crate-types.ts";
import type { CrateTarget } from "./manifest.ts";
import { unknownCrateType } from "../rustc/rustc-values.ts";
import type { ChosenTarget } from "../targets/target-choice.ts";

/** Throws CargoError. `owner` is the crate's package. */
export function checkCrateTypes(
  owner: string,
  crate: Pick<CrateTarget, "crateTypes">,
  { target, name }: ChosenTarget & { readonly name: string | undefined },
  release: Release,
): void {
  const unknown = crate.crateTypes.find((type) => !isKnownType(type));
  if (unknown !== undefined) {
    const command = `rustc - --crate-name ___ --print=file-names${name === undefined ? "" : ` --target ${name}`} --crate-type ${unknown}`;
    throw new CargoError(`failed to run \`rustc\` to learn about crate-type ${unknown} information`, [
      `process didn't exit successfully: \`${command}\` (exit status: 1)\n--- stderr\nerror: ${unknownCrateType(unknown, release)}\n`,
    ]);
  }
  const unsupported = unsupportedTypes(crate, target);
  if (crate.crateTypes.length === 0)
    throw new CargoError(`cannot compile \`${owner}\` as the target \`${target.triple}\` does not support any of the output crate types`);
  if (unsupported.length < crate.crateTypes.length) return;
  throw new CargoError(
    `cannot produce ${unsupported.join(", ")} for \`${owner}\` as the target \`${target.triple}\` does not support these crate types`,
  );
}
