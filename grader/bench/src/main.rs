//! Benchmarks of the engine. Every figure stands beside that of a peer, taken in the same run:
//! machines are noisy, so only the ratio says anything.
//!
//! `cargo run --release -p bench -- throughput [--format json]`, `… -- exhaust [--format json]`,
//! `… -- first-bug [--format json] [--seeds 20] [--limit 10000]`

mod exhaust;
mod first_bug;
mod loom_child;
mod programs;
mod report;
mod row;
mod throughput;

use clap::{Parser, Subcommand, ValueEnum};

use first_bug::Wanted;
use row::Row;

/// Benchmarks of the engine beside its peers.
#[derive(Parser)]
#[command(name = "bench")]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Executions per second and nanoseconds per step under a random scheduler.
    Throughput {
        /// How to print the figures.
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
        /// Seconds for each program and subject.
        #[arg(long, default_value_t = 3.0)]
        seconds: f64,
    },
    /// Executions and time until every interleaving that matters was seen.
    Exhaust {
        /// How to print the figures.
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
        /// Executions after which a search without reduction gives up.
        #[arg(long, default_value_t = 200_000)]
        limit: usize,
    },
    /// Schedules until a bug shows for the first time: the median of the seeds.
    FirstBug {
        /// How to print the figures.
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
        /// Seeds for each program and subject.
        #[arg(long, default_value_t = 20)]
        seeds: u64,
        /// Schedules after which a search gives up.
        #[arg(long, default_value_t = 10_000)]
        limit: usize,
        /// The lock-free stack too, with up to a million schedules.
        #[arg(long)]
        safestack: bool,
        /// Only programs and subjects with this in their names; may be given more than once.
        #[arg(long)]
        only: Vec<String>,
    },
    /// Loom's part, in a process of its own.
    #[command(hide = true)]
    LoomChild {
        /// What to do.
        arguments: Vec<String>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A table for people.
    Human,
    /// Rows of `{"name","subject","value","unit"}`.
    Json,
}

fn main() {
    let (rows, format, table): (_, _, fn(&[Row])) = match Arguments::parse().what {
        What::Throughput { format, seconds } => {
            (throughput::measure(seconds), format, report::throughput)
        }
        What::Exhaust { format, limit } => (exhaust::measure(limit), format, report::exhaust),
        What::FirstBug { format, seeds, limit, safestack, only } => {
            let wanted = Wanted { seeds, limit, safe_stack: safestack, only };
            (first_bug::measure(&wanted), format, report::first_bug)
        }
        What::LoomChild { arguments } => return loom_child::run(&arguments),
    };
    match format {
        Format::Human => table(&rows),
        Format::Json => report::json(&rows),
    }
}
