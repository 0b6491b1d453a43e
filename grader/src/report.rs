//! Reports: each shows a [`Graded`](crate::graded::Graded) in its own way and knows nothing of how
//! it came about.

pub mod html;
pub mod human;
pub mod json;
pub mod lanes;
pub mod layout;
pub mod narrative;
pub mod paint;
pub mod source;
pub mod steps;
pub mod table;
pub mod text;
pub mod waits;
pub mod words;
