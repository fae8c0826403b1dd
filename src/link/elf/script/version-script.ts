// `--version-script`: which names an image shows to others, by version. An executable shows nothing to others, but what a
// script calls local is local in its symbol table.
import { ScriptError, ScriptLexer, unquote } from "./lexer.ts";
import type { LldMajor } from "../options.ts";

export interface VersionPattern {
  readonly name: string;
  /** It holds `*`, `?` or `[`. */
  readonly isGlob: boolean;
}

export interface VersionDefinition {
  /** Undefined for `{ ... };`, which makes no version. */
  readonly name: string | undefined;
  readonly globals: readonly VersionPattern[];
  readonly locals: readonly VersionPattern[];
}

type Patterns = Pick<VersionDefinition, "globals" | "locals">;

class VersionParser extends ScriptLexer {
  /** script = `{` patterns `;` | { name `{` patterns [ name ] `;` } */
  readScript(): VersionDefinition[] {
    const definitions: VersionDefinition[] = [];
    if (this.consume("{")) {
      definitions.push({ name: undefined, ...this.#patterns() });
      this.expect(";");
    } else while (!this.atEnd && this.peek() !== "}") definitions.push(this.#named());
    if (!this.atEnd) this.fail(`EOF expected, but got ${this.next()}`);
    return definitions;
  }

  /** list = `{` patterns `;` [ ... ] */
  readList(): readonly VersionPattern[] {
    const found: VersionPattern[] = [];
    while (!this.atEnd) {
      this.expect("{");
      const { globals, locals } = this.#patterns();
      this.expect(";");
      if (locals.length > 0) this.fail('"local:" scope not supported in --dynamic-list');
      found.push(...globals);
    }
    return found;
  }

  /** What stands behind the brace is the version's parent, which nobody heeds. */
  #named(): VersionDefinition {
    const name = this.next();
    if (name === "{") this.fail("anonymous version definition is used in combination with other version definitions");
    this.expect("{");
    const definition = { name, ...this.#patterns() };
    if (this.next() !== ";") this.expect(";");
    return definition;
  }

  /** patterns = { `global:` | `local:` | pattern `;` } `}` */
  #patterns(): Patterns {
    const globals: VersionPattern[] = [];
    const locals: VersionPattern[] = [];
    let into = globals;
    while (!this.consume("}")) {
      const word = this.next();
      const label = this.#labelOf(word);
      if (label !== undefined) {
        into = label === "local" ? locals : globals;
        continue;
      }
      if (word === "extern") this.fail(`kbuild's linker does not match names by language (extern ${this.next()}) yet`);
      const name = unquote(word);
      into.push({ name, isGlob: name === word && /[?*[]/.test(name) });
      this.expect(";");
    }
    return { globals, locals };
  }

  /** The colon may stand apart. */
  #labelOf(word: string): "global" | "local" | undefined {
    if (word === "global:" || word === "local:") return word === "local:" ? "local" : "global";
    return (word === "global" || word === "local") && this.consume(":") ? word : undefined;
  }
}

/** The names of a `--dynamic-list`, or what is wrong with it, in LLD's words. */
export function parseDynamicList(file: string, text: string, lld: LldMajor): readonly VersionPattern[] | string {
  return parsed(() => new VersionParser(file, text, lld).readList());
}

/** What the script defines, or what is wrong with it, in LLD's words. */
export function parseVersionScript(file: string, text: string, lld: LldMajor): readonly VersionDefinition[] | string {
  return parsed(() => new VersionParser(file, text, lld).readScript());
}

function parsed<T>(parse: () => T): T | string {
  try {
    return parse();
  } catch (problem) {
    if (problem instanceof ScriptError) return problem.message;
    throw problem;
  }
}
