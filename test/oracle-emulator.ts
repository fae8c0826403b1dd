// `npm run oracle:emulator FOLDER`: programs below a folder (crates with an `expected.json`: what the real compiler's program writes
// and how it ends), built by kbuild and, where CARGO_TO_COMPARE names it, by the real cargo, run in kbuild's own machine: Linux
// programs as processes, kernels in a computer. Those whose instructions or system calls the machine does not have are named.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { bytesAccess } from "../src/base/memory-host.ts";
import { screenRows } from "../src/cli/machine/screen-text.ts";
import { placeKernel } from "../src/elf/place.ts";
import { Computer } from "../src/machine/computer.ts";
import { Process } from "../src/machine/process.ts";
import type { StopReason } from "../src/machine/processor.ts";

interface Wanted {
  readonly stdout: string;
  readonly exit: number | "running" | string;
  readonly vga?: readonly string[];
}
interface Expected {
  readonly target: string;
  readonly dev: Wanted;
  readonly release: Wanted;
}

/** Instructions; some programs are long. */
const LIMIT = 100_000_000_000;
/** Of those that never end. */
const SHORT = 50_000_000;
const KBUILD = [process.execPath, resolve("bin/kbuild.js"), "+1.96"];
const BUILDERS: readonly (readonly [string, readonly string[]])[] = [
  ["kbuild", KBUILD],
  ...(process.env["CARGO_TO_COMPARE"] === undefined ? [] : [["cargo", [process.env["CARGO_TO_COMPARE"]]] as const]),
];

const crates = (folder: string): string[] =>
  existsSync(join(folder, "expected.json"))
    ? [folder]
    : readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? crates(join(folder, entry.name)) : []));

interface Seen {
  readonly reason: StopReason;
  readonly stdout: string;
  readonly vga: readonly string[];
}

function runKernel(image: Uint8Array): Seen {
  const serial: number[] = [];
  const computer = new Computer({
    memory: 0x8000000,
    serial: (byte) => serial.push(byte),
    time: 0,
    exitPort: 0xf4,
    maxInstructions: LIMIT,
  });
  computer.load(placeKernel(bytesAccess(image)));
  const reason = computer.run();
  return { reason, stdout: Buffer.from(serial).toString("utf8"), vga: screenRows(computer.screen) };
}

function runProgram(image: Uint8Array, maxInstructions: number): Seen {
  const chunks: Uint8Array[] = [];
  const program = new Process(bytesAccess(image), { write: (fd, bytes) => void (fd === 1 && chunks.push(bytes)), maxInstructions });
  const reason = program.run();
  return { reason, stdout: Buffer.concat(chunks).toString("utf8"), vga: [] };
}

/** How it ended, in the words of `expected.json`. */
function endOf(reason: StopReason): Wanted["exit"] {
  switch (reason.kind) {
    case "exit":
      return reason.status;
    case "debug-exit":
      return ((reason.value << 1) | 1) & 0xff;
    case "spinning":
      return "running";
    case "limit":
      return "timeout";
    case "fault":
      return "fault";
    default:
      return reason.kind;
  }
}

const counts = new Map<string, number>();
const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);

function judge(crate: string, profile: "dev" | "release", [builder, command]: (typeof BUILDERS)[number]): void {
  const expected = JSON.parse(readFileSync(join(crate, "expected.json"), "utf8")) as Expected;
  const base = mkdtempSync(join(tmpdir(), "kbuild-emulator-"));
  const label = `${builder} ${profile} ${crate.split("/").slice(-2).join("/")}`;
  try {
    cpSync(crate, base, { recursive: true });
    const words = [...command, "build", "--target", expected.target, ...(profile === "release" ? ["--release"] : [])];
    const built = spawnSync(words[0] as string, words.slice(1), { cwd: base, encoding: "utf8" });
    const name = /^name = "(.*)"/m.exec(readFileSync(join(base, "Cargo.toml"), "utf8"))?.[1] as string;
    if (built.status !== 0) {
      count(`${builder} ${expected.target}: not built`);
      return console.log(`NOT BUILT ${label}: ${built.stderr.split("\n").find((line) => line.startsWith("error"))}`);
    }
    const image = readFileSync(join(base, "target", expected.target, profile === "dev" ? "debug" : "release", name));
    const seen = expected.target.endsWith("-none")
      ? runKernel(image)
      : runProgram(image, expected[profile].exit === "timeout" ? SHORT : LIMIT);
    const wanted = expected[profile];
    const end = endOf(seen.reason);
    const isEnd =
      typeof wanted.exit === "number" || wanted.exit === "running" ? end === wanted.exit : end === "fault" || end === wanted.exit;
    // What is recorded has a question mark for each character that is not of ASCII.
    const rows = seen.vga.map((line) => line.trimEnd().replaceAll(/[^ -~]/g, "?"));
    const isScreen = (wanted.vga ?? []).every((row) => row === "" || rows.includes(row.trimEnd()));
    const isRight = isEnd && isScreen && seen.stdout === wanted.stdout;
    count(`${builder} ${expected.target}: ${isRight ? "as recorded" : "DIFFERENT"}`);
    if (!isRight)
      console.log(
        `DIFFERENT ${label}: ${JSON.stringify({ end, wanted: wanted.exit, reason: seen.reason, stdout: seen.stdout.slice(0, 200), expected: wanted.stdout.slice(0, 200), vga: isScreen ? undefined : seen.vga })}`,
      );
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

for (const folder of process.argv.slice(2))
  for (const crate of crates(resolve(folder)).sort())
    for (const builder of BUILDERS) for (const profile of ["dev", "release"] as const) judge(crate, profile, builder);
for (const [what, number] of [...counts].sort()) console.log(`${String(number).padStart(5)} ${what}`);
