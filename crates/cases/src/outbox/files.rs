//! The file outbox: messages as files in a folder, for a service that posts from there or is not connected yet.

use super::{
    mail,
    model::{Message, Outbox, Receipt, Way},
};
use kernel::{Error, Result};
use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

/// A folder of messages: `.eml` for e-mail, `.txt` for texts, `.pdf` or `.html` for post, each beside the address it
/// goes to. Only the program's own account may read it.
#[derive(Clone, Debug)]
pub struct FileOutbox {
    folder: PathBuf,
    from: String,
}

impl FileOutbox {
    /// Messages go into `folder`, which is made when the first is sent; e-mail is from `from`.
    pub fn new(folder: PathBuf, from: String) -> Self {
        Self { folder, from }
    }

    fn files(&self, message: &Message) -> Result<Vec<(String, Vec<u8>)>> {
        let id = message.message_id.simple();
        Ok(match message.way {
            Way::Email => vec![(format!("{id}.eml"), mail::compose(message, &self.from)?.formatted())],
            Way::Text => {
                vec![(
                    format!("{id}.txt"),
                    format!("To: {}\n\n{}\n", message.recipient, message.body).into_bytes(),
                )]
            }
            Way::Post => {
                let ending = match message.attachment.as_ref().map(|a| a.media.as_str()) {
                    Some("application/pdf") => "pdf",
                    Some(_) => "html",
                    None => "letter.txt",
                };
                let content = message.attachment.as_ref().map_or_else(
                    || message.body.clone().into_bytes(),
                    |attachment| attachment.content.clone(),
                );
                vec![
                    (format!("{id}.address.txt"), format!("{}\n", message.recipient).into_bytes()),
                    (format!("{id}.{ending}"), content),
                ]
            }
        })
    }
}

impl Outbox for FileOutbox {
    /// A message that is sent twice is the same files twice.
    fn send(&self, message: &Message) -> Result<Receipt> {
        private_folder(&self.folder)?;
        let mut last = String::new();
        for (name, content) in self.files(message)? {
            put(&self.folder, &name, &content)?;
            last = name;
        }
        Ok(Receipt(format!("file {last}")))
    }
}

/// Writes a file whole or not at all: beside its place first, then moved there.
fn put(folder: &Path, name: &str, content: &[u8]) -> Result<()> {
    let (path, beside) = (folder.join(name), folder.join(format!(".{name}.part")));
    let failed = |e| Error::io(path.display(), e);
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside).map_err(failed)?;
    file.write_all(content).and_then(|()| file.sync_all()).map_err(failed)?;
    fs::rename(&beside, &path).map_err(failed)
}

fn private_folder(folder: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|e| Error::io(folder.display(), e))
}
