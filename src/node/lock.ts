// A lock that lasts no longer than its process: where a build is killed, the system lets go. Node has no call for flock(2),
// so the lock is something else that only one process can have and that dies with it: on Linux a socket's abstract name, on
// Windows a pipe's, on the BSDs and macOS the file itself, opened exclusively. The file is made in any case, where cargo has
// its own. Names stand for the file's folder by its real path, so that every way to it is one lock.
import { closeSync, constants, openSync, realpathSync } from "node:fs";
import { xxh3 } from "../base/xxhash.ts";
import { netModule } from "./builtin.ts";
import { pause } from "./pause.ts";

type Release = () => void;

/** Tries anew after so many milliseconds, the longer the more often it failed. */
const FIRST_PAUSE = 2;
const LONGEST_PAUSE = 25;
/** `O_EXLOCK | O_NONBLOCK` of the BSDs. */
const BSD_LOCKED = 0x20 | 0x4;

function lockName(path: string): string {
  const digest = xxh3(new TextEncoder().encode(path)).toString(16);
  return process.platform === "win32" ? `\\\\.\\pipe\\kbuild-${digest}` : `\0kbuild-${digest}`;
}

/** Binding is done within `listen`; only the news of it come later. */
function tryName(name: string): Release | undefined {
  const server = netModule().createServer();
  server.on("error", () => {});
  server.listen({ path: name, exclusive: true });
  if (!server.listening) return undefined;
  server.unref();
  return () => server.close();
}

function tryFile(path: string): Release | undefined {
  try {
    const descriptor = openSync(path, constants.O_RDWR | constants.O_CREAT | BSD_LOCKED);
    return () => closeSync(descriptor);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EAGAIN") return undefined;
    throw error;
  }
}

/** Waits for the lock of a file that can be made; `blocked` is called once if it must wait. */
export function lockFile(path: string, blocked: () => void): Release {
  closeSync(openSync(path, "a"));
  const usesName = process.platform === "linux" || process.platform === "win32";
  const name = lockName(realpathSync(path));
  const attempt = () => (usesName ? tryName(name) : tryFile(path));
  let release = attempt();
  if (release === undefined) blocked();
  for (let wait = FIRST_PAUSE; release === undefined; wait = Math.min(wait * 1.5, LONGEST_PAUSE)) {
    pause(wait);
    release = attempt();
  }
  return release;
}
