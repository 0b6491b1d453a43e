//! Building H2O, with async tasks (tokio). The statement is in the README beside this file;
//! `cargo run -p grader -- check h2o/tasks` grades what you write here.

/// Builds any number of molecules, one after the other. Every atom is a call from a task of its
/// own, and they come in any order.
pub struct H2O {
    // What must the atoms know of each other?
}

impl H2O {
    /// Makes an object to which no atom has come yet.
    pub fn new() -> Self {
        todo!()
    }

    /// One hydrogen atom: waits until its molecule is complete and the one before has bonded, then
    /// awaits `release_hydrogen`.
    pub async fn hydrogen(&self, release_hydrogen: impl Future<Output = ()> + Send) {
        todo!()
    }

    /// One oxygen atom: waits until its molecule is complete and the one before has bonded, then
    /// awaits `release_oxygen`.
    pub async fn oxygen(&self, release_oxygen: impl Future<Output = ()> + Send) {
        todo!()
    }
}
