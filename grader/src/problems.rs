//! The problems and what is graded of them: found by walking `exercises`, named on the command line.
//!
//! Used by the commands and by `grade`.

pub mod designs;
pub mod difficulty;
pub mod editorial;
pub mod exercise;
pub mod frontmatter;
pub mod primitives;
pub mod problem;
pub mod select;
pub mod source_file;
pub mod statement;
pub mod subject;
