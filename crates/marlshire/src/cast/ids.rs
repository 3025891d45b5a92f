//! Ids of the cast, all shaped like version 4.

use uuid::Uuid;

const fn id(kind: u128, n: u128) -> Uuid {
    Uuid::from_u128(0xca57_0000_0000_4000_8000_0000_0000_0000 | (kind << 96) | n)
}

pub(crate) const fn person(n: u128) -> Uuid {
    id(1, n)
}

pub(crate) const fn account(n: u128) -> Uuid {
    id(2, n)
}

pub(crate) const fn team(n: u128) -> Uuid {
    id(3, n)
}

pub(crate) const fn family(n: u128) -> Uuid {
    id(4, n)
}

pub(crate) const fn involvement(n: u128) -> Uuid {
    id(5, n)
}

macro_rules! people {
    ($($name:ident = $n:literal, $who:literal;)*) => {
        $(#[doc = $who] pub const $name: Uuid = person($n);)*
        /// Everybody in the cast's families, with who they are.
        pub const PEOPLE: &[(Uuid, &str)] = &[$(($name, $who)),*];
    };
}

people! {
    CHARLIE_BANKS = 0x11, "Charlie Banks, born 10 July 2012, of the first referral.";
    RACHEL_BANKS = 0x12, "Rachel Banks, Charlie's mother; a warning about visits.";
    JOHN_BANKS = 0x13, "John Banks, Charlie's grandfather.";
    KATE_THE_SITTER = 0x14, "Kate, who looks after Charlie at times. No family name, no date of birth.";
    MAISIE_BANKS = 0x15, "Maisie Banks, Charlie's younger sister.";
    TOMMY_WILLIAMS = 0x21, "Tommy Williams, born 12 May 2012, of the second referral.";
    KATE_WILLIAMS = 0x22, "Kate Williams, Tommy's mother.";
    DOMINIC_PIERCE = 0x23, "Dominic Pierce, Tommy's father; whereabouts not known, a warning to workers.";
    PAULA_LEE = 0x24, "Paula Lee, Kate Williams's friend.";
    JASON_LEE = 0x25, "Jason Lee, Paula's son and Tommy's friend.";
    KOFI_OSEI = 0x31, "Kofi Osei, with open Early Help from Felix Anand.";
    AMA_OSEI = 0x32, "Ama Osei, Kofi's sister, with open Early Help from Felix Anand.";
    ABENA_OSEI = 0x33, "Abena Osei, their mother.";
    FREYA_HARKER = 0x41, "Freya Harker, restricted: her mother works for the council. Early Help, closed.";
    OTTO_HARKER = 0x42, "Otto Harker, Freya's brother, restricted.";
    BEA_LINDQVIST = 0x43, "Bea Lindqvist, their mother: the cast's business support officer, restricted.";
    TOM_HARKER = 0x44, "Tom Harker, their father; not restricted.";
    LILY_MARSH = 0x51, "Lily Marsh, twin of Layla.";
    LAYLA_MARSH = 0x52, "Layla Marsh, twin of Lily: same day, same first letter.";
    HANNAH_MARSH = 0x53, "Hannah Marsh, the twins' mother.";
    CRAIG_MARSH = 0x54, "Craig Marsh, the twins' father.";
    UNBORN_BARROW = 0x61, "Unborn baby of Chloe Barrow, due in 95 days.";
    CHLOE_BARROW = 0x62, "Chloe Barrow, expecting.";
    LIAM_DOYLE = 0x63, "Liam Doyle, her partner.";
    BOHDAN_SHEVCHENKO = 0x71, "Bohdan Shevchenko; his family speaks Ukrainian.";
    SOLOMIIA_SHEVCHENKO = 0x72, "Solomiia Shevchenko, his sister.";
    OLENA_SHEVCHENKO = 0x73, "Olena Shevchenko, their mother: needs a Ukrainian interpreter.";
    TETIANA_KOVALENKO = 0x74, "Tetiana Kovalenko, their grandmother; only her age is known.";
    YUSUF_RAHMAN = 0x81, "Yusuf Rahman, in a refuge at a confidential address.";
    INAYA_RAHMAN = 0x82, "Inaya Rahman, his sister, at the same address.";
    NADIA_RAHMAN = 0x83, "Nadia Rahman, their mother, at the same address.";
    IMRAN_RAHMAN = 0x84, "Imran Rahman, their father, who must not be told where they live.";
    OLIVER_SMITH_ELDER = 0x91, "Oliver Smith, born 14 March 2013.";
    LAURA_SMITH = 0x92, "Laura Smith, the elder Oliver's mother.";
    OLIVER_SMITH_YOUNGER = 0x93, "Oliver Smith, born 9 August 2014: another family.";
    GEMMA_SMITH = 0x94, "Gemma Smith, the younger Oliver's mother.";
    LIZZIE_HARTLEY = 0xa1, "Elizabeth Hartley, known as Lizzie, born 3 April 2010; an old request says 4 March.";
    HELEN_HARTLEY = 0xa2, "Helen Hartley, her mother, formerly Ashworth.";
    MUHAMMAD_IQBAL = 0xa3, "Muhammad Iqbal, met as Mohammed and known as Mo.";
    SHAZIA_IQBAL = 0xa4, "Shazia Iqbal, his mother.";
    DANIEL_OKONKWO = 0xb1, "Daniel Okonkwo, lives with his grandmother under a special guardianship order.";
    GRACE_OKONKWO = 0xb2, "Grace Okonkwo, his grandmother and special guardian.";
    PEACE_OKONKWO = 0xb3, "Peace Okonkwo, his mother, who lives elsewhere.";
}

/// The families, by what staff call them.
pub const FAMILIES: &[(Uuid, &str)] = &[
    (family(1), "Banks"),
    (family(2), "Williams"),
    (family(3), "Osei"),
    (family(4), "Harker"),
    (family(5), "Marsh"),
    (family(6), "Barrow"),
    (family(7), "Shevchenko"),
    (family(8), "Rahman"),
    (family(9), "Smith"),
    (family(10), "Smith"),
    (family(11), "Hartley"),
    (family(12), "Iqbal"),
    (family(13), "Okonkwo"),
];

/// Kofi Osei's open Early Help.
pub const KOFI_EARLY_HELP: Uuid = involvement(0x31);
/// Ama Osei's open Early Help.
pub const AMA_EARLY_HELP: Uuid = involvement(0x32);
/// Freya Harker's Early Help, closed.
pub const FREYA_EARLY_HELP: Uuid = involvement(0x41);
