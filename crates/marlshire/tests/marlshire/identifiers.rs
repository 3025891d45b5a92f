//! Every number is well formed and unique, and none can be a real person's.

use std::collections::BTreeSet;

use law::identifiers::{
    FormerUpn, HomeOfficeReference, NationalInsuranceNumber, NhsNumber, Postcode, Uln, Upn, Uprn,
};

use crate::town;

/// Royal Mail's postcode areas, the Crown dependencies' and the special ones.
const REAL_AREAS: &str = "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY \
    E EC EH EN EX FK FY G GL GU GX GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML \
    N NE NG NN NP NR NW OL OX PA PE PH PL PO PR QC RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR \
    TS TW UB W WA WC WD WF WN WR WS WV XX YO ZE ZZ";

#[test]
fn every_identifier_is_valid_and_nobodys() {
    let mut seen = BTreeSet::new();
    let mut schemes = BTreeSet::new();
    for row in &town().identifiers {
        let value = row.value.as_str();
        let valid = match row.scheme {
            "nhs" => value.starts_with("999") && NhsNumber::parse(value).is_ok(),
            "upn" => value[1..4] == *"989" && Upn::parse(value).is_ok(),
            "former-upn" => value[1..4] == *"989" && FormerUpn::parse(value).is_ok(),
            "uln" => value.starts_with("999") && Uln::parse(value).is_ok(),
            "national-insurance" => value.starts_with("CR") && NationalInsuranceNumber::parse(value).is_ok(),
            "home-office" => HomeOfficeReference::parse(value).is_ok(),
            other => panic!("{other} is no scheme"),
        };
        assert!(valid, "{} {value}", row.scheme);
        assert!(seen.insert(value), "{value} was given twice");
        schemes.insert(row.scheme);
    }
    assert_eq!(schemes.len(), 6, "{schemes:?}");
}

#[test]
fn references_are_unique_and_well_formed() {
    let rows = town();
    let children: BTreeSet<_> = rows.people.iter().map(|person| &person.child_id).collect();
    let public: BTreeSet<_> = rows.people.iter().map(|person| &person.public_ref).collect();
    let ids: BTreeSet<_> = rows.people.iter().map(|person| person.id).collect();
    let requests: BTreeSet<_> = rows.requests.iter().map(|request| &request.reference).collect();
    assert_eq!(
        (children.len(), public.len(), ids.len()),
        (rows.people.len(), rows.people.len(), rows.people.len())
    );
    assert_eq!(requests.len(), rows.requests.len());
    assert!(children.iter().all(|id| id.len() == 10));
    assert!(ids.iter().all(|id| id.get_version_num() == 4));
}

#[test]
fn postcodes_have_the_shape_but_no_real_area() {
    let rows = town();
    let real: BTreeSet<&str> = REAL_AREAS.split_whitespace().collect();
    let hidden = rows.confidential_addresses.iter().map(|hidden| &hidden.address);
    for address in rows.addresses.iter().chain(hidden) {
        let postcode = Postcode::parse(&address.postcode).expect("a postcode's shape");
        assert!(!real.contains(postcode.area()) && postcode.area() == marlshire::POSTCODE_AREA);
        assert_eq!(postcode.formatted(), address.postcode);
        assert!(
            address.uprn.to_string().starts_with("9990") && Uprn::parse(&address.uprn.to_string()).is_ok()
        );
    }
}

#[test]
fn telephones_are_kept_for_drama_and_mail_goes_nowhere() {
    let rows = town();
    for detail in &rows.contact_details {
        let good = match detail.kind {
            "mobile" => detail.value.len() == 11 && detail.value.starts_with("07700900"),
            "landline" => detail.value.len() == 11 && detail.value.starts_with("01632960"),
            _ => {
                let (name, host) = detail.value.split_once('@').expect("an address");
                !name.is_empty() && !name.starts_with('.') && ["example.org", "example.net"].contains(&host)
            }
        };
        assert!(good, "{}", detail.value);
    }
    assert!(rows.accounts.iter().all(|account| account.email.ends_with("@marlshire.example")));
    let numbers = rows.requests.iter().filter_map(|request| request.referrer_contact.as_ref());
    assert!(numbers.into_iter().all(|number| number.starts_with("01632960")));
    let signs: BTreeSet<_> = rows.accounts.iter().map(|account| &account.sign_in_name).collect();
    assert_eq!(signs.len(), rows.accounts.len());
}
