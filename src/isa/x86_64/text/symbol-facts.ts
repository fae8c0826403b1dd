// What directives say of symbols: binding, visibility, type, size. The numbers are ELF's (gABI, "Symbol Table").
import type { Value } from "./expression.ts";
import { AsmError } from "./lexer.ts";
import type { Cursor } from "./lexer.ts";
import type { AssembledSymbol } from "./sections.ts";

const BINDINGS = { local: 0, global: 1, weak: 2 } as const;
const VISIBILITIES = { internal: 1, hidden: 2, protected: 3 } as const;
const TYPES: Readonly<Record<string, number | undefined>> = {
  notype: 0,
  stt_notype: 0,
  object: 1,
  stt_object: 1,
  function: 2,
  stt_func: 2,
};

export type Binding = keyof typeof BINDINGS;

interface Facts {
  binding?: Binding;
  visibility?: number;
  type?: number;
  size?: Value;
}

export class SymbolFacts {
  readonly #facts = new Map<string, Facts>();

  #of(name: string): Facts {
    let facts = this.#facts.get(name);
    if (facts === undefined) this.#facts.set(name, (facts = {}));
    return facts;
  }

  bind(name: string, binding: Binding): void {
    this.#of(name).binding = binding;
  }

  show(name: string, visibility: keyof typeof VISIBILITIES): void {
    this.#of(name).visibility = VISIBILITIES[visibility];
  }

  /** `type` as `.type` has it behind `@`. */
  setType(name: string, type: string, cursor: Cursor): void {
    const known = TYPES[type];
    if (known === undefined) return cursor.fail("unsupported attribute in '.type' directive");
    this.#of(name).type = known;
  }

  setSize(name: string, size: Value): void {
    this.#of(name).size = size;
  }

  isWeak(name: string): boolean {
    return this.#facts.get(name)?.binding === "weak";
  }

  /** Names that others may define anew. */
  get exported(): readonly string[] {
    return [...this.#facts].flatMap(([name, { binding }]) => (binding === "global" || binding === "weak" ? [name] : []));
  }

  /** The symbol at an offset; `offsetOf` knows the labels of its section. */
  symbol(name: string, offset: number, offsetOf: (label: string) => number | undefined): AssembledSymbol {
    const { binding = "local", visibility = 0, type = 0, size } = this.#of(name);
    return { name, offset, size: sizeIn(size, offsetOf), type, binding: BINDINGS[binding], visibility };
  }
}

function sizeIn(size: Value | undefined, offsetOf: (label: string) => number | undefined): number {
  if (size === undefined) return 0;
  const at = (label: string | undefined) => (label === undefined ? 0 : (offsetOf(label) ?? Number.NaN));
  const value = at(size.plus) - at(size.minus) + Number(size.constant);
  if (Number.isNaN(value)) throw new AsmError("size expression must be absolute", 0);
  return value;
}
