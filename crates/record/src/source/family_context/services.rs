//! `school.csv`, `adult_social_care.csv` and `housing.csv`: what three services know.

use std::collections::HashMap;

use law::involvement_rules::{Found, Service};

use super::cells::{case, date, found};
use super::table::{Reading, Row};
use super::{Line, police};
use crate::source::{Contact, Detail, HousingCases, Summary};

/// Schools.
pub(super) const SCHOOL: &str = "school.csv";
/// Adult social care.
pub(super) const ADULT_SOCIAL_CARE: &str = "adult_social_care.csv";
/// Housing.
pub(super) const HOUSING: &str = "housing.csv";

/// The file that holds what a service knows.
pub(super) const fn file_of(service: Service) -> &'static str {
    match service {
        Service::School => SCHOOL,
        Service::AdultSocialCare => ADULT_SOCIAL_CARE,
        Service::Housing => HOUSING,
        Service::Police => police::FILE,
    }
}

/// Whose file it is.
pub(super) fn service_of(file: &str) -> Option<Service> {
    Service::ALL.iter().copied().find(|service| file_of(*service) == file)
}

/// Reads the three files.
pub(super) fn read(reading: &mut Reading<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for row in reading.table(SCHOOL, &["personId", "serviceInvolvement", "schoolName"]).rows {
        let summary =
            Summary { organisation: row.cell("schoolName").to_owned(), contact: contact(&row), since: None };
        let detail = Detail::School { admission_type: row.some("admissionType") };
        lines.extend(line(reading, &row, summary, detail));
    }
    for row in reading
        .table(ADULT_SOCIAL_CARE, &["personId", "serviceInvolvement", "localAuthorityOrganisation"])
        .rows
    {
        let since = date(reading, &row, "startDateOfLastInvolvement");
        let organisation = row.cell("localAuthorityOrganisation").to_owned();
        let last_contact_on = date(reading, &row, "dateOfMostRecentInteraction");
        let summary = Summary { organisation, contact: contact(&row), since };
        lines.extend(line(reading, &row, summary, Detail::AdultSocialCare { last_contact_on }));
    }
    for row in reading.table(HOUSING, &["personId", "serviceInvolvement", "housingAssociation"]).rows {
        let since = date(reading, &row, "tenancyStart");
        let organisation = row.cell("housingAssociation").to_owned();
        let cases = HousingCases {
            antisocial_behaviour: case(reading, &row, "antiSocialBehaviour"),
            rent_arrears: case(reading, &row, "rentArrears"),
            notice_seeking_possession: case(reading, &row, "noticeSeekingPossession"),
            eviction: case(reading, &row, "eviction"),
        };
        let summary = Summary { organisation, contact: contact(&row), since };
        lines.extend(line(reading, &row, summary, Detail::Housing(cases)));
    }
    lines
}

/// A service that says of one person that it knows them and that it does not.
pub(super) fn no_contradictions(reading: &mut Reading<'_>, lines: &[Line]) {
    let mut known: HashMap<(&str, &str), &Line> = HashMap::new();
    for line in lines {
        let first = *known.entry((line.file, &line.person)).or_insert(line);
        if (first.said.0 == Found::NoneFound) != (line.said.0 == Found::NoneFound) {
            let message = format!(
                "one of this line and line {} says that nothing was found, the other does not",
                first.line
            );
            reading.wrong(line.file, line.line, message);
        }
    }
}

/// Whom to ask.
pub(super) fn contact(row: &Row) -> Contact {
    Contact {
        name: row.some("contactName"),
        role: row.some("contactRole"),
        phone: row.some("contactPhone"),
        email: row.some("contactEmail"),
    }
}

fn line(reading: &mut Reading<'_>, row: &Row, summary: Summary, detail: Detail) -> Option<Line> {
    let found = found(reading, row, "serviceInvolvement")?;
    if found != Found::NoneFound && summary.organisation.is_empty() {
        reading.wrong(row.file, row.line, "the name of the school, landlord or organisation is empty");
    }
    let said = (found != Found::NoneFound).then_some((summary, detail));
    Some(Line {
        file: row.file,
        line: row.line,
        person: row.cell("personId").to_owned(),
        said: (found, said),
    })
}
