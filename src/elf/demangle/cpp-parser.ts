// The grammar of the Itanium C++ ABI (5.1) read into nodes: names, template arguments, literals and special names. Types
// and expressions are read beside it.
import { Unread } from "./cpp-cursor.ts";
import { expression } from "./cpp-expressions.ts";
import { encoding, list, made, parameterPack, show, text } from "./cpp-nodes.ts";
import type { Node, Printing } from "./cpp-nodes.ts";
import { FLOATS, hexFloat } from "./cpp-floats.ts";
import { LITERALS, OPERATORS, SPECIAL_NAMES, SPECIAL_TYPES, STANDARD } from "./cpp-tables.ts";
import { ParameterParser } from "./cpp-parameters.ts";

/** What a name tells about the function it names. */
interface NameFacts {
  endsWithArguments: boolean;
  isConversion: boolean;
  /** The object is a parameter of its own (C++23). */
  hasObject: boolean;
  after: string;
}

export class Parser extends ParameterParser {
  #substitutions: Node[] = [];

  /** LLVM 15 forgets the class's name behind a tag, so that its constructors have none. */
  constructor(
    input: string,
    readonly llvm: 15 | 22,
  ) {
    super(input);
  }

  remember(node: Node): Node {
    this.#substitutions.push(node);
    return node;
  }

  #endsEncoding(): boolean {
    return ["", "E", ".", "_"].includes(this.look());
  }

  /** `encoding = function-name bare-function-type | data-name | special-name` */
  encoding(): Node {
    const before = this.arguments;
    this.arguments = [];
    const node = this.deeper(() => (/[GT]/.test(this.look()) ? this.#special() : this.#function()));
    this.arguments = before;
    return node;
  }

  #function(): Node {
    const facts: NameFacts = { endsWithArguments: false, isConversion: false, hasObject: false, after: "" };
    const name = this.name(facts);
    if (this.#endsEncoding()) return name;
    const condition = this.takes("Ua9enable_if") ? this.#enableIf() : undefined;
    const result = facts.endsWithArguments && !facts.isConversion ? this.type() : undefined;
    const parameters = this.parameters(() => this.#endsEncoding());
    const [first] = parameters;
    if (facts.hasObject && first !== undefined) parameters[0] = made((p) => `this ${show(first, p)}`);
    const function_ = encoding(result, name, parameters, facts.after);
    return condition === undefined ? function_ : { ...function_, right: (p) => function_.right(p) + condition(p) };
  }

  /** Clang's `"Ua9enable_if" "I" {template-arg} "E"`, behind the function. */
  #enableIf(): (p: Printing) => string {
    this.needs("I");
    const conditions: Node[] = [];
    while (!this.takes("E")) conditions.push(this.templateArgument());
    return (p) => ` [enable_if:${list(conditions, p)}]`;
  }

  /** `special-name` (5.1.4.2, 5.1.4.3) */
  #special(): Node {
    const code = this.take(2);
    const ofType = SPECIAL_TYPES[code];
    if (ofType !== undefined) return this.#phrase(ofType, this.type());
    const ofName = SPECIAL_NAMES[code];
    if (ofName !== undefined) return this.#phrase(ofName, this.name());
    if (code === "TA") return this.#phrase("template parameter object for ", this.templateArgument());
    if (code === "TC") return this.#constructionTable();
    if (code === "GR") return this.#temporary();
    if (code === "Tc") {
      this.#callOffset();
      this.#callOffset();
      return this.#phrase("covariant return thunk to ", this.encoding());
    }
    const isVirtual = code === "Tv";
    this.#callOffset(code.slice(1));
    return this.#phrase(isVirtual ? "virtual thunk to " : "non-virtual thunk to ", this.encoding());
  }

  #phrase(words: string, node: Node): Node {
    return made((p) => words + show(node, p));
  }

  #constructionTable(): Node {
    const whole = this.type();
    this.match(/n?[0-9]+/y);
    this.needs("_");
    const part = this.type();
    return made((p) => `construction vtable for ${show(part, p)}-in-${show(whole, p)}`);
  }

  #temporary(): Node {
    const name = this.name();
    const hasNumber = this.match(/[0-9A-Z]+/y) !== undefined;
    if (!this.takes("_") && hasNumber) throw new Unread();
    return this.#phrase("reference temporary for ", name);
  }

  /** `h number _` or `v number _ number _`; the letter may have been read. */
  #callOffset(letter = this.take(1)): void {
    const pattern = letter === "h" ? /n?[0-9]+_/y : letter === "v" ? /n?[0-9]+_n?[0-9]+_/y : undefined;
    if (pattern === undefined || this.match(pattern) === undefined) throw new Unread();
  }

  protected name(facts?: NameFacts): Node {
    return this.deeper(() => {
      if (this.takes("N")) return this.#nestedName(facts);
      if (this.takes("Z")) return this.#localName(facts);
      if (this.look() === "S" && this.look(1) !== "t") {
        const node = this.substitution();
        if (this.look() !== "I") throw new Unread();
        return this.withArguments(node, facts);
      }
      const node = this.#unscopedName(facts);
      return this.look() === "I" ? this.withArguments(this.remember(node), facts) : node;
    });
  }

  protected withArguments(name: Node, facts?: NameFacts): Node {
    const args = this.templateArguments(facts !== undefined);
    if (facts !== undefined) facts.endsWithArguments = true;
    return made((p) => show(name, p) + show(args, p), name.base);
  }

  #unscopedName(facts?: NameFacts): Node {
    if (!this.takes("St")) return this.#unqualifiedName(undefined, facts);
    const name = this.#unqualifiedName(undefined, facts);
    return made((p) => `std::${show(name, p)}`, name.base);
  }

  /** `local-name = "Z" encoding "E" (entity-name | "s" | "d" ...) [discriminator]` */
  #localName(facts?: NameFacts): Node {
    const around = this.encoding();
    this.needs("E");
    if (this.takes("s")) {
      this.#discriminator();
      return made((p) => `${show(around, p)}::string literal`);
    }
    const isDefaultArgument = this.takes("d");
    if (isDefaultArgument) {
      this.match(/[0-9]+/y);
      this.needs("_");
    }
    const entity = this.#localEntity(facts);
    if (!isDefaultArgument) this.#discriminator();
    return made((p) => `${show(around, p)}::${show(entity, p)}`);
  }

  /** In LLVM 22 the entity's template arguments mean nothing behind its name. */
  #localEntity(facts?: NameFacts): Node {
    const before = this.arguments;
    if (this.llvm === 22) this.arguments = [];
    const entity = this.name(facts);
    if (this.llvm === 22) this.arguments = before;
    return entity;
  }

  #discriminator(): void {
    this.match(/__[0-9]+_|_[0-9]|[0-9]+$/y);
  }

  /** `nested-name = "N" [CV-qualifiers] [ref-qualifier] prefix unqualified-name "E"` */
  #nestedName(facts?: NameFacts): Node {
    if (this.llvm === 22 && this.takes("H") && facts !== undefined) facts.hasObject = true;
    const after = this.qualifiers() + (this.takes("O") ? " &&" : this.takes("R") ? " &" : "");
    if (facts !== undefined) facts.after = after;
    let scope: Node | undefined;
    while (!this.takes("E")) scope = this.#nextPrefix(scope, facts);
    if (scope === undefined || this.#substitutions.length === 0) throw new Unread();
    this.#substitutions.pop();
    return scope;
  }

  #nextPrefix(scope: Node | undefined, facts?: NameFacts): Node {
    if (facts !== undefined) facts.endsWithArguments = false;
    const c = this.look();
    if (scope === undefined && this.takes("St")) return text("std");
    if (c === "S" && scope === undefined) {
      const found = this.substitution();
      if (this.look() === "E") this.remember(found);
      return found;
    }
    if (c === "T" && scope === undefined) return this.remember(this.templateParameter());
    if (c === "I") {
      if (scope === undefined) throw new Unread();
      return this.remember(this.withArguments(scope, facts));
    }
    const name = this.#unqualifiedName(scope, facts);
    this.takes("M");
    return this.remember(scope === undefined ? name : made((p) => `${show(scope, p)}::${show(name, p)}`, name.base));
  }

  #unqualifiedName(scope: Node | undefined, facts?: NameFacts): Node {
    if (this.llvm === 22 && scope !== undefined && this.takes("F")) {
      const friend = this.#unqualifiedName(scope, facts);
      return made((p) => `friend ${show(friend, p)}`, friend.base);
    }
    this.takes("L");
    const c = this.look();
    let name: Node;
    if (/[0-9]/.test(c)) name = text(this.sourceName());
    else if (this.takes("DC")) name = this.#structuredBinding();
    else if (c === "U") name = this.#unnamedType();
    else if (c === "C" || (c === "D" && /[0-5]/.test(this.look(1)))) name = this.#structor(scope, facts);
    else name = this.operatorName(facts);
    while (this.takes("B")) {
      const before = name;
      const tag = this.sourceName();
      name = made((p) => `${show(before, p)}[abi:${tag}]`, this.llvm === 22 ? before.base : "");
    }
    return name;
  }

  #structuredBinding(): Node {
    const names = [this.sourceName()];
    while (!this.takes("E")) names.push(this.sourceName());
    return text(`[${names.join(", ")}]`, "");
  }

  sourceName(): string {
    const length = Number(this.match(/[1-9][0-9]{0,6}/y) ?? "0");
    if (length === 0) throw new Unread();
    const name = this.take(length);
    return name.startsWith("_GLOBAL__N") ? "(anonymous namespace)" : name;
  }

  #structor(scope: Node | undefined, facts?: NameFacts): Node {
    if (scope === undefined) throw new Unread();
    const base = scope.base ?? "";
    if (facts !== undefined) facts.isConversion = true;
    if (this.match(/D[0-5]/y) !== undefined) return text(`~${base}`);
    const inherits = this.takes("CI");
    if (!inherits) this.needs("C");
    if (this.match(/[1-5]/y) === undefined) throw new Unread();
    if (inherits) this.name();
    return text(base);
  }

  /** `unnamed-type-name = "Ut" [number] "_" | "Ul" lambda-sig "E" [number] "_"` */
  #unnamedType(): Node {
    if (this.takes("Ut")) {
      const number = this.match(/[0-9]+/y) ?? "";
      this.needs("_");
      return text(`'unnamed${number}'`, "");
    }
    this.needs("Ul");
    return this.lambda();
  }

  operatorName(facts?: NameFacts): Node {
    if (this.takes("cv")) {
      if (facts !== undefined) facts.isConversion = true;
      const to = this.#convertedType();
      return made((p) => `operator ${show(to, p)}`);
    }
    if (this.match(/v[0-9]/y) !== undefined) return text(`operator ${this.sourceName()}`);
    if (this.takes("li")) return text(`operator"" ${this.sourceName()}`);
    const sign = OPERATORS[this.take(2)];
    if (sign === undefined) throw new Unread();
    return text(`operator${sign}`);
  }

  /** In `operator T_`, the arguments that give `T_` its meaning come behind the name. */
  #convertedType(): Node {
    const before = this.inConversion;
    this.inConversion = true;
    const type = this.conversionType();
    this.inConversion = before;
    return type;
  }

  /** `substitution = "S" [seq-id] "_" | "Sa" | "Sb" | "Ss" | "Si" | "So" | "Sd"` */
  substitution(): Node {
    this.needs("S");
    const standard = STANDARD[this.look()];
    if (standard !== undefined) {
      this.take(1);
      const [shown, base, whole] = standard;
      if (!/^(?:C[I1-5]|D[0-5])/.test(this.ahead(2))) return text(shown, base);
      return text(whole, whole === shown ? base : `basic_${base}`);
    }
    const digits = this.match(/[0-9A-Z]*_/y);
    const found = digits === undefined ? undefined : this.#substitutions[digits === "_" ? 0 : Number.parseInt(digits, 36) + 1];
    if (found === undefined) throw new Unread();
    return found;
  }

  /** `template-args = "I" {template-arg} "E"`; with `tag` they are what `T_` means from here on. */
  templateArguments(tag: boolean): Node {
    this.needs("I");
    const nodes: Node[] = [];
    const table: Node[] = [];
    const before = this.arguments;
    while (!this.takes("E")) {
      if (tag) this.arguments = undefined;
      const node = this.templateArgument();
      nodes.push(node);
      table.push(node.elements === undefined ? node : parameterPack(node.elements));
    }
    this.arguments = tag ? table : before;
    if (tag) this.resolveForward(table);
    return made((p) => `<${list(nodes, p)}>`);
  }

  templateArgument(): Node {
    if (this.takes("J")) {
      const elements: Node[] = [];
      while (!this.takes("E")) elements.push(this.templateArgument());
      return { ...made((p) => list(elements, p)), elements };
    }
    if (this.look() === "L") return this.literal();
    if (!this.takes("X")) return this.type();
    const argument = expression(this);
    this.needs("E");
    return argument;
  }

  /** `expr-primary = "L" type [number] "E" | "L" "_Z" encoding "E"` */
  literal(): Node {
    this.needs("L");
    if (this.takes("_Z") || this.takes("Z")) {
      const node = this.encoding();
      this.needs("E");
      return node;
    }
    if (this.takes("b0E")) return text("false");
    if (this.takes("b1E")) return text("true");
    if (/[fde]/.test(this.look())) return this.#floatLiteral();
    if (this.look() === "A") return this.#stringLiteral();
    if (this.takes("DnE") || this.takes("Dn0E")) return text("nullptr");
    if (this.look() === "U") return this.#lambdaValue();
    if (/[bD]/.test(this.look())) throw new Unread();
    const letter = LITERALS[this.look()];
    const type = letter === undefined ? this.type() : undefined;
    if (letter !== undefined) this.take(1);
    const number = this.match(/n?[0-9]+/y)?.replace("n", "-");
    if (number === undefined) throw new Unread();
    this.needs("E");
    if (type !== undefined) return made((p) => `(${show(type, p)})${number}`);
    return text((letter ?? "").length > 3 ? `(${letter})${number}` : number + letter);
  }

  /** The value's bytes, the highest first, as C's %a shows it. */
  #floatLiteral(): Node {
    const [digits, suffix] = FLOATS[this.take(1)] as readonly [number, string];
    const bytes = this.match(new RegExp(`[0-9a-f]{${digits}}E`, "y"));
    if (bytes === undefined) throw new Unread();
    return text(hexFloat(bytes.slice(0, -1)) + suffix);
  }

  #lambdaValue(): Node {
    const type = this.#unnamedType();
    this.needs("E");
    return made((p) => `[]${show(type, p).replace(/^[^<(]*/, "")}{...}`);
  }

  #stringLiteral(): Node {
    const type = this.type();
    this.needs("E");
    return made((p) => `"<${show(type, p)}>"`);
  }
}
