// Modules of Node's own that most runs do without: they are loaded when they are asked for, since each costs some milliseconds of
// a start that is over in fifty.
import { createRequire } from "node:module";
import type * as net from "node:net";
import type * as threads from "node:worker_threads";

let require: NodeJS.Require | undefined;

function load(id: string): unknown {
  require ??= createRequire(import.meta.url);
  return require(id);
}

export const netModule = () => load("node:net") as typeof net;
export const workerThreads = () => load("node:worker_threads") as typeof threads;
