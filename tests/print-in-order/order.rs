//! The only legal log of Print in Order, claimed by both hidden tests: the words are the same for
//! threads and for tasks.
//!
//! A callback's entries are its label, the method behind the object's name, and `begins` or `ends`.

use harness::Claims;

pub const FIRST: usize = 0;
pub const SECOND: usize = 1;
pub const THIRD: usize = 2;
pub const METHODS: [&str; 3] = ["first", "second", "third"];

/// The object's part of the log.
fn log(run: &Claims, name: &str) -> Vec<String> {
    run.entries().into_iter().filter(|entry| entry.starts_with(name)).collect()
}

/// What the first so many callbacks leave in it.
fn in_order(name: &str, callbacks: usize) -> Vec<String> {
    let entries = METHODS[..callbacks].iter();
    entries
        .flat_map(|method| ["begins", "ends"].map(|word| format!("{name}{method} {word}")))
        .collect()
}

/// Claims that exactly the callbacks before this one have run, and have ended.
pub fn expect_so_far(run: &Claims, name: &str, method: usize) {
    let log = log(run, name);
    run.claim(log == in_order(name, method), || {
        let before = if log.is_empty() {
            "before all others".to_owned()
        } else {
            format!("when the log was {log:?}")
        };
        format!("`{name}{}` was printed {before}", METHODS[method])
    });
}

/// Claims that all three have run, in order.
pub fn expect_all(run: &Claims, name: &str) {
    run.expect("the log", in_order(name, METHODS.len()), log(run, name));
}
