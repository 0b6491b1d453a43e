//! Decides how wide each column of the interleaving's table is, or that the table does not fit.

use super::steps::Steps;
use super::text::width;

/// The columns of a table.
#[derive(Debug, PartialEq, Eq)]
pub struct Layout {
    /// Of the step's number.
    pub number: usize,
    /// Of the marks before the step.
    pub marks: usize,
    /// Of each lane.
    pub lanes: Vec<usize>,
    /// Of the place.
    pub label: usize,
    /// Of the source line beside the step; if there is no room, the lines are listed below.
    pub source: Option<usize>,
}

/// Before the number, around the marks, between lanes, before the source.
pub const INDENT: usize = 2;
pub const AROUND_MARKS: usize = 2;
pub const BETWEEN: usize = 3;
const GAP: usize = 2;
/// Less source text than this tells nothing; more than this is rarely missed.
const LEAST_SOURCE: usize = 26;
const MUCH_SOURCE: usize = 44;
/// A lane that is narrower than this (and than its own content) is not readable; one of the second
/// width is, and rarely wraps.
const LEAST_LANE: usize = 13;
const GOOD_LANE: usize = 18;
/// No lane needs more than this: long texts are wrapped.
const MOST_LANE: usize = 38;

impl Layout {
    /// Columns before the first lane.
    pub fn before(&self) -> usize {
        INDENT + self.number + AROUND_MARKS + self.marks
    }

    /// The layouts for so many columns, the best one first; none if the lanes do not fit side by side.
    pub fn fitting(steps: &Steps, columns: usize) -> Vec<Self> {
        let number = steps.total.to_string().len();
        let label = steps.rows.iter().map(|row| width(&row.label)).max().unwrap_or(0);
        let wanted = wanted(steps);
        let marks = steps.marks();
        let around = INDENT + number + AROUND_MARKS + marks + label + BETWEEN * wanted.len();
        let Some(room) = columns.checked_sub(around) else { return Vec::new() };
        let longest = steps.rows.iter().map(|row| width(&row.source)).max().unwrap_or(0);
        let beside = [longest.min(MUCH_SOURCE), LEAST_SOURCE].into_iter().filter_map(|source| {
            let lanes = share(&wanted, room.checked_sub(GAP + source)?, GOOD_LANE)?;
            let source = room - GAP - lanes.iter().sum::<usize>();
            Some(Self { number, marks, lanes, label, source: Some(source) })
        });
        let without = share(&wanted, room, LEAST_LANE);
        let without = without.map(|lanes| Self { number, marks, lanes, label, source: None });
        beside.chain(without).collect()
    }
}

fn wanted(steps: &Steps) -> Vec<usize> {
    let mut wanted: Vec<usize> = steps.lanes.iter().map(|name| width(name)).collect();
    for row in &steps.rows {
        let widest = row.what.iter().map(|text| width(text)).max().unwrap_or(0);
        if let Some(lane) = wanted.get_mut(row.lane) {
            *lane = widest.max(*lane);
        }
    }
    wanted.into_iter().map(|lane| lane.min(MOST_LANE)).collect()
}

/// Gives each lane what it wants, or an equal share of what the modest ones leave, if that is at
/// least so much.
fn share(wanted: &[usize], room: usize, least: usize) -> Option<Vec<usize>> {
    let mut left = room;
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|&lane| wanted[lane]);
    let mut given = vec![0; wanted.len()];
    for (done, &lane) in order.iter().enumerate() {
        let fair = left / (wanted.len() - done);
        given[lane] = wanted[lane].min(fair);
        left -= given[lane];
    }
    let readable = |(&wanted, &given): (&usize, &usize)| given >= wanted.min(least);
    wanted.iter().zip(&given).all(readable).then_some(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_shared_fairly() {
        assert_eq!(share(&[5, 30, 30], 45, LEAST_LANE), Some(vec![5, 20, 20]));
        assert_eq!(share(&[5, 10], 40, LEAST_LANE), Some(vec![5, 10]));
        assert_eq!(share(&[30, 30, 30], 30, LEAST_LANE), None);
        assert_eq!(share(&[], 10, LEAST_LANE), Some(vec![]));
    }
}
