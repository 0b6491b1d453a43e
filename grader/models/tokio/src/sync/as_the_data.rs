//! What every guard does as the data behind it: `Deref` and formatting.

/// Guards whose `data()` points to what they guard.
macro_rules! shared {
    ($(for<$($life:lifetime,)? $($T:ident),*> $Guard:ty => $Data:ident;)*) => {
        $(
            impl<$($life,)? $($T: ?Sized),*> std::ops::Deref for $Guard {
                type Target = $Data;

                fn deref(&self) -> &$Data {
                    // SAFETY: the data lives as long as the guard, and nobody writes meanwhile but
                    // through it.
                    unsafe { &*self.data() }
                }
            }

            impl<$($life,)? $($T: ?Sized),*> std::fmt::Debug for $Guard
            where
                $Data: std::fmt::Debug,
            {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    std::fmt::Debug::fmt(&**self, f)
                }
            }

            impl<$($life,)? $($T: ?Sized),*> std::fmt::Display for $Guard
            where
                $Data: std::fmt::Display,
            {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    std::fmt::Display::fmt(&**self, f)
                }
            }
        )*
    };
}

/// As `shared`, for guards that nobody else reads beside.
macro_rules! exclusive {
    ($(for<$($life:lifetime,)? $($T:ident),*> $Guard:ty => $Data:ident;)*) => {
        crate::sync::as_the_data::shared! {
            $(for<$($life,)? $($T),*> $Guard => $Data;)*
        }

        $(
            impl<$($life,)? $($T: ?Sized),*> std::ops::DerefMut for $Guard {
                fn deref_mut(&mut self) -> &mut $Data {
                    // SAFETY: the data lives as long as the guard, and only the guard reaches it.
                    unsafe { &mut *self.data() }
                }
            }
        )*
    };
}

pub(super) use {exclusive, shared};
