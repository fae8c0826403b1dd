// Debug files that lie elsewhere, by their build ids (LLVM 22): named instead of a file, or in the place of one. kbuild disassembles the file
// that is named, and says so where LLVM would take another.
import { FileError } from "../../base/host.ts";
import { ElfError } from "../../elf/read.ts";
import type { ElfFile } from "../../elf/read.ts";
import type { Desk } from "../desk.ts";
import { hexPadded } from "../format.ts";
import { OptionError } from "../options.ts";
import type { ParsedOptions } from "../options.ts";

const USUAL_FOLDER = "/usr/lib/debug";

function exists(desk: Desk, path: string): boolean {
  try {
    desk.open(path).close();
    return true;
  } catch (error) {
    if (error instanceof FileError) return false;
    throw error;
  }
}

function debugFile(desk: Desk, folders: readonly string[], id: string): string | undefined {
  const paths = folders.map((folder) => `${folder}/.build-id/${id.slice(0, 2)}/${id.slice(2)}.debug`);
  return paths.find((path) => exists(desk, path));
}

/** The files that --build-id stands for; throws OptionError for one that is not found. */
export function filesOfBuildIds(desk: Desk, options: ParsedOptions): string[] {
  const given = options.all("debug-file-directory");
  return options.all("build-id").map((id) => {
    if (!/^[0-9a-f]+$/i.test(id)) throw new OptionError(`--build-id: expected a build ID, but got '${id}'`);
    const found = debugFile(desk, given.length === 0 ? [USUAL_FOLDER] : given, (id.length % 2 === 0 ? id : `0${id}`).toLowerCase());
    if (found === undefined) throw new OptionError(`--build-id: could not find build ID '${id}'`);
    return found;
  });
}

/** Bytes of a note before its contents, of which the name is GNU. */
const NOTE_START = 16;

function buildId(file: ElfFile): string | undefined {
  const section = file.sections.find((found) => file.sectionNameOrEmpty(found) === ".note.gnu.build-id");
  if (section === undefined) return undefined;
  return [...file.contents(section).subarray(NOTE_START)].map((byte) => hexPadded(byte, 2)).join("");
}

/** Throws ElfError where one of the folders that were named has a debug file of the file. */
export function checkDebugFile(desk: Desk, options: ParsedOptions, file: ElfFile): void {
  const folders = options.all("debug-file-directory");
  const id = folders.length === 0 ? undefined : buildId(file);
  const found = id === undefined || id.length < 2 ? undefined : debugFile(desk, folders, id);
  if (found !== undefined) throw new ElfError(`kbuild objdump does not disassemble the debug file '${found}' in its place`);
}
