use crate::convert::Infallible;
use crate::ops::{ControlFlow, FromResidual, Try};

#[lang = "Poll"]
#[must_use = "this `Poll` may be a `Pending` variant, which should be handled"]
#[derive(Copy, Clone, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum Poll<T> {
    #[lang = "Ready"]
    Ready(T),
    #[lang = "Pending"]
    Pending,
}
use Poll::{Pending, Ready};

impl<T> Poll<T> {
    #[inline]
    pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Poll<U> {
        match self {
            Ready(value) => Ready(f(value)),
            Pending => Pending,
        }
    }
    #[must_use = "if you intended to assert that the poll is ready, consider `assert!(poll.is_ready())` instead"]
    #[inline]
    pub const fn is_ready(&self) -> bool {
        matches!(*self, Ready(_))
    }
    #[must_use = "if you intended to assert that the poll is pending, consider `assert!(poll.is_pending())` instead"]
    #[inline]
    pub const fn is_pending(&self) -> bool {
        !self.is_ready()
    }
}
impl<T, E> Poll<Result<T, E>> {
    #[inline]
    pub fn map_ok<U, F: FnOnce(T) -> U>(self, f: F) -> Poll<Result<U, E>> {
        self.map(|result| result.map(f))
    }
    #[inline]
    pub fn map_err<U, F: FnOnce(E) -> U>(self, f: F) -> Poll<Result<T, U>> {
        self.map(|result| result.map_err(f))
    }
}
impl<T, E> Poll<Option<Result<T, E>>> {
    #[inline]
    pub fn map_ok<U, F: FnOnce(T) -> U>(self, f: F) -> Poll<Option<Result<U, E>>> {
        self.map(|next| next.map(|result| result.map(f)))
    }
    #[inline]
    pub fn map_err<U, F: FnOnce(E) -> U>(self, f: F) -> Poll<Option<Result<T, U>>> {
        self.map(|next| next.map(|result| result.map_err(f)))
    }
}
impl<T> From<T> for Poll<T> {
    fn from(value: T) -> Poll<T> {
        Ready(value)
    }
}

impl<T, E> Try for Poll<Result<T, E>> {
    type Output = Poll<T>;
    type Residual = Result<Infallible, E>;
    #[inline]
    fn from_output(output: Poll<T>) -> Self {
        output.map(Ok)
    }
    #[inline]
    fn branch(self) -> ControlFlow<Result<Infallible, E>, Poll<T>> {
        match self {
            Ready(Ok(value)) => ControlFlow::Continue(Ready(value)),
            Ready(Err(error)) => ControlFlow::Break(Err(error)),
            Pending => ControlFlow::Continue(Pending),
        }
    }
}
impl<T, E, F: From<E>> FromResidual<Result<Infallible, E>> for Poll<Result<T, F>> {
    #[inline]
    fn from_residual(residual: Result<Infallible, E>) -> Self {
        match residual {
            Err(error) => Ready(Err(From::from(error))),
        }
    }
}
impl<T, E> Try for Poll<Option<Result<T, E>>> {
    type Output = Poll<Option<T>>;
    type Residual = Result<Infallible, E>;
    #[inline]
    fn from_output(output: Poll<Option<T>>) -> Self {
        output.map(|next| next.map(Ok))
    }
    #[inline]
    fn branch(self) -> ControlFlow<Result<Infallible, E>, Poll<Option<T>>> {
        match self {
            Ready(Some(Ok(value))) => ControlFlow::Continue(Ready(Some(value))),
            Ready(Some(Err(error))) => ControlFlow::Break(Err(error)),
            Ready(None) => ControlFlow::Continue(Ready(None)),
            Pending => ControlFlow::Continue(Pending),
        }
    }
}
impl<T, E, F: From<E>> FromResidual<Result<Infallible, E>> for Poll<Option<Result<T, F>>> {
    #[inline]
    fn from_residual(residual: Result<Infallible, E>) -> Self {
        match residual {
            Err(error) => Ready(Some(Err(From::from(error)))),
        }
    }
}
