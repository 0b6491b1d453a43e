//! The first state of every modelled object, so that one in a `static` can start afresh.
//!
//! A static's value was made by a `const`, so it owns no heap memory, and its bytes are a valid
//! fresh value for ever. Heap objects are kept too (nobody can tell them apart at first use), but
//! never restored: they die with their execution, and whatever takes their address next registers
//! anew and replaces the entry. Called by [`crate::Slot`].

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::mem::MaybeUninit;
use std::sync::Mutex;

type Bytes = Box<[MaybeUninit<u8>]>;

/// By address. Process-wide, since a static outlives every executor; the bytes are raw memory
/// (they may hold pointers into statics), hence the wrapper.
static KEPT: Mutex<Kept> = Mutex::new(Kept(RefCell::new(None)));

struct Kept(RefCell<Option<HashMap<usize, Bytes, BuildHasherDefault<AddressHasher>>>>);

// SAFETY: the bytes are only copied back to the address they came from, by the one execution that
// runs in the process at a time.
unsafe impl Send for Kept {}

/// Addresses are already spread; one multiplication mixes them enough.
#[derive(Default)]
struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }

    fn write_usize(&mut self, address: usize) {
        self.0 = (self.0.rotate_left(5) ^ address as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// Remembers `len` bytes at `state` as the first ones.
///
/// # Safety
/// `state` is valid for reads of `len` bytes.
pub(crate) unsafe fn keep(state: *const u8, len: usize) {
    let kept = KEPT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut map = kept.0.borrow_mut();
    let map = map.get_or_insert_with(HashMap::default);
    let bytes = map.entry(state.addr()).or_default();
    if bytes.len() != len {
        *bytes = Box::new_uninit_slice(len);
    }
    // SAFETY: both are `len` bytes long (the caller's promise; just made so), and apart.
    unsafe {
        state.cast::<MaybeUninit<u8>>().copy_to_nonoverlapping(bytes.as_mut_ptr(), len);
    }
}

/// Puts the first bytes back.
///
/// # Safety
/// `state` is valid for writes of `len` bytes, and [`keep`] was called for the object that still
/// lives there.
pub(crate) unsafe fn restore(state: *mut u8, len: usize) {
    let kept = KEPT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let map = kept.0.borrow();
    if let Some(bytes) = map.as_ref().and_then(|map| map.get(&state.addr()))
        && bytes.len() == len
    {
        // SAFETY: as in `keep`, the other way round.
        unsafe {
            state.cast::<MaybeUninit<u8>>().copy_from_nonoverlapping(bytes.as_ptr(), len);
        }
    }
}
