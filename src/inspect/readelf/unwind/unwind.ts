// readelf -u: how the functions of a file unwind, from ARM's index tables, `.eh_frame_hdr` and `.eh_frame`. The tables can be larger than
// the code they are about, so that they come in pieces.
import { EM_ARM } from "../../../elf/constants.ts";
import type { ReadelfView } from "../view.ts";
import { armUnwindTables } from "./arm-index.ts";
import { ehFrameHeader } from "./eh-frame-header.ts";
import { ehFrameRecords } from "./eh-frame.ts";
import { debugComplaints } from "../../debug-relocations.ts";

/** The text, in pieces; throws ElfError after what could be read. */
export function* unwindInformation(view: ReadelfView): Generator<string> {
  const { header, is64, littleEndian } = view.file;
  if (header.machine === EM_ARM && littleEndian && !is64) yield* armUnwindTables(view);
  yield* ehFrameHeader(view);
  for (const section of view.file.sections) {
    if (view.file.sectionName(section) !== ".eh_frame") continue;
    view.desk.error(debugComplaints(view.file, view.desk.llvm));
    yield* ehFrameRecords(view, section);
  }
}
