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

export function otherLayout({ target, release }: Session): Diagnostic[] {
  const { specification, triple, dataLayout, llvmTarget, arch } = target;
  const own = findTarget(ARCHITECTURES[arch] ?? "")?.dataLayout;
  if (specification === undefined || !atLeast(release, 90) || own === undefined || OTHER_FORMATS.test(llvmTarget)) return [];
  if (own === dataLayout) return [];
  const name = `${triple}-${siphash13(new Uint8Array([...new TextEncoder().encode(specification), 0xff]))}`;
  return [
    error(`data-layout for target \`${name}\`, \`${dataLayout}\`, differs from LLVM target's \`${llvmTarget}\` default layout, \`${own}\``),
  ];
}
