//! `Instant`, `SystemTime` and `hint`.

use std::hint;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::{WHILE, promises};

promises! {
    fn time_goes_on() {
        let first = Instant::now();
        thread::sleep(WHILE);
        let second = Instant::now();
        assert!(second > first && second - first >= WHILE);
        assert!(second.duration_since(first) >= WHILE);
        assert_eq!(first.duration_since(second), Duration::ZERO);
        assert_eq!(first.checked_duration_since(second), None);
        assert_eq!(first.saturating_duration_since(second), Duration::ZERO);
    }

    fn instants_calculate() {
        let now = Instant::now();
        let hour = Duration::from_secs(3600);
        let mut later = now + hour;
        assert_eq!(later - now, hour);
        assert_eq!(now.checked_add(hour), Some(later));
        later -= hour;
        assert_eq!(later, now);
        later += hour;
        assert_eq!(later.checked_sub(hour), Some(now));
        assert_eq!(now.checked_add(Duration::MAX), None);
        assert_eq!(now.max(later), later);
    }

    fn the_clock_on_the_wall() {
        let first = SystemTime::now();
        assert!(first.duration_since(UNIX_EPOCH).unwrap().as_secs() > 1_700_000_000);
        assert!(SystemTime::UNIX_EPOCH.duration_since(first).is_err());
        thread::sleep(WHILE);
        assert!(first.elapsed().is_ok());
        assert_eq!((first + WHILE) - WHILE, first);
    }

    fn a_spinning_thread_sees_the_change() {
        let flag = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !flag.load(SeqCst) {
                    hint::spin_loop();
                }
            });
            scope.spawn(|| flag.store(true, SeqCst));
        });
        assert_eq!(hint::black_box(3), 3);
    }
}
