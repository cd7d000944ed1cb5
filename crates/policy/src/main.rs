//! Writes the files that are made from the policy: `cargo run --manifest-path crates/policy/Cargo.toml`.

use policy::{Error, Result, make, repository};

fn main() -> Result<()> {
    for file in make()? {
        let path = repository().join(file.path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| Error::File(folder.to_owned(), e))?;
        }
        std::fs::write(&path, file.text).map_err(|e| Error::File(path, e))?;
    }
    Ok(())
}
