//! What people in Marlshire say when they ask for help. All of it invented.

/// Children, in their own words.
pub(super) const BY_CHILDREN: &[&str] = &[
    "“I like it best when we all have tea at the table.”",
    "“I can't sleep when they shout. I put my headphones on.”",
    "“I want Mum to laugh like she used to.”",
    "“School is fine. I just don't want people to know.”",
    "“Nan makes it better.”",
    "“Can I still go to football?”",
    "“I do the little ones' breakfast. I don't mind.”",
    "",
    "",
];

/// What worries a family most.
pub(super) const FAMILY_WORRIES: &[&str] = &[
    "How tired everyone is. Small things turn into big rows.",
    "That we will lose the flat, and with it the school.",
    "That it will get worse over the holidays.",
    "That I am getting this wrong and nobody says so.",
    "The nights. In the day we manage.",
    "I do not know. It is everything at once.",
];

/// What worries somebody who knows a family most.
pub(super) const OTHERS_WORRIES: &[&str] = &[
    "That it will get worse over the holidays, when nobody sees them for weeks.",
    "That nobody has talked with the children on their own.",
    "That this has gone on for so long it seems normal to them.",
    "The youngest. The older ones can say what they need.",
    "Not one thing by itself: the direction it is going in.",
    "That they will stop answering, as they did last year.",
];

/// What goes well.
pub(super) const WORKING_WELL: &[&str] = &[
    "They are close, and the children are clean and on time. Their aunt has them every Saturday.",
    "Somebody always rings back the same day, and every appointment this term was kept.",
    "Asking for help at all, which was not easy.",
    "The neighbour walks them to school when she can. The children trust her.",
    "Football on Tuesdays. Not one missed since September.",
    "Everybody wants the same thing, even when they cannot agree how to get there.",
    "Bedtime has been better since the new flat.",
];

/// What was tried.
pub(super) const TRIED: &[&str] = &[
    "Breakfast club, which helped for half a term. It stopped when the hours at work changed.",
    "Two meetings and a plan on paper. It helped a little.",
    "The doctor, and a group at the library. The group was on the wrong day.",
    "Nothing yet.",
    "Talking, mostly. And a letter to the landlord, with no answer.",
    "A parenting course online. Hard to finish with three children in the room.",
];

/// What a family asks for.
pub(super) const FAMILY_ASKS: &[&str] = &[
    "Somebody to talk with who knows what there is, and help with mornings.",
    "Help to get back into school without a fight every day.",
    "Advice about money before the letters get worse.",
    "Time. An afternoon a week when somebody else has the children.",
    "Support with sleep and with saying no, for both of us.",
    "Somebody on our side when we talk with the school.",
];

/// What somebody who knows a family asks for.
pub(super) const OTHERS_ASK: &[&str] = &[
    "A worker the children can get to know and who keeps coming.",
    "A plan everybody has seen, so that we all say the same thing.",
    "Practical help at home in the mornings, and advice about money.",
    "Somebody to talk with the children alone and hear how it is for them.",
    "A visit, to understand what is behind it. We see only part of the day.",
    "Support for the parent, who carries this alone.",
];

/// Why the parents were not told.
pub(super) const WHY_NOT_TOLD: &[&str] = &[
    "Three calls and a message to ring back. Nobody has.",
    "It was not clear how it would be taken, and advice was wanted first.",
    "It was late, and there was no way to write that somebody else would not find.",
];
