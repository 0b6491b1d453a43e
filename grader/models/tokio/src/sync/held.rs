//! Permits of a real semaphore that somebody holds: what every guard and permit here is made of.
//!
//! tokio's mutex is a semaphore with one permit, its reader-writer lock one with a permit a reader;
//! so fairness comes from the real semaphore, and the data stays here.

use std::future::poll_fn;
use std::mem::ManuallyDrop;
use std::pin::pin;
use std::ptr;
use std::sync::Arc;

use interleave::{Object, Op, Shown, gate, in_execution};
use tokio::sync::{AcquireError, Semaphore, TryAcquireError};

use super::waiting::InLine;

/// Whatever owns a semaphore.
pub(super) trait HasPermits {
    /// The semaphore.
    fn permits(&self) -> &Semaphore;

    /// Whether permits are what people see of it, and not a lock.
    const SHOWN: bool = false;

    /// Tells how many permits there are now; of one who has to wait, only if that is news.
    fn tell_permits(&self, object: Object, waits: bool) {
        if Self::SHOWN {
            gate::closely(|kernel| {
                let permits = Shown::count(self.permits().available_permits());
                if !kernel.tell_news(object, "permits", permits) && !waits {
                    kernel.tell(object, "permits", permits);
                }
            });
        }
    }

    /// Tells what the permits guard. For whoever has them, or has just had them.
    fn tell_data(&self, _: Object) {}
}

impl HasPermits for Semaphore {
    fn permits(&self) -> &Semaphore {
        self
    }
}

impl<P: HasPermits + ?Sized> HasPermits for &P {
    fn permits(&self) -> &Semaphore {
        (**self).permits()
    }

    const SHOWN: bool = P::SHOWN;

    fn tell_data(&self, object: Object) {
        (**self).tell_data(object);
    }
}

impl<P: HasPermits + ?Sized> HasPermits for Arc<P> {
    fn permits(&self) -> &Semaphore {
        (**self).permits()
    }

    const SHOWN: bool = P::SHOWN;

    fn tell_data(&self, object: Object) {
        (**self).tell_data(object);
    }
}

/// Permits, given back when dropped.
pub(super) struct Held<P: HasPermits> {
    /// How they were taken.
    op: Op,
    /// The verb of giving them back.
    back: &'static str,
    count: usize,
    from: P,
}

impl<P: HasPermits> Held<P> {
    fn begin(from: P, op: Op, back: &'static str, count: u32) -> Self {
        from.tell_data(op.object);
        let this = Self { op, back, count: count as usize, from };
        this.note(this.count > 0);
        this
    }

    pub(super) fn from(&self) -> &P {
        &self.from
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// As permits of something that owns the same semaphore.
    pub(super) fn with<Q: HasPermits>(self, owner: impl FnOnce(P) -> Q) -> Held<Q> {
        let this = ManuallyDrop::new(self);
        // SAFETY: `this` is never dropped nor used again, so `from` is moved out of it once.
        let from = unsafe { ptr::read(&raw const this.from) };
        Held { op: this.op, back: this.back, count: this.count, from: owner(from) }
    }

    /// Gives back all but one, visibly.
    pub(super) fn keep_one(&mut self, verb: &'static str) {
        gate::step(Op { verb, ..self.op }, |_| ());
        let rest = std::mem::replace(&mut self.count, 1) - 1;
        self.from.permits().add_permits(rest);
    }

    /// They never come back.
    pub(super) fn forget(mut self) {
        let count = std::mem::take(&mut self.count);
        self.note_less(count > 0);
    }

    /// Takes over the permits of `other`.
    pub(super) fn merge(&mut self, mut other: Self) {
        let more = other.count;
        let sum = self.count.checked_add(more).expect("number of permits overflowed");
        other.count = 0;
        self.note_less(self.count > 0 && more > 0);
        self.count = sum;
    }

    /// Leaves `count` of them to another owner, if there are as many.
    pub(super) fn split(&mut self, count: usize) -> Option<Self>
    where
        P: Clone,
    {
        self.count = self.count.checked_sub(count)?;
        self.note(self.count > 0 && count > 0);
        Some(Self { op: self.op, back: self.back, count, from: self.from.clone() })
    }

    /// Whoever holds something, be it one permit or many, is noted once.
    fn note(&self, holds: bool) {
        if holds && in_execution() {
            gate::quietly(|kernel| kernel.hold(self.op.object, self.op.place));
        }
    }

    fn note_less(&self, held: bool) {
        if held && in_execution() {
            gate::quietly(|kernel| kernel.release(self.op.object));
        }
    }
}

impl<P: HasPermits> Drop for Held<P> {
    fn drop(&mut self) {
        if self.count == 0 {
            return;
        }
        if in_execution() {
            let op = Op { verb: self.back, ..self.op };
            gate::step(op, |kernel| kernel.release(op.object));
        }
        self.from.permits().add_permits(self.count);
        self.from.tell_permits(self.op.object, false);
        self.from.tell_data(self.op.object);
    }
}

/// Waits for so many permits, first come, first served.
pub(super) async fn take<P: HasPermits>(
    from: P,
    op: Op,
    back: &'static str,
    count: u32,
) -> Result<Held<P>, AcquireError> {
    {
        let mut line = pin!(InLine::new(op, from.permits().acquire_many(count)));
        let taken = poll_fn(|context| {
            let polled = line.as_mut().poll(context);
            // Also if it must wait: those that are there are kept for it.
            from.tell_permits(op.object, polled.is_pending());
            polled
        });
        let taken = taken.await;
        if taken.is_err() {
            gate::closely(|kernel| kernel.refused("closed"));
        }
        taken?.forget();
    }
    Ok(Held::begin(from, op, back, count))
}

/// Takes so many permits if they are there.
pub(super) fn try_take<P: HasPermits>(
    from: P,
    op: Op,
    back: &'static str,
    count: u32,
) -> Result<Held<P>, TryAcquireError> {
    gate::step(op, |_| ());
    match from.permits().try_acquire_many(count) {
        Ok(permits) => permits.forget(),
        Err(refused) => {
            gate::closely(|kernel| kernel.refused(why(&refused, P::SHOWN)));
            return Err(refused);
        }
    }
    from.tell_permits(op.object, false);
    Ok(Held::begin(from, op, back, count))
}

/// Why there are no permits, in a word.
fn why(refused: &TryAcquireError, are_shown: bool) -> &'static str {
    match refused {
        TryAcquireError::Closed => "closed",
        TryAcquireError::NoPermits if are_shown => "no permits",
        TryAcquireError::NoPermits => "would block",
    }
}
