//! What may keep somebody from working here, and the remedy for each: facts are gathered apart
//! ([`gather`]); each check is a pure function from facts to findings, one file a matter.
//!
//! Called by the command of that name.

pub mod disk;
pub mod editor;
pub mod finding;
pub mod gather;
pub mod kit;
pub mod project;
pub mod show;
pub mod terminal;
pub mod toolchain;

use finding::Finding;

/// All that the checks look at.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Of the programs of Rust.
    pub tools: toolchain::Tools,
    /// Of the learner's clone; `None` outside of one.
    pub project: Option<project::Parts>,
    /// Of the kit in it.
    pub kit: kit::Kit,
    /// Of the disk it lies on.
    pub disk: disk::Disk,
    /// Of the learner's editor.
    pub editor: editor::Editor,
    /// Of the terminal.
    pub terminal: terminal::Terminal,
}

/// Looks at everything, the most necessary first.
pub fn examine(facts: &Facts) -> Vec<Finding> {
    let mut findings = toolchain::examine(&facts.tools);
    match &facts.project {
        None => findings.push(project::none()),
        Some(clone) => {
            findings.extend(project::examine(clone));
            findings.extend(kit::examine(&facts.kit));
            findings.extend(disk::examine(&facts.disk));
            findings.extend(editor::settings(&facts.editor));
        }
    }
    findings.extend(editor::examine(&facts.editor));
    findings.extend(terminal::examine(&facts.terminal));
    findings
}
