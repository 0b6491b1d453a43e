//! Prints the figures: for people with the ratio, for programs as rows.

#![expect(clippy::print_stdout, reason = "a reporter")]

use serde_json::json;

use crate::programs::{PROGRAMS, SMALL};

/// One figure.
pub(crate) struct Row {
    /// The program.
    pub(crate) name: &'static str,
    /// Whose figure.
    pub(crate) subject: &'static str,
    /// The figure.
    pub(crate) value: f64,
    /// `exec/s`, `ns/step`, `executions`, `ms`; `whole` is 1 if nothing is left to explore.
    pub(crate) unit: &'static str,
}

/// Prints the figures as JSON.
pub(crate) fn json(rows: &[Row]) {
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            json!({"name": row.name, "subject": row.subject, "value": row.value, "unit": row.unit})
        })
        .collect();
    println!("{}", json!(rows));
}

/// One subject's figure for a program.
fn find(rows: &[Row], program: &str, subject: &str, unit: &str) -> f64 {
    let row = |row: &&Row| row.name == program && row.subject == subject && row.unit == unit;
    rows.iter().find(row).map_or(f64::NAN, |row| row.value)
}

/// Prints how much an exploration takes as a table.
pub(crate) fn exhaust(rows: &[Row]) {
    println!("{:4} {:22} {:>12} {:>12}   ratio of time", "", "subject", "executions", "ms");
    for program in &SMALL {
        println!("{}   {}", program.name, program.what);
        let ours = find(rows, program.name, "racecourse/exhaustive", "ms");
        for subject in ["racecourse/exhaustive", "shuttle/dfs"] {
            let of = |unit| find(rows, program.name, subject, unit);
            let more = if of("whole") > 0.0 { "" } else { " and more" };
            let (executions, ms) = (of("executions"), of("ms"));
            println!("{:4} {subject:22} {executions:12} {ms:12.2}   {:.0}x{more}", "", ms / ours);
        }
    }
}

/// Prints the speed of random schedulers as a table.
pub(crate) fn throughput(rows: &[Row]) {
    println!("{:4} {:20} {:>14} {:>10}   ratio", "", "subject", "exec/s", "ns/step");
    for program in &PROGRAMS {
        let find = |subject: &str, unit: &str| find(rows, program.name, subject, unit);
        println!("{}   {}", program.name, program.what);
        let peer = find("shuttle/random", "exec/s");
        for subject in ["racecourse/random", "shuttle/random"] {
            let rate = find(subject, "exec/s");
            println!(
                "{:4} {subject:20} {rate:14.0} {:10.1}   {:.1}x",
                "",
                find(subject, "ns/step"),
                rate / peer
            );
        }
    }
}
