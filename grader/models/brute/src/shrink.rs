//! The smallest program that still shows a difference, for whoever has to find out why.

use crate::Program;

/// Leaves out one thing after the other as long as the rest still `fails`.
pub(crate) fn shrink<S: Clone, A: Clone>(
    program: &Program<S, A>,
    mut fails: impl FnMut(&Program<S, A>) -> bool,
) -> Program<S, A> {
    let mut program = program.clone();
    'again: loop {
        for task in 0..program.tasks.len() {
            for act in 0..program.tasks[task].len() {
                let mut smaller = program.clone();
                smaller.tasks[task].remove(act);
                if fails(&smaller) {
                    program = smaller;
                    continue 'again;
                }
            }
        }
        return program;
    }
}
