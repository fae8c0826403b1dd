// `kbuild run` in QEMU: the kernel as an image, in a folder of its own (QEMU looks for its ROM files where it is started).
// Where QEMU has no window kbuild watches it: a kernel that rests for good ends the run, as in kbuild's own machine, and the text
// screen is shown. The folder goes, and QEMU with it, however the run ends.
import { spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Duplex } from "node:stream";
import { bytesAccess } from "../../base/memory-host.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { statusLine } from "../../cargo/words.ts";
import { bootCodeBase, placeKernel } from "../../elf/place.ts";
import type { PlacedKernel } from "../../elf/place.ts";
import { ElfError } from "../../elf/read.ts";
import { spawnBound } from "../child.ts";
import type { Context } from "../program.ts";
import { bootImage, qemuBootWords } from "./boot-format.ts";
import { Interruption } from "./drive.ts";
import { Qmp } from "./qmp.ts";
import { FIRST_LOG, QemuScreen, TRACE_WRITES } from "./qemu-screen.ts";
import { QemuRun } from "./qemu-run.ts";
import { checkFits } from "./settings.ts";
import type { RunSettings } from "./settings.ts";
import { symbolsOf } from "./symbols.ts";

const QEMU = "qemu-system-x86_64";
/** The format that boots fastest. */
const SHORTEST = "pvh";
/** In the folder of a run. */
const IMAGE = "kernel.elf";
/** The first that boots PVH images. */
const OLDEST = 4;

const PATIENCE = 10_000;

/** Ends what a program that was too slow has started, too: it is the first of a group of its own. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It is gone.
  }
}

export interface Qemu {
  /** Ends within the instruction that writes to the exit port, even where it is told to stay as it is. */
  readonly endsAtOnce: boolean;
}

export interface QemuFault {
  readonly words: string;
  /** It is there, but of no use. */
  readonly isInstalled: boolean;
}

/** A QEMU that boots kernels, or why there is none. */
export function findQemu(): Qemu | QemuFault {
  const options = { encoding: "utf8", timeout: PATIENCE, killSignal: "SIGKILL", detached: process.platform !== "win32" } as const;
  const { status, stdout, signal, error, pid } = spawnSync(QEMU, ["--version"], options);
  if (status === null && pid > 0) endGroup(pid);
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const asked = `\`${QEMU} --version\``;
  const broken = (how: string): QemuFault => ({ words: `QEMU does not work: ${asked} ${how}`, isInstalled: true });
  if (code === "ETIMEDOUT") return broken(`gave no answer in ${PATIENCE / 1000} seconds`);
  if (code !== undefined) return { words: `QEMU is not installed: \`${QEMU}\` could not be started`, isInstalled: false };
  if (signal !== null) return broken(`was ended by ${signal}`);
  if (status !== 0) return broken(`ended with status ${status}`);
  const found = /version (\d+)\.(\d+)/.exec(stdout);
  return found === null ? broken("names no version") : ofVersion(Number(found[1]), Number(found[2]));
}

function ofVersion(major: number, minor: number): Qemu | QemuFault {
  if (major >= OLDEST) return { endsAtOnce: major < 9 || (major === 9 && minor < 1) };
  return { words: `QEMU ${major} is too old: kernels boot in QEMU ${OLDEST} and later`, isInstalled: true };
}

const CHOOSES_DISPLAY = new Set(["-display", "-nographic", "-vnc", "-spice", "-curses"]);

/** Whether the kernel's screen is in a window, or wherever the user's own arguments put it. */
function hasWindow(rest: readonly string[], { host }: Context, settings: RunSettings): boolean {
  if (rest.some((word) => CHOOSES_DISPLAY.has(word))) return true;
  return !settings.headless && !settings.screen && (host.environment["DISPLAY"] ?? host.environment["WAYLAND_DISPLAY"]) !== undefined;
}

interface Command {
  readonly words: readonly string[];
  readonly isWatched: boolean;
  readonly isTraced: boolean;
  /** Where the serial port's output goes, if not to the terminal. */
  readonly serialFile: string | undefined;
}

/** Windows gives its children no sockets: there QEMU runs unwatched. */
const canWatch = process.platform !== "win32";

function commandOf({ endsAtOnce }: Qemu, rest: readonly string[], context: Context, settings: RunSettings): Command {
  const isWindow = hasWindow(rest, context, settings);
  const isWatched = canWatch && !isWindow;
  const isLive = isWatched && settings.screen && context.host.stdout.isTerminal;
  const serialFile = settings.serialFile ?? (isLive ? "serial" : undefined);
  const words = [
    ...(isWindow ? [] : ["-display", "none"]),
    "-no-reboot",
    "-m",
    `${settings.memory / 0x100000}M`,
    "-device",
    `isa-debug-exit,iobase=0x${settings.exitPort.toString(16)},iosize=0x04`,
    "-serial",
    serialFile === undefined ? "stdio" : `file:${serialFile}`,
    ...(settings.gdbPort === undefined ? [] : ["-S", "-gdb", `tcp:127.0.0.1:${settings.gdbPort}`]),
    ...qemuBootWords(settings.boot ?? SHORTEST, IMAGE, settings.commandLine, context.host),
    ...rest,
  ];
  return { words, isWatched, isTraced: isWatched && endsAtOnce, serialFile };
}

/** The monitor's socket is descriptor 3; a machine that resets stays as it is, so that it can be looked at. */
const WATCHED = [
  "-no-shutdown",
  "-d",
  "cpu_reset",
  "-D",
  FIRST_LOG,
  "-chardev",
  "socket,id=kbuild,fd=3",
  "-mon",
  "chardev=kbuild,mode=control",
];

function kernelOf(path: string, { host }: Context): PlacedKernel {
  try {
    return placeKernel(bytesAccess(host.files.read(path)));
  } catch (error) {
    if (error instanceof ElfError) throw new CargoError(`cannot boot ${path}`, [error.message], 1);
    throw error;
  }
}

function start({ words, isWatched, isTraced }: Command, folder: string): ChildProcess {
  const all = isWatched ? [...words, ...WATCHED, ...(isTraced ? TRACE_WRITES : [])] : words;
  return spawnBound([QEMU, ...all], { cwd: folder, stdio: ["inherit", "inherit", "inherit", ...(isWatched ? (["pipe"] as const) : [])] });
}

function tellDebugger(path: string, kernel: PlacedKernel, { host }: Context, port: number): void {
  const moved = kernel.delta === 0n ? "" : ` -o 0x${kernel.delta.toString(16)}`;
  const words = `gdb -ex 'target remote :${port}' -ex 'add-symbol-file ${path}${moved}'`;
  host.stderr.write(statusLine("Waiting", `for \`${words}\``));
}

/** Runs a kernel; `rest` are arguments of the user's for QEMU. Returns the exit status. */
export async function runInQemu(
  qemu: Qemu,
  path: string,
  rest: readonly string[],
  context: Context,
  settings: RunSettings,
): Promise<number> {
  const kernel = kernelOf(path, context);
  checkFits(kernel, settings);
  const folder = mkdtempSync(join(tmpdir(), "kbuild-run-"));
  const interruption = new Interruption();
  try {
    const command = commandOf(qemu, rest, context, settings);
    writeFileSync(join(folder, IMAGE), bootImage(kernel, settings.boot ?? SHORTEST, settings.commandLine));
    if (!settings.quiet) context.host.stderr.write(statusLine("Running", `\`${[QEMU, ...command.words].join(" ")}\``));
    if (settings.gdbPort !== undefined) tellDebugger(path, kernel, context, settings.gdbPort);
    return await interruption.during(async () => {
      const child = start(command, folder);
      const socket = child.stdio[3];
      const qmp = socket instanceof Duplex ? new Qmp(socket) : undefined;
      const symbols = symbolsOf(bytesAccess(context.host.files.read(path)), kernel.delta);
      const screen = qmp === undefined ? undefined : new QemuScreen(qmp, folder, command.isTraced);
      const bootCode = bootCodeBase(kernel);
      const run = new QemuRun({ child, qmp, screen, symbols, bootCode, context, settings, rest, interruption });
      const status = await run.finish();
      if (command.serialFile === "serial") context.host.stdout.write(readFileSync(join(folder, "serial")));
      return status;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
