// What a run in kbuild's own machine leaves to tell: the screen, how it ended, registers; for people, or as JSON.
import type { Host } from "../../base/host.ts";
import type { StopReason } from "../../machine/processor.ts";
import type { Runner } from "../../machine/run.ts";
import { FLAG_INTERRUPT, SYSTEM } from "../../machine/state.ts";
import { statusLine } from "../../cargo/words.ts";
import type { Context } from "../program.ts";
import type { Collected } from "./collected.ts";
import { backtrace } from "./backtrace.ts";
import { screenPicture, screenRows } from "./screen-text.ts";
import type { RunSettings } from "./settings.ts";
import { stopWords } from "./stop-words.ts";
import type { StopWords } from "./stop-words.ts";
import type { Symbols } from "./symbols.ts";

export interface Finished {
  readonly reason: StopReason;
  readonly runner: Runner;
  readonly symbols: Symbols;
  /** The cells of the text screen; undefined if there is none, or it was shown all along. */
  readonly screen: Uint8Array | undefined;
}

const REGISTERS = ["rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"];

function registersOf({ processor }: Runner): Record<string, string> {
  const named = REGISTERS.map((name, i) => [name, `0x${processor.register(i).toString(16)}`]);
  return Object.fromEntries([...named, ["rip", `0x${processor.ip.toString(16)}`], ["rflags", `0x${processor.state.flags.toString(16)}`]]);
}

function jsonReport({ reason, runner, screen, symbols }: Finished, text: string, status: number, serial: readonly number[]): string {
  const report = {
    machine: "kbuild",
    stop: reason.kind,
    message: text,
    status,
    instructions: runner.count,
    output: new TextDecoder().decode(Uint8Array.from(serial)),
    ...(screen === undefined ? {} : { screen: screenRows(screen) }),
    registers: registersOf(runner),
    backtrace: backtrace(runner.processor, symbols),
  };
  return `${JSON.stringify(report)}\n`;
}

function showRegisters(host: Host, runner: Runner): void {
  const words = Object.entries(registersOf(runner)).map(([name, value]) => `${name}=${value}`);
  for (let i = 0; i < words.length; i += 6) host.stderr.write(`  ${words.slice(i, i + 6).join(" ")}\n`);
}

function showCalls(host: Host, { runner, symbols }: Finished): void {
  for (const call of backtrace(runner.processor, symbols)) host.stderr.write(`  called from ${call}\n`);
}

const SHOWS_REGISTERS = new Set<StopReason["kind"]>([
  "fault",
  "unknown-instruction",
  "narrow-code",
  "breakpoint",
  "limit",
  "timeout",
  "interrupted",
]);

const ENDS_BY_ITSELF = new Set<StopReason["kind"]>(["exit", "debug-exit", "returned", "reset", "off"]);

/** How a machine's end is told, and the exit status that goes with it. */
export function wordsOf(reason: StopReason, runner: Runner, symbols: Symbols): StopWords {
  const interruptsOn = ((runner.processor.slots[SYSTEM] as number) & FLAG_INTERRUPT) !== 0;
  return stopWords(reason, runner.processor.ip, symbols, interruptsOn, runner.count);
}

/** Tells of the end; returns the exit status. */
export function report(finished: Finished, collected: Collected, { host }: Context, settings: RunSettings): number {
  const { reason, runner, symbols, screen } = finished;
  collected.flush();
  if (settings.serialFile !== undefined) host.files.writeAtomically(settings.serialFile, Uint8Array.from(collected.bytes));
  const { text, status } = wordsOf(reason, runner, symbols);
  if (settings.json) {
    host.stdout.write(jsonReport(finished, text, status, collected.bytes));
    return status;
  }
  if (screen !== undefined) for (const row of screenPicture(screen, host.stdout.isTerminal)) host.stdout.write(`${row}\n`);
  if (!settings.quiet && reason.kind !== "exit") host.stderr.write(statusLine("Stopped", text));
  if (settings.quiet || ENDS_BY_ITSELF.has(reason.kind)) return status;
  showCalls(host, finished);
  if (SHOWS_REGISTERS.has(reason.kind)) showRegisters(host, runner);
  return status;
}
