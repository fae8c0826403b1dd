//! Builders of `{:?}` text, plain and `{:#?}`.
use crate::fmt::{Debug, Formatter, Result, Write};

/// Indents what is written through it by four spaces a line.
struct Indented<'a, 'b> {
    out: &'a mut (dyn Write + 'b),
    on_newline: &'a mut bool,
}
impl Write for Indented<'_, '_> {
    fn write_str(&mut self, s: &str) -> Result {
        let mut rest = s;
        while !rest.is_empty() {
            let end = match rest.find('\n') {
                Some(at) => at + 1,
                None => rest.len(),
            };
            let (line, after) = rest.split_at(end);
            if *self.on_newline {
                self.out.write_str("    ")?;
            }
            *self.on_newline = line.ends_with('\n');
            self.out.write_str(line)?;
            rest = after;
        }
        Ok(())
    }
}

/// Shows a value between two texts, indented.
pub(super) fn indented(f: &mut Formatter<'_>, on_newline: &mut bool, before: [&str; 2], value: &dyn Debug, after: &str) -> Result {
    let mut writer = Indented { out: &mut *f.out, on_newline };
    let mut inner = Formatter {
        out: &mut writer,
        fill: f.fill,
        align: f.align,
        flags: f.flags,
        precision: f.precision,
        width: f.width,
    };
    inner.write_str(before[0])?;
    inner.write_str(before[1])?;
    value.fmt(&mut inner)?;
    inner.write_str(after)
}

#[must_use = "must eventually call `finish()` on Debug builders"]
pub struct DebugStruct<'a, 'b> {
    f: &'a mut Formatter<'b>,
    result: Result,
    has_fields: bool,
}
impl<'a, 'b> DebugStruct<'a, 'b> {
    pub(crate) fn new(f: &'a mut Formatter<'b>, name: &str) -> Self {
        let result = f.write_str(name);
        DebugStruct { f, result, has_fields: false }
    }
    fn write_field(&mut self, name: &str, value: &dyn Debug) -> Result {
        if self.f.alternate() {
            if !self.has_fields {
                self.f.write_str(" {\n")?;
            }
            return indented(self.f, &mut true, [name, ": "], value, ",\n");
        }
        self.f.write_str(if self.has_fields { ", " } else { " { " })?;
        self.f.write_str(name)?;
        self.f.write_str(": ")?;
        value.fmt(self.f)
    }
    pub fn field(&mut self, name: &str, value: &dyn Debug) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.write_field(name, value);
        }
        self.has_fields = true;
        self
    }
    pub fn finish_non_exhaustive(&mut self) -> Result {
        self.result?;
        if !self.has_fields {
            self.result = self.f.write_str(" { .. }");
        } else if self.f.alternate() {
            self.result = self.f.write_str("    ..\n}");
        } else {
            self.result = self.f.write_str(", .. }");
        }
        self.result
    }
    pub fn finish(&mut self) -> Result {
        if self.has_fields && self.result.is_ok() {
            self.result = self.f.write_str(if self.f.alternate() { "}" } else { " }" });
        }
        self.result
    }
}

#[must_use = "must eventually call `finish()` on Debug builders"]
pub struct DebugTuple<'a, 'b> {
    f: &'a mut Formatter<'b>,
    result: Result,
    fields: usize,
    empty_name: bool,
}
impl<'a, 'b> DebugTuple<'a, 'b> {
    pub(crate) fn new(f: &'a mut Formatter<'b>, name: &str) -> Self {
        let result = f.write_str(name);
        DebugTuple { f, result, fields: 0, empty_name: name.is_empty() }
    }
    fn write_field(&mut self, value: &dyn Debug) -> Result {
        if self.f.alternate() {
            if self.fields == 0 {
                self.f.write_str("(\n")?;
            }
            return indented(self.f, &mut true, ["", ""], value, ",\n");
        }
        self.f.write_str(if self.fields == 0 { "(" } else { ", " })?;
        value.fmt(self.f)
    }
    pub fn field(&mut self, value: &dyn Debug) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.write_field(value);
        }
        self.fields += 1;
        self
    }
    pub fn finish_non_exhaustive(&mut self) -> Result {
        self.result?;
        if self.fields == 0 {
            self.f.write_str("(")?;
        }
        self.result = unnamed_rest(self.f, self.fields > 0, ")");
        self.result
    }
    pub fn finish(&mut self) -> Result {
        if self.fields > 0 && self.result.is_ok() {
            if self.fields == 1 && self.empty_name && !self.f.alternate() {
                self.result = self.f.write_str(",");
            }
            if self.result.is_ok() {
                self.result = self.f.write_str(")");
            }
        }
        self.result
    }
}

/// `..` in the place of entries that are not shown.
pub(super) fn unnamed_rest(f: &mut Formatter<'_>, has_fields: bool, close: &str) -> Result {
    f.write_str(match (has_fields, f.alternate()) {
        (true, true) => "    ..\n",
        (true, false) => ", ..",
        (false, _) => "..",
    })?;
    f.write_str(close)
}

macro_rules! sequence {
    ($name:ident $open:literal $close:literal) => {
        pub struct $name<'a, 'b> {
            f: &'a mut Formatter<'b>,
            result: Result,
            has_fields: bool,
        }
        impl<'a, 'b> $name<'a, 'b> {
            #[must_use]
            pub(crate) fn new(f: &'a mut Formatter<'b>) -> Self {
                let result = f.write_str($open);
                $name { f, result, has_fields: false }
            }
            fn write_entry(&mut self, value: &dyn Debug) -> Result {
                if self.f.alternate() {
                    if !self.has_fields {
                        self.f.write_str("\n")?;
                    }
                    return indented(self.f, &mut true, ["", ""], value, ",\n");
                }
                if self.has_fields {
                    self.f.write_str(", ")?;
                }
                value.fmt(self.f)
            }
            pub fn entry(&mut self, value: &dyn Debug) -> &mut Self {
                if self.result.is_ok() {
                    self.result = self.write_entry(value);
                }
                self.has_fields = true;
                self
            }
            pub fn entries<D: Debug, I: IntoIterator<Item = D>>(&mut self, entries: I) -> &mut Self {
                for entry in entries {
                    self.entry(&entry);
                }
                self
            }
            pub fn finish_non_exhaustive(&mut self) -> Result {
                self.result?;
                self.result = unnamed_rest(self.f, self.has_fields, $close);
                self.result
            }
            pub fn finish(&mut self) -> Result {
                self.result?;
                self.result = self.f.write_str($close);
                self.result
            }
        }
    };
}
sequence! { DebugList "[" "]" }
sequence! { DebugSet "{" "}" }
