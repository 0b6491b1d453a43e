//! How the columns of a table share the width there is.
//!
//! Called by `table`.

/// What one cell needs, in columns of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Need {
    /// Its longest word.
    pub least: usize,
    /// All of it in one line.
    pub most: usize,
}

/// No column of text is narrower than this if it can be helped.
const NARROW: usize = 10;

/// The width of each column, which together take at most `room`; `None` where that would break words or
/// leave columns so narrow that nobody wants to read them.
///
/// Every column begins with its longest word. What is left goes a step at a time to where it makes the
/// table shorter: to the column that is the tallest in the most rows.
pub(super) fn share(rows: &[Vec<Need>], room: usize) -> Option<Vec<usize>> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |of: fn(&Need) -> usize| -> Vec<usize> {
        (0..count)
            .map(|column| rows.iter().filter_map(|row| row.get(column)).map(of).max().unwrap_or(0))
            .collect()
    };
    let most = widest(|need| need.most);
    if most.iter().sum::<usize>() <= room {
        return Some(most);
    }
    let mut widths = widest(|need| need.least);
    for (width, most) in widths.iter_mut().zip(&most) {
        *width = (*width).max(NARROW.min(*most));
    }
    let mut left = room.checked_sub(widths.iter().sum())?;
    while left > 0 {
        let open = (0..count).filter(|&column| widths[column] < most[column]);
        let gains = open.map(|column| (column, gain(rows, &widths, column)));
        let Some((best, _)) = gains.max_by(|(_, one), (_, other)| one.total_cmp(other)) else {
            break;
        };
        widths[best] += 1;
        left -= 1;
    }
    Some(widths)
}

/// By how many lines the table becomes shorter if this column gets one more, about.
fn gain(rows: &[Vec<Need>], widths: &[usize], column: usize) -> f64 {
    let lines = |need: &Need, width: usize| number(need.most) / number(width.max(1));
    let of_row = |row: &Vec<Need>| {
        let Some(own) = row.get(column) else { return 0.0 };
        let others = row.iter().zip(widths).enumerate().filter(|(other, _)| *other != column);
        let others = others.map(|(_, (need, width))| lines(need, *width)).fold(1.0, f64::max);
        let height = |width| lines(own, width).max(others);
        height(widths[column]) - height(widths[column] + 1)
    };
    rows.iter().map(of_row).sum()
}

fn number(columns: usize) -> f64 {
    u32::try_from(columns).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(least: usize, most: usize) -> Need {
        Need { least, most }
    }

    #[test]
    fn what_fits_is_as_wide_as_it_is() {
        assert_eq!(share(&[vec![need(3, 9), need(4, 20)]], 29), Some(vec![9, 20]));
    }

    #[test]
    fn the_longer_text_gets_more() {
        let widths = share(&[vec![need(8, 8), need(6, 40), need(6, 80)]], 68).expect("room");
        assert_eq!(widths.iter().sum::<usize>(), 68);
        assert_eq!(widths[0], 8);
        assert!((18..=22).contains(&widths[1]), "{widths:?}");
    }

    #[test]
    fn words_are_not_broken_and_columns_not_squeezed() {
        assert_eq!(share(&[vec![need(28, 60), need(9, 100)]], 37), None);
        assert!(share(&[vec![need(28, 60), need(9, 100)]], 38).is_some());
        assert_eq!(share(&[vec![need(2, 60), need(2, 60), need(2, 60)]], 29), None);
    }
}
