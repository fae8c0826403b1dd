// One run of QEMU from its start to the exit status: waits for QEMU's own end, for the end of the time given, for Ctrl-C, and, where
// QEMU is watched, for the kernel to rest.
import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { CargoError } from "../../cargo/cargo-error.ts";
import { statusLine } from "../../cargo/words.ts";
import type { StopReason } from "../../machine/processor.ts";
import { endWithChildren } from "../child.ts";
import type { Context } from "../program.ts";
import type { Interruption } from "./drive.ts";
import { takeKeys } from "./keys.ts";
import { LiveScreen } from "./live-screen.ts";
import type { Qmp } from "./qmp.ts";
import type { QemuScreen } from "./qemu-screen.ts";
import { restOf, stateOf } from "./qemu-watch.ts";
import type { QemuState } from "./qemu-watch.ts";
import { screenPicture } from "./screen-text.ts";
import type { RunSettings } from "./settings.ts";
import { NEEDS_NOTHING, STATUS_FAULT, stopWords } from "./stop-words.ts";
import type { StopWords } from "./stop-words.ts";
import type { Symbols } from "./symbols.ts";

/** Milliseconds between looks at QEMU. */
const LOOK = 50;
const HALF_SECOND = 500;

export interface QemuParts {
  readonly child: ChildProcess;
  /** Undefined if QEMU is not watched. */
  readonly qmp: Qmp | undefined;
  readonly screen: QemuScreen | undefined;
  readonly symbols: Symbols;
  /** Where the boot code of a PVH image lies. */
  readonly bootCode: number;
  readonly context: Context;
  readonly settings: RunSettings;
  /** The user's arguments for QEMU. */
  readonly rest: readonly string[];
  readonly interruption: Interruption;
}

interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly error: Error | undefined;
}

const noRegisters: QemuState = { ip: 0n, interruptsOn: true, isHalted: false, faultAddress: 0n };

export class QemuRun {
  readonly #ended: Promise<Ended>;
  #end: Ended | undefined;
  /** A reset or a switching off, by the kernel. */
  #leaves: string | undefined;
  /** At the last look. */
  #state: QemuState | undefined;
  readonly #live: LiveScreen | undefined;

  constructor(readonly parts: QemuParts) {
    const { child, qmp, context, settings } = parts;
    this.#ended = new Promise((resolve) => {
      const settle = (end: Ended) => {
        this.#end ??= end;
        resolve(this.#end);
      };
      child.once("error", (error) => settle({ status: null, signal: null, error }));
      child.once("exit", (status, signal) => settle({ status, signal, error: undefined }));
    });
    if (qmp !== undefined) qmp.onEvent = (name, reason) => name === "SHUTDOWN" && (this.#leaves = reason);
    const { stdout } = context.host;
    this.#live = qmp !== undefined && settings.screen && stdout.isTerminal ? new LiveScreen(stdout) : undefined;
  }

  /** The exit status, with QEMU gone and the end told. */
  async finish(): Promise<number> {
    const { child, qmp, settings, context, interruption } = this.parts;
    const end = settings.timeout === undefined ? Infinity : context.host.now() + 1000 * settings.timeout;
    const letGo = this.#live === undefined ? () => {} : takeKeys((chord) => this.#type(chord), interruption.raise);
    try {
      if (qmp !== undefined && !(await qmp.start()) && this.#end === undefined)
        throw new CargoError("QEMU hangs: it did not start within ten seconds", [NEEDS_NOTHING], 1);
      const stop = await this.#watch(end);
      if (stop === undefined) return this.#statusOf(await this.#ended);
      await this.#quit();
      if (this.#isOff && this.#end?.status) return this.#statusOf(this.#end);
      this.#tell(stop.text);
      return stop.status;
    } finally {
      letGo();
      this.#live?.end();
      if (this.#end === undefined) endWithChildren(child);
      await this.#ended;
    }
  }

  #type(chord: readonly number[]): void {
    const keys = chord.map((data) => ({ type: "number", data }));
    void this.parts.qmp?.execute("send-key", { keys, "hold-time": 10 });
  }

  /** Ends when QEMU does (undefined), or there is a reason to end it. */
  async #watch(end: number): Promise<StopWords | undefined> {
    const { context, interruption } = this.parts;
    for (;;) {
      await Promise.race([this.#ended, sleep(LOOK)]);
      if (interruption.isThere) return this.#words({ kind: "interrupted" });
      if (this.#end !== undefined) return undefined;
      if (context.host.now() >= end) return this.#words({ kind: "timeout" });
      const stop = await this.#look();
      if (stop !== undefined) return stop;
    }
  }

  async #look(): Promise<StopWords | undefined> {
    const { qmp, screen, settings, rest } = this.parts;
    if (qmp === undefined) return undefined;
    const state = await stateOf(qmp);
    if (state === undefined) return undefined;
    this.#state = state;
    const cells = await screen?.look();
    if (cells !== undefined) this.#live?.paint(cells);
    if (this.#leaves !== undefined) return this.#leaving(state);
    // A debugger wants to look at a kernel at rest; of several processors only the first is looked at.
    if (settings.gdbPort !== undefined || rest.includes("-smp")) return undefined;
    const reason = await restOf(qmp, state, this.parts.bootCode);
    const { context, symbols } = this.parts;
    if (reason?.kind === "spinning" && context.log !== undefined) context.log.spinsAt = symbols.place(state.ip).line;
    return reason === undefined ? undefined : this.#words(reason, state);
  }

  /** Switched off, or, from QEMU 9.1 on, ended by the exit port: QEMU's own exit status then says so. */
  get #isOff(): boolean {
    return this.#leaves !== undefined && this.#leaves !== "guest-reset";
  }

  /** A reset is a triple fault if QEMU says so in its log; else the kernel wanted it. */
  #leaving(state: QemuState): StopWords {
    const { screen, symbols } = this.parts;
    if (this.#isOff) return this.#wordsAt({ kind: "off" }, state);
    if (screen?.hasTripleFault !== true) return this.#wordsAt({ kind: "reset" }, state);
    const page = state.faultAddress === 0n ? "" : `, last page fault at 0x${state.faultAddress.toString(16)}`;
    return { text: `triple fault at ${symbols.describe(state.ip)}${page}, no handler`, status: STATUS_FAULT };
  }

  #wordsAt(reason: StopReason, { ip, interruptsOn }: QemuState): StopWords {
    return stopWords(reason, ip, this.parts.symbols, interruptsOn, 0);
  }

  async #words(reason: StopReason, known?: QemuState): Promise<StopWords> {
    const { qmp } = this.parts;
    if (known !== undefined) return this.#wordsAt(reason, known);
    const now = qmp === undefined ? undefined : await Promise.race([stateOf(qmp), sleep(HALF_SECOND, undefined)]);
    const state = now ?? this.#state;
    if (state !== undefined) return this.#wordsAt(reason, state);
    const { status } = this.#wordsAt(reason, noRegisters);
    const text = reason.kind === "timeout" ? "time is up; `kbuild run --emulator` says where a kernel is" : "interrupted";
    return { text, status };
  }

  async #quit(): Promise<void> {
    const { child, qmp } = this.parts;
    if (this.#end !== undefined) return;
    if (qmp === undefined) child.kill("SIGTERM");
    else void qmp.execute("quit");
    await Promise.race([this.#ended, sleep(HALF_SECOND)]);
  }

  #tell(text: string): void {
    this.#showScreen();
    if (!this.parts.settings.quiet) this.parts.context.host.stderr.write(statusLine("Stopped", text));
  }

  #showScreen(): void {
    const { stdout } = this.parts.context.host;
    const cells = this.parts.screen?.last();
    if (cells === undefined) return;
    if (this.#live !== undefined) return this.#live.paint(cells);
    for (const row of screenPicture(cells, stdout.isTerminal)) stdout.write(`${row}\n`);
  }

  #statusOf({ status, signal, error }: Ended): number {
    if (error !== undefined) throw new CargoError(`QEMU could not be started: ${error.message}`, [NEEDS_NOTHING], 1);
    if (signal !== null) throw new CargoError(`QEMU was ended by ${signal}`, [NEEDS_NOTHING], 1);
    if (this.parts.qmp?.isGreeted === false)
      throw new CargoError(`QEMU ended with status ${status} before it had a machine`, [NEEDS_NOTHING], 1);
    this.#showScreen();
    return status ?? 1;
  }
}
