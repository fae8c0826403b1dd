#[lang = "index"]
pub trait Index<Idx: ?Sized> {
    type Output: ?Sized;
    #[track_caller]
    #[rustc_no_implicit_autorefs]
    fn index(&self, index: Idx) -> &Self::Output;
}

#[lang = "index_mut"]
pub trait IndexMut<Idx: ?Sized>: Index<Idx> {
    #[track_caller]
    #[rustc_no_implicit_autorefs]
    fn index_mut(&mut self, index: Idx) -> &mut Self::Output;
}
