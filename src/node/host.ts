// The real Host: this process's files, streams, environment and clock.
import * as fs from "node:fs";
import * as tty from "node:tty";
import type { Host, Output } from "../base/host.ts";
import { realFiles } from "./files.ts";
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

class DescriptorOutput implements Output {
  readonly isTerminal: boolean;

  constructor(readonly descriptor: 1 | 2) {
    this.isTerminal = tty.isatty(descriptor);
  }

  get columns(): number | undefined {
    const stream = this.descriptor === 1 ? process.stdout : process.stderr;
    return this.isTerminal ? stream.columns : undefined;
  }

  write(text: string | Uint8Array): void {
    writeFully(this.descriptor, typeof text === "string" ? Buffer.from(text, "utf8") : text);
  }
}

export function realHost(): Host {
  return {
    files: realFiles,
    environment: process.env,
    currentDirectory: process.cwd(),
    now: () => performance.now(),
    stdout: new DescriptorOutput(1),
    stderr: new DescriptorOutput(2),
    stdin: { readAll: () => fs.readFileSync(0) },
  };
}
