//! `time`: intervals and the clock.

use std::future::{poll_fn, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Poll;

use tokio::task::yield_now;
use tokio::time::{
    Duration, Instant, Interval, MissedTickBehavior, advance, interval, interval_at, pause, resume,
    sleep, timeout,
};

use super::{current_thread, multi_thread, passed, promises, run, run_paused};

const MS: Duration = Duration::from_millis(1);

/// What the program says when it panics.
fn panics<R>(program: impl FnOnce() -> R) -> String {
    let Err(payload) = catch_unwind(AssertUnwindSafe(program)) else { panic!("it did not panic") };
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => payload.downcast::<&str>().unwrap().to_string(),
    }
}

/// Whole milliseconds since, exactly: for a paused clock.
#[track_caller]
fn ms(since: Instant) -> u128 {
    let passed = since.elapsed();
    assert_eq!(passed.as_nanos() % MS.as_nanos(), 0, "{passed:?}");
    passed.as_millis()
}

/// When an interval ticks, in milliseconds, and when it says that the tick was due.
async fn tick(interval: &mut Interval, since: Instant) -> (u128, u128) {
    let due = interval.tick().await;
    (ms(since), (due - since).as_millis())
}

fn is_send_and_sync<T: Send + Sync>(_: &T) {}
fn is_unpin<T: Unpin>(_: &T) {}
promises! {
    fn an_interval_ticks_at_once_and_then_once_a_period() {
        run_paused(async {
            let began = Instant::now();
            let mut interval = interval(10 * MS);
            for n in 0..4 {
                assert_eq!(tick(&mut interval, began).await, (10 * n, 10 * n));
                sleep(3 * MS).await;
            }
        });
        run(|| async {
            let began = std::time::Instant::now();
            let mut interval = interval(2 * MS);
            for _ in 0..3 {
                interval.tick().await;
            }
            passed(began, 4 * MS);
        });
    }

    fn an_interval_begins_when_it_is_told() {
        run_paused(async {
            let began = Instant::now();
            let mut interval = interval_at(began + 5 * MS, 10 * MS);
            for n in 0..3 {
                assert_eq!(tick(&mut interval, began).await, (10 * n + 5, 10 * n + 5));
            }
        });
    }

    fn a_burst_makes_up_for_missed_ticks() {
        run_paused(async {
            let began = Instant::now();
            let mut interval = interval(50 * MS);
            assert_eq!(interval.missed_tick_behavior(), MissedTickBehavior::Burst);
            interval.tick().await;
            sleep(200 * MS).await;
            for due in [50, 100, 150, 200] {
                assert_eq!(tick(&mut interval, began).await, (200, due));
            }
            assert_eq!(tick(&mut interval, began).await, (250, 250));
        });
    }

    fn a_delay_goes_on_from_the_late_tick() {
        run_paused(async {
            let began = Instant::now();
            let mut interval = interval(50 * MS);
            interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
            assert_eq!(interval.missed_tick_behavior(), MissedTickBehavior::Delay);
            interval.tick().await;
            sleep(120 * MS).await;
            assert_eq!(tick(&mut interval, began).await, (120, 50));
            assert_eq!(tick(&mut interval, began).await, (170, 170));
            assert_eq!(tick(&mut interval, began).await, (220, 220));
        });
    }

    fn a_skip_goes_on_at_the_next_multiple() {
        run_paused(async {
            let began = Instant::now();
            let mut interval = interval(50 * MS);
            interval.set_missed_tick_behavior(MissedTickBehavior::Skip);
            interval.tick().await;
            sleep(75 * MS).await;
            assert_eq!(tick(&mut interval, began).await, (75, 50));
            assert_eq!(tick(&mut interval, began).await, (100, 100));
            sleep(200 * MS).await;
            assert_eq!(tick(&mut interval, began).await, (300, 150));
            assert_eq!(tick(&mut interval, began).await, (350, 350));
        });
    }

    fn a_tick_that_is_five_milliseconds_late_is_not_missed() {
        run_paused(async {
            let began = Instant::now();
            let mut interval = interval(20 * MS);
            interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
            interval.tick().await;
            sleep(25 * MS).await;
            assert_eq!(tick(&mut interval, began).await, (25, 20));
            assert_eq!(tick(&mut interval, began).await, (40, 40));
            sleep(26 * MS).await;
            assert_eq!(tick(&mut interval, began).await, (66, 60));
            assert_eq!(tick(&mut interval, began).await, (86, 86));
        });
    }

    fn an_interval_can_be_reset() {
        run_paused(async {
            let began = Instant::now();
            let mut interval = interval(100 * MS);
            assert_eq!(interval.period(), 100 * MS);
            interval.tick().await;
            sleep(50 * MS).await;
            interval.reset();
            assert_eq!(tick(&mut interval, began).await, (150, 150));
            sleep(10 * MS).await;
            interval.reset_immediately();
            assert_eq!(tick(&mut interval, began).await, (160, 160));
            interval.reset_after(20 * MS);
            assert_eq!(tick(&mut interval, began).await, (180, 180));
            interval.reset_at(began + 200 * MS);
            assert_eq!(tick(&mut interval, began).await, (200, 200));
            assert_eq!(tick(&mut interval, began).await, (300, 300));
            interval.reset_at(began + 150 * MS);
            assert_eq!(tick(&mut interval, began).await, (300, 150));
            assert_eq!(tick(&mut interval, began).await, (300, 250));
            assert_eq!(tick(&mut interval, began).await, (350, 350));
        });
    }

    fn a_cancelled_tick_is_not_used_up() {
        run_paused(async {
            let began = Instant::now();
            let mut interval = interval(10 * MS);
            interval.tick().await;
            assert!(timeout(4 * MS, interval.tick()).await.is_err());
            assert!(timeout(4 * MS, interval.tick()).await.is_err());
            assert_eq!(tick(&mut interval, began).await, (10, 10));
        });
    }

    fn poll_tick_is_ready_when_a_tick_is_due() {
        run_paused(async {
            let began = Instant::now();
            let mut interval = interval(10 * MS);
            let first = poll_fn(|context| interval.poll_tick(context)).await;
            assert_eq!(first, began);
            poll_fn(|context| {
                assert!(interval.poll_tick(context).is_pending());
                Poll::Ready(())
            })
            .await;
            let second = poll_fn(|context| interval.poll_tick(context)).await;
            assert_eq!((ms(began), second), (10, began + 10 * MS));
        });
    }

    fn a_period_of_nothing_is_refused() {
        let runtime = current_thread();
        let _entered = runtime.enter();
        assert_eq!(panics(|| interval(Duration::ZERO)), "`period` must be non-zero.");
        let now = Instant::now();
        assert_eq!(panics(|| interval_at(now, Duration::ZERO)), "`period` must be non-zero.");
    }

    fn time_stands_still_while_somebody_runs() {
        run_paused(async {
            let began = Instant::now();
            for _ in 0..5 {
                yield_now().await;
            }
            assert_eq!(began.elapsed(), Duration::ZERO);
        });
    }

    fn the_clock_can_be_paused_and_go_on() {
        current_thread().block_on(async {
            pause();
            let began = Instant::now();
            sleep(Duration::from_secs(3600)).await;
            assert!(began.elapsed() >= Duration::from_secs(3600));
            assert_eq!(panics(pause), "time is already frozen");
            resume();
            assert_eq!(panics(resume), "time is not frozen");
            pause();
        });
    }

    fn the_clock_of_a_multi_thread_runtime_cannot_be_paused() {
        multi_thread().block_on(async {
            assert!(panics(pause).starts_with("`time::pause()` requires the `current_thread`"));
            assert_eq!(panics(resume), "time is not frozen");
        });
    }

    fn there_is_no_clock_outside() {
        let outside = "time cannot be frozen from outside the Tokio runtime";
        assert_eq!(panics(pause), outside);
        assert_eq!(panics(resume), outside);
    }

    fn only_a_paused_clock_can_be_advanced() {
        for runtime in [current_thread(), multi_thread()] {
            assert_eq!(panics(|| runtime.block_on(advance(MS))), "time is not frozen");
        }
        run_paused(async { drop(advance(MS)) });
        let told = panics(|| run_paused(advance(Duration::MAX)));
        assert_eq!(told, "overflow when adding duration to instant");
    }

    fn an_advance_moves_the_clock() {
        run_paused(async {
            let began = Instant::now();
            advance(Duration::from_micros(1500)).await;
            assert_eq!(began.elapsed(), Duration::from_micros(1500));
            advance(Duration::ZERO).await;
            advance(Duration::from_secs(60)).await;
            assert_eq!(began.elapsed(), Duration::from_micros(60_001_500));
        });
    }

    fn whoever_sleeps_is_woken_by_an_advance() {
        run_paused(async {
            let began = Instant::now();
            let sleeps = sleep(20 * MS);
            let task = tokio::spawn(async move {
                sleeps.await;
                ms(began)
            });
            advance(15 * MS).await;
            assert_eq!(ms(began), 15);
            assert!(!task.is_finished());
            advance(15 * MS).await;
            assert_eq!(ms(began), 30);
            assert_eq!(task.await.unwrap(), 30);
            let over = sleep(5 * MS);
            advance(6 * MS).await;
            over.await;
            assert_eq!(ms(began), 36);
        });
    }

    fn instants_calculate() {
        let now = Instant::now();
        let hour = Duration::from_secs(3600);
        let mut later = now + hour;
        assert_eq!(later - now, hour);
        assert_eq!(now - later, Duration::ZERO);
        assert_eq!(later.duration_since(now), hour);
        assert_eq!(now.duration_since(later), Duration::ZERO);
        assert_eq!(now.saturating_duration_since(later), Duration::ZERO);
        assert_eq!(now.checked_duration_since(later), None);
        assert_eq!(later.checked_duration_since(now), Some(hour));
        assert_eq!(now.checked_add(hour), Some(later));
        assert_eq!(later.elapsed(), Duration::ZERO);
        later -= hour;
        assert_eq!(later, now);
        later += hour;
        assert_eq!(later.checked_sub(hour), Some(now));
        assert_eq!(now.checked_add(Duration::MAX), None);
        assert_eq!(later - hour, now);
        assert_eq!(now.max(later), later);
        assert_eq!(panics(|| now + Duration::MAX), "overflow when adding duration to instant");
    }

    fn both_clocks_are_one() {
        let std = std::time::Instant::now();
        let tokio = Instant::from_std(std);
        assert_eq!(tokio.into_std(), std);
        assert_eq!(Instant::from(std), tokio);
        assert_eq!(std::time::Instant::from(tokio), std);
        assert_eq!(format!("{tokio:?}"), format!("{std:?}"));
        assert!(Instant::now().duration_since(tokio) < Duration::from_secs(60));
    }

    fn timers_are_send_and_sync() {
        let runtime = current_thread();
        let _entered = runtime.enter();
        let (sleep, mut interval) = (sleep(MS), interval(MS));
        is_send_and_sync(&sleep);
        is_send_and_sync(&interval);
        is_unpin(&interval);
        is_send_and_sync(&interval.tick());
        is_send_and_sync(&timeout(MS, ready(())));
        is_send_and_sync(&advance(MS));
        drop(sleep);
    }
}
