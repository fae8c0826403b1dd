// `kbuild/node`: a file on disk for the library, read by range and never as a whole.
import type { RandomAccess } from "../base/host.ts";
import { realFiles } from "./files.ts";

/** Opens a file for ranged reading; throws FileError. `close` it in the end. */
export function openFile(path: string): RandomAccess {
  return realFiles.open(path);
}
