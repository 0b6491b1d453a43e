//! Prints the figures: for people with the ratio, for programs as rows.

#![expect(clippy::print_stdout, reason = "a reporter")]

use serde_json::json;

use crate::first_bug::{LOOMS, OURS, SHUTTLES};
use crate::programs::{PROGRAMS, Program, SAFE_STACK, SMALL, WRONG};
use crate::row::Row;
use crate::throughput::SUBJECTS;

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
        for subject in ["racecourse/exhaustive", "loom", "shuttle/dfs"] {
            let of = |unit| find(rows, program.name, subject, unit);
            if of("ms").is_nan() {
                println!("{:4} {subject:22} {:>12}", "", "not expressible");
                continue;
            }
            let more = if of("whole") > 0.0 { "" } else { " and more" };
            let (executions, ms) = (of("executions"), of("ms"));
            println!("{:4} {subject:22} {executions:12} {ms:12.2}   {:.0}x{more}", "", ms / ours);
        }
    }
}

/// Prints the speed of random schedulers as a table.
pub(crate) fn throughput(rows: &[Row]) {
    println!(
        "{:4} {:20} {:>14} {:>10}   ratio to shuttle/random",
        "", "subject", "exec/s", "ns/step"
    );
    for program in &PROGRAMS {
        let find = |subject: &str, unit: &str| find(rows, program.name, subject, unit);
        println!("{}   {}", program.name, program.what);
        let peer = find("shuttle/random", "exec/s");
        for subject in SUBJECTS {
            let (rate, step) = (find(subject, "exec/s"), find(subject, "ns/step"));
            let step = if step.is_nan() { "-".to_owned() } else { format!("{step:.1}") };
            println!("{:4} {subject:20} {rate:14.0} {step:>10}   {:.1}x", "", rate / peer);
        }
    }
}

/// Prints how many schedules it takes to the first bug, as two tables: strategies with seeds, and
/// loom's search.
pub(crate) fn first_bug(rows: &[Row]) {
    let seeds = rows.iter().filter(|row| row.unit == "found").map(|row| row.value);
    let seeds = seeds.fold(1.0, f64::max);
    println!(
        "Schedules to the first bug: the median of {seeds} seeds, and /how many found it if not all"
    );
    let line = |name: &str, of: &dyn Fn(&'static str) -> String| {
        let cells = |subjects: &[&'static str]| -> String {
            let cell =
                |subject| format!(" {:>width$}", of(subject), width = short(subject).len().max(7));
            subjects.iter().copied().map(cell).collect()
        };
        println!("{name:17}{} |{}", cells(&OURS), cells(&SHUTTLES));
    };
    println!("{:17} {:>49} | {:>23}", "", "racecourse", "shuttle");
    line("", &|subject| short(subject).to_owned());
    let programs = || {
        let known = |program: &&Program| rows.iter().any(|row| row.name == program.name);
        WRONG.iter().chain([&SAFE_STACK]).filter(known)
    };
    for program in programs() {
        line(program.name, &|subject| cell(rows, program, subject, seeds));
    }
    println!("\n{:17} {:>15} {:>15}", "loom", "2 preemptions", "no bound");
    for program in programs() {
        print!("{:17}", program.name);
        for (subject, _) in LOOMS {
            let cell = cell(rows, program, subject, 1.0);
            print!(" {:>15}", if cell.is_empty() { "not expressible" } else { &cell });
        }
        println!("   {}", program.what);
    }
}

/// A subject without whose it is.
fn short(subject: &'static str) -> &'static str {
    subject.split_once('/').map_or(subject, |(_, name)| name)
}

/// `12.5`, `850/15` if only 15 seeds found it, `-` if none did; nothing if nobody looked.
fn cell(rows: &[Row], program: &Program, subject: &str, seeds: f64) -> String {
    let median = find(rows, program.name, subject, "schedules");
    let found = find(rows, program.name, subject, "found");
    if found.is_nan() {
        return String::new();
    }
    let median = match median {
        _ if found == 0.0 => return "-".to_owned(),
        // Fewer than half.
        median if median.is_nan() => ">".to_owned(),
        median if median < 100.0 => format!("{median}"),
        median if median < 10_000.0 => format!("{median:.0}"),
        median => format!("{:.0}k", median / 1e3),
    };
    if found < seeds { format!("{median}/{found}") } else { median }
}
