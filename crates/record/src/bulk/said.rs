//! What people in Marlshire say when they ask for help. All of it invented.

/// Children, in their own words.
pub(super) const BY_CHILDREN: &[&str] = &[
    "“I like it best when we all have tea at the table.”",
    "“I can't sleep when they shout. I put my headphones on.”",
    "“I want Mum to laugh like she used to.”",
    "“School is fine. I just don't want people to know.”",
    "“Nan makes it better.”",
    "",
];

/// What worries the person who asks most.
pub(super) const WORRIES: &[&str] = &[
    "That it will get worse over the holidays, when nobody sees them for weeks.",
    "The little one. The older two can say what they need.",
    "That nobody has talked with the children on their own.",
    "How tired everyone is. Small things turn into big rows.",
    "That they will lose the flat, and with it the school.",
    "That this has gone on for so long it seems normal to them.",
    "I am not sure. It is a feeling more than one thing I could point to.",
];

/// What goes well.
pub(super) const WORKING_WELL: &[&str] = &[
    "They are close, and the children come in clean and on time. Their aunt has them every Saturday.",
    "Dad rings back the same day and has kept every appointment this term.",
    "She asked for help herself, which was not easy.",
    "The neighbour walks them to school when she can. The children trust her.",
    "Football on Tuesdays. He has not missed one.",
    "Both parents want the same thing, even when they cannot agree how to get there.",
];

/// What was tried.
pub(super) const TRIED: &[&str] = &[
    "Breakfast club, which helped for half a term. It stopped when the hours at work changed.",
    "We met twice with the family and agreed a plan. It helped a little.",
    "The doctor, and a group at the library. The group was on the wrong day.",
    "Nothing yet.",
    "Talking, mostly. And a letter to the landlord, with no answer.",
];

/// What would help.
pub(super) const HELP_ASKED: &[&str] = &[
    "Somebody to talk with who knows what there is, and help with mornings.",
    "A person the children can get to know and who keeps coming.",
    "Advice about money before the letters get worse.",
    "A plan everybody has seen, so that we all say the same thing.",
    "Time. An afternoon a week when somebody else has the children.",
    "Support with sleep and with saying no, for both of us.",
    "Help to get her back into school without a fight every day.",
];

/// Why the parents were not told.
pub(super) const WHY_NOT_TOLD: &[&str] = &[
    "We rang three times and left a message to call back. Nobody has.",
    "We were not sure how it would be taken and wanted advice first.",
    "It was late and we did not want to write it down for somebody else to find.",
];
