// `runner` and `linker` of `[target.<triple>]`, or of the one table `[target.'cfg(..)']` that fits.
import type { Release } from "../../target/release.ts";
import type { Cfg } from "../../target/session.ts";
import type { Target } from "../../target/target.ts";
import { HOST_TRIPLE, findTarget } from "../../target/targets.ts";
import { CargoError } from "../cargo-error.ts";
import { cfgMatches } from "../resolve/cfg-expression.ts";
import type { Config } from "./config.ts";
import { definitionText } from "./config-node.ts";
import { cargoCfgs } from "../resolve/platform.ts";

/** The path of the key that counts; undefined if there is none. Throws CargoError where two tables fit. */
export function programKey(
  config: Config,
  triple: string,
  cfgs: readonly Cfg[],
  program: "runner" | "linker",
): readonly [table: "target", key: string, program: string] | undefined {
  const own = ["target", triple, program] as const;
  if (config.find(own) !== undefined || config.fromEnvironment(own) !== undefined) return own;
  const fitting = config.keys("target").flatMap((key) => {
    const node = cfgMatches(key, cfgs) ? config.find(["target", key, program]) : undefined;
    return node === undefined ? [] : [{ key, definition: definitionText(node.definition) }];
  });
  const [first, second] = fitting.sort((a, b) => (a.key < b.key ? -1 : 1));
  if (first !== undefined && second !== undefined)
    throw new CargoError(
      `several matching instances of \`target.'cfg(..)'.${program}\` in configurations\nfirst match \`${first.key}\` located in ${first.definition}\nsecond match \`${second.key}\` located in ${second.definition}`,
    );
  return first === undefined ? undefined : ["target", first.key, program];
}

/** cargo looks for the host's, too, whatever it builds for. Throws CargoError where two tables fit. */
export function checkHostPrograms(config: Config, release: Release): void {
  const target = findTarget(HOST_TRIPLE) as Target;
  for (const program of ["runner", "linker"] as const) programKey(config, target.triple, cargoCfgs(target, release), program);
}
