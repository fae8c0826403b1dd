// `--test` makes a program of a crate: `main` runs its tests, with what the crate `test` has for that. That crate is part of the standard
// library, so that a bare-metal target has none, and where there is one it brings std, and std's panic handler, into a crate without std.
import { DUMMY_SPAN } from "../base/source.ts";
import { error, unsupported } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import { atLeast } from "../target/release.ts";
import { hasCrateAttribute } from "./crate-view.ts";
import type { CrateView } from "./crate-view.ts";
import { panicHandlers } from "./panic-handler.ts";
import type { OuterHandler } from "./panic-handler.ts";
import { wantsStd } from "./standard-library.ts";

/** The crate `test` is looked for when `main` is made, behind all expansion. */
export function checkTestCrate({ session }: CrateView): Diagnostic[] {
  if (session.harness !== true || session.target.hasStd) return [];
  return [error("E0463", "can't find crate for `test`").at(DUMMY_SPAN, "can't find crate")];
}

/** The crate comes with std by way of the harness alone. */
export function hasStdByHarness({ session }: CrateView): boolean {
  return session.harness === true && session.target.hasStd;
}

/** std's panic handler, for a crate that has one and does not link std by itself. */
export function handlerOfHarness(view: CrateView, makesCode: boolean): OuterHandler[] {
  if (!hasStdByHarness(view) || wantsStd(view)) return [];
  const { release, target } = view.session;
  const libraries = `<sysroot>/lib/rustlib/${target.triple}/lib/libstd-<hash>`;
  const whole = atLeast(release, 77) ? `${libraries}.rlib, ${libraries}.rmeta` : `<sysroot>/lib/libstd-<hash>.so, ${libraries}.rlib`;
  const alone = `${libraries}.${atLeast(release, 77) ? "rmeta" : "rlib"}`;
  return [{ source: { name: "std", library: makesCode ? whole : alone }, dependencyOf: "test" }];
}

/** A program of tests for a system is none that kbuild can make; that of a kernel is wrong anyway. */
export function refuseHarness(view: CrateView): Diagnostic[] {
  const { harness, unstableFeatures } = view.session;
  if (harness === true && unstableFeatures && hasCrateAttribute(view, "test_runner"))
    return [unsupported("KB0600", "a test runner of the crate's own", DUMMY_SPAN)];
  if (!hasStdByHarness(view) || (!wantsStd(view) && panicHandlers(view).length > 0)) return [];
  return [unsupported("KB0600", `tests for \`${view.session.target.triple}\``, DUMMY_SPAN)];
}
