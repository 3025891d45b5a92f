//! What columns are called: DfE's names, those of its DBS files, and what a council adds.

use crate::field::Field;
use crate::settings::Columns;

/// What is done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// NHS numbers are looked for.
    Match,
    /// What is on file is compared with what the NHS holds.
    Reconcile,
}

impl Kind {
    /// The columns that are added. All but `SUI_ProcessStage` of the first and `SUI_Note` are DfE's.
    pub fn added(self) -> &'static [&'static str] {
        match self {
            Kind::Match => &["SUI_Status", "SUI_Score", "SUI_NHSNo", "SUI_ProcessStage", "SUI_Note"],
            Kind::Reconcile => &[
                "SUI_NHSNo",
                "SUI_GivenName",
                "SUI_FamilyName",
                "SUI_BirthDate",
                "SUI_Gender",
                "SUI_PostalCode",
                "SUI_Email",
                "SUI_Phone",
                "SUI_AddressHistory",
                "SUI_GeneralPractitionerOdsId",
                "SUI_Differences",
                "SUI_MissingLocalFields",
                "SUI_MissingNhsFields",
                "SUI_Status",
                "SUI_MatchStatus",
                "SUI_MatchNhsNumber",
                "SUI_MatchScore",
                "SUI_MatchProcessStage",
                "SUI_PrimaryAddressSame",
                "SUI_AddressHistoriesIntersect",
                "SUI_PrimaryCMSAddressInPDSHistory",
                "SUI_PrimaryPDSAddressInCMSHistory",
                "SUI_Note",
            ],
        }
    }

    /// Whether an earlier run's columns say that it could find something out. A search that failed leaves a reconciliation with
    /// nobody, which may be for a date that has been put right since.
    pub(super) fn is_settled(self, cells: &[String]) -> bool {
        let mut cells = self.added().iter().zip(cells);
        !cells.any(|(name, cell)| matches!(*name, "SUI_Status" | "SUI_MatchStatus") && cell == "Error")
    }

    /// Which of them is the status.
    pub(super) fn status_at(self) -> usize {
        self.added().iter().position(|name| *name == "SUI_Status").unwrap_or_default()
    }
}

/// Where in a row each thing is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// The id of the record.
    pub id: Option<usize>,
    /// Addresses.
    pub addresses: Option<usize>,
    fields: Vec<(Field, usize)>,
}

impl Places {
    /// Finds the columns. `Err` names those that must be there and are not.
    pub fn find(header: &[String], council: &Columns) -> Result<Places, Vec<String>> {
        let header: Vec<_> = header.iter().map(|name| plain(name)).collect();
        let find = |own: &[String], known: &[&str]| {
            let own = own.iter().map(String::as_str);
            own.chain(known.iter().copied()).find_map(|name| header.iter().position(|it| *it == plain(name)))
        };
        let mut places = Places {
            id: find(&council.id, &["Id", "SourceID", "PersonId"]),
            addresses: find(&council.addresses, &["AddressHistory", "Address", "Addresses"]),
            fields: Vec::new(),
        };
        let mut missing = Vec::new();
        for (field, own, known) in names(council) {
            match find(own, known) {
                Some(at) => places.fields.push((field, at)),
                None if matches!(field, Field::Given | Field::Family | Field::BirthDate) => {
                    missing.push(format!("{} ({})", field.words(), known.join(", ")));
                }
                None => {}
            }
        }
        if missing.is_empty() { Ok(places) } else { Err(missing) }
    }

    /// Where a field is.
    pub fn of(&self, field: Field) -> Option<usize> {
        self.fields.iter().find_map(|(one, at)| (*one == field).then_some(*at))
    }

    /// Where all fields are.
    pub fn all(&self) -> impl Iterator<Item = usize> {
        self.fields.iter().map(|(_, at)| *at)
    }
}

/// The names of each field's column: the council's own, and those DfE's matcher knows.
fn names(council: &Columns) -> [(Field, &[String], &'static [&'static str]); 8] {
    [
        (Field::Given, &council.given, &["GivenName", "Forename", "Given"]),
        (Field::Family, &council.family, &["Surname", "FamilyName", "Family"]),
        (Field::BirthDate, &council.birth_date, &["DOB", "BirthDate", "DateOfBirth"]),
        (Field::Gender, &council.gender, &["Gender"]),
        (Field::Postcode, &council.postcode, &["PostCode", "PostalCode"]),
        (Field::Email, &council.email, &["Email"]),
        (Field::Phone, &council.phone, &["Phone", "PhoneNumber"]),
        (Field::NhsNumber, &council.nhs_number, &["NhsNumber"]),
    ]
}

/// Capitals, spaces and underscores do not matter.
fn plain(name: &str) -> String {
    name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn dfes_and_the_dbs_headers_are_found() {
        let places = Places::find(&header("GivenName,Surname,Email,DOB"), &Columns::default()).unwrap();
        assert_eq!(
            (places.of(Field::Given), places.of(Field::BirthDate), places.id),
            (Some(0), Some(3), None)
        );
        let dbs = header("Column1,SourceID,DOB,Column2,Surname,Forename,Gender,PostCode,NHSNumber");
        let places = Places::find(&dbs, &Columns::default()).unwrap();
        assert_eq!(
            (places.id, places.of(Field::Given), places.of(Field::NhsNumber)),
            (Some(1), Some(5), Some(8))
        );
    }

    #[test]
    fn a_councils_own_name_comes_first_and_what_is_missing_is_named() {
        let own = Columns { given: vec!["First name".into()], ..Columns::default() };
        let places = Places::find(&header("GivenName,FIRST_NAME,family name,date of birth"), &own).unwrap();
        assert_eq!(places.of(Field::Given), Some(1));
        let missing = Places::find(&header("Forename,Name"), &Columns::default()).unwrap_err();
        assert_eq!(
            missing,
            ["family name (Surname, FamilyName, Family)", "date of birth (DOB, BirthDate, DateOfBirth)"]
        );
    }
}
