// `kbuild run` in QEMU: the kernel as a PVH image, in a folder of its own (QEMU looks for its ROM files where it is started).
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bytesAccess } from "../../base/memory-host.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { statusLine } from "../../cargo/words.ts";
import { placeKernel } from "../../elf/place.ts";
import { ElfError } from "../../elf/read.ts";
import { pvhImage } from "../../image/pvh.ts";
import type { Context } from "../program.ts";
import type { RunSettings } from "./settings.ts";
import { STATUS_TIME } from "./stop-words.ts";

const QEMU = "qemu-system-x86_64";

export function isQemuInstalled(): boolean {
  return spawnSync(QEMU, ["--version"], { stdio: "ignore" }).status === 0;
}

function qemuArguments(kernel: string, { host }: Context, settings: RunSettings): string[] {
  const hasWindow = !settings.headless && (host.environment["DISPLAY"] ?? host.environment["WAYLAND_DISPLAY"]) !== undefined;
  return [
    ...(hasWindow ? [] : ["-display", "none"]),
    "-no-reboot",
    "-m",
    `${settings.memory / 0x100000}M`,
    "-device",
    `isa-debug-exit,iobase=0x${settings.exitPort.toString(16)},iosize=0x04`,
    "-serial",
    settings.serialFile === undefined ? "stdio" : `file:${settings.serialFile}`,
    "-kernel",
    kernel,
  ];
}

function pvhOf(path: string, { host }: Context): Uint8Array {
  try {
    return pvhImage(placeKernel(bytesAccess(host.files.read(path))));
  } catch (error) {
    if (error instanceof ElfError) throw new CargoError(`cannot boot ${path}`, [error.message], 1);
    throw error;
  }
}

/** Runs a kernel in QEMU; `rest` are arguments of the user's for QEMU. Returns the exit status. */
export function runInQemu(path: string, rest: readonly string[], context: Context, settings: RunSettings): number {
  const image = pvhOf(path, context);
  const folder = mkdtempSync(join(tmpdir(), "kbuild-run-"));
  try {
    const file = join(folder, "kernel.elf");
    writeFileSync(file, image);
    const words = [...qemuArguments(file, context, settings), ...rest];
    if (!settings.quiet) context.host.stderr.write(statusLine("Running", `\`${[QEMU, ...words].join(" ")}\``));
    const time = settings.timeout === undefined ? {} : { timeout: 1000 * settings.timeout, killSignal: "SIGKILL" as const };
    const result = spawnSync(QEMU, words, { cwd: folder, stdio: "inherit", ...time });
    return statusOf(result, context, settings);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function statusOf(result: ReturnType<typeof spawnSync>, { host }: Context, settings: RunSettings): number {
  const { error } = result;
  if (error !== undefined && "code" in error && error.code === "ETIMEDOUT") {
    if (!settings.quiet) host.stderr.write(statusLine("Stopped", "time is up; `kbuild run --emulator` says where a kernel is"));
    return STATUS_TIME;
  }
  if (error !== undefined)
    throw new CargoError(`QEMU is not installed: \`${QEMU}\` could not be started`, ["`kbuild run --emulator` needs nothing"], 1);
  if (result.signal !== null) throw new CargoError(`QEMU was ended by ${result.signal}`, [], 1);
  return result.status ?? 1;
}
