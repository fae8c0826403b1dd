// Rust's v0 scheme (RFC 2603, "Symbol name mangling v0") to the text LLVM gives: paths without crate hashes, generic
// arguments, constants in decimal. One class reads and prints in a single pass; back references read an earlier place
// again. A name that breaks the grammar gives undefined, and so does one whose text grows beyond all use.
import { punycode } from "./punycode.ts";

const MAXIMUM_DEPTH = 500;
const MAXIMUM_TEXT = 1 << 20;

class Malformed extends Error {}

const BASIC_TYPES: Readonly<Record<string, string>> = {
  a: "i8",
  b: "bool",
  c: "char",
  d: "f64",
  e: "str",
  f: "f32",
  h: "u8",
  i: "isize",
  j: "usize",
  l: "i32",
  m: "u32",
  n: "i128",
  o: "u128",
  p: "_",
  s: "i16",
  t: "u16",
  u: "()",
  v: "...",
  x: "i64",
  y: "u64",
  z: "!",
};

const SPECIAL_SPACES: Readonly<Record<string, string>> = { C: "closure", S: "shim" };
const ESCAPES: Readonly<Record<number, string>> = { 9: "\\t", 10: "\\n", 13: "\\r", 39: "\\'", 92: "\\\\" };

class Printer {
  #at = 0;
  #out: string[] = [];
  #length = 0;
  #depth = 0;
  #prints = true;
  #boundLifetimes = 0;

  constructor(readonly input: string) {}

  /** `symbol-name = "_R" path [instantiating-crate]` */
  run(): string {
    if (!/[A-Z]/.test(this.#look())) throw new Malformed();
    this.#path(false);
    if (this.#at < this.input.length) this.#silently(() => this.#path(false));
    if (this.#at < this.input.length) throw new Malformed();
    return this.#out.join("");
  }

  #look(): string {
    return this.input[this.#at] ?? "";
  }
  #consume(): string {
    const c = this.input[this.#at++];
    if (c === undefined) throw new Malformed();
    return c;
  }
  #takes(c: string): boolean {
    if (this.#look() !== c) return false;
    this.#at++;
    return true;
  }
  #print(text: string): void {
    if (!this.#prints) return;
    this.#length += text.length;
    if (this.#length > MAXIMUM_TEXT) throw new Malformed();
    this.#out.push(text);
  }
  #silently(work: () => void): void {
    const before = this.#prints;
    this.#prints = false;
    work();
    this.#prints = before;
  }
  #deeper<T>(work: () => T): T {
    if (++this.#depth >= MAXIMUM_DEPTH) throw new Malformed();
    const value = work();
    this.#depth--;
    return value;
  }

  /** `backref = "B" base-62-number`; the place counts from behind `_R`. */
  #backReference(work: () => void): void {
    const place = this.#base62();
    if (place >= this.#at) throw new Malformed();
    if (!this.#prints) return;
    const before = this.#at;
    this.#at = place;
    work();
    this.#at = before;
  }

  /** Items up to `E`, with `, ` between them. */
  #list(separator: string, item: () => void): number {
    let count = 0;
    for (; !this.#takes("E"); count++) {
      if (count > 0) this.#print(separator);
      item();
    }
    return count;
  }

  /** `path`; with `open`, generic arguments stay open for more (true when they did). */
  #path(inType: boolean, open = false): boolean {
    return this.#deeper(() => this.#pathKind(this.#consume(), inType, open));
  }

  #pathKind(kind: string, inType: boolean, open: boolean): boolean {
    let left = false;
    if (kind === "C") {
      this.#optionalBase62("s");
      this.#print(this.#identifier());
    } else if (kind === "M") {
      this.#implementation(inType);
      this.#print("<");
      this.#type();
      this.#print(">");
    } else if (kind === "X" || kind === "Y") {
      if (kind === "X") this.#implementation(inType);
      this.#print("<");
      this.#type();
      this.#print(" as ");
      this.#path(true);
      this.#print(">");
    } else if (kind === "N") this.#nested(inType);
    else if (kind === "I") return this.#generic(inType, open);
    else if (kind === "B") this.#backReference(() => (left = this.#path(inType, open)));
    else throw new Malformed();
    return left;
  }

  #generic(inType: boolean, open: boolean): boolean {
    this.#path(inType);
    this.#print(inType ? "<" : "::<");
    this.#list(", ", () => this.#genericArgument());
    if (!open) this.#print(">");
    return open;
  }

  #implementation(inType: boolean): void {
    this.#silently(() => {
      this.#optionalBase62("s");
      this.#path(inType);
    });
  }

  /** `"N" namespace path identifier`: capitals are the compiler's own namespaces. */
  #nested(inType: boolean): void {
    const space = this.#consume();
    if (!/[A-Za-z]/.test(space)) throw new Malformed();
    this.#path(inType);
    const number = this.#optionalBase62("s");
    const name = this.#identifier();
    if (!Number.isSafeInteger(number)) throw new Malformed();
    if (/[A-Z]/.test(space)) this.#print(`::{${SPECIAL_SPACES[space] ?? space}${name === "" ? "" : `:${name}`}#${number}}`);
    else if (name !== "") this.#print(`::${name}`);
  }

  #genericArgument(): void {
    if (this.#takes("L")) this.#lifetime(this.#base62());
    else if (this.#takes("K")) this.#deeper(() => this.#constant());
    else this.#type();
  }

  #type(): void {
    this.#deeper(() => {
      const basic = BASIC_TYPES[this.#look()];
      if (basic === undefined) return this.#compoundType(this.#consume());
      this.#at++;
      this.#print(basic);
    });
  }

  #compoundType(kind: string): void {
    if (kind === "A" || kind === "S") this.#arrayType(kind === "A");
    else if (kind === "T") this.#tupleType();
    else if (kind === "R" || kind === "Q") this.#referenceType(kind === "Q");
    else if (kind === "P" || kind === "O") {
      this.#print(kind === "P" ? "*const " : "*mut ");
      this.#type();
    } else if (kind === "F") this.#bound(() => this.#functionType());
    else if (kind === "D") this.#dynamicType();
    else if (kind === "B") this.#backReference(() => this.#type());
    else {
      this.#at--;
      this.#path(true);
    }
  }

  #arrayType(sized: boolean): void {
    this.#print("[");
    this.#type();
    if (sized) {
      this.#print("; ");
      this.#constant();
    }
    this.#print("]");
  }

  #tupleType(): void {
    this.#print("(");
    const count = this.#list(", ", () => this.#type());
    this.#print(count === 1 ? ",)" : ")");
  }

  #referenceType(mutable: boolean): void {
    this.#print("&");
    if (this.#takes("L")) {
      const index = this.#base62();
      if (index !== 0) {
        this.#lifetime(index);
        this.#print(" ");
      }
    }
    if (mutable) this.#print("mut ");
    this.#type();
  }

  #bound(work: () => void): void {
    const before = this.#boundLifetimes;
    this.#binder();
    work();
    this.#boundLifetimes = before;
  }

  /** `fn-sig = [binder] ["U"] ["K" abi] {type} "E" type` */
  #functionType(): void {
    if (this.#takes("U")) this.#print("unsafe ");
    if (this.#takes("K")) this.#print(`extern "${this.#takes("C") ? "C" : this.#identifier(false).replaceAll("_", "-")}" `);
    this.#print("fn(");
    this.#list(", ", () => this.#type());
    this.#print(")");
    if (this.#takes("u")) return;
    this.#print(" -> ");
    this.#type();
  }

  #dynamicType(): void {
    this.#print("dyn ");
    this.#bound(() => {
      this.#list(" + ", () => this.#dynamicTrait());
    });
    if (!this.#takes("L")) throw new Malformed();
    const index = this.#base62();
    if (index === 0) return;
    this.#print(" + ");
    this.#lifetime(index);
  }

  /** `dyn-trait = path {"p" identifier type}` */
  #dynamicTrait(): void {
    let open = this.#path(true, true);
    while (this.#takes("p")) {
      this.#print(open ? ", " : "<");
      open = true;
      this.#print(`${this.#identifier()} = `);
      this.#type();
    }
    if (open) this.#print(">");
  }

  #binder(): void {
    const count = this.#optionalBase62("G");
    if (count === 0) return;
    if (count >= this.input.length - this.#boundLifetimes) throw new Malformed();
    this.#print("for<");
    for (let i = 0; i < count; i++) {
      this.#boundLifetimes++;
      if (i > 0) this.#print(", ");
      this.#lifetime(1);
    }
    this.#print("> ");
  }

  #lifetime(index: number): void {
    if (index === 0) return this.#print("'_");
    if (index - 1 >= this.#boundLifetimes) throw new Malformed();
    const depth = this.#boundLifetimes - index;
    this.#print(depth < 26 ? `'${String.fromCharCode(97 + depth)}` : `'z${depth - 25}`);
  }

  /** `const = type const-data | "p" | backref` */
  #constant(): void {
    const kind = this.#consume();
    if (kind === "B") return this.#backReference(() => this.#deeper(() => this.#constant()));
    if (kind === "p") return this.#print("_");
    if (kind === "b") return this.#booleanConstant();
    if (kind === "c") return this.#characterConstant();
    if (!/[ahijlmnostxy]/.test(kind)) throw new Malformed();
    if (this.#takes("n")) this.#print("-");
    const digits = this.#hexadecimal();
    this.#print(digits.length <= 16 ? BigInt(`0x${digits}`).toString() : `0x${digits}`);
  }

  #booleanConstant(): void {
    const digits = this.#hexadecimal();
    if (digits !== "0" && digits !== "1") throw new Malformed();
    this.#print(digits === "1" ? "true" : "false");
  }

  #characterConstant(): void {
    const digits = this.#hexadecimal();
    if (digits.length > 6) throw new Malformed();
    const code = Number.parseInt(digits, 16);
    const plain = code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : `\\u{${digits}}`;
    this.#print(`'${ESCAPES[code] ?? plain}'`);
  }

  #hexadecimal(): string {
    const digits = /^(?:0|[1-9a-f][0-9a-f]*)_/.exec(this.input.slice(this.#at))?.[0];
    if (digits === undefined) throw new Malformed();
    this.#at += digits.length;
    return digits.slice(0, -1);
  }

  /** `undisambiguated-identifier = ["u"] decimal-number ["_"] bytes` */
  #identifier(mayEncode = true): string {
    const encoded = this.#takes("u");
    const digits = /^(?:0|[1-9][0-9]{0,8})/.exec(this.input.slice(this.#at, this.#at + 10))?.[0];
    if (digits === undefined || (encoded && !mayEncode)) throw new Malformed();
    this.#at += digits.length;
    this.#takes("_");
    const text = this.input.slice(this.#at, this.#at + Number(digits));
    if (text.length !== Number(digits) || !/^\w*$/.test(text)) throw new Malformed();
    this.#at += text.length;
    const plain = encoded ? punycode(text) : text;
    if (plain === undefined) throw new Malformed();
    return plain;
  }

  #optionalBase62(tag: string): number {
    return this.#takes(tag) ? this.#base62() + 1 : 0;
  }

  /** `base-62-number = {digit | lower | upper} "_"`; `_` alone is 0; 64 bits. Crate hashes alone pass 2^53, and are not shown. */
  #base62(): number {
    if (this.#takes("_")) return 0;
    let value = 0;
    for (let c = this.#consume(); c !== "_"; c = this.#consume()) {
      const digit = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".indexOf(c);
      if (digit < 0 || value > 2 ** 64 / 62) throw new Malformed();
      value = value * 62 + digit;
    }
    return value + 1;
  }
}

/** The text of a name that starts with `_R`; undefined when it breaks the grammar. */
export function demangleRust(name: string): string | undefined {
  const dot = name.indexOf(".");
  try {
    const text = new Printer(name.slice(2, dot < 0 ? undefined : dot)).run();
    return dot < 0 ? text : `${text} (${name.slice(dot)})`;
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}
