//! One check on the page: the verdict, what stands behind it, the diagnosis, the stepper.
//!
//! Called by `html`.

use std::fmt::Write as _;

use protocol::{Engine, Failure, Place, Verdict};

use super::escape::{lines, prose, text};
use super::stepper::{self, Data};
use super::told::Told;
use super::{Shown, verdict};
use crate::case;
use crate::checks::Since;
use crate::diagnosis::Diagnosis;
use crate::graded::{Diagnostic, Graded};
use crate::report::source::Sources;
use crate::report::{headline, words};
use crate::subject::Origin;

/// The check as HTML, and what the script needs to step through it.
pub fn render(shown: &Shown<'_>, number: usize) -> (String, Option<Data>) {
    let (check, graded) = (shown.check, &shown.check.graded);
    let mut told = graded.failure.as_ref().and_then(|failure| Told::new(check, failure));
    let mut out = format!(
        "<article class=\"check\" id=\"{}\" aria-labelledby=\"h{number}\" tabindex=\"-1\" data-view>\n",
        text(&shown.id)
    );
    push_head(&mut out, shown, number);
    if let Some(failure) = &graded.failure {
        push_failure(&mut out, failure);
    }
    if let Some(diagnosis) = &graded.diagnosis {
        push_diagnosis(&mut out, &shown.id, graded, diagnosis, told.as_ref());
    }
    push_errors(&mut out, &graded.diagnostics);
    if let Some(told) = &told {
        out.push_str(&stepper::render(&shown.id, number, check, told));
    }
    if let Some(failure) = &graded.failure {
        if told.is_none() {
            push_log(&mut out, failure);
        }
        push_waits(&mut out, graded, failure);
        push_notes(&mut out, &failure.notes);
    }
    push_notes(&mut out, &graded.notes);
    push_foot(&mut out, graded);
    out.push_str("</article>\n");
    let data = told.as_mut().map(|told| stepper::data(&shown.id, told));
    (out, data)
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

fn push_failure(out: &mut String, failure: &Failure) {
    let _ = writeln!(out, "<p class=\"summary\">{}</p>", prose(&failure.summary));
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

fn push_diagnosis(
    out: &mut String,
    id: &str,
    graded: &Graded,
    diagnosis: &Diagnosis,
    told: Option<&Told>,
) {
    let _ = writeln!(
        out,
        "<section class=\"diagnosis\"><h3>{}</h3>\n<p>{}</p>",
        prose(&sentence(&diagnosis.title)),
        prose(&diagnosis.text)
    );
    if !diagnosis.marks.is_empty() {
        out.push_str("<ul>\n");
        for mark in &diagnosis.marks {
            let place = text(&place(graded, &mark.at));
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

fn place(graded: &Graded, place: &Place) -> String {
    Sources::new("".as_ref(), &graded.file).in_words(place)
}

fn push_errors(out: &mut String, diagnostics: &[Diagnostic]) {
    if diagnostics.is_empty() {
        return;
    }
    out.push_str("<section><h3>What the compiler says</h3>\n");
    for diagnostic in diagnostics {
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

fn push_waits(out: &mut String, graded: &Graded, failure: &Failure) {
    if failure.waits.is_empty() {
        return;
    }
    let modelled = graded.engine == Some(Engine::Model);
    let heading = if modelled { "Who waits for what" } else { "What each had last done" };
    let _ = writeln!(out, "<section class=\"waits\"><h3>{heading}</h3><ul>");
    let at = |word: &str, at: Option<&Place>| {
        at.map(|at| format!(", {word} {}", text(&place(graded, at)))).unwrap_or_default()
    };
    for wait in &failure.waits {
        let _ = write!(
            out,
            "<li><b>{}</b> {}{}",
            text(&wait.who),
            text(&wait.what),
            at("at", wait.at.as_ref())
        );
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
    if let Some(command) = &graded.reproduce {
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
