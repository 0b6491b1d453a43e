//! Prints the figures: for people with the ratio, for programs as rows.

#![expect(clippy::print_stdout, reason = "a reporter")]

use serde_json::json;

use crate::programs::PROGRAMS;

/// One figure.
pub(crate) struct Row {
    /// The program.
    pub(crate) name: &'static str,
    /// Whose figure.
    pub(crate) subject: &'static str,
    /// The figure.
    pub(crate) value: f64,
    /// `exec/s` or `ns/step`.
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

/// Prints the figures as a table.
pub(crate) fn table(rows: &[Row]) {
    println!("{:4} {:20} {:>14} {:>10}   ratio", "", "subject", "exec/s", "ns/step");
    for program in &PROGRAMS {
        let find = |subject: &str, unit: &str| {
            rows.iter()
                .find(|row| row.name == program.name && row.subject == subject && row.unit == unit)
                .map_or(f64::NAN, |row| row.value)
        };
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
