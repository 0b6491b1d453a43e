//! `interview`: a problem that suits, against the clock and without hints; then the questions that an
//! interviewer asks next, and how it went.

use std::collections::BTreeSet;
use std::io;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use protocol::Verdict;

use super::{Usage, complain, next, print};
use crate::activity::Activity;
use crate::build::kit::Kit;
use crate::cli::interview::InterviewArgs;
use crate::exit;
use crate::interview::choice::{self, Candidate};
use crate::interview::debrief::About;
use crate::interview::designs::Designs;
use crate::interview::flow::{self, Host};
use crate::interview::held::{Held, Over};
use crate::interview::question::Question;
use crate::interview::related;
use crate::interview::rescue::Rescue;
use crate::interview::start::{Offer, With};
use crate::learner::kept::{self, Changed};
use crate::learner::progress::Progress;
use crate::problems::editorial::Editorial;
use crate::problems::exercise::Exercise;
use crate::problems::problem::Problem;
use crate::problems::select;
use crate::problems::source_file;
use crate::problems::subject::Subject;
use crate::project::Project;
use crate::prose;
use crate::review::Day;
use crate::screen::Screen;
use crate::terminal::{self, Terminal};
use crate::watch::session::{self, Ended, Rules};

const NO_TERMINAL: &str = "`interview` needs a terminal to draw on: it shows a clock, and asks questions; `check` grades without one";

/// Runs the command.
pub fn run(project: &Project, args: &InterviewArgs) -> Result<u8> {
    let problems = Problem::discover(project);
    let wanted = wanted(project, &problems, args)?;
    if !terminal::is_there() {
        return Err(Usage::Other(NO_TERMINAL.to_owned()).into());
    }
    let today = Day::of(SystemTime::now());
    let all = candidates(project, &problems);
    let matching = all.iter().filter(|of| wanted.contains(&of.exercise)).cloned().collect();
    let seed = args.seed.unwrap_or_else(chance);
    let candidates = choice::order(matching, &all, today, seed);
    let all = choice::order(all.clone(), &all, today, seed);
    if candidates.is_empty() {
        complain("no problem matches; `list` shows them all");
        return Ok(exit::NOTHING_SELECTED);
    }
    // Now, so that nobody waits for it when the clock runs.
    Kit::build(project, &Activity::new())?;
    let mut host = Interviewer {
        project,
        problems,
        all,
        candidates,
        today,
        args,
        rescue: None,
        broken: None,
        kept: None,
    };
    let offers: Vec<Offer> = (0..host.candidates.len()).map(|offer| host.offer(offer)).collect();
    let mut terminal = Terminal::take()?;
    let came = flow::run(&mut terminal, &mut host, &offers, args.minutes, prose::for_stdout);
    drop(terminal);
    let came = came?;
    if let Some(error) = host.broken {
        return Err(error);
    }
    if let Some(told) = &came.told {
        print(&told.text(Screen::of_stdout().width))?;
    }
    Ok(if came.interrupted { exit::INTERRUPTED } else { exit::ACCEPTED })
}

/// The exercises that the command line allows.
fn wanted(
    project: &Project,
    problems: &[Problem],
    args: &InterviewArgs,
) -> Result<BTreeSet<Exercise>, Usage> {
    let is_of = |problem: &Problem, track: &str| {
        problem.track.as_deref().is_some_and(|its| its.eq_ignore_ascii_case(track))
    };
    let no_track = |track: &&str| !problems.iter().any(|problem| is_of(problem, track));
    if let Some(track) = args.track.as_deref().filter(no_track) {
        return Err(Usage::Other(format!("there is no track `{track}`; `list` shows them all")));
    }
    let named = match &args.name {
        Some(name) => select::find(project, problems, name)?.exercises(),
        None => problems.iter().flat_map(Problem::exercises).collect(),
    };
    let is_wanted = |exercise: &Exercise| {
        let problem = problems.iter().find(|problem| problem.id == exercise.problem);
        problem.is_some_and(|problem| {
            args.track.as_deref().is_none_or(|track| is_of(problem, track))
                && args.difficulty.is_none_or(|wanted| problem.difficulty == Some(wanted))
                && args.variant.is_none_or(|wanted| exercise.variant == wanted)
        })
    };
    Ok(named.into_iter().filter(is_wanted).collect())
}

/// A number that nobody knows before.
fn chance() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    now.as_secs() ^ u64::from(now.subsec_nanos())
}

/// All exercises, and what the history says of them.
fn candidates(project: &Project, problems: &[Problem]) -> Vec<Candidate> {
    let progress = Progress::load(project);
    let practice = next::known(problems, progress.practice());
    let reviews = next::reviews(project, &practice);
    let candidate = |problem: &Problem, exercise: Exercise| {
        let name = exercise.to_string();
        let review = reviews.iter().find(|review| review.last.exercise == name);
        let solved = practice
            .iter()
            .any(|practice| practice.exercise == name && practice.verdict == Verdict::Accepted);
        let accepted = solved || progress.last(&name).is_some_and(|last| last.accepted.is_some());
        let subject = Subject::exercise(project, exercise.clone());
        Candidate {
            difficulty: problem.difficulty,
            accepted,
            tried: review.is_some() || subject.is_attempted(project),
            last: review.map(|review| review.day),
            due: review.map(|review| review.due),
            exercise,
        }
    };
    let of = |problem| Problem::exercises(problem).map(move |exercise| (problem, exercise));
    problems.iter().flat_map(of).map(|(problem, exercise)| candidate(problem, exercise)).collect()
}

/// The world as an interview needs it.
struct Interviewer<'a> {
    project: &'a Project,
    problems: Vec<Problem>,
    /// All exercises, in the order in which they would be offered.
    all: Vec<Candidate>,
    /// Those that match, in that order.
    candidates: Vec<Candidate>,
    today: Day,
    args: &'a InterviewArgs,
    /// Notes what was reached, whatever happens. There as soon as the clock runs.
    rescue: Option<Rescue>,
    /// What has put an end to the session.
    broken: Option<anyhow::Error>,
    /// Where what was in the file is.
    kept: Option<String>,
}

impl Interviewer<'_> {
    fn exercise(&self, offer: usize) -> &Exercise {
        &self.candidates[offer].exercise
    }

    fn title(&self, exercise: &Exercise) -> String {
        let problem = self.problems.iter().find(|problem| problem.id == exercise.problem);
        problem.map_or_else(|| exercise.problem.clone(), |problem| problem.title.clone())
    }

    fn file(&self, exercise: &Exercise) -> String {
        self.project.shown(&self.project.exercise_file(exercise))
    }

    fn offer(&self, offer: usize) -> Offer {
        let Candidate { exercise, difficulty, accepted, tried, last, .. } = &self.candidates[offer];
        let subject = Subject::exercise(self.project, exercise.clone());
        let before = match last {
            Some(day) => format!("last practised {}", day.seen_from(self.today)),
            None if *accepted => "accepted before".to_owned(),
            None if *tried => "begun".to_owned(),
            None => String::new(),
        };
        Offer {
            title: self.title(exercise),
            difficulty: difficulty.map(|how| how.word().to_owned()).unwrap_or_default(),
            variant: exercise.variant.to_string(),
            file: self.file(exercise),
            has_content: subject.is_attempted(self.project),
            before,
            questions: self.questions(offer).len(),
        }
    }

    /// What to practise next: where the same mistakes are made, else what is due, else what would be
    /// offered next.
    fn next(&self, here: &Exercise, held: &Held) -> Vec<(String, String)> {
        let exercises = self.problems.iter().flat_map(Problem::exercises);
        let mistakes = related::mistakes(self.project, exercises);
        let done = self.all.iter().filter(|of| of.accepted).map(|of| of.exercise.clone()).collect();
        let related = related::suggest(&held.patterns(), &mistakes, here, &done, 3);
        if !related.is_empty() {
            let tell = |of: related::Suggestion| (of.exercise.to_string(), of.told());
            return related.into_iter().map(tell).collect();
        }
        let is_other = |of: &&Candidate| of.exercise.problem != here.problem;
        let is_alike = |of: &Candidate| of.exercise.variant == here.variant;
        let due = self.all.iter().filter(is_other).filter_map(|of| Some((of.due?, of)));
        let due = due.filter(|(due, _)| *due <= self.today).min_by_key(|(due, _)| *due);
        let told = match due {
            Some((due, of)) => {
                let since = due.seen_from(self.today);
                Some((of.exercise.to_string(), format!("due for review, {since}")))
            }
            None => self.all.iter().find(|of| is_other(of) && is_alike(of)).map(|of| {
                let why = if of.accepted { "practised longest ago" } else { "not solved yet" };
                (of.exercise.to_string(), why.to_owned())
            }),
        };
        told.into_iter().collect()
    }
}

impl Host<Terminal> for Interviewer<'_> {
    fn hold(&mut self, face: &mut Terminal, offer: usize, with: With) -> Result<Held> {
        let exercise = self.exercise(offer).clone();
        let subject = Subject::exercise(self.project, exercise.clone());
        if with == With::Stub
            && subject.is_attempted(self.project)
            && let Changed::To { kept } = kept::reset(self.project, &exercise)?
        {
            self.kept = kept.map(|kept| self.project.shown(&kept));
        }
        self.rescue = Some(Rescue::begin(self.project, &exercise));
        let before = Held { attempts: Vec::new(), over: Over::GivenUp, took: Duration::ZERO };
        self.go_on(face, offer, before)
    }

    fn go_on(&mut self, face: &mut Terminal, offer: usize, before: Held) -> Result<Held> {
        let length = Duration::from_secs(60 * u64::from(self.args.minutes));
        let rescue = self.rescue.as_ref().context("the clock does not run")?;
        let rules = Rules {
            title: "Interview".to_owned(),
            until: Some(rescue.began() + length),
            hints: false,
            pinned: true,
        };
        let since = rescue.began().elapsed();
        let outcome = match session::run(face, self.project, self.exercise(offer).clone(), rules) {
            Ok(outcome) => outcome,
            Err(error) => {
                self.broken = Some(error);
                return Ok(rescue.reached());
            }
        };
        let more = outcome.attempts.into_iter().map(|of| (since + of.at, of.graded));
        Ok(Held {
            attempts: before.attempts.into_iter().chain(more).collect(),
            over: match outcome.ended {
                Ended::Finished => Over::Finished,
                Ended::TimeUp => Over::TimeUp,
                Ended::Quit => Over::GivenUp,
                Ended::Interrupted => Over::Interrupted,
            },
            took: since + outcome.took,
        })
    }

    fn note(&mut self, _: usize, held: &Held) -> io::Result<bool> {
        self.rescue.as_ref().map_or(Ok(false), |rescue| rescue.note(held))
    }

    fn questions(&self, offer: usize) -> Vec<Question> {
        let editorial = Editorial::read(self.project, &self.exercise(offer).problem);
        let items = editorial.map(|editorial| editorial.follow_ups).unwrap_or_default();
        items.iter().map(|item| Question::of(item)).collect()
    }

    fn about(&self, offer: usize, held: &Held) -> About {
        let exercise = self.exercise(offer);
        let read = |path: &std::path::Path| source_file::read(path).unwrap_or_default();
        let own = read(&self.project.exercise_file(exercise));
        let reference = self.project.solution_file(exercise);
        let right = self.project.designs(exercise, "right").chain([reference]);
        let right: Vec<String> = right.map(|path| read(&path)).collect();
        About {
            title: format!("{}, {}", self.title(exercise), exercise.variant),
            exercise: exercise.to_string(),
            minutes: self.args.minutes,
            file: self.file(exercise),
            kept: self.kept.clone(),
            designs: Designs::of(&own, right.iter().map(String::as_str)),
            next: self.next(exercise, held),
            notes: Vec::new(),
        }
    }
}
