// Random statements: declarations, assignments, control flow, borrows, closures. What they leave behind is shown at the end
// of the function, so that a store too few or too many is seen.
import type { Expressions } from "./expressions.ts";
import type { Random } from "./random.ts";
import { placeOf } from "./scope.ts";
import type { Scope } from "./scope.ts";
import { BOOL, U32, USIZE, anyInt, int, spell } from "./types.ts";
import type { Type, TypePool } from "./types.ts";

export class Statements {
  readonly random: Random;
  readonly types: TypePool;

  constructor(
    readonly made: Expressions,
    /** Of the function around; undefined where `return` must not stand. */
    readonly result: Type | undefined,
  ) {
    this.random = made.random;
    this.types = made.types;
  }

  /** Some statements in a scope of their own. */
  block(scope: Scope, count: number, depth: number): string {
    const inner = scope.inner();
    return this.list(inner, count, depth);
  }

  /** Some statements, whose declarations are then in the scope. */
  list(scope: Scope, count: number, depth: number): string {
    return this.random.list(count, () => this.#statement(scope, depth)).join("\n");
  }

  #statement(scope: Scope, depth: number): string {
    const { random } = this;
    const roll = random.below(24);
    if (roll < 5 || scope.variables.length === 0) return this.#declaration(scope);
    if (roll < 10) return this.#assignment(scope) ?? this.#declaration(scope);
    if (roll === 10 && random.chance(40)) return this.#several(scope);
    if (roll === 10) return `${this.made.of(scope, this.types.any(2), 2).replace(/^(.*)$/s, "($1)")}.show();`;
    if (roll === 11) return this.#swap(scope) ?? this.#declaration(scope);
    if (roll === 12) return this.#destructuring(scope);
    if (roll === 13) return this.#closure(scope);
    if (roll === 14) return this.#letElse(scope);
    if (depth <= 0) return this.#assignment(scope) ?? this.#declaration(scope);
    return this.#nested(scope, depth - 1, roll);
  }

  /** Several results of checked arithmetic, alive at once. */
  #several(scope: Scope): string {
    const { random, made } = this;
    const results = random.list(2 + random.below(4), () => {
      const type = int(random.pick(["u128", "i128", "u128", "u64", "i32", "u8"]));
      const operation = random.pick([
        "checked_add",
        "checked_sub",
        "checked_mul",
        "overflowing_add",
        "overflowing_sub",
        "saturating_add",
        "wrapping_mul",
      ]);
      return `(${made.of(scope, type, 1)}).${operation}(${made.of(scope, type, 1)})`;
    });
    return `let _ = write!(Out, "${"{:?} ".repeat(results.length)}\\n", ${results.join(", ")});`;
  }

  #nested(scope: Scope, depth: number, roll: number): string {
    const { random, made } = this;
    switch (roll) {
      case 15:
        return this.#borrow(scope, depth);
      case 16:
        return this.#match(scope, depth);
      case 17:
        return this.#ifLet(scope, depth);
      case 18:
        return this.#arrayLoop(scope, depth);
      case 19:
        return this.#mutatingClosure(scope);
      case 20:
      case 21:
        return this.#rangeLoop(scope, depth);
      case 22:
        return this.#while(scope, depth);
      default:
        return `if ${made.of(scope, BOOL, 2)} {\n${this.block(scope, 2, depth)}\n${this.#leave(scope)}} else {\n${this.block(scope, random.below(2), depth)}\n}`;
    }
  }

  #declaration(scope: Scope): string {
    const { random, made } = this;
    const name = made.name("v");
    const type = this.types.any(random.below(3));
    const mutable = random.chance(75);
    const value = made.of(scope, type, 3);
    scope.variables.push({ path: name, type, mutable });
    if (random.chance(10)) return `let ${mutable ? "mut " : ""}${name}: ${spell(type)};\n${name} = ${value};`;
    return `let ${mutable ? "mut " : ""}${name}: ${spell(type)} = ${value};`;
  }

  #assignment(scope: Scope): string | undefined {
    const { random, made } = this;
    const mutable = scope.variables.filter((one) => one.mutable);
    if (mutable.length === 0) return undefined;
    const { path, type } = random.pick(mutable);
    const inner = partOf(random, path, type);
    if (inner.type.kind !== "int" || random.chance(40)) return `${inner.path} = ${made.of(scope, inner.type, 3)};`;
    const operator = random.pick(random.chance(10) ? ["+=", "-=", "*=", "/=", "%="] : ["^=", "|=", "&="]);
    if (random.chance(15)) return `${inner.path} ${random.pick(["<<=", ">>="])} ${made.of(scope, U32, 2)} & ${inner.type.bits - 1};`;
    return `${inner.path} ${operator} ${made.of(scope, inner.type, 2)};`;
  }

  #swap(scope: Scope): string | undefined {
    const first = placeOf(this.random, scope, this.types.any(2), true);
    if (first === undefined) return undefined;
    const type = first.variable.type;
    const other = placeOf(this.random, scope.without(first.variable.path), type, true);
    if (other === undefined) return undefined;
    return this.random.chance(50)
      ? `core::mem::swap(&mut ${first.variable.path}, &mut ${other.place});`
      : `(${first.variable.path}, ${other.place}) = (${other.place}, ${first.variable.path});`;
  }

  #destructuring(scope: Scope): string {
    const { random, made } = this;
    const type: Type = { kind: "tuple", fields: random.list(2 + random.below(2), () => this.types.any(1)) };
    const value = made.of(scope, type, 2);
    const names = type.fields.map((field) => {
      const path = made.name("v");
      if (random.chance(20)) return "_";
      scope.variables.push({ path, type: field, mutable: true });
      return `mut ${path}`;
    });
    return `let (${names.join(", ")}) = ${value};`;
  }

  #closure(scope: Scope): string {
    const { random, made } = this;
    const name = made.name("c");
    const parameters = random.list(random.below(3), () => this.types.any(1));
    const result = this.types.any(1);
    const inner = scope.copied();
    const names = parameters.map((type) => {
      const path = made.name("q");
      inner.variables.push({ path, type, mutable: false });
      return `${path}: ${spell(type)}`;
    });
    const text = `let ${name} = move |${names.join(", ")}| -> ${spell(result)} { ${made.of(inner, result, 3)} };`;
    scope.closures.push({ path: name, parameters, result });
    return text;
  }

  /** A closure that writes to what it captures by reference. */
  #mutatingClosure(scope: Scope): string {
    const { random, made } = this;
    const mutable = scope.variables.filter((one) => one.mutable && /^\w+$/.test(one.path));
    if (mutable.length === 0) return this.#declaration(scope);
    const target = random.pick(mutable);
    const [name, by] = [made.name("c"), made.name("q")];
    const inner = scope.frozen();
    const from = this.types.any(1);
    inner.variables.push({ path: by, type: from, mutable: false });
    const outside = scope.without(target.path).frozen();
    const calls = random.list(1 + random.below(3), () => `${name}(${made.of(outside, from, 1)});`);
    return `{\nlet mut ${name} = |${by}: ${spell(from)}| { ${target.path} = ${made.of(inner, target.type, 2)}; };\n${calls.join("\n")}\n}`;
  }

  #letElse(scope: Scope): string {
    const { random, made } = this;
    const away = this.#away(scope);
    if (away === undefined || !random.chance(70)) return this.#declaration(scope);
    const inner = this.types.any(1);
    const name = made.name("v");
    const value = made.of(scope, { kind: "option", inner }, 2);
    const text = `let Some(${name}) = (${value}) else { ${away} };`;
    scope.variables.push({ path: name, type: inner, mutable: false });
    return text;
  }

  #away(scope: Scope): string | undefined {
    const { random } = this;
    if (scope.loops.length > 0 && random.chance(70)) return `${random.pick(["break", "continue"])} ${random.pick(scope.loops)}`;
    return this.result === undefined ? undefined : `return ${this.made.of(scope, this.result, 1)}`;
  }

  #leave(scope: Scope): string {
    const away = this.random.chance(25) ? this.#away(scope) : undefined;
    return away === undefined ? "" : `if ${this.made.of(scope, BOOL, 2)} { ${away}; }\n`;
  }

  /** A block in which a variable is seen through a reference only. */
  #borrow(scope: Scope, depth: number): string {
    const { random, made } = this;
    const own = random.chance(60) && scope.variables.length > 0 ? random.pick(scope.variables).type : this.types.any(2);
    const found = placeOf(random, scope, own, random.chance(70));
    if (found === undefined) return this.#declaration(scope);
    const { mutable } = found.variable;
    const name = made.name("r");
    const inner = mutable ? scope.without(found.variable.path) : scope.inner();
    inner.variables.push({ path: `(*${name})`, type: own, mutable });
    if (own.kind === "array") {
      const slice = made.name("s");
      const whole = scope.without(found.variable.path);
      whole.slices.push({ path: slice, element: own.element, mutable });
      return `{\nlet ${slice}: &${mutable ? "mut " : ""}[${spell(own.element)}] = &${mutable ? "mut " : ""}${found.place};\n${this.#sliceWork(slice, own.element, mutable)}${this.block(whole, 2, depth)}\n}`;
    }
    return `{\nlet ${name} = &${mutable ? "mut " : ""}${found.place};\n${this.block(inner, 2, depth)}\n}`;
  }

  #sliceWork(slice: string, element: Type, mutable: boolean): string {
    const { random } = this;
    if (!mutable || random.chance(40)) return "";
    const sorts = element.kind === "int" || element.kind === "char" || element.kind === "bool" ? [`${slice}.sort_unstable();`] : [];
    return `${random.pick([`${slice}.reverse();`, `if ${slice}.len() > 1 { ${slice}.swap(0, 1); }`, `${slice}.rotate_left(1);`, ...sorts])}\n`;
  }

  #match(scope: Scope, depth: number): string {
    const on = this.types.any(2);
    const value = this.made.of(scope, on, 2);
    const arms = this.made.arms(scope, on, (inner) => `{\n${this.block(inner, 1, depth)}\n${this.#leave(inner)}}`, 2);
    return `match ${value} {\n${arms.join("\n")}\n}`;
  }

  #ifLet(scope: Scope, depth: number): string {
    const { made } = this;
    const on = this.types.any(2);
    const value = made.of(scope, on, 2);
    const pattern = made.pattern(on, 2);
    const inner = scope.inner();
    for (const { name, type } of pattern.binds) inner.variables.push({ path: name, type, mutable: false });
    return `if let ${pattern.text} = (${value}) {\n${this.block(inner, 2, depth)}\n${this.#leave(inner)}} else {\n${this.block(scope, 1, depth)}\n}`;
  }

  #arrayLoop(scope: Scope, depth: number): string {
    const { random, made } = this;
    const arrays = scope.variables.filter(({ type }) => type.kind === "array");
    if (arrays.length === 0) return this.#rangeLoop(scope, depth);
    const { path, type, mutable } = random.pick(arrays);
    if (type.kind !== "array") return "";
    const { element } = type;
    const [name, label] = [made.name("a"), made.name("'l")];
    const inner = scope.inner(label);
    if (random.chance(40) && mutable) {
      const within = scope.without(path).inner(label);
      within.variables.push({ path: `(*${name})`, type: element, mutable: true });
      return `${label}: for ${name} in ${random.pick([`${path}.iter_mut()`, `&mut ${path}`, `${path}.iter_mut().rev()`])} {\n${this.block(within, 2, depth)}\n}`;
    }
    if (random.chance(30)) {
      const i = made.name("i");
      inner.variables.push({ path: name, type: element, mutable: false }, { path: i, type: USIZE, mutable: false });
      return `${label}: for (${i}, ${name}) in ${path}.into_iter().enumerate() {\n${this.block(inner, 2, depth)}\n${this.#leave(inner)}}`;
    }
    inner.variables.push({ path: name, type: element, mutable: false });
    return `${label}: for ${name} in ${path} {\n${this.block(inner, 2, depth)}\n${this.#leave(inner)}}`;
  }

  #rangeLoop(scope: Scope, depth: number): string {
    const { random, made } = this;
    const type = random.pick(["u8", "i8", "i32", "usize", "u64", "i128"].map(int));
    const [name, label] = [made.name("i"), made.name("'l")];
    const inner = scope.inner(label);
    inner.variables.push({ path: name, type, mutable: false });
    const count = random.below(6);
    const start = `0${type.name}`;
    const way = random.pick([
      `${start}..${count}`,
      `${start}..=${count}`,
      `(${start}..${count}).rev()`,
      `(${start}..${count * 3}).step_by(3)`,
      `${type.name}::MAX - ${count}..=${type.name}::MAX`,
      `(${start}..=${count}).map(|x| x ^ 5)`,
    ]);
    return `${label}: for ${name} in ${way} {\n${this.block(inner, 2, depth)}\n${this.#leave(inner)}}`;
  }

  #while(scope: Scope, depth: number): string {
    const { random, made } = this;
    const [name, label] = [made.name("w"), made.name("'l")];
    const type = anyInt(random);
    const inner = scope.inner(label);
    inner.variables.push({ path: name, type, mutable: false });
    return `let mut ${name} = 0${type.name};\n${label}: while ${name} < ${random.below(6)} {\n${name} += 1;\n${this.block(inner, 2, depth)}\n${this.#leave(inner)}}`;
  }
}

/** A variable, or a part of it. */
function partOf(random: Random, path: string, type: Type): { path: string; type: Type } {
  if (random.chance(40)) return { path, type };
  if (type.kind === "tuple" || type.kind === "struct") {
    const i = random.below(type.fields.length);
    return partOf(random, `${path}.${type.kind === "struct" ? "f" : ""}${i}`, type.fields[i] as Type);
  }
  if (type.kind === "array") return partOf(random, `${path}[${random.below(type.length)}]`, type.element);
  return { path, type };
}
