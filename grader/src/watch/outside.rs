//! What `watch` leaves to others: stepping through a failure, the game, an editor, bringing a stub back.
//!
//! Called by `session`. Each returns what there is to say of it.

use std::io;

use crate::editor;
use crate::learner::kept::{self, Changed};
use crate::learner::place_to_edit;
use crate::problems::exercise::Exercise;
use crate::problems::subject::Subject;
use crate::project::Project;
use crate::stepper::ending::Ending;
use crate::stepper::listing::Listing;
use crate::stepper::screen::Told;
use crate::stepper::tale::Tale;
use crate::terminal::Terminal;
use crate::watch::events::Input;
use crate::watch::worker::Judged;

/// The failure, to be stepped through, if it has steps.
pub fn tale(judged: &Judged) -> Option<(Tale, Told)> {
    let graded = &judged.graded;
    let failure = graded.failure.as_ref()?;
    let interleaving = failure.interleaving.clone()?;
    let diagnosis = graded.diagnosis.clone();
    let ending = Ending::failed(failure, diagnosis.as_ref());
    let title = format!("{}  {}", graded.exercise, graded.verdict);
    let code = Listing::new(&graded.file, &judged.text);
    Some((Tale::new(title, code, interleaving), Told { ending, diagnosis, ..Told::default() }))
}

/// Plays on a learner's own file; the exit code.
pub type Game = fn(&Project, &Exercise) -> anyhow::Result<u8>;

/// Lets somebody schedule their own file.
pub fn play(
    face: &mut Terminal,
    project: &Project,
    exercise: &Exercise,
    game: Option<Game>,
) -> io::Result<String> {
    let Some(game) = game else { return Ok("there is no game here".to_owned()) };
    let subject = Subject::exercise(project, exercise.clone());
    if !subject.is_attempted(project) {
        let problem = &exercise.problem;
        return Ok(format!("this is still the stub; `play {problem}` has levels"));
    }
    let played = face.aside(|| game(project, exercise))?;
    Ok(played.map_or_else(|error| format!("no game: {error:#}"), |_| String::new()))
}

/// Brings the stub back.
pub fn reset(project: &Project, exercise: &Exercise) -> String {
    match kept::reset(project, exercise) {
        Ok(Changed::Nothing) => "this is the stub already".to_owned(),
        Ok(Changed::To { kept: None }) => "the stub is back".to_owned(),
        Ok(Changed::To { kept: Some(kept) }) => {
            format!("the stub is back; what was there is in {}", project.shown(&kept))
        }
        Err(error) => format!("the stub is not back: {error:#}"),
    }
}

/// Opens the file in an editor, at the line that there is to look at.
pub fn edit(face: &mut Terminal, project: &Project, exercise: &Exercise) -> io::Result<Input> {
    if editor::command().is_none() {
        return Ok(Input::Note(editor::NONE.to_owned()));
    }
    let file = project.exercise_file(exercise);
    let line = place_to_edit::line(project, exercise);
    let opened = face.aside(|| editor::try_open(&file, line))?;
    Ok(opened.map_or_else(Input::Note, |editor| Input::Opened(editor.name().to_owned())))
}
