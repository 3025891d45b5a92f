//! What every picture keeps to, whoever the people in it are.

use proptest::prelude::*;

use pictures::ecomap::Ecomap;
use pictures::family::{Family, Sex};
use pictures::family_tree::FamilyTree;
use pictures::genogram::Genogram;
use roxmltree::{Document, Node};

use crate::{charts, families};

/// Every example of every picture, drawn with one prefix.
fn everything(prefix: &str) -> Vec<String> {
    let mut all: Vec<String> = families::all()
        .iter()
        .flat_map(|(_, it)| [Genogram::new(it).svg(prefix), FamilyTree::new(it, "mum").svg(prefix)])
        .collect();
    all.extend([
        charts::ecomap().svg(prefix),
        charts::busy_ecomap().svg(prefix),
        Ecomap::default().svg(prefix),
        charts::trend().svg(prefix),
        pictures::trend::Trend::default().svg(prefix),
        charts::wheel().svg(prefix),
        pictures::wheel::Wheel::default().svg(prefix),
        charts::windscreen().svg(prefix),
        charts::caseload().svg(prefix),
        pictures::caseload::Caseload::default().svg(prefix),
        charts::timeline().svg(prefix),
        pictures::timeline::Timeline::default().svg(prefix),
    ]);
    all
}

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.attribute(name).unwrap_or_default()
}

#[test]
fn every_picture_is_one_named_image_with_its_links_beside_it() {
    for svg in everything("one") {
        let document = Document::parse(&svg).unwrap();
        let image: Vec<_> = document.descendants().filter(|it| it.attribute("role") == Some("img")).collect();
        let [image] = image.as_slice() else { panic!("{} images in {svg}", image.len()) };
        assert_eq!(attribute(*image, "aria-labelledby"), "one-title one-desc");
        for (name, id) in [("title", "one-title"), ("desc", "one-desc")] {
            let node =
                image.children().find(|it| it.has_tag_name(("http://www.w3.org/2000/svg", name))).unwrap();
            assert_eq!(attribute(node, "id"), id);
            assert!(!node.text().unwrap_or_default().trim().is_empty());
        }
        for link in document.descendants().filter(|it| it.tag_name().name() == "a") {
            assert!(link.ancestors().all(|it| it != *image), "a link inside an image cannot be reached");
            assert!(attribute(link, "aria-label").len() > 5);
            assert!(link.first_element_child().is_some_and(|it| it.tag_name().name() == "rect"));
        }
    }
}

#[test]
fn no_picture_has_style_script_size_or_an_id_of_its_own() {
    for svg in everything("one") {
        let document = Document::parse(&svg).unwrap();
        let root = document.root_element();
        assert!(root.attribute("width").is_none() && root.attribute("height").is_none());
        let view: Vec<f64> =
            attribute(root, "viewBox").split(' ').map(|it| it.parse().expect("a number")).collect();
        assert!(view[2] >= 200.0 && view[3] > 0.0, "{view:?}");
        for node in document.descendants().filter(Node::is_element) {
            assert!(!["script", "style", "foreignObject", "image", "use"].contains(&node.tag_name().name()));
            for it in node.attributes() {
                assert!(it.name() != "style" && !it.name().starts_with("on"), "{}", it.name());
                assert!(it.name() != "id" || it.value().starts_with("one-"), "{}", it.value());
                assert!(!it.value().contains("NaN") && !it.value().contains("inf"), "{}", it.value());
                let coloured = ["fill", "stroke"].contains(&it.name());
                let neutral = ["none", "currentColor", "transparent", "Canvas", "url(#one-hatch)"];
                assert!(!coloured || neutral.contains(&it.value()), "{}={}", it.name(), it.value());
            }
        }
    }
}

/// Words that would break out of every place they could be put.
const HOSTILE: &str = "\"'><script>alert(1)</script>]]><!-- &amp; onload=x \u{0}\u{8}\u{202e}\u{ffff}";

#[test]
fn hostile_words_stay_words() {
    let mut family = families::nuclear();
    for person in &mut family.people {
        person.name = HOSTILE.into();
        person.age = HOSTILE.into();
        person.dates = HOSTILE.into();
        person.household = HOSTILE.into();
    }
    family.people[1].link = Some(format!("/x{HOSTILE}"));
    family.people[0].link = Some("javascript:alert(1)".into());
    family.name = HOSTILE.into();
    let mut caseload = charts::caseload();
    caseload.bars[0].name = HOSTILE.into();
    caseload.part_name = HOSTILE.into();
    let mut timeline = charts::timeline();
    timeline.events[0].category = HOSTILE.into();
    timeline.events[0].headline = HOSTILE.into();
    let mut trend = charts::trend();
    trend.points[0].when = HOSTILE.into();
    let mut wheel = charts::wheel();
    wheel.domains[0].name = HOSTILE.into();
    let mut ecomap = charts::ecomap();
    ecomap.connections[0].name = HOSTILE.into();
    ecomap.middle[0] = HOSTILE.into();
    let pictures = [
        Genogram::new(&family).svg(HOSTILE),
        FamilyTree::new(&family, "charlie").svg(HOSTILE),
        caseload.svg(HOSTILE),
        timeline.svg(HOSTILE),
        trend.svg(HOSTILE),
        wheel.svg(HOSTILE),
        ecomap.svg(HOSTILE),
    ];
    for svg in pictures {
        let document = Document::parse(&svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
        assert!(document.descendants().all(|it| it.tag_name().name() != "script"));
        assert!(!svg.contains("javascript:") && !svg.contains('\u{202e}'));
    }
}

#[test]
fn names_that_repeat_can_be_told_apart_in_the_table() {
    let mut family = families::nuclear();
    for person in &mut family.people {
        person.name = "Sam Banks".into();
    }
    let table = Genogram::new(&family).table();
    let mut names: Vec<&String> = table.rows.iter().map(|it| &it[0]).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 4);
}

#[test]
fn a_tree_for_a_young_person_names_their_kin() {
    let family = families::four_generations();
    let table = FamilyTree::new(&family, "kid2").table();
    let kin = |name: &str| table.rows.iter().find(|it| it[0] == name).map(|it| it[1].as_str());
    let expected = [
        ("Jordan Quill", "you"),
        ("Joanne Hartley", "your mum"),
        ("Stephen Quill", "your dad"),
        ("Skye Quill", "your sister"),
        ("Maureen Hartley", "your grandma"),
        ("Victor Quill", "your grandad"),
        ("Edith Hartley", "your great-grandma"),
        ("Keith Quill", "your uncle"),
        ("Alison Hartley", "your aunt"),
        ("Alfie Marsden", "your nephew"),
        ("Lee Marsden", "your sister's partner"),
    ];
    for (name, word) in expected {
        assert_eq!(kin(name), Some(word), "{name}");
    }
    let table = FamilyTree::new(&families::separated_new_partners(), "ella").table();
    let kin = |name: &str| table.rows.iter().find(|it| it[0] == name).map(|it| it[1].as_str());
    assert_eq!(kin("Ruby Bell"), Some("your half-sister"));
    assert_eq!(kin("Marcus Bell"), Some("your stepdad"));
    assert_eq!(kin("Lina Farouk"), Some("your stepsister"));
    assert_eq!(kin("Nadia Farouk"), Some("your dad's partner"));
}

#[test]
fn a_tree_shows_no_loss() {
    let tree = FamilyTree::new(&families::pregnancy_and_loss(), "one");
    assert!(!tree.svg("t").contains("loss") && !tree.table().to_string().contains("loss"));
    assert_eq!(tree.table().rows.len(), 5);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever is on a restricted person's record, nobody can see it by looking at the picture, its table or their order.
    #[test]
    fn nothing_of_a_restricted_person_is_shown(
        (name, age, born, home, twins) in (".{0,12}", "[0-9]{0,2}", "(201[0-9](-0[1-9]-1[0-9])?)?", "[A-C]?", "[xy]?"),
        (sex, deceased, subject, link) in (0_usize..4, any::<bool>(), any::<bool>(), any::<bool>()),
        index in 0_usize..5,
    ) {
        let hidden = |family: &mut Family| family.people[index].restricted = true;
        let mut plain = families::pregnancy_and_loss();
        plain.people[1].twins = "x".into();
        hidden(&mut plain);
        let mut other = plain.clone();
        let person = &mut other.people[index];
        person.name = name;
        person.dates = age.clone();
        person.age = age;
        person.born = born;
        person.household = home;
        person.twins = twins;
        person.sex = [Sex::Male, Sex::Female, Sex::Other, Sex::NotKnown][sex];
        person.kind = pictures::family::Kind::Person;
        plain.people[index].kind = pictures::family::Kind::Person;
        person.deceased = deceased;
        person.subject = subject;
        person.link = link.then(|| "/people/secret".into());
        let (one, two) = (Genogram::new(&plain), Genogram::new(&other));
        prop_assert_eq!(one.svg("g"), two.svg("g"));
        prop_assert_eq!(one.table(), two.table());
        let (one, two) = (FamilyTree::new(&plain, "one"), FamilyTree::new(&other, "one"));
        prop_assert_eq!(one.svg("g"), two.svg("g"));
        prop_assert_eq!(one.table(), two.table());
    }

    #[test]
    fn every_person_has_one_symbol_and_one_row(count in 0_usize..30) {
        let mut family = families::sixty_people();
        family.people.truncate(count);
        let picture = Genogram::new(&family);
        prop_assert_eq!(picture.svg("g").matches("class=\"picture-person\"").count(), count);
        let rows = picture.table().rows.iter().filter(|it| it[0] != "Not drawn").count();
        prop_assert_eq!(rows, count);
    }

    #[test]
    fn scores_of_any_size_are_drawn_or_explained(given in prop::collection::vec(any::<Option<u8>>(), 0..30)) {
        let scores = |it: &Option<u8>| pictures::Scores { family: *it, worker: it.map(|it| it / 20) };
        let domains = given.iter().map(|it| pictures::wheel::Domain { name: "x".into(), scores: scores(it) });
        let wheel = pictures::wheel::Wheel { name: String::new(), domains: domains.collect() };
        let points = given.iter().map(|it| pictures::trend::TrendPoint { when: "x".into(), scores: scores(it) });
        let trend = pictures::trend::Trend { name: String::new(), points: points.collect() };
        for (svg, rows) in [(wheel.svg("w"), wheel.table().rows), (trend.svg("t"), trend.table().rows)] {
            prop_assert!(Document::parse(&svg).is_ok() && !svg.contains("NaN"));
            prop_assert_eq!(rows.len(), given.len());
        }
    }
}
