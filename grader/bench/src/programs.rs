//! The benchmark programs, each written once (`programs/sources`) and compiled for every subject.

mod on_loom;
mod on_racecourse;
mod on_shuttle;

/// One program under each subject's threads.
pub(crate) struct Program {
    /// Its short name.
    pub(crate) name: &'static str,
    /// What it does.
    pub(crate) what: &'static str,
    /// On the models of this repository.
    pub(crate) racecourse: fn(),
    /// On shuttle.
    pub(crate) shuttle: fn(),
    /// On loom, which has no more than four threads beside the main one.
    pub(crate) loom: Option<fn()>,
}

/// A program that all can run; `not on loom` leaves that one out.
macro_rules! program {
    ($name:literal, $what:literal, $($path:tt)+) => {
        program!(@ $name, $what, Some(on_loom::sources::$($path)+), $($path)+)
    };
    (not on loom, $name:literal, $what:literal, $($path:tt)+) => {
        program!(@ $name, $what, None, $($path)+)
    };
    (@ $name:literal, $what:literal, $loom:expr, $($path:tt)+) => {
        Program {
            name: $name,
            what: $what,
            racecourse: on_racecourse::sources::$($path)+,
            shuttle: on_shuttle::sources::$($path)+,
            loom: $loom,
        }
    };
}

/// Right programs for random schedulers, in the order of the table.
pub(crate) const PROGRAMS: [Program; 5] = [
    program!("W0", "two threads that do nothing: the fixed cost", right::nothing),
    program!("W1", "print in order, 3 threads", right::print_in_order),
    program!("W2", "foobar, n = 10", right::foobar),
    program!("W3", "3 threads, 100 increments each", right::counter),
    program!("W4", "bounded buffer of 2, 2 + 2 threads, 20 items", right::bounded_buffer),
];

/// Smaller ones, to be explored whole.
pub(crate) const SMALL: [Program; 9] = [
    program!("W1", "print in order, 3 threads", right::print_in_order),
    program!("W2", "foobar, n = 2", right::foobar_twice),
    program!("W3", "3 threads, 2 increments each", right::counter_twice),
    program!("P3", "3 philosophers, ordered forks", right::philosophers::<3>),
    program!("P4", "4 philosophers, ordered forks", right::philosophers::<4>),
    program!(not on loom, "P5", "5 philosophers, ordered forks", right::philosophers::<5>),
    program!(not on loom, "P6", "6 philosophers, ordered forks", right::philosophers::<6>),
    program!("R3", "reorder, 2 setters, a checker that checks nothing", right::reorder::<2>),
    program!("R4", "reorder, 3 setters, a checker that checks nothing", right::reorder::<3>),
];

/// Wrong programs: what is wrong shows in some schedules.
pub(crate) const WRONG: [Program; 33] = [
    program!("account", "a check that comes last", orders::account),
    program!("lazy01", "the same, spawned first", orders::lazy01),
    program!("deadlock01", "two locks, crossed", locks::greedy_philosophers::<2>),
    program!("philosophers_3", "a cycle of 3 locks", locks::greedy_philosophers::<3>),
    program!(not on loom, "philosophers_5", "a cycle of 5", locks::greedy_philosophers::<5>),
    program!(not on loom, "philosophers_7", "a cycle of 7", locks::greedy_philosophers::<7>),
    program!("carter01", "a cycle through counters", locks::carter01),
    program!("reorder_3", "two stores, 2 + 1 threads", orders::reorder::<2, 1>),
    program!("reorder_4", "3 + 1 threads", orders::reorder::<3, 1>),
    program!(not on loom, "reorder_5", "4 + 1 threads", orders::reorder::<4, 1>),
    program!(not on loom, "reorder_10", "9 + 1 threads", orders::reorder::<9, 1>),
    program!(not on loom, "reorder_20", "10 + 10 threads", orders::reorder::<10, 10>),
    program!("twostage", "two locks in turn, 1 + 1 threads", orders::two_stage::<1, 1>),
    program!(not on loom, "twostage_20", "10 + 10 threads", orders::two_stage::<10, 10>),
    program!("wronglock_3", "the wrong lock, 1 + 3 threads", locks::wrong_lock::<3>),
    program!(not on loom, "wronglock", "1 + 7 threads", locks::wrong_lock::<7>),
    program!("circular_buffer", "turns without waiting", buffers::circular_buffer),
    program!("queue", "the same, and a wrong wrap", buffers::queue),
    program!("stack", "a flag that stays", buffers::stack),
    program!("token_ring", "only one order is right", orders::token_ring),
    program!("bluetooth_driver", "check, then enter", races::bluetooth_driver),
    program!("stringbuffer", "a length under two locks", races::string_buffer),
    program!("work_steal_queue", "owner and thief", work_stealing::work_steal_queue),
    program!("bounded_buffer", "one condvar, 2 + 2 threads, 2 items", learners::one_condvar::<2>),
    program!("missed_signal", "a test outside the lock", learners::missed_signal),
    program!("one_cv_bbuf", "one condvar, 2 + 2 threads, 1 item", learners::one_condvar::<1>),
    program!("if_wait_bbuf", "if instead of while", learners::if_wait_buffer),
    program!("order_notify_one", "notify_one for many", learners::order_notify_one),
    program!("check_then_act", "load, then subtract", learners::check_then_act),
    program!("relaxed_publish", "needs weak memory", learners::relaxed_publish),
    program!("dekker_relaxed", "needs weak memory", learners::dekker_relaxed),
    program!("spurious_only", "needs a spurious wake-up", learners::spurious_only),
    program!("timeout_ignored", "needs a time-out", learners::timeout_ignored),
];

/// The one that needs very many schedules.
pub(crate) const SAFE_STACK: Program =
    program!("safestack", "five preemptions", safe_stack::safe_stack);
