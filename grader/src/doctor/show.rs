//! Findings as people and as programs read them. Pure.

use std::fmt::Write as _;

use anstyle::Style;
use serde::Serialize;

use super::finding::{Finding, Level};
use crate::report::paint::{BOLD, COMMAND, DIM, GREEN, RED, YELLOW, paint};
use crate::report::text::{clean, hang};

/// Whether one can work.
pub fn works(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.level != Level::Problem)
}

const fn sign(level: Level) -> (Style, &'static str) {
    match level {
        Level::Good => (GREEN, "✓"),
        Level::Note => (DIM, "·"),
        Level::Warning => (YELLOW, "!"),
        Level::Problem => (RED, "✗"),
    }
}

/// For people: a line a finding, its remedy below it, and what it comes to.
pub fn page(findings: &[Finding], columns: usize) -> String {
    let mut out = String::new();
    for finding in findings {
        let (style, sign) = sign(finding.level);
        let text = hang(&format!("{sign} "), &clean(&finding.says), columns);
        out.push_str(&text.replacen(sign, &paint(style, sign), 1));
        if let Some(remedy) = &finding.remedy {
            let text = hang("    ", &clean(remedy), columns);
            for line in text.lines() {
                let _ = writeln!(out, "{}", paint(COMMAND, line));
            }
        }
    }
    let count = |level| findings.iter().filter(|finding| finding.level == level).count();
    let ends = match (count(Level::Problem), count(Level::Warning)) {
        (0, 0) => "nothing keeps you from working".to_owned(),
        (0, 1) => "nothing keeps you from working; one thing could be better".to_owned(),
        (0, some) => format!("nothing keeps you from working; {some} things could be better"),
        (1, _) => "one thing keeps you from working".to_owned(),
        (some, _) => format!("{some} things keep you from working"),
    };
    let _ = writeln!(out, "\n{}", paint(BOLD, ends));
    out
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    works: bool,
    findings: &'a [Finding],
}

/// For programs.
///
/// # Errors
///
/// Never for findings.
pub fn json(findings: &[Finding]) -> serde_json::Result<String> {
    let document = Document { schema: 1, works: works(findings), findings };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_a_line_and_its_remedy_stands_below() {
        let findings = [
            Finding::good("rustc", "rustc 1.95.0 (1.88 or newer is needed)"),
            Finding::warning("editor", "$EDITOR\u{1b} is not set").remedy("export EDITOR=nano"),
        ];
        let page = anstream::adapter::strip_str(&page(&findings, 40)).to_string();
        assert_eq!(
            page,
            "✓ rustc 1.95.0 (1.88 or newer is needed)\n! $EDITOR\\u{1b} is not set\n    \
             export EDITOR=nano\n\nnothing keeps you from working; one thing could be better\n"
        );
        assert!(works(&findings) && !works(&[Finding::problem("disk", "full")]));
    }
}
