// The printer beneath rustc's texts of expressions and tokens: words, boxes and breaks come in, lines of at most 78 columns go
// out. It is Oppen's ("Pretty-printing", 1980) as `rustc_ast_pretty` has it: breaks and boxes are buffered until it is known
// whether what lies up to the next break fits in the rest of the line.

/** Columns of a line. */
const MARGIN = 78;
/** However far a line is indented, it may have this much. */
const LEAST_SPACE = 60;
/** More than any line has. */
const INFINITE = 0xffff;
/** What blocks and broken expressions are indented by. */
export const INDENT = 4;

/** Of a broken box: all of its breaks begin lines, or only those behind which too little room is left. */
type Breaks = "consistent" | "inconsistent";

type Token =
  | { readonly kind: "word"; readonly text: string; readonly length: number }
  | { readonly kind: "break"; offset: number; readonly blanks: number; readonly before: string }
  | { readonly kind: "begin"; readonly indent: number; readonly breaks: Breaks }
  | { readonly kind: "end" };

/** A size below 0 is not known yet. */
interface Entry {
  token: Token;
  size: number;
}

const END: Token = { kind: "end" };
const encoder = new TextEncoder();

/** In bytes, as rustc counts them. */
function lengthOf(text: string): number {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return encoder.encode(text).length;
  return text.length;
}

const isHardBreak = (token: Token, offset = 0): boolean => token.kind === "break" && token.blanks === INFINITE && token.offset === offset;

export class Printer {
  #out = "";
  #space = MARGIN;
  /** What is buffered: `#entries[at - #first]` has the number `at`. */
  #entries: Entry[] = [];
  #first = 0;
  #leftTotal = 0;
  #rightTotal = 0;
  /** Numbers of the entries whose sizes are not known; those before `#settled` are no more. */
  #unsized: number[] = [];
  #settled = 0;
  /** Boxes around what is printed; `undefined` for those that fit. */
  readonly #boxes: ({ readonly indent: number; readonly breaks: Breaks } | undefined)[] = [];
  #indent = 0;
  #pending = 0;
  #printed: Token | undefined;

  // --- What comes in ----------------------------------------------------------------------------------------------

  word(text: string): void {
    const length = lengthOf(text);
    if (this.#isEmpty()) return this.#printWord({ kind: "word", text, length });
    this.#push({ token: { kind: "word", text, length }, size: length });
    this.#rightTotal += length;
    this.#checkStream();
  }

  /** A word and a break. */
  wordSpace(text: string): void {
    this.word(text);
    this.space();
  }

  /** A word and a blank that does not break. */
  wordBlank(text: string): void {
    this.word(text);
    this.word(" ");
  }

  /** A break: `blanks`, or a new line, which is indented by `offset` more than its box. */
  break(blanks: number, offset = 0, before = ""): void {
    if (this.#isEmpty()) this.#restart();
    else this.#checkStack();
    this.#unsized.push(this.#push({ token: { kind: "break", offset, blanks, before }, size: -this.#rightTotal }));
    this.#rightTotal += blanks;
  }

  space(): void {
    this.break(1);
  }

  /** Always a new line. */
  hardBreak(): void {
    this.break(INFINITE);
  }

  /** A comma before a new line, a blank else. */
  trailingCommaOrSpace(): void {
    this.break(1, 0, ",");
  }

  /** A box that breaks at all of its breaks, or none. */
  openConsistent(indent: number): void {
    this.#begin({ kind: "begin", indent, breaks: "consistent" });
  }

  /** A box that breaks where it must. */
  open(indent: number): void {
    this.#begin({ kind: "begin", indent, breaks: "inconsistent" });
  }

  close(): void {
    if (this.#isEmpty()) this.#printEnd();
    else this.#unsized.push(this.#push({ token: END, size: -1 }));
  }

  /** Moves the break that came last. */
  offset(offset: number): void {
    const last = this.#entries.at(-1);
    if (last?.token.kind === "break") last.token.offset += offset;
  }

  isAtLineStart(): boolean {
    const last = this.#entries.at(-1)?.token ?? this.#printed;
    return last === undefined || isHardBreak(last);
  }

  spaceUnlessAtStart(): void {
    if (!this.isAtLineStart()) this.space();
  }

  /** The break before a closing brace; at the start of a line, the line is moved. */
  closingBreak(offset: number): void {
    if (!this.isAtLineStart()) this.break(1, offset);
    else if (this.#entries.length > 0) this.offset(offset);
  }

  finish(): string {
    if (!this.#isEmpty()) {
      this.#checkStack();
      this.#advance();
    }
    return this.#out;
  }

  // --- Sizes ------------------------------------------------------------------------------------------------------

  #isEmpty(): boolean {
    return this.#settled === this.#unsized.length;
  }

  #restart(): void {
    this.#leftTotal = this.#rightTotal = 1;
    this.#first += this.#entries.length;
    this.#entries = [];
    this.#unsized = [];
    this.#settled = 0;
  }

  #push(entry: Entry): number {
    return this.#first + this.#entries.push(entry) - 1;
  }

  #begin(token: Token): void {
    if (this.#isEmpty()) this.#restart();
    this.#unsized.push(this.#push({ token, size: -this.#rightTotal }));
  }

  /** What is longer than the rest of the line breaks, whatever follows. */
  #checkStream(): void {
    while (this.#rightTotal - this.#leftTotal > this.#space) {
      if (this.#unsized[this.#settled] === this.#first) {
        this.#settled++;
        (this.#entries[0] as Entry).size = INFINITE;
      }
      this.#advance();
      if (this.#entries.length === 0) break;
    }
  }

  /** A break ends what the break or the boxes before it hold: their sizes are known. */
  #checkStack(): void {
    let depth = 0;
    while (!this.#isEmpty()) {
      const entry = this.#entries[(this.#unsized.at(-1) as number) - this.#first] as Entry;
      const { kind } = entry.token;
      if (kind === "begin" && depth === 0) break;
      this.#unsized.pop();
      if (kind === "end") {
        entry.size = 1;
        depth++;
        continue;
      }
      entry.size += this.#rightTotal;
      if (kind === "begin") depth--;
      else if (depth === 0) break;
    }
  }

  // --- What goes out ----------------------------------------------------------------------------------------------

  /** Prints what is known. */
  #advance(): void {
    let count = 0;
    for (const { token, size } of this.#entries) {
      if (size < 0) break;
      count++;
      this.#first++;
      if (token.kind === "word") {
        this.#leftTotal += token.length;
        this.#printWord(token);
      } else if (token.kind === "break") {
        this.#leftTotal += token.blanks;
        this.#printBreak(token, size);
      } else if (token.kind === "begin") this.#printBegin(token, size);
      else this.#printEnd();
      this.#printed = token;
    }
    this.#entries.splice(0, count);
  }

  #printBegin({ indent, breaks }: Token & { kind: "begin" }, size: number): void {
    if (size <= this.#space) {
      this.#boxes.push(undefined);
      return;
    }
    this.#boxes.push({ indent: this.#indent, breaks });
    this.#indent += indent;
  }

  #printEnd(): void {
    const box = this.#boxes.pop();
    if (box !== undefined) this.#indent = box.indent;
  }

  #printBreak({ offset, blanks, before }: Token & { kind: "break" }, size: number): void {
    const isOutside = this.#boxes.length === 0;
    const box = this.#boxes.at(-1);
    const fits = box === undefined ? !isOutside || size <= this.#space : box.breaks === "inconsistent" && size <= this.#space;
    if (fits) {
      this.#pending += blanks;
      this.#space -= blanks;
      return;
    }
    this.#out += `${before}\n`;
    this.#pending = this.#indent + offset;
    this.#space = Math.max(MARGIN - this.#pending, LEAST_SPACE);
  }

  #printWord({ text, length }: Token & { kind: "word" }): void {
    this.#out += " ".repeat(this.#pending) + text;
    this.#pending = 0;
    this.#space -= length;
  }
}
