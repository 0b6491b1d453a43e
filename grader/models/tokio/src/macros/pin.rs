//! [`tokio::pin!`](https://docs.rs/tokio/latest/tokio/macro.pin.html).

/// Pins values where they stand: those of variables, or those that new variables get.
#[macro_export]
macro_rules! pin {
    ($($name:ident),* $(,)?) => {
        $(
            #[allow(unused_mut)]
            let mut $name = $crate::macros::support::pin!($name);
        )*
    };
    ($(let $name:ident = $value:expr;)*) => {
        $(
            let $name = $value;
            $crate::pin!($name);
        )*
    };
}
