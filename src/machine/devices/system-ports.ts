// Two ports of the board itself: 61, with the loudspeaker's gate and what it is given, and 92, whose lowest bit resets.
import type { Timer } from "./pit.ts";
import type { Device } from "./ports.ts";

const SPEAKER = 0x61;
const [GATE, DATA, OUTPUT, REFRESH] = [1, 2, 0x20, 0x10] as const;
/** All address lines. */
const LINES = 2;

export class SystemPorts implements Device {
  readonly ports = [
    [SPEAKER, SPEAKER],
    [0x92, 0x92],
  ] as const;
  #data = 0;
  #refreshed = 0;
  #control = LINES;

  constructor(
    readonly timer: Timer,
    readonly reset: () => void,
  ) {}

  read(port: number): number {
    if (port !== SPEAKER) return this.#control;
    const { isOn, gate } = this.timer.sound;
    // Memory is refreshed between any two looks.
    this.#refreshed ^= REFRESH;
    return (gate ? GATE : 0) | this.#data | (isOn ? OUTPUT : 0) | this.#refreshed;
  }

  write(port: number, value: number): void {
    if (port === SPEAKER) {
      this.#data = value & DATA;
      return this.timer.sound.setGate((value & GATE) !== 0);
    }
    if (value & 1) this.reset();
    this.#control = value & ~1;
  }
}
