//! What else the raw lock of `RwLock` can do: reads inside reads, and reads that become writes.

use std::panic::Location;
use std::time::Duration;

use interleave::deadline;
use lock_api::{
    RawRwLockRecursive, RawRwLockRecursiveTimed, RawRwLockUpgrade, RawRwLockUpgradeDowngrade,
    RawRwLockUpgradeFair, RawRwLockUpgradeTimed,
};
use model_std::time::{Instant, deadline_at};

use super::RawRwLock;
use super::places::Place;
use super::room::Want;

// SAFETY: a recursive reader comes in only while no writer is alone inside.
unsafe impl RawRwLockRecursive for RawRwLock {
    #[track_caller]
    fn lock_shared_recursive(&self) {
        self.taking("read_recursive", Location::caller()).lock(Want::ReadRecursively);
    }

    #[track_caller]
    fn try_lock_shared_recursive(&self) -> bool {
        self.taking("try_read_recursive", Location::caller()).try_lock(Want::ReadRecursively)
    }
}

// SAFETY: as above.
unsafe impl RawRwLockRecursiveTimed for RawRwLock {
    #[track_caller]
    fn try_lock_shared_recursive_for(&self, timeout: Duration) -> bool {
        let call = self.taking("try_read_recursive_for", Location::caller());
        call.lock_until(Want::ReadRecursively, deadline::after(timeout))
    }

    #[track_caller]
    fn try_lock_shared_recursive_until(&self, timeout: Instant) -> bool {
        let call = self.taking("try_read_recursive_until", Location::caller());
        call.lock_until(Want::ReadRecursively, deadline_at(timeout))
    }
}

impl RawRwLock {
    fn upgrade_until(&self, verb: &'static str, caller: Place, deadline: u64) -> bool {
        let call = self.giving(verb, caller);
        let waits = call.step(|room, kernel, doors, op| {
            room.change(kernel, doors, op, Want::ReadUpgradably, Want::Write);
            let waits = room.has_readers();
            if waits {
                kernel.refused("not yet");
            }
            waits
        });
        !waits || call.wait_for_readers_until(deadline, Some(Want::ReadUpgradably))
    }
}

// SAFETY: an upgradable reader keeps writers and others of its kind out, so it can become the writer
// in the room at once, and waits for the readers to leave before it says that it writes.
unsafe impl RawRwLockUpgrade for RawRwLock {
    #[track_caller]
    fn lock_upgradable(&self) {
        self.taking("upgradable_read", Location::caller()).lock(Want::ReadUpgradably);
    }

    #[track_caller]
    fn try_lock_upgradable(&self) -> bool {
        self.taking("try_upgradable_read", Location::caller()).try_lock(Want::ReadUpgradably)
    }

    #[track_caller]
    unsafe fn unlock_upgradable(&self) {
        self.giving("unlock", Location::caller()).unlock(Want::ReadUpgradably);
    }

    #[track_caller]
    unsafe fn upgrade(&self) {
        let call = self.giving("upgrade", Location::caller());
        let waits = call.step(|room, kernel, doors, op| {
            room.change(kernel, doors, op, Want::ReadUpgradably, Want::Write);
            let waits = room.has_readers();
            if waits {
                kernel.refused("not yet");
            }
            waits
        });
        if waits {
            call.wait_for_readers();
        }
    }

    #[track_caller]
    unsafe fn try_upgrade(&self) -> bool {
        let call = self.giving("try_upgrade", Location::caller());
        call.step(|room, kernel, doors, op| {
            let alone = room.is_alone();
            if alone {
                room.change(kernel, doors, op, Want::ReadUpgradably, Want::Write);
            } else {
                kernel.refused("would block");
            }
            alone
        })
    }
}

// SAFETY: as for the writers' hand-over.
unsafe impl RawRwLockUpgradeFair for RawRwLock {
    #[track_caller]
    unsafe fn unlock_upgradable_fair(&self) {
        self.giving("unlock_fair", Location::caller()).unlock_fair(Want::ReadUpgradably);
    }

    #[track_caller]
    unsafe fn bump_upgradable(&self) {
        self.giving("bump", Location::caller()).bump(Want::ReadUpgradably);
    }
}

// SAFETY: nobody can come in between, since it is one step.
unsafe impl RawRwLockUpgradeDowngrade for RawRwLock {
    #[track_caller]
    unsafe fn downgrade_upgradable(&self) {
        let call = self.giving("downgrade", Location::caller());
        call.step(|room, kernel, doors, op| {
            room.change(kernel, doors, op, Want::ReadUpgradably, Want::Read);
        });
    }

    #[track_caller]
    unsafe fn downgrade_to_upgradable(&self) {
        let call = self.giving("downgrade_to_upgradable", Location::caller());
        call.step(|room, kernel, doors, op| {
            room.change(kernel, doors, op, Want::Write, Want::ReadUpgradably);
        });
    }
}

// SAFETY: as for `RawRwLockUpgrade`; whoever gives up is an upgradable reader again in the same step.
unsafe impl RawRwLockUpgradeTimed for RawRwLock {
    #[track_caller]
    fn try_lock_upgradable_for(&self, timeout: Duration) -> bool {
        let call = self.taking("try_upgradable_read_for", Location::caller());
        call.lock_until(Want::ReadUpgradably, deadline::after(timeout))
    }

    #[track_caller]
    fn try_lock_upgradable_until(&self, timeout: Instant) -> bool {
        let call = self.taking("try_upgradable_read_until", Location::caller());
        call.lock_until(Want::ReadUpgradably, deadline_at(timeout))
    }

    #[track_caller]
    unsafe fn try_upgrade_for(&self, timeout: Duration) -> bool {
        self.upgrade_until("try_upgrade_for", Location::caller(), deadline::after(timeout))
    }

    #[track_caller]
    unsafe fn try_upgrade_until(&self, timeout: Instant) -> bool {
        self.upgrade_until("try_upgrade_until", Location::caller(), deadline_at(timeout))
    }
}
