//! What a learner may link against must refuse these, with these words.
//!
//! The compiler's messages change from release to release. After an upgrade, read the difference
//! and, if it is only wording, run with `TRYBUILD=overwrite`.

#[test]
fn the_compiler_refuses() {
    trybuild::TestCases::new().compile_fail("tests/must_not_compile/*.rs");
}
