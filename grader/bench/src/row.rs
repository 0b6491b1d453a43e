//! One figure of a benchmark. Made by each of them, printed by `report`.

/// One figure.
pub(crate) struct Row {
    /// The program.
    pub(crate) name: &'static str,
    /// Whose figure.
    pub(crate) subject: &'static str,
    /// The figure.
    pub(crate) value: f64,
    /// `exec/s`, `ns/step`, `executions`, `ms`; `whole` is 1 if nothing is left to explore.
    /// `schedules` to the first bug, not a number if few found it; `found` says by how many seeds.
    pub(crate) unit: &'static str,
}
