//! The two families of the Family Context project's mock referrals (MIT), moved to Marlshire and given what journeys need.

use jiff::civil::{Date, date};

use super::ids::*;
use super::sketch::Sketch;
use super::work;
use crate::people::{Known, Role, Sex};

/// Charlie Banks: a school writes about parties at home and who collects him.
pub(super) fn banks(_today: Date) -> Sketch {
    let mut s = Sketch::new(FAMILIES[0].0);
    let rachel = s.add(RACHEL_BANKS, Role::Mother, Sex::Female, "Rachel", "Banks", (1988, 3, 21));
    let charlie = s.add(CHARLIE_BANKS, Role::Child, Sex::Male, "Charlie", "Banks", (2012, 7, 10));
    let maisie = s.add(MAISIE_BANKS, Role::Child, Sex::Female, "Maisie", "Banks", (2017, 2, 14));
    let john = s.add(JOHN_BANKS, Role::Grandparent, Sex::Male, "John", "Banks", (1957, 11, 2));
    let kate = s.add(KATE_THE_SITTER, Role::Other, Sex::Female, "Kate", "", (1999, 1, 1));
    s.circle.people[kate].last = None;
    s.circle.people[kate].known = Known::Unknown;
    s.parent(rachel, charlie, Some("mother"));
    s.parent(rachel, maisie, Some("mother"));
    s.circle.main_carer(rachel, charlie);
    s.circle.main_carer(rachel, maisie);
    s.circle.tie(charlie, "sibling", maisie, Some(date(2017, 2, 14)), None);
    s.circle.tie(john, "parent", rachel, Some(date(1988, 3, 21)), None);
    s.circle.tie(john, "grandparent", charlie, Some(date(2012, 7, 10)), None);
    s.circle.tie(john, "grandparent", maisie, Some(date(2017, 2, 14)), None);
    s.circle.tie(kate, "support_carer", charlie, None, None);
    s.home(0, "Flat 2, 27 Brindle Court", "ZM1 4LT", date(2019, 6, 3), &[rachel, charlie, maisie]);
    s.moved(date(2012, 1, 9), date(2019, 6, 3), "8 Teasel Close", 2, "ZM3 7PB");
    s.home(0, "63 Dovecote Lane", "ZM1 2GH", date(1994, 4, 11), &[john]);
    s.disabilities.push((JOHN_BANKS, "MOB"));
    s.recorded_days_ago = 600;
    s.work = work::banks;
    s
}

/// Tommy Williams: a friend rings about his mother and his father's return.
pub(super) fn williams(_today: Date) -> Sketch {
    let mut s = Sketch::new(FAMILIES[1].0);
    let kate = s.add(KATE_WILLIAMS, Role::Mother, Sex::Female, "Kate", "Williams", (1989, 9, 30));
    let tommy = s.add(TOMMY_WILLIAMS, Role::Child, Sex::Male, "Tommy", "Williams", (2012, 5, 12));
    let dominic = s.add(DOMINIC_PIERCE, Role::Father, Sex::Male, "Dominic", "Pierce", (1986, 1, 17));
    let paula = s.add(PAULA_LEE, Role::Other, Sex::Female, "Paula", "Lee", (1987, 6, 8));
    let jason = s.add(JASON_LEE, Role::Child, Sex::Male, "Jason", "Lee", (2012, 3, 3));
    s.parent(kate, tommy, Some("mother"));
    s.circle.main_carer(kate, tommy);
    s.parent(dominic, tommy, Some("registered_father"));
    s.circle.tie(dominic, "former_partner", kate, Some(date(2010, 8, 1)), Some(date(2018, 10, 5)));
    s.circle.tie(dominic, "poses_risk_to", kate, None, None);
    s.parent(paula, jason, Some("mother"));
    s.circle.main_carer(paula, jason);
    s.circle.tie(paula, "friend", kate, None, None);
    s.circle.tie(jason, "friend", tommy, None, None);
    s.home(1, "32 Curlew Road", "ZM2 6HL", date(2014, 9, 1), &[kate, tommy]);
    s.home(1, "15 Lapwing Avenue", "ZM2 3NE", date(2011, 2, 14), &[paula, jason]);
    s.recorded_days_ago = 900;
    s.work = work::williams;
    s
}
