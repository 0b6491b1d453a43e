//! Benchmarks of the engine. Every figure stands beside that of a peer, taken in the same run:
//! machines are noisy, so only the ratio says anything.
//!
//! `cargo run --release -p bench -- throughput [--format json]`

mod programs;
mod report;
mod throughput;

use clap::{Parser, Subcommand, ValueEnum};

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
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A table for people.
    Human,
    /// Rows of `{"name","subject","value","unit"}`.
    Json,
}

fn main() {
    let What::Throughput { format, seconds } = Arguments::parse().what;
    let rows = throughput::measure(seconds);
    match format {
        Format::Human => report::table(&rows),
        Format::Json => report::json(&rows),
    }
}
