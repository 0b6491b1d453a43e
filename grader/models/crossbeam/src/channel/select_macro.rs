//! [`select!`](https://docs.rs/crossbeam/0.8/crossbeam/channel/macro.select.html) and
//! [`select_biased!`](https://docs.rs/crossbeam/0.8/crossbeam/channel/macro.select_biased.html).
//!
//! What becomes of a list of cases, step by step: `@parse` takes the head of a case and `@body` its
//! body, until `@bind` evaluates the senders and receivers, in order; `@run` selects with
//! [`Select`](super::Select), and `@complete` finds the case, evaluates its message if it is one
//! that sends, and runs its body. No `unsafe`, so that a learner's crate may forbid it.

/// Waits until one of several operations on channels needs no waiting, does it, and runs its body.
/// If several can be done, any of them is.
///
/// - `recv(receiver) -> result => body`
/// - `send(sender, message) -> result => body`: the message is evaluated when this is selected.
/// - `default => body`: if nothing can be done at once.
/// - `default(timeout) => body`: if nothing can be done in time.
#[macro_export]
macro_rules! select {
    () => {
        $crate::__select!(@empty)
    };
    ($($cases:tt)+) => {
        $crate::__select!(@parse new () () $($cases)+)
    };
}

/// As `select!`, but if several operations can be done, the first of them is. Its place is
/// [`channel`](crate::channel), under its real name.
#[macro_export]
macro_rules! __select_biased {
    () => {
        $crate::__select!(@empty)
    };
    ($($cases:tt)+) => {
        $crate::__select!(@parse new_biased () () $($cases)+)
    };
}

/// The steps of `select!`.
#[doc(hidden)]
#[macro_export]
macro_rules! __select {
    (@empty) => {
        ::core::compile_error!("empty `select!` block")
    };

    // The head of a case.
    (@parse $new:ident $cases:tt $default:tt) => {
        $crate::__select!(@bind $new $cases $default ())
    };
    (@parse $new:ident $cases:tt $default:tt recv($r:expr $(,)?) -> $res:pat => $($rest:tt)+) => {
        $crate::__select!(@body $new $cases $default (recv ($r) ($res)) $($rest)+)
    };
    (@parse $new:ident $cases:tt $default:tt
        send($s:expr, $m:expr $(,)?) -> $res:pat => $($rest:tt)+
    ) => {
        $crate::__select!(@body $new $cases $default (send ($s) ($m) ($res)) $($rest)+)
    };
    (@parse $new:ident $cases:tt () default => $($rest:tt)+) => {
        $crate::__select!(@body $new $cases () (default ()) $($rest)+)
    };
    (@parse $new:ident $cases:tt () default() => $($rest:tt)+) => {
        $crate::__select!(@body $new $cases () (default ()) $($rest)+)
    };
    (@parse $new:ident $cases:tt () default($timeout:expr $(,)?) => $($rest:tt)+) => {
        $crate::__select!(@body $new $cases () (default ($timeout)) $($rest)+)
    };
    (@parse $new:ident $cases:tt ($($default:tt)+) default $($rest:tt)*) => {
        ::core::compile_error!("there can be only one `default` case in a `select!` block")
    };
    (@parse $new:ident $cases:tt $default:tt $($rest:tt)+) => {
        ::core::compile_error!(::core::concat!(
            "expected a case of `select!`: `recv(receiver) -> result => body`, ",
            "`send(sender, message) -> result => body`, `default => body`, or ",
            "`default(timeout) => body`; found `",
            ::core::stringify!($($rest)+),
            "`"
        ))
    };

    // The body of a case: a block, with or without a comma, or an expression.
    (@body $new:ident $cases:tt $default:tt $head:tt { $($body:tt)* }, $($rest:tt)*) => {
        $crate::__select!(@push $new $cases $default $head { $($body)* } $($rest)*)
    };
    (@body $new:ident $cases:tt $default:tt $head:tt $body:expr, $($rest:tt)*) => {
        $crate::__select!(@push $new $cases $default $head { $body } $($rest)*)
    };
    (@body $new:ident $cases:tt $default:tt $head:tt { $($body:tt)* } $($rest:tt)*) => {
        $crate::__select!(@push $new $cases $default $head { $($body)* } $($rest)*)
    };
    (@body $new:ident $cases:tt $default:tt $head:tt $body:expr) => {
        $crate::__select!(@push $new $cases $default $head { $body })
    };
    (@body $new:ident $cases:tt $default:tt $head:tt $($rest:tt)*) => {
        ::core::compile_error!(::core::concat!(
            "expected a body and a comma in `select!`, found `",
            ::core::stringify!($($rest)*),
            "`"
        ))
    };
    (@push $new:ident $cases:tt () (default $timeout:tt) $body:tt $($rest:tt)*) => {
        $crate::__select!(@parse $new $cases ($timeout $body) $($rest)*)
    };
    (@push $new:ident ($($cases:tt)*) $default:tt ($($head:tt)*) $body:tt $($rest:tt)*) => {
        $crate::__select!(@parse $new ($($cases)* ($($head)* $body)) $default $($rest)*)
    };

    // The senders and receivers. Temporary values live as long as the whole selection.
    (@bind $new:ident ((recv ($r:expr) $($case:tt)*) $($cases:tt)*) $default:tt
        ($($bound:tt)*)
    ) => {
        match $r {
            ref _end => {
                let _end: &$crate::channel::Receiver<_> = _end;
                $crate::__select!(
                    @bind $new ($($cases)*) $default ($($bound)* (recv _end $($case)*))
                )
            }
        }
    };
    (@bind $new:ident ((send ($s:expr) $($case:tt)*) $($cases:tt)*) $default:tt
        ($($bound:tt)*)
    ) => {
        match $s {
            ref _end => {
                let _end: &$crate::channel::Sender<_> = _end;
                $crate::__select!(
                    @bind $new ($($cases)*) $default ($($bound)* (send _end $($case)*))
                )
            }
        }
    };
    (@bind $new:ident () $default:tt ($(($kind:ident $end:ident $($case:tt)*))*)) => {{
        let mut _select = $crate::channel::Select::$new();
        $(_select.$kind($end);)*
        $crate::__select!(@run _select $default ($(($kind $end $($case)*))*))
    }};

    // The selection.
    (@run $select:ident () $cases:tt) => {{
        let _operation = $select.select();
        $crate::__select!(@complete _operation 0usize, $cases)
    }};
    (@run $select:ident (() $body:tt) $cases:tt) => {
        match $select.try_select() {
            ::core::result::Result::Err(_) => $body,
            ::core::result::Result::Ok(_operation) => {
                $crate::__select!(@complete _operation 0usize, $cases)
            }
        }
    };
    (@run $select:ident (($timeout:expr) $body:tt) $cases:tt) => {
        match $select.select_timeout($timeout) {
            ::core::result::Result::Err(_) => $body,
            ::core::result::Result::Ok(_operation) => {
                $crate::__select!(@complete _operation 0usize, $cases)
            }
        }
    };

    // The case that was selected.
    (@complete $operation:ident $index:expr, ()) => {
        $crate::no_such_case($operation)
    };
    (@complete $operation:ident $index:expr,
        ((recv $end:ident ($res:pat) $body:tt) $($cases:tt)*)
    ) => {
        if $operation.index() == $index {
            let _result = $operation.recv($end);
            let $res = _result;
            $body
        } else {
            $crate::__select!(@complete $operation $index + 1, ($($cases)*))
        }
    };
    (@complete $operation:ident $index:expr,
        ((send $end:ident ($m:expr) ($res:pat) $body:tt) $($cases:tt)*)
    ) => {
        if $operation.index() == $index {
            let _result = $operation.send($end, $m);
            let $res = _result;
            $body
        } else {
            $crate::__select!(@complete $operation $index + 1, ($($cases)*))
        }
    };
}

/// Where `select!` never gets to.
#[doc(hidden)]
pub fn no_such_case(_: super::select::SelectedOperation<'_>) -> ! {
    unreachable!("`select!` has a case for each of its operations")
}
