// Template parameters in C++ names (Itanium C++ ABI 5.1.8): what `T_` stands for, in a template's own name, in the type of a conversion
// function whose arguments come behind it, and in lambdas, whose parameters may be templates' of their own.
import { Unread } from "./cpp-cursor.ts";
import { list, made, show, text } from "./cpp-nodes.ts";
import type { Node, Printing } from "./cpp-nodes.ts";
import { TypeParser } from "./cpp-types.ts";

export abstract class ParameterParser extends TypeParser {
  /** Arguments of the template that was named last; undefined while they are read. */
  protected arguments: readonly (Node | undefined)[] | undefined = [];
  /** Within the type of a conversion function, whose arguments come behind it. */
  protected inConversion = false;
  #forward: ((table: readonly Node[]) => void)[] = [];
  /** How many tables there are around the lambda whose parameters are read: one more is `auto`. */
  #lambdaLevel: number | undefined;
  #lambdaTables: readonly (readonly Node[])[] = [];
  readonly #invented = new Map<string, number>();

  /** `lambda-sig "E" [number] "_"`, where `lambda-sig = {template-param-decl} bare-function-type` */
  protected lambda(): Node {
    const [level, tables] = [this.#lambdaLevel, this.#lambdaTables];
    this.#lambdaLevel = this.#tables().length;
    const table: Node[] = [];
    this.#lambdaTables = [...tables, table];
    const declarations: Node[] = [];
    while (/^T[yptn]/.test(this.ahead(2))) declarations.push(this.#parameterDeclaration(table));
    if (declarations.length === 0) this.#lambdaTables = tables;
    const parameters = this.parameters(() => this.look() === "E");
    [this.#lambdaLevel, this.#lambdaTables] = [level, tables];
    this.needs("E");
    const number = this.match(/[0-9]+/y) ?? "";
    this.needs("_");
    return made((p) => {
      const declared = declarations.length === 0 ? "" : `<${list(declarations, p)}>`;
      return `'lambda${number}'${declared}(${list(parameters, p)})`;
    }, "");
  }

  /** A template parameter of a lambda, which has no name: LLVM makes one up, and `table` gets it. */
  #parameterDeclaration(table: Node[]): Node {
    const invented = (kind: string): Node => {
      const count = this.#invented.get(kind) ?? 0;
      this.#invented.set(kind, count + 1);
      const name = text(kind + (count === 0 ? "" : String(count - 1)));
      table.push(name);
      return name;
    };
    const declared = (before: (p: Printing) => string, name: Node, after: (p: Printing) => string = () => ""): Node => ({
      left: before,
      right: (p) => show(name, p) + after(p),
    });
    const code = this.take(2);
    if (code === "Ty") return declared(() => "typename ", invented("$T"));
    if (code === "Tn") {
      const name = invented("$N");
      const type = this.type();
      return declared(
        (p) => type.left(p) + (type.goesOn === true ? "" : " "),
        name,
        (p) => type.right(p),
      );
    }
    if (code === "Tp") {
      const each = this.#parameterDeclaration(table);
      return { left: (p) => `${each.left(p)}...`, right: (p) => each.right(p) };
    }
    const name = invented("$TT");
    const inner: Node[] = [];
    const own: Node[] = [];
    while (!this.takes("E")) inner.push(this.#parameterDeclaration(own));
    return declared((p) => `template<${list(inner, p)}> typename `, name);
  }

  /** What `T_`, `TL0__` and so on choose from. */
  #tables(): readonly (readonly (Node | undefined)[])[] {
    const outer = this.arguments ?? [];
    return outer.length === 0 ? this.#lambdaTables : [outer, ...this.#lambdaTables];
  }

  #forwardParameter(index: number): Node {
    let found: Node | undefined;
    this.#forward.push((table) => (found = table[index]));
    const node = (): Node => {
      if (found === undefined) throw new Unread();
      return found;
    };
    return { left: (p) => node().left(p), right: (p) => node().right(p) };
  }

  templateParameter(): Node {
    this.needs("T");
    const outer = this.match(/L[0-9]+_/y);
    const digits = this.match(/[0-9]*_/y);
    if (digits === undefined) throw new Unread();
    const level = outer === undefined ? 0 : Number.parseInt(outer.slice(1), 10) + 1;
    const index = digits === "_" ? 0 : Number.parseInt(digits, 10) + 1;
    const found = this.#tables()[level]?.[index];
    if (found !== undefined) return found;
    if (this.inConversion && level === 0) return this.#forwardParameter(index);
    if (this.#lambdaLevel === level) return text("auto");
    throw new Unread();
  }

  /** Gives the parameters that stood before their arguments what they mean. */
  protected resolveForward(table: readonly Node[]): void {
    for (const resolve of this.#forward.splice(0)) resolve(table);
  }
}
