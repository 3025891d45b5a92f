//! What people say in Marlshire. All of it invented.

/// Who asks, how, and as what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Voice {
    pub audience: &'static str,
    pub method: &'static str,
    pub source_code: &'static str,
    pub role: &'static str,
    /// Where they work; `None` for the public. `{school}` stands for the child's school.
    pub organisation: Option<&'static str>,
}

const fn voice(
    audience: &'static str,
    method: &'static str,
    source_code: &'static str,
    role: &'static str,
    organisation: Option<&'static str>,
) -> Voice {
    Voice { audience, method, source_code, role, organisation }
}

/// Voices by how often they are heard, per 100; schools, police and families themselves most.
pub(crate) const VOICES: [(Voice, u32); 14] = [
    (voice("professional", "online", "2A", "Designated safeguarding lead", Some("{school}")), 16),
    (voice("desk", "email", "2A", "Learning mentor", Some("{school}")), 8),
    (voice("desk", "police_notification", "6", "Police officer", Some("Marlshire Police")), 18),
    (voice("public", "online", "1C", "Young person", None), 2),
    (voice("public", "online", "1A", "Parent or carer", None), 13),
    (voice("desk", "phone", "1A", "Grandparent", None), 6),
    (voice("desk", "phone", "1B", "Family friend", None), 6),
    (voice("desk", "phone", "9", "Neighbour", None), 3),
    (voice("professional", "online", "3B", "Health visitor", Some("Marlshire Community Health")), 9),
    (voice("desk", "letter", "3A", "GP", Some("{surgery}")), 4),
    (voice("professional", "online", "3C", "School nurse", Some("Marlshire Community Health")), 5),
    (voice("desk", "phone", "3E", "Emergency department nurse", Some("Marlshire Royal Hospital")), 4),
    (voice("professional", "online", "4", "Housing officer", Some("Fennaby Homes")), 4),
    (voice("desk", "walk_in", "1A", "Parent or carer", None), 2),
];

/// What an asker in a role says of a child of an age: youngest, oldest, and the words. `{child}` stands for the first name.
pub(crate) fn presenting(role: &str) -> &'static [(i32, i32, &'static str)] {
    match role {
        "Designated safeguarding lead" | "Learning mentor" => &[
            (
                5,
                15,
                "{child} has missed eleven days since half term. Mum answers the phone but says mornings are too \
                     hard. {child} came in on Monday without a coat and ate two breakfasts at club.",
            ),
            (
                5,
                10,
                "{child} told the teaching assistant that there is shouting every night and that the little ones \
                     hide in the bathroom. We have spoken with Dad, who agreed to this request.",
            ),
            (
                6,
                15,
                "{child} has become very quiet and sleeps in lessons. At pick-up Mum was tearful and said she is \
                     not coping since losing her job.",
            ),
            (
                9,
                15,
                "{child} is a young carer for a parent with bad legs and does the shopping and cooking. The family \
                     would welcome help and asked us to write.",
            ),
        ],
        "Police officer" => &[
            (
                0,
                17,
                "Officers attended an argument between the adults at home. No injuries seen. {child} was upstairs \
                     and awake. One adult had been drinking and left with a relative.",
            ),
            (
                12,
                17,
                "{child} was found with older young people near the bus station at 01:20 and taken home. The \
                      parent had not noticed they were out.",
            ),
            (
                5,
                17,
                "Third call to the address in two months for raised voices. {child} was present, calm, and spoke \
                     with the officer alone.",
            ),
        ],
        "Parent or carer" => &[
            (
                2,
                17,
                "I am finding {child}'s behaviour really hard since we moved. Nobody is sleeping. I would like some \
                     help before it gets worse.",
            ),
            (
                0,
                17,
                "We have had bailiffs at the door and there is no money for the meter. I do not want {child} to \
                     see me like this.",
            ),
        ],
        "Grandparent" => &[(
            0,
            17,
            "My daughter has gone back to drinking and I am having {child} most nights. I cannot \
                                    manage it on my own for ever.",
        )],
        "Family friend" => &[
            (
                4,
                17,
                "{child} is always at ours at tea time and says there is nothing in at home. I like the mum, but \
                     something is wrong.",
            ),
            (
                0,
                17,
                "I have not seen my friend for a fortnight and the curtains are shut. I knocked and could hear \
                     {child} inside.",
            ),
        ],
        "Young person" => &[(
            12,
            17,
            "I do not want to go home after school because of the arguing. I would like to talk to somebody.",
        )],
        "GP" => &[(
            0,
            17,
            "Mother attended with low mood and poor sleep. She describes {child} as hard to handle and \
                           agreed to our asking for family support.",
        )],
        "Health visitor" => &[
            (
                0,
                3,
                "Third missed appointment. At the last visit the house was cold and {child} had outgrown the cot. \
                    Mother says she feels alone.",
            ),
            (
                0,
                1,
                "{child} is not gaining weight as we would hope. Parents are keen to have practical help with \
                    feeding and routines.",
            ),
        ],
        "School nurse" => &[(
            8,
            16,
            "{child} came to the drop-in about sleep and worry. Parents know and would like \
                                     support with routines and with saying no to the phone at night.",
        )],
        "Emergency department nurse" => &[(
            1,
            14,
            "{child} was brought in with a burn to the hand. The account fits, but \
                                                   it is the second visit in six weeks and the parent seemed exhausted.",
        )],
        "Housing officer" => &[(
            0,
            17,
            "The family is four months behind with the rent and a notice has been served. \
                                        {child} has a bed in the living room. They have agreed to our asking.",
        )],
        _ => &[(
            0,
            17,
            "Caller hears crying late at night and a man shouting. Worried for {child}. Did not want to give \
                        a name.",
        )],
    }
}

/// What a duty officer makes of it.
pub(crate) const ANALYSIS: [&str; 4] = [
    "What is said fits what school and health tell us. The worry is about strain on the carers rather than harm; help \
     now is likely to prevent worse.",
    "Third contact in two years with the same worry. Nobody has yet spoken with the child alone.",
    "Single event, good account, protective relative close by. Nothing else known to partners.",
    "There are signs of harm in more than one account and the child's own words. Needs a social worker's assessment.",
];

/// Why an officer recommends what they do.
pub(crate) const RECOMMENDED: [&str; 3] = [
    "The family has agreed and the need is clear.",
    "The threshold for a service is not met; other help is nearer.",
    "Too much is unknown to leave it here.",
];

/// Why a manager decides what they do, by outcome.
pub(crate) fn rationale(outcome: &str) -> &'static str {
    match outcome {
        "early_help" => {
            "Additional needs that one agency cannot meet alone; the family wants help. Early Help."
        }
        "assessment" => "Possible significant harm or a need for services; section 17 assessment.",
        "strategy_discussion" => "Reasonable cause to suspect significant harm; partners to talk today.",
        "advice" => "Needs can be met by school, health and the family hub. Advice given.",
        "add_to_open_work" => "Already open: the worker is told and will take it up at the next visit.",
        "information-only" => {
            "Brother or sister of the child the request is about; no worry of their own was raised."
        }
        _ => "Nothing here calls for a service. The family can ask again at any time.",
    }
}

/// First and last names for professionals who are not staff.
pub(crate) const PROFESSIONALS: [&str; 16] = [
    "Anwen Price",
    "Bola Ogunleye",
    "Carys Mottram",
    "Dilip Rane",
    "Ellen Fairweather",
    "Frank Oduya",
    "Gina Thistlewood",
    "Hamid Sarwar",
    "Irena Kosik",
    "Judy Penhallow",
    "Keith Abernethy",
    "Lorna Quick",
    "Misha Petrenko",
    "Nuala Byrne",
    "Owen Tasker",
    "Padma Iyer",
];
