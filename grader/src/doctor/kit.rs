//! The kit: built, or what building it will take.

use super::finding::Finding;

/// What there is of it.
#[derive(Debug, Clone, Default)]
pub struct Kit {
    /// It was built once.
    pub built: bool,
    /// Whether Cargo has everything for it on this machine; `None` if nobody had to ask.
    pub downloaded: Option<bool>,
}

/// What there is to say about it.
pub fn examine(kit: &Kit) -> Vec<Finding> {
    if kit.built {
        return vec![Finding::good("kit", "the kit is built: a check takes a few seconds")];
    }
    let cold = "the kit is not built yet: the first check builds it, in about a minute";
    let mut found = vec![Finding::note("kit", cold)];
    found.extend(kit.downloaded.map(|downloaded| {
        if downloaded {
            Finding::good("crates", "the crates that it needs are on this machine")
        } else {
            let says =
                "not all crates that it needs are on this machine: the first check needs a network";
            Finding::warning("crates", says).remedy("cargo fetch")
        }
    }));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Level;

    #[test]
    fn a_kit_that_is_not_built_needs_its_crates() {
        for (built, downloaded, levels) in [
            (true, None, vec![Level::Good]),
            (false, None, vec![Level::Note]),
            (false, Some(true), vec![Level::Note, Level::Good]),
            (false, Some(false), vec![Level::Note, Level::Warning]),
        ] {
            let found = examine(&Kit { built, downloaded });
            assert_eq!(found.iter().map(|it| it.level).collect::<Vec<_>>(), levels, "{found:?}");
        }
    }
}
