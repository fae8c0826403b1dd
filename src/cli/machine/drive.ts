// Runs a machine of kbuild's own in turns with the rest of the process, so that Ctrl-C, the clock, a live screen and keys get
// their part. A machine whose screen is watched is held to the time of day; else it runs as fast as it can.
import type { Host } from "../../base/host.ts";
import { ENDING_SIGNALS } from "../ending-signals.ts";
import type { StopReason } from "../../machine/processor.ts";
import type { Runner } from "../../machine/run.ts";

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Milliseconds of a turn. */
const TURN = 20;

export interface Driven {
  readonly runner: Runner;
  run(): StopReason;
}

export interface DriveOptions {
  /** Seconds. */
  readonly timeout: number | undefined;
  /** Called after each turn. */
  readonly turn?: (reason: StopReason) => void;
  /** The machine's own time in nanoseconds, if it is to go no faster than ours. */
  readonly pace?: () => number;
  /** Whether a machine that rests is to wait for what comes from outside, now. */
  readonly waits?: (reason: StopReason) => boolean;
}

/** Who ends a run from outside: Ctrl-C, or a signal. */
export class Interruption {
  isThere = false;
  readonly raise = (): void => {
    this.isThere = true;
  };

  /** Runs with the process's own end put off. */
  async during<T>(run: () => Promise<T>): Promise<T> {
    for (const signal of ENDING_SIGNALS) process.on(signal, this.raise);
    try {
      return await run();
    } finally {
      for (const signal of ENDING_SIGNALS) process.off(signal, this.raise);
    }
  }
}

/** When to come back from the machine, and how long to rest then. */
class Turns {
  readonly #start: number;
  #next: number;

  constructor(
    readonly host: Host,
    readonly pace: (() => number) | undefined,
  ) {
    this.#start = host.now();
    this.#next = this.#start + TURN;
  }

  /** Milliseconds that the machine is ahead. */
  get #ahead(): number {
    return this.pace === undefined ? 0 : this.pace() / 1e6 - (this.host.now() - this.#start);
  }

  readonly isOver = (): boolean => this.host.now() >= this.#next || this.#ahead > TURN;

  async rest(): Promise<void> {
    await sleep(Math.max(0, Math.min(this.#ahead, TURN)));
    this.#next = this.host.now() + TURN;
  }
}

/** Runs to the end, which is also that of the time given, or an interruption. */
export async function drive(machine: Driven, host: Host, options: DriveOptions, interruption: Interruption): Promise<StopReason> {
  const end = options.timeout === undefined ? Infinity : host.now() + 1000 * options.timeout;
  const turns = new Turns(host, options.pace);
  machine.runner.hooks.pauses = turns.isOver;
  for (;;) {
    const reason = machine.run();
    options.turn?.(reason);
    if (reason.kind !== "pause" && options.waits?.(reason) !== true) return reason;
    await turns.rest();
    if (interruption.isThere) return { kind: "interrupted" };
    if (host.now() >= end) return { kind: "timeout" };
    if (reason.kind !== "pause") await sleep(TURN);
  }
}
