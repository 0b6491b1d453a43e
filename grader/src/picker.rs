//! Picking an exercise on a screen of its own: every exercise with how far one has come, filtered by keys and
//! by what is typed.
//!
//! Called by `list` in a terminal, and by `watch`. Opening an editor and bringing a stub back happen here;
//! what is done with the exercise that is picked is the caller's.

mod filter;
mod rows;
mod screen;
mod session;
mod state;
#[cfg(test)]
mod testing;

use std::io;

use self::state::{State, Wish};
use crate::editor;
use crate::learner::kept::{self, Changed};
use crate::learner::place_to_edit;
use crate::problems::exercise::Exercise;
use crate::project::Project;
use crate::terminal::Terminal;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    /// This exercise.
    Chosen(Exercise),
    /// None: somebody has seen enough.
    Nothing,
    /// The grader is to end.
    Interrupted,
}

/// Lets somebody pick. The mark stands at `start` first; without it, at what is begun.
///
/// # Errors
///
/// The terminal cannot be read or written.
pub fn run(face: &mut Terminal, project: &Project, start: Option<&Exercise>) -> io::Result<Picked> {
    let mut state = State::new(rows::load(project), start);
    loop {
        let said = match session::run(face, &mut state)? {
            Wish::Choose(exercise) => return Ok(Picked::Chosen(exercise)),
            Wish::Leave => return Ok(Picked::Nothing),
            Wish::Interrupt => return Ok(Picked::Interrupted),
            Wish::Open(exercise) => open(face, project, &exercise)?,
            Wish::Reset(exercise) => said(kept::reset(project, &exercise), project, "the stub"),
            Wish::Undo(exercise) => {
                said(kept::undo(project, &exercise), project, "what you had before")
            }
        };
        state.look_again(rows::load(project), said);
    }
}

/// Lends the terminal to an editor.
fn open(face: &mut Terminal, project: &Project, exercise: &Exercise) -> io::Result<String> {
    if editor::command().is_none() {
        return Ok(editor::NONE.to_owned());
    }
    let file = project.exercise_file(exercise);
    let line = place_to_edit::line(project, exercise);
    let opened = face.aside(|| editor::try_open(&file, line))?;
    Ok(opened.map_or_else(|what| what, |_| String::new()))
}

fn said(changed: Result<Changed, kept::KeptError>, project: &Project, what: &str) -> String {
    match changed {
        Ok(Changed::Nothing) => "There is nothing to bring back.".to_owned(),
        Ok(Changed::To { kept: None }) => format!("This is {what} again."),
        Ok(Changed::To { kept: Some(kept) }) => {
            format!("This is {what} again; kept: {}", project.shown(&kept))
        }
        Err(error) => error.to_string(),
    }
}
