// readelf -u: how the functions of a file unwind, from ARM's index tables, `.eh_frame_hdr` and `.eh_frame`. The tables can be larger than
// the code they are about, so that they come in pieces.
import { EM_ARM } from "../../../elf/constants.ts";
import type { ReadelfView } from "../view.ts";
import { armUnwindTables } from "./arm-index.ts";
import { ehFrameHeader } from "./eh-frame-header.ts";
import { ehFrameRecords } from "./eh-frame.ts";
import { relocatedFields } from "./relocated-fields.ts";

/** The text, in pieces; throws ElfError after what could be read. */
export function* unwindInformation(view: ReadelfView): Generator<string> {
  if (view.file.header.machine === EM_ARM) yield* armUnwindTables(view);
  yield* ehFrameHeader(view);
  for (const section of view.file.sections) {
    if (view.file.sectionName(section) === ".eh_frame") yield* ehFrameRecords(view, section, relocatedFields(view.file, section));
  }
}
