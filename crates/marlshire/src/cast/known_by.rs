//! People of the cast who are hard to tell apart or to find.

use jiff::civil::{Date, date};

use super::ids::*;
use super::sketch::Sketch;
use super::work;
use crate::people::{Role, Sex};

/// Oliver Smith, born 14 March 2013.
pub(super) fn smith_elder(_today: Date) -> Sketch {
    let mut s = Sketch::new(FAMILIES[8].0);
    let laura = s.add(LAURA_SMITH, Role::Mother, Sex::Female, "Laura", "Smith", (1985, 10, 20));
    let oliver = s.add(OLIVER_SMITH_ELDER, Role::Child, Sex::Male, "Oliver", "Smith", (2013, 3, 14));
    s.parent(laura, oliver, Some("mother"));
    s.circle.main_carer(laura, oliver);
    s.home(0, "7 Shuttle Street", "ZM1 7EN", date(2012, 2, 2), &[laura, oliver]);
    s
}

/// Another Oliver Smith, born 9 August 2014, of another family.
pub(super) fn smith_younger(_today: Date) -> Sketch {
    let mut s = Sketch::new(FAMILIES[9].0);
    let gemma = s.add(GEMMA_SMITH, Role::Mother, Sex::Female, "Gemma", "Smith", (1990, 12, 12));
    let oliver = s.add(OLIVER_SMITH_YOUNGER, Role::Child, Sex::Male, "Oliver", "Smith", (2014, 8, 9));
    s.parent(gemma, oliver, Some("mother"));
    s.circle.main_carer(gemma, oliver);
    s.home(5, "51 Linnet Close", "ZM6 4YP", date(2014, 5, 5), &[gemma, oliver]);
    s
}

/// Elizabeth Hartley, known as Lizzie. An old request has the day and month of her birth the wrong way round.
pub(super) fn hartley(_today: Date) -> Sketch {
    let mut s = Sketch::new(FAMILIES[10].0);
    let helen = s.add(HELEN_HARTLEY, Role::Mother, Sex::Female, "Helen", "Hartley", (1984, 6, 6));
    let lizzie = s.add(LIZZIE_HARTLEY, Role::Child, Sex::Female, "Elizabeth", "Hartley", (2010, 4, 3));
    s.circle.people[lizzie].known_as = Some("Lizzie".to_string());
    s.circle.people[helen].former_last = Some(("Ashworth".to_string(), date(2009, 8, 8)));
    s.parent(helen, lizzie, Some("mother"));
    s.circle.main_carer(helen, lizzie);
    s.home(7, "3 Millrace Lane", "ZM8 2QT", date(2009, 9, 1), &[helen, lizzie]);
    s.recorded_days_ago = 700;
    s.work = work::hartley;
    s
}

/// Muhammad Iqbal, met in letters as Mohammed and known as Mo.
pub(super) fn iqbal(_today: Date) -> Sketch {
    let mut s = Sketch::new(FAMILIES[11].0);
    let shazia = s.add(SHAZIA_IQBAL, Role::Mother, Sex::Female, "Shazia", "Iqbal", (1989, 1, 15));
    let muhammad = s.add(MUHAMMAD_IQBAL, Role::Child, Sex::Male, "Muhammad", "Iqbal", (2011, 12, 1));
    s.heritage(&[shazia, muhammad], "APKN", "pakistani");
    s.circle.people[muhammad].known_as = Some("Mo".to_string());
    s.circle.people[muhammad].also_spelt = Some("Mohammed".to_string());
    s.parent(shazia, muhammad, Some("mother"));
    s.circle.main_carer(shazia, muhammad);
    s.home(0, "96 Fuller Terrace", "ZM1 3ZG", date(2011, 7, 7), &[shazia, muhammad]);
    s
}
