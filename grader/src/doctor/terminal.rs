//! The terminal: how large, with colours or not, and whether it can show the signs of a report.

use super::finding::Finding;

/// What there is of it.
#[derive(Debug, Clone, Default)]
pub struct Terminal {
    /// Columns and rows; `None` where standard output is no terminal.
    pub size: Option<(u16, u16)>,
    /// Whether what is printed there has colours.
    pub colours: bool,
    /// `$TERM` says that it only writes one line below another.
    pub dumb: bool,
    /// What decides the encoding: `$LC_ALL`, else `$LC_CTYPE`, else `$LANG`; `None` if none is set.
    pub locale: Option<String>,
    /// Windows has no such variables.
    pub has_locales: bool,
}

/// What the screens of `play` and `replay --step` are made for.
const COLUMNS: u16 = 80;
const ROWS: u16 = 24;

/// What there is to say about it.
pub fn examine(terminal: &Terminal) -> Vec<Finding> {
    let mut found = vec![size(terminal)];
    if terminal.size.is_some() {
        found.push(colours(terminal));
    }
    if terminal.has_locales {
        found.push(locale(terminal));
    }
    found
}

fn size(terminal: &Terminal) -> Finding {
    const CHECK: &str = "terminal";
    let Some((columns, rows)) = terminal.size else {
        return Finding::note(CHECK, "this is no terminal: reports are made for 80 columns");
    };
    let says = format!("the terminal has {columns} columns and {rows} rows");
    if terminal.dumb {
        let says = "TERM=dumb: `play` and `replay --step` cannot be shown";
        Finding::warning(CHECK, says).remedy("use a terminal that can move its cursor")
    } else if columns < COLUMNS || rows < ROWS {
        let wanted = format!("make it larger: {COLUMNS} columns and {ROWS} rows show everything");
        Finding::warning(CHECK, says).remedy(wanted)
    } else {
        Finding::good(CHECK, says)
    }
}

fn colours(terminal: &Terminal) -> Finding {
    if terminal.colours {
        Finding::good("colours", "reports have colours")
    } else {
        Finding::note("colours", "reports have no colours, as the environment asks")
            .remedy("`--color always` has them; `--help` lists the variables that decide")
    }
}

fn locale(terminal: &Terminal) -> Finding {
    let locale = terminal.locale.as_deref().unwrap_or("C");
    let lower = locale.to_lowercase();
    if lower.contains("utf-8") || lower.contains("utf8") {
        return Finding::good("locale", format!("the locale is {locale}"));
    }
    let says =
        format!("the locale is {locale}, not UTF-8: signs such as ✓ and │ may come out wrong");
    Finding::warning("locale", says).remedy("export LANG=C.UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Level;

    #[test]
    fn a_terminal_is_large_enough_and_speaks_utf_8() {
        let usual = || Terminal {
            size: Some((80, 24)),
            colours: true,
            dumb: false,
            locale: Some("en_GB.UTF-8".to_owned()),
            has_locales: true,
        };
        for (terminal, levels) in [
            (usual(), vec![Level::Good; 3]),
            (
                Terminal { size: Some((79, 50)), ..usual() },
                vec![Level::Warning, Level::Good, Level::Good],
            ),
            (Terminal { dumb: true, ..usual() }, vec![Level::Warning, Level::Good, Level::Good]),
            (Terminal { colours: false, ..usual() }, vec![Level::Good, Level::Note, Level::Good]),
            (Terminal { size: None, ..usual() }, vec![Level::Note, Level::Good]),
            (Terminal { locale: None, ..usual() }, vec![Level::Good, Level::Good, Level::Warning]),
            (Terminal { has_locales: false, ..usual() }, vec![Level::Good; 2]),
        ] {
            let found = examine(&terminal);
            assert_eq!(found.iter().map(|it| it.level).collect::<Vec<_>>(), levels, "{found:?}");
        }
    }
}
