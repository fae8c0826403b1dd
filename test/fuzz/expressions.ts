// Random expressions of a wanted type. What is common to all types is here; numbers have a file of their own.
import type { Items } from "./items.ts";
import { booleanCases, charCases, intCases, optionIntCases, scalarLiteral } from "./numbers.ts";
import type { Random } from "./random.ts";
import { placeOf } from "./scope.ts";
import type { Scope } from "./scope.ts";
import { BOOL, U32, USIZE, isSame, spell } from "./types.ts";
import type { EnumType, Type, TypePool, Variant } from "./types.ts";

type Case = () => string | undefined;

export class Expressions {
  #names = 0;
  /** Most programs have short expressions: what goes wrong in a long one does in a short one, mostly. */
  readonly #deepest: number;

  constructor(
    readonly random: Random,
    readonly types: TypePool,
    readonly items: Items,
  ) {
    this.#deepest = random.pick([1, 1, 2, 2, 3]);
  }

  name(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }

  /** An expression that may stand anywhere an operand may. */
  of(scope: Scope, type: Type, wanted: number): string {
    const { random } = this;
    const depth = Math.min(wanted, this.#deepest);
    if (depth <= 0 || random.chance(15)) return this.leaf(scope, type);
    const own = this.#ownCases(scope, type, depth - 1);
    const common = this.#commonCases(scope, type, depth - 1);
    for (let i = 0; i < 6; i++) {
      const made = random.pick(random.chance(own.length > 6 ? 65 : 35) && own.length > 0 ? own : common)();
      if (made !== undefined) return made;
    }
    return this.leaf(scope, type);
  }

  leaf(scope: Scope, type: Type): string {
    const { random } = this;
    const place = random.chance(75) ? placeOf(random, scope, type, false) : undefined;
    return place?.place ?? this.#converted(scope, type) ?? this.literal(scope, type, 0);
  }

  /** A value made from a variable of another type, for a program to compute with more than constants. */
  #converted(scope: Scope, type: Type): string | undefined {
    const { random } = this;
    const from = scope.variables.filter(({ type: { kind } }) => kind === "int");
    if (from.length === 0 || random.chance(50)) return undefined;
    const { path } = random.pick(from);
    if (type.kind === "int") return `(${path} as ${type.name})`;
    return random.chance(40) ? `<${spell(type)} as Mix>::build(${path} as u64)` : undefined;
  }

  /** A value built by its constructors from expressions of the depth. */
  literal(scope: Scope, type: Type, depth: number): string {
    const { random } = this;
    const part = (inner: Type) => (depth <= 0 ? this.leaf(scope, inner) : this.of(scope, inner, depth - 1));
    switch (type.kind) {
      case "int":
      case "bool":
      case "char":
        return scalarLiteral(random, type);
      case "tuple":
        return type.fields.length === 1 ? `(${part(type.fields[0] as Type)},)` : `(${type.fields.map(part).join(", ")})`;
      case "array":
        if (random.chance(30)) return `[${part(type.element)}; ${type.length}]`;
        return `[${random.list(type.length, () => part(type.element)).join(", ")}]`;
      case "option":
        return random.chance(30) ? `None::<${spell(type.inner)}>` : `Some(${part(type.inner)})`;
      case "result":
        return random.chance(50)
          ? `Ok::<${spell(type.ok)}, ${spell(type.error)}>(${part(type.ok)})`
          : `Err::<${spell(type.ok)}, ${spell(type.error)}>(${part(type.error)})`;
      case "struct":
        return this.#structLiteral(scope, type.name, type.fields, part);
      case "enum":
        return this.#variantLiteral(type, random.pick(type.variants), part);
    }
  }

  #structLiteral(scope: Scope, name: string, fields: readonly Type[], part: (type: Type) => string): string {
    const { random } = this;
    const written = random.shuffled(fields.map((type, i) => `f${i}: ${part(type)}`));
    const base = scope.variables.find(({ type }) => type.kind === "struct" && type.name === name);
    if (base === undefined || written.length < 2 || random.chance(60)) return `(${name} { ${written.join(", ")} })`;
    return `(${name} { ${written.slice(1).join(", ")}, ..${base.path} })`;
  }

  #variantLiteral(type: EnumType, { name, fields, named }: Variant, part: (type: Type) => string): string {
    const path = `${type.name}::${name}`;
    if (fields.length === 0) return path;
    return named
      ? `(${path} { ${fields.map((field, i) => `f${i}: ${part(field)}`).join(", ")} })`
      : `${path}(${fields.map(part).join(", ")})`;
  }

  #ownCases(scope: Scope, type: Type, depth: number): readonly Case[] {
    switch (type.kind) {
      case "int":
        return intCases(this, scope, type, depth);
      case "bool":
        return booleanCases(this, scope, depth);
      case "char":
        return charCases(this, scope, depth);
      case "option":
        return [
          ...(type.inner.kind === "int" ? optionIntCases(this, scope, type.inner, depth) : []),
          ...this.#optionCases(scope, type.inner, depth),
        ];
      default:
        return [];
    }
  }

  #optionCases(scope: Scope, inner: Type, depth: number): readonly Case[] {
    const option: Type = { kind: "option", inner };
    const from = this.types.any(1);
    const other: Type = { kind: "option", inner: from };
    const x = this.name("x");
    const within = this.#with(scope, x, from);
    return [
      () => `${this.of(scope, other, depth)}.map(|${x}| ${this.of(within, inner, depth)})`,
      () => `${this.of(scope, other, depth)}.and_then(|${x}| ${this.of(within, option, depth)})`,
      () => `${this.of(scope, option, depth)}.filter(|${x}| ${this.of(this.#with(scope, `(*${x})`, inner), BOOL, depth)})`,
      () => `${this.of(scope, option, depth)}.or(${this.of(scope, option, depth)})`,
      () => `${this.of(scope, option, depth)}.xor(${this.of(scope, option, depth)})`,
      () => `${this.of(scope, { kind: "result", ok: inner, error: from }, depth)}.ok()`,
      () => `(${this.of(scope, BOOL, depth)}).then_some(${this.of(scope, inner, depth)})`,
      () => {
        const slice = scope.slices.find(({ element }) => isSame(element, inner));
        return slice && `${slice.path}.${this.random.pick(["first()", "last()", `get(${this.of(scope, USIZE, depth)} % 9)`])}.copied()`;
      },
    ];
  }

  #with(scope: Scope, path: string, type: Type): Scope {
    const inner = scope.frozen();
    inner.variables.push({ path, type, mutable: false });
    return inner;
  }

  #commonCases(scope: Scope, type: Type, depth: number): readonly Case[] {
    const { random } = this;
    const e = (wanted: Type = type) => this.of(scope, wanted, depth);
    return [
      () => this.literal(scope, type, depth + 1),
      () => this.leaf(scope, type),
      () => `(if ${e(BOOL)} { ${e()} } else { ${e()} })`,
      () => this.block(scope, type, depth),
      () => this.#match(scope, type, depth),
      () => this.#match(scope, type, depth),
      () => this.items.call(this, scope, type, depth),
      () => this.items.call(this, scope, type, depth),
      () => this.#closureCall(scope, type, depth),
      () => this.#element(scope, type, depth),
      () => `${this.of(scope, { kind: "option", inner: type }, depth)}.unwrap_or(${e()})`,
      () => `${this.of(scope, { kind: "result", ok: type, error: this.types.scalar() }, depth)}.unwrap_or(${e()})`,
      () => this.#labelled(scope, type, depth),
      () => this.#loop(scope, type, depth),
      () => `choose(${e(BOOL)}, ${e()}, ${e()})`,
      () => `<${spell(type)} as Mix>::build(${this.of(scope, { kind: "int", name: "u64", bits: 64, signed: false }, depth)})`,
      () => `(*(&${random.chance(50) ? this.leaf(scope, type) : e()}))`,
      () => {
        const found = placeOf(random, scope, type, true);
        return found && `core::mem::replace(&mut ${found.place}, ${this.of(scope.without(found.variable.path), type, depth)})`;
      },
      () => {
        const panics = random.chance(4);
        return panics ? `${this.of(scope, { kind: "option", inner: type }, depth)}.expect("no value")` : undefined;
      },
    ];
  }

  block(scope: Scope, type: Type, depth: number): string {
    const inner = scope.inner();
    const bound = this.types.any(1);
    const name = this.name("t");
    const text = `let ${name} = ${this.of(inner, bound, depth)};`;
    inner.variables.push({ path: name, type: bound, mutable: false });
    return `{ ${text} ${this.of(inner, type, depth)} }`;
  }

  #labelled(scope: Scope, type: Type, depth: number): string {
    const label = this.name("'b");
    return `${label}: { if ${this.of(scope, BOOL, depth)} { break ${label} ${this.of(scope, type, depth)}; } ${this.of(scope, type, depth)} }`.replace(
      /^(.*)$/s,
      "({ $1 })",
    );
  }

  #loop(scope: Scope, type: Type, depth: number): string {
    const i = this.name("n");
    const inner = scope.inner();
    inner.variables.push({ path: i, type: U32, mutable: false });
    return `{ let mut ${i} = 0u32; loop { ${i} += 1; if ${i} > ${this.random.below(5)} || ${this.of(inner, BOOL, depth)} { break ${this.of(inner, type, depth)}; } } }`;
  }

  #closureCall(scope: Scope, type: Type, depth: number): string | undefined {
    const known = scope.closures.filter(({ result }) => isSame(result, type));
    if (known.length === 0) return undefined;
    const { path, parameters } = this.random.pick(known);
    return `${path}(${parameters.map((wanted) => this.of(scope.frozen(), wanted, Math.min(depth, 1))).join(", ")})`;
  }

  #element(scope: Scope, type: Type, depth: number): string | undefined {
    const { random } = this;
    const arrays = scope.variables.flatMap(({ path, type: at }) =>
      at.kind === "array" && isSame(at.element, type) ? [{ path, length: String(at.length) }] : [],
    );
    const slices = scope.slices.filter(({ element }) => isSame(element, type)).map(({ path }) => ({ path, length: `${path}.len()` }));
    const all = [...arrays, ...slices];
    if (all.length === 0) return undefined;
    const { path, length } = random.pick(all);
    const index = this.of(scope.frozen(), USIZE, depth);
    if (random.chance(12)) return `${path}[(${index}) % 11]`;
    return `(if ${length} == 0 { ${this.leaf(scope, type)} } else { ${path}[(${index}) % ${length}] })`;
  }

  #match(scope: Scope, type: Type, depth: number): string {
    const on = this.types.any(2);
    const arms = this.arms(scope, on, (inner) => this.of(inner, type, depth), depth);
    return `(match ${this.of(scope, on, depth)} { ${arms.join(", ")} })`;
  }

  /** Arms that cover a type; what stands behind `=>` is made by `body` with what the pattern binds in sight. */
  arms(scope: Scope, on: Type, body: (inner: Scope) => string, depth: number): string[] {
    const { random } = this;
    const arm = (pattern: { text: string; binds: readonly { name: string; type: Type }[] }, guard: boolean) => {
      const inner = scope.inner();
      for (const { name, type } of pattern.binds) inner.variables.push({ path: name, type, mutable: false });
      const when = guard ? ` if ${this.of(inner.frozen(), BOOL, Math.min(depth, 1))}` : "";
      return `${pattern.text}${when} => ${body(inner)}`;
    };
    const some = random.list(1 + random.below(3), () => arm(this.pattern(on, 2), random.chance(25)));
    if (on.kind === "enum" && random.chance(60))
      return [...some, ...on.variants.map((variant) => arm(this.#wholeVariant(on, variant), false))];
    const rest = this.name("r");
    return [...some, random.chance(50) ? `_ => ${body(scope)}` : arm({ text: rest, binds: [{ name: rest, type: on }] }, false)];
  }

  #wholeVariant(on: EnumType, { name, fields, named }: Variant): { text: string; binds: { name: string; type: Type }[] } {
    const binds = fields.map((type) => ({ name: this.name("m"), type }));
    const parts = binds.map((bind, i) => (named ? `f${i}: ${bind.name}` : bind.name)).join(", ");
    return { text: `${on.name}::${name}${fields.length === 0 ? "" : named ? ` { ${parts} }` : `(${parts})`}`, binds };
  }

  /** A pattern of the type, refutable more often than not. */
  pattern(type: Type, depth: number): { text: string; binds: readonly { name: string; type: Type }[] } {
    const { random } = this;
    if (depth <= 0 || random.chance(20)) {
      if (random.chance(40)) return { text: "_", binds: [] };
      const name = this.name("m");
      return { text: name, binds: [{ name, type }] };
    }
    const parts = (types: readonly Type[]) => types.map((one) => this.pattern(one, depth - 1));
    const binds = (made: readonly ReturnType<Expressions["pattern"]>[]) => made.flatMap((one) => one.binds);
    switch (type.kind) {
      case "int":
      case "bool":
      case "char":
        return this.#scalarPattern(type);
      case "tuple": {
        const made = parts(type.fields);
        return { text: made.length === 1 ? `(${made[0]?.text},)` : `(${made.map(({ text }) => text).join(", ")})`, binds: binds(made) };
      }
      case "struct": {
        const made = parts(type.fields);
        if (made.length > 1 && random.chance(30)) return { text: `${type.name} { f0: ${made[0]?.text}, .. }`, binds: made[0]?.binds ?? [] };
        return { text: `${type.name} { ${made.map(({ text }, i) => `f${i}: ${text}`).join(", ")} }`, binds: binds(made) };
      }
      case "array":
        return this.#arrayPattern(type.element, type.length, depth - 1);
      case "option": {
        if (random.chance(30)) return { text: "None", binds: [] };
        const made = this.pattern(type.inner, depth - 1);
        return { text: `Some(${made.text})`, binds: made.binds };
      }
      case "result": {
        const isOk = random.chance(50);
        const made = this.pattern(isOk ? type.ok : type.error, depth - 1);
        return { text: `${isOk ? "Ok" : "Err"}(${made.text})`, binds: made.binds };
      }
      case "enum": {
        const { name, fields, named } = random.pick(type.variants);
        const made = parts(fields);
        const inside = made.map(({ text }, i) => (named ? `f${i}: ${text}` : text)).join(", ");
        return { text: `${type.name}::${name}${fields.length === 0 ? "" : named ? ` { ${inside} }` : `(${inside})`}`, binds: binds(made) };
      }
    }
  }

  #scalarPattern(type: Extract<Type, { kind: "int" | "bool" | "char" }>): { text: string; binds: readonly { name: string; type: Type }[] } {
    const { random } = this;
    if (type.kind === "bool") return { text: random.pick(["true", "false"]), binds: [] };
    const one = () => scalarLiteral(random, type).replace(/^\((.*)\)$/, "$1");
    if (type.kind === "char") return { text: random.pick([one(), "'a'..='z'", "'0'..='9' | '_'", "'\\u{80}'.."]), binds: [] };
    const small = random
      .pick(["0..=9", "..=3", "100..", "1 | 2 | 4", "10..20", "5..=5"])
      .replace(/\d+/g, (digits) => `${digits}${type.name}`);
    const text = random.chance(50) ? small : random.chance(60) ? one() : `${one()} | ${one()}`;
    if (random.chance(70)) return { text, binds: [] };
    const name = this.name("m");
    return { text: `${name} @ ${text.includes("|") ? `(${text})` : text}`, binds: [{ name, type }] };
  }

  #arrayPattern(element: Type, length: number, depth: number): { text: string; binds: readonly { name: string; type: Type }[] } {
    const { random } = this;
    const shown = random.below(length + 1);
    const made = random.list(shown, () => this.pattern(element, depth));
    const binds = made.flatMap((one) => one.binds);
    const texts = made.map(({ text }) => (/\.\.$|^\.\./.test(text) ? `(${text})` : text));
    if (shown === length) return { text: `[${texts.join(", ")}]`, binds };
    const at = random.below(shown + 1);
    const name = this.name("m");
    const rest: Type = { kind: "array", element, length: length - shown };
    const isBound = random.chance(50);
    texts.splice(at, 0, isBound ? `${name} @ ..` : "..");
    return { text: `[${texts.join(", ")}]`, binds: isBound ? [...binds, { name, type: rest }] : binds };
  }
}
