// A failure in an archive's member, which LLVM tells without the archive's name.
import { ElfError } from "../elf/read.ts";

export class MemberError extends ElfError {}
