//! The stepper of one failure: the source, the lanes and the log as plain HTML, which reads without
//! a script too, and what the script needs to step through them.
//!
//! Called by `check`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::escape::{self, text};
use super::rust;
use super::told::{Delta, Kind, Row, Told};
use crate::diagnosis::Mark;
use crate::report::words;

/// Lanes beyond this stand side by side only on a wide screen.
const FEW: usize = 3;
/// More than this never stand side by side: they are a list.
const SOME: usize = 6;

/// What the script gets.
#[derive(Debug, Serialize)]
pub struct Data {
    id: String,
    lanes: Vec<Lane>,
    objects: Vec<(String, String)>,
    rows: Vec<Frame>,
    mistake: usize,
    total: usize,
}

#[derive(Debug, Serialize)]
struct Lane {
    name: String,
    #[serde(skip_serializing_if = "is_false")]
    kit: bool,
}

#[derive(Debug, Serialize)]
struct Frame {
    /// The step's number.
    n: usize,
    /// Its lane.
    l: usize,
    /// The kit's own.
    #[serde(skip_serializing_if = "is_false")]
    k: bool,
    /// What is announced.
    say: String,
    #[serde(flatten)]
    state: Delta,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde wants it")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// What the script needs.
pub fn data(id: &str, told: &mut Told) -> Data {
    let lanes = told.lanes.iter().map(|(name, kit)| Lane { name: name.clone(), kit: *kit });
    let lanes = lanes.collect();
    let said: Vec<String> =
        told.rows.iter().enumerate().map(|(index, row)| say(told, index, row)).collect();
    let frame = |(row, say): (&mut Row, String)| Frame {
        n: row.number,
        l: row.lane,
        k: row.quiet,
        say,
        state: std::mem::take(&mut row.state),
    };
    Data {
        id: id.to_owned(),
        lanes,
        objects: told.objects.clone(),
        rows: told.rows.iter_mut().zip(said).map(frame).collect(),
        mistake: told.mistake,
        total: told.total,
    }
}

/// A step in one sentence or two, for those who listen.
fn say(told: &Told, index: usize, row: &Row) -> String {
    let who = told.lanes.get(row.lane).map_or("?", |(name, _)| name.as_str());
    let what = row.what.trim_start_matches(words::ENTRY).trim_start();
    let mut said = if row.kind == Kind::Entry && what.starts_with(&format!("{who} ")) {
        what.to_owned()
    } else {
        format!("{who}: {what}")
    };
    if let Some(woken) = &row.woken {
        let _ = write!(said, ", {}", woken.trim_start_matches(words::WAKES).trim_start());
    }
    if let Some((file, line)) = row.place {
        let of = &told.files[file].name;
        let place = if file == 0 { format!("line {line}") } else { format!("{of}, line {line}") };
        let _ = match (row.guard, file) {
            (true, _) => write!(said, ". The guard was taken in {place}"),
            (false, 0) => write!(said, ". Line {line}"),
            (false, _) => write!(said, ". {place}"),
        };
    }
    said.push('.');
    if row.preempts {
        said.push_str(" A forced switch: the one before could have gone on.");
    }
    if told.is_known && index == told.mistake {
        said.push_str(" This is the moment of the mistake.");
    }
    said
}

/// The stepper of a check.
pub fn render(id: &str, number: usize, told: &Told, marks: &[Mark]) -> String {
    format!(
        "<section class=\"stepper\" aria-labelledby=\"h{number}-steps\" data-stepper>\n\
         <h3 id=\"h{number}-steps\">Step by step</h3>\n{}\
         <div class=\"stage\">\n{}{}</div>\n\
         <div class=\"state\">\n\
         <section class=\"js-only\"><h4>Who is where</h4><ul class=\"actors\"></ul></section>\n\
         <section class=\"js-only\"><h4>What they share</h4><dl class=\"props\"></dl></section>\n\
         {}</div>\n</section>\n",
        controls(id, told),
        source(number, told, marks),
        lanes(id, number, told),
        log(told),
    )
}

fn controls(id: &str, told: &Told) -> String {
    let id = text(id);
    let kit = told.rows.iter().filter(|row| row.quiet).count();
    let to_mistake = if told.is_known { "To the mistake" } else { "To the failure" };
    let toggle = if kit == 0 || kit == told.rows.len() {
        String::new()
    } else {
        format!(
            "<label class=\"toggle\"><input type=\"checkbox\" data-kit> the test’s own steps \
             ({kit})</label>\n"
        )
    };
    format!(
        "<div class=\"controls js-only\" role=\"group\" aria-label=\"Stepping\">\n\
         <div class=\"buttons\">\
         <button type=\"button\" data-go=\"first\" title=\"First step (Home)\" aria-label=\"First step\">⇤</button>\
         <button type=\"button\" data-go=\"back\" title=\"One step back (←)\" aria-label=\"One step back\">←</button>\
         <span class=\"count\"><span data-count>0</span> of {}</span>\
         <button type=\"button\" data-go=\"next\" title=\"One step on (→)\" aria-label=\"One step on\" class=\"main\">→</button>\
         <button type=\"button\" data-go=\"last\" title=\"Last step (End)\" aria-label=\"Last step\">⇥</button>\
         </div>\n\
         <input type=\"range\" min=\"0\" max=\"1\" value=\"0\" aria-label=\"Step\" data-range>\n\
         <button type=\"button\" data-go=\"mistake\" title=\"m\" class=\"mistake\">{to_mistake}</button>\n\
         {toggle}\
         <a class=\"link\" data-link href=\"#{id}\">Link to this step</a>\n\
         </div>\n\
         <p class=\"now js-only\" role=\"status\" aria-live=\"polite\" data-say></p>\n",
        told.total
    )
}

/// All files that steps point at, with the marks under their lines.
fn source(number: usize, told: &Told, marks: &[Mark]) -> String {
    let mut labels: BTreeMap<(String, usize), Vec<&str>> = BTreeMap::new();
    for mark in marks {
        let place = (mark.at.file.replace('\\', "/"), mark.at.line as usize);
        labels.entry(place).or_default().push(&mark.label);
    }
    let longest = told.lanes.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut out =
        format!("<div class=\"source\" style=\"--gutter:{}\">\n", longest.clamp(3, 16) + 2);
    if told.files.is_empty() {
        out.push_str("<p class=\"empty\">The source was edited while it was checked.</p>\n");
    }
    for (index, file) in told.files.iter().enumerate() {
        let name = text(&file.name);
        let _ = writeln!(
            out,
            "<figure data-file=\"{index}\"><figcaption id=\"h{number}-file-{index}\">{name}\
             </figcaption>\n<div class=\"code\" role=\"region\" tabindex=\"0\" \
             aria-labelledby=\"h{number}-file-{index}\">"
        );
        let lines = file.lines.iter().zip(rust::highlight(&file.lines)).enumerate();
        for (line, (plain, code)) in lines {
            let line = line + 1;
            // What is wrapped goes on under its beginning.
            let indent = plain.len() - plain.trim_start().len();
            let indent =
                if indent == 0 { String::new() } else { format!(" style=\"--indent:{indent}\"") };
            let _ = write!(
                out,
                "<div class=\"line\"><span class=\"who\"></span><span class=\"no\">{line}</span>\
                 <code{indent}>{code}</code>"
            );
            for label in labels.get(&(file.name.clone(), line)).into_iter().flatten() {
                let _ = write!(out, "<span class=\"mark\">{}</span>", escape::prose(label));
            }
            out.push_str("</div>\n");
        }
        out.push_str("</div></figure>\n");
    }
    out.push_str("</div>\n");
    out
}

fn lanes(id: &str, number: usize, told: &Told) -> String {
    let width = match told.lanes.iter().filter(|(_, kit)| !kit).count() {
        0..=FEW => "few",
        n if n <= SOME => "some",
        _ => "many",
    };
    let mut out = format!(
        "<div class=\"lanes {width}\" role=\"region\" tabindex=\"0\" aria-labelledby=\"h{number}-lanes\">\n\
         <table><caption id=\"h{number}-lanes\">Who did what, one row a step</caption>\n\
         <thead><tr><th scope=\"col\">step</th>"
    );
    for (lane, (name, kit)) in told.lanes.iter().enumerate() {
        let _ = write!(
            out,
            "<th scope=\"col\" class=\"lane l{} {}\">{}</th>",
            lane % 6,
            if *kit { "kit" } else { "" },
            text(name)
        );
    }
    out.push_str(
        "<th scope=\"col\" class=\"at\">line</th></tr></thead>\n\
         <tbody>\n",
    );
    if told.left_out > 0 {
        push_gap(&mut out, told, &format!("… {} earlier steps are not told …", told.left_out));
    }
    for (index, row) in told.rows.iter().enumerate() {
        push_row(&mut out, id, told, index, row);
        if let Some(then) = &row.then {
            push_gap(&mut out, told, then);
        }
    }
    if let Some(end) = &told.end {
        let _ = writeln!(
            out,
            "<tr class=\"end\"><td colspan=\"{}\">✗ {}</td></tr>",
            told.lanes.len() + 2,
            escape::prose(end)
        );
    }
    out.push_str("</tbody></table>\n");
    if told.rows.iter().any(|row| row.preempts) {
        out.push_str(
            "<p class=\"legend\"><span class=\"sign\">»</span> a switch although the thread before \
             could have gone on</p>\n",
        );
    }
    if let Some(row) = told.rows.iter().find(|row| row.guard) {
        let label = text(&row.label);
        let _ = writeln!(
            out,
            "<p class=\"legend\">({label}) the guard that was taken in line {label} ends</p>"
        );
    }
    out.push_str("</div>\n");
    out
}

fn push_row(out: &mut String, id: &str, told: &Told, index: usize, row: &Row) {
    let is_mistake = told.is_known && index == told.mistake;
    let mut class = String::new();
    for (is, word) in [(row.quiet, " kit"), (is_mistake, " wrong"), (row.preempts, " forced")] {
        class.push_str(if is { word } else { "" });
    }
    let (id, number) = (text(id), row.number);
    let _ = write!(
        out,
        "<tr class=\"step{class}\" id=\"{id}/step-{number}\">\
         <th scope=\"row\"><a href=\"#{id}/step-{number}\">{number}</a>{}</th>",
        if row.preempts { "<span class=\"sign\" title=\"a forced switch\">»</span>" } else { "" }
    );
    for (lane, (name, kit)) in told.lanes.iter().enumerate() {
        let kit = if *kit { " kit" } else { "" };
        if lane != row.lane {
            let _ = write!(out, "<td class=\"none{kit}\"></td>");
            continue;
        }
        let kind = match row.kind {
            Kind::Entry => " entry",
            Kind::Waits => " waits",
            Kind::Plain => "",
        };
        let _ = write!(
            out,
            "<td class=\"lane l{}{kind}{kit}\"><span class=\"name\" \
             aria-hidden=\"true\">{}</span><span class=\"what\">{}</span>",
            lane % 6,
            text(name),
            breakable(&row.what)
        );
        if let Some(woken) = &row.woken {
            let _ = write!(out, "<span class=\"woken\">{}</span>", text(woken));
        }
        if is_mistake {
            out.push_str("<strong class=\"flag\">the moment of the mistake</strong>");
        }
        out.push_str("</td>");
    }
    let _ = writeln!(out, "<td class=\"at\">{}</td></tr>", text(&row.label));
}

fn push_gap(out: &mut String, told: &Told, said: &str) {
    let _ = writeln!(
        out,
        "<tr class=\"gap\"><td colspan=\"{}\">{}</td></tr>",
        told.lanes.len() + 2,
        text(said)
    );
}

fn log(told: &Told) -> String {
    if told.log.is_empty() {
        return String::new();
    }
    let mut out = "<section class=\"log\"><h4>The log</h4><ol>\n".to_owned();
    for entry in &told.log {
        let at = if entry.at.is_empty() {
            String::new()
        } else {
            format!("<span class=\"time\">{}</span> ", text(&entry.at))
        };
        let _ = writeln!(
            out,
            "<li data-step=\"{}\">{at}{}</li>",
            entry.step,
            who_and_what(&entry.who, &entry.what)
        );
    }
    out.push_str("</ol></section>\n");
    out
}

/// Text that may be broken within long names.
fn breakable(what: &str) -> String {
    text(what).replace('_', "_<wbr>")
}

/// An entry of the log; one that begins with the name says it once.
pub fn who_and_what(who: &str, what: &str) -> String {
    match what.strip_prefix(who) {
        Some(rest) if rest.starts_with(' ') => format!("<b>{}</b>{}", text(who), text(rest)),
        _ => format!("<b>{}</b> {}", text(who), text(what)),
    }
}
