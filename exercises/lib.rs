//! Every stub as a module, so that an editor completes and checks it. Nothing calls this package:
//! the grader compiles each file on its own. You edit the files in the folders beside this one.

include!(concat!(env!("OUT_DIR"), "/modules.rs"));
