//! One document of each kind, for tests and examples: the Ashdown family of Marlshire, who do not exist. As an example, writes
//! them all into a folder: `cargo run -p letters --example sample DIR`.

use letters::{Block, Document, Fact, Kind, Labels, Sender};

/// Everything around the blocks.
pub fn document(kind: Kind, title: &str, blocks: Vec<Block>) -> Document {
    Document {
        kind,
        title: title.to_owned(),
        lang: "en-GB".to_owned(),
        sender: Sender {
            name: "Marlshire Council".to_owned(),
            lines: texts(&["Family Help", "County Hall", "Marlbury MX1 1AA", "01632 960 100"]),
        },
        reference: Some("F-7Q2M".to_owned()),
        date: "2 March 2026".to_owned(),
        recipient: vec![],
        marking: Some("OFFICIAL-SENSITIVE".to_owned()),
        status: None,
        blocks,
        labels: Labels::default(),
    }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// A document of this kind.
pub fn of(kind: Kind) -> Document {
    match kind {
        Kind::Letter => letter(),
        Kind::Form => form(),
        Kind::Plan => plan(),
        Kind::EasyRead => easy_read(),
        Kind::Chronology => chronology(12),
    }
}

/// A letter with everything that letters have.
pub fn letter() -> Document {
    let blocks = vec![
        Block::paragraph("Dear Ms Ashdown"),
        Block::paragraph(
            "You asked us for help on 23 February. Thank you. We have read what you told us, and we would like to offer you \
             a family worker.",
        ),
        Block::heading(1, "What happens next"),
        Block::List {
            numbered: true,
            items: texts(&[
                "Priya Shah will ring you before Friday 6 March.",
                "You agree together when and where to meet.",
                "Nothing is decided without you.",
            ]),
        },
        Block::Note {
            title: "If you are worried before then".into(),
            text: "Ring us on 01632 960 100, at any time of the day.\nIf somebody is in danger, ring 999."
                .into(),
        },
        Block::paragraph("Yours sincerely"),
        Block::Signature { names: texts(&["Priya Shah"]) },
    ];
    let recipient = texts(&["Ms Hannah Ashdown", "4 Mill Lane", "Marlbury", "MX2 4QT"]);
    Document { recipient, ..document(Kind::Letter, "Help for your family", blocks) }
}

/// A record with long and short answers.
pub fn form() -> Document {
    let blocks = vec![
        Block::heading(1, "About the family"),
        Block::Facts {
            rows: vec![
                Fact::new("Children", "Lily (8), Noah (5)"),
                Fact::new("Lives at", "4 Mill Lane\nMarlbury"),
                Fact::new("Interpreter", "Not needed"),
            ],
        },
        Block::heading(1, "Lily’s own words"),
        Block::Quote {
            text: "I like it when we all have tea and nobody shouts.".into(),
            by: Some("Lily, 8".into()),
        },
        Block::heading(2, "How we asked"),
        Block::Answer {
            question: "How were their views gathered?".into(),
            text: "By drawing three houses.\n\nNoah drew, and told his sister what to write.".into(),
        },
        Block::Answer { question: "Was anybody missed?".into(), text: String::new() },
        Block::heading(1, "What works well"),
        Block::List { numbered: false, items: texts(&["School mornings", "Grandma on Sundays"]) },
    ];
    Document { status: Some("Draft".into()), ..document(Kind::Form, "Family Help assessment", blocks) }
}

/// A plan that fills about two sides.
pub fn plan() -> Document {
    let head = texts(&["What", "Who", "By when", "How it is going"]);
    let action = |at: usize| {
        let who = ["Hannah", "Priya Shah, family worker", "Mrs Okafor, school"][at % 3];
        let what = [
            "Go to the Tuesday group at the Family Hub, with Noah",
            "Ring the housing officer about the damp in the children’s room, and write down what is agreed",
            "Meet Lily every Monday before lessons and ask how the weekend was",
        ][at % 3];
        texts(&[what, who, &format!("{} April 2026", at + 1), ["Not started", "On track", "Done"][at % 3]])
    };
    let mut blocks = vec![
        Block::heading(1, "What we want, in our own words"),
        Block::Quote {
            text: "We want mornings without shouting, and to stay in our house.".into(),
            by: Some("Hannah, Lily and Noah".into()),
        },
    ];
    for (number, wanted) in
        ["Mornings are calm and both children are in school on time", "The house is dry and safe"]
            .iter()
            .enumerate()
    {
        blocks.push(Block::heading(1, format!("Outcome {}: {wanted}", number + 1)));
        blocks.push(Block::Facts {
            rows: vec![
                Fact::new("For whom", "Lily and Noah"),
                Fact::new(
                    "How we will know",
                    "Lily and Noah each say so, and the school’s register shows it.",
                ),
                Fact::new("Where we are", "3 out of 10 now, and we want 7"),
            ],
        });
        blocks.push(Block::Table {
            caption: format!("Actions for outcome {}", number + 1),
            head: head.clone(),
            widths: vec![5, 3, 2, 2],
            rows: (0..5).map(action).collect(),
        });
    }
    blocks.push(Block::Note {
        title: "If things get worse".into(),
        text: "We ring Priya on 01632 960 101. At night we ring 01632 960 100.".into(),
    });
    blocks.push(Block::heading(1, "Who is in the team"));
    blocks.push(Block::List {
        numbered: false,
        items: texts(&["Priya Shah, family worker", "Mrs Okafor, school"]),
    });
    blocks.push(Block::heading(1, "When we meet next"));
    blocks.push(Block::paragraph("Monday 20 April 2026 at 4 pm, at the Family Hub"));
    blocks.push(Block::Signature { names: texts(&["Hannah Ashdown", "Priya Shah"]) });
    document(Kind::Plan, "Our family plan", blocks)
}

/// Short sentences, one with a picture and the others with room for one.
pub fn easy_read() -> Document {
    let picture = |text: &str, picture: &str| Block::Picture {
        text: text.to_owned(),
        picture: picture.to_owned(),
        svg: None,
    };
    let house = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 60 60'><path d='M5 30 30 8 55 30V55H5Z' \
                 fill='none' stroke='#1f5a6b' stroke-width='3'/></svg>";
    let blocks = vec![
        Block::heading(1, "What we want"),
        Block::Picture {
            text: "We want to stay in our house.".into(),
            picture: "a house".into(),
            svg: Some(house.into()),
        },
        picture("We want calm mornings.", "a family at breakfast"),
        Block::heading(1, "Who does what"),
        picture("Mum will go to the Tuesday group.", "a group of parents"),
        picture("Priya will ring about the damp.", "a telephone"),
    ];
    document(Kind::EasyRead, "Our plan", blocks)
}

/// So many rows.
pub fn chronology(rows: usize) -> Document {
    let row = |at: usize| {
        texts(&[
            &format!("{} March 20{:02}", at % 28 + 1, at % 25),
            "Lily",
            "Moved to Mill Lane School",
            "School",
            "She says she has a friend there already.",
        ])
    };
    let table = Block::Table {
        caption: "What happened".into(),
        head: texts(&["When", "Who", "What happened", "Source", "What it meant for them"]),
        widths: vec![3, 3, 6, 3, 6],
        rows: (0..rows).map(row).collect(),
    };
    document(Kind::Chronology, "Chronology", vec![table])
}

#[allow(dead_code, reason = "tests use the documents only")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    let made = "2026-03-02T09:30:00Z".parse()?;
    for kind in Kind::ALL {
        let name = format!("{folder}/{}", kind.template().trim_end_matches(".typ"));
        let document = of(kind);
        std::fs::write(
            format!("{name}.pdf"),
            letters::pdf(&document, &letters::Templates::default(), made)?.bytes,
        )?;
        std::fs::write(format!("{name}.docx"), letters::word(&document, made)?.bytes)?;
    }
    Ok(())
}
