//! The programs of Rust: there, new enough, and of one toolchain.

use super::finding::Finding;

/// The first lines that the programs print when asked for their version; `None` where one cannot be run.
#[derive(Debug, Clone, Default)]
pub struct Tools {
    /// The oldest rustc that the project allows: `1.88`.
    pub needed: String,
    /// rustc.
    pub rustc: Option<String>,
    /// cargo.
    pub cargo: Option<String>,
    /// rustfmt.
    pub rustfmt: Option<String>,
    /// clippy.
    pub clippy: Option<String>,
}

/// What there is to say about them.
pub fn examine(tools: &Tools) -> Vec<Finding> {
    let optional = [("rustfmt", &tools.rustfmt), ("clippy", &tools.clippy)];
    let optional = optional.into_iter().map(|(name, said)| component(name, said.as_deref()));
    [rustc(tools), cargo(tools)].into_iter().chain(optional).collect()
}

const INSTALL: &str = "install Rust: https://www.rust-lang.org/tools/install";

fn rustc(tools: &Tools) -> Finding {
    let Some(said) = &tools.rustc else {
        return Finding::problem("rustc", "rustc cannot be run").remedy(INSTALL);
    };
    let (Some(version), Some(needed)) = (version(said), version(&tools.needed)) else {
        return Finding::warning("rustc", format!("rustc says `{said}`, which is no version"));
    };
    let [major, minor, patch] = version;
    let says = format!("rustc {major}.{minor}.{patch} ({} or newer is needed)", tools.needed);
    if version >= needed {
        Finding::good("rustc", says)
    } else {
        Finding::problem("rustc", says).remedy("rustup update")
    }
}

fn cargo(tools: &Tools) -> Finding {
    let Some(said) = &tools.cargo else {
        return Finding::problem("cargo", "cargo cannot be run").remedy(INSTALL);
    };
    let of = |said: Option<&String>| version(said?).map(|[major, minor, _]| [major, minor]);
    match (of(Some(said)), of(tools.rustc.as_ref())) {
        (Some([major, minor]), Some(rustc)) if [major, minor] != rustc => Finding::warning(
            "cargo",
            format!(
                "cargo {major}.{minor} and rustc {}.{} are of two toolchains",
                rustc[0], rustc[1]
            ),
        )
        .remedy("look which come first on the PATH: `which -a cargo rustc`"),
        (Some([major, minor]), _) => {
            Finding::good("cargo", format!("cargo {major}.{minor}, of the same toolchain"))
        }
        (None, _) => Finding::warning("cargo", format!("cargo says `{said}`, which is no version")),
    }
}

fn component(name: &'static str, said: Option<&str>) -> Finding {
    if said.is_some() {
        Finding::good(name, format!("{name} is there"))
    } else {
        Finding::note(name, format!("{name} is not there; no exercise needs it"))
            .remedy(format!("rustup component add {name}"))
    }
}

/// The first version in a text: `rustc 1.95.0-nightly (…)` has 1.95.0, `1.88` is 1.88.0.
fn version(text: &str) -> Option<[u32; 3]> {
    let word =
        text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    let number = |part: &str| part.parse().ok();
    let mut parts = word.split(['.', '-']);
    let (major, minor) = (number(parts.next()?)?, number(parts.next()?)?);
    Some([major, minor, parts.next().and_then(number).unwrap_or(0)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Level;

    #[test]
    fn a_toolchain_is_there_new_enough_and_one() {
        for (rustc, cargo, levels) in [
            (Some("rustc 1.95.0 (f2 2026)"), Some("cargo 1.95.1"), [Level::Good, Level::Good]),
            (Some("rustc 1.88.0-nightly (x)"), Some("cargo 1.88.0"), [Level::Good, Level::Good]),
            (Some("rustc 1.87.9"), Some("cargo 1.87.0"), [Level::Problem, Level::Good]),
            (Some("rustc 1.95.0"), Some("cargo 1.94.0"), [Level::Good, Level::Warning]),
            (Some("rustc 2.0.0"), None, [Level::Good, Level::Problem]),
            (None, Some("cargo 1.95.0"), [Level::Problem, Level::Good]),
            (Some("Hello!"), Some(""), [Level::Warning, Level::Warning]),
        ] {
            let said = |text: Option<&str>| text.map(str::to_owned);
            let tools = Tools {
                needed: "1.88".to_owned(),
                rustc: said(rustc),
                cargo: said(cargo),
                ..Tools::default()
            };
            let found = examine(&tools);
            assert_eq!([found[0].level, found[1].level], levels, "{found:?}");
            assert_eq!([found[2].level, found[3].level], [Level::Note; 2], "{found:?}");
        }
    }
}
