// Two panic handlers in one program: who brings them, and by which way.
import type { Manifest } from "../../cargo/manifest/manifest.ts";
import type { Plan } from "../../cargo/build/build-options.ts";
import type { Unit } from "../../cargo/build/unit.ts";
import type { Case } from "../case.ts";
import { dependencyPath } from "../dependency-path.ts";
import type { Hint } from "../hint.ts";
import { entryAt, lineOf } from "../survey.ts";
import type { TextFile } from "../survey.ts";
import { withoutNoStd } from "./standard-library.ts";

const TWO_HANDLERS = /^(?:found )?duplicate lang item (?:in crate `([^`]+)` .*)?:? ?`panic_impl`/;
const FIRST_IN = /^the lang item is first defined in crate `([^`]+)`(?: \(which `([^`]+)` depends on\))?/;

function handlerLine({ text }: TextFile): number | undefined {
  const at = /^[ \t]*#\[panic_handler\]/m.exec(text);
  return at === null ? undefined : lineOf(text, at.index);
}

/** Crates that two panic handlers come from: the first, and the second unless it is the crate's own. */
function handlerCrates(at: Case) {
  const found = at.error(TWO_HANDLERS);
  const first = found?.diagnostic.children.map(({ message }) => FIRST_IN.exec(message)).find((match) => match !== null);
  return found === undefined || first === undefined || first === null
    ? undefined
    : { found, first: first[1] as string, dependencyOf: first[2], second: found.match[1] };
}

function libraryOf(at: Case, name: string): Unit | undefined {
  return at.log.plan?.units.find(({ unit }) => unit.crate.kind === "lib" && unit.crate.name.replaceAll("-", "_") === name)?.unit;
}

/** ` (halt/src/lib.rs:3)`, if it stands in the crate's root. */
function placeIn(at: Case, unit: Unit): string {
  const root = at.rootOf(unit);
  const line = root === undefined ? undefined : handlerLine(root);
  return root === undefined || line === undefined ? "" : ` (${at.survey.shown(root.path)}:${line})`;
}

/** `halt` (halt/src/lib.rs:3), by k -> halt. */
const handlerPlace = (at: Case, plan: Plan, unit: Unit): string =>
  `${placeIn(at, unit)}, by ${dependencyPath(plan, unit.manifest).join(" -> ")}`;

/** A handler of a dependency's beside one's own, or those of two dependencies. */
export const twoHandlers: Hint = {
  id: "two-panic-handlers",
  page: "panic-handler",
  decide(at) {
    const crates = handlerCrates(at);
    const { plan } = at.log;
    const other = crates === undefined ? undefined : libraryOf(at, crates.first);
    if (crates === undefined || plan === undefined || other === undefined) return undefined;
    const { found, first, second } = crates;
    const brings = `\`${first}\` brings a panic handler of its own${handlerPlace(at, plan, other)}`;
    const secondUnit = second === undefined ? undefined : libraryOf(at, second);
    if (second !== undefined && secondUnit !== undefined)
      return {
        words: `${brings}, and so does \`${second}\`${handlerPlace(at, plan, secondUnit)}; a program has one: take one of the two out`,
        place: { path: found.unit.manifest.path, line: lineOf(found.unit.manifest.text, dependencyOffset(found.unit.manifest, second)) },
      };
    const own = at.rootOf(found.unit);
    const ownLine = own === undefined ? undefined : handlerLine(own);
    if (own === undefined || ownLine === undefined) return undefined;
    const place = { path: own.path, line: ownLine };
    if (other.manifest.path === found.unit.manifest.path)
      return {
        words: `the library of \`${other.manifest.name}\` has a panic handler${placeIn(at, other)}, and so has the program: one of the two can go`,
        place,
      };
    return { words: `${brings}; a program has one: take this one out, or that dependency`, place };
  },
};

function dependencyOffset({ document }: Manifest, crate: string): number {
  const entry = entryAt(document, "dependencies", crate) ?? entryAt(document, "dependencies", crate.replaceAll("_", "-"));
  return entry?.key.lo ?? 0;
}

/** The library beside a program links std, and std has a handler, too. */
export const handlerOfStd: Hint = {
  id: "std-brings-handler",
  page: "panic-handler",
  decide(at) {
    const crates = handlerCrates(at);
    if (crates?.first !== "std" || crates.dependencyOf === undefined || crates.dependencyOf === "test") return undefined;
    const other = libraryOf(at, crates.dependencyOf);
    const root = other === undefined ? undefined : at.rootOf(other);
    if (other === undefined || root === undefined || /no_std|no std/.test(root.text)) return undefined;
    return withoutNoStd(at, other, root);
  },
};
