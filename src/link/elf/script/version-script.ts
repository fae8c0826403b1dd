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

/** script = `{` patterns `;` | { name `{` patterns [ name ] `;` }, up to the end or the brace that closes VERSION. */
export function readVersions(lexer: ScriptLexer): VersionDefinition[] {
  const definitions: VersionDefinition[] = [];
  if (lexer.consume("{")) {
    definitions.push({ name: undefined, ...readPatterns(lexer) });
    lexer.expect(";");
  } else while (!lexer.atEnd && lexer.peek() !== "}") definitions.push(readNamed(lexer));
  return definitions;
}

function readWhole(lexer: ScriptLexer): VersionDefinition[] {
  const definitions = readVersions(lexer);
  if (!lexer.atEnd) lexer.fail(`EOF expected, but got ${lexer.next()}`);
  return definitions;
}

/** list = `{` patterns `;` [ ... ] */
function readList(lexer: ScriptLexer): readonly VersionPattern[] {
  const found: VersionPattern[] = [];
  while (!lexer.atEnd) {
    lexer.expect("{");
    const { globals, locals } = readPatterns(lexer);
    lexer.expect(";");
    if (locals.length > 0) lexer.fail('"local:" scope not supported in --dynamic-list');
    found.push(...globals);
  }
  return found;
}

/** What stands behind the brace is the version's parent, which nobody heeds. */
function readNamed(lexer: ScriptLexer): VersionDefinition {
  const name = lexer.next();
  if (name === "{") lexer.fail("anonymous version definition is used in combination with other version definitions");
  lexer.expect("{");
  const definition = { name, ...readPatterns(lexer) };
  if (lexer.next() !== ";") lexer.expect(";");
  return definition;
}

/** patterns = { `global:` | `local:` | pattern `;` } `}` */
function readPatterns(lexer: ScriptLexer): Patterns {
  const globals: VersionPattern[] = [];
  const locals: VersionPattern[] = [];
  let into = globals;
  while (!lexer.consume("}")) {
    const word = lexer.next();
    const label = labelOf(lexer, word);
    if (label !== undefined) {
      into = label === "local" ? locals : globals;
      continue;
    }
    if (word === "extern") lexer.fail(`kbuild's linker does not match names by language (extern ${lexer.next()}) yet`);
    const name = unquote(word);
    into.push({ name, isGlob: name === word && /[?*[]/.test(name) });
    lexer.expect(";");
  }
  return { globals, locals };
}

/** The colon may stand apart. */
function labelOf(lexer: ScriptLexer, word: string): "global" | "local" | undefined {
  if (word === "global:" || word === "local:") return word === "local:" ? "local" : "global";
  return (word === "global" || word === "local") && lexer.consume(":") ? word : undefined;
}

/** The names of a `--dynamic-list`, or what is wrong with it, in LLD's words. */
export function parseDynamicList(file: string, text: string, lld: LldMajor): readonly VersionPattern[] | string {
  return parsed(() => readList(new ScriptLexer(file, text, lld)));
}

/** What the script defines, or what is wrong with it, in LLD's words. */
export function parseVersionScript(file: string, text: string, lld: LldMajor): readonly VersionDefinition[] | string {
  return parsed(() => readWhole(new ScriptLexer(file, text, lld)));
}

function parsed<T>(parse: () => T): T | string {
  try {
    return parse();
  } catch (problem) {
    if (problem instanceof ScriptError) return problem.message;
    throw problem;
  }
}
