//! What `debug_map` gives.
use crate::fmt::builders::{indented, unnamed_rest};
use crate::fmt::{Debug, Formatter, Result};

#[must_use = "must eventually call `finish()` on Debug builders"]
pub struct DebugMap<'a, 'b> {
    f: &'a mut Formatter<'b>,
    result: Result,
    has_fields: bool,
    has_key: bool,
    /// Of a key and its value together, where lines are indented.
    on_newline: bool,
}
impl<'a, 'b> DebugMap<'a, 'b> {
    pub(crate) fn new(f: &'a mut Formatter<'b>) -> Self {
        let result = f.write_str("{");
        DebugMap { f, result, has_fields: false, has_key: false, on_newline: true }
    }
    fn write_key(&mut self, key: &dyn Debug) -> Result {
        if self.has_key {
            panic!("attempted to begin a new map entry without completing the previous one");
        }
        if self.f.alternate() {
            if !self.has_fields {
                self.f.write_str("\n")?;
            }
            self.on_newline = true;
            indented(self.f, &mut self.on_newline, ["", ""], key, ": ")?;
        } else {
            if self.has_fields {
                self.f.write_str(", ")?;
            }
            key.fmt(self.f)?;
            self.f.write_str(": ")?;
        }
        self.has_key = true;
        Ok(())
    }
    fn write_value(&mut self, value: &dyn Debug) -> Result {
        if !self.has_key {
            panic!("attempted to format a map value before its key");
        }
        if self.f.alternate() {
            indented(self.f, &mut self.on_newline, ["", ""], value, ",\n")?;
        } else {
            value.fmt(self.f)?;
        }
        self.has_key = false;
        Ok(())
    }
    pub fn key(&mut self, key: &dyn Debug) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.write_key(key);
        }
        self
    }
    pub fn value(&mut self, value: &dyn Debug) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.write_value(value);
        }
        self.has_fields = true;
        self
    }
    pub fn entry(&mut self, key: &dyn Debug, value: &dyn Debug) -> &mut Self {
        self.key(key).value(value)
    }
    pub fn entries<K: Debug, V: Debug, I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) -> &mut Self {
        for (k, v) in entries {
            self.entry(&k, &v);
        }
        self
    }
    fn complete(&self) {
        if self.has_key {
            panic!("attempted to finish a map with a partial entry");
        }
    }
    pub fn finish_non_exhaustive(&mut self) -> Result {
        self.result?;
        self.complete();
        self.result = unnamed_rest(self.f, self.has_fields, "}");
        self.result
    }
    pub fn finish(&mut self) -> Result {
        self.result?;
        self.complete();
        self.result = self.f.write_str("}");
        self.result
    }
}
