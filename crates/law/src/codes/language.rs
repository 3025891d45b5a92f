//! First languages and the help a person needs to communicate.

use super::set::{Code, CodeSet, code};

/// Languages spoken at home in England, by ISO 639 code; `other` is followed by the language in words.
pub const LANGUAGES: CodeSet = CodeSet::new("language", CODES);

const CODES: &[Code] = &[
    code("en", "English"),
    code("bfi", "British Sign Language"),
    code("sq", "Albanian"),
    code("am", "Amharic"),
    code("ar", "Arabic"),
    code("bn", "Bengali or Sylheti"),
    code("bg", "Bulgarian"),
    code("yue", "Cantonese"),
    code("cs", "Czech"),
    code("prs", "Dari"),
    code("nl", "Dutch"),
    code("fa", "Farsi"),
    code("fr", "French"),
    code("de", "German"),
    code("el", "Greek"),
    code("gu", "Gujarati"),
    code("ha", "Hausa"),
    code("hi", "Hindi"),
    code("hu", "Hungarian"),
    code("ig", "Igbo"),
    code("it", "Italian"),
    code("ku", "Kurdish"),
    code("lv", "Latvian"),
    code("ln", "Lingala"),
    code("lt", "Lithuanian"),
    code("ml", "Malayalam"),
    code("cmn", "Mandarin"),
    code("ne", "Nepali"),
    code("ps", "Pashto"),
    code("pl", "Polish"),
    code("pt", "Portuguese"),
    code("pa", "Punjabi"),
    code("ro", "Romanian"),
    code("rom", "Romani"),
    code("ru", "Russian"),
    code("sn", "Shona"),
    code("si", "Sinhala"),
    code("sk", "Slovak"),
    code("so", "Somali"),
    code("es", "Spanish"),
    code("sw", "Swahili"),
    code("tl", "Tagalog or Filipino"),
    code("ta", "Tamil"),
    code("te", "Telugu"),
    code("th", "Thai"),
    code("ti", "Tigrinya"),
    code("tr", "Turkish"),
    code("tw", "Twi"),
    code("uk", "Ukrainian"),
    code("ur", "Urdu"),
    code("vi", "Vietnamese"),
    code("cy", "Welsh"),
    code("yo", "Yoruba"),
    code("other", "Another language"),
    code("unknown", "Not known"),
];

super::code_enum! {
    /// Help a person needs to take part in a conversation or read a letter.
    pub enum CommunicationNeed {
        /// A spoken-language interpreter.
        Interpreter = "interpreter", "Interpreter";
        /// A British Sign Language interpreter.
        BritishSignLanguage = "bsl", "British Sign Language interpreter";
        /// Makaton signs and symbols.
        Makaton = "makaton", "Makaton";
        /// Easy Read documents.
        EasyRead = "easy_read", "Easy Read";
        /// Large print.
        LargePrint = "large_print", "Large print";
        /// Braille.
        Braille = "braille", "Braille";
        /// Text relay or typing rather than speaking by phone.
        TextRelay = "text_relay", "Text relay";
        /// Another need, described in words.
        Other = "other", "Something else";
    }
}
