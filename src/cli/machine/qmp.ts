// QEMU's machine protocol over a socket: a greeting, then one line of JSON for each command, answer and event.
// Source: QEMU's documentation, "QEMU Machine Protocol Specification".
import type { Duplex } from "node:stream";

interface Message {
  readonly QMP?: unknown;
  readonly return?: unknown;
  readonly error?: { readonly desc: string };
  readonly event?: string;
  readonly data?: { readonly reason?: string };
}

type Answer = (message: Message) => void;

const STARTED = 10_000;

export class Qmp {
  #rest = "";
  readonly #waiting: Answer[] = [];
  #greeted: () => void = () => {};
  /** Whether QEMU has got as far as a machine. */
  isGreeted = false;
  /** Called with an event's name and its reason. */
  onEvent: (name: string, reason: string | undefined) => void = () => {};

  constructor(readonly socket: Duplex) {
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => this.#take(text));
    socket.on("error", () => this.#end());
    socket.on("close", () => this.#end());
  }

  #end(): void {
    for (const answer of this.#waiting.splice(0)) answer({ error: { desc: "QEMU ended" } });
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") this.#dispatch(JSON.parse(line) as Message);
  }

  #dispatch(message: Message): void {
    if (message.QMP !== undefined) {
      this.isGreeted = true;
      this.#greeted();
    } else if (message.event !== undefined) this.onEvent(message.event, message.data?.reason);
    else this.#waiting.shift()?.(message);
  }

  /** True once QEMU is there; false if it does not say so within ten seconds. */
  async start(): Promise<boolean> {
    const isThere = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), STARTED);
      this.#greeted = () => {
        clearTimeout(timer);
        resolve(true);
      };
      this.socket.once("close", () => {
        clearTimeout(timer);
        resolve(true);
      });
    });
    if (isThere) await this.execute("qmp_capabilities");
    return isThere;
  }

  /** What the command returns; undefined if it failed, or QEMU ended. */
  async execute(command: string, words: object = {}): Promise<unknown> {
    if (this.socket.destroyed) return undefined;
    const answer = new Promise<Message>((resolve) => this.#waiting.push(resolve));
    this.socket.write(`${JSON.stringify({ execute: command, arguments: words })}\n`);
    return (await answer).return;
  }

  /** What a command of the monitor for people prints. */
  async monitor(line: string): Promise<string> {
    const text = await this.execute("human-monitor-command", { "command-line": line });
    return typeof text === "string" ? text : "";
  }
}
