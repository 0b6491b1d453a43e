//! The benchmark programs, each written once (`programs/sources.rs`) and compiled for every subject.

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
}

/// Programs for random schedulers, in the order of the table.
pub(crate) const PROGRAMS: [Program; 4] = [
    Program {
        name: "W1",
        what: "print in order, 3 threads",
        racecourse: on_racecourse::sources::print_in_order,
        shuttle: on_shuttle::sources::print_in_order,
    },
    Program {
        name: "W2",
        what: "foobar, n = 10",
        racecourse: on_racecourse::sources::foobar,
        shuttle: on_shuttle::sources::foobar,
    },
    Program {
        name: "W3",
        what: "3 threads, 100 increments each",
        racecourse: on_racecourse::sources::counter,
        shuttle: on_shuttle::sources::counter,
    },
    Program {
        name: "W4",
        what: "bounded buffer of 2, 2 + 2 threads, 20 items",
        racecourse: on_racecourse::sources::bounded_buffer,
        shuttle: on_shuttle::sources::bounded_buffer,
    },
];

/// Smaller ones, to be explored whole.
pub(crate) const SMALL: [Program; 6] = [
    Program {
        name: "W1",
        what: "print in order, 3 threads",
        racecourse: on_racecourse::sources::print_in_order,
        shuttle: on_shuttle::sources::print_in_order,
    },
    Program {
        name: "W2",
        what: "foobar, n = 2",
        racecourse: on_racecourse::sources::foobar_twice,
        shuttle: on_shuttle::sources::foobar_twice,
    },
    Program {
        name: "W3",
        what: "3 threads, 2 increments each",
        racecourse: on_racecourse::sources::counter_twice,
        shuttle: on_shuttle::sources::counter_twice,
    },
    Program {
        name: "P3",
        what: "3 philosophers, ordered forks",
        racecourse: on_racecourse::sources::philosophers::<3>,
        shuttle: on_shuttle::sources::philosophers::<3>,
    },
    Program {
        name: "P4",
        what: "4 philosophers, ordered forks",
        racecourse: on_racecourse::sources::philosophers::<4>,
        shuttle: on_shuttle::sources::philosophers::<4>,
    },
    Program {
        name: "P6",
        what: "6 philosophers, ordered forks",
        racecourse: on_racecourse::sources::philosophers::<6>,
        shuttle: on_shuttle::sources::philosophers::<6>,
    },
];
