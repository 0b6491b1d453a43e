//! The report for continuous integration: `JUnit`'s XML, as Jenkins, GitLab and GitHub's actions read
//! it. One suite a run, one case a file.

use std::io;
use std::path::{Path, PathBuf};

use protocol::Verdict;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event as Xml};

use super::event::{Event, Reporter};
use super::human;
use crate::graded::Graded;
use crate::screen::Screen;

/// The text of a failure is laid out for so many columns.
const SCREEN: Screen = Screen { width: 100 };

/// The report for continuous integration, once all results are known.
pub struct Junit {
    root: PathBuf,
    /// The whole text of a result.
    tell: fn(&Graded, &Path, Screen) -> String,
}

impl Junit {
    /// For the project with this root.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), tell: human::render }
    }
}

impl Reporter for Junit {
    fn hear(&mut self, event: &Event<'_>) -> anyhow::Result<String> {
        let (results, error) = match event {
            Event::Started { .. } | Event::Graded(_) => return Ok(String::new()),
            Event::Finished { results, .. } => (*results, None),
            Event::Nothing { .. } => (&[][..], None),
            Event::Failed { results, error } => (*results, Some(*error)),
        };
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        self.write(&mut writer, results, error)?;
        Ok(String::from_utf8(writer.into_inner())? + "\n")
    }
}

type Out = Writer<Vec<u8>>;

/// What a case comes to.
#[derive(PartialEq, Eq)]
enum Outcome {
    Passed,
    Skipped,
    Failure,
    Error,
}

fn outcome(graded: &Graded) -> Outcome {
    match graded.verdict {
        Verdict::Accepted => Outcome::Passed,
        Verdict::NotAttempted => Outcome::Skipped,
        Verdict::CompileError | Verdict::RuntimeError => Outcome::Error,
        _ => Outcome::Failure,
    }
}

impl Junit {
    fn write(&self, out: &mut Out, results: &[Graded], error: Option<&str>) -> io::Result<()> {
        let count = |wanted: &Outcome| results.iter().filter(|of| outcome(of) == *wanted).count();
        let infra = usize::from(error.is_some());
        let totals = [
            ("tests", (results.len() + infra).to_string()),
            ("failures", count(&Outcome::Failure).to_string()),
            ("errors", (count(&Outcome::Error) + infra).to_string()),
            ("skipped", count(&Outcome::Skipped).to_string()),
            ("time", seconds(results.iter().map(milliseconds).sum())),
        ];
        let totals = || totals.iter().map(|(name, value)| (*name, value.as_str()));
        out.write_event(Xml::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let suites = out.create_element("testsuites").with_attribute(("name", "racecourse"));
        suites.with_attributes(totals()).write_inner_content(|out| {
            let suite = out.create_element("testsuite").with_attribute(("name", "exercises"));
            let suite = suite.with_attributes(totals());
            if results.is_empty() && error.is_none() {
                return suite.write_empty().map(drop);
            }
            suite.write_inner_content(|out| {
                for graded in results {
                    self.case(out, graded)?;
                }
                error.map_or(Ok(()), |error| broken(out, error))
            })?;
            Ok(())
        })?;
        Ok(())
    }

    fn case(&self, out: &mut Out, graded: &Graded) -> io::Result<()> {
        let (problem, variant) = graded.exercise.split_once('/').unwrap_or(("", &graded.exercise));
        let element = out
            .create_element("testcase")
            .with_attribute(("classname", legal(problem).as_str()))
            .with_attribute(("name", legal(variant).as_str()))
            .with_attribute(("time", seconds(milliseconds(graded)).as_str()));
        element.write_inner_content(|out| {
            let told = (self.tell)(graded, &self.root, SCREEN);
            let told = legal(&anstream::adapter::strip_str(&told).to_string());
            let verdict = graded.verdict.word();
            let message = legal(&message(graded));
            out.create_element("properties").write_inner_content(|out| {
                properties(graded)
                    .into_iter()
                    .try_for_each(|(name, value)| property(out, name, &value))
            })?;
            let element = match outcome(graded) {
                Outcome::Passed => {
                    let text = BytesText::new(&told);
                    return out.create_element("system-out").write_text_content(text).map(drop);
                }
                Outcome::Skipped => {
                    let skipped = out.create_element("skipped");
                    return skipped
                        .with_attribute(("message", message.as_str()))
                        .write_empty()
                        .map(drop);
                }
                Outcome::Failure => out.create_element("failure"),
                Outcome::Error => out.create_element("error"),
            };
            element
                .with_attribute(("type", verdict))
                .with_attribute(("message", message.as_str()))
                .write_text_content(BytesText::new(&told))?;
            Ok(())
        })?;
        Ok(())
    }
}

/// What kept the grader from grading, as a case that no exercise has.
fn broken(out: &mut Out, error: &str) -> io::Result<()> {
    let element = out
        .create_element("testcase")
        .with_attribute(("classname", "racecourse"))
        .with_attribute(("name", "grader"))
        .with_attribute(("time", "0.000"));
    element.write_inner_content(|out| {
        let (error, first) = (legal(error), legal(error.lines().next().unwrap_or_default()));
        out.create_element("error")
            .with_attribute(("type", "grader"))
            .with_attribute(("message", first.as_str()))
            .write_text_content(BytesText::new(&error))?;
        Ok(())
    })?;
    Ok(())
}

fn message(graded: &Graded) -> String {
    let summary = graded.failure.as_ref().map(|failure| failure.summary.clone());
    let error = || graded.diagnostics.first().map(|diagnostic| diagnostic.message.clone());
    let stub = || match graded.verdict {
        Verdict::NotAttempted => "still the stub".to_owned(),
        verdict => verdict.to_string(),
    };
    summary.or_else(error).unwrap_or_else(stub)
}

fn properties(graded: &Graded) -> Vec<(&'static str, String)> {
    let mut properties =
        vec![("verdict", graded.verdict.to_string()), ("file", graded.file.clone())];
    if let Some(engine) = graded.engine {
        properties.push(("engine", engine.word().to_owned()));
        properties.push(("seed", graded.seed.to_string()));
        properties.push(("seeds", graded.seeds.to_string()));
    }
    if let Some(strength) = graded.strength {
        let how = match strength.weakest {
            protocol::Strength::Sampled { .. } => "sampled",
            protocol::Strength::Bounded { .. } => "bounded",
            protocol::Strength::Proved { .. } => "proved",
        };
        properties.push(("strength", how.to_owned()));
        properties.push(("executions", strength.executions.to_string()));
        properties.push(("cases", strength.cases.to_string()));
        properties.push(("proved", strength.proved.to_string()));
    }
    properties.extend(graded.case.clone().map(|case| ("case", case)));
    properties.extend(graded.diagnosis.as_ref().map(|of| ("pattern", of.pattern.clone())));
    properties.extend(token(graded).map(|token| ("token", token.to_owned())));
    properties.extend(graded.reproduce.clone().map(|command| ("reproduce", command)));
    properties
}

/// What `replay` takes, where the failure can be replayed.
fn token(graded: &Graded) -> Option<&str> {
    let (_, words) = graded.reproduce.as_ref()?.split_once(" -- replay ")?;
    words.split_whitespace().next()
}

fn property(out: &mut Out, name: &str, value: &str) -> io::Result<()> {
    let element = out.create_element("property").with_attribute(("name", name));
    element.with_attribute(("value", legal(value).as_str())).write_empty().map(drop)
}

/// From the file on disk to the verdict.
fn milliseconds(graded: &Graded) -> u64 {
    [graded.build_ms, graded.model_ms, graded.native_ms].into_iter().flatten().sum()
}

/// `0.412`, as `JUnit` has times.
fn seconds(ms: u64) -> String {
    format!("{}.{:03}", ms / 1000, ms % 1000)
}

/// XML has no way to write most control characters, so they are spelled out: `\u{1b}`.
fn legal(text: &str) -> String {
    let is_legal = |c: char| match c {
        '\t' | '\n' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => !c.is_control(),
    };
    let spell = |c: char| if is_legal(c) { c.to_string() } else { c.escape_unicode().to_string() };
    text.chars().map(spell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    #[test]
    fn every_kind_of_result_has_its_element() {
        let results = samples::all();
        let tell =
            |graded: &Graded, _: &Path, _: Screen| format!("all about {}\n", graded.exercise);
        let took = std::time::Duration::ZERO;
        let event = Event::Finished { results: &results, took, at_once: 1 };
        let xml = Junit { root: "/nowhere".into(), tell }.hear(&event).expect("a report");
        insta::assert_snapshot!(xml);
    }

    #[test]
    fn what_keeps_the_grader_from_grading_is_an_error_and_xml_stays_legal() {
        let event =
            Event::Failed { results: &[], error: "the <kit> \u{1b}[31m\u{0} & \"more\"\nline 2" };
        let xml = Junit::new(Path::new("/nowhere")).hear(&event).expect("a report");
        insta::assert_snapshot!(xml);
        assert_eq!(legal("a\u{b}b\u{ffff}\r\n"), "a\\u{b}b\\u{ffff}\\u{d}\n");
    }
}
