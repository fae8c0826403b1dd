// Programs that kbuild starts and waits for: a runner, a Linux program, QEMU. None outlives it. What ends kbuild from outside is
// passed on; where kbuild cannot do that any more (SIGKILL) Linux ends the child, which `setpriv` of util-linux asks for.
import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess, StdioOptions } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { constants } from "node:os";
import { ENDING_SIGNALS } from "./ending-signals.ts";

const BOUND = ["setpriv", "--pdeathsig", "KILL"] as const;

let bindsChildren: boolean | undefined;

/** Whether `setpriv` is there and can do it. */
function canBind(): boolean {
  const [program, ...words] = BOUND;
  bindsChildren ??= process.platform === "linux" && spawnSync(program, [...words, "true"], { timeout: 10_000 }).status === 0;
  return bindsChildren;
}

/** Starts a program that ends with kbuild. It must be there: `setpriv` has other words where it is not. */
export function spawnBound(words: readonly string[], options: { readonly cwd?: string; readonly stdio: StdioOptions }): ChildProcess {
  const [program = "", ...rest] = canBind() ? [...BOUND, ...words] : words;
  return spawn(program, rest, options);
}

type Parents = ReadonlyMap<number, number>;

/** From Linux's own list, which is there where `ps` is not installed. `/proc/PID/stat`: pid (name) state parent. */
function parentsInProc(): Parents {
  const parentOf = (pid: string): readonly [number, number][] => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
      return [[Number(pid), Number(stat.slice(stat.lastIndexOf(")") + 1).split(" ")[2])]];
    } catch {
      // It is gone.
      return [];
    }
  };
  return new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap(parentOf),
  );
}

/** Process -> its parent, of all that can be seen; empty where nothing tells. */
function parents(): Parents {
  if (process.platform === "linux") return parentsInProc();
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8", timeout: 10_000 });
  const rows = (stdout ?? "").split("\n").flatMap((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    return pid === undefined || parent === undefined ? [] : [[pid, parent] as const];
  });
  return new Map(rows);
}

/** Ends a program that does not end by itself, and whatever it has started: what it leaves behind nobody would end. */
export function endWithChildren(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  const all = parents();
  const isOfIt = (one: number): boolean => {
    for (let at: number | undefined = one; at !== undefined && at > 1; at = all.get(at)) if (at === pid) return true;
    return false;
  };
  const started = [...all.keys()].filter((one) => one !== pid && isOfIt(one));
  child.kill("SIGKILL");
  for (const one of started) {
    try {
      process.kill(one, "SIGKILL");
    } catch {
      // It is gone.
    }
  }
}

/** Runs a program in kbuild's place, with its terminal. Returns its exit status, as a shell has it. */
export async function runInPlace(words: readonly string[]): Promise<number> {
  const child = spawnBound(words, { stdio: "inherit" });
  const passOn = ENDING_SIGNALS.map((signal) => {
    // Ctrl-C comes to the child from the terminal itself.
    const comesAnyway = signal === "SIGINT" && process.stdin.isTTY;
    const pass = () => void (comesAnyway || child.kill(signal));
    process.on(signal, pass);
    return { signal, pass };
  });
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (status, signal) => resolve(status ?? 128 + (signal === null ? 0 : constants.signals[signal])));
    });
  } finally {
    for (const { signal, pass } of passOn) process.off(signal, pass);
  }
}
