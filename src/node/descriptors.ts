// The process's standard descriptors, without Node's streams, which take longer to load than a small file to look at.
import * as fs from "node:fs";
import { pause } from "./pause.ts";

/**
 * Writes all bytes to a descriptor. A pipe that is full is tried again after a moment; one that nobody reads any more ends the
 * process, as SIGPIPE would end a C program, but quietly.
 */
export function writeFully(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    try {
      done += fs.writeSync(descriptor, bytes, done);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EPIPE") process.exit(process.exitCode ?? 0);
      if (code !== "EAGAIN") throw error;
      pause(1);
    }
  }
}

/** Node's streams are asked only where it may be. */
export function isTerminal(descriptor: 1 | 2): boolean {
  const mayBe = fs.fstatSync(descriptor).isCharacterDevice();
  return mayBe && (descriptor === 1 ? process.stdout : process.stderr).isTTY === true;
}
