//! A few invented children for the demo's queue of possible duplicates, so that a newcomer finds a pair of each kind there: a child on file
//! twice of whom nothing warns, twins, and a child who was looked after, whose pair two people read.

use jiff::SignedDuration;
use jiff::civil::{Date, date};
use jiff_sqlx::ToSqlx;
use law::date_of_birth::DateOfBirth;
use law::identifiers::Postcode;
use uuid::Uuid;

use crate::person::address::NewAddress;
use crate::person::create::{self, NewPerson};
use crate::person::name::NewName;
use crate::{Error, Result, Work};

/// First and last name, first line and postcode.
type Line = (&'static str, &'static str, &'static str, &'static str);

/// Two records that look alike.
struct Alike {
    born: Date,
    records: [Line; 2],
    /// Whether the first of them was looked after once.
    looked_after: bool,
}

const fn alike(born: Date, records: [Line; 2]) -> Alike {
    Alike { born, records, looked_after: false }
}

const ALIKE: [Alike; 6] = [
    // One child, entered twice: nothing differs.
    alike(
        date(2013, 10, 2),
        [
            ("Edith", "Thornbury", "5 Ferry Lane", "ZM4 1DR"),
            ("Edith", "Thornbury", "5 Ferry Lane", "ZM4 1DR"),
        ],
    ),
    // One child who took her stepfather's name.
    alike(
        date(2015, 5, 19),
        [
            ("Isla", "Fennimore", "12 Sallow Close", "ZM3 6QW"),
            ("Isla", "Marchbanks", "12 Sallow Close", "ZM3 6QW"),
        ],
    ),
    // One child whose name was spelt in two ways.
    alike(
        date(2018, 2, 27),
        [
            ("Poppy", "Ellerby", "30 Larch Avenue", "ZM2 8NA"),
            ("Poppie", "Ellerby", "30 Larch Avenue", "ZM2 8NA"),
        ],
    ),
    // One child who is called by a short form of his name.
    alike(
        date(2019, 6, 21),
        [("Theodore", "Ashdown", "17 Mill Rise", "ZM7 3PE"), ("Theo", "Ashdown", "17 Mill Rise", "ZM7 3PE")],
    ),
    // Twins. Their names are alike enough that the model does not take them for two by itself.
    alike(
        date(2016, 9, 8),
        [
            ("Martha", "Hartwell", "9 Chapel Yard", "ZM5 4TT"),
            ("Matthew", "Hartwell", "9 Chapel Yard", "ZM5 4TT"),
        ],
    ),
    // One child who was looked after, went home, and lives somewhere else now.
    Alike {
        looked_after: true,
        ..alike(
            date(2012, 11, 3),
            [
                ("Rory", "Tidewell", "4 Quay Street", "ZM1 9HB"),
                ("Rory", "Tidewell", "71 Orchard Rise", "ZM6 2LD"),
            ],
        )
    },
];

/// Puts them on file under a pack.
pub async fn seed(work: &mut Work, pack_version: Uuid) -> Result<()> {
    for alike in &ALIKE {
        for (at, line) in alike.records.iter().enumerate() {
            let person = on_file(work, *line, alike.born, pack_version).await?;
            if alike.looked_after && at == 0 {
                looked_after(work, person, pack_version).await?;
            }
        }
    }
    Ok(())
}

async fn on_file(
    work: &mut Work,
    (first, last, line_1, postcode): Line,
    born: Date,
    pack_version: Uuid,
) -> Result<Uuid> {
    let name = NewName {
        kind: "legal".into(),
        first_name: first.into(),
        last_name: Some(last.into()),
        ..NewName::default()
    };
    let postcode = Postcode::parse(postcode).map_err(|why| Error::Rule(why.to_string()))?;
    let address = NewAddress {
        kind: "home".into(),
        line_1: Some(line_1.into()),
        town: Some("Quillham".into()),
        postcode: Some(postcode),
        ..NewAddress::default()
    };
    let new = NewPerson {
        names: vec![name],
        birth: DateOfBirth::Exact { date: born },
        address: Some(address),
        pack_version,
        service: "front-door".into(),
        purpose: "decide-on-requests".into(),
    };
    create::create(work, &new).await
}

/// They were looked after three years ago, for two years, and went home.
async fn looked_after(work: &mut Work, person: Uuid, pack_version: Uuid) -> Result<()> {
    let (id, years) = (work.new_id(), |years: i64| SignedDuration::from_hours(24 * 365 * years));
    let (from, until) = (work.now() - years(5), work.now() - years(3));
    sqlx::query!(
        "insert into casework.involvement (id, person_id, kind, service, purpose, pack_version_id, opened_at)
         values ($1, $2, 'looked_after', 'social-care', 'support-families', $3, $4)",
        id,
        person,
        pack_version,
        from.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    sqlx::query!(
        "insert into casework.closure (involvement_id, closed_at, reason) values ($1, $2, 'needs_met')",
        id,
        until.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    work.life_changed(person);
    Ok(())
}
