//! What a task, a message or an object knows of the atomics: of each location, the number of the
//! newest message that counts as seen. Called by the memory alone.

/// By location: the number of a message; a location beyond the end stands at its first one, 0.
#[derive(Debug, Default)]
pub(super) struct View(Vec<u32>);

impl View {
    #[inline]
    pub(super) fn of(&self, location: usize) -> u32 {
        self.0.get(location).copied().unwrap_or(0)
    }

    /// Has seen this message too, and with it all before it.
    #[inline]
    pub(super) fn raise(&mut self, location: usize, number: u32) {
        if self.0.len() <= location {
            self.0.resize(location + 1, 0);
        }
        let known = &mut self.0[location];
        *known = number.max(*known);
    }

    /// Has seen what the other has seen too.
    #[inline]
    pub(super) fn join(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own = (*own).max(*other);
        }
    }

    /// Becomes the other one, in the room that it has.
    #[inline]
    pub(super) fn set(&mut self, other: &Self) {
        self.0.clone_from(&other.0);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}
