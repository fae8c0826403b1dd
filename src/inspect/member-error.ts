// A failure in an archive's member, which LLVM tells without the archive's name.
import { ElfError } from "../elf/read.ts";

export class MemberError extends ElfError {}

/** The result of `work`, whose failure is the member's. */
export function asMember<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof ElfError ? new MemberError(error.message) : error;
  }
}
