//! Starting the learner's own editor: `$VISUAL`, else `$EDITOR`, else what is obvious; at a line, where it
//! is known how that editor is told.
//!
//! Never by a shell: the words of the variable are split as a shell would, and the file is an argument of
//! its own. Called by `open`, and by every screen that has a key for it.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};

/// An editor, as it is started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    /// The program and its own arguments; never empty.
    words: Vec<String>,
}

/// What to tell somebody who has none.
pub const NONE: &str = if cfg!(windows) {
    "no editor is set: name yours, with `setx EDITOR notepad` for example"
} else {
    "no editor is set: name yours, with `export EDITOR=nano` for example"
};

/// The editor of this learner, if one is known.
pub fn command() -> Option<Editor> {
    chosen(|name| env::var(name).ok())
}

/// Opens a file, at a line if one is named (from 1), and waits until the editor has ended: that is at
/// once where it has a window of its own.
///
/// # Errors
///
/// The editor cannot be started.
pub fn open(editor: &Editor, file: &Path, line: Option<u32>) -> io::Result<ExitStatus> {
    let start = |program: &str| {
        let mut command = Command::new(program);
        command.args(&editor.words[1..]).args(editor.place(file, line)).status()
    };
    let mut started = start(&editor.words[0]);
    // Scripts have no such extension on the command line, but they do on disk.
    for extension in if cfg!(windows) { &[".cmd", ".bat"][..] } else { &[] } {
        if started.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            started = start(&format!("{}{extension}", editor.words[0]));
        }
    }
    started
}

/// Opens a file and says in a sentence what went wrong, if anything did.
///
/// # Errors
///
/// The sentence: that there is no editor, that it cannot be started, or how it ended.
pub fn try_open(file: &Path, line: Option<u32>) -> Result<Editor, String> {
    let editor = command().ok_or_else(|| NONE.to_owned())?;
    let name = &editor.words[0];
    match open(&editor, file, line) {
        Ok(status) if status.success() => Ok(editor),
        Ok(status) => Err(format!("the editor `{name}` ended with {}", code(status))),
        Err(error) => Err(format!("the editor `{name}` cannot be started: {error}")),
    }
}

fn code(status: ExitStatus) -> String {
    status.code().map_or_else(|| status.to_string(), |code| format!("exit code {code}"))
}

fn chosen(variable: impl Fn(&str) -> Option<String>) -> Option<Editor> {
    let set = |name: &str| variable(name).and_then(|words| Editor::of(&words));
    let in_terminal_of = |name: &str, value: &str, command: &str| {
        variable(name).filter(|found| found == value).and_then(|_| Editor::of(command))
    };
    set("VISUAL")
        .or_else(|| set("EDITOR"))
        .or_else(|| in_terminal_of("TERM_PROGRAM", "vscode", "code -r"))
        .or_else(|| in_terminal_of("TERM_PROGRAM", "zed", "zed"))
        .or_else(|| in_terminal_of("ZED_TERM", "true", "zed"))
}

impl Editor {
    /// Of the words in a variable; none if there are none.
    fn of(words: &str) -> Option<Self> {
        let words = split(words);
        words.first().is_some_and(|program| !program.is_empty()).then_some(Self { words })
    }

    /// The program's name without folders and extension: `nvim`.
    pub fn name(&self) -> &str {
        let program = self.words[0].rsplit(['/', '\\']).next().unwrap_or_default();
        let known = [".exe", ".cmd", ".bat", ".sh"];
        known.iter().find_map(|end| program.strip_suffix(end)).unwrap_or(program)
    }

    /// The last arguments: the file, and the line as this editor wants it.
    fn place(&self, file: &Path, line: Option<u32>) -> Vec<OsString> {
        let plain = file.as_os_str().to_owned();
        let Some(line) = line else { return vec![plain] };
        let joined = || {
            let mut place = plain.clone();
            place.push(format!(":{line}"));
            place
        };
        match self.name() {
            "vi" | "vim" | "nvim" | "view" | "gvim" | "mvim" | "nano" | "pico" | "emacs"
            | "emacsclient" | "kak" | "micro" | "joe" | "jed" | "mg" | "ne" | "gedit" => {
                vec![format!("+{line}").into(), plain]
            }
            "hx" | "helix" | "subl" | "zed" | "zeditor" => vec![joined()],
            "code" | "code-insiders" | "code-oss" | "codium" | "vscodium" | "cursor"
            | "windsurf" => {
                vec!["-g".into(), joined()]
            }
            "kate" | "mate" => vec!["-l".into(), line.to_string().into(), plain],
            "rustrover" | "clion" | "idea" => {
                vec!["--line".into(), line.to_string().into(), plain]
            }
            _ => vec![plain],
        }
    }
}

/// Words as a shell has them. Where a backslash belongs to paths, only double quotes hold words together.
/// With a quote that nobody closes, all of it is the program, which then cannot be started.
fn split(words: &str) -> Vec<String> {
    if !cfg!(windows) {
        return shlex::split(words).unwrap_or_else(|| vec![words.to_owned()]);
    }
    let (mut found, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in words.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => found.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    found.push(word);
    found.retain(|word| !word.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Option<Vec<String>> {
        let variable = |name: &str| {
            let set = variables.iter().find(|(known, _)| *known == name);
            set.map(|(_, value)| (*value).to_owned())
        };
        chosen(variable).map(|editor| editor.words)
    }

    #[test]
    fn what_is_set_comes_before_what_is_obvious() {
        let words = |words: &[&str]| Some(words.iter().map(|word| (*word).to_owned()).collect());
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[("EDITOR", "vim"), ("VISUAL", "emacs -nw")]), words(&["emacs", "-nw"]));
        assert_eq!(of(&[("EDITOR", "vim"), ("VISUAL", " ")]), words(&["vim"]));
        assert_eq!(of(&[("EDITOR", "''"), ("TERM_PROGRAM", "vscode")]), words(&["code", "-r"]));
        assert_eq!(of(&[("TERM_PROGRAM", "iTerm.app")]), None);
        assert_eq!(of(&[("ZED_TERM", "true")]), words(&["zed"]));
    }

    #[cfg(unix)]
    #[test]
    fn words_are_split_as_a_shell_would() {
        assert_eq!(
            split(r#""/opt/My Editor/ed" -c 'set nu'"#),
            ["/opt/My Editor/ed", "-c", "set nu"]
        );
        assert_eq!(split("vim $(rm -rf x); ls"), ["vim", "$(rm", "-rf", "x);", "ls"]);
        assert_eq!(split("vim 'x"), ["vim 'x"]);
    }

    #[test]
    fn editors_are_told_the_line_where_it_is_known_how() {
        for (editor, expected) in [
            ("vim", "+12 /a b.rs"),
            ("/usr/bin/nvim", "+12 /a b.rs"),
            ("hx", "/a b.rs:12"),
            ("code --wait", "-g /a b.rs:12"),
            ("code.cmd", "-g /a b.rs:12"),
            ("kate", "-l 12 /a b.rs"),
            ("my-editor", "/a b.rs"),
        ] {
            let editor = Editor::of(editor).expect("an editor");
            let words = |line| {
                let place = editor.place(Path::new("/a b.rs"), line).into_iter();
                place.map(|word| word.into_string().expect("UTF-8")).collect::<Vec<_>>().join(" ")
            };
            assert_eq!(words(Some(12)), expected, "{editor:?}");
            assert_eq!(words(None), "/a b.rs");
        }
    }

    #[cfg(unix)]
    #[test]
    fn how_it_ended_is_known() {
        let open = |words| open(&Editor::of(words).expect("an editor"), Path::new("/x"), None);
        assert!(open("true").expect("it starts").success());
        assert_eq!(open("sh -c 'exit 7'").expect("it starts").code(), Some(7));
        assert!(open("no-such-editor").is_err());
    }
}
