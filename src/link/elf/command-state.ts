// What is known while a command line is read: options so far, inputs with the state of the options around them.
import type { LinkOptions } from "./options.ts";

/** An input as the command line names it, with the state of the options around it. */
export interface NamedInput {
  readonly kind: "file" | "library" | "script";
  readonly name: string;
  /** `--whole-archive` */
  readonly whole: boolean;
  /** Between --start-lib and --end-lib: loaded on demand. */
  readonly lazy: boolean;
  /** `-Bstatic`: no shared library may satisfy it. */
  readonly isStatic: boolean;
}

export type Changes = Partial<LinkOptions>;

export class State {
  options: LinkOptions;
  readonly inputs: NamedInput[] = [];
  readonly searchPaths: string[] = [];
  /** `--sysroot`: what `=` at the start of a search path stands for. */
  sysroot = "";
  readonly definitions: string[] = [];
  mapFile: string | undefined;
  entryIsGiven = false;
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  /** `-m` */
  emulation: string | undefined;
  flags = { whole: false, lazy: false, isStatic: false };
  readonly saved: State["flags"][] = [];

  constructor(options: LinkOptions) {
    this.options = options;
  }

  set(changes: Changes): void {
    this.options = { ...this.options, ...changes };
  }

  input(kind: NamedInput["kind"], name: string): void {
    this.inputs.push({ kind, name, ...this.flags });
  }
}

export function address(state: State, option: string, value: string): bigint | undefined {
  if (/^(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)$/.test(value)) return BigInt(/^0[0-7]+$/.test(value) ? `0o${value.slice(1)}` : value);
  state.errors.push(`${option}: number expected, but got ${value}`);
  return undefined;
}
