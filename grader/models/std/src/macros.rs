//! std's macros that print or make thread-local values: what is printed in an execution goes into
//! its trace.

use std::fmt;

/// Where the printing macros end up.
#[doc(hidden)]
#[track_caller]
#[expect(clippy::print_stdout, reason = "this is what `print!` is for")]
pub fn print_to(error: bool, text: fmt::Arguments<'_>) {
    if interleave::in_execution() {
        // Formatted first: the learner's own `Display` may use modelled objects.
        interleave::gate::print(text.to_string());
    } else if error {
        ::std::eprint!("{text}");
    } else {
        ::std::print!("{text}");
    }
}

/// Prints to the trace of the execution; outside, to standard output.
#[macro_export]
macro_rules! print {
    ($($arg:tt)*) => {
        $crate::print_to(false, $crate::format_args!($($arg)*))
    };
}

/// Prints a line to the trace of the execution; outside, to standard output.
#[macro_export]
macro_rules! println {
    () => {
        $crate::print!("\n")
    };
    ($($arg:tt)*) => {
        $crate::print_to(false, $crate::format_args!("{}\n", $crate::format_args!($($arg)*)))
    };
}

/// Prints to the trace of the execution; outside, to standard error.
#[macro_export]
macro_rules! eprint {
    ($($arg:tt)*) => {
        $crate::print_to(true, $crate::format_args!($($arg)*))
    };
}

/// Prints a line to the trace of the execution; outside, to standard error.
#[macro_export]
macro_rules! eprintln {
    () => {
        $crate::eprint!("\n")
    };
    ($($arg:tt)*) => {
        $crate::print_to(true, $crate::format_args!("{}\n", $crate::format_args!($($arg)*)))
    };
}

/// Prints an expression and its value, and returns the value.
#[macro_export]
macro_rules! dbg {
    () => {
        $crate::eprintln!("[{}:{}:{}]", $crate::file!(), $crate::line!(), $crate::column!())
    };
    ($value:expr $(,)?) => {
        match $value {
            value => {
                $crate::eprintln!(
                    "[{}:{}:{}] {} = {:#?}",
                    $crate::file!(),
                    $crate::line!(),
                    $crate::column!(),
                    $crate::stringify!($value),
                    &value
                );
                value
            }
        }
    };
    ($($value:expr),+ $(,)?) => {
        ($($crate::dbg!($value)),+,)
    };
}

/// Declares values that belong to one virtual thread each.
#[macro_export]
macro_rules! thread_local {
    () => {};
    ($(#[$attribute:meta])* $vis:vis static $name:ident: $t:ty = const $init:block; $($rest:tt)*) => {
        $crate::thread_local!($(#[$attribute])* $vis static $name: $t = const $init);
        $crate::thread_local!($($rest)*);
    };
    ($(#[$attribute:meta])* $vis:vis static $name:ident: $t:ty = const $init:block) => {
        $(#[$attribute])*
        $vis static $name: $crate::thread::LocalKey<$t> = $crate::thread::LocalKey::new({
            fn init() -> $t {
                const { $init }
            }
            init
        });
    };
    ($(#[$attribute:meta])* $vis:vis static $name:ident: $t:ty = $init:expr; $($rest:tt)*) => {
        $crate::thread_local!($(#[$attribute])* $vis static $name: $t = $init);
        $crate::thread_local!($($rest)*);
    };
    ($(#[$attribute:meta])* $vis:vis static $name:ident: $t:ty = $init:expr) => {
        $(#[$attribute])*
        $vis static $name: $crate::thread::LocalKey<$t> = $crate::thread::LocalKey::new({
            fn init() -> $t {
                $init
            }
            init
        });
    };
}
