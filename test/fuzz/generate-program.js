// Random programs of the scalar core: integers of every width, control flow, arrays, slices, structs, enums, calls. The same
// seed gives the same program. A program prints what its functions return, line by line; a panic prints where it happened
// and ends it. So two compilers agree on a program when its output and status are the same.

/** Numbers from a seed (Steele and Vigna's splitmix, 32 bits). */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  const below = (count) => next() % count;
  return { next, below, pick: (list) => list[below(list.length)], chance: (percent) => below(100) < percent };
}

const INTS = ["u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64", "usize", "isize"];
const WIDE = ["u128", "i128"];
const bitsOf = (type) => (type.endsWith("size") ? 64 : Number(type.slice(1)));
const isSigned = (type) => type.startsWith("i");

class Program {
  constructor(seed, size) {
    this.random = randomFrom(seed);
    this.functions = [];
    this.size = size;
    this.labels = 0;
  }

  int() {
    return this.random.chance(6) ? this.random.pick(WIDE) : this.random.pick(INTS);
  }

  literal(type) {
    const { random } = this;
    if (type === "bool") return random.pick(["true", "false"]);
    const bits = BigInt(bitsOf(type));
    const choices = [
      0n,
      1n,
      2n,
      7n,
      10n,
      1n << (bits - 1n),
      (1n << (bits - 1n)) - 1n,
      (1n << bits) - 1n,
      BigInt(random.next()),
      (BigInt(random.next()) << 32n) | BigInt(random.next()),
    ];
    const value = isSigned(type) ? BigInt.asIntN(Number(bits), random.pick(choices)) : BigInt.asUintN(Number(bits), random.pick(choices));
    const least = -(1n << (bits - 1n));
    if (isSigned(type) && value === least) return `${type}::MIN`;
    return value < 0n ? `(-${-value}${type})` : `${value}${type}`;
  }

  variable(scope, type) {
    const known = scope.filter((one) => one.type === type);
    return known.length === 0 ? undefined : this.random.pick(known).name;
  }

  expr(scope, type, depth) {
    const { random } = this;
    if (depth <= 0 || random.chance(12)) return (random.chance(75) && this.variable(scope, type)) || this.literal(type);
    return type === "bool" ? this.boolean(scope, depth - 1) : this.number(scope, type, depth - 1);
  }

  boolean(scope, depth) {
    const { random } = this;
    const type = this.int();
    const two = () => [this.expr(scope, type, depth), this.expr(scope, type, depth)];
    switch (random.below(6)) {
      case 0:
        return `(${this.expr(scope, "bool", depth)} ${random.pick(["&&", "||", "^", "&", "|"])} ${this.expr(scope, "bool", depth)})`;
      case 1:
        return `!${this.expr(scope, "bool", depth)}`;
      case 2: {
        const [a, b] = two();
        return `${this.wrapped(a)}.overflowing_${random.pick(["add", "sub", "mul"])}(${b}).1`;
      }
      case 3: {
        const [a, b] = two();
        return `${this.wrapped(a)}.checked_${random.pick(["add", "sub", "mul", "div", "rem"])}(${b}).is_${random.pick(["some", "none"])}()`;
      }
      default: {
        const [a, b] = two();
        return `(${a} ${random.pick(["==", "!=", "<", "<=", ">", ">="])} ${b})`;
      }
    }
  }

  wrapped(text) {
    return /^[a-z_][a-z_0-9]*$/.test(text) || text.startsWith("(") ? text : `(${text})`;
  }

  number(scope, type, depth) {
    const { random } = this;
    const e = (wanted = type) => this.expr(scope, wanted, depth);
    const w = () => this.wrapped(e());
    const cases = [
      () => `${w()}.wrapping_${random.pick(["add", "sub", "mul"])}(${e()})`,
      () => `${w()}.wrapping_${random.pick(["add", "sub", "mul"])}(${e()})`,
      () => `(${e()} ${random.pick(["&", "|", "^"])} ${e()})`,
      () => `(${e()} ${random.pick(["&", "|", "^"])} ${e()})`,
      () => `!${w()}`,
      () => `${w()}.wrapping_neg()`,
      () => `${w()}.wrapping_${random.pick(["shl", "shr"])}(${e("u32")})`,
      () => `(${e()} ${random.pick(["<<", ">>"])} (${e("u32")} & ${bitsOf(type) - 1}))`,
      () => `${w()}.checked_${random.pick(["div", "rem"])}(${e()}).unwrap_or(${e()})`,
      () => `(${e()} ${random.pick(["/", "%"])} ${this.divisor(type)})`,
      () => `${w()}.checked_${random.pick(["add", "sub", "mul"])}(${e()}).unwrap_or(${e()})`,
      () => `${w()}.saturating_${random.pick(["add", "sub"])}(${e()})`,
      () => `${w()}.overflowing_${random.pick(["add", "sub", "mul"])}(${e()}).0`,
      () => `${w()}.rotate_${random.pick(["left", "right"])}(${e("u32")} % 200)`,
      () => `(${w()}.${random.pick(["count_ones", "leading_zeros", "trailing_zeros"])}() as ${type})`,
      () => `${w()}.swap_bytes()`,
      () => `${w()}.${random.pick(["min", "max"])}(${e()})`,
      () => `(${e(this.int())} as ${type})`,
      () => `(${e(this.int())} as ${type})`,
      () => `(${e("bool")} as ${type})`,
      () => `(if ${e("bool")} { ${e()} } else { ${e()} })`,
      () => `(match ${e("u8")} { 0 => ${e()}, 1..=9 => ${e()}, 10 | 200 => ${e()}, _ => ${e()} })`,
      () => this.call(scope, type, depth) ?? this.literal(type),
      () => this.element(scope, type, depth) ?? this.literal(type),
      () => this.block(scope, type, depth),
      () => `(Pair { a: ${e("u32")}, b: ${e("i64")}, c: ${e("u8")} }.mix(${e("u16")}) as ${type})`,
      () =>
        `(match Shape::make(${e("u8")}, ${e("u32")}) { Shape::Dot => ${e()}, Shape::Line(n) => (n as ${type}), Shape::Box { w, h } => (w as ${type}).wrapping_mul(h as ${type}) })`,
    ];
    return random.pick(cases)();
  }

  divisor(type) {
    const value = this.random.pick([2, 3, 5, 7, 10, 16, 100, 127]);
    return `${value}${type}`;
  }

  call(scope, type, depth) {
    const known = this.functions.filter((one) => one.result === type);
    if (known.length === 0) return undefined;
    const one = this.random.pick(known);
    return `${one.name}(${one.parameters.map((wanted) => this.expr(scope, wanted, Math.min(depth, 1))).join(", ")})`;
  }

  element(scope, type, depth) {
    const arrays = scope.filter((one) => one.element === type);
    if (arrays.length === 0) return undefined;
    const array = this.random.pick(arrays);
    return `${array.name}[(${this.expr(scope, "usize", depth)}) % ${array.length}]`;
  }

  block(scope, type, depth) {
    const inner = [...scope];
    const name = `t${this.labels++}`;
    const kind = this.int();
    const text = `let ${name} = ${this.expr(inner, kind, depth)};`;
    inner.push({ name, type: kind, mutable: false });
    return `{ ${text} ${this.expr(inner, type, depth)} }`;
  }

  statements(scope, count, depth, inLoop) {
    const out = [];
    const inner = [...scope];
    for (let i = 0; i < count; i++) out.push(this.statement(inner, depth, inLoop));
    return out.join("\n");
  }

  statement(scope, depth, inLoop) {
    const { random } = this;
    const mutable = scope.filter((one) => one.mutable && one.type !== undefined);
    const roll = random.below(12);
    if (roll < 3 || mutable.length === 0) return this.declaration(scope);
    if (roll < 6) {
      const { name, type } = random.pick(mutable);
      if (type === "bool") return `${name} ${random.pick(["=", "^=", "|=", "&="])} ${this.expr(scope, type, 2)};`;
      return random.chance(60)
        ? `${name} = ${this.expr(scope, type, 3)};`
        : `${name} ${random.pick(["^=", "|=", "&="])} ${this.expr(scope, type, 2)};`;
    }
    if (roll === 6) {
      const arrays = scope.filter((one) => one.element !== undefined);
      if (arrays.length === 0) return this.declaration(scope);
      const { name, element, length } = random.pick(arrays);
      return `${name}[(${this.expr(scope, "usize", 2)}) % ${length}] = ${this.expr(scope, element, 2)};`;
    }
    if (depth <= 0) return this.declaration(scope);
    if (roll < 9)
      return `if ${this.expr(scope, "bool", 2)} {\n${this.statements(scope, 2, depth - 1, inLoop)}\n} else {\n${this.statements(scope, 1, depth - 1, inLoop)}\n}`;
    return this.loop(scope, depth, inLoop);
  }

  declaration(scope) {
    const { random } = this;
    const name = `v${this.labels++}`;
    if (random.chance(20)) {
      const element = random.pick(INTS);
      const length = random.pick([1, 2, 3, 5, 8, 16, 33]);
      scope.push({ name, element, length });
      if (random.chance(50)) return `let mut ${name} = [${this.expr(scope.slice(0, -1), element, 1)}; ${length}];`;
      return `let mut ${name}: [${element}; ${length}] = [${Array.from({ length }, () => this.literal(element)).join(", ")}];`;
    }
    const type = random.chance(15) ? "bool" : this.int();
    const text = `let mut ${name}: ${type} = ${this.expr(scope, type, 3)};`;
    scope.push({ name, type, mutable: true });
    return text;
  }

  loop(scope, depth, inLoop) {
    const { random } = this;
    const name = `i${this.labels++}`;
    const count = random.below(7);
    if (random.chance(50)) {
      const type = random.pick(["u8", "i32", "usize", "u64"]);
      const inner = [...scope, { name, type, mutable: false }];
      const way = random.pick([`0..${count}`, `0..=${count}`, `(0..${count}).rev()`]);
      return `for ${name} in ${way.replace("0", `0${type}`)} {\n${this.statements(inner, 2, depth - 1, true)}\n${this.leave(inner)}}`;
    }
    if (random.chance(30)) {
      const arrays = scope.filter((one) => one.element !== undefined);
      const numbers = scope.filter((one) => one.mutable && one.type !== undefined && one.type !== "bool");
      if (arrays.length > 0 && numbers.length > 0) {
        const array = random.pick(arrays);
        const sum = random.pick(numbers);
        return `for ${name} in ${array.name}.iter() {\n${sum.name} = ${sum.name}.wrapping_mul(31).wrapping_add(*${name} as ${sum.type});\n}`;
      }
    }
    const inner = [...scope, { name, type: "u32", mutable: false }];
    void inLoop;
    return `let mut ${name} = 0u32;\nwhile ${name} < ${count} {\n${name} += 1;\n${this.statements(inner, 2, depth - 1, true)}\n${this.leave(inner)}}`;
  }

  leave(scope) {
    return this.random.chance(30) ? `if ${this.expr(scope, "bool", 2)} { ${this.random.pick(["break", "continue"])}; }\n` : "";
  }

  fn() {
    const { random } = this;
    const name = `f${this.functions.length}`;
    const parameters = Array.from({ length: random.below(5) }, () => (random.chance(15) ? "bool" : this.int()));
    const result = this.int();
    const scope = parameters.map((type, i) => ({ name: `p${i}`, type, mutable: false }));
    const inner = [...scope];
    const lines = [];
    for (let i = 0; i < 2 + random.below(6); i++) lines.push(this.statement(inner, 2, false));
    const inline = random.pick(["", "", "#[inline(never)]\n", "#[inline]\n"]);
    const text = `${inline}fn ${name}(${parameters.map((type, i) => `p${i}: ${type}`).join(", ")}) -> ${result} {\n${lines.join("\n")}\n${this.expr(inner, result, 3)}\n}`;
    this.functions.push({ name, parameters, result, text });
  }

  text() {
    for (let i = 0; i < this.size; i++) this.fn();
    const calls = this.functions.flatMap(({ name, parameters, result }) =>
      Array.from({ length: 3 }, () => {
        const value = `${name}(${parameters.map((type) => this.literal(type)).join(", ")})`;
        return bitsOf(result) > 64 ? `let r = ${value}; put(r as u64); put((r >> 64) as u64);` : `put(${value} as u64);`;
      }),
    );
    return `${AROUND}\n${this.functions.map(({ text }) => text).join("\n\n")}\n\nfn run() {\n${calls.join("\n")}\n}\n`;
  }
}

const AROUND = `#![no_std]
#![no_main]
#![allow(warnings, arithmetic_overflow, unconditional_panic)]

use core::arch::asm;

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    if let Some(place) = info.location() {
        put(place.line() as u64);
        put(place.column() as u64);
    }
    exit(101)
}

fn exit(code: i32) -> ! {
    unsafe { asm!("syscall", in("rax") 60u64, in("rdi") code as u64, options(noreturn)) }
}

fn put(value: u64) {
    let mut text = [b'\\n'; 17];
    for i in 0..16 {
        let digit = ((value >> (60 - 4 * i)) & 15) as u8;
        text[i] = if digit < 10 { b'0' + digit } else { b'a' + digit - 10 };
    }
    unsafe {
        asm!("syscall", inlateout("rax") 1u64 => _, in("rdi") 1u64, in("rsi") text.as_ptr(), in("rdx") text.len(), lateout("rcx") _, lateout("r11") _);
    }
}

#[no_mangle]
extern "C" fn _start() -> ! {
    unsafe { asm!("and rsp, -16", "call {}", "ud2", sym main, options(noreturn)) }
}

// What the installed core may refer to.
#[no_mangle]
extern "C" fn rust_eh_personality() {}

#[no_mangle]
unsafe extern "C" fn memset(to: *mut u8, byte: i32, count: usize) -> *mut u8 {
    asm!("rep stosb", inout("rdi") to => _, inout("rcx") count => _, in("al") byte as u8);
    to
}

#[no_mangle]
unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, count: usize) -> *mut u8 {
    asm!("rep movsb", inout("rdi") to => _, inout("rsi") from => _, inout("rcx") count => _);
    to
}

extern "C" fn main() -> ! {
    run();
    exit(0)
}

#[derive(Clone, Copy)]
struct Pair {
    a: u32,
    b: i64,
    c: u8,
}

impl Pair {
    fn mix(self, by: u16) -> u64 {
        (self.a as u64).rotate_left(by as u32 % 64) ^ self.b as u64 ^ ((self.c as u64) << 7)
    }
}

enum Shape {
    Dot,
    Line(u32),
    Box { w: u16, h: u64 },
}

impl Shape {
    fn make(kind: u8, size: u32) -> Shape {
        match kind % 3 {
            0 => Shape::Dot,
            1 => Shape::Line(size),
            _ => Shape::Box { w: size as u16, h: (size as u64) << 9 },
        }
    }
}
`;

/** Source of the program of a seed, with `size` functions. */
export function generateProgram(seed, size) {
  return new Program(seed, size).text();
}
