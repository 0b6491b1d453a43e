//! The report for editors: what `cargo check --message-format=json` would print for the package
//! `exercises`, with the verdicts among the compiler's messages. So an editor that runs a check
//! command on save shows a deadlock as it shows a type error.
//!
//! A line a message, each as soon as it is known. The messages about a file are made in `squiggle`.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::event::{Event, Reporter};
use super::source::Sources;
use super::squiggle;

/// The report for editors.
pub struct CargoJson {
    root: PathBuf,
    /// What every message says about the package.
    package: Value,
}

impl CargoJson {
    /// For the project with this root.
    pub fn new(root: &Path) -> Self {
        let folder = root.join("exercises");
        let target = json!({
            "kind": ["lib"],
            "crate_types": ["lib"],
            "name": "exercises",
            "src_path": folder.join("lib.rs"),
            "edition": "2024",
            "doc": true,
            "doctest": false,
            "test": false,
        });
        // The packages of the workspace share one version.
        let version = env!("CARGO_PKG_VERSION");
        let package = json!({
            "package_id": format!("path+file://{}#{version}", url_path(&folder)),
            "manifest_path": folder.join("Cargo.toml"),
            "target": target,
        });
        Self { root: root.to_owned(), package }
    }

    fn line(&self, reason: &str, more: Value) -> String {
        let mut line = json!({ "reason": reason });
        for part in [self.package.clone(), more] {
            if let (Some(line), Value::Object(part)) = (line.as_object_mut(), part) {
                line.extend(part);
            }
        }
        format!("{line}\n")
    }

    /// The package was checked: where nothing is wrong, this takes back what was said before.
    fn artifact(&self) -> String {
        let profile = json!({
            "opt_level": "0",
            "debuginfo": 2,
            "debug_assertions": true,
            "overflow_checks": true,
            "test": false,
        });
        let more = json!({
            "profile": profile,
            "features": [],
            "filenames": [],
            "executable": null,
            "fresh": true,
        });
        self.line("compiler-artifact", more)
    }
}

impl Reporter for CargoJson {
    fn hear(&mut self, event: &Event<'_>) -> anyhow::Result<String> {
        let finished = |success: bool| {
            format!("{}\n", json!({ "reason": "build-finished", "success": success }))
        };
        Ok(match event {
            Event::Graded(graded) => {
                let mut sources = Sources::new(&self.root, &graded.file);
                let messages = squiggle::of(graded, &mut sources).into_iter();
                let more = messages.map(|message| json!({ "message": message }));
                more.map(|more| self.line("compiler-message", more)).collect()
            }
            Event::Finished { results, .. } => {
                let success = !results.iter().any(squiggle::is_error);
                let artifact = if success { self.artifact() } else { String::new() };
                artifact + &finished(success)
            }
            Event::Nothing { .. } => self.artifact() + &finished(true),
            // As cargo has it: what could not even begin is told on standard error only, which
            // editors show if nothing else came.
            Event::Started { .. } | Event::Failed { results: [], .. } => String::new(),
            Event::Failed { .. } => finished(false),
        })
    }
}

/// A folder as a `file` URL has it.
fn url_path(folder: &Path) -> String {
    let text = folder.to_string_lossy();
    let text =
        if cfg!(windows) { format!("/{}", text.replace('\\', "/")) } else { text.into_owned() };
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~!$&'()*+,;=:@|[]^".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::graded::Graded;
    use crate::report::samples;

    fn reporter() -> CargoJson {
        CargoJson::new(Path::new("/nowhere"))
    }

    fn told(results: &[Graded]) -> String {
        let mut reporter = reporter();
        let mut told = String::new();
        for graded in results {
            told += &reporter.hear(&Event::Graded(graded)).expect("a report");
        }
        let finished = Event::Finished { results, took: Duration::ZERO, at_once: 1 };
        told + &reporter.hear(&finished).expect("a report")
    }

    #[test]
    fn each_message_says_which_package_it_is_about() {
        let told = told(&[samples::deadlock()]);
        let lines: Vec<Value> =
            told.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(lines.len(), 2, "{told}");
        assert_eq!(lines[0]["reason"], "compiler-message");
        assert_eq!(lines[0]["package_id"], "path+file:///nowhere/exercises#0.1.0");
        assert_eq!(lines[0]["message"]["code"]["code"], "racecourse::deadlock");
        assert_eq!(lines[1], json!({ "reason": "build-finished", "success": false }));
    }

    #[test]
    fn all_is_well_or_nothing_was_asked_is_a_build_that_succeeds() {
        for told in [
            told(&[samples::accepted(), samples::stub()]),
            reporter().hear(&Event::Nothing { why: "no exercise" }).expect("a report"),
        ] {
            let lines: Vec<Value> =
                told.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
            let reasons: Vec<_> = lines.iter().map(|line| line["reason"].as_str()).collect();
            assert!(reasons.ends_with(&[Some("compiler-artifact"), Some("build-finished")]));
            assert_eq!(lines.last().expect("an end")["success"], true);
        }
    }

    #[test]
    fn what_could_not_begin_says_nothing_and_what_broke_off_has_an_end() {
        let mut reporter = reporter();
        let failed = Event::Failed { results: &[], error: "no kit" };
        assert_eq!(reporter.hear(&failed).expect("a report"), "");
        let results = [samples::accepted()];
        let failed = Event::Failed { results: &results, error: "no kit" };
        let told = reporter.hear(&failed).expect("a report");
        assert_eq!(told, "{\"reason\":\"build-finished\",\"success\":false}\n");
    }

    #[test]
    fn a_folder_is_a_url() {
        let unix = url_path(Path::new("/home/ä b/100%#?/exercises"));
        assert!(unix.ends_with("/home/%C3%A4%20b/100%25%23%3F/exercises"), "{unix}");
    }
}
