//! What a file is, by its first bytes. Its name and what the browser says of it are not believed.

/// The largest document taken: 10 MB.
pub const LARGEST: usize = 10 * 1024 * 1024;

/// The largest recording taken: 50 MB, an hour of speech on most telephones.
pub const LARGEST_RECORDING: usize = 50 * 1024 * 1024;

/// A kind of file that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A PDF.
    Pdf,
    /// A PNG picture.
    Png,
    /// A JPEG picture.
    Jpeg,
    /// A Word document.
    Word,
    /// An OpenDocument text.
    OpenDocument,
    /// A recording: MP3.
    Mp3,
    /// A recording: MPEG-4, as telephones make it. It may have a picture.
    Mp4,
    /// A recording: Ogg.
    Ogg,
    /// A recording: WAVE.
    Wave,
}

impl FileKind {
    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Png => "image/png",
            FileKind::Jpeg => "image/jpeg",
            FileKind::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            FileKind::OpenDocument => "application/vnd.oasis.opendocument.text",
            FileKind::Mp3 => "audio/mpeg",
            FileKind::Mp4 => "audio/mp4",
            FileKind::Ogg => "audio/ogg",
            FileKind::Wave => "audio/wav",
        }
    }

    /// Whether it is to be heard.
    pub fn is_recording(self) -> bool {
        matches!(self, FileKind::Mp3 | FileKind::Mp4 | FileKind::Ogg | FileKind::Wave)
    }
}

/// As [`look_at`], and recordings too.
///
/// # Errors
/// The sentence to show beside the field.
pub fn look_at_any(name: &str, bytes: &[u8]) -> Result<FileKind, String> {
    match recording(bytes) {
        Some(_) if bytes.len() > LARGEST_RECORDING => Err(format!("{name} must be smaller than 50 MB")),
        Some(kind) => Ok(kind),
        None => look_at(name, bytes).map_err(|message| {
            message.replace(
                "or a photo (JPEG or PNG)",
                "a photo (JPEG or PNG) or a recording (MP3, M4A, Ogg or WAV)",
            )
        }),
    }
}

fn recording(bytes: &[u8]) -> Option<FileKind> {
    let at = |from: usize, word: &[u8]| bytes.get(from..from + word.len()) == Some(word);
    // A frame of MPEG audio, layer III, begins with eleven set bits; ID3 stands before the first frame (ID3v2, section 3.1).
    let frame = bytes.first() == Some(&0xff) && bytes.get(1).is_some_and(|byte| byte & 0xe6 == 0xe2);
    match () {
        () if at(0, b"ID3") || frame => Some(FileKind::Mp3),
        () if at(4, b"ftyp") => Some(FileKind::Mp4),
        () if at(0, b"OggS") => Some(FileKind::Ogg),
        () if at(0, b"RIFF") && at(8, b"WAVE") => Some(FileKind::Wave),
        () => None,
    }
}

/// What a file is, or what to tell the sender.
pub fn look_at(name: &str, bytes: &[u8]) -> Result<FileKind, String> {
    if bytes.is_empty() {
        return Err(format!("{name} is empty. Choose another file"));
    }
    if bytes.len() > LARGEST {
        return Err(format!("{name} must be smaller than 10 MB"));
    }
    kind(bytes).ok_or_else(|| {
        format!("{name} must be a PDF, a Word document (DOCX), an OpenDocument text (ODT) or a photo (JPEG or PNG)")
    })
}

fn kind(bytes: &[u8]) -> Option<FileKind> {
    if bytes.starts_with(b"%PDF-") {
        return Some(FileKind::Pdf);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(FileKind::Png);
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Some(FileKind::Jpeg);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    // Both document kinds are ZIP archives. OpenDocument must begin with an uncompressed member `mimetype`
    // (OASIS OpenDocument 1.3, part 2, section 3.3); Word's names its main part in the directory of the archive.
    if bytes
        .get(30..)
        .is_some_and(|rest| rest.starts_with(b"mimetypeapplication/vnd.oasis.opendocument.text"))
    {
        return Some(FileKind::OpenDocument);
    }
    let names = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    (names(b"[Content_Types].xml") && names(b"word/document.xml")).then_some(FileKind::Word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The least that looks like an archive with one member of this name.
    fn zip(names: &[&str], content: &str) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.resize(30, 0);
        bytes.extend(names.join("\0").as_bytes());
        bytes.extend(content.as_bytes());
        bytes
    }

    #[test]
    fn files_are_known_by_their_content() {
        assert_eq!(look_at("a", b"%PDF-1.7\n"), Ok(FileKind::Pdf));
        assert_eq!(look_at("a", b"\x89PNG\r\n\x1a\n...."), Ok(FileKind::Png));
        assert_eq!(look_at("a", b"\xff\xd8\xff\xe0JFIF"), Ok(FileKind::Jpeg));
        assert_eq!(look_at("a", &zip(&["[Content_Types].xml", "word/document.xml"], "")), Ok(FileKind::Word));
        let odt = zip(&["mimetype"], "application/vnd.oasis.opendocument.text");
        assert_eq!(look_at("a", &odt), Ok(FileKind::OpenDocument));
    }

    #[test]
    fn recordings_are_known_where_they_are_taken() {
        assert_eq!(look_at_any("a", b"ID3\x04\0"), Ok(FileKind::Mp3));
        assert_eq!(look_at_any("a", b"\xff\xfb\x90\x64"), Ok(FileKind::Mp3));
        assert_eq!(look_at_any("a", b"\0\0\0\x20ftypM4A "), Ok(FileKind::Mp4));
        assert_eq!(look_at_any("a", b"OggS\0"), Ok(FileKind::Ogg));
        assert_eq!(look_at_any("a", b"RIFF\0\0\0\0WAVEfmt "), Ok(FileKind::Wave));
        assert_eq!(look_at_any("a", b"%PDF-1.7\n"), Ok(FileKind::Pdf));
        assert_eq!(look_at_any("a", b"\xff\xd8\xff\xe0JFIF"), Ok(FileKind::Jpeg), "not a frame of sound");
        assert!(look_at("a.mp3", b"ID3\x04\0").is_err(), "a request takes none");
        assert!(look_at_any("song.mp3", b"MZ\x90").expect_err("a program").contains("recording"));
        let mut large = b"OggS".to_vec();
        large.resize(LARGEST_RECORDING + 1, 0);
        assert!(look_at_any("a.ogg", &large).expect_err("large").contains("50 MB"));
    }

    #[test]
    fn a_name_is_not_believed_and_the_message_says_what_is_taken() {
        let spreadsheet = zip(&["[Content_Types].xml", "xl/workbook.xml"], "");
        let web_page = b"<html><script>alert(1)</script></html>";
        for (name, bytes) in [
            ("letter.pdf", &web_page[..]),
            ("photo.jpg", b"MZ\x90"),
            ("plan.docx", &spreadsheet),
            ("x", b"PK\x03\x04"),
        ] {
            let message = look_at(name, bytes).expect_err(name);
            assert!(
                message.starts_with(name) && message.contains("PDF") && message.contains("JPEG"),
                "{message}"
            );
        }
        assert!(look_at("a.pdf", b"").expect_err("empty").contains("empty"));
        let mut large = b"%PDF-".to_vec();
        large.resize(LARGEST + 1, b' ');
        assert!(look_at("a.pdf", &large).expect_err("large").contains("10 MB"));
    }
}
