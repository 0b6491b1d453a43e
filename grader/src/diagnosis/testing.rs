//! Hand-made failures for the tests of the patterns.
