//! What `#[derive(Debug)]` calls: a function each for up to five fields, and those for any number.
use crate::fmt::{Debug, Formatter, Result};

macro_rules! derived {
    ($($of_struct:ident $of_tuple:ident $($name:ident $value:ident),+;)*) => { $(
        impl<'a> Formatter<'a> {
            pub fn $of_struct<'b>(&'b mut self, name: &str, $($name: &str, $value: &dyn Debug),+) -> Result {
                let mut builder = self.debug_struct(name);
                $(builder.field($name, $value);)+
                builder.finish()
            }
            pub fn $of_tuple<'b>(&'b mut self, name: &str, $($value: &dyn Debug),+) -> Result {
                let mut builder = self.debug_tuple(name);
                $(builder.field($value);)+
                builder.finish()
            }
        }
    )* };
}
#[impls] derived! {
    debug_struct_field1_finish debug_tuple_field1_finish name1 value1;
    debug_struct_field2_finish debug_tuple_field2_finish name1 value1, name2 value2;
    debug_struct_field3_finish debug_tuple_field3_finish name1 value1, name2 value2, name3 value3;
    debug_struct_field4_finish debug_tuple_field4_finish name1 value1, name2 value2, name3 value3, name4 value4;
    debug_struct_field5_finish debug_tuple_field5_finish name1 value1, name2 value2, name3 value3, name4 value4, name5 value5;
}

impl<'a> Formatter<'a> {
    pub fn debug_struct_fields_finish<'b>(&'b mut self, name: &str, names: &[&str], values: &[&dyn Debug]) -> Result {
        let mut b = self.debug_struct(name);
        let mut i = 0;
        while i < names.len() {
            b.field(names[i], values[i]);
            i += 1;
        }
        b.finish()
    }
    pub fn debug_tuple_fields_finish<'b>(&'b mut self, name: &str, values: &[&dyn Debug]) -> Result {
        let mut b = self.debug_tuple(name);
        let mut i = 0;
        while i < values.len() {
            b.field(values[i]);
            i += 1;
        }
        b.finish()
    }
}
