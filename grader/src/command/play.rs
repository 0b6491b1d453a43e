//! `play`: whoever plays is the scheduler, and tries to make a file fail; without a file, the levels.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use protocol::{Again, Detours, Engine, Failure, Play};

use super::{Usage, check, complain, print};
use crate::case;
use crate::cli::PlayArgs;
use crate::diagnosis::Diagnosis;
use crate::exercise::Exercise;
use crate::exit;
use crate::grade::Grader;
use crate::options::Options;
use crate::play::game::{self, Game, Stage};
use crate::play::levels::{self, Level};
use crate::play::session::{self, Board, Shortest};
use crate::problem::Problem;
use crate::progress::Progress;
use crate::project::Project;
use crate::report::paint::{self, BOLD, COMMAND, DIM, GREEN, paint};
use crate::report::text::{clean, hang, pad, width};
use crate::reproduce;
use crate::rerun::{self, Rerun, Told};
use crate::screen::Screen;
use crate::select;
use crate::source_file;
use crate::state::State;
use crate::stepper;
use crate::stepper::code::Code;
use crate::stepper::ending::Ending;
use crate::stepper::tale::Tale;
use crate::subject::Subject;
use crate::terminal::{self, Terminal};

/// Runs the command.
pub fn run(project: &Project, args: &PlayArgs) -> Result<u8> {
    let problems = Problem::discover(project);
    let Some(name) = &args.name else { return list(project, &problems) };
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
        return list_of(project, &exercises);
    };
    let given = match number {
        Some(number) => Given::level(project, exercise, number)?,
        None => {
            let subject = Subject::exercise(project, exercise.clone());
            if !source_file::is_attempted(project, &subject) {
                print(&format!("{exercise} is still the stub; these are its levels:\n\n"))?;
                return list_of(project, &exercises);
            }
            Given { title: exercise.to_string(), subject, level: None }
        }
    };
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

/// What a level goes by in the state: its number may change.
fn key(exercise: &Exercise, level: &Level) -> String {
    let stem = level.path.file_stem().unwrap_or_default().to_string_lossy();
    format!("{exercise}/{stem}")
}

fn list(project: &Project, problems: &[Problem]) -> Result<u8> {
    let mut out = String::from(
        "You are the scheduler: decide who goes on, and make a file fail. Every level is a wrong\n\
         solution; your own files can be played too.\n\n",
    );
    let state = State::load(project);
    for problem in problems {
        let hard = problem
            .difficulty
            .map(|difficulty| format!("  {}", difficulty.word()))
            .unwrap_or_default();
        let mut rows = String::new();
        for exercise in problem.exercises() {
            let levels = levels::of(project, &exercise);
            if levels.is_empty() {
                continue;
            }
            let _ = write!(rows, "    {}", pad(&exercise.to_string(), 34));
            let won = levels.iter().filter(|level| state.best(&key(&exercise, level)).is_some());
            let said = format!("{} levels, {} won", levels.len(), won.count());
            let _ = writeln!(rows, "{}", paint(DIM, said));
        }
        if !rows.is_empty() {
            let _ = writeln!(out, "  {}{}\n{rows}", paint(BOLD, &problem.title), paint(DIM, hard));
        }
    }
    let example = problems.iter().flat_map(Problem::exercises).next();
    if let Some(exercise) = example {
        let commands = [
            (format!(" {exercise} 1"), "plays a level"),
            (format!(" {exercise}"), "plays your own file"),
            (format!(" {}", exercise.problem), "lists the levels of a problem"),
        ];
        let widest = commands.iter().map(|(command, _)| width(command)).max().unwrap_or(0);
        for (command, what) in commands {
            let command = format!("cargo run -p grader -- play{}", pad(&command, widest));
            let _ = writeln!(out, "  {}  {what}", paint(COMMAND, command));
        }
    }
    print(&out)?;
    Ok(exit::ACCEPTED)
}

fn list_of(project: &Project, exercises: &[Exercise]) -> Result<u8> {
    let state = State::load(project);
    let mut out = String::new();
    for exercise in exercises {
        let _ = writeln!(out, "{}", paint(BOLD, exercise.to_string()));
        for level in levels::of(project, exercise) {
            let said = match state.best(&key(exercise, &level)) {
                Some(moves) => {
                    let won = format!("{}, {}", level.verdict, session::counted(moves));
                    format!("{} {won}", paint(GREEN, "✓"))
                }
                None => paint(DIM, "· ?"),
            };
            let _ = writeln!(out, "  {:>2}  {said}", level.number);
        }
    }
    if let Some(exercise) = exercises.first() {
        let command = format!("cargo run -p grader -- play {exercise} 1");
        let _ = writeln!(out, "\n  {}  plays a level", paint(COMMAND, command));
    }
    print(&out)?;
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
    let text = source_file::read(&subject.file)
        .with_context(|| format!("cannot play on {}", subject.shown))?;
    let progress = Progress::new();
    let grader = Grader::new(project, &progress);
    let rerun = match grader.build_to_rerun(subject, &text)? {
        Ok(rerun) => rerun,
        Err(errors) => {
            progress.clear();
            let rendered = errors.iter().map(|error| error.rendered.trim_end().to_owned() + "\n\n");
            print(&rendered.collect::<String>())?;
            complain("this does not compile against the models, so it cannot be played on");
            return Ok(exit::REJECTED);
        }
    };
    progress.step(format!("{}: looking for a schedule in which it fails", given.title));
    let wanted = args.case.as_deref().map(|case| known(&rerun, case)).transpose()?;
    let found = rerun.find(wanted.as_deref())?;
    let case = match (wanted, &found) {
        (Some(case), _) => case,
        (None, Some((case, _))) => case.clone(),
        (None, None) => rerun.cases()?.into_iter().next().context("there is no case")?,
    };
    let stage = OneCase { rerun: &rerun, case: case.clone() };
    let diagnose = |failure: &Failure| diagnosis(failure, &text, subject);
    let code = Code::read(&subject.file, &subject.shown);
    let code = if given.level.is_some() { code.without_head() } else { code };
    let name =
        |interleaving: &mut protocol::Interleaving| rerun::name(interleaving, subject, &text);
    let known = found.map(|(_, failure)| failure);
    let known =
        known.map(|failure| shortest(&stage, &given.title, &code, &failure, &name, &diagnose));
    let known = known.transpose()?.flatten();
    progress.clear();
    let (shortest, draws, kit) = known
        .map_or((None, Vec::new(), false), |(shortest, draws, kit)| (Some(shortest), draws, kit));
    let board = Board {
        title: format!("{}  {}", given.title, case::in_words(&case)),
        code,
        shortest,
        name: &name,
        diagnose: &diagnose,
        command: &|detours| {
            reproduce::replay(subject, Engine::Model, &case, Again::Detours(detours))
        },
    };
    let mut game = Game::new(&stage, draws, kit)?;
    let mut terminal = Terminal::take()?;
    let result = session::run(&mut terminal, &mut game, &board);
    drop(terminal);
    let result = result?;
    if let (Some(level), Some(moves)) = (&given.level, result.best) {
        let mut state = State::load(project);
        state.won(key(&subject.exercise, level), moves);
        let _ = state.save(project);
    }
    if let Some((failure, command)) = result.found {
        let verdict = paint(paint::verdict(failure.verdict), failure.verdict.word());
        let columns = Screen::of_stdout().width;
        let summary = hang("  ", &clean(&failure.summary), columns);
        print(&format!(
            "{}  {verdict}\n{summary}  again: {}\n",
            given.title,
            paint(COMMAND, command)
        ))?;
    }
    Ok(if result.interrupted { exit::INTERRUPTED } else { exit::ACCEPTED })
}

/// The full name of a case.
fn known(rerun: &Rerun, typed: &str) -> Result<String> {
    let cases = rerun.cases()?;
    let wanted = case::full(typed);
    if cases.contains(&wanted) {
        return Ok(wanted);
    }
    let all: Vec<String> = cases.iter().map(|case| format!("  {}", case::short(case))).collect();
    let what = format!("there is no case `{typed}`; there are\n{}", all.join("\n"));
    Err(Usage::Other(what).into())
}

/// What the grader knows of a way to a failure: the way, what the scenario draws in it, and whether it
/// needs the kit's own choices. None if no single execution shows what fails.
fn shortest(
    stage: &OneCase<'_>,
    title: &str,
    code: &Code,
    failure: &Failure,
    name: &dyn Fn(&mut protocol::Interleaving),
    diagnose: &dyn Fn(&Failure) -> Option<Diagnosis>,
) -> Result<Option<(Shortest, Vec<u32>, bool)>> {
    let Again::Detours(detours) = &failure.again else { return Ok(None) };
    let to_the_end = Play { until: u32::MAX, draws: Vec::new() };
    let told = stage.ask(detours.clone(), Some(to_the_end))?;
    let (Some(mut story), Some(failure)) = (told.story, told.failure) else { return Ok(None) };
    let draws = game::draws(&story.made);
    let mut kit = false;
    for made in story.made.iter().filter(|made| !made.usual) {
        let until = Play { until: made.at, draws: Vec::new() };
        let then = stage.ask(detours.clone(), Some(until))?;
        let asked = then.story.as_ref().and_then(|story| Some((story, story.next.as_ref()?)));
        kit |= asked.is_some_and(|(story, choice)| game::is_of_kit(choice, story));
    }
    name(&mut story.interleaving);
    let diagnosis = diagnose(&failure);
    let ending = Ending::failed(&failure, diagnosis.as_ref());
    let shortest = Shortest {
        moves: game::moves(&story.made),
        tale: Tale::new(format!("{title}  the shortest known"), code.clone(), story.interleaving),
        told: stepper::screen::Told { ending, diagnosis },
    };
    Ok(Some((shortest, draws, kit)))
}

/// The pattern behind a failure, as a check would find it.
fn diagnosis(_failure: &Failure, _text: &str, _subject: &Subject) -> Option<Diagnosis> {
    None
}
