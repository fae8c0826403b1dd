// The standard library belongs to every crate that does not say `#![no_std]`. A bare-metal target has none: rustc looks
// for it, does not find it, and goes on without it and without its prelude.
import { DUMMY_SPAN } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import { atLeast } from "../target/release.ts";
import { findAttribute, hasCrateAttribute } from "./crate-view.ts";
import type { CrateView } from "./crate-view.ts";

/** The crate links std (or would, if the target had it). */
export function wantsStd(view: CrateView): boolean {
  return !hasCrateAttribute(view, "no_std") && !hasCrateAttribute(view, "no_core");
}

export function hasStd(view: CrateView): boolean {
  return wantsStd(view) && view.session.target.hasStd;
}

/** A crate without core, too, is for core itself. */
export function checkNoCore({ tree, session }: CrateView): Diagnostic[] {
  const attribute = findAttribute(tree.crate.attrs, "no_core");
  if (attribute === undefined || session.unstableFeatures) return [];
  return [
    error("E0658", "the `#[no_core]` attribute is an experimental feature")
      .at(attribute.span)
      .note("see issue #29639 <https://github.com/rust-lang/rust/issues/29639> for more information"),
  ];
}

export function checkStandardLibrary(view: CrateView): Diagnostic[] {
  const { session } = view;
  if (!wantsStd(view) || session.target.hasStd) return [];
  const missing = error("E0463", "can't find crate for `std`")
    .at(DUMMY_SPAN, "can't find crate")
    .note(`the \`${session.target.triple}\` target may not support the standard library`)
    .note(`\`std\` is required by \`${session.crateName}\` because it does not declare \`#![no_std]\``);
  if (!atLeast(session.release, 88)) return [missing];
  return [missing, error("cannot resolve a prelude import").at(DUMMY_SPAN)];
}
