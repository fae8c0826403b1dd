// Options of `kbuild run` that are about the machine.
import { CargoError } from "../../cargo/cargo-error.ts";
import { lowSegment } from "../../elf/place.ts";
import type { PlacedKernel } from "../../elf/place.ts";
import { COMMAND_LINE_MOST, commandLineBytes } from "../../elf/start-information.ts";
import { addChoice, collect } from "../clap-options.ts";
import type { Command, Context } from "../program.ts";

export interface RunFlags {
  readonly emulator?: boolean;
  readonly qemu?: boolean;
  readonly headless?: boolean;
  readonly timeout?: string;
  readonly serial?: string;
  readonly screen?: boolean;
  readonly gdb?: string;
  readonly commandLine?: string;
  readonly exitPort?: string;
  readonly expectExit?: string;
  readonly maxInstructions?: string;
  readonly memory?: string;
  readonly trace?: boolean;
  readonly traceOnly?: string[];
  readonly break?: string[];
  readonly format?: string;
  readonly boot?: string;
}

export interface RunSettings {
  readonly machine: "emulator" | "qemu" | "auto";
  readonly headless: boolean;
  /** Seconds. */
  readonly timeout: number | undefined;
  readonly serialFile: string | undefined;
  /** What the kernel is told. */
  readonly commandLine: string;
  /** Shown while the kernel runs. */
  readonly screen: boolean;
  /** Where to wait for a debugger. */
  readonly gdbPort: number | undefined;
  readonly exitPort: number;
  /** The exit status that is success; undefined: what comes is passed on. */
  readonly expectExit: number | undefined;
  readonly maxInstructions: number | undefined;
  /** Bytes. */
  readonly memory: number;
  readonly trace: boolean;
  /** Places to trace; none: all. */
  readonly traceOnly: readonly string[];
  readonly breakpoints: readonly string[];
  readonly json: boolean;
  /** The format of the image that is booted; undefined: whatever is the shortest way. */
  readonly boot: string | undefined;
  readonly quiet: boolean;
}

export function addRunOptions(command: Command): Command {
  addChoice(command, "--format <FORMAT>", "How the end is told (kbuild's machine)", ["human", "json"]);
  addChoice(command, "--boot <FORMAT>", "Boot the kernel as an image of this format", ["pvh", "bios", "uefi", "multiboot2"]);
  return command
    .option("--emulator", "Run in kbuild's own machine")
    .option("--qemu", "Run in QEMU (a kernel without either option: QEMU if it is installed, else kbuild's machine)")
    .option("--headless", "Without QEMU's window")
    .option("--timeout <SECONDS>", "End the run after this time, with exit status 124")
    .option("--serial <FILE>", "Write what the serial port sends to a file")
    .option("--screen", "Show the text screen while the kernel runs, and take its keys from the terminal")
    .option("--gdb <PORT>", "Wait on this port for a debugger, before the first instruction")
    .option("--command-line <TEXT>", "What the kernel is told at its start")
    .option("--exit-port <PORT>", "Port that ends the run: a value v written to it gives exit status (v << 1) | 1", "0xf4")
    .option("--expect-exit <STATUS>", "Succeed if the run ends with this status, and only then")
    .option("--max-instructions <COUNT>", "End the run after so many instructions, with exit status 124 (kbuild's machine)")
    .option("--memory <MIB>", "Memory of the machine", "128")
    .option("--trace", "Print every instruction that runs (kbuild's machine)")
    .option("--trace-only <FUNCTION|FILE|FILE:LINE>", "Print the instructions of these places (kbuild's machine)", collect)
    .option("--break <FUNCTION|FILE:LINE|ADDRESS>", "Stop there (kbuild's machine)", collect);
}

function wholeNumber(text: string | undefined, option: string, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text.replaceAll("_", ""));
  if (!Number.isInteger(value) || value < 0 || value > most || text.trim() === "")
    throw new CargoError(`invalid value '${text}' for '--${option}': not a number from 0 to ${most}`, [], 1);
  return value;
}

function seconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(value > 0) || value > 1e6)
    throw new CargoError(`invalid value '${text}' for '--timeout <SECONDS>': not a number of seconds`, [], 1);
  return value;
}

/** The machine that was asked for; options of kbuild's own alone choose it. */
function machineOf(flags: RunFlags): RunSettings["machine"] {
  if (flags.emulator === true && flags.qemu === true) throw new CargoError("the argument '--emulator' cannot be used with '--qemu'", [], 1);
  const own = [
    flags.maxInstructions !== undefined && "--max-instructions",
    flags.trace === true && "--trace",
    flags.traceOnly !== undefined && "--trace-only",
    flags.break !== undefined && "--break",
    flags.format !== undefined && "--format",
  ].find((name) => name !== false);
  if (flags.qemu === true && own !== undefined) throw new CargoError(`the argument '${own}' cannot be used with '--qemu'`, [], 1);
  if (flags.qemu === true) return "qemu";
  return flags.emulator === true || own !== undefined ? "emulator" : "auto";
}

/** A command line that a kernel can be given. */
export function checkCommandLine(text = ""): string {
  if (commandLineBytes(text).length > COMMAND_LINE_MOST || text.includes("\0"))
    throw new CargoError(`a kernel's command line has at most ${COMMAND_LINE_MOST - 1} bytes, and no zero`, [], 1);
  return text;
}

/** Throws for a kernel that reaches past the machine's memory, or is to lie in that of the firmware. */
export function checkFits(kernel: PlacedKernel, { memory, boot }: Pick<RunSettings, "memory" | "boot">): void {
  const low = boot === undefined ? lowSegment(kernel) : undefined;
  if (low !== undefined) throw new CargoError("the kernel cannot be booted", [low], 1);
  if (kernel.segments.every(({ physical, memorySize }) => physical + memorySize <= BigInt(memory))) return;
  throw new CargoError(`the kernel does not fit into ${memory / 0x100000} MiB of memory: give the machine more with --memory`, [], 1);
}

/** The status of `kbuild run` for a run that ended so: a test's, where one is expected. */
export function judgedStatus(status: number, { expectExit }: Pick<RunSettings, "expectExit">): number {
  if (expectExit === undefined) return status;
  return status === expectExit ? 0 : Math.max(status, 1);
}

const MOST_MEMORY = 2047;

export function runSettings(flags: RunFlags, context: Context, quiet: boolean): RunSettings {
  const memory = wholeNumber(flags.memory, "memory <MIB>", MOST_MEMORY) ?? 128;
  if (memory < 4) throw new CargoError("a machine has at least 4 MiB of memory", [], 1);
  const { serial } = flags;
  return {
    machine: machineOf(flags),
    headless: flags.headless === true,
    timeout: seconds(flags.timeout),
    serialFile: serial === undefined || serial.startsWith("/") ? serial : `${context.host.currentDirectory}/${serial}`,
    commandLine: checkCommandLine(flags.commandLine),
    screen: flags.screen === true,
    gdbPort: wholeNumber(flags.gdb, "gdb <PORT>", 0xffff),
    exitPort: wholeNumber(flags.exitPort, "exit-port <PORT>", 0xffff) ?? 0xf4,
    expectExit: wholeNumber(flags.expectExit, "expect-exit <STATUS>", 0xff),
    maxInstructions: wholeNumber(flags.maxInstructions, "max-instructions <COUNT>", Number.MAX_SAFE_INTEGER),
    memory: memory * 0x100000,
    trace: flags.trace === true || flags.traceOnly !== undefined,
    traceOnly: flags.traceOnly ?? [],
    breakpoints: flags.break ?? [],
    json: flags.format === "json",
    boot: flags.boot,
    quiet,
  };
}
