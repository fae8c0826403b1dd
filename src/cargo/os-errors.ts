// Numbers of the system's errors, as Rust programs print them behind the C library's words.
import { FileError, describeErrno } from "../base/host.ts";
import { CargoError } from "./cargo-error.ts";

const OS_ERRORS: Readonly<Record<string, number>> = {
  EPERM: 1,
  ENOENT: 2,
  EIO: 5,
  EACCES: 13,
  EEXIST: 17,
  ENOTDIR: 20,
  EISDIR: 21,
  ENOSPC: 28,
  EROFS: 30,
  ENAMETOOLONG: 36,
  ENOTEMPTY: 39,
  ELOOP: 40,
};

export function osErrorNumber(code: string): number {
  return OS_ERRORS[code] ?? 5;
}

/** `No such file or directory (os error 2)` */
export function osErrorText(code: string): string {
  return `${describeErrno(code)} (os error ${osErrorNumber(code)})`;
}

/** What writes fail of, in cargo's words. */
export function orFailToWrite(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new CargoError(`failed to write \`${error.path}\``, [osErrorText(error.code)]);
  }
}
