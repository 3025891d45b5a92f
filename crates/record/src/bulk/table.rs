//! The tables a seed fills, in the order in which their references are met.

macro_rules! tables {
    ($($variant:ident = $name:literal ($columns:literal),)*) => {
        /// A table and the columns a seed fills, in order.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Table { $($variant,)* }

        impl Table {
            /// Every table, each after those it refers to.
            pub const ALL: &[Table] = &[$(Table::$variant),*];

            /// Its name, with the schema.
            pub const fn name(self) -> &'static str {
                match self { $(Table::$variant => $name,)* }
            }

            /// The statement that reads its lines.
            pub const fn copy(self) -> &'static str {
                match self { $(Table::$variant => concat!("copy ", $name, " (", $columns, ") from stdin"),)* }
            }
        }
    };
}

tables! {
    Person = "casework.person"
        ("id, child_id, public_ref, key_id, pack_version_id, service, purpose, created_at"),
    Team = "access.team" ("id, slug, name, contact"),
    Account = "access.account"
        ("id, sign_in_name, display_name, email, job_title, password_hash, key_id, totp_sealed, person_id, started_at, ended_at"),
    AccountRole = "access.account_role" ("id, account_id, role, valid_from, valid_until"),
    TeamMember = "access.team_member" ("id, team_id, account_id, valid_from, valid_until"),
    PersonName = "lookup.person_name"
        ("id, person_id, kind, title, first_name, middle_names, last_name, used_from, used_until, keys, recorded_at"),
    Birth = "lookup.birth" ("id, person_id, stated, earliest_on, latest_on, recorded_at"),
    Death = "casework.death" ("id, person_id, died_on, recorded_at"),
    Profile = "casework.person_profile"
        ("id, person_id, sex, ethnicity, nationality, first_language, interpreter, communication, disabilities, preferred_contact, gp, health_visitor, recorded_at"),
    Identifier = "casework.identifier" ("id, person_id, scheme, value_sealed, status, source, recorded_at"),
    IdentifierHash = "lookup.identifier_hash" ("identifier_id, scheme, hash, master_id"),
    Address = "lookup.address"
        ("id, person_id, kind, line_1, line_2, town, postcode, postcode_key, uprn, lived_from, lived_until, why_here, tenure, recorded_at"),
    ConfidentialAddress = "casework.confidential_address"
        ("id, person_id, kind, address_sealed, why_sealed, lived_from, lived_until, recorded_at"),
    ContactDetail = "casework.contact_detail"
        ("id, person_id, kind, value_sealed, whose_sealed, safe_to_text, safe_to_voicemail, safe_times_sealed, preferred, recorded_at"),
    ContactHash = "lookup.contact_hash" ("contact_detail_id, hash, master_id"),
    SchoolPlace = "casework.school_place"
        ("id, person_id, school, urn, school_year, attended_from, attended_until, recorded_at"),
    Household = "casework.household" ("id, created_at"),
    HouseholdMember = "casework.household_member" ("id, household_id, person_id, lived_from, lived_until, recorded_at"),
    Family = "casework.family" ("id, reference, created_at"),
    FamilyName = "lookup.family_name" ("family_id, name"),
    FamilyMember = "casework.family_member" ("id, family_id, person_id, member_from, member_until, recorded_at"),
    Relationship = "casework.relationship"
        ("id, person_id, kind, other_id, related_from, related_until, main_carer, certainty, recorded_at"),
    ParentalResponsibility = "casework.parental_responsibility"
        ("id, adult_id, child_id, how_held, held_from, held_until, recorded_at"),
    NetworkProfessional = "casework.network_professional"
        ("id, person_id, name, agency, role, contact, share_plan, active_from, active_until, recorded_at"),
    WarningNote = "casework.warning_note"
        ("id, person_id, kind, starts_on, review_on, key_id, detail_sealed, told_person_on, told_person_how, not_told_because_sealed, discussed_with, discussed_on, recorded_at"),
    Restriction = "casework.restriction"
        ("id, person_id, category, contact, starts_at, review_on, key_id, reason_sealed, restricted_by"),
    Request = "casework.request"
        ("id, reference, audience, method, source_code, anonymous, received_at, decide_by, clock_words, service, purpose, pack_version_id, form_id, form_version, key_id, taken_by"),
    RequestAnswer = "casework.request_answer" ("id, request_id, path, value_sealed"),
    RequestSubject = "casework.request_subject" ("id, request_id, part, position, standing, relation"),
    SubjectIdentity = "lookup.subject_identity"
        ("subject_id, first_name, last_name, known_as, stated, postcode, keys"),
    SubjectMatch = "casework.subject_match" ("id, subject_id, person_id, how, matched_at, matched_by"),
    RequestRag = "casework.request_rag" ("id, request_id, rag, reason_sealed, due_at, set_at, set_by"),
    Contact = "casework.contact"
        ("id, request_id, immediate_safety, analysis_sealed, recommendation, recommendation_sealed, screened_at, screened_by"),
    Decision = "casework.decision"
        ("id, request_id, subject_id, person_id, outcome, level_of_need, team_id, rationale_sealed, due_at, within_clock, late_because_sealed, pack_version_id, decided_at, decided_by, ends_collecting"),
    DecisionTold = "casework.decision_told"
        ("id, request_id, party, told_at, how, not_told_because, recorded_at, recorded_by"),
    CollectingEnd = "casework.collecting_end" ("request_id, because, ended_at, ended_by"),
    Involvement = "casework.involvement"
        ("id, person_id, family_id, kind, service, purpose, pack_version_id, opened_at, decision_id, opened_by"),
    Closure = "casework.closure" ("involvement_id, closed_at, reason, closed_by"),
    Allocation = "casework.allocation"
        ("id, involvement_id, team_id, account_id, allocated_at, allocated_by, ended_at"),
    AccessGrant = "access.access_grant"
        ("id, account_id, team_id, person_id, kind, source_kind, source_id, valid_from, valid_until, ended_at, reviewed_at"),
    Event = "audit.event"
        ("id, at, actor_kind, actor_id, action, level, subject_kind, subject_id, basis, details, salt, leaf"),
}

/// The statement that reads the lines of wrapped data keys, in the key database.
pub(super) const COPY_KEYS: &str =
    "copy data_key (id, version, master_id, wrapped, table_name, row_id, created_at) from stdin";
