// Where a reader of mangled names stands in its text.

/** The text is no mangled name, or one beyond this reader. */
export class Unread extends Error {}

const MAXIMUM_DEPTH = 256;

export class Cursor {
  #at = 0;
  #depth = 0;

  constructor(readonly input: string) {}

  get rest(): string {
    return this.input.slice(this.#at);
  }

  look(ahead = 0): string {
    return this.input[this.#at + ahead] ?? "";
  }
  takes(word: string): boolean {
    if (!this.input.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }
  needs(word: string): void {
    if (!this.takes(word)) throw new Unread();
  }
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.input)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }
  deeper<T>(work: () => T): T {
    if (++this.#depth > MAXIMUM_DEPTH) throw new Unread();
    const value = work();
    this.#depth--;
    return value;
  }

  /** The next `length` characters, which are there. */
  take(length: number): string {
    const taken = this.input.slice(this.#at, this.#at + length);
    if (taken.length < length) throw new Unread();
    this.#at += length;
    return taken;
  }

  /** What comes next, at most `length` characters. */
  ahead(length: number): string {
    return this.input.slice(this.#at, this.#at + length);
  }
}
