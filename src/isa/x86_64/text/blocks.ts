// What stands for other statements: repetitions (`.rept`, `.irp`, `.irpc` ... `.endr`), conditions (`.if` ... `.endif`) and
// macros. Statements go in, those to assemble come out, one by one and in order: what a condition asks may depend on what
// was assembled before.
import { AsmError, Cursor, lex } from "./lexer.ts";
import type { Statement } from "./lexer.ts";
import { endOf, expandMacro, readMacro, readSeries, substitute } from "./macros.ts";
import type { Macro } from "./macros.ts";

export interface BlockHost {
  /** Assembles one statement. */
  statement(statement: Statement): void;
  /** The value of an expression that must be known now. */
  absolute(cursor: Cursor, message: string): bigint;
  /** Whether a label or constant of this name was defined before. */
  isDefined(name: string): boolean;
  /** LLVM knows a function's macros in all functions that come after, which kbuild does not. */
  readonly isInFunction: boolean;
}

/** Statements, and what they were read from. */
interface Piece {
  readonly text: string;
  readonly statements: readonly Statement[];
}

interface Block {
  readonly kind: BlockKind;
  /** Without labels. */
  readonly head: Statement;
  /** The numbers of the statements that begin and end it. */
  readonly at: number;
  readonly end: number;
}

type BlockKind = ".rept" | ".macro" | ".if";

/** LLVM's limit for macros in one another, too. */
const MOST_NESTED = 20;
const MOST_REPEATED = 200_000;

const REPETITIONS = new Set([".rept", ".rep", ".irp", ".irpc"]);
const ENDS: Readonly<Record<string, readonly string[]>> = {
  ".rept": [".endr"],
  ".macro": [".endm", ".endmacro"],
  ".if": [".endif"],
};

const COMPARES: Readonly<Record<string, (value: bigint) => boolean>> = {
  ".if": (value) => value !== 0n,
  ".ifne": (value) => value !== 0n,
  ".ifeq": (value) => value === 0n,
  ".ifge": (value) => value >= 0n,
  ".ifgt": (value) => value > 0n,
  ".ifle": (value) => value <= 0n,
  ".iflt": (value) => value < 0n,
};
const CONDITIONS = new Set([
  ...Object.keys(COMPARES),
  ".ifdef",
  ".ifndef",
  ".ifnotdef",
  ".ifb",
  ".ifnb",
  ".ifc",
  ".ifnc",
  ".ifeqs",
  ".ifnes",
]);

/** How many tokens of a statement are labels. */
function labelsOf({ tokens }: Statement): number {
  let at = 0;
  while (tokens[at + 1]?.text === ":" && (tokens[at]?.kind === "word" || tokens[at]?.kind === "number")) at += 2;
  return at;
}

/** What a statement does, behind its labels. */
function nameOf(statement: Statement | undefined): string {
  const first = statement?.tokens[labelsOf(statement)];
  return first?.kind === "word" ? first.text : "";
}

/** Which kind of block a statement begins. */
function blockOf(name: string): BlockKind | undefined {
  if (REPETITIONS.has(name)) return ".rept";
  if (name === ".macro") return ".macro";
  return CONDITIONS.has(name) ? ".if" : undefined;
}

export class Blocks {
  readonly #macros = new Map<string, Macro>();
  #calls = 0;
  #repeated = 0;

  constructor(readonly host: BlockHost) {}

  /** Assembles all of `text`; gives what LLVM refuses in it. Throws AsmError where only kbuild cannot go on. */
  run(text: string): AsmError[] {
    const refused: AsmError[] = [];
    this.#run({ text, statements: lex(text) }, refused, 0);
    return refused;
  }

  /** True if `.exitm` ended it. */
  #run(piece: Piece, refused: AsmError[], depth: number): boolean {
    const { statements } = piece;
    for (let i = 0; i < statements.length; i++) {
      const statement = statements[i] as Statement;
      const name = nameOf(statement);
      const kind = blockOf(name.toLowerCase());
      const macro = this.#macros.get(name);
      if (macro !== undefined) this.#call(macro, this.#behindLabels(statement), piece.text, depth);
      else if (kind !== undefined) {
        const end = endOfBlock(statements, i, kind);
        const block = { kind, head: this.#behindLabels(statement), at: i, end };
        if (this.#block(block, piece, refused, depth)) return true;
        i = end;
      } else if (name.toLowerCase() === ".purgem") this.#forget(this.#behindLabels(statement));
      else if (name.toLowerCase() === ".exitm" && depth > 0) return true;
      else this.#one(statement, refused);
    }
    return false;
  }

  /** The statement without its labels, which are assembled. */
  #behindLabels(statement: Statement): Statement {
    const { tokens, offset } = statement;
    const at = labelsOf(statement);
    const [first, end] = [tokens[at], tokens.at(-1)];
    if (at === 0 || first === undefined || end === undefined) return statement;
    this.host.statement({ tokens: [...tokens.slice(0, at), end], offset });
    return { tokens: tokens.slice(at), offset: first.offset ?? offset };
  }

  #call(macro: Macro, statement: Statement, text: string, depth: number): void {
    this.#expand(statement, expandMacro(macro, statement, text, this.#calls++), depth);
  }

  #one(statement: Statement, refused: AsmError[]): void {
    try {
      this.host.statement(statement);
    } catch (error) {
      if (!(error instanceof AsmError) || error.length === 0) throw error;
      refused.push(error);
    }
  }

  #block({ kind, head, at, end }: Block, piece: Piece, refused: AsmError[], depth: number): boolean {
    const { text, statements } = piece;
    if (kind === ".if") return this.#run({ text, statements: this.#chosen(text, head, statements.slice(at + 1, end)) }, refused, depth);
    if (kind === ".macro") return this.#define(head, bodyText(piece, at, end));
    const name = nameOf(head).toLowerCase();
    if (name === ".irp" || name === ".irpc") return this.#series(head, bodyText(piece, at, end), name === ".irpc", depth);
    return this.#repeat(head, { text, statements: statements.slice(at + 1, end) }, refused, depth + 1);
  }

  #define(head: Statement, body: string): boolean {
    if (this.host.isInFunction) throw new AsmError("macros inside a function", head.offset);
    const macro = readMacro(head, body);
    if (this.#macros.has(macro.name)) throw new AsmError(`macro '${macro.name}' is already defined`, head.offset);
    this.#macros.set(macro.name, macro);
    return false;
  }

  #forget({ tokens, offset }: Statement): void {
    const name = tokens[1]?.text ?? "";
    if (!this.#macros.delete(name)) throw new AsmError(`macro '${name}' is not defined`, offset);
  }

  /** `.rept count` ... `.endr` */
  #repeat({ tokens, offset }: Statement, inner: Piece, refused: AsmError[], depth: number): boolean {
    const cursor = new Cursor(tokens, offset);
    const { text } = cursor.next();
    const count = this.host.absolute(cursor, `unexpected token in '${text}' directive`);
    if (count < 0n) cursor.fail("Count is negative");
    for (let i = 0n; i < count; i++) {
      this.#spend(inner.statements.length, offset, depth);
      if (this.#run(inner, refused, depth)) return true;
    }
    return false;
  }

  #series(head: Statement, body: string, byCharacter: boolean, depth: number): boolean {
    const { name, values } = readSeries(head, byCharacter);
    return values.some((value) => this.#expand(head, substitute(body, new Map([[name, value]]), this.#calls), depth));
  }

  /** Text that is not in the source: what is wrong in it is told of the statement that it stands for. */
  #expand({ offset }: Statement, text: string, depth: number): boolean {
    const refused: AsmError[] = [];
    try {
      const statements = lex(text);
      this.#spend(statements.length, offset, depth + 1);
      const exited = this.#run({ text, statements }, refused, depth + 1);
      if (refused[0] !== undefined) throw refused[0];
      return exited;
    } catch (error) {
      throw error instanceof AsmError ? new AsmError(error.message, offset) : error;
    }
  }

  #spend(statements: number, offset: number, depth: number): void {
    this.#repeated += statements + 1;
    if (depth > MOST_NESTED || this.#repeated > MOST_REPEATED) throw new AsmError("this many repetitions", offset);
  }

  // --- Conditions -------------------------------------------------------------------------------------------------

  /** What stands between the first condition that holds (or `.else`) and the next. */
  #chosen(text: string, head: Statement, inner: readonly Statement[]): readonly Statement[] {
    const marks = branches(inner);
    const heads = [head, ...marks.map((mark) => inner[mark] as Statement)];
    const chosen = heads.findIndex((each) => this.#holds(text, each));
    return chosen < 0 ? [] : inner.slice(chosen === 0 ? 0 : (marks[chosen - 1] as number) + 1, marks[chosen] ?? inner.length);
  }

  #holds(text: string, statement: Statement): boolean {
    const cursor = new Cursor(statement.tokens, statement.offset);
    const name = cursor.next().text.toLowerCase();
    switch (name) {
      case ".else":
        return true;
      case ".ifdef":
        return this.host.isDefined(cursor.next().text);
      case ".ifndef":
      case ".ifnotdef":
        return !this.host.isDefined(cursor.next().text);
      case ".ifb":
        return cursor.isEnd;
      case ".ifnb":
        return !cursor.isEnd;
      case ".ifc":
      case ".ifeqs":
        return areSame(cursor, text);
      case ".ifnc":
      case ".ifnes":
        return !areSame(cursor, text);
      default:
        return this.#compares(name === ".elseif" ? ".if" : name, cursor);
    }
  }

  #compares(name: string, cursor: Cursor): boolean {
    const words = `expected absolute expression`;
    const holds = COMPARES[name]?.(this.host.absolute(cursor, words));
    if (!cursor.isEnd) cursor.fail("expected newline");
    return holds === true;
  }
}

/** `.ifc one, other` */
function areSame(cursor: Cursor, text: string): boolean {
  const rest = cursor.tokens.slice(cursor.at).filter(({ kind }) => kind !== "end");
  const comma = rest.findIndex((token) => token.kind === "punctuation" && token.text === ",");
  if (comma < 0) return cursor.fail("expected comma");
  const between = (tokens: typeof rest): string => {
    const [first, last] = [tokens[0], tokens.at(-1)];
    return first === undefined || last === undefined ? "" : text.slice(first.offset, endOf(last));
  };
  return between(rest.slice(0, comma)) === between(rest.slice(comma + 1));
}

/** Where `.elseif` and `.else` of the condition around `inner` stand. */
function branches(inner: readonly Statement[]): number[] {
  const found: number[] = [];
  let depth = 0;
  inner.forEach((statement, i) => {
    const name = nameOf(statement).toLowerCase();
    if (CONDITIONS.has(name)) depth++;
    else if (name === ".endif") depth--;
    else if (depth === 0 && (name === ".else" || name === ".elseif")) found.push(i);
  });
  return found;
}

/** The number of the statement that ends the block at `at`. */
function endOfBlock(statements: readonly Statement[], at: number, kind: BlockKind): number {
  const ends = ENDS[kind] as readonly string[];
  let depth = 0;
  for (let i = at; i < statements.length; i++) {
    const name = nameOf(statements[i]).toLowerCase();
    if (blockOf(name) === kind) depth++;
    if (ends.includes(name) && --depth === 0) return i;
  }
  throw new AsmError(`no matching '${ends.at(-1)}' in definition`, statements[at]?.offset ?? 0);
}

/** The text between a block's head and its end. */
function bodyText({ text, statements }: Piece, at: number, end: number): string {
  const head = statements[at]?.tokens.findLast(({ kind }) => kind !== "end");
  return head === undefined ? "" : text.slice(endOf(head), statements[end]?.offset);
}
