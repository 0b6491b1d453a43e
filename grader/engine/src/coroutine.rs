//! The coroutine that carries a task, and the pool of stacks.

use corosensei::stack::DefaultStack;
use corosensei::{Coroutine, CoroutineResult};

/// Bytes of address space for a task's stack: what std gives a thread. Only touched pages cost
/// memory, and a fresh stack of any size costs some ten microseconds, so stacks are pooled.
const STACK_BYTES: usize = 2 << 20;

/// Stacks that no task uses now.
#[derive(Default)]
pub(crate) struct Stacks(Vec<DefaultStack>);

impl Stacks {
    fn take(&mut self) -> DefaultStack {
        self.0.pop().unwrap_or_else(|| {
            DefaultStack::new(STACK_BYTES).expect("address space for one more stack")
        })
    }
}

/// A task's coroutine.
pub(crate) struct Carrier(Coroutine<(), (), (), DefaultStack>);

impl Carrier {
    /// A coroutine that will run `body` when first resumed.
    pub(crate) fn new(
        stacks: &mut Stacks,
        body: impl FnOnce(&corosensei::Yielder<(), ()>) + 'static,
    ) -> Self {
        Self(Coroutine::with_stack(stacks.take(), move |yielder, ()| {
            body(yielder);
        }))
    }

    /// Runs until the task suspends (`false`) or ends (`true`).
    #[inline]
    pub(crate) fn resume(&mut self) -> bool {
        matches!(self.0.resume(()), CoroutineResult::Return(()))
    }

    /// Gives the stack back. A task that has not ended is forgotten: whatever it owned leaks, since
    /// running its destructors would run the program on.
    pub(crate) fn retire(mut self, stacks: &mut Stacks) {
        if !self.0.done() {
            // SAFETY: nothing on the abandoned stack is used again: the execution is over, its
            // tasks are never resumed, and everything that they shared by reference lived on these
            // stacks or was leaked with them.
            unsafe { self.0.force_reset() };
        }
        stacks.0.push(self.0.into_stack());
    }
}
