// What every inspector works with: a place for output, the files by name, the LLVM release whose look is wanted; and
// how a named input becomes object files (an ELF file, or the members of an archive).
// All text is byte text (`elf/read.ts`): one character a byte, written out unchanged.
import { describeErrno, FileError } from "../base/host.ts";
import type { RandomAccess } from "../base/host.ts";
import { Archive, isArchive, slice } from "../elf/archive.ts";
import type { ArchiveMember } from "../elf/archive.ts";
import { ElfError, ElfFile, looksLikeElf, NOT_AN_OBJECT } from "../elf/read.ts";
import { otherFormat } from "./other-formats.ts";

/** Bytes of a COFF file's header, and of each section's (PE/COFF specification, 3.3 and 4). */
const COFF_HEADER = 20;
const COFF_SECTION = 40;

/** What other threads are told that print pieces of a dump. */
export interface DumpJob {
  readonly llvm: 15 | 22;
  readonly path: string;
  readonly args: readonly string[];
  /** Contents of the dumped sections in order, in memory that the threads share. */
  readonly code: readonly Uint8Array[];
}

/** Other threads at work on a dump's pieces. */
export interface DumpHelpers {
  /** Whether another thread is printing the piece now. */
  isBusy(piece: number): boolean;
  /** Whether the piece, which nobody had begun, is now the caller's to print. */
  claim(piece: number): boolean;
  /** A piece's bytes, after waiting for them; undefined if the piece is the caller's to print. Numbers ascend. */
  take(piece: number): Uint8Array | undefined;
}

export interface Desk {
  /** LLVM's release whose output is wanted. */
  readonly llvm: 15 | 22;
  /** Adds byte text to standard output; what is written comes out in order with `error`. */
  print(text: string): void;
  /** The same with bytes; they are not kept. */
  printBytes(bytes: Uint8Array): void;
  /** Adds byte text to standard error. */
  error(text: string): void;
  /** Opens a file for ranged reading; throws FileError. `-` is standard input. */
  open(path: string): RandomAccess;
  /** Replaces a file (strip); throws FileError. */
  write(path: string, bytes: Uint8Array, like: string, keepDates: boolean): void;
  /** Starts threads that print pieces 0 up to `pieces` of an objdump; undefined where there are none. */
  helpers?(job: DumpJob, pieces: number): Promise<DumpHelpers | undefined>;
  /** Local time in `ctime`'s form, without the line end, for seconds since 1970. */
  timeText(seconds: number): string;
  /** Unpacks zlib's form (`zstd`: Zstandard's) into `size` bytes; undefined where that cannot be done. */
  unpack?(bytes: Uint8Array, size: number, zstd: boolean): Uint8Array | undefined;
  /** The lines of a source file, for objdump -S; undefined when it cannot be read. */
  sourceLines(path: string): readonly string[] | undefined;
}

/** One object file to look at. */
export interface ObjectInput {
  /** As LLVM names it: the path, or the member's name. */
  readonly name: string;
  /** Path of the archive it lies in. */
  readonly archive: string | undefined;
  readonly member: ArchiveMember | undefined;
  readonly file: ElfFile;
}

/** `AR(MEMBER)` or the path. */
export function fullName(input: ObjectInput): string {
  return input.archive === undefined ? input.name : `${input.archive}(${input.name})`;
}

export const shownPath = (path: string): string => (path === "-" ? "<stdin>" : path);

/** An input that is a whole archive, or one object. */
export interface NamedInput {
  readonly path: string;
  readonly archive: Archive | undefined;
  readonly object: ElfFile | undefined;
}

export function openInput(desk: Desk, path: string): NamedInput {
  const access = desk.open(path);
  const start = access.read(0, 64);
  if (isArchive(start)) return { path: shownPath(path), archive: new Archive(access, desk.llvm), object: undefined };
  checkCoff(start, access.size);
  if (!looksLikeElf(start)) {
    const format = otherFormat(start);
    throw new ElfError(format === undefined ? NOT_AN_OBJECT : `kbuild reads ELF files and their archives, and this is ${format}`);
  }
  return { path: shownPath(path), archive: undefined, object: new ElfFile(access) };
}

/** An archive's member that cannot be read. */
export class MemberFailure extends ElfError {
  constructor(
    readonly member: ArchiveMember,
    /** Its number in the archive. */
    readonly index: number,
    text: string,
  ) {
    super(text);
  }

  /** The member's name, or what stands for one that cannot be told. */
  nameOr(unknown: string): string {
    return this.member.nameFailure === undefined ? this.member.name : unknown;
  }
}

/** What a tool does about members that it cannot look into. */
export interface MemberHooks {
  /** Told of a member that cannot be read, the next one's turn; without this it is thrown. */
  readonly failed?: (failure: MemberFailure) => void;
  /** Told of an archive in the archive; without this it is passed over. */
  readonly nested?: (name: string) => void;
}

/** A member's bytes, and the path of the file they lie in: a thin archive's members stand beside it. */
export function openMember(desk: Desk, input: NamedInput, archive: Archive, member: ArchiveMember): { access: RandomAccess; path: string } {
  if (member.nameFailure !== undefined) throw member.nameFailure;
  if (!member.isThin) return { access: slice(archive.access, member.offset, member.size), path: input.path };
  const folder = input.path.slice(0, input.path.lastIndexOf("/") + 1);
  const path = member.name.startsWith("/") ? member.name : folder + member.name;
  try {
    return { access: desk.open(path), path };
  } catch (error) {
    throw error instanceof FileError ? new ElfError(`'${member.name}': ${describeErrno(error.code)}`) : error;
  }
}

/** LLVM takes two zero bytes for a COFF file of no particular machine, whose section headers must be there; throws ElfError. */
function checkCoff(start: Uint8Array, size: number): void {
  const [first, second, sections = 0, more = 0] = start;
  if (start.length < 4 || first !== 0 || second !== 0 || (sections === 0xff && more === 0xff)) return;
  const optional = (start[16] ?? 0) | ((start[17] ?? 0) << 8);
  const end = COFF_HEADER + optional + (sections | (more << 8)) * COFF_SECTION;
  if (end > size) throw new ElfError("The end of the file was unexpectedly encountered");
}

/** The member as an object file, "archive", or undefined where it is neither. */
function memberFile(desk: Desk, input: NamedInput, archive: Archive, member: ArchiveMember): ElfFile | "archive" | undefined {
  const { access } = openMember(desk, input, archive, member);
  const start = access.read(0, 64);
  if (isArchive(start)) return "archive";
  checkCoff(start, access.size);
  if (!looksLikeElf(start)) return undefined;
  const file = new ElfFile(access);
  // A member whose sections cannot be read is no object file.
  void file.sections;
  return file;
}

/** The members that are object files; others are passed over. */
export function* membersOf(desk: Desk, input: NamedInput, hooks: MemberHooks = {}): Generator<ObjectInput> {
  const archive = input.archive as Archive;
  for (const [index, member] of archive.members.entries()) {
    let file: ElfFile | "archive" | undefined;
    try {
      file = memberFile(desk, input, archive, member);
    } catch (error) {
      if (!(error instanceof ElfError)) throw error;
      const failure = new MemberFailure(member, index, error.message);
      if (hooks.failed === undefined) throw failure;
      hooks.failed(failure);
    }
    if (file === "archive") hooks.nested?.(member.name);
    else if (file !== undefined) yield { name: member.name, archive: input.path, member, file };
  }
  archive.checkEnd();
}

/** The objects of an input, the archive's or the one. */
export function* objectsOf(desk: Desk, input: NamedInput, hooks: MemberHooks = {}): Generator<ObjectInput> {
  if (input.object !== undefined) yield { name: input.path, archive: undefined, member: undefined, file: input.object };
  else yield* membersOf(desk, input, hooks);
}

/** What a failure says, and whether it came from the object reader; anything else is a bug and goes on upwards. */
export function failureText(error: unknown): { readonly text: string; readonly fromReader: boolean } {
  if (error instanceof ElfError) return { text: error.message, fromReader: true };
  if (error instanceof FileError) return { text: describeErrno(error.code), fromReader: false };
  throw error;
}
