//! The only legal log of Print FooBar Alternately, claimed by both hidden tests: the words are the
//! same for threads and for tasks.
//!
//! A callback's entries are its label, `foo` or `bar` behind the object's name, and `begins` or
//! `ends`.

use harness::Claims;

pub const FOO: usize = 0;
pub const BAR: usize = 1;
pub const METHODS: [&str; 2] = ["foo", "bar"];

/// The object's part of the log.
fn log(run: &Claims, name: &str) -> Vec<String> {
    run.entries().into_iter().filter(|entry| entry.starts_with(name)).collect()
}

/// Claims that the other callback has just ended, or nothing was printed before the first foo.
pub fn expect_turn(run: &Claims, name: &str, method: usize) {
    let log = log(run, name);
    run.claim(log.len() % 4 == 2 * method, || {
        let printed = format!("`{name}{}` was printed", METHODS[method]);
        match log.last() {
            Some(last) => format!("{printed} when the last entry of the log was “{last}”"),
            None => format!("{printed} before anything else"),
        }
    });
}

/// Claims that the object's log is whole after so many rounds.
pub fn expect_all(run: &Claims, name: &str, rounds: u32) {
    let round = METHODS
        .iter()
        .flat_map(|method| ["begins", "ends"].map(|word| format!("{name}{method} {word}")));
    let rounds = (0..rounds).flat_map(|_| round.clone());
    run.expect("the log", rounds.collect::<Vec<_>>(), log(run, name));
}
