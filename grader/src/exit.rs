//! The exit codes of the command, in one place: `main` and every command return these, `--help`
//! documents them, and scripts may rely on them.

/// Everything that was selected is accepted (or there was nothing to grade: `list`, `show` …).
pub const ACCEPTED: u8 = 0;
/// At least one selected exercise is not accepted.
pub const REJECTED: u8 = 1;
/// The command line makes no sense: an unknown exercise, options that exclude each other.
pub const USAGE: u8 = 2;
/// The grader itself failed; this says nothing about anybody's solution.
pub const FAILED: u8 = 3;
/// Nothing was selected, so nothing was judged.
pub const NOTHING_SELECTED: u8 = 4;
/// Stopped with Ctrl-C, as shells have it.
pub const INTERRUPTED: u8 = 130;

/// The paragraph of `--help`.
pub const HELP: &str = "\
Exit codes of `check` and `replay`:
  0  everything selected is accepted
  1  something selected is not accepted
  2  the command line makes no sense (an unknown exercise, say), or there is
     no project here
  3  the grader itself failed; this says nothing about the solution
  4  nothing was selected

`check` without names selects what has been attempted: stubs that nobody has
touched are passed over, and if that leaves nothing, the code is 4. A named
exercise (or, with --solutions, every exercise) is selected whatever its
state, and `not-attempted` is not `accepted`. Where an editor asks
(`--format cargo-json` without names, or with the path of a saved file),
nothing selected is 0.

The other commands, and the board, return 0 unless they fail, or their
own help says otherwise.";
