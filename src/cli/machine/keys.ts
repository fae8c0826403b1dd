// What is typed while a machine runs: chords for its keyboard (with `--screen`), else bytes for its serial line, as `-serial stdio`
// has it. A terminal is set to hand on each key as it comes; Ctrl-C, and Ctrl-A followed by x, end the run.
import { chordsOf } from "../../machine/devices/scan-codes.ts";

const [CONTROL_A, CONTROL_C] = [1, 3] as const;
const LETTER_X = 0x78;

/** Takes the terminal, or what is piped in; returns how to let go of it. */
function listen(data: (bytes: Uint8Array) => void, ended: () => void): () => void {
  const { stdin } = process;
  if (stdin.isTTY) stdin.setRawMode(true);
  stdin.on("data", data);
  for (const event of ["end", "error"]) stdin.on(event, ended);
  return () => {
    stdin.off("data", data);
    for (const event of ["end", "error"]) stdin.off(event, ended);
    if (stdin.isTTY) stdin.setRawMode(false);
    stdin.pause();
  };
}

/** Hands on the terminal's keys as chords, Ctrl-C to `interrupt`; returns how to let go of the terminal. */
export function takeKeys(type: (chord: readonly number[]) => void, interrupt: () => void): () => void {
  if (!process.stdin.isTTY) return () => {};
  const take = (bytes: Uint8Array) => {
    if (bytes.includes(CONTROL_C)) interrupt();
    else chordsOf(Buffer.from(bytes).toString("latin1")).forEach(type);
  };
  return listen(take, () => {});
}

/** Bytes that were typed without those that are for us: Ctrl-A x asks for the end, Ctrl-A Ctrl-A is one for the machine. */
class Escapes {
  #isEscaped = false;

  constructor(readonly interrupt: () => void) {}

  readonly plain = (byte: number): boolean => {
    if (this.#isEscaped) {
      this.#isEscaped = false;
      if (byte === LETTER_X) this.interrupt();
      return byte === CONTROL_A;
    }
    this.#isEscaped = byte === CONTROL_A;
    if (byte === CONTROL_C) this.interrupt();
    return byte !== CONTROL_A && byte !== CONTROL_C;
  };
}

export interface TypedBytes {
  /** Whether more may come. */
  readonly isOpen: boolean;
  letGo(): void;
}

/** Hands on what is typed or piped in, byte by byte; of what is piped in every byte. */
export function takeBytes(give: (bytes: Uint8Array) => void, interrupt: () => void): TypedBytes {
  const escapes = new Escapes(interrupt);
  let isOpen = true;
  const letGo = listen(
    (bytes) => give(process.stdin.isTTY ? bytes.filter(escapes.plain) : bytes),
    () => (isOpen = false),
  );
  return {
    get isOpen() {
      return isOpen;
    },
    letGo,
  };
}
