//! What a file is, by its first bytes. Its name and what the browser says of it are not believed.

/// The largest file taken: 10 MB.
pub const LARGEST: usize = 10 * 1024 * 1024;

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
        }
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
