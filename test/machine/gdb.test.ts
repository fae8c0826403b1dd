// GDB's remote protocol: packets, what a debugger asks, and the same session of gdb itself (where it is installed) with kbuild's
// machine as is recorded of it with QEMU.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bytesAccess } from "../../src/base/memory-host.ts";
import { debug } from "../../src/cli/machine/gdb-server.ts";
import { placeKernel } from "../../src/elf/place.ts";
import { Computer } from "../../src/machine/computer.ts";
import { PacketReader, packet } from "../../src/machine/gdb/packets.ts";
import { DebugStub, stopReply } from "../../src/machine/gdb/stub.ts";

const FOLDER = "fixtures/machine/lines";
const IMAGE = `${FOLDER}/lines.v4.elf`;
const hasGdb = spawnSync("gdb", ["--version"], { stdio: "ignore" }).status === 0;

function computer(): Computer {
  const machine = new Computer({ memory: 0x1000000, serial: () => {}, time: 0, exitPort: undefined });
  machine.load(placeKernel(bytesAccess(readFileSync(IMAGE))));
  return machine;
}

function stub() {
  const machine = computer();
  const { processor, runner, segments } = machine;
  const subject = new DebugStub({ processor, runner, segments, delta: 0n });
  const ask = (text: string) => {
    const answer = subject.command(text);
    return answer.kind === "reply" ? answer.text : answer.kind;
  };
  return { machine, ask };
}

test("packets come in pieces, damaged, and with a stop between", () => {
  const reader = new PacketReader();
  expect(reader.add("+$g#6")).toEqual([]);
  expect(reader.add(`7${packet("m0,4")}\x03$k#00`)).toEqual([
    { kind: "packet", text: "g" },
    { kind: "packet", text: "m0,4" },
    { kind: "stop" },
    { kind: "damaged" },
  ]);
  expect(reader.add(`$${"x".repeat(0x30000)}`)).toEqual([]);
  expect(reader.add("$g#67")).toEqual([{ kind: "packet", text: "g" }]);
});

test("registers, memory and breakpoints", () => {
  const { machine, ask } = stub();
  expect(ask("g").length).toBe(2 * (16 * 8 + 8 + 4 + 6 * 4 + 8 * 10 + 8 * 4 + 16 * 16 + 4 + 16));
  expect(ask("p10")).toBe("8019200000000000");
  expect([ask("P0=efbeadde00000000"), ask("p0"), ask("P999=00"), ask("pzz")]).toEqual(["OK", "efbeadde00000000", "E01", "E01"]);
  expect([ask("M300000,3:0102ff"), ask("m300000,4"), ask("m800000000000,4")]).toEqual(["OK", "0102ff00", "E14"]);
  expect([ask("Z0,201984,1"), ask("Z2,201960,8"), ask("QWhat"), ask("vCont;s:1")]).toEqual(["OK", "", "", "step"]);
  expect(machine.run()).toEqual({ kind: "breakpoint" });
  expect([ask("z0,201984,1"), stopReply(machine.runner.step(), 0)]).toEqual(["OK", "T05thread:01;"]);
  expect(machine.runner.count).toBe(3);
});

test("the description comes in parts", () => {
  const { ask } = stub();
  const first = ask("qXfer:features:read:target.xml:0,100");
  expect([first[0], first.length]).toEqual(["m", 0x101]);
  expect(ask("qXfer:features:read:target.xml:0,ffff")).toMatch(/^l<\?xml.*<\/target>$/);
});

/** Without where the machine was at first, the name of the process, and lines of a source that is not there. */
function ownLines(text: string): string {
  const lines = text.split("\n").filter((line) => !/^\[Inferior|^\d+\tin /.test(line));
  return lines.slice(lines.findIndex((line) => line.startsWith("Hardware"))).join("\n");
}

/** Runs gdb, with its output; `port` is where the machine waits. */
function gdb(port: number): Promise<string> {
  const child = spawn("gdb", ["-batch", "-nx", "-ex", `target remote :${port}`, "-x", `${FOLDER}/session.gdb`, IMAGE]);
  let text = "";
  child.stdout.on("data", (bytes: Buffer) => (text += bytes.toString()));
  return new Promise((resolve) => child.on("close", () => resolve(ownLines(text))));
}

test.runIf(hasGdb)(
  "gdb",
  async () => {
    const machine = computer();
    const { processor, runner, segments } = machine;
    const port = 20000 + (process.pid % 20000);
    let output: Promise<string> | undefined;
    const end = await debug(
      { processor, runner, segments, delta: 0n, run: () => machine.run() },
      { port, over: () => undefined, status: () => 101, announce: () => (output = gdb(port)) },
    );
    expect(end).toEqual({ kind: "interrupted" });
    expect(await output).toBe(readFileSync(`${FOLDER}/session.txt`, "utf8"));
  },
  30_000,
);
