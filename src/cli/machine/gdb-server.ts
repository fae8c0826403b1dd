// `--gdb PORT` for kbuild's own machine: a debugger connects to the port before the first instruction, and the machine runs when
// and as far as it says. A debugger that leaves lets the machine run on to its end; one that kills ends it.
import { createServer } from "node:net";
import type { Server, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { CargoError } from "../../cargo/cargo-error.ts";
import { PacketReader, packet } from "../../machine/gdb/packets.ts";
import type { Received } from "../../machine/gdb/packets.ts";
import { DebugStub, stopReply } from "../../machine/gdb/stub.ts";
import type { DebugTarget } from "../../machine/gdb/stub.ts";
import type { StopReason } from "../../machine/processor.ts";
import type { Driven } from "./drive.ts";

const ADDRESS = "127.0.0.1";
/** Milliseconds between looks at whether the run is to end. */
const LOOK = 50;
/** A machine in these goes on for ever, as a debugger sees it. */
const RESTS = new Set<StopReason["kind"]>(["halted", "spinning", "returned"]);

type Event = Received | { readonly kind: "closed" };

/** What the debugger sends, in order. */
class Connection {
  readonly #events: Event[] = [];
  readonly #reader = new PacketReader();
  #wake: () => void = () => {};
  #isClosed = false;

  constructor(readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on("data", (bytes) => this.#add(this.#reader.add(bytes.toString("latin1"))));
    socket.on("error", () => this.#close());
    socket.on("close", () => this.#close());
  }

  #add(events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind === "packet") this.socket.write("+");
      if (event.kind === "damaged") this.socket.write("-");
      else this.#events.push(event);
    }
    this.#wake();
  }

  #close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  take(): Event | undefined {
    return this.#events.shift() ?? (this.#isClosed ? { kind: "closed" } : undefined);
  }

  send(text: string): void {
    this.socket.write(packet(text), "latin1");
  }

  /** Waits until there may be something to take. */
  async wait(): Promise<void> {
    if (this.#events.length > 0 || this.#isClosed) return;
    await Promise.race([new Promise<void>((resolve) => (this.#wake = resolve)), sleep(LOOK)]);
  }
}

export interface DebugOptions {
  readonly port: number;
  /** Why the run is to end now, from outside. */
  readonly over: () => StopReason | undefined;
  /** Exit status of an end. */
  readonly status: (reason: StopReason) => number;
  /** Called when the port is open. */
  readonly announce: () => void;
}

class Session {
  readonly #stub: DebugStub;

  constructor(
    readonly machine: DebugTarget & Driven,
    readonly connection: Connection,
    readonly options: DebugOptions,
  ) {
    this.#stub = new DebugStub(machine);
  }

  /** Runs until the machine stops, the debugger wants it to, or it is over. */
  async #continue(): Promise<StopReason> {
    const { machine, connection, options } = this;
    let turn = 0;
    machine.runner.hooks.pauses = () => performance.now() > turn;
    for (;;) {
      turn = performance.now() + LOOK;
      const reason = machine.run();
      if (RESTS.has(reason.kind)) await connection.wait();
      else if (reason.kind !== "pause") return reason;
      else await new Promise(setImmediate);
      const event = connection.take();
      if (event?.kind === "stop" || event?.kind === "closed") return { kind: "interrupted" };
      const over = options.over();
      if (over !== undefined) return over;
    }
  }

  async #run(kind: "continue" | "step"): Promise<StopReason | undefined> {
    const { machine, connection, options } = this;
    const reason = kind === "step" ? machine.runner.step() : await this.#continue();
    const text = stopReply(reason, reason === undefined ? 0 : options.status(reason));
    connection.send(text);
    return text.startsWith("W") ? reason : options.over();
  }

  /** The end of the run; undefined if the debugger left before. */
  async serve(): Promise<StopReason | undefined> {
    for (;;) {
      await this.connection.wait();
      const over = this.options.over();
      if (over !== undefined) return over;
      const event = this.connection.take();
      if (event?.kind === "closed") return undefined;
      if (event?.kind !== "packet") continue;
      const answer = this.#stub.command(event.text);
      if (answer.kind === "reply") this.connection.send(answer.text);
      else if (answer.kind === "kill") return { kind: "interrupted" };
      else if (answer.kind === "detach") {
        this.#stub.removeBreakpoints();
        this.connection.send("OK");
        return undefined;
      } else {
        const end = await this.#run(answer.kind);
        if (end !== undefined) return end;
      }
    }
  }

  leave(): void {
    this.#stub.removeBreakpoints();
    this.connection.socket.end();
  }
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, ADDRESS, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    throw new CargoError(`cannot wait for a debugger on port ${port} (${error.code ?? error.message})`, ["give `--gdb` another port"], 1);
  });
  return server;
}

/** Waits for a debugger and does what it wants. Undefined: the debugger left, and the machine may run on by itself. */
export async function debug(machine: DebugTarget & Driven, options: DebugOptions): Promise<StopReason | undefined> {
  const server = await listen(options.port);
  let connection: Connection | undefined;
  server.on("connection", (socket) => {
    if (connection === undefined) connection = new Connection(socket);
    else socket.destroy();
  });
  try {
    options.announce();
    while (connection === undefined) {
      const over = options.over();
      if (over !== undefined) return over;
      await sleep(LOOK / 5);
    }
    const session = new Session(machine, connection, options);
    const end = await session.serve();
    session.leave();
    return end;
  } finally {
    server.close();
  }
}
