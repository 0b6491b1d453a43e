//! [`tokio::select!`](https://docs.rs/tokio/latest/tokio/macro.select.html).
//!
//! A branch is a future, whether it is off, and a function that tells whether its pattern fits. The
//! patterns stand in the expansion twice: once in that function, where nothing is bound, and once
//! beside the handlers, which run where the macro was called, so that they may return from there.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::chain::{Chain, Empty, Length, Round, rounds};
use crate::runtime;

/// Waits for several futures in one task and goes on with the first one that is ready and fits its
/// pattern; the others are dropped.
///
/// Which one is polled first is the strategy's choice; after `biased;` it is the first one written.
///
/// # Panics
/// If all branches are disabled and there is no `else`.
#[macro_export]
macro_rules! select {
    ($(biased;)? else => $else:expr $(,)?) => {{
        $else
    }};
    (biased; $pattern:pat = $($rest:tt)*) => {
        $crate::__select!({ true } {} {} $pattern = $($rest)*)
    };
    ($pattern:pat = $($rest:tt)*) => {
        $crate::__select!({ false } {} {} $pattern = $($rest)*)
    };
    () => {
        ::core::compile_error!("select! requires at least one branch.")
    };
}

/// Takes one branch after the other into `{ biased } { branches } { where each is found }`.
///
/// The names of branches stand for variables of their own in every step, by hygiene.
#[doc(hidden)]
#[macro_export]
macro_rules! __select {
    (
        { $biased:expr }
        { $([$off:ident $future:ident ($pattern:pat) ($expression:expr) ($is_off:expr)])+ }
        { $([($($found:tt)+) $handler:tt])+ }
        $(,)? else => $else:expr $(,)?
    ) => {{
        $(let $off = $is_off;)+
        #[allow(unused_mut)]
        let mut selected = {
            // One statement for all of them, so that whatever they borrow lives as long as it does
            // in tokio's.
            let ($($future,)+) = ($($expression,)+);
            let branches = $crate::macros::support::Empty$(.branch(
                $future,
                $off,
                #[allow(
                    unreachable_code,
                    unreachable_patterns,
                    unused_mut,
                    unused_variables
                )]
                |mut output| {
                    let mut fits = false;
                    match output {
                        // The guard says no, so nothing is moved; but it has been asked.
                        $pattern if { fits = true; false } => $crate::macros::support::no_match(),
                        _ => {}
                    }
                    if fits {
                        $crate::macros::support::Option::Some(output)
                    } else {
                        $crate::macros::support::Option::None
                    }
                },
            ))+;
            let mut branches = $crate::macros::support::pin!(branches);
            let selected = $crate::macros::support::poll_fn(|context| {
                $crate::macros::support::poll_select($biased, branches.as_mut(), context)
            })
            .await;
            selected
        };
        match selected {
            $($crate::macros::support::Option::Some($($found)+) => $handler,)+
            $crate::macros::support::Option::None => $else,
            #[allow(unreachable_patterns)]
            _ => $crate::macros::support::no_match(),
        }
    }};
    ($biased:tt $branches:tt $found:tt $(,)?) => {
        $crate::__select!(
            $biased $branches $found else => $crate::macros::support::none_left()
        )
    };
    (
        $biased:tt { $($branches:tt)* } { $([$found:tt $handler:tt])* }
        $(,)? $pattern:pat = $expression:expr $(, if $precondition:expr)? => $last:block
        $($rest:tt)*
    ) => {
        $crate::__select!(
            $biased
            { $($branches)* [off future ($pattern) ($expression) ($(!$precondition ||)? false)] }
            {
                $([($crate::macros::support::Selected::Before $found) $handler])*
                [($crate::macros::support::Selected::Last($pattern)) $last]
            }
            $($rest)*
        )
    };
    (
        $biased:tt { $($branches:tt)* } { $([$found:tt $handler:tt])* }
        $(,)? $pattern:pat = $expression:expr $(, if $precondition:expr)? => $last:expr
        $(, $($rest:tt)*)?
    ) => {
        $crate::__select!(
            $biased
            { $($branches)* [off future ($pattern) ($expression) ($(!$precondition ||)? false)] }
            {
                $([($crate::macros::support::Selected::Before $found) $handler])*
                [($crate::macros::support::Selected::Last($pattern)) $last]
            }
            $($($rest)*)?
        )
    };
}

impl Empty {
    /// The first branch.
    pub fn branch<F, M>(
        self,
        future: F,
        off: bool,
        fits: M,
    ) -> Chain<Self, Branch<F::IntoFuture, M>>
    where
        F: IntoFuture,
        M: FnMut(F::Output) -> Option<F::Output>,
    {
        Chain::new(self, Branch { future: future.into_future(), off, fits })
    }
}

impl<Before, Last> Chain<Before, Last> {
    /// One branch more.
    pub fn branch<F, M>(
        self,
        future: F,
        off: bool,
        fits: M,
    ) -> Chain<Self, Branch<F::IntoFuture, M>>
    where
        F: IntoFuture,
        M: FnMut(F::Output) -> Option<F::Output>,
    {
        Chain::new(self, Branch { future: future.into_future(), off, fits })
    }
}

/// One branch.
#[derive(Debug)]
pub struct Branch<F, M> {
    future: F,
    /// Not polled: its precondition says no, or its pattern did not fit.
    off: bool,
    /// Gives the output back if the pattern fits.
    fits: M,
}

impl<F, M> Branch<F, M>
where
    F: Future,
    M: FnMut(F::Output) -> Option<F::Output>,
{
    fn poll(
        self: Pin<&mut Self>,
        round: &mut Round,
        context: &mut Context<'_>,
    ) -> Option<F::Output> {
        // SAFETY: `future` is pinned as long as this is, which nothing moves out of and which has
        // no `Drop` of its own; the others never are.
        let (future, off, fits) = unsafe {
            let this = self.get_unchecked_mut();
            (Pin::new_unchecked(&mut this.future), &mut this.off, &mut this.fits)
        };
        if *off {
            return None;
        }
        if let Poll::Ready(output) = future.poll(context) {
            *off = true;
            fits(output)
        } else {
            round.waits = true;
            None
        }
    }
}

/// The output of a branch, and which one it is: the last one, or one before it.
#[derive(Debug)]
pub enum Selected<Before, Last> {
    /// One before the last.
    Before(Before),
    /// The last one.
    Last(Last),
}

/// A chain of branches.
pub trait Branches: Length {
    /// Any branch's output.
    type Output;

    /// Polls those that the round takes, until one is ready and fits.
    fn poll(
        self: Pin<&mut Self>,
        round: &mut Round,
        context: &mut Context<'_>,
    ) -> Option<Self::Output>;
}

impl Branches for Empty {
    type Output = Infallible;

    fn poll(self: Pin<&mut Self>, _: &mut Round, _: &mut Context<'_>) -> Option<Infallible> {
        None
    }
}

impl<Before, F, M> Branches for Chain<Before, Branch<F, M>>
where
    Before: Branches,
    F: Future,
    M: FnMut(F::Output) -> Option<F::Output>,
{
    type Output = Selected<Before::Output, F::Output>;

    fn poll(
        self: Pin<&mut Self>,
        round: &mut Round,
        context: &mut Context<'_>,
    ) -> Option<Self::Output> {
        let (before, last) = self.split();
        if let Some(output) = before.poll(round, context) {
            return Some(Selected::Before(output));
        }
        let takes = round.takes(Before::LENGTH);
        if takes { last.poll(round, context).map(Selected::Last) } else { None }
    }
}

/// One poll of `select!`: the output of the first branch that is ready and fits, or nothing if none
/// can be any more.
///
/// A function, and no future of its own, since a future that holds branches across an await would
/// have the compiler prove their bounds for every lifetime, which it cannot.
pub fn poll_select<B: Branches>(
    biased: bool,
    mut branches: Pin<&mut B>,
    context: &mut Context<'_>,
) -> Poll<Option<B::Output>> {
    // The futures would only say that they have to wait for a new budget.
    if !runtime::has_budget() {
        context.waker().wake_by_ref();
        return Poll::Pending;
    }
    let first = if biased { 0 } else { runtime::branch(B::LENGTH) };
    let mut waits = false;
    for mut round in rounds(first, B::LENGTH) {
        if let Some(output) = branches.as_mut().poll(&mut round, context) {
            return Poll::Ready(Some(output));
        }
        waits |= round.waits;
    }
    if waits { Poll::Pending } else { Poll::Ready(None) }
}

/// All branches are disabled.
///
/// # Panics
/// Always.
#[cold]
#[track_caller]
pub fn none_left() -> ! {
    panic!("all branches are disabled and there is no else branch")
}

/// Something has fitted its pattern once and not twice, which patterns do not.
///
/// # Panics
/// Always.
#[cold]
#[track_caller]
pub fn no_match() -> ! {
    unreachable!("failed to match bind")
}
