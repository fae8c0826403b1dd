// The text screen and the exit status of a QEMU that a kernel ends by the exit port: one that ends at once (its trace tells of the last
// cells), and one that stays as it is until it is told to quit. (The stand-in for the second speaks QEMU's machine protocol.)
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { kernelFiles } from "../../src/cargo/new/kernel-templates.ts";
import { replayWrites } from "../../src/cli/machine/qemu-screen.ts";
import { runCommandLine } from "../../src/cli/command-line.ts";
import { readCorelib } from "../../src/node/corelib.ts";

// The first command of a process reads much of core.
vi.setConfig({ testTimeout: 300_000 });

const MANIFEST = '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n';
const EXIT = 'unsafe { core::arch::asm!("out dx, eax", in("dx") 0xf4u16, in("eax") 16u32) };\n    loop {}\n}\n';
const KERNEL = Object.fromEntries(
  [...kernelFiles("vga", "2021", MANIFEST)].map(([path, text]) => [`/k/${path}`, text.replace("loop {}\n}\n", EXIT)]),
);
const folder = mkdtempSync(join(tmpdir(), "kbuild-qemu-"));

afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(folder, { recursive: true }));

async function run(path: string) {
  vi.stubEnv("PATH", path);
  const host = memoryHost(KERNEL, "/k");
  const status = await runCommandLine(host, ["+1.96", "run", "-q", "--qemu", "--headless"], readCorelib);
  return { status, said: host.stderr.text, shown: host.stdout.text };
}

test("writes that a trace tells of", () => {
  const cells = new Uint8Array(4000);
  const write = (rest: string) => `memory_region_ops_write cpu 0 mr 0x55b93d37e7a0 addr ${rest}\n`;
  replayWrites(
    [
      write("0xb8000 value 0x41 size 1 name 'vga-lowmem'"),
      write("0xb8000 value 0x48 size 1 name 'vga-lowmem'"),
      write("0xb8f9e value 0x0b69 size 2 name 'vga-lowmem'"),
      write("0x3f8 value 0x69 size 1 name 'serial'"),
      write("0xb9000 value 0x69 size 1 name 'vga-lowmem'"),
      write("0xb8004 value 0x69 size 1 name 'other'"),
      "CPU Reset (CPU 0)\n",
    ].join(""),
    cells,
  );
  expect(cells.length).toBe(4000);
  expect([...cells].flatMap((value, at) => (value === 0 ? [] : [[at, value]]))).toEqual([
    [0, 0x48],
    [3998, 0x69],
    [3999, 0x0b],
  ]);
});

const isHere = spawnSync("qemu-system-x86_64", ["--version"]).status === 0;

test.runIf(isHere)("a kernel that writes and ends is seen to have written", async () => {
  expect(await run(process.env["PATH"] ?? "")).toEqual({ status: 33, said: "", shown: "Hello World!\n" });
});

const STAYS = `#!${process.execPath}
if (process.argv[2] === "--version") {
  console.log("QEMU emulator version 9.1.0");
  process.exit();
}
const socket = new (require("node:net").Socket)({ fd: 3 });
const say = (message) => socket.write(JSON.stringify(message) + "\\n");
const text = Buffer.alloc(4000);
text.write("G\\x07o\\x07n\\x07e\\x07");
const answers = {
  pmemsave: ({ filename }) => void require("node:fs").writeFileSync(filename, text),
  "human-monitor-command": () => "RIP=0000000000201282 RFL=00000002 [-------] CPL=0 II=0 A20=1 SMM=0 HLT=0\\nCR2=0\\n",
  quit: () => setTimeout(() => process.exit(STATUS), 10),
};
socket.on("data", (data) => {
  for (const line of String(data).trim().split("\\n")) {
    const { execute, arguments: words } = JSON.parse(line);
    const answer = answers[execute]?.(words);
    say({ return: typeof answer === "string" ? answer : {} });
    if (execute === "qmp_capabilities") say({ event: "SHUTDOWN", data: { guest: true, reason: "guest-shutdown" } });
  }
});
say({ QMP: {} });
`;

test.runIf(process.platform === "linux").each([
  ["the exit port", 33],
  ["a switching off", 0],
])("%s, of a machine that stays as it is", async (_, status) => {
  const file = join(folder, "qemu-system-x86_64");
  writeFileSync(file, STAYS.replace("STATUS", String(status)));
  chmodSync(file, 0o755);
  expect(await run(`${folder}:/usr/bin:/bin`)).toEqual({ status, said: "", shown: "Gone\n" });
});
