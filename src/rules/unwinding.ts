// Unwinding needs a personality function, which std brings. Without std a crate that would unwind cannot be built: the
// profile (or the target) must say `panic = "abort"`.
import { isComplete } from "../target/session.ts";
import { error } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import { atLeast } from "../target/release.ts";
import { findAttribute } from "./crate-view.ts";
import type { CrateView } from "./crate-view.ts";
import { hasStd } from "./standard-library.ts";

const HOW_TO_AVOID = 'using nightly cargo, use -Zbuild-std with panic="abort" to avoid unwinding';
const WHY_IT_STAYS =
  'since the core library is usually precompiled with panic="unwind", rebuilding your crate with panic="abort" may not be enough to fix the problem';
const WHEN_IT_OCCURS =
  "this can occur when a binary crate with `#![no_std]` is compiled for a target where `eh_personality` is defined in the standard library";
const WHAT_HELPS =
  "you may be able to compile for a target that doesn't need `eh_personality`, specify a target with `--target` or in `.cargo/config`";

function definesPersonality({ items }: CrateView): boolean {
  return items.some(({ item }) => {
    const value = findAttribute(item.attrs, "lang")?.args;
    return value?.kind === "value" && item.ident.name === "eh_personality";
  });
}

export function checkUnwinding(view: CrateView): Diagnostic[] {
  const { session } = view;
  if (!isComplete(session) || session.panic === "abort" || hasStd(view) || definesPersonality(view)) return [];
  if (atLeast(session.release, 77)) {
    return [error("unwinding panics are not supported without std").help(HOW_TO_AVOID).note(WHY_IT_STAYS)];
  }
  return [error("language item required, but not found: `eh_personality`").note(WHEN_IT_OCCURS).help(WHAT_HELPS)];
}
