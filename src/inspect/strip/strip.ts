// strip: a file without what a program does not need to run. Output depends on the input's bytes and the options only.
import type { RandomAccess } from "../../base/host.ts";
import { isArchive } from "../../elf/archive.ts";
import type { Archive, ArchiveMember } from "../../elf/archive.ts";
import { ElfError, ElfFile, looksLikeElf, NOT_AN_OBJECT, toByteText } from "../../elf/read.ts";
import { writeArchive } from "../../elf/write-archive.ts";
import { writeBsdArchive } from "../../elf/write-bsd-archive.ts";
import { definedNames } from "./defined-names.ts";
import { failureText, MemberFailure, openInput, openMember, shownPath } from "../desk.ts";
import type { Desk, NamedInput } from "../desk.ts";
import { helpText, OptionError, parseOptions, versionText } from "../options.ts";
import type { ParsedOptions } from "../options.ts";
import { StripModel } from "./model.ts";
import { STRIP_OPTIONS } from "./options.ts";
import { Selector } from "./select.ts";
import { writeStripped } from "./write.ts";

/** What strip writes: the output, and the members of a thin archive, which lie in files of their own. */
interface Stripped {
  readonly bytes: Uint8Array;
  readonly members: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

/** The stripped bytes; throws ElfError, FileError. */
function stripped(desk: Desk, path: string, options: ParsedOptions): Stripped {
  const input = openInput(desk, path);
  if (input.archive !== undefined) return strippedArchive(desk, input, input.archive, options);
  return { bytes: strippedObject(desk, input.object as ElfFile, options), members: [] };
}

function strippedObject(desk: Desk, object: ElfFile, options: ParsedOptions): Uint8Array {
  // What is wrong with the section headers is told with the file's name, as a file is told that is none.
  void object.sections;
  const model = modelOf(object, desk.llvm);
  const selection = new Selector(model, options, desk.llvm).select();
  return writeStripped(model, selection, {
    withHeaders: !options.has("strip-sections") && object.sectionNameIndex !== 0,
    onlyDebug: options.has("only-keep-debug"),
  });
}

/** Members one after the other; one that is no object is an error, told with its name. */
function strippedArchive(desk: Desk, input: NamedInput, archive: Archive, options: ParsedOptions): Stripped {
  // LLVM writes the time of day into the map of symbols then.
  const last = options.order.findLast((name) => name.endsWith("able-deterministic-archives"));
  if (last === "disable-deterministic-archives") throw new ElfError("kbuild strip writes archives without dates and owners only");
  const members = archive.members.map((member, index) => {
    const { file, path } = inMember(member, index, () => {
      const { access, path } = openMember(desk, input, archive, member);
      return { file: memberFile(access), path };
    });
    const bytes = strippedObject(desk, file, options);
    return { name: member.name, path, bytes, symbols: definedNames(new ElfFile(bytesAccess(bytes))) };
  });
  archive.checkEnd();
  const withMap = archive.symbols !== undefined;
  const bytes =
    archive.names === "bsd"
      ? writeBsdArchive(members, { withMap, isWide: archive.hasWideMap })
      : writeArchive(members, { withMap, isWide: archive.hasWideMap, isThin: archive.isThin });
  return { bytes, members: archive.isThin ? members : [] };
}

function inMember<T>(member: ArchiveMember, index: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const isToldOfMember = error instanceof ElfError && !(error instanceof ReadingError) && member.nameFailure === undefined;
    throw isToldOfMember ? new MemberFailure(member, index, error.message) : error;
  }
}

function memberFile(access: RandomAccess): ElfFile {
  const start = access.read(0, 64);
  if (isArchive(start)) throw new ReadingError("unsupported object file format");
  if (!looksLikeElf(start)) throw new ElfError(NOT_AN_OBJECT);
  const file = new ElfFile(access);
  void file.sections;
  return file;
}

const bytesAccess = (bytes: Uint8Array): RandomAccess => ({
  size: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
  close: () => {},
});

/** What is wrong with tables inside the file: told without the file's name. */
class ReadingError extends ElfError {}

function modelOf(file: ElfFile, llvm: 15 | 22): StripModel {
  try {
    return new StripModel(file, llvm);
  } catch (error) {
    throw error instanceof ElfError ? new ReadingError(error.message) : error;
  }
}

function file(desk: Desk, path: string, options: ParsedOptions): number {
  let name = path;
  try {
    const { bytes, members } = stripped(desk, path, options);
    const keepsDates = options.has("preserve-dates");
    name = options.last("output") ?? path;
    desk.write(name, bytes, path, keepsDates);
    for (const member of members) desk.write(member.path, member.bytes, member.path, keepsDates);
    return 0;
  } catch (error) {
    const { text } = failureText(error);
    if (error instanceof MemberFailure) name = `${shownPath(path)}(${error.member.name})`;
    desk.error(error instanceof ReadingError ? `strip: error: ${text}\n` : `strip: error: '${name}': ${text}\n`);
    return 1;
  }
}

/** Runs strip; gives the exit status. */
export function strip(desk: Desk, args: readonly string[]): number {
  try {
    const options = parseOptions(STRIP_OPTIONS, args.map(toByteText), desk.llvm);
    const saysNothing = options.order.length === 0 && options.files.length === 0;
    if (options.has("help") || saysNothing) {
      (saysNothing ? desk.error : desk.print)(helpText(STRIP_OPTIONS, desk.llvm));
      return saysNothing ? 1 : 0;
    }
    if (options.has("version")) {
      desk.print(versionText(STRIP_OPTIONS, desk.llvm));
      return 0;
    }
    if (options.files.length === 0) throw new OptionError("no input file specified");
    if (options.files.length > 1 && options.has("output")) {
      throw new OptionError("multiple input files cannot be used in combination with -o");
    }
    if (options.has("regex") && options.has("wildcard")) throw new OptionError("--regex and --wildcard are incompatible");
    for (const path of options.files) {
      const status = file(desk, path, options);
      if (status !== 0) return status;
    }
    return 0;
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    desk.error(`strip: error: ${error.message}\n`);
    return 1;
  }
}
