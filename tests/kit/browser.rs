//! The report, in a real browser, by keyboard alone. Without a Chromium these tests only say that
//! there is none, unless `RACECOURSE_BROWSER=required`.

#![forbid(unsafe_code)]

#[path = "browser/chromium.rs"]
mod chromium;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use chromium::Chromium;
use serde_json::{Value, json};
use tests::{grader_in, root};

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

/// A lost wake-up, five philosophers who wait in a circle, and tasks.
const WRONG: [&str; 3] = [
    "foobar/threads_unpark_first",
    "dining-philosophers/threads_left_then_right",
    "foobar/tasks_look_then_subscribe",
];
const FIRST: &str = "foobar/threads/threads_unpark_first";
const CIRCLE: &str = "dining-philosophers/threads/threads_left_then_right";

/// The text that is read out at each step.
const SAID: &str = "document.querySelector('[data-view]:not([hidden]) [data-say]').textContent";
const ADDRESS: &str = "decodeURIComponent(location.hash.slice(1))";

/// The page, made once.
fn report() -> &'static str {
    static REPORT: OnceLock<String> = OnceLock::new();
    REPORT.get_or_init(|| {
        for file in WRONG {
            let (problem, name) = file.split_once('/').expect("a problem and a name");
            let variant = name.split('_').next().expect("a variant");
            let path = root().join("solutions").join(problem).join("wrong").join(name);
            let path = path.with_extension("rs");
            let exercise = format!("{problem}/{variant}");
            let path = path.to_str().expect("a path in UTF-8");
            let output =
                grader_in(&root(), GRADER, &["check", &exercise, "--model", "--file", path]);
            assert_eq!(output.status.code(), Some(1), "{output:?}");
        }
        let page = root().join("target").join("report-under-test.html");
        let path = page.to_str().expect("a path in UTF-8");
        let output = grader_in(&root(), GRADER, &["report", "--output", path]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        format!("file://{path}")
    })
}

/// A browser, unless there is none and none is asked for.
fn browser(name: &str) -> Option<Chromium> {
    let Some(program) = chromium::find() else {
        let required = std::env::var("RACECOURSE_BROWSER").is_ok_and(|value| value == "required");
        assert!(!required, "RACECOURSE_BROWSER=required, and there is no Chromium");
        eprintln!("there is no Chromium here: the report was not looked at");
        return None;
    };
    // Several tests start at a time.
    report();
    Some(Chromium::start(&program, name))
}

/// Opens the report at a place in it.
fn open(browser: &mut Chromium, place: &str) {
    browser.open(&format!("{}#{place}", report()));
}

/// Nothing went wrong behind the scenes, and nothing but the page was asked for.
fn finish(browser: &Chromium) {
    assert!(browser.errors.is_empty(), "{:#?}", browser.errors);
    let own = |address: &&String| {
        !address.starts_with("file://")
            && !address.starts_with("data:")
            && *address != "about:blank"
    };
    let others: Vec<_> = browser.requests.iter().filter(own).collect();
    assert!(others.is_empty(), "{others:?}");
}

/// `20` in `Step 20. foo: unpark bar.`
fn number(said: &str) -> usize {
    let digits = said.strip_prefix("Step ").and_then(|rest| rest.split('.').next());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or_else(|| panic!("no step: {said}"))
}

#[test]
fn steps_forward_and_back_and_to_the_mistake() {
    let Some(mut browser) = browser("steps") else { return };
    open(&mut browser, FIRST);
    let entries = browser.eval("history.length");
    let first = browser.text(SAID);
    browser.press("ArrowRight");
    let second = browser.text(SAID);
    assert!(number(&second) > number(&first), "{first}, then {second}");
    assert_eq!(browser.text(ADDRESS), format!("{FIRST}/step-{}", number(&second)));
    browser.press("ArrowLeft");
    assert_eq!(browser.text(SAID), first);
    browser.press("ArrowLeft");
    assert_eq!(browser.text(SAID), first, "before the first step there is none");

    browser.press("End");
    let last = browser.text(SAID);
    browser.press("ArrowRight");
    assert_eq!(browser.text(SAID), last);
    browser.press("Home");
    assert_eq!(browser.text(SAID), first);
    browser.press("m");
    let mistake = browser.text(SAID);
    let known = browser.eval("!!document.querySelector('[data-view]:not([hidden]) tr.wrong')");
    assert_eq!(known, json!(mistake.contains("the moment of the mistake")), "{mistake}");
    assert!(number(&mistake) > number(&first), "{mistake}");

    let current = "[...document.querySelectorAll('[data-view]:not([hidden]) [aria-current=step] a')]\
                   .map(link => link.textContent).join()";
    assert_eq!(browser.text(current), number(&mistake).to_string(), "one row is the current one");
    assert_eq!(browser.eval("history.length"), entries, "stepping leaves no trail of entries");
    finish(&browser);
}

#[test]
fn shows_who_is_where_and_who_holds_what() {
    let Some(mut browser) = browser("state") else { return };
    open(&mut browser, CIRCLE);
    let count = |what: &str| {
        format!(
            "[...document.querySelectorAll('[data-view]:not([hidden]) {what}')]\
             .filter(element => element.checkVisibility()).length"
        )
    };
    assert_eq!(browser.eval(&count(".chip.waits")), 0, "at first nobody waits");
    browser.press("End");
    let state = "document.querySelector('[data-view]:not([hidden]) .props').textContent";
    let props = browser.text(state);
    assert_eq!(props.matches("held by philosopher").count(), 5, "{props}");
    assert_eq!(props.matches("waited for by philosopher").count(), 5, "{props}");
    assert_eq!(browser.eval(&count(".who .chip.waits")), 5, "beside their lines");
    assert_eq!(browser.eval(&count(".actors .chip.waits")), 5, "in the list");
    assert_eq!(browser.eval(&count(".line.here")), 1, "the running one's line");
    let entries = browser.eval(&count(".log li"));
    browser.press("Home");
    assert!(browser.eval(&count(".log li")).as_u64() < entries.as_u64(), "the log so far");
    finish(&browser);
}

#[test]
fn goes_from_failure_to_failure_and_helps() {
    let Some(mut browser) = browser("failures") else { return };
    open(&mut browser, FIRST);
    let open_view = "document.querySelector('[data-view]:not([hidden])').id";
    let mut seen = BTreeSet::new();
    while seen.insert(browser.text(open_view)) {
        browser.press("j");
        assert_eq!(browser.text("document.activeElement.id"), browser.text(open_view));
    }
    assert_eq!(browser.text(open_view), FIRST, "around and back");
    assert!(seen.len() >= WRONG.len(), "{seen:?}");
    browser.press("j");
    browser.press("k");
    assert_eq!(browser.text(open_view), FIRST);

    browser.press("?");
    assert_eq!(browser.eval("document.querySelector('dialog').open"), true);
    browser.press("ArrowRight");
    browser.press("Escape");
    assert_eq!(browser.eval("document.querySelector('dialog').open"), false);
    finish(&browser);
}

#[test]
fn a_link_leads_to_its_step() {
    let Some(mut browser) = browser("links") else { return };
    open(&mut browser, FIRST);
    browser.press("m");
    let (said, place) = (browser.text(SAID), browser.text(ADDRESS));
    let link = "document.querySelector('[data-view]:not([hidden]) [data-link]').hash";
    assert_eq!(browser.text(link), format!("#{place}"));
    open(&mut browser, &place);
    assert_eq!(browser.text(SAID), said);
    // A step of the kit's own: they come out.
    open(&mut browser, &format!("{FIRST}/step-1"));
    assert!(browser.text(SAID).starts_with("Step 1. the test"), "{}", browser.text(SAID));
    // What is nowhere, and what is no address.
    for odd in ["nowhere/step-3", "%E0%A4", "<script>alert(1)</script>"] {
        open(&mut browser, odd);
        assert_eq!(
            browser.eval("document.querySelectorAll('[data-view]:not([hidden])').length"),
            1
        );
    }
    finish(&browser);
}

#[test]
fn fits_and_reads_from_a_phone_to_a_wide_screen_in_both_schemes() {
    let Some(mut browser) = browser("sizes") else { return };
    let contrast = include_str!("browser/contrast.js");
    for scheme in ["light", "dark"] {
        browser.media(scheme, "screen");
        for place in ["board", FIRST, CIRCLE] {
            open(&mut browser, place);
            browser.press("m");
            for (width, height) in [(1440, 900), (800, 900), (360, 740)] {
                browser.size(width, height);
                let over = "document.documentElement.scrollWidth - innerWidth";
                let over = browser.eval(over).as_i64().expect("pixels");
                assert!(over <= 0, "{place} at {width}: {over} pixels too wide");
                let weak = browser.eval(contrast);
                assert_eq!(weak, json!([]), "{place} at {width}, {scheme}: less than 4.5");
            }
        }
    }
    finish(&browser);
}

#[test]
fn everything_has_a_name_and_tab_comes_to_it_visibly() {
    let Some(mut browser) = browser("names") else { return };
    open(&mut browser, FIRST);
    browser.press("End");
    let tree = browser.ask("Accessibility.getFullAXTree", &json!({}));
    let named = ["button", "link", "checkbox", "slider", "table", "region", "navigation", "group"];
    let word =
        |node: &Value, part: &str| node[part]["value"].as_str().unwrap_or_default().to_owned();
    let mut roles = BTreeSet::new();
    for node in tree["nodes"].as_array().expect("nodes") {
        let role = word(node, "role");
        if node["ignored"] == false && named.contains(&role.as_str()) {
            assert!(!word(node, "name").trim().is_empty(), "a {role} without a name: {node}");
            roles.insert(role);
        }
    }
    assert_eq!(roles.len(), named.len(), "{roles:?}");

    let focused = "(() => { const e = document.activeElement; const s = getComputedStyle(e);\
                   return [e.tagName, e.className, e.textContent.trim().slice(0, 30), e.ariaLabel || '',\
                   s.outlineStyle, s.outlineWidth, e.checkVisibility()].join('|'); })()";
    let mut reached = Vec::new();
    // Tab begins at the check that the address names: once around.
    let mut ends = 0;
    while ends < 2 && reached.len() < 300 {
        browser.press("Tab");
        let one = browser.text(focused);
        if one.starts_with("BODY") {
            ends += 1;
        } else {
            assert!(one.contains("|solid|3px|true"), "its focus is not seen: {one}");
            reached.push(one);
        }
    }
    let reached = reached.join("\n");
    for part in ["Skip to the checks", "Theme", "Keys", "The board", "|One step back|", "|Step|"] {
        assert!(reached.contains(part), "Tab does not come to {part}:\n{reached}");
    }
    let last = number(&browser.text(SAID));
    assert!(reached.contains(&format!("A||{last}|")), "the current row:\n{reached}");
    finish(&browser);
}

#[test]
fn reads_without_a_script_and_on_paper() {
    let Some(mut browser) = browser("plain") else { return };
    let visible = |what: &str| {
        format!(
            "[...document.querySelectorAll('{what}')]\
             .filter(element => element.checkVisibility()).length"
        )
    };
    browser.media("light", "print");
    open(&mut browser, FIRST);
    let all = browser.eval("document.querySelectorAll('tr.step').length");
    assert_eq!(browser.eval(&visible("tr.step")), all, "all steps of all checks, on paper");
    assert_eq!(browser.eval(&visible("button")), 0);
    finish(&browser);

    browser.media("light", "screen");
    browser.ask("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    open(&mut browser, FIRST);
    assert_eq!(browser.eval(&visible("tr.step")), all);
    assert_eq!(browser.eval(&visible(".js-only")), 0);
    for part in ["article .verdict", ".summary", ".line", ".board td"] {
        assert_ne!(browser.eval(&visible(part)), 0, "{part}");
    }
    finish(&browser);
}
