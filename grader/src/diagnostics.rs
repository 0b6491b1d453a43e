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
    let messages = stderr.lines().filter_map(|line| {
        let mut compiler: Value = serde_json::from_str(line).ok()?;
        let message = Message::deserialize(&compiler).ok()?;
        if let Some(rest) = compiler.as_object_mut() {
            rest.remove("rendered");
        }
        Some((message, compiler))
    });
    let is_error = |message: &Message| {
        message.level.starts_with("error") && !message.text.starts_with("aborting due to")
    };
    let errors = messages.filter(|(message, _)| is_error(message));
    errors.map(|(message, compiler)| diagnostic(message, compiler)).collect()
}

fn diagnostic(message: Message, compiler: Value) -> Diagnostic {
    let span = message.spans.into_iter().find(|span| span.is_primary);
    let place = span.as_ref();
    Diagnostic {
        code: message.code.map(|code| code.code),
        rendered: message.rendered.unwrap_or_else(|| message.text.clone()),
        message: message.text,
        line: place.map(|span| span.line_start),
        column: place.map(|span| span.column_start),
        file: span.map(|span| span.file_name.replace('\\', "/")),
        compiler,
    }
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
}
