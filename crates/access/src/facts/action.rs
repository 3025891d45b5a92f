//! What somebody wants to do with a record.

use law::code_enum;

code_enum! {
    /// What the actor wants to do.
    pub enum Action {
        /// See the person's name, age and area among search results.
        SeeInResults = "see_in_results", "see in search results";
        /// Open the person's page: details, family, involvement.
        OpenPerson = "open_person", "open the record";
        /// Read what has been written about the person.
        OpenNarrative = "open_narrative", "read what is written";
        /// Change the person's details.
        AmendPerson = "amend_person", "change details";
        /// Write about the work with the person: an assessment, a plan, a visit, a note.
        WriteEntry = "write_entry", "write entries";
        /// Open a request about the person.
        OpenRequest = "open_request", "open a request";
        /// Screen a request about the person.
        ScreenRequest = "screen_request", "screen a request";
        /// Decide a request about the person.
        DecideRequest = "decide_request", "decide a request";
        /// See who has viewed the person's record.
        SeeAccessLog = "see_access_log", "see who has viewed";
        /// Restrict the record, or change or end a restriction.
        Restrict = "restrict", "restrict the record";
    }
}
