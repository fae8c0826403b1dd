// The keyboard, the mouse, and the controller (8042) that both are behind: its commands, theirs, and scan codes that the outside
// types. IBM PS/2 Technical Reference, Keyboard and Auxiliary Device Controller; what is not fixed there is as QEMU has it.
import type { Device } from "./ports.ts";
import { toSecondSet } from "./second-set.ts";

const [INTERRUPTS, MOUSE_INTERRUPTS, OFF, MOUSE_OFF, TRANSLATES] = [1, 2, 0x10, 0x20, 0x40] as const;
const [FULL, TESTED, COMMANDED, UNLOCKED, OF_MOUSE] = [1, 4, 8, 0x10, 0x20] as const;
const [ACKNOWLEDGED, PASSED, AGAIN] = [0xfa, 0xaa, 0xfe] as const;
/** Kind of the keyboard, as it is and translated. */
const IDENTITY = [0x83, 0x41] as const;
/** Numbers of the sets of codes, translated. */
const TRANSLATED_SETS = [0, 0x43, 0x41, 0x3f] as const;
/** Of the controller's output port: no reset, and all address lines. */
const OUTPUT = 3;

interface Waiting {
  readonly byte: number;
  readonly isOfMouse: boolean;
}

/** What the keyboard or the mouse says to a byte; `wantsMore`: the next byte belongs to this one. */
interface Answer {
  readonly bytes: readonly number[];
  readonly wantsMore?: boolean;
}

const acknowledged: Answer = { bytes: [ACKNOWLEDGED] };

const MOUSE_ANSWERS: ReadonlyMap<number, Answer> = new Map<number, Answer>([
  [0xe8, { ...acknowledged, wantsMore: true }],
  [0xe9, { bytes: [ACKNOWLEDGED, 0, 2, 100] }],
  [0xeb, { bytes: [ACKNOWLEDGED, 8, 0, 0] }],
  [0xf2, { bytes: [ACKNOWLEDGED, 0] }],
  [0xf3, { ...acknowledged, wantsMore: true }],
  [0xff, { bytes: [ACKNOWLEDGED, PASSED, 0] }],
]);

export class Keyboard implements Device {
  readonly ports = [
    [0x60, 0x60],
    [0x64, 0x64],
  ] as const;
  readonly #queue: Waiting[] = [];
  #configuration = INTERRUPTS | MOUSE_OFF | TRANSLATES;
  /** The controller's command that the next byte of data belongs to; the keyboard's, the mouse's. */
  #command = 0;
  #keyboardCommand = 0;
  #mouseWants = false;
  #set = 2;
  #scans = true;

  /** Of the first byte that waits: what is asked for of the keyboard's line, or of the mouse's. */
  constructor(
    readonly interrupt: (isOfMouse: boolean) => void,
    readonly reset: () => void,
  ) {}

  /** A scan code of the first set from the keyboard. */
  type(code: number): void {
    if (!this.#scans) return;
    const isFirstSet = (this.#configuration & TRANSLATES) !== 0 || this.#set === 1;
    for (const byte of isFirstSet ? [code] : toSecondSet(code)) this.#push(byte);
  }

  #push(byte: number, isOfMouse = false): void {
    this.#queue.push({ byte, isOfMouse });
    if (this.#queue.length === 1) this.#announce();
  }

  /** Asks for the interrupt of the first byte that waits. */
  #announce(): void {
    const [first] = this.#queue;
    if (first === undefined) return;
    const isWanted = first.isOfMouse ? MOUSE_INTERRUPTS : INTERRUPTS;
    const isOff = !first.isOfMouse && (this.#configuration & OFF) !== 0;
    if (this.#configuration & isWanted && !isOff) this.interrupt(first.isOfMouse);
  }

  read(port: number): number {
    const [first] = this.#queue;
    if (port === 0x64) return TESTED | COMMANDED | UNLOCKED | (first === undefined ? 0 : FULL | (first.isOfMouse ? OF_MOUSE : 0));
    this.#queue.shift();
    this.#announce();
    return first?.byte ?? 0;
  }

  write(port: number, value: number): void {
    if (port === 0x64) return this.#control(value);
    const command = this.#command;
    this.#command = 0;
    if (command === 0x60) {
      this.#configuration = value;
      this.#announce();
    } else if (command === 0xd1) {
      if ((value & 1) === 0) this.reset();
    } else if (command === 0xd2 || command === 0xd3) this.#push(value, command === 0xd3);
    else if (command === 0xd4) this.#toMouse(value);
    else this.#toKeyboard(value);
  }

  /** A command to the controller itself. */
  #control(value: number): void {
    const answer = this.#controlAnswer(value);
    if (answer !== undefined) this.#push(answer);
    if (value === 0xfe) this.reset();
    this.#command = value === 0x60 || (value >= 0xd1 && value <= 0xd4) ? value : 0;
  }

  #controlAnswer(value: number): number | undefined {
    const change = { 0xa7: [MOUSE_OFF, 0], 0xa8: [0, MOUSE_OFF], 0xad: [OFF, 0], 0xae: [0, OFF] }[value];
    if (change !== undefined) this.#configuration = (this.#configuration | (change[0] as number)) & ~(change[1] as number);
    const answers: Readonly<Record<number, number>> = { 0x20: this.#configuration, 0xaa: 0x55, 0xa9: 0, 0xab: 0, 0xc0: 0x80, 0xd0: OUTPUT };
    return answers[value];
  }

  #toKeyboard(value: number): void {
    const command = this.#keyboardCommand;
    this.#keyboardCommand = 0;
    const { bytes, wantsMore = false } = command === 0 ? this.#keyboardAnswer(value) : this.#keyboardData(command, value);
    if (wantsMore) this.#keyboardCommand = value;
    for (const byte of bytes) this.#push(byte);
  }

  #keyboardAnswer(value: number): Answer {
    const isTranslated = this.#configuration & TRANSLATES ? 1 : 0;
    if (value === 0xee) return { bytes: [0xee] };
    if (value === 0xf2) return { bytes: [ACKNOWLEDGED, 0xab, IDENTITY[isTranslated]] };
    if (value === 0xed || value === 0xf0 || value === 0xf3) return { ...acknowledged, wantsMore: true };
    if (value < 0xed || value === AGAIN) return { bytes: [AGAIN] };
    if (value === 0xf5 || value >= 0xf6) this.#scans = value !== 0xf5;
    if (value === 0xf6 || value === 0xff) this.#set = 2;
    return value === 0xff ? { bytes: [ACKNOWLEDGED, PASSED] } : acknowledged;
  }

  /** Lights, speed, or the set of codes, which 0 asks for. */
  #keyboardData(command: number, value: number): Answer {
    if (command !== 0xf0) return acknowledged;
    if (value > 3) return { bytes: [AGAIN] };
    if (value > 0) this.#set = value;
    const known = this.#configuration & TRANSLATES ? (TRANSLATED_SETS[this.#set] as number) : this.#set;
    return value === 0 ? { bytes: [ACKNOWLEDGED, known] } : acknowledged;
  }

  #toMouse(value: number): void {
    const { bytes, wantsMore = false } = this.#mouseWants ? acknowledged : (MOUSE_ANSWERS.get(value) ?? acknowledged);
    this.#mouseWants = wantsMore;
    for (const byte of bytes) this.#push(byte, true);
  }
}
