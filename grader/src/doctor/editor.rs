//! The learner's editor: which one is opened, and whether it shows verdicts on save.

use super::finding::Finding;

/// What there is of it.
#[derive(Debug, Clone, Default)]
pub struct Editor {
    /// `$VISUAL`.
    pub visual: Option<String>,
    /// `$EDITOR`.
    pub editor: Option<String>,
    /// An editor is known, be it by the terminal that belongs to it.
    pub known: bool,
    /// What rust-analyzer says of its version.
    pub rust_analyzer: Option<String>,
    /// The text of `.vscode/settings.json`.
    pub settings: Option<String>,
}

/// What there is to say about the editor itself.
pub fn examine(editor: &Editor) -> Vec<Finding> {
    vec![opened(editor), analyzer(editor)]
}

fn opened(editor: &Editor) -> Finding {
    let set = |name, value: &Option<String>| {
        let value = value.clone().filter(|value| !value.trim().is_empty())?;
        Some(Finding::good("editor", format!("files are opened in `{value}` (${name})")))
    };
    let by_terminal = || {
        let says = "files are opened in the editor that this terminal belongs to";
        editor.known.then(|| Finding::good("editor", says))
    };
    let found = set("VISUAL", &editor.visual).or_else(|| set("EDITOR", &editor.editor));
    found.or_else(by_terminal).unwrap_or_else(|| {
        let says = "$VISUAL and $EDITOR are not set: `open` does not know your editor";
        let how = if cfg!(windows) { "setx EDITOR notepad" } else { "export EDITOR=nano" };
        Finding::warning("editor", says).remedy(format!("{how}, or whichever is yours"))
    })
}

fn analyzer(editor: &Editor) -> Finding {
    if editor.rust_analyzer.is_some() {
        return Finding::good("rust-analyzer", "rust-analyzer is there");
    }
    let says = "rust-analyzer is not on the PATH (VS Code brings its own)";
    Finding::note("rust-analyzer", says).remedy("rustup component add rust-analyzer")
}

/// What makes VS Code show verdicts on save: these, and the line that asks for a target folder apart.
const NEEDED: [&str; 4] = [
    "rust-analyzer.check.overrideCommand",
    "grader",
    "cargo-json",
    "rust-analyzer.cargo.targetDir",
];

/// What there is to say about the settings of the workspace.
pub fn settings(editor: &Editor) -> Option<Finding> {
    const CHECK: &str = "VS Code settings";
    const REMEDY: &str = "git checkout -- .vscode/settings.json";
    let Some(text) = &editor.settings else {
        let says = "there is no .vscode/settings.json: VS Code shows no verdicts on save";
        return Some(Finding::warning(CHECK, says).remedy(REMEDY));
    };
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let settings = lines.collect::<Vec<_>>().join("\n");
    Some(match NEEDED.iter().find(|needed| !settings.contains(*needed)) {
        None => Finding::good(CHECK, "VS Code shows verdicts on save"),
        Some(lacking) => {
            let says = format!("VS Code shows no verdicts on save: its settings lack `{lacking}`");
            Finding::warning(CHECK, says).remedy(REMEDY)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Level;

    #[test]
    fn an_editor_is_known_by_a_variable_or_by_its_terminal() {
        let word = |word: &str| Some(word.to_owned());
        for (visual, editor, known, words) in [
            (word("code -w"), word("vim"), true, "`code -w` ($VISUAL)"),
            (word(" "), word("vim"), true, "`vim` ($EDITOR)"),
            (None, None, true, "that this terminal belongs to"),
            (None, None, false, "are not set"),
        ] {
            let facts = Editor { visual, editor, known, ..Editor::default() };
            let found = examine(&facts);
            assert!(found[0].says.contains(words), "{found:?}");
            assert_eq!(found[0].level == Level::Good, facts.known, "{found:?}");
        }
    }

    #[test]
    fn settings_are_those_of_the_project_or_more() {
        let own = include_str!("../../../.vscode/settings.json");
        let more = own.replacen('{', "{ \"editor.tabSize\": 2,", 1);
        let without = own.replace("\"rust-analyzer.check", "// \"rust-analyzer.check");
        for (settings, level) in [
            (Some(own.to_owned()), Level::Good),
            (Some(more), Level::Good),
            (Some(without), Level::Warning),
            (Some(String::new()), Level::Warning),
            (None, Level::Warning),
        ] {
            let found = super::settings(&Editor { settings, ..Editor::default() });
            assert_eq!(found.as_ref().map(|found| found.level), Some(level), "{found:?}");
        }
    }
}
