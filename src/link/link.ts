// The linker's door: rustc's line for a session, objects in, image out.
import type { ElfObject } from "../elf/object.ts";
import type { Session } from "../target/session.ts";
import { linkElf } from "./elf/link-elf.ts";
import type { LinkResult } from "./elf/link-elf.ts";
import { defaultLinkOptions } from "./elf/options.ts";
import type { LinkOptions } from "./elf/options.ts";
import { runtimeObjects } from "./runtime-objects.ts";

export type { LinkOptions, LinkResult };

/** `strip` of the profile. */
export type Strip = "none" | "debuginfo" | "symbols";

/** What rustc passes to LLD for a bare-metal binary of this session. */
export function linkOptionsFor(session: Session, strip: Strip): LinkOptions {
  const base = defaultLinkOptions(session.release.llvmMajor);
  const stripped = ({ none: "none", debuginfo: "debug", symbols: "all" } as const)[strip];
  return { ...base, pie: session.relocationModel !== "static" && session.target.positionIndependentExecutables, strip: stripped };
}

/** Links a crate's objects, with what its release brings along, into an image. */
export function link(objects: readonly ElfObject[], session: Session, options: LinkOptions): LinkResult {
  const bareMetal = session.target.os === "none";
  return linkElf([...objects, ...(bareMetal ? runtimeObjects(session.release) : [])], options);
}
