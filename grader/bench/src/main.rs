//! Benchmarks of the engine. Every figure stands beside that of a peer, taken in the same run:
//! machines are noisy, so only the ratio says anything.
//!
//! `cargo run --release -p bench -- throughput [--format json]`, `… -- exhaust [--format json]`

mod exhaust;
mod programs;
mod report;
mod throughput;

use clap::{Parser, Subcommand, ValueEnum};

use report::Row;

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
    };
    match format {
        Format::Human => table(&rows),
        Format::Json => report::json(&rows),
    }
}
