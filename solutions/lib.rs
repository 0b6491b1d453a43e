//! Every solution as a module, right and wrong ones alike, so that all of them are known to
//! compile. Nothing calls this package: the grader compiles each file on its own.

include!(concat!(env!("OUT_DIR"), "/modules.rs"));
