//! How far an execution may go: set by whoever makes an executor, heeded by the kernel.

/// How far an execution may go.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Steps of one execution.
    pub steps: u64,
    /// Steps without a [`crate::gate::mark`]. Code that waits properly takes few; code that polls takes
    /// as many as it is given.
    pub patience: u64,
    /// How often an execution may meet a spurious wake-up or a failing weak exchange.
    pub freedoms: u32,
    /// Timers may fire although somebody could still run. Off: time moves only when nobody can.
    pub timers_race: bool,
    /// Loads of atomics may read older values, as far as their orderings allow. Off: all of them are
    /// sequentially consistent.
    pub older_values: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            steps: 1_000_000,
            patience: 20_000,
            freedoms: 2,
            timers_race: false,
            older_values: true,
        }
    }
}
