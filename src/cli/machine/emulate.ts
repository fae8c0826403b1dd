// `kbuild run` in kbuild's own machine.
import { bytesAccess } from "../../base/memory-host.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { statusLine } from "../../cargo/words.ts";
import { placeKernel } from "../../elf/place.ts";
import { ElfError } from "../../elf/read.ts";
import { setPatience } from "../../machine/block.ts";
import { Computer } from "../../machine/computer.ts";
import { Process } from "../../machine/process.ts";
import type { StopReason } from "../../machine/processor.ts";
import type { Runner } from "../../machine/run.ts";
import { FLAG_INTERRUPT, SYSTEM } from "../../machine/state.ts";
import type { Context } from "../program.ts";
import { breakpoints } from "./breakpoints.ts";
import type { RunSettings } from "./settings.ts";
import { screenPicture, screenRows } from "./screen-text.ts";
import { stopWords } from "./stop-words.ts";
import { symbolsOf } from "./symbols.ts";
import type { Symbols } from "./symbols.ts";
import { tracer } from "./trace.ts";

interface Finished {
  readonly reason: StopReason;
  readonly runner: Runner;
  readonly symbols: Symbols;
  readonly screen: Uint8Array | undefined;
}

const REGISTERS = ["rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"];

function clockTime(): ConstructorParameters<typeof Computer>[0]["time"] {
  const now = new Date();
  return {
    second: now.getUTCSeconds(),
    minute: now.getUTCMinutes(),
    hour: now.getUTCHours(),
    weekday: now.getUTCDay() + 1,
    day: now.getUTCDate(),
    month: now.getUTCMonth() + 1,
    year: now.getUTCFullYear(),
  };
}

function prepare(runner: Runner, context: Context, settings: RunSettings, symbols: Symbols): void {
  runner.breakpoints = breakpoints(settings.breakpoints, symbols);
  if (!settings.trace) return;
  setPatience(Infinity);
  runner.hooks.trace = tracer(symbols, settings.traceOnly, (text) => context.host.stderr.write(text));
}

function deadline({ host }: Context, settings: RunSettings): () => boolean {
  if (settings.timeout === undefined) return () => false;
  const end = host.now() + 1000 * settings.timeout;
  return () => host.now() >= end;
}

function runKernel(image: Uint8Array, context: Context, settings: RunSettings, serial: (byte: number) => void): Finished {
  const kernel = placeKernel(bytesAccess(image));
  const symbols = symbolsOf(bytesAccess(image), kernel.delta);
  const computer = new Computer({
    memory: settings.memory,
    serial,
    time: clockTime(),
    exitPort: settings.exitPort,
    isOver: deadline(context, settings),
    ...(settings.maxInstructions === undefined ? {} : { maxInstructions: settings.maxInstructions }),
  });
  if (!computer.load(kernel))
    throw new CargoError(
      `the kernel does not fit into ${settings.memory / 0x100000} MiB of memory: give the machine more with --memory`,
      [],
      1,
    );
  prepare(computer.runner, context, settings, symbols);
  return { reason: computer.run(), runner: computer.runner, symbols, screen: computer.screen };
}

function runProgram(
  image: Uint8Array,
  context: Context,
  settings: RunSettings,
  write: (bytes: Uint8Array, isError: boolean) => void,
): Finished {
  const symbols = symbolsOf(bytesAccess(image), 0n);
  const process = new Process(bytesAccess(image), {
    write: (descriptor, bytes) => write(bytes, descriptor === 2),
    ...(settings.maxInstructions === undefined ? {} : { maxInstructions: settings.maxInstructions }),
  });
  prepare(process.runner, context, settings, symbols);
  return { reason: process.run(), runner: process.runner, symbols, screen: undefined };
}

function registersOf({ processor }: Runner): Record<string, string> {
  const named = REGISTERS.map((name, i) => [name, `0x${processor.register(i).toString(16)}`]);
  return Object.fromEntries([...named, ["rip", `0x${processor.ip.toString(16)}`], ["rflags", `0x${processor.state.flags.toString(16)}`]]);
}

/** Bytes to come out in whole pieces. */
class Collected {
  readonly bytes: number[] = [];

  constructor(readonly flushed: ((bytes: Uint8Array) => void) | undefined) {}

  readonly add = (byte: number): void => {
    this.bytes.push(byte);
    if (this.flushed !== undefined && (byte === 10 || this.bytes.length >= 256)) this.flush();
  };

  flush(): void {
    if (this.flushed === undefined || this.bytes.length === 0) return;
    this.flushed(Uint8Array.from(this.bytes.splice(0)));
  }
}

function jsonReport({ reason, runner, screen }: Finished, text: string, status: number, serial: readonly number[]): string {
  const report = {
    machine: "kbuild",
    stop: reason.kind,
    message: text,
    status,
    instructions: runner.count,
    output: new TextDecoder().decode(Uint8Array.from(serial)),
    ...(screen === undefined ? {} : { screen: screenRows(screen) }),
    registers: registersOf(runner),
  };
  return `${JSON.stringify(report)}\n`;
}

function showRegisters(context: Context, runner: Runner): void {
  const words = Object.entries(registersOf(runner)).map(([name, value]) => `${name}=${value}`);
  for (let i = 0; i < words.length; i += 6) context.host.stderr.write(`  ${words.slice(i, i + 6).join(" ")}\n`);
}

const SHOWS_REGISTERS = new Set<StopReason["kind"]>(["fault", "unknown-instruction", "breakpoint", "limit", "timeout"]);

/** Runs an image to its end, tells how it ended, and returns the exit status. */
export function emulate(path: string, isKernel: boolean, context: Context, settings: RunSettings): number {
  const { host } = context;
  const image = host.files.read(path);
  const collected = new Collected(settings.json || settings.serialFile !== undefined ? undefined : (bytes) => host.stdout.write(bytes));
  try {
    const write = (bytes: Uint8Array, isError: boolean) => {
      if (isError && !settings.json) host.stderr.write(bytes);
      else bytes.forEach(collected.add);
    };
    const finished = isKernel ? runKernel(image, context, settings, collected.add) : runProgram(image, context, settings, write);
    return finish(finished, collected, context, settings);
  } catch (error) {
    if (error instanceof ElfError) throw new CargoError(`kbuild's machine cannot run ${path}`, [error.message], 1);
    throw error;
  }
}

function finish(finished: Finished, collected: Collected, context: Context, settings: RunSettings): number {
  const { reason, runner, symbols, screen } = finished;
  const { host } = context;
  collected.flush();
  if (settings.serialFile !== undefined) host.files.writeAtomically(settings.serialFile, Uint8Array.from(collected.bytes));
  const interruptsOn = ((runner.processor.slots[SYSTEM] as number) & FLAG_INTERRUPT) !== 0;
  const { text, status } = stopWords(reason, runner.processor.ip, symbols, interruptsOn, runner.count);
  if (settings.json) {
    host.stdout.write(jsonReport(finished, text, status, collected.bytes));
    return status;
  }
  if (screen !== undefined) for (const row of screenPicture(screen, host.stdout.isTerminal)) host.stdout.write(`${row}\n`);
  if (!settings.quiet && reason.kind !== "exit") host.stderr.write(statusLine("Stopped", text));
  if (SHOWS_REGISTERS.has(reason.kind) && !settings.quiet) showRegisters(context, runner);
  return status;
}
