//! The Dining Philosophers, with OS threads. The statement is in the README beside this file;
//! `cargo run -p grader -- check dining-philosophers/threads` grades what you write here.

/// A table for five philosophers, 0 to 4, with five forks. Fork *i* lies to the left of philosopher
/// *i*, fork (*i* + 1) mod 5 to the right.
pub struct DiningPhilosophers {
    // What lies on the table?
}

impl DiningPhilosophers {
    /// Lays the table: all forks are free.
    pub fn new() -> Self {
        todo!()
    }

    /// One meal: waits for the forks, and calls each callback once: both picks, then `eat`, then
    /// both puts.
    pub fn wants_to_eat(
        &self,
        philosopher: usize,
        pick_left_fork: impl FnOnce(),
        pick_right_fork: impl FnOnce(),
        eat: impl FnOnce(),
        put_left_fork: impl FnOnce(),
        put_right_fork: impl FnOnce(),
    ) {
        todo!()
    }
}
