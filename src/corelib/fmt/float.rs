//! Floating-point numbers as texts: the parts of a text, and how they are put together.
use super::{Debug, Display, Formatter, LowerExp, Result, UpperExp};
use crate::num::decimal::{decode, exact, shortest, Class, Decoded};

#[derive(Clone, Copy)]
enum Part<'a> {
    Text(&'a str),
    Digits(&'a [u8]),
    Zeros(usize),
    Number(u32),
}

const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

fn text(bytes: &[u8]) -> &str {
    unsafe { crate::str::from_utf8_unchecked(bytes) }
}

impl Part<'_> {
    fn length(&self) -> usize {
        match *self {
            Part::Text(text) => text.len(),
            Part::Digits(digits) => digits.len(),
            Part::Zeros(count) => count,
            Part::Number(number) => 1 + (number >= 10) as usize + (number >= 100) as usize,
        }
    }

    fn write(&self, f: &mut Formatter<'_>) -> Result {
        match *self {
            Part::Text(text) => f.put(text),
            Part::Digits(digits) => f.put(text(digits)),
            Part::Zeros(mut count) => {
                while count > ZEROS.len() {
                    f.put(ZEROS)?;
                    count -= ZEROS.len();
                }
                f.put(&ZEROS[..count])
            }
            Part::Number(number) => {
                let digits = [b'0' + (number / 100) as u8, b'0' + (number / 10 % 10) as u8, b'0' + (number % 10) as u8];
                f.put(text(&digits[3 - self.length()..]))
            }
        }
    }
}

/// A sign and up to six parts, padded.
struct Parts<'a> {
    parts: [Part<'a>; 6],
    count: usize,
}

impl<'a> Parts<'a> {
    fn new(first: &'a str) -> Self {
        let mut made = Parts { parts: [Part::Zeros(0); 6], count: 0 };
        if !first.is_empty() {
            made.push(Part::Text(first));
        }
        made
    }

    fn push(&mut self, part: Part<'a>) {
        self.parts[self.count] = part;
        self.count += 1;
    }

    fn write(&self, sign: &str, f: &mut Formatter<'_>) -> Result {
        f.put(sign)?;
        for part in &self.parts[..self.count] {
            part.write(f)?;
        }
        Ok(())
    }

    fn pad(&self, sign: &str, f: &mut Formatter<'_>) -> Result {
        let mut length = sign.len();
        for part in &self.parts[..self.count] {
            length += part.length();
        }
        let padding = match f.width {
            Some(width) => width.saturating_sub(length),
            None => 0,
        };
        if f.sign_aware_zero_pad() {
            f.put(sign)?;
            f.fill_with('0', padding)?;
            return self.write("", f);
        }
        let before = f.padding_before(padding, 1);
        f.fill_with(f.fill, before)?;
        self.write(sign, f)?;
        f.fill_with(f.fill, padding - before)
    }

    /// `0.digits * 10^power`, with `behind` places behind the point at least.
    fn decimal(digits: &'a [u8], power: i32, behind: usize) -> Self {
        let mut made = Parts::new("");
        if power <= 0 {
            let zeros = -power as usize;
            made.push(Part::Text("0."));
            made.push(Part::Zeros(zeros));
            made.push(Part::Digits(digits));
            if behind > digits.len() && behind - digits.len() > zeros {
                made.push(Part::Zeros(behind - digits.len() - zeros));
            }
            return made;
        }
        let point = power as usize;
        if point < digits.len() {
            made.push(Part::Digits(&digits[..point]));
            made.push(Part::Text("."));
            made.push(Part::Digits(&digits[point..]));
            if behind > digits.len() - point {
                made.push(Part::Zeros(behind - (digits.len() - point)));
            }
            return made;
        }
        made.push(Part::Digits(digits));
        made.push(Part::Zeros(point - digits.len()));
        if behind > 0 {
            made.push(Part::Text("."));
            made.push(Part::Zeros(behind));
        }
        made
    }

    fn exponential(digits: &'a [u8], power: i32, behind: usize, upper: bool) -> Self {
        let mut made = Parts::new("");
        made.push(Part::Digits(&digits[..1]));
        let fraction = digits.len() - 1;
        if fraction > 0 || behind > 0 {
            made.push(Part::Text("."));
            if fraction > 0 {
                made.push(Part::Digits(&digits[1..]));
            }
            if behind > fraction {
                made.push(Part::Zeros(behind - fraction));
            }
        }
        let power = power - 1;
        made.push(Part::Text(match (upper, power < 0) {
            (false, false) => "e",
            (false, true) => "e-",
            (true, false) => "E",
            (true, true) => "E-",
        }));
        made.push(Part::Number(power.unsigned_abs()));
        made
    }
}

#[derive(Clone, Copy)]
enum Form {
    /// At least so many places behind the point.
    Decimal(usize),
    /// With a large `E`.
    Exponential(bool),
}

/// Places that a number's digits need at most.
fn most_digits(exp: i32) -> usize {
    21 + (((if exp < 0 { -12 } else { 5 }) * exp) as usize >> 4)
}

fn zero(form: Form, behind: usize) -> Parts<'static> {
    let mut made = Parts::new(match (form, behind) {
        (Form::Decimal(_), 0) => "0",
        (Form::Exponential(false), 0) => "0e0",
        (Form::Exponential(true), 0) => "0E0",
        _ => "0.",
    });
    if behind > 0 {
        made.push(Part::Zeros(behind));
        match form {
            Form::Decimal(_) => {}
            Form::Exponential(upper) => made.push(Part::Text(if upper { "E0" } else { "e0" })),
        }
    }
    made
}

fn write_class(class: Class, negative: bool, form: Form, f: &mut Formatter<'_>) -> Result {
    let sign = if negative {
        "-"
    } else if f.sign_plus() {
        "+"
    } else {
        ""
    };
    match class {
        Class::Nan => Parts::new("NaN").pad("", f),
        Class::Infinite => Parts::new("inf").pad(sign, f),
        Class::Zero => {
            let least = match form {
                Form::Decimal(least) => least,
                Form::Exponential(_) => 0,
            };
            zero(form, f.precision().unwrap_or(least)).pad(sign, f)
        }
        Class::Finite(decoded) => match f.precision() {
            Some(behind) => write_exact(&decoded, sign, form, behind, f),
            None => write_shortest(&decoded, sign, form, f),
        },
    }
}

#[inline(never)]
fn write_shortest(decoded: &Decoded, sign: &str, form: Form, f: &mut Formatter<'_>) -> Result {
    let mut digits = [0; 17];
    let (count, power) = shortest(decoded, &mut digits);
    let digits = &digits[..count];
    match form {
        Form::Decimal(least) => Parts::decimal(digits, power, least).pad(sign, f),
        Form::Exponential(upper) => Parts::exponential(digits, power, 0, upper).pad(sign, f),
    }
}

#[inline(never)]
fn write_exact(decoded: &Decoded, sign: &str, form: Form, behind: usize, f: &mut Formatter<'_>) -> Result {
    let mut digits = [0; 1024];
    let most = most_digits(decoded.exp);
    match form {
        Form::Decimal(_) => {
            let limit = if behind < 0x8000 { -(behind as i32) } else { -0x8000 };
            let (count, power) = exact(decoded, &mut digits[..most], limit);
            if power <= limit {
                return zero(form, behind).pad(sign, f);
            }
            Parts::decimal(&digits[..count], power, behind).pad(sign, f)
        }
        Form::Exponential(upper) => {
            let wanted = if behind < most { behind + 1 } else { most };
            let (count, power) = exact(decoded, &mut digits[..wanted], -0x8000);
            Parts::exponential(&digits[..count], power, behind, upper).pad(sign, f)
        }
    }
}

macro_rules! texts {
    ($($t:ident $precision:literal $least:literal;)*) => { $(
        impl Display for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                write_class(self.class_of(), self.is_sign_negative(), Form::Decimal(0), f)
            }
        }
        impl Debug for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                let magnitude = self.abs();
                let is_far = magnitude >= 1e16 || magnitude != 0.0 && magnitude < 1e-4;
                let form = if is_far && f.precision().is_none() { Form::Exponential(false) } else { Form::Decimal(1) };
                write_class(self.class_of(), self.is_sign_negative(), form, f)
            }
        }
        impl LowerExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                write_class(self.class_of(), self.is_sign_negative(), Form::Exponential(false), f)
            }
        }
        impl UpperExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                write_class(self.class_of(), self.is_sign_negative(), Form::Exponential(true), f)
            }
        }
        impl ClassOf for $t {
            fn class_of(&self) -> Class {
                decode(self.abs().to_bits() as u64, $precision, $least, $t::INFINITY.to_bits() as u64)
            }
        }
    )* };
}

trait ClassOf {
    fn class_of(&self) -> Class;
}

#[impls] texts! { f32 24 -149; f64 53 -1074; }
