//! What other services say: taken in whole or not at all, matched without guessing, shown as far as the rules allow.

use std::collections::HashMap;

use law::involvement_rules::{InvolvementRules, Service, ShownFor};
use record::access::{Circumstances, Permit, may, permit_request};
use record::request::subject::match_to;
use record::source::family_context::{self, Delivery, FILES};
use record::source::import::{self, Report};
use record::source::panel::{self, PersonPanel, Says};
use record::source::reveal::From;
use record::source::{Case, Detail, cast, reveal};
use record::testing::{self, NOW, TestRecord, TestRequest};
use record::{Error, Work};
use uuid::Uuid;

const SOURCES: &str = "Id,DataSource,Last Synchronised,Not Supplied Since\n\
    Housing,Example Homes,2026-09-13T06:00,\nAdultSocialCare,Care records,2026-09-13T06:00,\n\
    Police,County records,2026-09-13T06:00,\nPolice,Saltmoor records,,2026-03-03\n";
const PEOPLE: &str = "id,firstName,lastName,dateOfBirth\n\
    1,Kate,Williams,30/09/1989\n2,Dominic,Pierce,17/01/1986\n3,Tommy,Williams,12/05/2012\n";
const HOUSING: &str = "personId,serviceInvolvement,housingAssociation,contactName,noticeSeekingPossession\n\
    1,current,Example Homes,Roy Pemberton,open\n";
const CARE: &str = "personId,serviceInvolvement,localAuthorityOrganisation\n";
const POLICE: &str = "personId,policeArea,contactName\n2,West,Safeguarding desk\n3,West,Safeguarding desk\n";
const OFFENCES: &str =
    "personId,dateOfOffence,typeOfOffence,natureOfInvolvement\n2,2024-11-09,Violence with injury,Convict\n";

fn rules() -> InvolvementRules {
    InvolvementRules::default()
}

fn delivery(changes: &[(&'static str, &str)]) -> Delivery {
    let mut files = HashMap::from([
        ("datasources.csv", SOURCES),
        ("person.csv", PEOPLE),
        ("housing.csv", HOUSING),
        ("adult_social_care.csv", CARE),
        ("police.csv", POLICE),
        ("police_offence.csv", OFFENCES),
    ]);
    files.extend(changes.iter().copied().filter(|(_, text)| !text.is_empty()));
    changes.iter().filter(|(_, text)| text.is_empty()).for_each(|(file, _)| {
        files.remove(file);
    });
    family_context::read(&files, &rules(), NOW).unwrap_or_else(|wrong| panic!("{wrong:#?}"))
}

async fn take(record: &TestRecord, changes: &[(&'static str, &str)]) -> Report {
    import::run(&record.store, &delivery(changes), &rules(), NOW).await.expect("it is taken in")
}

/// The Williams family on file, with a request that names Tommy, Kate and Dominic and was matched to them.
struct Williams {
    record: TestRecord,
    kate: Uuid,
    dominic: Uuid,
    tommy: Uuid,
    request: TestRequest,
}

impl Williams {
    async fn on_file() -> Williams {
        let record = testing::fresh().await;
        let kate = record.person("Kate", "Williams").born("1989-09-30").save().await;
        let dominic = record.person("Dominic", "Pierce").born("1986-01-17").save().await;
        let tommy = record.person("Tommy", "Williams").born("2012-05-12").save().await;
        record.relate(kate, "parent", tommy).await;
        let sent = record
            .request()
            .child("Tommy", "Williams", "2012-05-12")
            .adult("Kate", "Williams")
            .adult("Dominic", "Pierce");
        let request = sent.send().await;
        let mut work = record.work("dora.duty").await;
        let said = Circumstances::default();
        let permit = permit_request(&mut work, may::ScreenRequest, request.id, &said)
            .await
            .expect("the desk may screen");
        for (subject, person) in request.subjects.iter().zip([tommy, kate, dominic]) {
            match_to(&mut work, &permit, *subject, person, "found").await.expect("it is matched");
        }
        work.commit().await.expect("it is kept");
        Williams { record, kate, dominic, tommy, request }
    }

    async fn at_the_desk(&self) -> (Work, Permit<may::OpenRequest>) {
        let mut work = self.record.work("dora.duty").await;
        let said = Circumstances::default();
        let permit = permit_request(&mut work, may::OpenRequest, self.request.id, &said)
            .await
            .expect("the desk may open");
        (work, permit)
    }

    async fn panels(&self, rules: &InvolvementRules) -> Vec<PersonPanel> {
        let (mut work, permit) = self.at_the_desk().await;
        let panels = panel::for_request(&mut work, &permit, rules).await.expect("it is shown");
        work.commit().await.expect("it is kept");
        panels
    }

    async fn levels(&self, person: Uuid) -> Vec<String> {
        let asked = format!(
            "select level::text from audit.event where subject_id = '{person}' and level is not null order by seq"
        );
        self.record.sql(&asked).await.expect("the ledger")
    }
}

fn of(panels: &[PersonPanel], person: Uuid, service: Service) -> Vec<&Says> {
    let panel = panels.iter().find(|panel| panel.person == person).expect("they are matched");
    panel.services.iter().filter(|one| one.service == service).map(|one| &one.says).collect()
}

fn involvement(panels: &[PersonPanel], person: Uuid, service: Service) -> Uuid {
    match of(panels, person, service).as_slice() {
        [Says::Involved(_, involved), ..] => involved[0].id,
        other => panic!("not involved: {other:?}"),
    }
}

/// Journey J3, as the record sees it.
#[tokio::test]
async fn police_are_shown_for_the_father_and_none_found_is_not_not_supplied() {
    let family = Williams::on_file().await;
    let report = take(&family.record, &[]).await;
    assert_eq!(report.matched, 3);
    let panels = family.panels(&rules()).await;
    assert_eq!(
        panels.iter().map(|panel| panel.person).collect::<Vec<_>>(),
        [family.tommy, family.kate, family.dominic]
    );
    let police = of(&panels, family.dominic, Service::Police);
    assert!(matches!(police.as_slice(), [Says::Involved(..), Says::Stopped(_)]), "{police:?}");
    assert!(matches!(of(&panels, family.dominic, Service::AdultSocialCare)[..], [Says::NoneFound(_)]));
    assert!(matches!(of(&panels, family.dominic, Service::School)[..], [Says::Nothing]));
    assert!(matches!(of(&panels, family.tommy, Service::Police)[..], [Says::Nothing]), "a child of 14");
    assert!(matches!(of(&panels, family.tommy, Service::School)[..], [Says::NeverSupplied]));
    let not_kept: usize = report.feeds.iter().map(|feed| feed.not_shown_at_this_age).sum();
    assert_eq!(not_kept, 1, "what the police sent about a child of 14 is not kept at all");
    for person in [family.tommy, family.kate, family.dominic] {
        assert_eq!(
            family.levels(person).await,
            ["3"],
            "one look at basic details, on the person's own record"
        );
    }
}

#[tokio::test]
async fn opening_housing_detail_is_on_record_at_level_6_and_only_for_the_matched() {
    let family = Williams::on_file().await;
    take(&family.record, &[]).await;
    let housing = involvement(&family.panels(&rules()).await, family.kate, Service::Housing);
    let (mut work, permit) = family.at_the_desk().await;
    let Detail::Housing(cases) =
        reveal::detail(&mut work, From::Request(&permit), housing, &rules()).await.expect("it opens")
    else {
        panic!("housing")
    };
    assert_eq!(cases.notice_seeking_possession, Case::Open);
    work.commit().await.expect("it is kept");
    assert_eq!(family.levels(family.kate).await, ["3", "6"]);

    let other = family.record.request().child("Somebody", "Else", "2015-01-01").send().await;
    let mut work = family.record.work("dora.duty").await;
    let permit = permit_request(&mut work, may::OpenRequest, other.id, &Circumstances::default())
        .await
        .expect("it opens");
    for wanted in [housing, Uuid::nil()] {
        let refused = reveal::detail(&mut work, From::Request(&permit), wanted, &rules()).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    }
    let stricter =
        InvolvementRules { housing: law::involvement_rules::Ages { from_age: 40, to_age: None }, ..rules() };
    let (mut work, permit) = family.at_the_desk().await;
    assert!(matches!(
        reveal::detail(&mut work, From::Request(&permit), housing, &stricter).await,
        Err(Error::NotFound)
    ));
    assert_eq!(family.levels(family.kate).await, ["3", "6"], "nothing was opened since");
}

#[tokio::test]
async fn linked_only_shows_nothing_of_an_adult_nobody_has_related_to_the_child() {
    let family = Williams::on_file().await;
    take(&family.record, &[]).await;
    let linked = InvolvementRules { shown_for: ShownFor::Linked, ..rules() };
    let police = involvement(&family.panels(&rules()).await, family.dominic, Service::Police);
    let panels = family.panels(&linked).await;
    let covered = |panels: &[PersonPanel]| panels.iter().map(|panel| panel.covered).collect::<Vec<_>>();
    assert_eq!(covered(&panels), [true, true, false]);
    assert!(panels[2].services.is_empty());
    let (mut work, permit) = family.at_the_desk().await;
    assert!(matches!(
        reveal::detail(&mut work, From::Request(&permit), police, &linked).await,
        Err(Error::NotFound)
    ));
    drop(work);
    assert_eq!(family.levels(family.dominic).await, ["3"], "the look under the other rules, and no other");
    family.record.relate(family.dominic, "parent", family.tommy).await;
    assert_eq!(covered(&family.panels(&linked).await), [true, true, true], "a new link counts at once");
}

#[tokio::test]
async fn nobody_is_guessed() {
    let record = testing::fresh().await;
    record.person("Kate", "Williams").born("1989-09-30").save().await;
    record.person("kate", "WILLIAMS").born("1989-09-30").save().await;
    let accented = record.person("Zoë", "O'Neill-Hart").born("1990-01-02").save().await;
    let hidden = record.person("Tommy", "Williams").born("2012-05-12").save().await;
    record.restrict(hidden, "sealed", "Nobody").await;
    record.person("Lily", "Marsh").born("1999-04-23").save().await;
    let people = "id,firstName,lastName,dateOfBirth\n1,Kate,Williams,30/09/1989\n2,ZOE,O’Neill Hart,1990-01-02\n3,Tommy,Williams,12/05/2012\n\
                  4,Dominic,Pierce,\n5,Lily,Marsh,1999-04-23\n6,Lily,Marsh,1999-04-23\n";
    let report = take(
        &record,
        &[
            ("person.csv", people),
            ("police.csv", "personId,policeArea\n4,West\n"),
            ("police_offence.csv", ""),
        ],
    )
    .await;
    assert_eq!(report.matched, 1);
    let left_out: Vec<String> = report.left_out.iter().map(ToString::to_string).collect();
    assert_eq!(
        left_out,
        [
            "housing.csv:2: about somebody who was not matched: see person.csv",
            "person.csv:2: more than one person on file has this name and date of birth",
            "person.csv:4: nobody on file has this name and date of birth",
            "person.csv:5: no date of birth: nobody is looked for by name alone",
            "person.csv:6: more than one line has this name and date of birth",
            "person.csv:7: more than one line has this name and date of birth",
            "police.csv:2: about somebody who was not matched: see person.csv",
        ]
    );
    let about =
        record.sql("select distinct person_id::text from casework.service_involvement").await.expect("rows");
    assert_eq!(about, [accented.to_string()]);
}

#[tokio::test]
async fn who_a_line_could_be_is_told_and_nothing_is_shown_because_of_it() {
    let record = testing::fresh().await;
    let tommy = record.person("Tommy", "Williams").born("2012-05-12").save().await;
    record.person("Lily", "Marsh").born("1999-04-23").save().await;
    record.person("Lilly", "Marsh").born("1999-04-23").save().await;
    let people = "id,firstName,lastName,dateOfBirth\n1,Tommie,Wiliams,12/05/2012\n2,Lili,Marsh,1999-04-23\n";
    let nothing = [
        ("police.csv", "personId,policeArea\n"),
        ("police_offence.csv", ""),
        ("housing.csv", "personId,serviceInvolvement,housingAssociation\n"),
    ];
    let report = take(&record, &[&[("person.csv", people)], &nothing[..]].concat()).await;
    assert_eq!(report.matched, 0);
    let reference = record
        .sql(&format!("select public_ref from casework.person where id = '{tommy}'"))
        .await
        .expect("it answers");
    let told: Vec<&str> = report.left_out.iter().map(|problem| problem.message.as_str()).collect();
    assert!(
        told[0].starts_with(&format!(
            "nobody on file has this name and date of birth; perhaps {} (",
            reference[0]
        )),
        "{}",
        told[0]
    );
    assert_eq!(told[1], "nobody on file has this name and date of birth", "of two nobody guesses");
    assert_eq!(record.count("casework.service_involvement").await, 0);
}

#[tokio::test]
async fn a_new_delivery_replaces_the_old_and_a_system_left_out_has_stopped() {
    let family = Williams::on_file().await;
    take(&family.record, &[]).await;
    let keys = keys_of_involvements(&family.record).await;
    assert_eq!(keys, 2);
    let first = involvement(&family.panels(&rules()).await, family.kate, Service::Housing);
    let sources = "Id,DataSource,Last Synchronised\nHousing,Example Homes,2026-09-14T06:00\n";
    let without = [
        ("datasources.csv", sources),
        ("adult_social_care.csv", ""),
        ("police.csv", ""),
        ("police_offence.csv", ""),
    ];
    take(&family.record, &without).await;
    let panels = family.panels(&rules()).await;
    assert_ne!(involvement(&panels, family.kate, Service::Housing), first);
    let Says::Stopped(care) = of(&panels, family.kate, Service::AdultSocialCare)[0] else {
        panic!("care stopped")
    };
    assert_eq!(
        care.coverage.not_supplied_since.expect("a day").to_string(),
        "2026-09-13",
        "the last day it was current"
    );
    let police = of(&panels, family.dominic, Service::Police);
    assert_eq!(police.len(), 2);
    assert!(police.iter().all(|says| matches!(says, Says::Stopped(_))));
    let since: Vec<String> = family
        .record
        .sql("select not_supplied_since::text from casework.source_feed where superseded_at is null and system_name = 'Saltmoor records'")
        .await
        .expect("feeds");
    assert_eq!(since, ["2026-03-03"], "what stopped earlier keeps its day");
    assert_eq!(keys_of_involvements(&family.record).await, 1, "the keys of what was replaced are destroyed");
    let kept = family
        .record
        .sql("select count(*)::text from casework.source_feed where superseded_at is not null")
        .await
        .expect("feeds");
    assert_eq!(kept, ["3"], "that a feed was shown stays on file");
    let (mut work, permit) = family.at_the_desk().await;
    assert!(matches!(
        reveal::detail(&mut work, From::Request(&permit), first, &rules()).await,
        Err(Error::NotFound)
    ));
}

#[tokio::test]
async fn what_a_service_says_is_sealed() {
    let family = Williams::on_file().await;
    take(&family.record, &[]).await;
    let rows = family
        .record
        .sql("select i::text from casework.service_involvement i")
        .await
        .expect("rows")
        .join("\n");
    for secret in ["Example Homes", "Pemberton", "Violence", "notice"] {
        let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
        assert!(!rows.contains(secret) && !rows.contains(&hex), "{secret} lies open");
    }
    let ledger = family.record.sql("select e::text from audit.event e").await.expect("rows").join("\n");
    assert!(!ledger.contains("Example Homes") && !ledger.contains("Williams"));
}

#[tokio::test]
async fn the_cast_has_a_journey_without_any_files() {
    use marlshire::cast::ids::{DOMINIC_PIERCE, KATE_WILLIAMS, TOMMY_WILLIAMS};
    let record = testing::fresh().await;
    for (id, first, last, born) in [
        (KATE_WILLIAMS, "Kate", "Williams", "1989-09-30"),
        (DOMINIC_PIERCE, "Dominic", "Pierce", "1986-01-17"),
        (TOMMY_WILLIAMS, "Tommy", "Williams", "2012-05-12"),
    ] {
        record.person(first, last).id(id).born(born).save().await;
    }
    for _ in 0..2 {
        let mut work = record.system_work().await;
        cast::seed(&mut work, &rules()).await.expect("it is seeded");
        work.commit().await.expect("it is kept");
    }
    let said = "select f.service || ' ' || i.status from casework.service_involvement i
                join casework.source_feed f on f.id = i.source_feed_id where i.person_id = ";
    let about = async |id: Uuid| record.sql(&format!("{said} '{id}' order by 1")).await.expect("rows");
    assert_eq!(about(TOMMY_WILLIAMS).await, ["school current"]);
    assert_eq!(
        about(KATE_WILLIAMS).await,
        ["adult-social-care none-found", "housing current", "police none-found"]
    );
    assert_eq!(
        about(DOMINIC_PIERCE).await,
        ["adult-social-care none-found", "housing none-found", "police found"]
    );
    let stopped = record
        .sql("select not_supplied_since::text from casework.source_feed where not_supplied_since is not null")
        .await;
    assert_eq!(stopped.expect("feeds"), ["2026-03-03"]);
    assert_eq!(record.count("casework.source_feed").await, 5, "seeding twice seeds once");
}

#[tokio::test]
async fn the_projects_own_sample_is_taken_in() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/family-context");
    if !folder.is_dir() {
        assert!(std::env::var_os("KITH_NEEDS_SHARED").is_none(), "the sample is not beside the repository");
        eprintln!("skipped: there is no ../shared/data/family-context");
        return;
    }
    let record = testing::fresh().await;
    let una = record.person("Una", "Bryant").born("2000-10-07").save().await;
    record.person("Montgomery", "Freeman").born("2000-10-06").save().await;
    let texts =
        FILES.map(|file| (file, std::fs::read_to_string(folder.join(file)).expect("the sample is whole")));
    let files = texts.iter().map(|(file, text)| (*file, text.as_str())).collect();
    let delivery = family_context::read(&files, &rules(), NOW).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    let report = import::run(&record.store, &delivery, &rules(), NOW).await.expect("it is taken in");
    assert_eq!((report.matched, report.left_out.len()), (2, 8));
    let asked = format!(
        "select f.service || ' ' || i.status from casework.service_involvement i
         join casework.source_feed f on f.id = i.source_feed_id where i.person_id = '{una}' order by 1"
    );
    let about = record.sql(&asked);
    let expected = ["adult-social-care current", "housing current", "police found"];
    assert_eq!(about.await.expect("rows"), expected, "25 years old: no school any more");
}

async fn keys_of_involvements(record: &TestRecord) -> i64 {
    use sqlx::Connection;
    let mut keys = sqlx::PgConnection::connect(&record.keys_url()).await.expect("the keys answer");
    sqlx::query_scalar("select count(*) from data_key where table_name = 'service_involvement'")
        .fetch_one(&mut keys)
        .await
        .expect("a count")
}
