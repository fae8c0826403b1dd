// What is known while a command line is read: options so far, inputs with the state of the options around them.
import type { LinkOptions } from "./options.ts";

type InputKind =
  | "file"
  | "library"
  | "script"
  | "default-script"
  | "definition"
  | "version-script"
  | "retained-symbols"
  | "dynamic-list"
  | "symbol-order"
  | "symbols"
  | "remapping";

/** An input as the command line names it, with the state of the options around it. */
export interface NamedInput {
  readonly kind: InputKind;
  /** Of a `--defsym` the `name=expression`. */
  readonly name: string;
  /** `--whole-archive` */
  readonly whole: boolean;
  /** Between --start-lib and --end-lib: loaded on demand. */
  readonly lazy: boolean;
  /** `-Bstatic`: no shared library may satisfy it. */
  readonly isStatic: boolean;
  /** `--as-needed`: a loader has to find the library only if something uses it. */
  readonly asNeeded: boolean;
  /** `--format=binary`: its bytes are data, whatever they are. */
  readonly isBinary: boolean;
}

export type Changes = Partial<LinkOptions>;

export class State {
  options: LinkOptions;
  readonly inputs: NamedInput[] = [];
  readonly searchPaths: string[] = [];
  /** `--sysroot`: what `=` at the start of a search path stands for. */
  sysroot = "";
  searchesOnlyGiven = false;
  mapFile: string | undefined;
  entryIsGiven = false;
  readonly errors: string[] = [];
  readonly conflicts: string[] = [];
  readonly lateErrors: string[] = [];
  readonly warnings: string[] = [];
  /** `-m` */
  emulation: string | undefined;
  tellsVersion = false;
  namesFiles = false;
  /** `--format=binary` */
  readsBinary = false;
  #inGroup = false;
  #inLibrary = false;
  /** What --push-state keeps. */
  flags = { whole: false, isStatic: false, asNeeded: false };
  readonly saved: State["flags"][] = [];

  constructor(options: LinkOptions) {
    this.options = options;
  }

  /** `-z origin` and the like. */
  setLoaderFlags(plain: number, more: number): void {
    const { loaderFlags } = this.options;
    this.set({ loaderFlags: { plain: loaderFlags.plain | plain, more: loaderFlags.more | more } });
  }

  set(changes: Changes): void {
    this.options = { ...this.options, ...changes };
  }

  setMap(file: string): void {
    this.mapFile = file;
    this.set({ map: true });
  }

  refuse(word: string): void {
    this.errors.push(`kbuild's linker does not do ${word} yet`);
  }

  openGroup(): void {
    if (this.#inGroup) this.errors.push("nested --start-group");
    this.#inGroup = true;
  }

  closeGroup(): void {
    if (!this.#inGroup) this.errors.push("stray --end-group");
    this.#inGroup = false;
  }

  /** A library is a group, too. */
  openLibrary(): void {
    if (this.#inLibrary) this.errors.push("nested --start-lib");
    if (this.#inGroup) this.errors.push("may not nest --start-lib in --start-group");
    this.#inLibrary = this.#inGroup = true;
  }

  closeLibrary(): void {
    if (!this.#inLibrary) this.errors.push("stray --end-lib");
    this.#inLibrary = this.#inGroup = false;
  }

  restore(): void {
    const flags = this.saved.pop();
    if (flags === undefined) this.errors.push("unbalanced --push-state/--pop-state");
    else this.flags = flags;
  }

  input(kind: NamedInput["kind"], name: string): void {
    this.inputs.push({ kind, name, lazy: this.#inLibrary, isBinary: this.readsBinary, ...this.flags });
  }
}

/** In C's notation: hexadecimal after `0x`, octal after `0`. */
export function numberOf(text: string): bigint | undefined {
  if (!/^(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)$/.test(text)) return undefined;
  return BigInt(/^0[0-7]+$/.test(text) ? `0o${text.slice(1)}` : text);
}

export function address(state: State, option: string, value: string): bigint | undefined {
  const number = numberOf(value);
  if (number === undefined) state.lateErrors.push(`${option}: number expected, but got ${value}`);
  return number;
}
