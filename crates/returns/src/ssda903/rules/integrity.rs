//! Do the tables agree with one another about which children there are?

use super::{Hits, Rule, by_child};
use crate::ssda903::child::{Child, Rows};
use crate::ssda903::day::Day;
use crate::ssda903::table::{Row, Table};

pub(super) const RULES: &[Rule] = &[
    by_child(
        "INT01",
        &["CHILD"],
        "Data Integrity Check: Child in AD1 does not exist in Header.",
        |c, hit| no_header(c, hit, c.now.ad1),
    ),
    by_child(
        "INT02",
        &["CHILD"],
        "Internal Check: Child in PlacedAdoption does not exist in Header.",
        |c, hit| no_header(c, hit, c.now.placed_adoption),
    ),
    by_child("INT03", &["CHILD"], "Internal Check: Child in Episodes does not exist in Header.", |c, hit| {
        no_header(c, hit, c.now.episodes)
    }),
    by_child("INT04", &["CHILD"], "Internal Check: Child in Missing does not exist in Header.", |c, hit| {
        no_header(c, hit, c.now.missing)
    }),
    by_child("INT05", &["CHILD"], "Internal Check: Child in OC2 does not exist in Header.", |c, hit| {
        no_header(c, hit, c.now.oc2)
    }),
    by_child("INT06", &["CHILD"], "Internal Check: Child in OC3 does not exist in Header.", |c, hit| {
        no_header(c, hit, c.now.oc3)
    }),
    by_child("INT07", &["CHILD"], "Internal Check: Child in PrevPerm does not exist in Header.", |c, hit| {
        no_header(c, hit, c.now.prev_perm)
    }),
    by_child("INT08", &["CHILD"], "Internal Check: Child in Reviews does not exist in Header.", |c, hit| {
        no_header(c, hit, c.now.reviews)
    }),
    by_child("INT09", &["CHILD"], "Internal Check: Child in UASC does not exist in Header.", |c, hit| {
        no_header(c, hit, c.now.uasc)
    }),
    by_child("INT11", &["DOB"], "Internal Check: DOB in AD1 is different to DOB in Header.", |c, hit| {
        hit.each(c.now.ad1, |it| other_birth(c, it.dob))
    }),
    by_child(
        "INT12",
        &["DOB"],
        "Internal Check: DOB in PlacedAdoption is different to DOB in Header.",
        |c, hit| hit.each(c.now.placed_adoption, |it| other_birth(c, it.dob)),
    ),
    by_child("INT13", &["DOB"], "Internal Check: DOB in Missing is different to DOB in Header.", |c, hit| {
        hit.each(c.now.missing, |it| other_birth(c, it.dob))
    }),
    by_child("INT14", &["DOB"], "Internal Check: DOB in OC2 is different to DOB in Header.", |c, hit| {
        hit.each(c.now.oc2, |it| other_birth(c, it.dob))
    }),
    by_child("INT15", &["DOB"], "Internal Check: DOB in OC3 is different to DOB in Header.", |c, hit| {
        hit.each(c.now.oc3, |it| other_birth(c, it.dob))
    }),
    by_child(
        "INT16",
        &["DOB"],
        "Internal Check: DOB in PrevPerm is different to DOB in Header.",
        |c, hit| hit.each(c.now.prev_perm, |it| other_birth(c, it.dob)),
    ),
    by_child("INT17", &["DOB"], "Internal Check: DOB in Reviews is different to DOB in Header.", |c, hit| {
        hit.each(c.now.reviews, |it| other_birth(c, it.dob))
    }),
    by_child("INT18", &["DOB"], "Internal Check: DOB in UASC is different to DOB in Header.", |c, hit| {
        hit.each(c.now.uasc, |it| other_birth(c, it.dob))
    }),
    by_child("INT21", &["SEX"], "Internal Check: SEX in UASC is different to SEX in Header.", |c, hit| {
        hit.each(c.now.uasc, |u| {
            let given = c.now.header.any(|h| h.sex.given());
            u.sex.given() && given && !c.now.header.any(|h| h.sex == u.sex)
        })
    }),
    by_child("INT31", &["CHILD"], "Internal Check: Child should only exist once in AD1.", |c, hit| {
        twice(hit, c.now.ad1)
    }),
    by_child("INT32", &["CHILD"], "Internal Check: Child should only exist once in Header.", |c, hit| {
        twice(hit, c.now.header)
    }),
    by_child("INT33", &["CHILD"], "Internal Check: Child should only exist once in OC2.", |c, hit| {
        twice(hit, c.now.oc2)
    }),
    by_child("INT34", &["CHILD"], "Internal Check: Child should only exist once in OC3.", |c, hit| {
        twice(hit, c.now.oc3)
    }),
    by_child("INT35", &["CHILD"], "Internal Check: Child should only exist once in PrevPerm.", |c, hit| {
        twice(hit, c.now.prev_perm)
    }),
    by_child("INT36", &["CHILD"], "Internal Check: Child should only exist once in UASC.", |c, hit| {
        twice(hit, c.now.uasc)
    }),
];

fn no_header<T: Row>(c: &Child<'_>, hit: &mut Hits, rows: Rows<'_, T>) {
    if c.all.has(Table::Header) && c.now.header.is_empty() {
        hit.all(rows);
    }
}

/// Does a table say another date of birth than the header? Where either says none, it is none of these rules'.
fn other_birth(c: &Child<'_>, dob: Day) -> bool {
    let given = c.now.header.any(|h| h.dob.given());
    dob.given() && given && !c.now.header.any(|h| h.dob.same(dob))
}

fn twice<T: Row>(hit: &mut Hits, rows: Rows<'_, T>) {
    if rows.len() > 1 {
        hit.all(rows);
    }
}
