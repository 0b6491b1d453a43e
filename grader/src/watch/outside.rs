//! What `watch` leaves to others: stepping through a failure, the game, an editor, bringing a stub back.
//!
//! Called by `session`. Each returns what there is to say of it.

use std::io;

use crate::cli::play::PlayArgs;
use crate::command;
use crate::problems::exercise::Exercise;
use crate::problems::source_file::is_attempted;
use crate::problems::subject::Subject;
use crate::project::Project;
use crate::stepper::ending::Ending;
use crate::stepper::listing::Listing;
use crate::stepper::screen::Told;
use crate::stepper::tale::Tale;
use crate::terminal::Terminal;
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

/// Lets somebody schedule their own file.
pub fn play(face: &mut Terminal, project: &Project, exercise: &Exercise) -> io::Result<String> {
    let subject = Subject::exercise(project, exercise.clone());
    if !is_attempted(project, &subject) {
        let said =
            format!("{exercise} is still the stub; there are levels: grader play {exercise}");
        return Ok(said);
    }
    let name = Some(exercise.to_string());
    let args = PlayArgs { name, number: None, level: None, file: None, case: None };
    let played = face.aside(|| command::play::run(project, &args))?;
    Ok(played.map_or_else(|error| format!("no game: {error:#}"), |_| String::new()))
}

/// Brings the stub back.
pub fn reset(face: &mut Terminal, project: &Project, exercise: &Exercise) -> io::Result<String> {
    let reset = face.aside(|| command::reset::run(project, &exercise.to_string()))?;
    Ok(match reset {
        Ok(_) => "the stub is back; what was there is kept beside it".to_owned(),
        Err(error) => format!("the stub is not back: {error:#}"),
    })
}

/// Opens the file in an editor.
pub fn edit(_: &mut Terminal, project: &Project, exercise: &Exercise) -> io::Result<String> {
    let file = project.shown(&project.exercise_file(exercise));
    Ok(format!("open {file} in your editor"))
}
