//! An execution in a few words: only the choices in which it left the usual way.
//!
//! Made from a schedule, shortened by whoever looks for the shortest counter-example, and run again by
//! [`crate::strategy::Directed`].

use crate::Schedule;

/// One unusual choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Detour {
    /// Which choice of the execution it is, from 0.
    pub at: u32,
    /// The task or the branch that was chosen there.
    pub chosen: u32,
}

impl Detour {
    /// The detours of a schedule, in order.
    pub fn all(schedule: &Schedule) -> Vec<Self> {
        let unusual = schedule.iter().enumerate().filter(|(_, choice)| !choice.usual);
        unusual.map(|(at, choice)| Self { at: at as u32, chosen: choice.chosen }).collect()
    }
}
