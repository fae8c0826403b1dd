// What a library's unit leaves behind. kbuild compiles what a crate uses of others along with it, from their sources, so an rlib
// is not linked by kbuild itself: it is an archive of the metadata and of the object with what the crate exports by name. A
// static library is for other linkers, and its object holds all that it needs.
import type { ElfObject, ObjectSection } from "../../elf/object.ts";
import { SHF_EXCLUDE, SHT_PROGBITS, STB_LOCAL } from "../../elf/constants.ts";
import { toByteText } from "../../elf/read.ts";
import { writeArchive } from "../../elf/write-archive.ts";
import type { NewMember } from "../../elf/write-archive.ts";
import { writeObject } from "../../elf/write-object.ts";
import type { Session } from "../../target/session.ts";
import { isRlib, metadataText } from "./metadata.ts";

export const isLibrary = ({ crateType }: Session): boolean => crateType !== "bin";

/** The metadata as rustc has it in an rlib: an object whose one section no linker takes. */
function metadataMember(session: Session, like: ElfObject): NewMember {
  const data = new TextEncoder().encode(metadataText(session));
  const section: ObjectSection = {
    name: ".rmeta",
    type: SHT_PROGBITS,
    flags: SHF_EXCLUDE,
    alignment: 1,
    entrySize: 0,
    data,
    size: data.length,
    relocations: [],
  };
  return { name: "lib.rmeta", bytes: writeObject({ ...like, sections: [section], symbols: [] }), symbols: [] };
}

/** As byte text. */
function definedSymbols({ symbols }: ElfObject): string[] {
  const shared = symbols.filter(({ binding, place }) => binding !== STB_LOCAL && place !== "undefined");
  return shared.map(({ name }) => toByteText(name));
}

/** An archive. For formats other than ELF an rlib has its metadata alone. */
export function libraryFile(session: Session, object: ElfObject): Uint8Array {
  const isElf = session.target.objectFormat === "elf";
  const code = {
    name: toByteText(`${session.crateName}${session.extraFilename}.${object.name}`),
    bytes: writeObject(object),
    symbols: definedSymbols(object),
  };
  return writeArchive([...(isRlib(session) ? [metadataMember(session, object)] : []), ...(isElf ? [code] : [])], {
    withMap: true,
    isThin: false,
  });
}
