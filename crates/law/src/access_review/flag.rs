//! What makes an unexplained look worth a question, and how much each is worth.

use crate::codes::code_enum;

code_enum! {
    /// Something about a look that asks for an explanation. The label stands after "3 of 5 looks: ".
    pub enum Flag {
        /// The officer's own record.
        OwnRecord = "own_record", "it is the officer’s own record";
        /// A relative.
        Kin = "kin", "it is about a relative of the officer";
        /// A partner or former partner, or one of their children.
        Partner = "partner", "it is about a partner or former partner of the officer, or their family";
        /// Somebody they declared an interest in.
        Declared = "declared", "it is about somebody the officer declared an interest in";
        /// The same front door.
        SameAddress = "same_address", "same address as the officer";
        /// The same street.
        SameStreet = "same_street", "same street as the officer";
        /// The same postcode.
        SamePostcode = "same_postcode", "same postcode as the officer";
        /// The same surname, and few have it.
        RareSurname = "rare_surname", "same surname as the officer, which few people have";
        /// The same surname, and many have it.
        CommonSurname = "common_surname", "same surname as the officer, which many people have";
        /// At the school of the officer's child.
        SameSchool = "same_school", "same school as a child of the officer";
        /// Somebody who works here.
        Colleague = "colleague", "it is the record of somebody who works here";
        /// In the public eye.
        HighProfile = "high_profile", "the record is in the public eye";
        /// Refused before.
        RefusedBefore = "refused_before", "opened after an attempt was refused";
        /// A search for the officer's own name or street came first.
        SearchedOwn = "searched_own", "found by a search for the officer’s own name, street or postcode";
        /// On leave.
        OnLeave = "on_leave", "the officer was on leave";
        /// Evening, night or weekend without a shift.
        AfterHours = "after_hours", "out of hours, with no shift";
        /// They used to be in the team that works with them.
        FormerTeam = "former_team", "the officer has left the work or the team it was open to";
        /// Nobody works with them any more.
        ClosedCase = "closed_case", "the case is closed, and nothing new had come in about it";
        /// A reason was stated and nothing came of it.
        ReasonNothing = "reason_nothing", "a reason was stated and no work followed";
        /// Far more records than usual that day.
        BusyDay = "busy_day", "on a day of far more looks than the officer’s usual";
        /// An emergency.
        Emergency = "emergency", "opened in an emergency";
    }
}

impl Flag {
    /// What it is worth. Weights were set by hand on invented years 1 to 5 and then left alone.
    pub const fn points(self) -> u32 {
        match self {
            Self::OwnRecord => 60,
            Self::Kin | Self::Partner => 50,
            Self::SameAddress | Self::Declared => 44,
            Self::Emergency => 40,
            Self::Colleague => 36,
            Self::SameStreet => 32,
            Self::HighProfile | Self::SearchedOwn => 30,
            Self::SamePostcode => 28,
            Self::RefusedBefore => 26,
            Self::RareSurname => 22,
            Self::OnLeave => 18,
            Self::FormerTeam => 12,
            Self::SameSchool => 10,
            Self::CommonSurname | Self::AfterHours => 8,
            Self::ClosedCase | Self::ReasonNothing => 6,
            Self::BusyDay => 4,
        }
    }

    /// Whether it says that officer and person are close outside of work. Such a look is asked about even where a team's
    /// work would explain it.
    pub const fn is_close(self) -> bool {
        matches!(
            self,
            Self::OwnRecord
                | Self::Kin
                | Self::Partner
                | Self::Declared
                | Self::SameAddress
                | Self::SameStreet
        )
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A set of flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(u32);

impl Flags {
    /// Adds one.
    pub fn add(&mut self, flag: Flag) {
        self.0 |= flag.bit();
    }

    /// Whether it holds one.
    pub const fn has(self, flag: Flag) -> bool {
        self.0 & flag.bit() != 0
    }

    /// Those it holds, the weightiest first.
    pub fn iter(self) -> impl Iterator<Item = Flag> {
        let mut all: Vec<Flag> = Flag::ALL.iter().copied().filter(|flag| self.has(*flag)).collect();
        all.sort_by_key(|flag| std::cmp::Reverse(flag.points()));
        all.into_iter()
    }

    /// What they are worth together.
    pub fn points(self) -> u32 {
        Flag::ALL.iter().filter(|flag| self.has(**flag)).map(|flag| flag.points()).sum()
    }
}
