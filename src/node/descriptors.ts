// The process's standard descriptors, without Node's streams, which take longer to load than a small file to look at.
import { fstatSync, writeSync } from "node:fs";
import { pause } from "./pause.ts";

/**
 * Writes all bytes to a descriptor. A pipe that is full is tried again after a moment; one of results that nobody reads any more
 * ends the process, as SIGPIPE would end a C program, but quietly. Messages that nobody reads are dropped: the status still
 * tells what came of the work.
 */
export function writeFully(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EPIPE" && descriptor === 2) return;
      if (code === "EPIPE") process.exit(process.exitCode ?? 0);
      if (code !== "EAGAIN") throw error;
      pause(1);
    }
  }
}

/** Linux's /dev/null: major 1, minor 3. */
const NULL_DEVICE = 0x103;

/** Node's streams are asked only where it may be. */
export function isTerminal(descriptor: 1 | 2): boolean {
  const status = fstatSync(descriptor);
  const mayBe = status.isCharacterDevice() && !(process.platform === "linux" && status.rdev === NULL_DEVICE);
  return mayBe && (descriptor === 1 ? process.stdout : process.stderr).isTTY === true;
}
