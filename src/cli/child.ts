// Programs that kbuild starts and waits for: a runner, a Linux program, QEMU. None outlives it. What ends kbuild from outside is
// passed on; where kbuild cannot do that any more (SIGKILL) Linux ends the child, which `setpriv` of util-linux asks for.
import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess, StdioOptions } from "node:child_process";
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
