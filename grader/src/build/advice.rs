//! A sentence in plain words for the compiler errors that are special here: where the rule behind
//! an error is one of this kit's, rustc cannot explain it.
//!
//! Called by `grade`.

use std::path::Path;

use crate::graded::Diagnostic;
use crate::problems::exercise::Exercise;

/// What to tell a learner about errors of the native build. `hidden` is the hidden test as the
/// compiler writes it.
pub fn on_errors(errors: &[Diagnostic], exercise: &Exercise, hidden: &str) -> Vec<String> {
    let mut advice: Vec<String> = Vec::new();
    // What does not fit the hidden test follows from the errors of the file itself.
    let has_own = errors.iter().any(|error| !is_in_test(error, hidden));
    for error in errors.iter().filter(|error| !has_own || !is_in_test(error, hidden)) {
        if let Some(sentence) = on_error(error, exercise, hidden)
            && !advice.contains(&sentence)
        {
            advice.push(sentence);
        }
    }
    advice
}

/// What to tell a learner whose code failed on real threads, if it keeps state outside its object.
pub fn on_statics(source: &str) -> Option<&'static str> {
    let mut words = source.lines().map(str::split_whitespace);
    let declares = words.any(|mut words| match words.next() {
        Some("static") => true,
        Some(first) if first.starts_with("pub") => words.next() == Some("static"),
        _ => false,
    });
    declares.then_some(
        "this file keeps state in a `static`. On real threads that lives on from one execution to \
         the next, and it is shared by all objects. (The model starts statics afresh.) What \
         belongs to one object belongs into the object.",
    )
}

fn on_error(error: &Diagnostic, exercise: &Exercise, hidden: &str) -> Option<String> {
    let code = error.code.as_deref().unwrap_or_default();
    let whole = anstream::adapter::strip_str(&error.rendered).to_string();
    if code == "unsafe_code" || (code == "E0453" && whole.contains("unsafe_code")) {
        return Some(
            "Unsafe code is forbidden in exercises: the scheduler can stop safe code wherever \
             threads meet, and nowhere inside unsafe code. No exercise needs it."
                .to_owned(),
        );
    }
    let crosses = whole.contains("cannot be sent between threads safely")
        || whole.contains("cannot be shared between threads safely");
    if crosses && whole.contains("await") && ["Guard<", "::Ref<"].iter().any(|g| whole.contains(g))
    {
        return Some(
            "A guard (of a lock, or what `borrow` of a watch channel returns) is still alive across \
             an `.await`, so the task cannot move to another thread. Put a block around the guard \
             that ends before the `.await` (a `drop` alone does not convince the compiler). A lock \
             that has to be held meanwhile must be `tokio::sync::Mutex`."
                .to_owned(),
        );
    }
    let is_future = whole.contains("future cannot be sent");
    // What the test itself has across an `.await` is the learner's object.
    if let Some(culprit) = culprit_in_object(&whole, hidden).filter(|_| crosses && is_future) {
        return Some(on_sharing(culprit));
    }
    if crosses && is_future {
        let culprit = culprit_of_future(&whole);
        return Some(format!(
            "{culprit} is alive across an `.await`, and cannot move to another thread. Callers are \
             spawned as tasks, so every future must be `Send`: take the counterpart that can move \
             (`Arc` for `Rc`, a `Mutex` for `RefCell`), or let it end before the `.await`."
        ));
    }
    if crosses {
        return Some(on_sharing(culprit(&whole).unwrap_or_default()));
    }
    if whole.contains("unlinked crate") {
        return Some(
            "Exercises can use std, tokio, parking_lot and crossbeam, and no other crates: these \
             are the ones that the scheduler knows."
                .to_owned(),
        );
    }
    is_in_test(error, hidden).then(|| {
        format!(
            "This error is in the hidden test, which calls your code: most likely a name or a \
             signature is no longer the stub's. `cargo run -p grader -- reset {exercise}` brings \
             the stub back and keeps your file beside it."
        )
    })
}

/// The hidden test may have modules beside it.
fn is_in_test(error: &Diagnostic, hidden: &str) -> bool {
    let folder = |file: &str| Path::new(file).parent().map(Path::to_owned);
    error.file.as_deref().and_then(folder) == folder(hidden)
}

/// About a type in the learner's object.
fn on_sharing(culprit: &str) -> String {
    let culprit = if culprit.is_empty() { "Something".to_owned() } else { format!("`{culprit}`") };
    format!(
        "{culprit} cannot be used by several threads, and your type must: the test shares one \
         object among all callers. Look for the counterpart that can (`Arc` for `Rc`, a \
         `Mutex` or an atomic for `Cell` and `RefCell`)."
    )
}

/// The type in "the trait `Sync` is not implemented for `Cell<u32>`", if it is the test that has it
/// across an `.await`.
fn culprit_in_object<'a>(text: &'a str, hidden: &str) -> Option<&'a str> {
    let folder = Path::new(hidden).parent()?.to_str()?.replace('\\', "/");
    let before = &text[..text.find("has type `")?];
    let place = before.lines().rfind(|line| line.trim_start().starts_with("-->"))?;
    let line = text.lines().find(|line| line.contains("is not implemented for `"))?;
    let name = line.split("is not implemented for `").nth(1)?.split('`').next();
    name.filter(|_| place.replace('\\', "/").contains(&folder))
}

/// The type in "`Rc<u32>` cannot be sent between threads safely".
fn culprit(text: &str) -> Option<&str> {
    let line = text.lines().find(|line| line.contains("between threads safely"))?;
    line.split('`').nth(1)
}

/// The type in "has type `Rc<u32>` which is not `Send`".
fn culprit_of_future(text: &str) -> String {
    let line = text.lines().find(|line| line.contains("has type `"));
    let name = line.and_then(|line| line.split("has type `").nth(1)?.split('`').next());
    name.map_or_else(|| "Something".to_owned(), |name| format!("`{name}`"))
}

/// What the model lacks, named from the errors of a model build whose native twin compiled.
pub fn not_modelled(errors: &[Diagnostic]) -> String {
    let mut items: Vec<String> = Vec::new();
    for error in errors {
        let item = missing(error);
        if !items.contains(&item) {
            items.push(item);
        }
    }
    items.join(", ")
}

/// `std::sync::mpmc` for "unresolved import `std::sync::mpmc`", the method and its type for "no
/// method named", the message where there is no name in it.
fn missing(error: &Diagnostic) -> String {
    let names: Vec<&str> = error.message.split('`').skip(1).step_by(2).collect();
    let plain = |name: &str| {
        let models = ["std", "crossbeam", "parking_lot", "tokio"];
        let real = models.iter().fold(name.to_owned(), |name, real| {
            name.replace(&format!("model_{real}::"), &format!("{real}::"))
        });
        real.replace("{root}", "std")
    };
    match (error.code.as_deref(), &names[..]) {
        (Some("E0599"), [method, kind, ..]) => format!("`{method}` of `{}`", plain(kind)),
        (Some("E0425" | "E0412" | "E0433" | "E0405"), [item, module, ..]) => {
            format!("`{item}` in `{}`", plain(module))
        }
        (Some("E0432" | "E0425" | "E0412" | "E0433" | "E0405"), [item, ..]) => {
            format!("`{}`", plain(item))
        }
        _ => error.message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::exercise::Variant;

    fn error(code: &str, file: &str, message: &str) -> Diagnostic {
        Diagnostic {
            code: Some(code.to_owned()),
            message: message.to_owned(),
            file: Some(file.to_owned()),
            line: Some(1),
            column: Some(1),
            rendered: message.to_owned(),
            compiler: serde_json::Value::Null,
        }
    }

    #[test]
    fn each_rule_of_the_kit_has_its_sentence() {
        let hidden = "tests/h2o/threads.rs";
        let exercise = Exercise::new("h2o", Variant::Threads);
        let on = |code, file, message| {
            on_errors(&[error(code, file, message)], &exercise, hidden).join("")
        };
        assert!(on("unsafe_code", "x.rs", "usage of an `unsafe` block").contains("forbidden"));
        let rc = on("E0277", hidden, "`Rc<u32>` cannot be sent between threads safely");
        assert!(rc.starts_with("`Rc<u32>` cannot be used by several threads"), "{rc}");
        let guard = "future cannot be sent between threads safely\nthe trait `Send` is not \
                     implemented for `std::sync::MutexGuard<'_, u32>`\nawait occurs here";
        assert!(on("E0277", hidden, guard).contains("before the `.await`"));
        let rc = "future cannot be sent between threads safely\nfuture is not `Send` as this value is \
                  used across an await\nhas type `Rc<u32>` which is not `Send`\ncannot be sent \
                  between threads safely";
        assert!(on("E0277", hidden, rc).starts_with("`Rc<u32>` is alive across an `.await`"));
        assert!(on("E0061", hidden, "this method takes 1 argument").contains("hidden test"));
        assert_eq!(on("E0308", "exercises/h2o/threads.rs", "mismatched types"), "");
    }

    #[test]
    fn a_static_is_seen_and_a_word_like_it_is_not() {
        for source in ["static STAGE: u8 = 0;", "  pub(crate) static mut A: u8 = 0;"] {
            assert!(on_statics(source).is_some(), "{source}");
        }
        for source in ["fn f(text: &'static str) {}", "// static is a word", "let statics = 1;"] {
            assert!(on_statics(source).is_none(), "{source}");
        }
    }

    #[test]
    fn the_same_sentence_is_said_once() {
        let twice = [error("E0061", "t", "x"), error("E0599", "t", "y")];
        let exercise = Exercise::new("h2o", Variant::Threads);
        assert_eq!(on_errors(&twice, &exercise, "t").len(), 1);
    }

    #[test]
    fn what_is_not_modelled_is_named() {
        let errors = [
            error("E0432", "x", "unresolved import `std::sync::mpmc`"),
            error("E0425", "x", "cannot find function `available_parallelism` in module `thread`"),
            error("E0599", "x", "no method named `get_mut` found for struct `model_std::Mutex<T>`"),
            error("E0308", "x", "mismatched types"),
        ];
        assert_eq!(
            not_modelled(&errors),
            "`std::sync::mpmc`, `available_parallelism` in `thread`, \
             `get_mut` of `std::Mutex<T>`, mismatched types"
        );
    }
}
