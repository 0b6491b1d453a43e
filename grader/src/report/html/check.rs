//! One check on the page: the verdict, what stands behind it, the diagnosis, the stepper.
//!
//! Called by `html`.

use std::fmt::Write as _;
use std::path::Path;

use protocol::{Engine, Failure, Place, Verdict};

use super::escape::{lines, prose, text};
use super::stepper::{self, Data};
use super::told::Told;
use super::{Shown, verdict};
use crate::diagnosis::{Diagnosis, Mark};
use crate::graded::{Diagnostic, Graded};
use crate::learner::checks::Since;
use crate::problems::subject::Origin;
use crate::process::case;
use crate::report::source::Sources;
use crate::report::{headline, human, marks, waits, words};

/// The check as HTML, and what the script needs to step through it.
pub fn render(shown: &Shown<'_>, number: usize) -> (String, Option<Data>) {
    let (check, graded) = (shown.check, &shown.check.graded);
    let mut sources = Sources::new(Path::new(""), &graded.file);
    for (name, text) in &check.sources {
        sources.add(name, text);
    }
    let mut out = format!(
        "<article class=\"check\" id=\"{}\" aria-labelledby=\"h{number}\" tabindex=\"-1\" data-view>\n",
        text(&shown.id)
    );
    push_head(&mut out, shown, number);
    push_errors(&mut out, &graded.diagnostics, &graded.file.replace('\\', "/"));
    let failure = graded.failure.as_ref();
    let data =
        failure.and_then(|failure| push_failure(&mut out, shown, number, failure, &mut sources));
    push_notes(&mut out, &graded.notes);
    push_foot(&mut out, graded);
    out.push_str("</article>\n");
    (out, data)
}

/// What happened, why, step by step, and what it came to.
fn push_failure(
    out: &mut String,
    shown: &Shown<'_>,
    number: usize,
    failure: &Failure,
    sources: &mut Sources,
) -> Option<Data> {
    let graded = &shown.check.graded;
    let _ =
        writeln!(out, "<p class=\"summary\">{}</p>", prose(&sources.shortened(&failure.summary)));
    push_comparison(out, failure);
    let mut told = Told::new(shown.check, failure, sources);
    let diagnosis = graded.diagnosis.as_ref();
    let marks =
        diagnosis.map(|diagnosis| diagnosis.marks.clone()).filter(|marks| !marks.is_empty());
    let marks = marks.unwrap_or_else(|| marks::derived(failure, sources));
    push_diagnosis(out, &shown.id, diagnosis, &marks, told.as_ref(), sources);
    match &told {
        Some(told) => out.push_str(&stepper::render(&shown.id, number, told, &marks)),
        None => push_log(out, failure),
    }
    let in_circle = push_circle(out, failure);
    if marks.is_empty() || in_circle < failure.waits.len() {
        push_waits(out, graded, failure, sources);
    }
    let notes: Vec<String> = failure.notes.iter().map(|note| sources.shortened(note)).collect();
    push_notes(out, &notes);
    told.as_mut().map(|told| stepper::data(&shown.id, told))
}

fn push_head(out: &mut String, shown: &Shown<'_>, number: usize) {
    let (check, graded) = (shown.check, &shown.check.graded);
    let kind = match check.origin {
        Origin::Exercise => "",
        Origin::Solution => "the reference solution, ",
        Origin::File => "another file, ",
    };
    let _ = writeln!(
        out,
        "<header><h2 id=\"h{number}\">{} <span class=\"of\">{}</span></h2>\n\
         <p class=\"meta\">{kind}<code>{}</code></p>",
        verdict(graded.verdict),
        text(&graded.exercise),
        text(&graded.file)
    );
    let mut meta: Vec<String> = Vec::new();
    meta.extend(headline::strength(graded).map(|strength| text(&strength)));
    meta.extend(graded.case.as_ref().map(|case| format!("case: {}", text(&case::in_words(case)))));
    if !meta.is_empty() {
        let _ = writeln!(out, "<p class=\"meta\">{}</p>", meta.join("<br>"));
    }
    if let Some(bound) = headline::bound(graded) {
        let _ = writeln!(out, "<p class=\"meta\">{}</p>", text(&bound));
    }
    // In the reader's own time zone, which only the browser knows.
    let _ = writeln!(
        out,
        "<p class=\"meta js-only\">checked <time data-at=\"{}\"></time></p>",
        check.at_ms
    );
    let since = match shown.since {
        Since::Same => None,
        Since::Changed => Some("The file has changed since: check it again for its new verdict."),
        Since::Gone => Some("The file is no longer there."),
    };
    if let Some(since) = since {
        let _ = writeln!(out, "<p class=\"since\">{since}</p>");
    }
    out.push_str("</header>\n");
}

fn push_comparison(out: &mut String, failure: &Failure) {
    let sides = [("expected", &failure.expected), ("seen", &failure.seen)];
    if sides.iter().all(|(_, side)| side.is_none()) {
        return;
    }
    out.push_str("<dl class=\"compare\">\n");
    for (name, side) in sides {
        if let Some(side) = side {
            let _ = writeln!(out, "<dt>{name}</dt><dd>{}</dd>", lines(side));
        }
    }
    out.push_str("</dl>\n");
}

/// The pattern, and the lines that take part, each with the step that happened there.
fn push_diagnosis(
    out: &mut String,
    id: &str,
    diagnosis: Option<&Diagnosis>,
    marks: &[Mark],
    told: Option<&Told>,
    sources: &Sources,
) {
    if diagnosis.is_none() && marks.is_empty() {
        return;
    }
    let title = diagnosis.map_or("Where it happened", |diagnosis| diagnosis.title.as_str());
    let _ = writeln!(out, "<section class=\"diagnosis\"><h3>{}</h3>", prose(&sentence(title)));
    if let Some(diagnosis) = diagnosis {
        let _ = writeln!(out, "<p>{}</p>", prose(&diagnosis.text));
    }
    if !marks.is_empty() {
        out.push_str("<ul>\n");
        for mark in marks {
            let place = text(&sources.in_words(&mark.at));
            let row = mark.step.zip(told).and_then(|(step, told)| told.row_of(step));
            let place = match row {
                Some(row) => {
                    format!("<a href=\"#{}/step-{}\">{place}</a>", text(id), row.number)
                }
                None => place,
            };
            let _ = writeln!(out, "<li>{place}: {}</li>", prose(&mark.label));
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</section>\n");
}

/// With a capital letter.
fn sentence(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn push_errors(out: &mut String, diagnostics: &[Diagnostic], file: &str) {
    if diagnostics.is_empty() {
        return;
    }
    out.push_str("<section><h3>What the compiler says</h3>\n");
    for diagnostic in human::different(diagnostics, file) {
        let plain = anstream::adapter::strip_str(diagnostic.rendered.trim_end()).to_string();
        let _ = writeln!(
            out,
            "<pre class=\"error\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">{}</pre>",
            text(&diagnostic.message),
            lines(&plain)
        );
    }
    out.push_str("</section>\n");
}

fn push_log(out: &mut String, failure: &Failure) {
    if failure.log.is_empty() {
        return;
    }
    out.push_str("<section class=\"log\"><h3>The log</h3><ol>\n");
    for entry in &failure.log {
        let _ = writeln!(
            out,
            "<li><span class=\"time\">{}</span> {}</li>",
            words::time(entry.at_ns),
            stepper::who_and_what(&entry.who, &entry.what)
        );
    }
    out.push_str("</ol></section>\n");
}

/// Those who wait for each other, `foo → turn → bar → forks → foo`; how many they are.
fn push_circle(out: &mut String, failure: &Failure) -> usize {
    let (Some(circle), Some(of)) = (waits::find_circle(&failure.waits), &failure.interleaving)
    else {
        return 0;
    };
    out.push_str("<section><h3>They wait in a circle</h3>\n<p class=\"circle\">");
    for &index in &circle {
        let wait = &failure.waits[index];
        let object = wait.object.map_or(wait.what.as_str(), |object| of.object_name(object));
        let _ = write!(out, "<b>{}</b> → <span>{}</span> → ", text(&wait.who), text(object));
    }
    let first = text(&failure.waits[circle[0]].who);
    let _ = writeln!(
        out,
        "<b>{first}</b></p>\n<p class=\"meta\">The arrows in turn: waits for, which is held by, who waits for, and so on.</p></section>"
    );
    circle.len()
}

fn push_waits(out: &mut String, graded: &Graded, failure: &Failure, sources: &Sources) {
    if failure.waits.is_empty() {
        return;
    }
    let modelled = graded.engine == Some(Engine::Model);
    let heading = if modelled { "Who waits for what" } else { "What each had last done" };
    let _ = writeln!(out, "<section class=\"waits\"><h3>{heading}</h3><ul>");
    let at = |word: &str, at: Option<&Place>| {
        at.map(|at| format!(", {word} {}", text(&sources.in_words(at)))).unwrap_or_default()
    };
    for wait in &failure.waits {
        let what = sources.shortened(&wait.what);
        let place = at("at", wait.at.as_ref());
        let _ = write!(out, "<li><b>{}</b> {}{place}", text(&wait.who), text(&what));
        for holder in &wait.holders {
            let since = at("since", holder.since.as_ref());
            let _ = write!(out, "<br>held by <b>{}</b>{since}", text(&holder.who));
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul></section>\n");
}

fn push_notes(out: &mut String, notes: &[String]) {
    for note in notes {
        let _ = writeln!(out, "<p class=\"note\"><b>Note:</b> {}</p>", prose(note));
    }
}

fn push_foot(out: &mut String, graded: &Graded) {
    out.push_str("<footer>\n");
    if let Some(problem) = human::stuck(graded) {
        let command = format!("cargo run -p grader -- hint {problem}");
        let _ = writeln!(out, "<p>Stuck? <code class=\"command\">{}</code></p>", text(&command));
    }
    if let Some(command) = graded.reproduce.as_ref().filter(|_| human::repeats(graded)) {
        let _ = writeln!(out, "<p>Again: <code class=\"command\">{}</code></p>", text(command));
    }
    if graded.verdict == Verdict::Accepted && graded.engines.len() > 1 {
        out.push_str("<p>Both engines, the model and real threads, accept it.</p>\n");
    }
    if let Some(times) = headline::times(graded) {
        let _ = writeln!(out, "<p class=\"meta\">{}</p>", text(&times));
    }
    out.push_str("</footer>\n");
}
