// Reading TOML by characters, as cargos before 1.90 do it, with their words for what may not stand where it stands.
import { TomlError } from "./toml-value.ts";

export class TomlReader {
  at = 0;
  constructor(readonly text: string) {}

  fail(message: string, at = this.at, within: readonly string[] = []): never {
    const lines = within.map((what) => `While parsing ${/^[aei]/i.test(what) ? "an" : "a"} ${what}`);
    throw new TomlError([message, ...lines].join("\n"), { lo: at, hi: at });
  }

  /** The first byte of what stands at `at`, for the parser reads bytes. */
  byteAt(at: number): string | undefined {
    const character = this.text.codePointAt(at);
    if (character === undefined || character < 0x80) return this.text[at];
    return String.fromCharCode(new TextEncoder().encode(String.fromCodePoint(character))[0] as number);
  }

  /** What stands at `at` may not. `more` are lines behind that. */
  unexpected(more: readonly string[], within: readonly string[] = [], at = this.at): never {
    const byte = this.byteAt(at);
    this.fail([byte === undefined ? "Unexpected end of input" : `Unexpected \`${byte}\``, ...more].join("\n"), at, within);
  }

  /** Text of a sticky pattern here, or undefined. */
  match(pattern: RegExp): string | undefined {
    return this.matches(pattern)?.[0];
  }

  matches(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text) ?? undefined;
    if (found !== undefined) this.at += found[0].length;
    return found;
  }

  peek(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  take(text: string): boolean {
    if (!this.peek(text)) return false;
    this.at += text.length;
    return true;
  }

  /** What `parse` gives; nothing, and nothing is read, where it complains. */
  attempt<T>(parse: () => T): T | undefined {
    const start = this.at;
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof TomlError)) throw error;
      this.at = start;
      return undefined;
    }
  }
}
