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

/// The programs, in the order of the table.
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
