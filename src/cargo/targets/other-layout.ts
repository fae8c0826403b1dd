// A target file's data layout must be the one that LLVM has for its `llvm-target`: rustc looks when it makes code, since it
// looks at targets of files, too.
import { siphash13 } from "../../base/siphash.ts";
import { error } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import { atLeast } from "../../target/release.ts";
import type { Session } from "../../target/session.ts";
import { findTarget } from "../../target/targets.ts";
import { ARCHITECTURES } from "./target-spec.ts";

/** Systems whose objects are not ELF have layouts of their own. */
const OTHER_FORMATS = /windows|cygwin|uefi|apple|darwin|macos/;

/** LLVM's layout for a target of an architecture, as it is since 1.90; undefined if that is not known. */
export function layoutOfLlvm(arch: string, llvmTarget: string): string | undefined {
  return OTHER_FORMATS.test(llvmTarget) ? undefined : findTarget(ARCHITECTURES[arch] ?? "")?.dataLayout;
}

export function otherLayout({ target, release }: Session): Diagnostic[] {
  const { specification, triple, dataLayout, llvmTarget, arch } = target;
  const own = layoutOfLlvm(arch, llvmTarget);
  if (specification === undefined || !atLeast(release, 90) || own === undefined || own === dataLayout) return [];
  const name = `${triple}-${siphash13(new Uint8Array([...new TextEncoder().encode(specification), 0xff]))}`;
  return [
    error(`data-layout for target \`${name}\`, \`${dataLayout}\`, differs from LLVM target's \`${llvmTarget}\` default layout, \`${own}\``),
  ];
}
