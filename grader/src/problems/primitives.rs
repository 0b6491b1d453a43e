//! Which synchronisation primitives a source uses, whichever crate they come from.
//!
//! By the paths it names (`paths`): what is imported is taken to be used. Asked by `list`, which filters
//! problems by them, and by whatever picks a problem for somebody.

mod paths;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clap::ValueEnum;
use serde::Serialize;

use crate::problems::exercise::{Exercise, Variant};
use crate::problems::problem::Problem;
use crate::problems::source_file;
use crate::project::Project;

/// A kind of primitive, of `std`, `tokio`, `parking_lot` and `crossbeam` alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
#[value(rename_all = "lower")]
pub enum Primitive {
    /// Only one at a time.
    Mutex,
    /// Many readers, or one writer.
    #[value(alias = "rw-lock")]
    RwLock,
    /// Waiting for a condition under a mutex.
    #[value(alias = "cv")]
    Condvar,
    /// So many permits; one that the file makes itself counts too, for std has none.
    Semaphore,
    /// All or nobody: `Barrier` and `WaitGroup`.
    #[value(alias = "waitgroup")]
    Barrier,
    /// Values from one to another: `mpsc`, `oneshot`, `broadcast`, crossbeam's channels.
    #[value(aliases = ["channels", "mpsc", "oneshot", "broadcast"])]
    Channel,
    /// The latest of a value, and who waits for it to change.
    Watch,
    /// A wake-up for a task.
    Notify,
    /// Numbers and flags that several may change at once.
    #[value(alias = "atomic")]
    Atomics,
    /// A thread that sleeps until somebody calls it by its handle.
    #[value(aliases = ["parking", "unpark"])]
    Park,
    /// Made by whoever comes first: `Once`, `OnceLock`, `LazyLock`, tokio's `OnceCell`.
    Once,
}

impl Primitive {
    /// Every kind, in the order in which they are named.
    pub const ALL: [Self; 11] = [
        Self::Mutex,
        Self::RwLock,
        Self::Condvar,
        Self::Semaphore,
        Self::Barrier,
        Self::Channel,
        Self::Watch,
        Self::Notify,
        Self::Atomics,
        Self::Park,
        Self::Once,
    ];

    /// Its name on the command line and in lists.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mutex => "mutex",
            Self::RwLock => "rwlock",
            Self::Condvar => "condvar",
            Self::Semaphore => "semaphore",
            Self::Barrier => "barrier",
            Self::Channel => "channel",
            Self::Watch => "watch",
            Self::Notify => "notify",
            Self::Atomics => "atomics",
            Self::Park => "park",
            Self::Once => "once",
        }
    }

    /// What a path leads to. The first segment that says it counts: `watch::channel` is a watch.
    fn of_path(path: &[String]) -> Option<Self> {
        if matches!(path[0].as_str(), "Self" | "self" | "super" | "crate")
            || path.iter().any(|segment| segment == "cell")
        {
            return None;
        }
        // What stands behind a type is a function or a variant of its own.
        let of_type = path.iter().position(|segment| is_type(segment));
        let told = &path[..of_type.map_or(path.len(), |at| at + 1)];
        told.iter().find_map(|segment| {
            let is_name_alone = path.len() == 1 && !is_type(segment);
            Self::of_segment(segment).filter(|_| !is_name_alone)
        })
    }

    fn of_segment(segment: &str) -> Option<Self> {
        Some(match segment {
            "Mutex" | "MutexGuard" | "OwnedMutexGuard" | "ReentrantMutex" | "FairMutex" => {
                Self::Mutex
            }
            "RwLock"
            | "RwLockReadGuard"
            | "RwLockWriteGuard"
            | "RwLockUpgradableReadGuard"
            | "OwnedRwLockReadGuard"
            | "OwnedRwLockWriteGuard"
            | "ShardedLock" => Self::RwLock,
            "Condvar" => Self::Condvar,
            "Semaphore" | "SemaphorePermit" | "OwnedSemaphorePermit" => Self::Semaphore,
            "Barrier" | "WaitGroup" => Self::Barrier,
            "mpsc" | "mpmc" | "oneshot" | "broadcast" | "channel" => Self::Channel,
            "watch" => Self::Watch,
            "Notify" | "Notified" | "OwnedNotified" => Self::Notify,
            "atomic" => Self::Atomics,
            "park" | "park_timeout" | "Parker" | "Unparker" => Self::Park,
            "Once" | "OnceLock" | "OnceCell" | "LazyLock" | "SetOnce" => Self::Once,
            other if other.starts_with("Atomic") => Self::Atomics,
            _ => return None,
        })
    }
}

fn is_type(segment: &str) -> bool {
    segment.starts_with(|first: char| first.is_uppercase())
}

/// What a source uses; nothing if it is so unfinished that its brackets do not match.
pub fn of(text: &str) -> BTreeSet<Primitive> {
    paths::paths(text).iter().filter_map(|path| Primitive::of_path(path)).collect()
}

/// What the known right designs of a problem use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Used(BTreeMap<Variant, OfVariant>);

/// What the known right designs of a variant use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct OfVariant {
    reference: BTreeSet<Primitive>,
    all: BTreeSet<Primitive>,
}

impl Used {
    /// What the reference of a variant uses: the way that the editorial tells first.
    pub fn by_reference(&self, variant: Variant) -> BTreeSet<Primitive> {
        self.0.get(&variant).map(|of| of.reference.clone()).unwrap_or_default()
    }

    /// What any right design of a variant uses, the reference among them.
    pub fn by_variant(&self, variant: Variant) -> BTreeSet<Primitive> {
        self.0.get(&variant).map(|of| of.all.clone()).unwrap_or_default()
    }

    /// What any right design of the problem uses.
    pub fn all(&self) -> BTreeSet<Primitive> {
        self.0.values().flat_map(|of| of.all.iter().copied()).collect()
    }
}

/// What the reference and the other right designs of a problem use. A file that cannot be read uses
/// nothing.
pub fn of_problem(project: &Project, problem: &Problem) -> Used {
    let of_file = |path: &Path| source_file::read(path).map(|text| of(&text));
    let of_variant = |exercise: Exercise| {
        let reference = of_file(&project.solution_file(&exercise)).unwrap_or_default();
        let others = project.designs(&exercise, "right").filter_map(|path| of_file(&path).ok());
        let all = others.flatten().chain(reference.iter().copied()).collect();
        (exercise.variant, OfVariant { reference, all })
    };
    Used(problem.exercises().map(of_variant).collect())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn words(text: &str) -> String {
        of(text).into_iter().map(Primitive::word).collect::<Vec<_>>().join(" ")
    }

    fn project() -> Project {
        Project::at(Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the root"))
    }

    #[test]
    fn real_files_use_what_they_use() {
        for (file, expected) in [
            ("print-in-order/threads.rs", "mutex condvar"),
            ("bounded-blocking-queue/right/tasks_watch.rs", "mutex watch"),
            ("bounded-blocking-queue/right/threads_crossbeam_channel.rs", "channel"),
            ("bounded-blocking-queue/right/threads_semaphores.rs", "mutex condvar semaphore"),
            ("dining-philosophers/right/threads_park.rs", "mutex atomics park"),
            ("fizzbuzz/right/threads_barrier.rs", "barrier"),
            ("fizzbuzz/right/tasks_notify_waiters.rs", "mutex notify"),
            ("foobar/right/threads_parkers.rs", "mutex atomics park"),
            ("foobar/right/threads_parking_lot.rs", "mutex condvar"),
            ("foobar/right/tasks_task_local.rs", "semaphore"),
            ("h2o/right/tasks_semaphores_barrier.rs", "semaphore barrier"),
            ("print-in-order/right/tasks_rwlock_gates.rs", "mutex rwlock"),
            ("print-in-order/right/tasks_oneshot.rs", "mutex channel"),
            ("web-crawler/tasks.rs", ""),
        ] {
            let path = project().root().join("solutions").join(file);
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
            assert_eq!(words(&text), expected, "{file}");
        }
    }

    #[test]
    fn names_alone_are_not_enough() {
        for (text, expected) in [
            ("let channel = watch; park(notify);", ""),
            ("use std::cell::OnceCell; struct A(OnceCell<u8>);", ""),
            ("enum Turn { First } fn a() { Turn::Once; Self::park(); self.barrier.go() }", ""),
            ("use std::thread::park; fn a() { park() }", "park"),
            ("use std::sync::*; fn a() { mpsc::channel(); }", "channel"),
            ("use std::sync; struct A { b: sync::Mutex<()> }", "mutex"),
            (
                "fn a() { tokio::select! { _ = tokio::sync::Notify::const_new().notified() => {} } }",
                "notify",
            ),
            ("struct Semaphore { permits: u8 }", "semaphore"),
            ("use std::sync::atomic::{AtomicBool, Ordering};", "atomics"),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn a_problem_uses_what_its_right_designs_use() {
        let problems = Problem::discover(&project());
        let h2o = problems.iter().find(|problem| problem.id == "h2o").expect("a problem");
        let used = of_problem(&project(), h2o);
        let reference = used.by_reference(Variant::Threads);
        assert_eq!(reference, [Primitive::Mutex, Primitive::Condvar].into());
        assert!(used.by_variant(Variant::Threads).is_superset(&reference));
        assert!(used.by_variant(Variant::Tasks).contains(&Primitive::Notify));
        assert!(!used.by_variant(Variant::Threads).contains(&Primitive::Notify));
        assert!(
            used.all().contains(&Primitive::Condvar) && used.all().contains(&Primitive::Notify)
        );
    }

    #[test]
    fn the_command_line_and_lists_have_the_same_words() {
        for primitive in Primitive::ALL {
            let value = primitive.to_possible_value().expect("none is hidden");
            assert_eq!(value.get_name(), primitive.word());
            let json = serde_json::to_value(primitive).expect("JSON");
            assert_eq!(json, primitive.word());
        }
        assert_eq!(Primitive::ALL.as_slice(), Primitive::value_variants());
    }
}
