//! Ofsted's lists of providers, as councils download them: workbooks or CSV, whose headings change from year to year.

use super::{File, Kind, workbook};
use crate::read::{Complaints, decode};
use crate::ssda903::day::Day;
use crate::ssda903::provider::{Provider, Providers, plain_postcode};

/// Where the columns of a sheet are.
#[derive(Default)]
struct Columns {
    urn: Option<usize>,
    place_codes: Option<usize>,
    provider_codes: Option<usize>,
    postcode: Option<usize>,
    end: Option<usize>,
}

impl Columns {
    fn of(headings: &[String]) -> Columns {
        let mut columns = Columns::default();
        for (at, heading) in headings.iter().enumerate() {
            let heading =
                heading.trim_start_matches('\u{feff}').trim().to_ascii_lowercase().replace('_', " ");
            let place = match heading.as_str() {
                "urn" => &mut columns.urn,
                "placement code" | "provider placement code" | "place codes" => &mut columns.place_codes,
                "placement provider code" | "provider code" | "provider codes" => &mut columns.provider_codes,
                "setting postcode" | "setting address postcode" | "provider postcode" | "postcode" => {
                    &mut columns.postcode
                }
                "deregistration date" | "closed date" | "reg end" => &mut columns.end,
                _ => continue,
            };
            place.get_or_insert(at);
        }
        columns
    }

    fn provider(&self, cells: &[String]) -> Option<(String, Provider)> {
        let of = |place: Option<usize>| place.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
        let urn = of(self.urn);
        let end = Day::read(of(self.end));
        let provider = Provider {
            place_codes: of(self.place_codes).to_owned(),
            provider_codes: of(self.provider_codes).to_owned(),
            postcode: plain_postcode(of(self.postcode)),
            reg_end: if end.valid() { end } else { Day::BLANK },
            ..Provider::default()
        };
        (!urn.is_empty()).then(|| (urn.to_owned(), provider))
    }
}

/// Reads lists of providers. Their authority is worked out from their postcodes together with the places of episodes.
pub fn read_providers(files: &[File]) -> (Providers, Complaints) {
    let mut complaints = Complaints::default();
    let mut providers = Providers::default();
    for file in files {
        let before = providers.len();
        let mut of_sheet = None;
        let mut columns = Columns::default();
        let mut row = |sheet: &str, cells: &[String]| {
            if of_sheet.as_deref() != Some(sheet) {
                (of_sheet, columns) = (Some(sheet.to_owned()), Columns::default());
            }
            if columns.urn.is_none() {
                columns = Columns::of(cells);
            } else if let Some((urn, provider)) = columns.provider(cells) {
                providers.add(&urn, provider);
            }
        };
        let kind = Kind::of(&file.name);
        match kind.map(|kind| kind.too_large(file.bytes.len() as u64)) {
            Some(Some(refusal)) => complaints.add_in(&file.name, 0, refusal),
            _ if kind == Some(Kind::Workbook) => {
                workbook::each_row(file, &mut complaints, |sheet, _, cells, _| row(sheet, cells));
            }
            _ => {
                let text = decode::text(&file.bytes);
                let mut lines =
                    csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
                for line in lines.records().map_while(Result::ok) {
                    row("", &line.iter().map(str::to_owned).collect::<Vec<_>>());
                }
            }
        }
        if providers.len() == before {
            complaints.add_in(&file.name, 0, "No provider was found: a list has a column URN");
        }
    }
    (providers, complaints)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ssda903::text::Text;

    #[test]
    fn a_list_is_known_by_its_headings() {
        let text = "Ofsted's list,,,,\nLocal authority,URN,Placement code,Setting address postcode,Deregistration date\n\
            Marlshire,2000001,\"K2, K3\",zz1 1aa,-\nMarlshire,2000001,K2,ZZ1 1AA,01/05/2026\n,,,,\n";
        let file = File { name: "list.csv".into(), bytes: text.as_bytes().to_vec() };
        let (providers, complaints) = read_providers(&[file]);
        assert!(complaints.is_empty());
        let entries = providers.of(Text::code("2000001"));
        assert_eq!((providers.len(), entries.len()), (1, 2));
        assert_eq!((entries[0].place_codes.as_str(), entries[0].postcode), ("K2, K3", Text::code("ZZ11AA")));
        assert!(entries[0].reg_end.blank() && entries[1].reg_end == Day::ymd(2026, 5, 1));
        let none = File { name: "none.csv".into(), bytes: b"name\nA\n".to_vec() };
        assert_eq!(read_providers(&[none]).1.first().len(), 1);
    }
}
