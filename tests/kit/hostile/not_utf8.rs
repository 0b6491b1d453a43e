//! verdict: compile-error â€” not UTF-8: ÿþ
pub struct Foo {}
