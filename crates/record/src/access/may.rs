//! What a permit is for, as a type: `Permit<may::AmendPerson>` opens what a `Permit<may::OpenPerson>` does not, and the
//! compiler says so.

use ::access::Action;

mod sealed {
    pub trait Sealed {}
}

/// Something an officer may be permitted to do. The list is closed: nobody outside adds to it.
pub trait Act: sealed::Sealed + Copy + Send + Sync + 'static {
    /// As the policies call it.
    const ACTION: Action;
}

/// Done with one person's record.
pub trait OnPerson: Act {}

/// Done with one request.
pub trait OnRequest: Act {}

/// Carries the name and reference of the person: enough to say whose page it is.
pub trait NamesPerson: OnPerson {}

/// Carries what the person's record holds.
pub trait ReadsPerson: NamesPerson {}

/// Lets somebody write about the work with the person.
pub trait WritesEntries: ReadsPerson {}

/// Carries what the request holds.
pub trait ReadsRequest: OnRequest {}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident = $action:ident: $($carries:ident)+;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy)]
            pub struct $name;
            impl sealed::Sealed for $name {}
            impl Act for $name {
                const ACTION: Action = Action::$action;
            }
            $(impl $carries for $name {})+
        )*
    };
}

acts! {
    /// Name, age and area among search results, or to be named in somebody else's record. Opens nothing.
    SeeInResults = SeeInResults: OnPerson;
    /// Open the person's pages.
    OpenPerson = OpenPerson: OnPerson NamesPerson ReadsPerson;
    /// Read what has been written about the person.
    OpenNarrative = OpenNarrative: OnPerson NamesPerson ReadsPerson;
    /// Change the person's details.
    AmendPerson = AmendPerson: OnPerson NamesPerson ReadsPerson WritesEntries;
    /// Write about the work with the person.
    WriteEntry = WriteEntry: OnPerson NamesPerson ReadsPerson WritesEntries;
    /// Restrict the record, or change or end a restriction.
    Restrict = Restrict: OnPerson NamesPerson;
    /// See who has viewed the person's record.
    SeePersonLog = SeeAccessLog: OnPerson NamesPerson;
    /// Open a request.
    OpenRequest = OpenRequest: OnRequest ReadsRequest;
    /// Screen a request.
    ScreenRequest = ScreenRequest: OnRequest ReadsRequest;
    /// Decide a request.
    DecideRequest = DecideRequest: OnRequest ReadsRequest;
    /// See who has viewed a request.
    SeeRequestLog = SeeAccessLog: OnRequest;
}
