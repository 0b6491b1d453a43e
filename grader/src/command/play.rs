//! `play`: whoever plays is the scheduler, and tries to make a file fail; without a file, the levels.

use anyhow::{Context, Result};
use protocol::{Again, Detours, Engine, Failure, Play};

use super::{Usage, check, complain, print};
use crate::activity::Activity;
use crate::cli::play::PlayArgs;
use crate::diagnosis::{self, Diagnosis};
use crate::exit;
use crate::grading::grade::Grader;
use crate::grading::reproduce;
use crate::grading::rerun::{self, Rerun, Told};
use crate::learner::progress::Progress;
use crate::nearest::{did_you_mean, nearest};
use crate::play::catalogue::{self, key};
use crate::play::game::{self, Game, Stage};
use crate::play::levels::{self, Level};
use crate::play::session::{self, Board, Outcome, Shortest};
use crate::problems::exercise::Exercise;
use crate::problems::problem::Problem;
use crate::problems::select;
use crate::problems::source_file;
use crate::problems::subject::Subject;
use crate::process::case;
use crate::project::Project;
use crate::report::paint::{self, COMMAND, paint};
use crate::report::text::{clean, hang};
use crate::screen::Screen;
use crate::stepper;
use crate::stepper::ending::Ending;
use crate::stepper::listing::Listing;
use crate::stepper::tale::Tale;
use crate::terminal::{self, Terminal};

/// Runs the command.
pub fn run(project: &Project, args: &PlayArgs) -> Result<u8> {
    let problems = Problem::discover(project);
    let Some(name) = &args.name else { return listed(&catalogue::all(project, &problems)) };
    if let Some(file) = &args.file {
        let names = [name.clone()];
        let exercise = check::the_exercise(project, &problems, &names, file)?;
        let subject = check::given(project, exercise, file)?;
        return play(
            project,
            &Given { title: subject.exercise.to_string(), subject, level: None },
            args,
        );
    }
    let named = select::find(project, &problems, name).map_err(Usage::from)?;
    let exercises = named.exercises();
    let number = args.number.or(args.level);
    let ([exercise], Some(_)) = (exercises.as_slice(), named.variant) else {
        if number.is_some() {
            let id = &named.problem.id;
            let what = format!("threads or tasks? name `{id}/threads` or `{id}/tasks`");
            return Err(Usage::Other(what).into());
        }
        return listed(&catalogue::of(project, &exercises));
    };
    if let Some(number) = number {
        return play(project, &Given::level(project, exercise, number)?, args);
    }
    let subject = Subject::exercise(project, exercise.clone());
    if !subject.is_attempted(project) {
        let levels = catalogue::of(project, &exercises);
        return listed(&format!("{exercise} is still the stub; these are its levels:\n\n{levels}"));
    }
    let given = Given { title: exercise.to_string(), subject, level: None };
    play(project, &given, args)
}

/// What is played on.
struct Given {
    title: String,
    subject: Subject,
    level: Option<Level>,
}

impl Given {
    fn level(project: &Project, exercise: &Exercise, number: usize) -> Result<Self, Usage> {
        let levels = levels::of(project, exercise);
        let count = levels.len();
        let level = levels.into_iter().find(|level| level.number == number).ok_or_else(|| {
            Usage::Other(match count {
                0 => format!("`{exercise}` has no levels"),
                _ => format!("`{exercise}` has the levels 1 to {count}"),
            })
        })?;
        let subject = Subject::file(project, exercise.clone(), &level.path);
        Ok(Self { title: format!("{exercise} {number}"), subject, level: Some(level) })
    }
}

fn listed(levels: &str) -> Result<u8> {
    print(levels)?;
    Ok(exit::ACCEPTED)
}

const NO_TERMINAL: &str =
    "`play` needs a terminal; `check` says what is wrong with a file, and `replay` shows it again";

/// A case of a build, as a stage.
struct OneCase<'a> {
    rerun: &'a Rerun,
    case: String,
}

impl Stage for OneCase<'_> {
    fn ask(&self, detours: Detours, play: Option<Play>) -> Result<Told> {
        Ok(self.rerun.ask(&self.case, detours, play)?)
    }
}

fn play(project: &Project, given: &Given, args: &PlayArgs) -> Result<u8> {
    if !terminal::is_there() {
        return Err(Usage::Other(NO_TERMINAL.to_owned()).into());
    }
    let subject = &given.subject;
    let text = match source_file::read(&subject.file) {
        Ok(text) => text,
        Err(why) => {
            complain(&format!("{}: {why}", subject.shown));
            return Ok(exit::REJECTED);
        }
    };
    let activity = Activity::new();
    let built = Grader::new(project, &activity).build_to_rerun(subject, &text)?;
    let rerun = match built {
        Ok(rerun) => rerun,
        Err(errors) => {
            activity.clear();
            let rendered = errors.iter().map(|error| error.rendered.trim_end().to_owned() + "\n\n");
            print(&rendered.collect::<String>())?;
            complain("this does not compile against the models, so it cannot be played on");
            return Ok(exit::REJECTED);
        }
    };
    activity.step(format!("{}: looking for a schedule in which it fails", given.title));
    let wanted = args.case.as_deref().map(|case| known(&rerun, case)).transpose()?;
    let found = rerun.find(wanted.as_deref())?;
    let case = match (wanted, &found) {
        (Some(case), _) => case,
        (None, Some((case, _))) => case.clone(),
        (None, None) => rerun.cases()?.into_iter().next().context("there is no case")?,
    };
    let file =
        File { given, text, case: &case, one: OneCase { rerun: &rerun, case: case.clone() } };
    let known = found.map(|(_, failure)| file.shortest(&failure)).transpose()?.flatten();
    activity.clear();
    let outcome = file.play(known)?;
    if let (Some(level), Some(moves)) = (&given.level, outcome.best) {
        let key = key(&subject.exercise, level);
        let _ = Progress::update(project, |progress| progress.won(key, moves));
    }
    if let Some((failure, command)) = &outcome.found {
        let verdict = paint(paint::verdict(failure.verdict), failure.verdict.word());
        let summary = hang("  ", &clean(&failure.summary), Screen::of_stdout().width);
        let again = paint(COMMAND, command);
        print(&format!("{}  {verdict}\n{summary}  again: {again}\n", given.title))?;
    }
    Ok(if outcome.interrupted { exit::INTERRUPTED } else { exit::ACCEPTED })
}

/// A file in the case that it is played in.
struct File<'a> {
    given: &'a Given,
    text: String,
    case: &'a str,
    one: OneCase<'a>,
}

/// What the grader knows of a way to a failure.
struct Known {
    shortest: Shortest,
    /// What the scenario draws in it.
    draws: Vec<u32>,
    /// It needs choices in which the kit would go on by itself.
    kit: bool,
}

impl File<'_> {
    fn play(&self, known: Option<Known>) -> Result<Outcome> {
        let (shortest, draws, kit) = known.map_or((None, Vec::new(), false), |known| {
            (Some(known.shortest), known.draws, known.kit)
        });
        let subject = &self.given.subject;
        let board = Board {
            title: format!("{}  {}", self.given.title, case::in_words(self.case)),
            code: self.code(),
            shortest,
            name: &|interleaving| rerun::name(interleaving, subject, &self.text),
            diagnose: &|failure| self.diagnosis(failure),
            command: &|detours| {
                reproduce::replay(subject, Engine::Model, self.case, Again::Detours(detours))
            },
        };
        let mut game = Game::new(&self.one, draws, kit)?;
        let mut terminal = Terminal::take()?;
        session::run(&mut terminal, &mut game, &board)
    }

    /// The source to show: of a level, without what its head says of it.
    fn code(&self) -> Listing {
        let code = Listing::new(&self.given.subject.shown, &self.text);
        if self.given.level.is_some() { code.of_level() } else { code }
    }

    /// The pattern behind a failure, as a check would find it; the failure gets the names that the
    /// learner gave.
    fn diagnosis(&self, failure: &mut Failure) -> Option<Diagnosis> {
        diagnosis::of_source(failure, &self.text, &self.given.subject.shown)
    }

    /// The grader's own way to a failure. None if no single execution shows what fails.
    fn shortest(&self, failure: &Failure) -> Result<Option<Known>> {
        let Again::Detours(detours) = &failure.again else { return Ok(None) };
        let ask = |until| self.one.ask(detours.clone(), Some(Play { until, draws: Vec::new() }));
        let told = ask(u32::MAX)?;
        let (Some(story), Some(mut failure)) = (told.story, told.failure) else { return Ok(None) };
        let mut kit = false;
        for made in story.made.iter().filter(|made| game::is_move(made)) {
            let then = ask(made.at)?.story;
            let asked = then.as_ref().and_then(|story| Some((story, story.next.as_ref()?)));
            kit |= asked.is_some_and(|(story, choice)| game::is_of_kit(choice, story));
        }
        let diagnosis = self.diagnosis(&mut failure);
        let ending = Ending::failed(&failure, diagnosis.as_ref());
        let interleaving = failure.interleaving.unwrap_or(story.interleaving);
        let title = format!("{}  the shortest known way", self.given.title);
        let shortest = Shortest {
            moves: game::moves(&story.made),
            tale: Tale::new(title, self.code(), interleaving),
            told: stepper::screen::Told { ending, diagnosis, moves: game::steps(&story.made) },
        };
        Ok(Some(Known { shortest, draws: game::draws(&story.made), kit }))
    }
}

/// The full name of a case.
fn known(rerun: &Rerun, typed: &str) -> Result<String> {
    let cases = rerun.cases()?;
    let wanted = case::full(typed);
    if cases.contains(&wanted) {
        return Ok(wanted);
    }
    let all: Vec<String> = cases.iter().map(|case| format!("  {}", case::short(case))).collect();
    let near = did_you_mean(nearest(cases.iter().map(|case| case::short(case)), typed));
    let what = format!("there is no case `{typed}`{near}\nthere are\n{}", all.join("\n"));
    Err(Usage::Other(what).into())
}
