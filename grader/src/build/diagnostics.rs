//! What rustc says, as data: reads its JSON diagnostics.
//!
//! Called by `compile`; what a diagnostic means for a learner is in `advice`.

use serde::Deserialize;
use serde_json::Value;

use crate::graded::Diagnostic;

#[derive(Deserialize)]
struct Message {
    #[serde(rename = "message")]
    text: String,
    level: String,
    code: Option<Code>,
    #[serde(default)]
    spans: Vec<Span>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: u32,
    column_start: u32,
    is_primary: bool,
}

/// The errors among the lines of rustc's standard error.
pub fn errors(stderr: &str) -> Vec<Diagnostic> {
    let is_error = |message: &Message| {
        message.level.starts_with("error") && !message.text.starts_with("aborting due to")
    };
    let errors = messages(stderr).filter(|(message, _)| is_error(message));
    errors.map(|(message, compiler)| diagnostic(message, compiler)).collect()
}

/// The warnings about one file.
pub fn warnings(stderr: &str, file: &str) -> Vec<Diagnostic> {
    let warnings = messages(stderr).filter(|(message, _)| message.level == "warning");
    let warnings = warnings.map(|(message, compiler)| diagnostic(message, compiler));
    warnings.filter(|warning| warning.file.as_deref() == Some(file)).collect()
}

fn messages(stderr: &str) -> impl Iterator<Item = (Message, Value)> {
    stderr.lines().filter_map(|line| {
        let mut compiler: Value = serde_json::from_str(line).ok()?;
        let message = Message::deserialize(&compiler).ok()?;
        compiler.as_object_mut()?.remove("rendered");
        // A page of text that belongs to the code, and to `rustc --explain`.
        if let Some(explanation) = compiler.pointer_mut("/code/explanation") {
            *explanation = Value::Null;
        }
        Some((message, compiler))
    })
}

fn diagnostic(message: Message, compiler: Value) -> Diagnostic {
    let span = message.spans.into_iter().find(|span| span.is_primary);
    let place = span.as_ref();
    Diagnostic {
        code: message.code.map(|code| code.code),
        rendered: message.rendered.map_or_else(|| message.text.clone(), |text| readable(&text)),
        message: message.text,
        line: place.map(|span| span.line_start),
        column: place.map(|span| span.column_start),
        file: span.map(|span| span.file_name.replace('\\', "/")),
        compiler,
    }
}

/// Without the notes that name a file with a type's full name, which is gone when they are read, and an
/// option of rustc's, which nobody here calls.
fn readable(rendered: &str) -> String {
    const ABOUT_LONG_TYPES: [&str; 2] = [
        "the full name for the type has been written to",
        "consider using `--verbose` to print the full type name",
    ];
    let is_kept = |line: &&str| {
        let note = line.trim_start().strip_prefix("= note: ");
        !note.is_some_and(|note| ABOUT_LONG_TYPES.iter().any(|about| note.starts_with(about)))
    };
    rendered.split_inclusive('\n').filter(is_kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_picked_out_of_everything_else() {
        let stderr = concat!(
            r#"{"message":"unused","level":"warning","code":null,"spans":[],"rendered":"w"}"#,
            "\n",
            r#"{"message":"mismatched types","level":"error","code":{"code":"E0308"},"spans":["#,
            r#"{"file_name":"a.rs","line_start":3,"column_start":5,"is_primary":false},"#,
            r#"{"file_name":"exercises\\b.rs","line_start":4,"column_start":6,"#,
            r#""is_primary":true}],"rendered":"error[E0308]"}"#,
            "\n",
            r#"{"message":"aborting due to 1 previous error","level":"error","code":null,"#,
            r#""spans":[],"rendered":"x"}"#,
            "\nnot JSON\n",
        );
        let found = errors(stderr);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code.as_deref(), Some("E0308"));
        assert_eq!(found[0].file.as_deref(), Some("exercises/b.rs"));
        assert_eq!((found[0].line, found[0].column), (Some(4), Some(6)));
        assert_eq!(found[0].compiler["spans"][0]["line_start"], 3);
        assert!(found[0].compiler.get("rendered").is_none());
    }

    #[test]
    fn notes_that_lead_nowhere_are_left_out() {
        let (before, after) = ("16 | x\n   |\n", "   = note: expected reference\n");
        let notes = "   = note: the full name for the type has been written to '/a/b.txt'\n   \
                     = note: consider using `--verbose` to print the full type name to the console\n";
        assert_eq!(readable(&format!("{before}{notes}{after}")), format!("{before}{after}"));
    }

    #[test]
    fn warnings_are_those_about_the_file() {
        let warning = |file| {
            format!(
                r#"{{"message":"unused","level":"warning","code":{{"code":"unused_must_use"}},"spans":[{{"file_name":"{file}","line_start":4,"column_start":6,"is_primary":true}}]}}"#
            )
        };
        let stderr = format!("{}\n{}\n", warning("tests/a.rs"), warning("exercises/a.rs"));
        let found = warnings(&stderr, "exercises/a.rs");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code.as_deref(), Some("unused_must_use"));
        assert!(errors(&stderr).is_empty());
    }
}
