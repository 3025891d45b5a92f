//! How a request arrives, who asks, for what, and why the family was not talked to.

super::code_enum! {
    /// How a request reached the council (promise P01).
    pub enum ContactMethod {
        /// Telephone.
        Phone = "phone", "Phone";
        /// Email.
        Email = "email", "Email";
        /// The online form.
        Online = "online", "Online form";
        /// Letter.
        Letter = "letter", "Letter";
        /// In person.
        WalkIn = "walk_in", "In person";
        /// A notification from the police.
        PoliceNotification = "police_notification", "Police notification";
        /// Taken by the emergency duty team out of hours.
        OutOfHours = "out_of_hours", "Emergency duty team";
        /// Passed on by another service of the council.
        AnotherService = "another_service", "Another council service";
    }
}

super::code_enum! {
    /// Who makes the request.
    pub enum Asker {
        /// Parent or carer.
        ParentOrCarer = "parent_or_carer", "Parent or carer";
        /// The young person.
        YoungPerson = "young_person", "Young person asking for themselves";
        /// Someone who knows the family.
        FriendOrFamily = "friend_or_family", "Family member, friend or neighbour";
        /// Somebody in the course of their work.
        Professional = "professional", "Professional";
    }
}

super::code_enum! {
    /// What kind of help is asked for.
    pub enum HelpWanted {
        /// Advice.
        Advice = "advice", "Advice";
        /// Family help.
        FamilyHelp = "family_help", "Family help or early help";
        /// Targeted youth support.
        TargetedYouth = "targeted_youth", "Youth support";
        /// An activity at a family hub.
        FamilyHubActivity = "family_hub_activity", "Family hub or children's centre activity";
        /// Short breaks or help with a disability.
        ShortBreaks = "short_breaks", "Short breaks or help with a disability";
        /// Help for a young carer.
        YoungCarer = "young_carer", "Help for a young carer";
        /// An assessment by a social worker.
        SocialWork = "social_work", "Social work assessment";
        /// Worry that a child is not safe.
        Safeguarding = "safeguarding", "Worry that a child is not safe";
    }
}

super::code_enum! {
    /// Why nobody has talked with the parents before the request was made.
    pub enum TalkingNotDone {
        /// Talking could put a child at risk of significant harm.
        RiskToChild = "risk_to_child", "It could put a child at risk of significant harm";
        /// Talking could put somebody else at risk.
        RiskToAnother = "risk_to_another", "It could put someone else at risk";
        /// Talking could harm a police enquiry.
        PoliceEnquiry = "police_enquiry", "It could harm a police enquiry";
        /// They could not be reached.
        CouldNotReach = "could_not_reach", "They could not be reached";
        /// It was not safe at the time.
        NotSafeYet = "not_safe_yet", "It is not safe to talk with them yet";
        /// Another reason, in words.
        Other = "other", "Another reason";
    }
}

impl TalkingNotDone {
    /// Whether words must be added: "another reason" says nothing by itself.
    pub const fn needs_detail(self) -> bool {
        matches!(self, Self::Other)
    }
}
