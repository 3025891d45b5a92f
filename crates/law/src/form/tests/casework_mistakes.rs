//! Mistakes of people who write a casework form: each is told with its line and what would be right.

use super::super::*;
use crate::pack::{Problems, read};

/// A form without a mistake.
const FORM: &str = r#"id = "f"
version = 1
title = "F"
kind_of_record = "assessment"
classification = { category = "c", purpose = "p", retention = "r" }

[[group]]
id = "actions"
singular = "action"
plural = "actions"
max = 5
named_by = ["what"]

[[need]]
number = 1
id = "home"
label = "Home"
triangle = ["housing"]

[[need]]
number = 2
id = "money"
label = "Money"

[[section]]
id = "front"
title = "Front"

[[section.question]]
id = "began"
kind = "date"
label = "Began"
typed = "assessment.started_on"
prefill = "involvement.began_on"

[[section.question]]
id = "how"
kind = "radios"
label = "How"
required = "or_not_yet"
missing = "Select how"
typed = "assessment.kind"
copy = true
option = [{ value = "new", label = "New" }, { value = "again", label = "Again" }]

[[section.question]]
id = "days"
kind = "calculated"
label = "Days"
calculate = { days = ["began", "today"] }

[[section.question]]
id = "open"
kind = "calculated"
label = "Open"
calculate = { count = "actions.status", is = ["open"] }

[[section.question]]
id = "papers"
kind = "file"
label = "Papers"

[[section]]
id = "voice"
title = "Voice"
each = "child"
not_for = ["partners"]

[[section.question]]
id = "seen"
kind = "yes_no"
label = "Seen"
typed = "assessment_child.seen"

[[section.question]]
id = "school"
kind = "text"
label = "School"
prefill = "person.school"

[[section]]
id = "needs"
title = "Needs"
each = "need"

[[section.question]]
id = "score"
kind = "scale_0_10"
label = "Score"
typed = "need.family_score"
option = [{ value = "not-asked", label = "Not asked" }]

[[section.question]]
id = "mine"
kind = "scale_0_10"
label = "Mine"

[[section.question]]
id = "gap"
kind = "calculated"
label = "Gap"
calculate = { difference = ["score", "mine"] }

[[section]]
id = "doing"
title = "Doing"
repeat = "actions"

[[section.question]]
id = "what"
kind = "text"
label = "What"
prefill = "plan_action.what"

[[section.question]]
id = "status"
kind = "radios"
label = "Status"
option = [{ value = "open", label = "Open" }]
"#;

fn told(text: &str) -> Vec<String> {
    let form: Form = match read("forms/f.toml", text) {
        Ok(form) => form,
        Err(problem) => return vec![problem.to_string()],
    };
    let mut problems = Problems::of("forms/f.toml", text);
    check::check(&form, None, &mut problems);
    problems.into_found().iter().map(ToString::to_string).collect()
}

/// Changes the form in one place: `from` becomes `to`. Of what is told, one mistake stands where `at` begins after that.
fn one(from: &str, to: &str, at: &str, message: &str) {
    assert!(FORM.contains(from), "the form does not contain {from}");
    let text = FORM.replacen(from, to, 1);
    let place = text.find(to).expect("what was put in") + to.find(at).expect("a place in what was put in");
    let line = text[..place].matches('\n').count() + 1;
    let column = text[..place].rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let told = told(&text);
    assert_eq!(told, [format!("forms/f.toml:{line}:{column}: {message}")]);
}

#[test]
fn the_form_itself_has_no_mistake() {
    assert_eq!(told(FORM), [""; 0]);
}

#[test]
fn kinds_of_record_and_who_fills_them_in() {
    one(
        "\"assessment\"\n",
        "\"assesment\"\n",
        "\"assesment\"",
        "unknown variant ‘assesment’ (expected one of ‘request’, ‘assessment’, ‘plan’, ‘review’, ‘visit’, ‘case-note’, \
         ‘supervision’, ‘closure’, ‘meeting’)",
    );
    one(
        "id = \"f\"",
        "id = \"request-for-support\"",
        "\"request",
        "‘request-for-support’ is the request for support, not an assessment (take kind_of_record out, or give the form \
         another id)",
    );
    one(
        "id = \"front\"\n",
        "id = \"front\"\naudience = [\"public\"]\n",
        "\"front\"",
        "‘public’ does not fill in an assessment (casework forms are for \"worker\" alone)",
    );
    one(
        "not_for = [\"partners\"]",
        "not_for = [\"everyone\"]",
        "\"everyone\"",
        "unknown variant ‘everyone’ (expected one of ‘family’, ‘partners’, ‘colleagues’)",
    );
    one(
        "required = \"or_not_yet\"",
        "required = \"or_later\"",
        "\"or_later\"",
        "invalid value: string \"or_later\" (expected true, false, \"or_not_known\" or \"or_not_yet\")",
    );
}

#[test]
fn a_request_for_support_has_nothing_of_casework() {
    let text = FORM.replacen("kind_of_record = \"assessment\"\n", "", 1);
    let told = told(&text);
    let starts = [
        "forms/f.toml:32:9: nothing reads ‘assessment.started_on’ from a request for support (columns start with one of: request, requester,",
        "forms/f.toml:33:11: ‘began’ is filled with ‘involvement.began_on’, but nothing is known when a request begins (take prefill out)",
        "forms/f.toml:36:6: ‘how’ copies from a form before, which a request for support has not got (take copy out)",
        "forms/f.toml:36:6: ‘how’ may say ‘not yet’, but a request for support is sent once (use true or \"or_not_known\")",
    ];
    for start in starts {
        assert!(told.iter().any(|told| told.starts_with(start)), "{start}\n{told:#?}");
    }
    for words in [
        "‘days’ is calculated, which only casework forms do",
        "a request for support cannot ask ‘for each child’",
        "there is no group called ‘child’",
    ] {
        assert!(told.iter().any(|told| told.contains(words)), "{words}\n{told:#?}");
    }
    let desk = "id = \"f\"\nversion = 1\ntitle = \"F\"\nclassification = { category = \"c\", purpose = \"p\", retention = \"r\" }\n\
                [[section]]\nid = \"one\"\ntitle = \"One\"\n[[section.question]]\nid = \"q\"\nkind = \"text\"\nlabel = \"Q\"\n\
                audience = [\"worker\"]\n";
    assert_eq!(
        self::told(desk),
        [
            "forms/f.toml:9:6: ‘worker’ does not fill in a request for support (use public, professional or desk, or say which \
             kind_of_record the form makes)"
        ]
    );
}

/// As [`one`], where the change brings other mistakes with it.
fn among(from: &str, to: &str, message: &str) {
    assert!(FORM.contains(from), "the form does not contain {from}");
    let text = FORM.replacen(from, to, 1);
    let found = told(&text);
    assert!(found.iter().any(|told| told.ends_with(message)), "{message}\n{found:#?}");
}

#[test]
fn people_and_needs_that_sections_are_asked_for() {
    among(
        "each = \"child\"",
        "each = \"baby\"",
        ": there is no group called ‘baby’ (use one of: actions, child, adult, person, need)",
    );
    among(
        "id = \"actions\"",
        "id = \"person\"",
        ":8:6: a group cannot be called ‘person’ (that word means the people or needs of the record; use another)",
    );
    // Told at the need's id, which stands under the number.
    one(
        "number = 2\nid = \"money\"",
        "number = 1\nid = \"money\"",
        "\"money\"",
        "the needs ‘home’ and ‘money’ have the same number (give the newer one a number that no version of the form has used)",
    );
    one(
        "number = 2\nid = \"money\"",
        "number = 0\nid = \"money\"",
        "\"money\"",
        "the need ‘money’ has the number 0 (number needs from 1 to 999)",
    );
    one(
        "number = 2\nid = \"money\"",
        "number = 2\nid = \"home\"",
        "\"home\"",
        "there are two needs called ‘home’ (the first is on line 16; give this one another id)",
    );
    among(
        "triangle = [\"housing\"]",
        "triangle = [\"houses\"]",
        ":18:13: there is no dimension of the triangle called ‘houses’ (use one of: health, education, \
         emotional-and-behavioural, identity, family-and-social-relationships, social-presentation, self-care, basic-care, \
         safety, emotional-warmth, stimulation, guidance-and-boundaries, stability, history-and-functioning, wider-family, \
         housing, employment, income, social-integration, community-resources)",
    );
    let without = FORM.replacen("each = \"need\"", "each = \"adult\"", 1);
    assert!(told(&without).iter().any(|told| told
        == "forms/f.toml:16:6: no section asks about the needs (add each = \"need\" to one, or take the needs out)"));
    let none =
        FORM.replace("[[need]]\nnumber = 1\nid = \"home\"\nlabel = \"Home\"\ntriangle = [\"housing\"]\n", "");
    let none = none.replace("[[need]]\nnumber = 2\nid = \"money\"\nlabel = \"Money\"\n", "");
    assert_eq!(
        told(&none),
        [
            "forms/f.toml:75:8: the form has no needs (add a [[need]] for each heading, with number, id and label)"
        ]
    );
}

const DAYS: &str =
    "id = \"days\"\nkind = \"calculated\"\nlabel = \"Days\"\ncalculate = { days = [\"began\", \"today\"] }";

/// The calculated question with another way of working it out.
fn days(calculate: &str) -> String {
    format!("id = \"days\"\nkind = \"calculated\"\nlabel = \"Days\"\n{calculate}")
}

#[test]
fn how_something_is_worked_out() {
    one(
        DAYS,
        &days(""),
        "\"days\"",
        "‘days’ does not say what it is worked out from (add calculate = { … } with days, working_days, count, sum, mean, \
         difference or complete)",
    );
    one(
        DAYS,
        "id = \"days\"\nkind = \"number\"\nlabel = \"Days\"\ncalculate = { complete = true }",
        "\"days\"",
        "‘days’ has calculate, but its kind is typed or picked (use kind = \"calculated\")",
    );
    one(
        DAYS,
        &days("calculate = { complete = true, count = \"actions\" }"),
        "\"days\"",
        "‘days’ is worked out in 2 ways (give one of days, working_days, count, sum, mean, difference and complete)",
    );
    one(
        DAYS,
        &days("calculate = { working_days = [\"began\"] }"),
        "\"days\"",
        "‘days’ counts from one day to another, but names 1 (name two, the earlier first)",
    );
    one(
        DAYS,
        &days("calculate = { complete = true, is = [\"open\"] }"),
        "\"open\"",
        "‘days’ says which answers count, but not of what (add count = \"…\")",
    );
    one(
        DAYS,
        &days("calculate = { complete = true }\nrequired = true"),
        "\"days\"",
        "‘days’ is worked out, so nobody can be asked for it (take required out)",
    );
    one(
        DAYS,
        &days("calculate = { count_of = \"actions\" }"),
        "count_of",
        "Kith does not know ‘count_of’ (expected one of ‘days’, ‘working_days’, ‘count’, ‘is’, ‘sum’, ‘mean’, ‘difference’, \
         ‘complete’)",
    );
}

#[test]
fn what_it_is_worked_out_from() {
    one(
        DAYS,
        &days("calculate = { days = [\"begin\", \"today\"] }"),
        "\"begin\"",
        "there is no question called ‘begin’ to work with (name a question of this group, one outside groups, or group.question)",
    );
    one(
        DAYS,
        &days("calculate = { days = [\"how\", \"today\"] }"),
        "\"how\"",
        "‘how’ is not a date (name a date, \"begun\" or \"today\")",
    );
    one(
        DAYS,
        &days("calculate = { mean = [\"need.score\", \"child.school\"] }"),
        "\"child.school\"",
        "‘child.school’ is not a number (name a scale_0_10 or a number)",
    );
    one(
        DAYS,
        &days("calculate = { count = \"how\" }"),
        "\"how\"",
        "‘how’ is one answer, so there is nothing to count (name a group, or a question of it: group.question)",
    );
    one(
        DAYS,
        &days("calculate = { count = \"actions.status\", is = [\"done\"] }"),
        "\"done\"",
        "there is no choice called ‘done’ (use one of: open)",
    );
    one(
        DAYS,
        &days("calculate = { count = \"child\", is = [\"yes\"] }"),
        "\"yes\"",
        "‘child’ is no question, so it has no answer ‘yes’ (count a question of it: group.question)",
    );
    one(
        "difference = [\"score\", \"mine\"]",
        "difference = [\"score\", \"school\"]",
        "\"school\"",
        "there is no question called ‘school’ to work with (name a question of this group, one outside groups, or group.question)",
    );
}

#[test]
fn what_is_known_beforehand() {
    let owners = "family, person, need, lead_practitioner, worker, manager, request, involvement, assessment, plan, plan_outcome, \
                  plan_action, network";
    one(
        "prefill = \"involvement.began_on\"",
        "prefill = \"household.began_on\"",
        "\"household",
        &format!(
            "Kith cannot know ‘household.began_on’ beforehand (use \"previous\", or begin with one of: {owners})"
        ),
    );
    one(
        "prefill = \"involvement.began_on\"",
        "prefill = \"involvement.started_on\"",
        "\"involvement",
        "Kith cannot know ‘involvement.started_on’ beforehand (of involvement these are known: began_on, do_not_share_with, \
         visits_held, children_seen_on, home_seen_on)",
    );
    one(
        "prefill = \"involvement.began_on\"",
        "prefill = \"family.address\"",
        "\"family",
        "‘began’ cannot hold ‘family.address’ (ask for address as an address)",
    );
    one(
        "prefill = \"involvement.began_on\"",
        "prefill = \"person.date_of_birth\"",
        "\"person",
        "there are several of ‘person.date_of_birth’, and ‘began’ is asked once (move it to a section with each = \"child\", \
         \"adult\" or \"person\")",
    );
    one(
        "prefill = \"person.school\"",
        "prefill = \"plan_action.what\"",
        "\"plan_action",
        "there are several of ‘plan_action.what’, and ‘school’ is asked once (move it to a section that repeats a group)",
    );
    one(
        "label = \"Mine\"",
        "label = \"Mine\"\nprefill = \"plan_outcome.baseline_score\"",
        "\"plan_outcome",
        "there are several of ‘plan_outcome.baseline_score’, and ‘mine’ is asked once (move it to a section that repeats a group)",
    );
    one(
        "label = \"Papers\"",
        "label = \"Papers\"\nprefill = \"previous\"",
        "\"previous\"",
        "‘papers’ is not typed, so it cannot be filled in beforehand (take prefill out)",
    );
    one(
        "option = [{ value = \"open\", label = \"Open\" }]\n",
        "option = [{ value = \"open\", label = \"Open\" }]\n[[section.question]]\nid = \"who\"\nkind = \"text\"\nlabel = \"Who\"\n\
         prefill = \"network.name\"\n",
        "\"network",
        "‘network.name’ and ‘plan_action’ would both fill this group (a group takes the entries of one list)",
    );
    one(
        "id = \"papers\"\nkind = \"file\"",
        "id = \"papers\"\nkind = \"file\"\ncopy = true",
        "\"papers\"",
        "the answer of ‘papers’ cannot be copied (take copy out: files and what is worked out belong to one record)",
    );
    one(
        "id = \"papers\"\nkind = \"file\"",
        "id = \"papers\"\nkind = \"file\"\nrequired = \"or_not_yet\"",
        "\"papers\"",
        "‘papers’ cannot wait for an answer: nobody types one (take required out)",
    );
}

#[test]
fn columns_that_law_and_returns_read() {
    let began = "typed = \"assessment.started_on\"";
    one(
        began,
        "typed = \"visit.happened_on\"",
        "\"visit",
        "nothing reads ‘visit.happened_on’ from an assessment (columns start with one of: assessment, assessment_child, person, \
         need, safety)",
    );
    one(
        began,
        "typed = \"assessment.begun\"",
        "\"assessment",
        "there is no typed column ‘assessment.begun’ (columns of assessment are: kind, started_on, completed_on, \
         notice_explained_on, level_of_need, do_not_share_with, outcome, first_meeting_on, shared_on)",
    );
    one(
        began,
        "typed = \"assesment.started_on\"",
        "\"assesment",
        "there is no typed column ‘assesment.started_on’ (columns start with one of: assessment, assessment_child, person, need, \
         safety)",
    );
    one(
        "label = \"School\"",
        "label = \"School\"\ntyped = \"assessment_child.seen_on\"",
        "\"assessment_child",
        "‘assessment_child.seen_on’ cannot hold what ‘school’ asks (ask for a date)",
    );
    one(
        "label = \"School\"",
        "label = \"School\"\ntyped = \"assessment_child.seen_alone\"",
        "\"assessment_child",
        "‘assessment_child.seen_alone’ takes one of its codes, and ‘school’ is typed (offer choices: yes, no)",
    );
    one(
        "kind = \"yes_no\"\nlabel = \"Seen\"\ntyped = \"assessment_child.seen\"",
        "kind = \"yes_no_unknown\"\nlabel = \"Seen\"\ntyped = \"assessment_child.seen\"",
        "\"assessment_child",
        "‘assessment_child.seen’ takes no ‘not-known’, and ‘seen’ offers it (use yes_no)",
    );
    one(
        "{ value = \"again\", label = \"Again\" }",
        "{ value = \"second\", label = \"Again\" }",
        "\"second\"",
        "there is no code of ‘assessment.kind’ called ‘second’ (use one of: new, again, step-down, pre-birth)",
    );
    one(
        "label = \"Mine\"",
        "label = \"Mine\"\ntyped = \"need.family_score\"",
        "\"need",
        "‘need.family_score’ is answered by ‘score’ already (ask it once, or seal this answer: take typed out)",
    );
    one(
        "typed = \"assessment_child.seen\"",
        "typed = \"assessment_child.seen\"\n\n[[section]]\nid = \"adults\"\ntitle = \"Adults\"\neach = \"adult\"\n\n\
         [[section.question]]\nid = \"alone\"\nkind = \"yes_no\"\nlabel = \"Alone\"\ntyped = \"assessment_child.seen_alone\"\n\n\
         [[section]]\nid = \"more\"\ntitle = \"More\"\neach = \"child\"",
        "\"assessment_child.seen_alone\"",
        "‘assessment_child.seen_alone’ is not read from here (move it to a section with each = \"child\")",
    );
    one(
        "option = [{ value = \"not-asked\", label = \"Not asked\" }]",
        "option = [{ value = \"sometimes\", label = \"Sometimes\" }]",
        "\"sometimes\"",
        "the scale ‘score’ cannot offer ‘sometimes’ (word a number from 0 to 10, or offer one of: not-known, not-asked, \
         prefers-not-to-say)",
    );
}

#[test]
fn a_need_means_the_same_in_every_form() {
    let first: Form = read("forms/f.toml", FORM).expect("a form");
    let text = FORM.replacen("id = \"f\"", "id = \"g\"", 1).replacen("number = 2", "number = 3", 1);
    let second: Form = read("forms/g.toml", &text).expect("a form");
    let found = check::needs_across(&[("forms/f.toml", FORM, &first), ("forms/g.toml", &text, &second)]);
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "forms/g.toml:22:6: the need ‘money’ is number 3 here, and ‘money’ is number 2 in forms/f.toml (the same need has the \
             same number and id in every form)"
        ]
    );
}

#[test]
fn the_example_in_the_reference_is_a_casework_form() {
    let page = include_str!("../../../../../docs/reference/forms.md");
    let example =
        page.split("```toml\n").nth(2).and_then(|rest| rest.split("```").next()).expect("an example");
    let form: Form = read("forms/first-talk.toml", example).unwrap_or_else(|problem| panic!("{problem}"));
    let mut problems = Problems::of("forms/first-talk.toml", example);
    check::check(&form, Some(super::pack().notice()), &mut problems);
    assert_eq!(problems.into_found(), []);
    for (owner, names) in prefill::NAMES {
        for (name, _) in names {
            let row = page.lines().filter(|line| line.contains(&format!("`{owner}.")));
            let mentioned = |line: &str| {
                line.contains(&format!("`{name}`")) || line.contains(&format!("`{owner}.{name}`"))
            };
            assert!(row.into_iter().any(mentioned), "the reference does not mention {owner}.{name}");
        }
    }
    for dimension in dimensions() {
        assert!(
            page.contains(&format!("`{dimension}`")),
            "the reference does not mention the dimension {dimension}"
        );
    }
    for kind in KindOfRecord::ALL.iter().filter(|kind| kind.is_casework()) {
        assert!(
            page.contains(&format!("`{}`", kind.word())),
            "the reference does not mention {}",
            kind.word()
        );
    }
}
