// Types of the Itanium C++ ABI (5.1.5): qualifiers, pointers, arrays, functions, builtins. Names, which types are made of and
// which are made of types, are read beside it.
import { Cursor, Unread } from "./cpp-cursor.ts";
import { expression } from "./cpp-expressions.ts";
import type { NameReader } from "./cpp-expressions.ts";
import {
  arrayOf,
  expansion,
  functionType,
  list,
  made,
  memberPointer,
  pointer,
  qualified,
  reference,
  show,
  text,
  vectorOf,
} from "./cpp-nodes.ts";
import type { Node } from "./cpp-nodes.ts";
import { BUILTIN, BUILTIN_D } from "./cpp-tables.ts";

/** Class types named with their kind. */
const ELABORATED: Readonly<Record<string, string>> = { Ts: "struct", Tu: "union", Te: "enum" };

export abstract class TypeParser extends Cursor implements NameReader {
  abstract readonly llvm: 15 | 22;
  /** Whether arguments behind a template's name belong to it: not in the type that a conversion is to. */
  #takesArguments = true;

  /** Puts a node into the table of substitutions. */
  abstract remember(node: Node): Node;
  abstract substitution(): Node;
  abstract templateParameter(): Node;
  abstract templateArguments(tag: boolean): Node;
  abstract literal(): Node;
  abstract templateArgument(): Node;
  abstract operatorName(): Node;
  abstract sourceName(): string;
  protected abstract name(): Node;
  protected abstract withArguments(name: Node): Node;

  protected parameters(ends: () => boolean): Node[] {
    if (this.takes("v")) return [];
    const parameters = [this.type()];
    while (!ends()) parameters.push(this.type());
    return parameters;
  }

  /** Read as `[r] [V] [K]`, shown as LLVM does: const, volatile, restrict. */
  protected qualifiers(): string {
    const restrict = this.takes("r") ? " restrict" : "";
    const volatile = this.takes("V") ? " volatile" : "";
    return (this.takes("K") ? " const" : "") + volatile + restrict;
  }

  type(): Node {
    return this.deeper(() => {
      const builtin = BUILTIN[this.look()];
      if (builtin !== undefined) {
        this.take(1);
        return text(builtin);
      }
      return this.#otherType();
    });
  }

  /** The type that a conversion is to. */
  conversionType(): Node {
    const before = this.#takesArguments;
    this.#takesArguments = false;
    const type = this.type();
    this.#takesArguments = before;
    return type;
  }

  #otherType(): Node {
    const c = this.look();
    if (/[rVK]/.test(c) && !/^[rVK]+(?:F|D[oOwx])/.test(this.ahead(5))) return this.remember(this.#qualifiedType());
    if (/[rVKF]/.test(c) || (c === "D" && /[oOwx]/.test(this.look(1)))) return this.remember(this.#functionType());
    if (c === "D") return this.#typeAfterD();
    if (c === "S" && this.look(1) !== "t") {
      const node = this.substitution();
      return this.look() === "I" && this.#takesArguments ? this.remember(this.withArguments(node)) : node;
    }
    return this.remember(this.#compoundType(c));
  }

  #qualifiedType(): Node {
    const words = this.qualifiers();
    return qualified(this.type(), words);
  }

  #typeAfterD(): Node {
    const builtin = BUILTIN_D[this.look(1)];
    if (builtin !== undefined) {
      this.take(2);
      return text(builtin);
    }
    if (this.takes("DF")) return this.#floatType();
    if (this.takes("DB")) return this.#bitInteger("");
    if (this.takes("DU")) return this.#bitInteger("unsigned ");
    if (this.takes("Dv")) return this.remember(this.#vectorType());
    if (this.takes("Dt") || this.takes("DT")) return this.remember(this.#decltype());
    if (!this.takes("Dp")) throw new Unread();
    return this.remember(expansion(this.type()));
  }

  /** `"Dv" [number | "_" expression] "_" (type | "p")`; without a size, the second underscore is left out. */
  #vectorType(): Node {
    const digits = this.match(/[1-9][0-9]*/y);
    if (digits !== undefined) {
      this.needs("_");
      if (this.takes("p")) return text(`pixel vector[${digits}]`);
      return vectorOf(this.type(), text(digits));
    }
    if (this.takes("_")) return vectorOf(this.type(), undefined);
    const size = expression(this);
    this.needs("_");
    return vectorOf(this.type(), size);
  }

  #decltype(): Node {
    const inner = expression(this);
    this.needs("E");
    return made((p) => `decltype(${show(inner, p)})`);
  }

  /** `_BitInt`: `DB number _`. */
  #bitInteger(sign: string): Node {
    const bits = this.match(/[0-9]+/y);
    const size = bits === undefined ? expression(this) : text(bits);
    this.needs("_");
    return made((p) => `${sign}_BitInt(${show(size, p)})`);
  }

  /** `DF number _`: `_Float16`; a `b` in place of the underscore is `std::bfloat16_t`. */
  #floatType(): Node {
    if (this.llvm === 22 && this.takes("16b")) return text("std::bfloat16_t");
    const bits = this.match(/[0-9]+/y) ?? "";
    this.needs("_");
    return text(`_Float${bits}`);
  }

  #compoundType(c: string): Node {
    const kind = ELABORATED[this.ahead(2)];
    if (kind !== undefined) {
      this.take(2);
      const named = this.name();
      return made((p) => `${kind} ${show(named, p)}`);
    }
    if (c === "T") {
      const node = this.templateParameter();
      return this.look() === "I" && this.#takesArguments ? this.withArguments(this.remember(node)) : node;
    }
    if (this.takes("P")) return pointer(this.type());
    if (this.takes("R")) return reference(this.type(), true);
    if (this.takes("O")) return reference(this.type(), false);
    if (this.takes("M")) {
      const owner = this.type();
      return memberPointer(owner, this.type());
    }
    if (this.takes("A")) return this.#arrayType();
    if (this.takes("U")) return this.#vendorQualified();
    if (this.takes("u")) return text(this.sourceName());
    if (this.takes("C")) return qualified(this.type(), " complex");
    if (this.takes("G")) return qualified(this.type(), " imaginary");
    return this.name();
  }

  /** `"U" source-name [template-args] type` */
  #vendorQualified(): Node {
    const word = this.sourceName();
    const args = this.look() === "I" ? this.templateArguments(false) : undefined;
    const type = this.type();
    if (args === undefined) return qualified(type, ` ${word}`);
    return made((p) => `${show(type, p)} ${word}${show(args, p)}`);
  }

  #arrayType(): Node {
    const digits = this.match(/[0-9]+/y);
    const size = digits !== undefined ? text(digits) : this.look() === "_" ? undefined : expression(this);
    this.needs("_");
    return arrayOf(this.type(), size);
  }

  /** `exception-spec = "Do" | "DO" expression "E" | "Dw" {type} "E"`, as it stands behind the function. */
  #exceptions(): Node {
    if (this.takes("Do")) return text(" noexcept");
    if (this.takes("DO")) {
      const condition = expression(this);
      this.needs("E");
      return made((p) => ` noexcept(${show(condition, p)})`);
    }
    if (!this.takes("Dw")) return text("");
    const types = [this.type()];
    while (!this.takes("E")) types.push(this.type());
    return made((p) => ` throw(${list(types, p)})`);
  }

  /** `function-type = [CV-qualifiers] [exception-spec] ["Dx"] "F" ["Y"] bare-function-type [ref-qualifier] "E"` */
  #functionType(): Node {
    const words = this.qualifiers();
    const exceptions = this.#exceptions();
    this.takes("Dx");
    this.needs("F");
    this.takes("Y");
    const result = this.type();
    const ends = (): boolean => this.look() === "E" || /^[RO]E/.test(this.ahead(2));
    const parameters = this.parameters(ends);
    const referenceWord = this.takes("R") ? " &" : this.takes("O") ? " &&" : "";
    this.needs("E");
    return functionType(result, parameters, words + referenceWord, exceptions);
  }
}
