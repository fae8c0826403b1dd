// The tables that a TOML text's headers and assignments fill: who may name a key that is there already.
import { tomlKey, tomlScalar } from "./toml-scalars.ts";
import { tomlStructure, type TomlAssignment, type TomlHeader, type TomlNode, type TomlText } from "./toml-structure.ts";
import { newTable, TomlError, type TomlSpan, type TomlTable, type TomlValue } from "./toml-value.ts";

interface Key {
  readonly name: string;
  readonly span: TomlSpan;
}

function duplicate({ span }: Key): never {
  throw new TomlError("duplicate key", span);
}

/** What cargo calls a value that a dotted key cannot go through. */
const described = (value: TomlValue): string =>
  value.kind === "table" ? "inline table" : value.kind === "datetime" ? "datetime" : value.kind;

class Tables {
  readonly #root: TomlTable;
  #current: TomlTable;
  /** Puts the array's table that is being filled into its array: told of when it ends. */
  #finish: () => void = () => {};

  constructor(readonly text: string) {
    this.#root = newTable({ lo: 0, hi: text.length }, "header");
    this.#current = this.#root;
  }

  document(): TomlTable {
    for (const statement of tomlStructure(this.text))
      if (statement.kind === "header") this.#header(statement);
      else this.#assign(this.#current, statement);
    this.#finish();
    return this.#root;
  }

  #keys(path: readonly TomlText[]): Key[] {
    return path.map((key) => ({ name: tomlKey(this.text, key), span: { lo: key.lo, hi: key.hi } }));
  }

  #header({ isArray, path, span }: TomlHeader): void {
    this.#finish();
    this.#finish = () => {};
    const keys = this.#keys(path);
    const last = keys.pop() as Key;
    if (isArray) {
      const made = newTable(span, "header");
      this.#current = made;
      this.#finish = () => this.#push(this.#descend(this.#root, keys, "implicit"), last, made);
      return;
    }
    const parent = this.#descend(this.#root, keys, "implicit");
    const known = parent.entries.get(last.name)?.value;
    if (known !== undefined && (known.kind !== "table" || known.origin !== "implicit")) duplicate(last);
    const table = known ?? newTable(span, "header");
    table.origin = "header";
    table.span = span;
    parent.entries.set(last.name, { key: last.span, value: table });
    this.#current = table;
  }

  #push(parent: TomlTable, key: Key, table: TomlTable): void {
    const known = parent.entries.get(key.name)?.value;
    if (known === undefined) parent.entries.set(key.name, { key: key.span, value: { kind: "array", items: [table], span: table.span } });
    else if (known.kind === "array" && isTables(known)) (known.items as TomlValue[]).push(table);
    else duplicate(key);
  }

  /** The table that keys in front of the last lead to; of an array of tables its last. */
  #descend(table: TomlTable, path: readonly Key[], origin: "implicit" | "dotted", isInBraces = false): TomlTable {
    for (const key of path) {
      const known = table.entries.get(key.name)?.value;
      const last = known?.kind === "array" && isTables(known) ? known.items.at(-1) : known;
      if (last === undefined) {
        const made = newTable(key.span, origin);
        table.entries.set(key.name, { key: key.span, value: made });
        table = made;
      } else if (last.kind !== "table" || (last.origin === "inline" && !isInBraces))
        throw new TomlError(`cannot extend value of type ${described(last)} with a dotted key`, key.span);
      else if (last.origin === "inline" || (origin === "dotted" && last.origin === "header")) duplicate(key);
      else table = last;
    }
    return table;
  }

  #assign(table: TomlTable, { path, value }: TomlAssignment, isInBraces = false): void {
    const keys = this.#keys(path);
    const last = keys.pop() as Key;
    const made = this.#value(value);
    const parent = this.#descend(table, keys, "dotted", isInBraces);
    if (parent.entries.has(last.name)) duplicate(last);
    parent.entries.set(last.name, { key: last.span, value: made });
  }

  #value(node: TomlNode): TomlValue {
    if (node.kind === "scalar") return tomlScalar(this.text, node.text);
    if (node.kind === "array") return { kind: "array", items: node.items.map((item) => this.#value(item)), span: node.span };
    const table = newTable(node.span, "dotted");
    for (const assignment of node.assignments) this.#assign(table, assignment, true);
    table.origin = "inline";
    return table;
  }
}

/** Arrays that headers made: their tables are not inline. */
const isTables = ({ items }: { items: readonly TomlValue[] }): boolean => items[0]?.kind === "table" && items[0].origin === "header";

/** The document of a text. Throws TomlError. */
export const tomlDocument = (text: string): TomlTable => new Tables(text).document();
