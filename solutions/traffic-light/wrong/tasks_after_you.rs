//! verdict: deadlock — each road lets the other one go first if somebody waits there, so both stand for ever.
//! pattern: none
//!
//! The courtesy should keep an endless stream from starving the other road, and it does. But it has
//! no end: with a waiting car on each side and an empty crossing, both say "after you". A right of
//! way needs a rule that always lets one side go: a turn, an order of arrival, a bounded batch.

use tokio::sync::watch;

struct State {
    green: u32,
    turning: bool,
    /// Cars on the crossing.
    crossing: usize,
    /// Cars that wait, a road.
    waiting: [usize; 2],
}

impl State {
    fn must_wait(&self, road: u32) -> bool {
        let others_wait = self.waiting[2 - road as usize] > 0;
        let is_closed = self.turning || (self.green != road && self.crossing > 0);
        is_closed || others_wait
    }
}

pub struct TrafficLight {
    state: watch::Sender<State>,
}

impl TrafficLight {
    pub fn new() -> Self {
        let state = State { green: 1, turning: false, crossing: 0, waiting: [0, 0] };
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
        self.state.send_modify(|state| state.waiting[road_id as usize - 1] += 1);
        let mut is_red = false;
        while !self.state.send_if_modified(|state| {
            let must_wait = state.must_wait(road_id);
            if !must_wait {
                is_red = state.green != road_id;
                state.waiting[road_id as usize - 1] -= 1;
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
