//! verdict: starvation — whoever finds green goes, so an endless stream of cars keeps the other road waiting for ever.
//! pattern: none
//!
//! A car on red waits until the crossing is empty. On a busy road it never is: the next car comes
//! before the one before is across, finds green, and goes. Everything else is right. Whoever waits
//! must be able to keep newcomers out (a turnstile), or they must be counted (a batch).

use tokio::sync::watch;

struct State {
    green: u32,
    turning: bool,
    /// Cars on the crossing.
    crossing: usize,
}

pub struct TrafficLight {
    state: watch::Sender<State>,
}

impl TrafficLight {
    pub fn new() -> Self {
        let state = State { green: 1, turning: false, crossing: 0 };
        Self { state: watch::Sender::new(state) }
    }

    pub async fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl Future<Output = ()> + Send,
        cross_car: impl Future<Output = ()> + Send,
    ) {
        let mut changes = self.state.subscribe();
        let mut is_red = false;
        while !self.state.send_if_modified(|state| {
            is_red = state.green != road_id;
            let must_wait = state.turning || (is_red && state.crossing > 0);
            if !must_wait {
                state.crossing += 1;
                state.turning = is_red;
            }
            !must_wait
        }) {
            changes.changed().await.expect("the sender lives in self");
        }
        if is_red {
            turn_green.await;
            self.state.send_modify(|state| (state.green, state.turning) = (road_id, false));
        }
        cross_car.await;
        self.state.send_modify(|state| state.crossing -= 1);
    }
}
