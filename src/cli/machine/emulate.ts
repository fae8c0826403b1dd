// `kbuild run` in kbuild's own machine.
import { bytesAccess } from "../../base/memory-host.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { statusLine } from "../../cargo/words.ts";
import { placeKernel } from "../../elf/place.ts";
import { ElfError } from "../../elf/read.ts";
import { setPatience } from "../../machine/block.ts";
import { Computer } from "../../machine/computer.ts";
import { scanCodes } from "../../machine/devices/scan-codes.ts";
import { Process } from "../../machine/process.ts";
import type { StopReason } from "../../machine/processor.ts";
import type { Runner } from "../../machine/run.ts";
import { FLAG_INTERRUPT, SYSTEM } from "../../machine/state.ts";
import type { Context } from "../program.ts";
import { breakpoints, checkTraced } from "./breakpoints.ts";
import { Collected } from "./collected.ts";
import { Interruption, drive } from "./drive.ts";
import type { Driven, DriveOptions } from "./drive.ts";
import { takeBytes, takeKeys } from "./keys.ts";
import type { TypedBytes } from "./keys.ts";
import { LiveScreen } from "./live-screen.ts";
import { report, wordsOf } from "./report.ts";
import { checkFits } from "./settings.ts";
import type { RunSettings } from "./settings.ts";
import { symbolsOf } from "./symbols.ts";
import type { Symbols } from "./symbols.ts";
import { tracer } from "./trace.ts";

interface Loaded {
  readonly machine: Driven & { readonly segments: number[]; readonly runner: Runner };
  readonly symbols: Symbols;
  readonly delta: bigint;
  /** A computer has a screen and a keyboard. */
  readonly computer: Computer | undefined;
}

function prepare({ runner }: Driven, context: Context, settings: RunSettings, symbols: Symbols): void {
  runner.breakpoints = breakpoints(settings.breakpoints, symbols);
  if (!settings.trace) return;
  checkTraced(settings.traceOnly, symbols);
  setPatience(Infinity);
  runner.hooks.trace = tracer(symbols, settings.traceOnly, (text) => context.host.stderr.write(text));
}

const limitOf = ({ maxInstructions }: RunSettings) => (maxInstructions === undefined ? {} : { maxInstructions });

/** A kernel is entered as a PVH image's is, unless there is another image to boot. */
async function loadKernel(image: Uint8Array, settings: RunSettings, serial: (byte: number) => void): Promise<Loaded> {
  const kernel = placeKernel(bytesAccess(image));
  const computer = new Computer({
    memory: settings.memory,
    serial,
    time: Math.floor(Date.now() / 1000),
    exitPort: settings.exitPort,
    commandLine: settings.commandLine,
    ...limitOf(settings),
  });
  checkFits(kernel, settings);
  const parts = { symbols: symbolsOf(bytesAccess(image), kernel.delta), delta: kernel.delta, computer };
  if (settings.boot === undefined) {
    computer.load(kernel);
    return { machine: computer, ...parts };
  }
  const { bootImage, startImage } = await import("./boot-format.ts");
  const stopped = startImage(computer, bootImage(kernel, settings.boot, settings.commandLine), settings.boot, settings.commandLine);
  const { runner, segments } = computer;
  return { machine: { runner, segments, run: () => stopped ?? computer.run() }, ...parts };
}

function loadProgram(image: Uint8Array, settings: RunSettings, write: (bytes: Uint8Array, isError: boolean) => void): Loaded {
  const process = new Process(bytesAccess(image), {
    write: (descriptor, bytes) => write(bytes, descriptor === 2),
    ...limitOf(settings),
  });
  return { machine: process, symbols: symbolsOf(bytesAccess(image), 0n), delta: 0n, computer: undefined };
}

const takesInterrupts = ({ processor }: Runner) => ((processor.slots[SYSTEM] as number) & FLAG_INTERRUPT) !== 0;

/** Runs with the screen painted and the keyboard taken. */
async function driveWatched(computer: Computer, context: Context, options: DriveOptions, interruption: Interruption): Promise<StopReason> {
  const screen = new LiveScreen(context.host.stdout);
  const letGo = takeKeys((chord) => scanCodes(chord).forEach((code) => computer.keyboard.type(code)), interruption.raise);
  const watched: DriveOptions = {
    ...options,
    turn: () => screen.paint(computer.screen),
    pace: () => computer.nanoseconds,
    waits: ({ kind }) => kind === "halted" && process.stdin.isTTY && takesInterrupts(computer.runner),
  };
  try {
    return await drive(computer, context.host, watched, interruption);
  } finally {
    letGo();
    screen.end();
  }
}

/**
 * Runs with what is typed going to the serial line; a machine that rests until something comes waits for it. A kernel that ends within
 * its first turn never asks for the terminal.
 */
async function driveTyped(computer: Computer, context: Context, options: DriveOptions, interruption: Interruption): Promise<StopReason> {
  let typed: TypedBytes | undefined;
  const take = () => (typed ??= takeBytes((bytes) => computer.serial.offer(bytes), interruption.raise));
  const turn = (reason: StopReason) => {
    options.turn?.(reason);
    if (reason.kind === "pause") take();
  };
  const waits = ({ kind }: StopReason) => kind === "halted" && computer.isListening && take().isOpen;
  try {
    return await drive(computer, context.host, { ...options, turn, waits }, interruption);
  } finally {
    typed?.letGo();
  }
}

/** Lets a debugger have the machine first. */
async function debugFirst(loaded: Loaded, path: string, context: Context, settings: RunSettings, interruption: Interruption) {
  const { machine, symbols, delta } = loaded;
  const { debug } = await import("./gdb-server.ts");
  const end = settings.timeout === undefined ? Infinity : context.host.now() + 1000 * settings.timeout;
  const { runner, segments } = machine;
  const target = { processor: runner.processor, runner, segments, delta, run: () => machine.run() };
  return debug(target, {
    port: settings.gdbPort as number,
    over: () => (interruption.isThere ? { kind: "interrupted" } : context.host.now() >= end ? { kind: "timeout" } : undefined),
    status: (reason) => wordsOf(reason, machine.runner, symbols).status,
    announce: () => context.host.stderr.write(statusLine("Waiting", `for \`gdb ${path} -ex 'target remote :${settings.gdbPort}'\``)),
  });
}

function isWatched({ host }: Context, settings: RunSettings): boolean {
  return settings.screen && host.stdout.isTerminal && !settings.json;
}

async function runLoaded(loaded: Loaded, path: string, context: Context, settings: RunSettings, collected: Collected): Promise<StopReason> {
  const interruption = new Interruption();
  const { machine, computer } = loaded;
  const options = { timeout: settings.timeout, turn: () => collected.flush() };
  return interruption.during(async () => {
    const reason = settings.gdbPort === undefined ? undefined : await debugFirst(loaded, path, context, settings, interruption);
    if (reason !== undefined) return reason;
    if (computer === undefined) return drive(machine, context.host, options, interruption);
    return (isWatched(context, settings) ? driveWatched : driveTyped)(computer, context, options, interruption);
  });
}

/** Runs an image to its end, tells how it ended, and returns the exit status. */
export async function emulate(path: string, isKernel: boolean, context: Context, settings: RunSettings): Promise<number> {
  const { host } = context;
  const image = host.files.read(path);
  const isLive = isKernel && isWatched(context, settings);
  const isHeld = settings.json || isLive || settings.serialFile !== undefined;
  const collected = new Collected(isHeld ? undefined : (bytes) => host.stdout.write(bytes));
  try {
    const write = (bytes: Uint8Array, isError: boolean) => {
      if (isError && !settings.json) host.stderr.write(bytes);
      else bytes.forEach(collected.add);
    };
    const loaded = isKernel ? await loadKernel(image, settings, collected.add) : loadProgram(image, settings, write);
    prepare(loaded.machine, context, settings, loaded.symbols);
    const reason = await runLoaded(loaded, path, context, settings, collected);
    const { log } = context;
    if (reason.kind === "spinning" && log !== undefined) log.spinsAt = loaded.symbols.place(loaded.machine.runner.processor.ip).line;
    if (isLive && settings.serialFile === undefined) host.stdout.write(Uint8Array.from(collected.bytes));
    const screen = isLive ? undefined : loaded.computer?.screen;
    return report({ reason, runner: loaded.machine.runner, symbols: loaded.symbols, screen }, collected, context, settings);
  } catch (error) {
    if (error instanceof ElfError) throw new CargoError(`kbuild's machine cannot run ${path}`, [error.message], 1);
    throw error;
  }
}
