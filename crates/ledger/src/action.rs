//! What was done.

macro_rules! actions {
    ($($(#[$doc:meta])* $variant:ident = $name:literal $(level $level:literal)?,)*) => {
        /// What was done. The name is what the row holds; names are added, never changed.
        ///
        /// Reading has levels 1 to 7, after the audit levels of the Family Context project (councils' own research on
        /// who should see how much): 1 search, 2 seen among results, 3 basic details and flags, 4 to 7 the detail of
        /// school, adult social care, housing and police.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action {
            $($(#[$doc])* $variant,)*
        }

        impl Action {
            /// Every action, in the order of this list.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in the ledger.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// How much was seen, 1 to 7; nothing for what is not a look at somebody's record.
            pub const fn level(self) -> Option<i16> {
                match self { $(Self::$variant => actions!(@level $($level)?),)* }
            }
        }
    };
    (@level $level:literal) => { Some($level) };
    (@level) => { None };
}

actions! {
    /// A settled search (not each keystroke).
    Searched = "searched" level 1,
    /// A person's line was among the results shown.
    SawInResults = "saw_in_results" level 2,
    /// A record was opened: basic details and flags.
    Opened = "opened" level 3,
    /// Detail held by a school was opened.
    OpenedSchoolDetail = "opened_school_detail" level 4,
    /// Detail held by adult social care was opened.
    OpenedAdultSocialCareDetail = "opened_adult_social_care_detail" level 5,
    /// Detail held by housing was opened.
    OpenedHousingDetail = "opened_housing_detail" level 6,
    /// Detail held by the police was opened.
    OpenedPoliceDetail = "opened_police_detail" level 7,
    /// Who has viewed a record was itself viewed.
    ViewedAccessLog = "viewed_access_log" level 3,
    /// Something new was recorded.
    Created = "created",
    /// Something on file was corrected or added to.
    Amended = "amended",
    /// Something dated was brought to its end: a closure, a membership, a warning note.
    Ended = "ended",
    /// Two records were said to be the same person.
    Linked = "linked",
    /// That was taken back.
    Unlinked = "unlinked",
    /// A manager decided, or somebody said whose something is that was written while two records were one.
    Decided = "decided",
    /// Work was given to somebody.
    Allocated = "allocated",
    /// A family or a professional was told.
    Told = "told",
    /// Information was shared outside the council.
    Disclosed = "disclosed",
    /// Information left as a file or on paper.
    Exported = "exported",
    /// Access was given.
    Granted = "granted",
    /// Access was given in an emergency: one record, four hours.
    GrantedInEmergency = "granted_in_emergency",
    /// Access was taken away.
    Revoked = "revoked",
    /// Consent or agreement was withdrawn.
    Withdrawn = "withdrawn",
    /// A record was destroyed.
    Destroyed = "destroyed",
    /// An attempt was refused.
    Refused = "refused",
    /// Somebody signed in, second step included.
    SignedIn = "signed_in",
    /// A sign-in failed, at either step.
    SignInFailed = "sign_in_failed",
    /// Somebody signed out.
    SignedOut = "signed_out",
    /// A password, authenticator or set of recovery codes was changed.
    ChangedCredential = "changed_credential",
    /// A saved draft was returned to with an emailed code.
    Returned = "returned",
    /// An emailed code was wrong, used up or too old.
    ReturnFailed = "return_failed",
    /// Too many attempts: the next were turned away.
    Throttled = "throttled",
    /// A council's pack or a setting took effect.
    Configured = "configured",
    /// Data of another source was read in.
    Imported = "imported",
    /// A job of Kith's own ran.
    Ran = "ran",
}

impl Action {
    /// The action of a stored name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_codes_and_come_back() {
        for action in Action::ALL {
            assert_eq!(Action::from_name(action.name()), Some(*action));
            assert!(crate::Code::from_pack(action.name()).is_ok(), "{action:?}");
        }
        assert_eq!(Action::from_name("Opened"), None);
    }

    /// Housing is level 6 in the acceptance journey "Who's involved".
    #[test]
    fn levels_are_those_of_family_context() {
        let at = |level| Action::ALL.iter().filter(|action| action.level() == Some(level)).count();
        assert_eq!([1, 2, 3, 4, 5, 6, 7].map(at), [1, 1, 2, 1, 1, 1, 1]);
        assert_eq!(Action::OpenedHousingDetail.level(), Some(6));
        assert_eq!(Action::Amended.level(), None);
    }
}
