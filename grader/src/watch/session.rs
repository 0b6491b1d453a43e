//! Joins the parts of `watch`: keys, saves and verdicts go into the model, its effects are done, its screen
//! is shown.
//!
//! Called by the commands `watch` and `interview`.

use std::io;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

use anstream::{AutoStream, ColorChoice};
use anyhow::{Result, bail};
use protocol::Verdict;

use super::body::{self, Paper};
use super::events::{Effect, Input, Limits};
use super::files::{self, Files, Saw};
use super::grounds::Grounds;
use super::model::Model;
use super::worker::{Job, Told, Worker};
use super::{designs, outside, screen, shelf};
use crate::graded::Graded;
use crate::learner::progress::Progress;
use crate::picker::{self, Picked};
use crate::problems::exercise::Exercise;
use crate::process::cancel::Cancel;
use crate::project::Project;
use crate::stepper;
use crate::stepper::walk::Then;
use crate::terminal::{Face, Key, Terminal};

pub use super::events::Ended;

/// What holds in a session.
#[derive(Debug, Clone)]
pub struct Rules {
    /// What stands before the exercise in the first line; may be empty.
    pub title: String,
    /// When it ends; until then a clock is shown.
    pub until: Option<Instant>,
    /// There are hints, designs and the game.
    pub hints: bool,
    /// It is about this exercise only: saving another one does not turn to it.
    pub pinned: bool,
}

impl Rules {
    /// Of the daily loop.
    pub fn usual() -> Self {
        Self { title: String::new(), until: None, hints: true, pinned: false }
    }

    fn limits(self, began: Instant) -> Limits {
        Limits {
            title: Some(self.title).filter(|title| !title.is_empty()),
            until: self.until.map(|until| until.saturating_duration_since(began)),
            without_help: !self.hints,
            pinned: self.pinned,
        }
    }
}

/// A verdict that came of a save.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// When it was there, since the start.
    pub at: Duration,
    /// What came out.
    pub graded: Graded,
}

/// What came of a session.
#[derive(Debug)]
pub struct Outcome {
    /// The verdicts that came of saves, the first one first.
    pub attempts: Vec<Attempt>,
    /// Why it ended.
    pub ended: Ended,
    /// How long it took.
    pub took: Duration,
}

/// How things stand at the end.
#[derive(Debug)]
pub struct Left {
    /// What it was about last.
    pub exercise: Exercise,
    /// Its last verdict.
    pub verdict: Verdict,
    /// Whether the file was changed after that.
    pub is_old: bool,
    /// What to go on with: this one as long as it is not accepted, else the next; none if all are.
    pub next: Option<Exercise>,
    /// How many exercises are accepted.
    pub accepted: usize,
    /// Of how many.
    pub all: usize,
}

/// Runs a session about an exercise until somebody leaves or its time is over.
pub fn run(
    face: &mut Terminal,
    project: &Project,
    exercise: Exercise,
    rules: Rules,
) -> Result<Outcome> {
    let start = Start { exercise, changed: Vec::new(), play: None };
    run_from(face, project, &start, rules).map(|(outcome, _)| outcome)
}

/// Where a session begins.
#[derive(Debug)]
pub struct Start {
    /// What it is about first.
    pub exercise: Exercise,
    /// What was changed before; it is graded when there is nothing else to do, the last one first.
    pub changed: Vec<Exercise>,
    /// Lets somebody schedule an exercise's file on a screen of its own, where that is wanted.
    pub play: Option<outside::Game>,
}

/// Runs a session from there until somebody leaves or its time is over.
pub fn run_from(
    face: &mut Terminal,
    project: &Project,
    start: &Start,
    rules: Rules,
) -> Result<(Outcome, Left)> {
    let shelf = shelf::load(project);
    let place = |wanted: &Exercise| shelf.iter().position(|item| item.exercise == *wanted);
    let Some(at) = place(&start.exercise) else {
        bail!("there is no exercise `{}`", start.exercise)
    };
    let changed = start.changed.iter().filter_map(place).collect();
    let began = Instant::now();
    let files = Files::new(shelf.iter().map(|item| project.exercise_file(&item.exercise)));
    let contents = (0..shelf.len()).map(|file| files.content(file)).collect();
    let grounds = Grounds::new(project, shelf.iter().map(|item| &item.exercise));
    let (worker, told) = Worker::start(project);
    let mut session = Session {
        project,
        play: start.play,
        model: Model::new(shelf, at, contents, rules.limits(began)),
        files,
        grounds,
        worker,
        told,
        began,
        looked: began,
        cancel: Cancel::default(),
        colours: AutoStream::choice(&io::stdout()) != ColorChoice::Never,
        text: Text::default(),
        shown: String::new(),
        drawn: began,
        is_news: true,
    };
    let ended = session.run(face, changed);
    session.cancel.cancel();
    session.worker.end();
    let model = session.model;
    let next = if model.item().is_accepted() { model.next() } else { Some(model.at) };
    let left = Left {
        next: next.map(|next| model.shelf[next].exercise.clone()),
        exercise: model.item().exercise.clone(),
        verdict: model.item().known.verdict,
        is_old: model.is_old(),
        accepted: model.accepted(),
        all: model.shelf.len(),
    };
    let attempt = |(at, graded)| Attempt { at, graded };
    let attempts = model.attempts.into_iter().map(attempt).collect();
    Ok((Outcome { attempts, ended: ended?, took: began.elapsed() }, left))
}

/// How long keys are waited for before saves and verdicts are looked for again.
const PATIENCE: Duration = Duration::from_millis(20);

/// The text as it was laid out last, and for what.
#[derive(Default)]
struct Text {
    version: u64,
    columns: usize,
    lines: Vec<String>,
}

struct Session<'a> {
    project: &'a Project,
    play: Option<outside::Game>,
    model: Model,
    files: Files,
    grounds: Grounds,
    worker: Worker,
    told: Receiver<Told>,
    began: Instant,
    /// When the files were looked at last.
    looked: Instant,
    /// Cancels the running job.
    cancel: Cancel,
    /// Colours will be seen.
    colours: bool,
    text: Text,
    /// What is on the screen.
    shown: String,
    /// When it was last looked whether that is how things stand.
    drawn: Instant,
    /// Something has happened since.
    is_news: bool,
}

impl Session<'_> {
    fn run(&mut self, face: &mut Terminal, changed: Vec<usize>) -> Result<Ended> {
        let mut effects = self.model.start(changed);
        loop {
            for effect in std::mem::take(&mut effects) {
                if let Effect::Leave(ended) = effect {
                    return Ok(ended);
                }
                effects.extend(self.act(face, effect)?);
            }
            if effects.is_empty() {
                effects = self.turn(face)?;
            }
        }
    }

    /// Hears what there is to hear, shows how things stand, and waits a moment for a key.
    fn turn(&mut self, face: &mut dyn Face) -> Result<Vec<Effect>> {
        let mut effects = Vec::new();
        let heard = self.heard()?;
        self.is_news |= !heard.is_empty();
        for input in heard {
            effects.extend(self.tell(input));
        }
        effects.extend(self.tell(Input::Tick));
        if self.is_news || self.drawn.elapsed() >= screen::PICTURE {
            self.draw(face)?;
        }
        if let Some(key) = face.key_within(PATIENCE)? {
            let (rows, lines) = (screen::room(face.size().1), self.text.lines.len());
            self.is_news = true;
            effects.extend(self.tell(Input::Key { key, lines, rows }));
        }
        Ok(effects)
    }

    /// Shows how things stand, if that is not what is shown.
    fn draw(&mut self, face: &mut dyn Face) -> Result<()> {
        (self.is_news, self.drawn) = (false, Instant::now());
        let (columns, rows) = face.size();
        self.lay_out(columns);
        let lines = &self.text.lines;
        let screen = screen::screen(&self.model, lines, self.began.elapsed(), columns, rows);
        if screen != self.shown {
            face.show(&screen)?;
            self.shown = screen;
        }
        Ok(())
    }

    fn tell(&mut self, input: Input) -> Vec<Effect> {
        self.model.update(self.began.elapsed(), input)
    }

    fn lay_out(&mut self, columns: usize) {
        let version = self.model.version;
        if (self.text.version, self.text.columns) != (version, columns) {
            let paper = Paper { root: self.project.root(), columns, colours: self.colours };
            let lines = body::lines(&self.model, &paper);
            self.text = Text { version, columns, lines };
        }
    }

    /// What the worker tells, and what the files show.
    fn heard(&mut self) -> Result<Vec<Input>> {
        let mut heard = Vec::new();
        loop {
            match self.told.try_recv() {
                Ok(Told::Doing(what)) => heard.push(Input::Doing(what)),
                Ok(Told::Done { id, result }) => heard.push(Input::Done { id, result }),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => bail!("the grader's own thread has ended"),
            }
        }
        for saw in self.look() {
            let exercise = &self.model.shelf[saw.file()].exercise;
            let renewed = self.grounds.renewed(self.project, saw.file(), exercise);
            heard.extend(renewed.then(|| Input::Renewed(saw.file())));
            heard.push(Input::Saw(saw));
        }
        Ok(heard)
    }

    /// Looks at the files, if it is time to. Of several that were saved at once, the one that this is about
    /// is told last.
    fn look(&mut self) -> Vec<Saw> {
        if self.looked.elapsed() < Duration::from_millis(files::PERIOD_MS) {
            return Vec::new();
        }
        self.looked = Instant::now();
        let mut saw = self.files.look();
        saw.sort_by_key(|saw| saw.file() == self.model.at);
        saw
    }

    fn act(&mut self, face: &mut Terminal, effect: Effect) -> Result<Vec<Effect>> {
        let project = self.project;
        let exercise = self.model.item().exercise.clone();
        let said = match effect {
            Effect::Grade { id, item, how } => {
                self.cancel = Cancel::default();
                let exercise = self.model.shelf[item].exercise.clone();
                let job = Job { id, exercise, how, cancel: self.cancel.clone() };
                if !self.worker.give(job) {
                    bail!("the grader's own thread has ended");
                }
                return Ok(Vec::new());
            }
            Effect::Cancel => {
                self.cancel.cancel();
                return Ok(Vec::new());
            }
            Effect::Hints { item, shown } => {
                let problem = self.model.shelf[item].exercise.problem.clone();
                // Forgotten progress only means that the same hint comes again.
                let _ = Progress::update(project, |progress| {
                    progress.remember_hints(&problem, shown);
                });
                return Ok(Vec::new());
            }
            Effect::Designs => {
                return Ok(self.tell(Input::Designs(designs::read(project, &exercise))));
            }
            Effect::Leave(_) => return Ok(Vec::new()),
            Effect::List => {
                self.shown.clear();
                return self.pick(face, &exercise);
            }
            Effect::Step => {
                self.shown.clear();
                return self.step(face);
            }
            Effect::Play => Input::Note(outside::play(face, project, &exercise, self.play)?),
            Effect::Reset => Input::Note(outside::reset(project, &exercise)),
            Effect::Edit => outside::edit(face, project, &exercise)?,
        };
        // Somebody else had the screen.
        self.shown.clear();
        Ok(self.tell(said))
    }

    /// Lets somebody choose from the list of all exercises.
    fn pick(&mut self, face: &mut Terminal, exercise: &Exercise) -> Result<Vec<Effect>> {
        let chosen = match picker::run(face, self.project, Some(exercise))? {
            Picked::Nothing => return Ok(Vec::new()),
            Picked::Interrupted => return Ok(vec![Effect::Leave(Ended::Interrupted)]),
            Picked::Chosen(chosen) => chosen,
        };
        let item = self.model.shelf.iter().position(|item| item.exercise == chosen);
        Ok(item.map_or_else(Vec::new, |item| self.tell(Input::Chosen(item))))
    }

    /// Steps through the failure that is shown, until somebody has seen enough or saves.
    fn step(&mut self, face: &mut Terminal) -> Result<Vec<Effect>> {
        let Some((tale, told)) = self.model.judged().and_then(outside::tale) else {
            return Ok(Vec::new());
        };
        let mut looking = Looking { face, session: self, saved: Vec::new() };
        let then = stepper::session::run(&mut looking, &tale, &told)?;
        let saved = looking.saved;
        if then == Then::Interrupted {
            return Ok(vec![Effect::Leave(Ended::Interrupted)]);
        }
        Ok(saved.into_iter().flat_map(|saw| self.tell(Input::Saw(saw))).collect())
    }
}

/// A face that shows something else, and gives up when a file is saved.
struct Looking<'a, 'b> {
    face: &'a mut Terminal,
    session: &'a mut Session<'b>,
    saved: Vec<Saw>,
}

impl Face for Looking<'_, '_> {
    fn size(&self) -> (usize, usize) {
        self.face.size()
    }

    fn show(&mut self, screen: &str) -> io::Result<()> {
        self.face.show(screen)
    }

    fn key_within(&mut self, patience: Duration) -> io::Result<Option<Key>> {
        self.saved.extend(self.session.look());
        if self.saved.is_empty() {
            self.face.key_within(patience.min(PATIENCE))
        } else {
            Ok(Some(Key::Escape))
        }
    }
}
