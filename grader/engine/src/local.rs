//! Values that belong to one virtual thread each: what a modelled `thread_local!` is built on.

use std::any::Any;

use crate::gate;
use crate::task::Local;

/// The value was already destroyed: the thread is ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Destroyed;

/// Calls `with` with the running virtual thread's value for a key, made by `init` at first use.
///
/// # Errors
/// [`Destroyed`], as std's `AccessError`.
///
/// # Panics
/// If two keys of different types share an address, which distinct statics cannot.
pub fn with<T: 'static, R>(
    key: usize,
    init: impl FnOnce() -> T,
    with: impl FnOnce(&T) -> R,
) -> Result<R, Destroyed> {
    let find = || {
        gate::quietly(|kernel| {
            let task = kernel.thread();
            let locals = &kernel.tasks[task.index()].locals;
            let found = locals.values.iter().find(|local| local.key == key);
            let value = found.map(|local| {
                std::ptr::from_ref(local.value.downcast_ref::<T>().expect("one type a key"))
            });
            (value, locals.destroyed.contains(&key))
        })
    };
    let value = match find() {
        (Some(value), _) => value,
        (None, true) => return Err(Destroyed),
        (None, false) => {
            // `init` may itself use this or other keys, or switch tasks: no borrow lives across it.
            let value: Box<dyn Any> = Box::new(init());
            gate::quietly(|kernel| {
                let task = kernel.thread();
                let local = Local { key, value, needs_drop: std::mem::needs_drop::<T>() };
                kernel.tasks[task.index()].locals.values.push(local);
            });
            find().0.expect("just put there")
        }
    };
    // SAFETY: the value is boxed, so growing the table does not move it; it is dropped only by
    // `drop_all`, when the thread's body has returned, and by then `with` has returned too, or is a
    // call from a destructor of a value that was taken out of the table before this one.
    Ok(with(unsafe { &*value }))
}

/// Destroys the running virtual thread's values, the last one made first. Destructors may use
/// modelled objects, keys that are not destroyed yet, and keys that nobody has used before. As in
/// std, a value without a destructor is there to the end.
pub(crate) fn drop_all() {
    loop {
        let next = gate::quietly(|kernel| {
            let task = kernel.thread();
            let locals = &mut kernel.tasks[task.index()].locals;
            let last = locals.values.iter().rposition(|local| local.needs_drop)?;
            let local = locals.values.remove(last);
            locals.destroyed.push(local.key);
            Some(local)
        });
        match next {
            Some(local) => drop(local),
            None => return,
        }
    }
}
