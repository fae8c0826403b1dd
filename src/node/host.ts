// The real Host: this process's files, streams, environment and clock.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Host, Output } from "../base/host.ts";
import { realFiles } from "./files.ts";
import { isTerminal, writeFully } from "./descriptors.ts";
import { unpack } from "./unpack.ts";

class DescriptorOutput implements Output {
  readonly isTerminal: boolean;

  constructor(readonly descriptor: 1 | 2) {
    this.isTerminal = isTerminal(descriptor);
  }

  get columns(): number | undefined {
    const stream = this.descriptor === 1 ? process.stdout : process.stderr;
    return this.isTerminal ? stream.columns : undefined;
  }

  write(text: string | Uint8Array): void {
    writeFully(this.descriptor, typeof text === "string" ? Buffer.from(text, "utf8") : text);
  }
}

/** As `performance.now()`, whose module takes longer to load than most commands look at the clock. */
function now(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

export function realHost(): Host {
  return {
    files: realFiles,
    environment: process.env,
    currentDirectory: process.cwd(),
    get programFolder() {
      return fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
    },
    now,
    stdout: new DescriptorOutput(1),
    stderr: new DescriptorOutput(2),
    stdin: { readAll: () => readFileSync(0) },
    unpack,
  };
}
