// Functions over values with destructors: `Tracer(n)` tells of its end. Values are made, moved whole and in part, moved on
// some paths only, replaced, forgotten and left by every exit there is, so that drop flags and their order show.
import type { Random } from "./random.ts";

interface Owner {
  readonly name: string;
  readonly kind: "tracer" | "option" | "pair" | "holder" | "array";
  readonly mutable: boolean;
  /** Depth of loops in which it was declared: it can be moved there only. */
  readonly loop: number;
}

export class TracerFunctions {
  #names = 0;
  #ids = 0;

  constructor(readonly random: Random) {}

  function(name: string): string {
    const text = this.#statements([], 5 + this.random.below(5), 2, 0);
    const tail = this.random.pick([
      "0",
      "make(90).id()",
      "match make(91).id() { 91 if p1 > 5 => 1, n => n }",
      "{ let t = make(92); t.id() + make(93).id() }",
    ]);
    return `#[inline(never)]\nfn ${name}(p0: bool, p1: u32, p2: Tracer) -> u32 {\n${text}\n${tail}\n}`;
  }

  #name(): string {
    return `d${this.#names++}`;
  }

  #new(): string {
    return this.random.chance(50) ? `Tracer(${++this.#ids})` : `make(${++this.#ids})`;
  }

  #condition(): string {
    return this.random.pick(["p0", "!p0", "p1 > 3", "p1 % 2 == 0", "p1 == 7", "make(80).id() + p1 > 84"]);
  }

  /** `owners` loses what may have been moved. */
  #statements(owners: Owner[], count: number, depth: number, loop: number): string {
    return this.random.list(count, () => this.#statement(owners, depth, loop)).join("\n");
  }

  #statement(owners: Owner[], depth: number, loop: number): string {
    const { random } = this;
    const roll = random.below(16);
    if (roll < 4 || owners.length === 0) return this.#declare(owners, loop);
    if (roll < 7) return this.#move(owners, loop);
    if (roll === 7) return this.#replace(owners) ?? this.#declare(owners, loop);
    if (roll === 8) return this.#temporary();
    if (depth === 0) return this.#use(owners);
    if (roll < 12) return this.#branch(owners, depth - 1, loop);
    if (roll === 12) return this.#loop(owners, depth - 1, loop);
    if (roll === 13) return `{\n${this.#statements([...owners.filter((one) => one.loop > 99)], 2, depth - 1, loop)}\n}`;
    if (roll === 14) return `if ${this.#condition()} && ${this.#condition()} { return ${random.below(9)}; }`;
    return this.#use(owners);
  }

  #declare(owners: Owner[], loop: number): string {
    const { random } = this;
    const name = this.#name();
    const kind = random.pick(["tracer", "tracer", "option", "pair", "holder", "array"] as const);
    const mutable = random.chance(60);
    owners.push({ name, kind, mutable, loop });
    const value = {
      tracer: () => this.#new(),
      option: () => (random.chance(60) ? `Some(${this.#new()})` : `if ${this.#condition()} { Some(${this.#new()}) } else { None }`),
      pair: () => `(${this.#new()}, ${this.#new()})`,
      holder: () => `Holder { b: ${this.#new()}, n: p1, a: ${this.#new()}, c: ${random.chance(50) ? "None" : `Some(${this.#new()})`} }`,
      array: () => `[${this.#new()}, ${this.#new()}, ${this.#new()}]`,
    }[kind]();
    return `let ${mutable ? "mut " : ""}${name} = ${value};`;
  }

  #use(owners: readonly Owner[]): string {
    if (owners.length === 0) return this.#temporary();
    const { name, kind } = this.random.pick(owners);
    const value = {
      tracer: `${name}.id()`,
      option: `${name}.as_ref().map_or(0, |t| t.id())`,
      pair: `(${name}.0.id() + ${name}.1.id())`,
      holder: `(${name}.a.id() + ${name}.n)`,
      array: `${name}.iter().map(|t| t.id()).sum::<u32>()`,
    }[kind];
    return `(${value}).show();`;
  }

  /** What is used up, and how. */
  #move(owners: Owner[], loop: number): string {
    const { random } = this;
    const movable = owners.filter((one) => one.loop === loop);
    if (movable.length === 0) return this.#use(owners);
    const owner = random.pick(movable);
    owners.splice(owners.indexOf(owner), 1);
    const { name, kind } = owner;
    const other = this.#name();
    const forms = [`drop(${name});`, `let ${other} = ${name};`, `let _ = ${name};\ndrop(${name});`, `core::mem::forget(${name});`];
    const own = {
      tracer: [`take(${name}).show();`, `let ${other} = pass(${name});`, `let ${other} = move || ${name}.id();\n${other}().show();`],
      option: [
        `if let Some(t) = ${name} { t.id().show(); }`,
        `match ${name} { Some(t) if t.id() > 12 => take(t).show(), Some(_) => 1u32.show(), None => {} }`,
        `if let Some(ref t) = ${name} { t.id().show(); }\ndrop(${name});`,
        `let ${other} = ${name}.map(pass);`,
        `${name}.unwrap_or_else(|| make(70)).id().show();`,
      ],
      pair: [
        `let (${other}, _) = ${name};`,
        `drop(${name}.1);\n${name}.0.id().show();`,
        `let (_, ${other}) = ${name};\ntake(${other}).show();`,
      ],
      holder: [
        `let Holder { a: ${other}, .. } = ${name};`,
        `drop(${name}.b);\nif ${this.#condition()} { drop(${name}.a); }`,
        `let ${other} = Holder { a: make(60), ..${name} };`,
        `if let Some(t) = ${name}.c { take(t).show(); }`,
      ],
      array: [
        `for t in ${name} { t.id().show(); }`,
        `for t in ${name} { if t.id() % 2 == 0 { break; } }`,
        `let [${other}, .., _] = ${name};`,
        `let [_, ${other}, rest] = ${name};\ntake(rest).show();`,
      ],
    }[kind];
    return random.pick([...own, ...own, ...forms]);
  }

  #replace(owners: readonly Owner[]): string | undefined {
    const mutable = owners.filter((one) => one.mutable);
    if (mutable.length === 0) return undefined;
    const { name, kind } = this.random.pick(mutable);
    return {
      tracer: () => `${name} = ${this.#new()};`,
      option: () =>
        this.random.pick([`${name} = None;`, `${name}.take().map_or(0, |t| t.id()).show();`, `drop(${name}.replace(${this.#new()}));`]),
      pair: () => `${name}.0 = ${this.#new()};`,
      holder: () =>
        this.random.pick([
          `${name}.a = ${this.#new()};`,
          `${name}.c = Some(${this.#new()});`,
          `drop(core::mem::replace(&mut ${name}.b, ${this.#new()}));`,
        ]),
      array: () => this.random.pick([`${name}[p1 as usize % 3] = ${this.#new()};`, `${name}.swap(0, 2);`]),
    }[kind]();
  }

  #temporary(): string {
    return this.random.pick([
      `${this.#new()}.id().show();`,
      `let _ = ${this.#new()};`,
      `let _${this.#name()} = ${this.#new()};`,
      `let ${this.#name()} = &${this.#new()};`,
      `match ${this.#new()}.id() { 3 | 9 => 3u32.show(), n => (n + ${this.#new()}.id()).show() }`,
      `if ${this.#new()}.id() > 9 { ${this.#new()}.id().show(); } else { make(50); }`,
      `(make(51), make(52)).1.id().show();`,
      `take({ let t = make(53); make(t.id() + 1) }).show();`,
      this.#late(),
      this.#kept(),
      this.#kept(),
    ]);
  }

  /** A variable that gets its value on some ways only. */
  #late(): string {
    const name = this.#name();
    const use = this.random.pick([`drop(${name});`, `${name}.id().show();`, `if ${this.#condition()} { take(${name}).show(); }`]);
    return `let ${name};\nif ${this.#condition()} { ${name} = ${this.#new()}; ${use} }`;
  }

  /** Temporaries that live as long as a variable. */
  #kept(): string {
    const name = this.#name();
    const [one, other] = [`&${this.#new()}`, `&${this.#new()}`];
    return this.random.pick([
      `let ${name} = if ${this.#condition()} { ${one} } else { ${other} };\n${name}.id().show();`,
      `let ${name} = match p1 % 3 { 0 => (${one}, 1u32), 1 if ${this.#condition()} => (${other}, 2), _ => (&make(61), 3) };\n${name}.0.id().show();`,
      `let ${name} = Some(${one});\n${name}.map_or(0, |t| t.id()).show();`,
      `let ${name} = if ${this.#condition()} { Some((${one}, [${other}])) } else { None };\n${name}.map_or(0, |(t, u)| t.id() + u[0].id()).show();`,
      `let ${name} = { let _t = make(62); ${one} };\n${name}.id().show();`,
    ]);
  }

  /** Moved on one side: what was there before is then there no more, for the compiler. */
  #branch(owners: Owner[], depth: number, loop: number): string {
    const [yes, no] = [[...owners], [...owners]];
    const first = this.#statements(yes, 1 + this.random.below(2), depth, loop);
    const second = this.#statements(no, this.random.below(2), depth, loop);
    const both = owners.filter((one) => yes.includes(one) && no.includes(one));
    owners.splice(0, owners.length, ...both);
    return `if ${this.#condition()} {\n${first}\n} else {\n${second}\n}`;
  }

  #loop(owners: Owner[], depth: number, loop: number): string {
    const { random } = this;
    const inner = [...owners];
    const name = this.#name();
    const leave = random.chance(50) ? `if ${name} + p1 > ${random.below(9)} { ${random.pick(["break", "continue", "return 5"])}; }\n` : "";
    const body = `${this.#statements(inner, 2, depth, loop + 1)}\n${leave}${this.#statements(inner, 1, 0, loop + 1)}`;
    return `for ${name} in 0..${1 + random.below(3)}u32 {\n${body}\n}`;
  }
}
