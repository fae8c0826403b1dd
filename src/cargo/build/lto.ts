// What each unit is to do about optimization across crates: a program does it, if its profile says so, and of the libraries below it
// only bitcode is wanted then, code for the machine, or both. As cargo works it out, from the roots down. (cargo 1.96:
// `core/compiler/lto.rs`.)
import type { PlannedUnit } from "./build-options.ts";
import type { Unit } from "./unit.ts";

/** `-C` options, in cargo's order. */
type Lto = readonly string[];

const OFF: Lto = ["lto=off", "embed-bitcode=no"];
const ONLY_BITCODE: Lto = ["linker-plugin-lto"];
const ONLY_OBJECT: Lto = ["embed-bitcode=no"];
const BOTH: Lto = [];

const CAN_LTO: ReadonlySet<string> = new Set(["bin", "staticlib", "cdylib"]);
const DYNAMIC: ReadonlySet<string> = new Set(["dylib", "cdylib", "proc-macro"]);

const typesOf = ({ isTest, crate }: Unit): readonly string[] => (isTest ? ["bin"] : crate.crateTypes);
const needsObject = (types: readonly string[]): boolean => types.some((type) => CAN_LTO.has(type) || DYNAMIC.has(type));
const whenObjectIsNeeded = (types: readonly string[]): Lto => (types.every((type) => type === "dylib") ? ONLY_OBJECT : BOTH);
const runs = ([first = ""]: Lto): boolean => first.startsWith("lto") && first !== "lto=off";

/** Whether the profile has a program optimized across its crates. */
export const asksForLto = ({ profile }: Pick<Unit, "profile">): boolean => runs(ofProfile({ profile }));

/** What the profile of a program asks for. */
function ofProfile({ profile: { lto = "false" } }: Pick<Unit, "profile">): Lto {
  if (lto === "false") return ONLY_OBJECT;
  return /^(?:off|no?)$/.test(lto) ? OFF : [lto === "true" ? "lto" : `lto=${lto}`];
}

/** What would be above a root. */
function aboveRoot(unit: Unit): Lto {
  const own = ofProfile(unit);
  if (!runs(own)) return own;
  return needsObject(unit.crate.crateTypes) ? whenObjectIsNeeded(unit.crate.crateTypes) : ONLY_BITCODE;
}

function ofUnit(unit: Unit, parent: Lto): Lto {
  const types = typesOf(unit);
  if (types.every((type) => CAN_LTO.has(type))) return ofProfile(unit);
  if (!needsObject(types)) return runs(parent) ? ONLY_BITCODE : parent;
  return runs(parent) || parent === ONLY_BITCODE ? whenObjectIsNeeded(types) : parent;
}

/** Several need the unit. */
function merged(one: Lto, other: Lto): Lto {
  const first = [runs, (each: Lto) => each === OFF, (each: Lto) => each === BOTH]
    .map((is) => [one, other].find(is))
    .find((each) => each !== undefined);
  return first ?? (one === other ? one : BOTH);
}

export function ltoOf(units: readonly PlannedUnit[]): ReadonlyMap<PlannedUnit, Lto> {
  const found = new Map<PlannedUnit, Lto>();
  const visit = (planned: PlannedUnit, parent: Lto): void => {
    const known = found.get(planned);
    const own = ofUnit(planned.unit, parent);
    const lto = known === undefined ? own : merged(own, known);
    if (lto === known) return;
    found.set(planned, lto);
    for (const need of planned.needs) visit(need.planned, lto);
  };
  for (const planned of units) if (planned.unit.isRoot) visit(planned, aboveRoot(planned.unit));
  return found;
}
