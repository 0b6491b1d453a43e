//! What all atomic types have in common, once.

/// Implements the methods that every atomic type has. `$value` is what is seen outside.
macro_rules! common_methods {
    ($Atomic:ty, $value:ty, $name:expr, [$($generics:tt)*]) => {
        impl<$($generics)*> $Atomic {
            /// An atomic with this value.
            pub const fn new(value: $value) -> Self {
                Self { value: Value::new(value) }
            }

            /// The value of an atomic that nobody else can see.
            pub fn get_mut(&mut self) -> &mut $value {
                self.value.get_mut()
            }

            /// Takes the atomic apart.
            pub fn into_inner(self) -> $value {
                self.value.into_inner()
            }

            /// Reads.
            ///
            /// # Panics
            /// If `order` is `Release` or `AcqRel`.
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $value {
                check_load(order);
                self.value.load(&Self::KIND, Location::caller(), order)
            }

            /// Writes.
            ///
            /// # Panics
            /// If `order` is `Acquire` or `AcqRel`.
            #[track_caller]
            pub fn store(&self, value: $value, order: Ordering) {
                check_store(order);
                self.value.store(&Self::KIND, Location::caller(), order, value);
            }

            /// Writes and returns what was there.
            #[track_caller]
            pub fn swap(&self, value: $value, order: Ordering) -> $value {
                self.value.change(&Self::KIND, ("swap", Location::caller()), order, |_| value)
            }

            /// Writes `new` if `current` is there; returns what was there.
            ///
            /// # Errors
            /// What was there instead.
            ///
            /// # Panics
            /// If `failure` is `Release` or `AcqRel`.
            #[track_caller]
            pub fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                check_failure(failure);
                let (place, orders) = (Location::caller(), (success, failure));
                self.value.exchange(&Self::KIND, place, false, (current, new), orders)
            }

            /// As `compare_exchange`, but may fail although `current` is there.
            ///
            /// # Errors
            /// What was there.
            ///
            /// # Panics
            /// If `failure` is `Release` or `AcqRel`.
            #[track_caller]
            pub fn compare_exchange_weak(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                check_failure(failure);
                let (place, orders) = (Location::caller(), (success, failure));
                self.value.exchange(&Self::KIND, place, true, (current, new), orders)
            }

            /// Writes `update` of what was there, trying again as often as others come between;
            /// `None` gives up.
            ///
            /// # Errors
            /// What was there when `update` gave up.
            #[track_caller]
            pub fn fetch_update(
                &self,
                success: Ordering,
                failure: Ordering,
                mut update: impl FnMut($value) -> Option<$value>,
            ) -> Result<$value, $value> {
                let mut before = self.load(failure);
                while let Some(new) = update(before) {
                    match self.compare_exchange_weak(before, new, success, failure) {
                        Err(now) => before = now,
                        done => return done,
                    }
                }
                Err(before)
            }

            /// As `fetch_update`.
            ///
            /// # Errors
            /// What was there when `update` gave up.
            #[track_caller]
            pub fn try_update(
                &self,
                success: Ordering,
                failure: Ordering,
                update: impl FnMut($value) -> Option<$value>,
            ) -> Result<$value, $value> {
                self.fetch_update(success, failure, update)
            }

            /// As `fetch_update`, without giving up.
            #[track_caller]
            pub fn update(
                &self,
                success: Ordering,
                failure: Ordering,
                mut update: impl FnMut($value) -> $value,
            ) -> $value {
                let mut before = self.load(failure);
                loop {
                    let new = update(before);
                    match self.compare_exchange_weak(before, new, success, failure) {
                        Ok(before) => return before,
                        Err(now) => before = now,
                    }
                }
            }

            const KIND: Kind = Kind::closed($name);
        }

        impl<$($generics)*> From<$value> for $Atomic {
            fn from(value: $value) -> Self {
                Self::new(value)
            }
        }

        impl<$($generics)*> fmt::Debug for $Atomic {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.value.peek(&Self::KIND) {
                    Some(value) => fmt::Debug::fmt(&value, f),
                    None => f.write_str("<not in an execution>"),
                }
            }
        }

        impl<$($generics)*> RefUnwindSafe for $Atomic {}
        impl<$($generics)*> UnwindSafe for $Atomic {}
    };
}

/// Implements `fetch_*` methods: each replaces the value by a function of it and the argument.
macro_rules! fetch_methods {
    ($value:ty: $($(#[$doc:meta])* $method:ident = $change:expr;)*) => {
        $(
            $(#[$doc])*
            #[track_caller]
            pub fn $method(&self, value: $value, order: Ordering) -> $value {
                let change = |before: $value| -> $value { $change(before, value) };
                let operation = (stringify!($method), Location::caller());
                self.value.change(&Self::KIND, operation, order, change)
            }
        )*
    };
}
