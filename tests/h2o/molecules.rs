//! The claims about molecules, checked on a scenario's log. Both hidden tests of this problem call
//! it: the words of the log are the same for threads and for tasks.
//!
//! An atom is called `H` or `O` and a number; its entries are `H1 calls`, `H1 begins` and `H1 ends`
//! around its bond, and `H1 returns`. The bonds, in the order in which they begin, are cut into
//! threes: each three is a molecule.

/// What is wrong with the log, in one sentence; `None` if it is legal so far.
pub fn fault(entries: &[String]) -> Option<String> {
    let mut vessel = Vessel::default();
    entries.iter().find_map(|entry| {
        let (atom, what) = entry.split_once(' ')?;
        match what {
            "calls" => vessel.called.push(atom),
            "ends" => vessel.ended.push(atom),
            "begins" => {
                let fault = vessel.fault_if_begins(atom);
                vessel.begun.push(atom);
                return fault;
            }
            "returns" if !vessel.ended.contains(&atom) => {
                return Some(format!("{atom} returned although its bond had not ended"));
            }
            _ => {}
        }
        None
    })
}

/// How many bonds have begun.
pub fn bonds(entries: &[String]) -> usize {
    entries.iter().filter(|entry| entry.ends_with(" begins")).count()
}

/// How many atoms have returned.
pub fn returned(entries: &[String]) -> usize {
    entries.iter().filter(|entry| entry.ends_with(" returns")).count()
}

/// The atoms that have done this or that, in order.
#[derive(Default)]
struct Vessel<'a> {
    called: Vec<&'a str>,
    begun: Vec<&'a str>,
    ended: Vec<&'a str>,
}

impl Vessel<'_> {
    fn fault_if_begins(&self, atom: &str) -> Option<String> {
        let molecule = self.begun.len() / 3;
        let (before, of_this) = self.begun.split_at(3 * molecule);
        let number = molecule + 1;

        let is_hydrogen = atom.starts_with('H');
        let (most, element) = if is_hydrogen { (2, "hydrogens") } else { (1, "oxygen") };
        if of_this.iter().filter(|other| other.starts_with('H') == is_hydrogen).count() == most {
            let bonds = of_this.join(" ");
            return Some(format!(
                "{atom} is one too many in molecule {number}: {bonds} bonded in it before, and a \
                 molecule has {most} {element}"
            ));
        }

        let hydrogens = self.called.iter().filter(|atom| atom.starts_with('H')).count();
        let oxygens = self.called.len() - hydrogens;
        if hydrogens < 2 * number || oxygens < number {
            return Some(format!(
                "{atom} was released before its partners came (LeetCode accepts that, since its \
                 judge sees the finished string only): {hydrogens} H and {oxygens} O had called, and \
                 molecule {number} needs {} H and {number} O in all",
                2 * number
            ));
        }

        let late = before.iter().position(|other| !self.ended.contains(other))?;
        Some(format!(
            "{atom} began to bond in molecule {number} while {} of molecule {} had not ended",
            before[late],
            late / 3 + 1
        ))
    }
}
