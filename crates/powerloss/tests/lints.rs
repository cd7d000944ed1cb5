//! The shim writes the workspace's lints out, since it needs `unsafe`. Here the two tables are compared.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;

/// What the shim may have otherwise: `unsafe`, and stricter rules about it.
const ABOUT_UNSAFE: [&str; 4] = [
    r#"unsafe_code = "allow""#,
    r#"unsafe_code = "forbid""#,
    r#"undocumented_unsafe_blocks = "deny""#,
    r#"unsafe_op_in_unsafe_fn = "deny""#,
];

#[test]
fn the_shim_keeps_the_workspace_lints() -> Result<(), Box<dyn Error>> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = lints(&package.join("../../Cargo.toml"))?;
    assert!(workspace.len() > 10, "{workspace:?}");
    assert_eq!(lints(&package.join("shim/Cargo.toml"))?, workspace);
    Ok(())
}

/// The lines of a manifest's lint tables, without those about `unsafe`.
fn lints(manifest: &Path) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let mut inside = false;
    let mut lints = BTreeSet::new();
    for line in fs::read_to_string(manifest)?.lines() {
        if line.starts_with('[') {
            inside = line.contains("lints.");
        } else if inside && line.contains('=') && !line.starts_with('#') && !ABOUT_UNSAFE.contains(&line) {
            lints.insert(line.to_owned());
        }
    }
    Ok(lints)
}
