// Tasks by number on worker threads, for a program that runs without an event loop: who takes a task writes so into shared
// memory, and waiting is waiting for that memory. Workers take the last tasks first, the owner goes from the first on; or all go from
// the first on, and the workers keep close to the owner, where results are large.
import type { MessagePort } from "node:worker_threads";

import { workerThreads } from "./builtin.ts";

const FREE = 0;
const OWNERS = 1;
const WORKERS = 2;
const DONE = 3;
/** Of workers that make much that does not last: little memory is enough for what is made between two collections. */
const YOUNG_MEGABYTES = 8;

interface WorkerStart {
  readonly port: MessagePort;
  /** States by number; the last one is the task that the owner is at. */
  readonly states: Int32Array;
  readonly tasks: readonly number[];
  readonly ahead: number | undefined;
  /** What the workers need besides. */
  readonly job: unknown;
}

interface Answer {
  readonly task: number;
  readonly result: unknown;
}

/** `Result` is what structured cloning makes of a worker's answer. */
export class Farm<Result> {
  #states = new Int32Array(new SharedArrayBuffer(0));
  readonly #ports: MessagePort[] = [];
  readonly #results = new Map<number, Result | undefined>();

  constructor(
    /** A module that calls `serveFarm`. */
    readonly script: URL,
    readonly job: unknown,
    readonly workers: number,
    /** Tasks that may be done before the owner asks for them; then all go from the first on. */
    readonly ahead?: number,
    /** Milliseconds that the owner waits for a task that is begun; then it does the task itself, for the worker may be no more. */
    readonly patience = 5000,
  ) {}

  start(tasks: readonly number[]): void {
    if (tasks.length === 0) return;
    const { MessageChannel, Worker } = workerThreads();
    const highest = tasks.reduce((high, task) => Math.max(high, task), 0);
    this.#states = new Int32Array(new SharedArrayBuffer(4 * (highest + 2)));
    for (let i = 0; i < this.workers; i++) {
      const { port1, port2 } = new MessageChannel();
      const start: WorkerStart = { port: port2, states: this.#states, tasks, ahead: this.ahead, job: this.job };
      const resourceLimits = this.ahead === undefined ? {} : { maxYoungGenerationSizeMb: YOUNG_MEGABYTES };
      const worker = new Worker(this.script, { workerData: start, transferList: [port2], resourceLimits });
      worker.on("error", () => {});
      worker.unref();
      port1.unref();
      this.#ports.push(port1);
    }
  }

  /** Whether nobody has begun a task. */
  isFree(task: number): boolean {
    return Atomics.load(this.#states, task) === FREE;
  }

  /** Whether a worker is at the task now. */
  isBusy(task: number): boolean {
    return Atomics.load(this.#states, task) === WORKERS;
  }

  /** Whether the task, which nobody had begun, is now the caller's. */
  claim(task: number): boolean {
    return Atomics.compareExchange(this.#states, task, FREE, OWNERS) === FREE;
  }

  /** The result, after waiting for it; undefined if the task is now the caller's. */
  take(task: number, patience = this.patience): Result | undefined {
    this.#tellPlace(task);
    if (task >= this.#states.length - 1 || Atomics.compareExchange(this.#states, task, FREE, OWNERS) === FREE) return undefined;
    while (Atomics.load(this.#states, task) === WORKERS) {
      const isLate = Atomics.wait(this.#states, task, WORKERS, patience) === "timed-out";
      if (isLate && Atomics.compareExchange(this.#states, task, WORKERS, OWNERS) === WORKERS) return undefined;
    }
    for (const port of this.#ports) this.#drain(port);
    const result = this.#results.get(task);
    this.#results.delete(task);
    return result;
  }

  #tellPlace(task: number): void {
    if (this.ahead === undefined) return;
    Atomics.store(this.#states, this.#states.length - 1, task);
    Atomics.notify(this.#states, this.#states.length - 1);
  }

  #drain(port: MessagePort): void {
    const { receiveMessageOnPort } = workerThreads();
    for (let received = receiveMessageOnPort(port); received !== undefined; received = receiveMessageOnPort(port)) {
      const { task, result } = received.message as Answer;
      this.#results.set(task, result as Result | undefined);
    }
  }
}

/** In a worker: what its owner gave along. */
export function farmJob(): unknown {
  return (workerThreads().workerData as WorkerStart).job;
}

/** In a worker: does tasks as long as there are any. One that throws is left to the owner. */
export function serveFarm(work: (task: number) => unknown): void {
  const { parentPort, workerData } = workerThreads();
  const { port, states, tasks, ahead } = workerData as WorkerStart;
  for (const task of ahead === undefined ? [...tasks].reverse() : tasks) {
    if (ahead !== undefined) waitForOwner(states, task - ahead);
    if (Atomics.compareExchange(states, task, FREE, WORKERS) !== FREE) continue;
    const result = attempt(work, task);
    port.postMessage({ task, result } satisfies Answer, result instanceof Uint8Array ? [result.buffer as ArrayBuffer] : []);
    Atomics.store(states, task, DONE);
    Atomics.notify(states, task);
  }
  parentPort?.close();
}

/** Until the owner is at that task or behind it. */
function waitForOwner(states: Int32Array, task: number): void {
  const place = states.length - 1;
  for (let at = Atomics.load(states, place); at < task; at = Atomics.load(states, place)) Atomics.wait(states, place, at);
}

function attempt(work: (task: number) => unknown, task: number): unknown {
  try {
    return work(task);
  } catch {
    return undefined;
  }
}
