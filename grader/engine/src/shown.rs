//! The small values that detailed traces show to people. Models tell them by `Kernel::tell` and
//! `Kernel::found`; the harness writes them down.

use std::any::TypeId;
use std::fmt;
use std::marker::PhantomData;

/// A small value to show to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// A number.
    Signed(i64),
    /// A number that is never negative.
    Unsigned(u64),
    /// True or false.
    Bool(bool),
    /// A word.
    Word(&'static str),
}

impl Shown {
    /// How many there are.
    pub const fn count(number: usize) -> Self {
        Self::Unsigned(number as u64)
    }

    /// A value of any type, if that is one of those which are small: integers and truth
    /// values. Runs no code of the type's.
    pub fn of<T: ?Sized>(value: &T) -> Option<Self> {
        let id = id_of::<T>();
        let at = std::ptr::from_ref(value).cast::<()>();
        macro_rules! one_of {
            ($($type:ty => $shown:ident as $wide:ty;)*) => {
                $(
                    if id == TypeId::of::<$type>() {
                        // SAFETY: the value is of this type.
                        return Some(Self::$shown(<$wide>::from(unsafe { *at.cast::<$type>() })));
                    }
                )*
            };
        }
        one_of! {
            bool => Bool as bool;
            u8 => Unsigned as u64; u16 => Unsigned as u64; u32 => Unsigned as u64;
            u64 => Unsigned as u64;
            i8 => Signed as i64; i16 => Signed as i64; i32 => Signed as i64; i64 => Signed as i64;
        }
        if id == TypeId::of::<usize>() {
            // SAFETY: the value is of this type.
            return Some(Self::count(unsafe { *at.cast::<usize>() }));
        }
        if id == TypeId::of::<isize>() {
            // SAFETY: the value is of this type.
            return Some(Self::Signed(unsafe { *at.cast::<isize>() } as i64));
        }
        None
    }
}

/// The identity of a type that may borrow; two that differ only in lifetimes share it. `of` asks
/// about types without any.
fn id_of<T: ?Sized>() -> TypeId {
    trait Typed {
        fn id(&self) -> TypeId
        where
            Self: 'static;
    }
    impl<T: ?Sized> Typed for PhantomData<T> {
        fn id(&self) -> TypeId
        where
            Self: 'static,
        {
            TypeId::of::<T>()
        }
    }
    let typed: &dyn Typed = &PhantomData::<T>;
    // SAFETY: only the lifetime changes, and no value of the type is touched.
    let typed = unsafe { std::mem::transmute::<&dyn Typed, &(dyn Typed + 'static)>(typed) };
    typed.id()
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Signed(number) => number.fmt(f),
            Self::Unsigned(number) => number.fmt(f),
            Self::Bool(is) => is.fmt(f),
            Self::Word(word) => f.write_str(word),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shown;

    #[test]
    fn small_values_are_shown_as_they_are() {
        assert_eq!(Shown::of(&7_u8), Some(Shown::Unsigned(7)));
        assert_eq!(Shown::of(&usize::MAX), Some(Shown::Unsigned(u64::MAX)));
        assert_eq!(Shown::of(&-7_i32), Some(Shown::Signed(-7)));
        assert_eq!(Shown::of(&isize::MIN), Some(Shown::Signed(i64::MIN)));
        assert_eq!(Shown::of(&true), Some(Shown::Bool(true)));
    }

    #[test]
    fn other_values_are_not() {
        struct Borrows<'a>(&'a str);
        let text = String::from("text");
        let borrows = Borrows(&text);
        assert_eq!(Shown::of(&borrows), None);
        assert_eq!(Shown::of(borrows.0), None);
        assert_eq!(Shown::of(&[1, 2][..]), None);
        assert_eq!(Shown::of(&std::ptr::null::<u8>()), None);
        assert_eq!(Shown::of(&()), None);
    }
}
