//! [`tokio::join!`](https://docs.rs/tokio/latest/tokio/macro.join.html) and
//! [`tokio::try_join!`](https://docs.rs/tokio/latest/tokio/macro.try_join.html).

use std::pin::Pin;
use std::task::{Context, Poll};

use super::chain::{Chain, Empty, Length, Round, rounds};

/// Waits for all of several futures in one task; its value is a tuple of theirs.
///
/// Each time it is polled it begins with the next one, so that none can keep the others from being
/// polled; after `biased;` always with the first one.
#[macro_export]
macro_rules! join {
    ($(biased;)?) => {
        async {}.await
    };
    (biased; $($future:expr),+ $(,)?) => {
        $crate::__join!(join { true } {} () $($future,)+)
    };
    ($($future:expr),+ $(,)?) => {
        $crate::__join!(join { false } {} () $($future,)+)
    };
}

/// Waits for all of several futures in one task, or for the first error. Its value is a tuple of
/// theirs, or the error.
///
/// Each time it is polled it begins with the next one, so that none can keep the others from being
/// polled; after `biased;` always with the first one.
#[macro_export]
macro_rules! try_join {
    ($(biased;)?) => {
        async { $crate::macros::support::Result::Ok(()) }.await
    };
    (biased; $($future:expr),+ $(,)?) => {
        $crate::__join!(try_join { true } {} () $($future,)+)
    };
    ($($future:expr),+ $(,)?) => {
        $crate::__join!(try_join { false } {} () $($future,)+)
    };
}

/// Takes one future after the other into `{ futures } (where their outputs are found)`.
///
/// The outputs are variables of their own in every step, by hygiene.
#[doc(hidden)]
#[macro_export]
macro_rules! __join {
    ($kind:ident { $biased:expr } { $($done:tt)* } $found:tt $future:expr, $($rest:tt)*) => {
        $crate::__join!($kind { $biased } { $($done)* [output $future] } ($found, output) $($rest)*)
    };
    (join { $biased:expr } { $([$output:ident $future:expr])+ } $found:tt) => {{
        let futures = $crate::macros::support::Empty$(.future($future))+;
        let mut futures = $crate::macros::support::pin!(futures);
        let mut turns = $crate::macros::support::Turns::new($biased);
        let $found = $crate::macros::support::poll_fn(|context| {
            $crate::macros::support::poll_join(&mut turns, futures.as_mut(), context)
        })
        .await;
        ($($output,)+)
    }};
    (try_join { $biased:expr } { $([$output:ident $future:expr])+ } $found:tt) => {{
        let futures = $crate::macros::support::Empty$(.future($future))+;
        let mut futures = $crate::macros::support::pin!(futures);
        let mut turns = $crate::macros::support::Turns::new($biased);
        let outputs = $crate::macros::support::poll_fn(|context| {
            $crate::macros::support::poll_try_join(&mut turns, futures.as_mut(), context)
        })
        .await;
        match outputs {
            $crate::macros::support::Result::Ok($found) => {
                $crate::macros::support::Result::Ok(($($output,)+))
            }
            $crate::macros::support::Result::Err(error) => {
                $crate::macros::support::Result::Err(error)
            }
        }
    }};
}

impl Empty {
    /// The first future.
    pub fn future<F: IntoFuture>(self, future: F) -> Chain<Self, Joined<F::IntoFuture>> {
        Chain::new(self, Joined::Runs(future.into_future()))
    }
}

impl<Before, Last> Chain<Before, Last> {
    /// One future more.
    pub fn future<F: IntoFuture>(self, future: F) -> Chain<Self, Joined<F::IntoFuture>> {
        Chain::new(self, Joined::Runs(future.into_future()))
    }
}

/// One of the futures.
#[derive(Debug)]
pub enum Joined<F: Future> {
    /// Not ready yet.
    Runs(F),
    /// Ready; the future itself is gone.
    Done(F::Output),
    /// The output was taken.
    Taken,
}

impl<F: Future> Joined<F> {
    /// Polls it if it is not ready yet, and tells whether it now is.
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> bool {
        // SAFETY: nothing is moved; the future is pinned again below.
        let Self::Runs(future) = (unsafe { self.as_mut().get_unchecked_mut() }) else {
            return true;
        };
        // SAFETY: the future is pinned as long as this is: it is dropped where it stands, when
        // something else takes its place. This has no `Drop` of its own.
        let future = unsafe { Pin::new_unchecked(future) };
        match future.poll(context) {
            Poll::Ready(output) => {
                self.set(Self::Done(output));
                true
            }
            Poll::Pending => false,
        }
    }

    /// The output, which must be there.
    fn take(mut self: Pin<&mut Self>) -> F::Output {
        // SAFETY: only an output is moved, and outputs are never pinned.
        let this = unsafe { self.as_mut().get_unchecked_mut() };
        if matches!(this, Self::Done(_))
            && let Self::Done(output) = std::mem::replace(this, Self::Taken)
        {
            return output;
        }
        unreachable!("every future was polled until it was ready")
    }
}

/// A chain of futures.
pub trait Joins: Length {
    /// All outputs, each one in a pair with those before it.
    type Outputs;

    /// Polls those that the round takes.
    fn poll(self: Pin<&mut Self>, round: &mut Round, context: &mut Context<'_>);

    /// The outputs, when nobody waits any more.
    fn take(self: Pin<&mut Self>) -> Self::Outputs;
}

impl Joins for Empty {
    type Outputs = ();

    fn poll(self: Pin<&mut Self>, _: &mut Round, _: &mut Context<'_>) {}

    fn take(self: Pin<&mut Self>) {}
}

impl<Before: Joins, F: Future> Joins for Chain<Before, Joined<F>> {
    type Outputs = (Before::Outputs, F::Output);

    fn poll(self: Pin<&mut Self>, round: &mut Round, context: &mut Context<'_>) {
        let (before, last) = self.split();
        before.poll(round, context);
        if round.takes(Before::LENGTH) && !last.poll(context) {
            round.waits = true;
        }
    }

    fn take(self: Pin<&mut Self>) -> Self::Outputs {
        let (before, last) = self.split();
        (before.take(), last.take())
    }
}

/// A chain of futures whose outputs may be errors.
pub trait TryJoins<E>: Length {
    /// All outputs but errors, each one in a pair with those before it.
    type Outputs;

    /// Polls those that the round takes, until one fails.
    fn poll(self: Pin<&mut Self>, round: &mut Round, context: &mut Context<'_>) -> Result<(), E>;

    /// The outputs, when nobody waits any more and nobody failed.
    fn take(self: Pin<&mut Self>) -> Result<Self::Outputs, E>;
}

impl<E> TryJoins<E> for Empty {
    type Outputs = ();

    fn poll(self: Pin<&mut Self>, _: &mut Round, _: &mut Context<'_>) -> Result<(), E> {
        Ok(())
    }

    fn take(self: Pin<&mut Self>) -> Result<(), E> {
        Ok(())
    }
}

impl<Before, F, T, E> TryJoins<E> for Chain<Before, Joined<F>>
where
    Before: TryJoins<E>,
    F: Future<Output = Result<T, E>>,
{
    type Outputs = (Before::Outputs, T);

    fn poll(self: Pin<&mut Self>, round: &mut Round, context: &mut Context<'_>) -> Result<(), E> {
        let (before, mut last) = self.split();
        before.poll(round, context)?;
        if !round.takes(Before::LENGTH) {
            return Ok(());
        }
        round.waits |= !last.as_mut().poll(context);
        if let Joined::Done(Err(_)) = &*last { last.take().map(drop) } else { Ok(()) }
    }

    fn take(self: Pin<&mut Self>) -> Result<Self::Outputs, E> {
        let (before, last) = self.split();
        Ok((before.take()?, last.take()?))
    }
}

/// Which future each poll begins with.
#[derive(Debug)]
pub struct Turns {
    biased: bool,
    next: u32,
}

impl Turns {
    /// The first poll begins with the first one.
    pub fn new(biased: bool) -> Self {
        Self { biased, next: 0 }
    }

    fn next(&mut self, length: u32) -> u32 {
        let first = self.next;
        if !self.biased {
            self.next = (first + 1) % length;
        }
        first
    }
}

/// One poll of `join!`.
pub fn poll_join<J: Joins>(
    turns: &mut Turns,
    mut futures: Pin<&mut J>,
    context: &mut Context<'_>,
) -> Poll<J::Outputs> {
    let mut waits = false;
    for mut round in rounds(turns.next(J::LENGTH), J::LENGTH) {
        futures.as_mut().poll(&mut round, context);
        waits |= round.waits;
    }
    if waits { Poll::Pending } else { Poll::Ready(futures.take()) }
}

/// One poll of `try_join!`.
pub fn poll_try_join<J: TryJoins<E>, E>(
    turns: &mut Turns,
    mut futures: Pin<&mut J>,
    context: &mut Context<'_>,
) -> Poll<Result<J::Outputs, E>> {
    let mut waits = false;
    for mut round in rounds(turns.next(J::LENGTH), J::LENGTH) {
        if let Err(error) = futures.as_mut().poll(&mut round, context) {
            return Poll::Ready(Err(error));
        }
        waits |= round.waits;
    }
    if waits { Poll::Pending } else { Poll::Ready(futures.take()) }
}
