//! How futures say whether they are done and whom to tell.
mod poll;
mod wake;

pub use poll::Poll;
pub use wake::{Context, RawWaker, RawWakerVTable, Waker};

pub macro ready {
    ($value:expr) => {
        match $value {
            $crate::task::Poll::Ready(value) => value,
            $crate::task::Poll::Pending => return $crate::task::Poll::Pending,
        }
    }
}
