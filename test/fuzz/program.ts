// Whole programs: several cases, each a set of types and functions of its own and a `run`. The program runs each case in a
// process of its own, so that a panic ends the case and not the others.
import { Expressions } from "./expressions.ts";
import { FloatFunctions } from "./floats.ts";
import { Items, parameterType } from "./items.ts";
import type { FunctionItem, Parameter } from "./items.ts";
import { Random } from "./random.ts";
import { Scope } from "./scope.ts";
import { Statements } from "./statements.ts";
import { Shapes } from "./shapes.ts";
import { TracerFunctions } from "./tracers.ts";
import { U32, U64, int, spell } from "./types.ts";
import { TypePool } from "./types.ts";
import type { EnumType, StructType, Type } from "./types.ts";

class Case {
  readonly random: Random;
  readonly types: TypePool;
  readonly items: Items;
  readonly made: Expressions;

  constructor(seed: number) {
    this.random = new Random(seed);
    this.types = new TypePool(this.random, "");
    this.items = new Items(this.random);
    this.made = new Expressions(this.random, this.types, this.items);
  }

  /** A program is small, for many of them to cost little: one or two of the kinds of things there are. */
  text(name: string): string {
    const { random } = this;
    const functions = random.list(random.pick([0, 0, 0, 1, 1, 2]), (i) => this.#function(i));
    const tracers = random.chance(12) ? [new TracerFunctions(random).function("traced")] : [];
    const shapes = random.list(functions.length === 0 ? 1 : 0, (i) => `shape${i}`);
    const shaped = shapes.map((shape) => new Shapes(random).function(shape));
    if (random.chance(8)) {
      shapes.push("floats");
      shaped.push(new FloatFunctions(random).function("floats"));
    }
    const body = [...functions, ...tracers, ...shaped, this.#run(tracers.length > 0, shapes)];
    return `mod ${name} {\nuse super::*;\n${[...this.#declared(body.join("\n")), ...body].join("\n\n")}\n}`;
  }

  /** The types that the text names, and those that they are made of. */
  #declared(text: string): readonly string[] {
    const { structs, enums } = this.types;
    const all = [
      ...structs.map((type) => ({ type, text: () => this.#struct(type) })),
      ...enums.map((type) => ({ type, text: () => this.#enum(type) })),
    ];
    const used: string[] = [];
    for (let more = text; more !== "";) {
      const found = all.filter(({ type }) => new RegExp(`\\b${type.name}\\b`).test(more));
      for (const one of found) all.splice(all.indexOf(one), 1);
      const texts = found.map((one) => one.text());
      used.push(...texts);
      more = texts.join("\n");
    }
    return used;
  }

  #derives(): string {
    return "#[derive(Clone, Copy, PartialEq, PartialOrd)]";
  }

  #struct({ name, fields }: StructType): string {
    const repr = this.random.pick(["", "", "", "#[repr(C)]\n"]);
    const show = fields.map((_, i) => `self.f${i}.show();`).join(" ");
    const code = fields.map((_, i) => `.wrapping_mul(31).wrapping_add(self.f${i}.code())`).join("");
    const build = fields.map((type, i) => `f${i}: <${spell(type)} as Mix>::build(n.rotate_right(${7 * i}))`).join(", ");
    return `${this.#derives()}\n${repr}struct ${name} { ${fields.map((type, i) => `f${i}: ${spell(type)}`).join(", ")} }
impl Show for ${name} { fn show(&self) { ${show} } }
impl Mix for ${name} { fn code(&self) -> u64 { 1u64${code} } fn build(n: u64) -> Self { ${name} { ${build} } } }`;
  }

  #enum(type: EnumType): string {
    const { name, variants } = type;
    const bind = (i: number) => {
      const { name: variant, fields, named } = variants[i] as EnumType["variants"][number];
      const parts = fields.map((_, f) => (named ? `f${f}: x${f}` : `x${f}`)).join(", ");
      return `${name}::${variant}${fields.length === 0 ? "" : named ? ` { ${parts} }` : `(${parts})`}`;
    };
    const show = variants.map(({ fields }, i) => `${bind(i)} => { put(${i}); ${fields.map((_, f) => `x${f}.show();`).join(" ")} }`);
    const code = variants.map(
      ({ fields }, i) => `${bind(i)} => ${i}u64${fields.map((_, f) => `.wrapping_mul(29).wrapping_add(x${f}.code())`).join("")}`,
    );
    const build = variants.map(({ name: variant, fields, named }, i) => {
      const parts = fields.map((field, f) => `${named ? `f${f}: ` : ""}<${spell(field)} as Mix>::build(n >> ${3 * f + 2})`).join(", ");
      const value = `${name}::${variant}${fields.length === 0 ? "" : named ? ` { ${parts} }` : `(${parts})`}`;
      return `${i === variants.length - 1 ? "_" : i} => ${value}`;
    });
    return `${this.#derives()}\nenum ${name} { ${variants.map(({ name: variant, fields, named }) => `${variant}${fields.length === 0 ? "" : named ? ` { ${fields.map((field, f) => `f${f}: ${spell(field)}`).join(", ")} }` : `(${fields.map(spell).join(", ")})`}`).join(", ")} }
impl Show for ${name} { fn show(&self) { match *self { ${show.join(", ")} } } }
impl Mix for ${name} { fn code(&self) -> u64 { match self { ${code.join(", ")} } } fn build(n: u64) -> Self { match n % ${variants.length} { ${build.join(", ")} } } }`;
  }

  #parameter(): Parameter {
    const { random, types } = this;
    const roll = random.below(20);
    if (roll < 12) return { kind: "value", type: types.any(2) };
    if (roll < 14) return { kind: "shared", type: types.any(2) };
    if (roll < 16) return { kind: "mutable", type: types.any(2) };
    if (roll < 18) return { kind: random.pick(["slice", "mutable-slice"] as const), element: types.any(1) };
    return { kind: "closure", from: types.any(1), to: types.any(1), dynamic: random.chance(50) };
  }

  #scopeOf(parameters: readonly Parameter[], names: readonly string[]): Scope {
    const scope = new Scope();
    parameters.forEach((parameter, i) => {
      const path = names[i] as string;
      if (parameter.kind === "value") scope.variables.push({ path, type: parameter.type, mutable: false });
      else if (parameter.kind === "shared" || parameter.kind === "mutable")
        scope.variables.push({ path: `(*${path})`, type: parameter.type, mutable: parameter.kind === "mutable" });
      else if (parameter.kind === "closure") scope.closures.push({ path, parameters: [parameter.from], result: parameter.to });
      else if (parameter.kind === "slice" || parameter.kind === "mutable-slice")
        scope.slices.push({ path, element: parameter.element, mutable: parameter.kind === "mutable-slice" });
    });
    return scope;
  }

  #function(i: number): string {
    const { random } = this;
    const owner = random.chance(25) ? random.pick([...this.types.structs, ...this.types.enums]) : undefined;
    const receiver = owner && ({ kind: random.pick(["value", "shared", "mutable"] as const), type: owner } satisfies Parameter);
    const parameters: Parameter[] = [
      ...(receiver === undefined ? [] : [receiver]),
      ...random.list(random.below(4), () => this.#parameter()),
    ];
    const names = parameters.map((_, p) => (receiver !== undefined && p === 0 ? "self" : `p${p}`));
    const result = this.types.any(2);
    const scope = this.#scopeOf(parameters, names);
    scope.variables.push({ path: "n", type: U64, mutable: false });
    const body = `let n = tick();\n${new Statements(this.made, result).list(scope, 1 + random.below(4), random.pick([1, 2]))}\n${this.#shown(scope)}${this.made.of(scope, result, 3)}`;
    const item = { name: `f${i}`, parameters, result, isMethod: receiver !== undefined };
    const text = this.#functionText(item, names, body);
    this.items.functions.push({ ...item, text });
    return text;
  }

  #functionText({ name, parameters, result, isMethod }: Omit<FunctionItem, "text">, names: readonly string[], body: string): string {
    const inline = this.random.pick(["", "", "#[inline(never)]\n", "#[inline]\n"]);
    const written = parameters.map((parameter, i) => {
      if (!isMethod || i > 0) return `${names[i]}: ${parameterType(parameter)}`;
      return parameter.kind === "mutable" ? "&mut self" : parameter.kind === "shared" ? "&self" : "self";
    });
    const text = `${inline}fn ${name}(${written.join(", ")}) -> ${spell(result)} {\n${body}\n}`;
    const [first] = parameters;
    return isMethod && first !== undefined && "type" in first ? `impl ${spell(first.type)} {\n${text}\n}` : text;
  }

  /** Some of the variables at a function's end. */
  #shown(scope: Scope): string {
    const shown = scope.variables.filter(() => this.random.chance(35));
    return shown.map(({ path }) => `${path}.show();\n`).join("");
  }

  #run(hasTracers: boolean, shapes: readonly string[]): string {
    const { random } = this;
    const calls = this.items.functions.flatMap((one) =>
      random.list(2, () => {
        const scope = new Scope();
        const mutable: string[] = [];
        one.parameters.forEach((parameter) => {
          if (parameter.kind !== "mutable") return;
          const path = this.made.name("g");
          mutable.push(`let mut ${path} = ${this.made.literal(scope.frozen(), parameter.type, 1)};`);
          scope.variables.push({ path, type: parameter.type, mutable: true });
        });
        const shown = scope.variables.map(({ path }) => `${path}.show();`).join(" ");
        return `{ ${mutable.join(" ")} ${this.items.callOf(this.made, scope, one, 1)}.show(); ${shown} line(); }`;
      }),
    );
    const arrays = random.chance(15) ? [this.#runGeneric()] : [];
    const traced = hasTracers ? random.list(3, (i) => `traced(${i % 2 === 0}, ${random.below(9)}, make(${40 + i})).show(); line();`) : [];
    const shaped = shapes.flatMap((shape) => random.list(2, () => `${shape}(${made64(random)}).show(); line();`));
    return `pub fn run() {\n${random.shuffled([...calls, ...arrays, ...traced, ...shaped]).join("\n")}\n}`;
  }

  /** Generic functions and trait objects over a type of the case. */
  #runGeneric(): string {
    const { random, made } = this;
    const type = this.types.any(2);
    const scope = new Scope();
    const value = () => made.literal(scope, type, 1);
    return random.pick([
      `mixed(&[${value()}, ${value()}, ${value()}], ${made.literal(scope, U64, 0)}).show(); line();`,
      `{ let (a, b) = (${value()}, ${made.literal(scope, this.types.any(1), 1)}); let all: [&dyn Coded; 3] = [&a, &b, &7u8]; for one in all { one.coded(3).show(); } line(); }`,
      `{ let mut q = Queue::<${spell(type)}, ${1 + random.below(4)}>::new(); for n in 0..5u64 { q.push(<${spell(type)}>::build(n.wrapping_mul(${random.next()}))).show(); } while let Some(x) = q.pop() { x.show(); } line(); }`,
      `{ let size = core::mem::size_of::<${spell(type)}>(); size.show(); core::mem::size_of::<Option<${spell(type)}>>().show(); core::mem::align_of::<${spell(type)}>().show(); line(); }`,
      `{ let a = [${value()}, ${value()}]; for x in a.iter().map(|x| x.code() as ${random.pick(["u8", "u32", "i64"])}).chain([${made.literal(scope, int("u8"), 0).replace("u8", "")}]) { x.show(); } line(); }`,
      `{ let a: ${spell({ kind: "array", element: U32, length: 5 } as Type)} = core::array::from_fn(|i| (i as u32).wrapping_mul(${random.next()}u32)); for w in a.windows(2) { (w[0] ^ w[1]).show(); } for c in a.chunks(2) { c.len().show(); } line(); }`,
    ]);
  }
}

const made64 = (random: Random): string =>
  random.pick([
    String(random.below(20)),
    String(random.next()),
    `0x${random.next().toString(16)}_${random.next().toString(16).padStart(8, "0")}`,
  ]);

/** Where the modules of a program start. */
const MODULE = /^mod c(\d+) \{$/;

/** The text of the cases of the seeds; `around` is what all programs share. */
export function programText(around: string, seeds: readonly number[]): string {
  const modules = seeds.map((seed, i) => new Case(seed).text(`c${i}`));
  const arms = seeds.map((_, i) => `${i} => c${i}::run(),`).join(" ");
  return `${around}\nfn run_case(number: usize) -> bool {\nmatch number { ${arms} _ => return false }\ntrue\n}\n\n${modules.join("\n\n")}\n`;
}

/** The numbers of the cases in which the lines are. */
export function casesAt(text: string, lines: readonly number[]): ReadonlySet<number> {
  const known = text.split("\n");
  const at = (line: number) => known.slice(0, line).findLast((one) => MODULE.test(one));
  return new Set(lines.flatMap((line) => [...(at(line)?.matchAll(/\d+/g) ?? [])].map(Number)));
}
