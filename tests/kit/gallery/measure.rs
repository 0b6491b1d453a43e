//! How good the diagnoses are: against what somebody who has read each wrong solution calls its mistake.

use std::fmt::Write as _;

use grader::diagnosis::PATTERNS;
use grader::project::Project;
use tests::patterns;

use super::Found;

/// What became of one file.
struct Row {
    file: String,
    named: Vec<String>,
    told: Option<String>,
}

impl Row {
    fn is_right(&self) -> bool {
        self.told.as_ref().is_some_and(|told| self.named.contains(told))
    }

    fn is_wrong(&self) -> bool {
        self.told.is_some() && !self.is_right()
    }
}

/// The whole of `DIAGNOSES.md`.
pub(super) fn report(project: &Project, results: &[Found]) -> String {
    let row = |found: &Found| Row {
        file: project.shown(&found.subject.file),
        named: patterns(&found.subject.file),
        told: found.graded.diagnosis.as_ref().map(|diagnosis| diagnosis.pattern.clone()),
    };
    let rows: Vec<Row> = results.iter().map(row).collect();
    let mut out = HEAD.to_owned();
    meanings(&mut out);
    measure(&mut out, &rows);
    missing(&mut out, &rows);
    out
}

const HEAD: &str = "\
# Diagnoses

Made by `cargo run -p tests --bin gallery`; the text is of `tests/kit/gallery/measure.rs`.

A diagnosis names the pattern behind a failure, found from the failing execution and the source. It says \
what happened and what to look at, never the solution. When no pattern fits, it says nothing.

";

fn meanings(out: &mut String) {
    out.push_str("| pattern | it is this when |\n|---|---|\n");
    for pattern in &PATTERNS {
        let _ = writeln!(out, "| `{}` | {} |", pattern.code, pattern.meaning);
    }
}

fn measure(out: &mut String, rows: &[Row]) {
    let known = rows.iter().filter(|row| !row.named.is_empty()).count();
    let right = rows.iter().filter(|row| row.is_right()).count();
    let wrong = rows.iter().filter(|row| row.is_wrong()).count();
    let given = right + wrong;
    let _ = write!(
        out,
        "\n## How good they are\n\nThe second line of each wrong solution names its pattern, or several that \
         describe it equally well, or none; that was written by reading, without looking at what the grader \
         says. Of {} wrong solutions {known} have a pattern. {given} got a diagnosis, {right} of them the right \
         one: a precision of {}. Of the {known} with a pattern {right} were recognised: a recall of {}. The patterns were made with \
         these same files at hand. On 79 wrong solutions written afterwards in other styles, 30 of 45 diagnoses \
         were right before the detectors were corrected; what was wrong there is silent now.\n\n",
        rows.len(),
        percent(right, given),
        percent(right, known),
    );
    out.push_str(
        "| pattern | files it is named in | recognised | recognised as another that is named | not recognised | \
         told wrongly |\n|---|--:|--:|--:|--:|--:|\n",
    );
    for pattern in &PATTERNS {
        let is = |told: &Option<String>| told.as_deref() == Some(pattern.code);
        let named = |row: &&Row| row.named.iter().any(|name| name == pattern.code);
        let count = |wanted: &dyn Fn(&&Row) -> bool| rows.iter().filter(wanted).count();
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {} | {} | {} |",
            pattern.code,
            count(&|row| named(row)),
            count(&|row| named(row) && is(&row.told)),
            count(&|row| named(row) && row.is_right() && !is(&row.told)),
            count(&|row| named(row) && !row.is_right()),
            count(&|row| !named(row) && is(&row.told)),
        );
    }
    let none = rows.iter().filter(|row| row.named.is_empty());
    let (silent, loud): (Vec<&Row>, Vec<&Row>) = none.partition(|row| row.told.is_none());
    let _ = writeln!(
        out,
        "| none | {} | {} | | | {} |",
        silent.len() + loud.len(),
        silent.len(),
        loud.len()
    );
}

fn missing(out: &mut String, rows: &[Row]) {
    let list = |out: &mut String, head: &str, wanted: &dyn Fn(&Row) -> bool| {
        let rows: Vec<&Row> = rows.iter().filter(|row| wanted(row)).collect();
        if !rows.is_empty() {
            let _ = writeln!(out, "\n## {head}\n");
        }
        for row in rows {
            let told =
                row.told.as_ref().map(|told| format!(", told: `{told}`")).unwrap_or_default();
            let _ = writeln!(out, "- `{}`: {}{told}", row.file, row.named.join(", "));
        }
    };
    list(out, "Told wrongly", &Row::is_wrong);
    list(out, "Not recognised", &|row| !row.named.is_empty() && row.told.is_none());
}

fn percent(part: usize, whole: usize) -> String {
    match (part * 1000 + whole / 2).checked_div(whole) {
        Some(tenths) => format!("{}.{} %", tenths / 10, tenths % 10),
        None => "nothing".to_owned(),
    }
}
