//! Families of the cast whose records must be guarded: a colleague's, and one in hiding.

use jiff::civil::{Date, date};

use super::ids::*;
use super::sketch::Sketch;
use super::work;
use crate::people::{Role, Sex};

/// Bea Lindqvist works for the council: her record and her children's are restricted.
pub(super) fn lindqvist(_today: Date) -> Sketch {
    let mut s = Sketch::new(FAMILIES[3].0);
    let bea = s.add(BEA_LINDQVIST, Role::Mother, Sex::Female, "Bea", "Lindqvist", (1983, 8, 29));
    let tom = s.add(TOM_HARKER, Role::Father, Sex::Male, "Tom", "Harker", (1981, 4, 12));
    let freya = s.add(FREYA_HARKER, Role::Child, Sex::Female, "Freya", "Harker", (2011, 1, 31));
    let otto = s.add(OTTO_HARKER, Role::Child, Sex::Male, "Otto", "Harker", (2015, 5, 16));
    for child in [freya, otto] {
        s.parent(bea, child, Some("mother"));
        s.circle.main_carer(bea, child);
        s.parent(tom, child, Some("registered_father"));
    }
    s.circle.tie(tom, "partner", bea, Some(date(2008, 6, 1)), None);
    s.circle.tie(freya, "sibling", otto, Some(date(2015, 5, 16)), None);
    s.home(2, "19 Larkrise Gardens", "ZM3 5AB", date(2010, 3, 27), &[bea, tom, freya, otto]);
    s.recorded_days_ago = 1200;
    s.work = work::lindqvist;
    s
}

/// A mother and two children in a refuge; the father must not learn where.
pub(super) fn rahman(_today: Date) -> Sketch {
    let mut s = Sketch::new(FAMILIES[7].0);
    let nadia = s.add(NADIA_RAHMAN, Role::Mother, Sex::Female, "Nadia", "Rahman", (1992, 4, 2));
    let yusuf = s.add(YUSUF_RAHMAN, Role::Child, Sex::Male, "Yusuf", "Rahman", (2016, 8, 13));
    let inaya = s.add(INAYA_RAHMAN, Role::Child, Sex::Female, "Inaya", "Rahman", (2020, 3, 9));
    let imran = s.add(IMRAN_RAHMAN, Role::Father, Sex::Male, "Imran", "Rahman", (1988, 11, 25));
    s.heritage(&[nadia, yusuf, inaya, imran], "ABAN", "bangladeshi");
    for child in [yusuf, inaya] {
        s.parent(nadia, child, Some("mother"));
        s.circle.main_carer(nadia, child);
        s.parent(imran, child, Some("married_father"));
    }
    s.circle.tie(imran, "former_spouse", nadia, Some(date(2014, 9, 20)), Some(date(2025, 2, 7)));
    s.circle.tie(yusuf, "sibling", inaya, Some(date(2020, 3, 9)), None);
    s.home(9, "2 Glasswort Rise", "ZM10 3FS", date(2025, 2, 10), &[nadia, yusuf, inaya]);
    s.circle.homes[0].confidential =
        Some("In a refuge after violence from Imran Rahman, who must not find out where.");
    s.moved(date(2014, 10, 1), date(2025, 2, 10), "77 Harebell Drive", 0, "ZM1 6UX");
    s.home(0, "77 Harebell Drive", "ZM1 6UX", date(2014, 10, 1), &[imran]);
    s.recorded_days_ago = 450;
    s.work = work::rahman;
    s
}
