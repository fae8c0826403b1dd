// The real Host: this process's files, streams, environment and clock.
import * as fs from "node:fs";
import type { Host, Output } from "../base/host.ts";
import { realFiles } from "./files.ts";
import { isTerminal, writeFully } from "./descriptors.ts";

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
