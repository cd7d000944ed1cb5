//! Samples of the pages of review forms.

use super::{
    FormRow, ListForms, ShowForm, VersionRow, criterion::EditCriterion, edit::EditForm, publish::CheckForm,
    sections,
};
use crate::forms::{
    Forms, ReviewForm,
    draft::Editing,
    edit, shipped,
    trial::{self, Trial},
    write,
};
use cases::kinds::diff::Change;
use kernel::Form;
use people::web::errors;
use ui::{NavItem, Samples, Shell, SubNav, SummaryList, SummaryRow, Tag};

const LONG: &str =
    "Mid Case Review of lettings, nuisance and neighbour disputes in the northern and western areas";

fn form() -> Option<&'static ReviewForm> {
    shipped().first()
}

fn editing(form: &ReviewForm, text: &str) -> Editing {
    Editing {
        id: form.id.clone(),
        text: text.to_owned(),
        live: Some(&shipped()[0]),
        kept: "20 November 2026, 10am".to_owned(),
        next: 2,
        kinds: form.packs.iter().map(|id| (id.clone(), "Larch lettings".to_owned())).collect(),
        forms: Forms::shipped(),
    }
}

impl Samples for ListForms {
    const NAME: &'static str = "list-forms";
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |name: &str, to_come: &str| FormRow {
            href: "#".to_owned(),
            name: name.to_owned(),
            about: "Live cases of lettings: are they kept in touch with?".to_owned(),
            version: "Version 1, since 1 January 2026".to_owned(),
            kinds: "Larch lettings".to_owned(),
            to_come: to_come.to_owned(),
        };
        let page = |forms, drafts| Self {
            shell: Shell::new("Review forms", "Quality"),
            nav: SubNav::new(
                "Quality",
                "/reviews/forms",
                vec![NavItem::new("/reviews/forms", "Review forms")],
            ),
            forms,
            drafts,
        };
        let draft = ("#".to_owned(), "mcr-lettings".to_owned(), "20 November 2026, 10am".to_owned());
        vec![
            (
                "full",
                page(
                    vec![row("Lettings", ""), row("Repairs", "Version 2 comes on 1 December 2026")],
                    vec![draft],
                ),
            ),
            ("empty", page(Vec::new(), Vec::new())),
            ("long names", page(vec![row(LONG, "")], Vec::new())),
        ]
    }
}

impl Samples for ShowForm {
    const NAME: &'static str = "show-form";
    fn samples() -> Vec<(&'static str, Self)> {
        let Some(form) = form() else { return Vec::new() };
        let page = |typed: Form, versions| Self {
            shell: Shell::new(form.name.clone(), "Quality").intro(&form.about).errors(errors(&typed)),
            at: "/reviews/forms/lettings".to_owned(),
            may_edit: true,
            facts: SummaryList {
                rows: vec![SummaryRow::new("Version", "Version 2, since 1 December 2026", "")],
            },
            sections: sections(form),
            versions,
            typed,
            submission: String::new(),
        };
        let version = VersionRow {
            version: 2,
            words: "For reviews drawn from 1 December 2026. Published on 20 November 2026 by Joan Pearce: voices first".to_owned(),
            tag: Some(Tag::info("To come")),
            used: "0 reviews".to_owned(),
            may_withdraw: true,
        };
        let mut wrong = Form::default();
        wrong.set("new", "Lettings!");
        wrong.error("new", "Use small letters, digits and hyphens, such as mcr-lettings.");
        vec![("with versions", page(Form::default(), vec![version])), ("errors", page(wrong, Vec::new()))]
    }
}

impl Samples for EditForm {
    const NAME: &'static str = "edit-form";
    fn samples() -> Vec<(&'static str, Self)> {
        let Some(form) = form() else { return Vec::new() };
        let shell = || Shell::new(format!("{}: edit", form.name), "Quality");
        let good = write(form);
        let page = |text: &str, typed| Self::new(shell(), &editing(form, text), typed);
        let mut wrong = edit::typed_head(form);
        wrong.set("name", "");
        wrong.error("name", "Give it the name that people see.");
        wrong.set("w-A1", "three");
        wrong.error("w-A1", "Write a whole number from 1 to 100.");
        let mut long = form.clone();
        (long.name, long.criteria[0].words) = (LONG.to_owned(), LONG.repeat(3));
        vec![
            ("sound", page(&good, None)),
            ("errors", page(&good, Some(wrong))),
            ("problems", page(&good.replacen("weight = 3", "weight = 7", 1), None)),
            ("no form", page("id = \"x\nname = 3", None)),
            ("long names", page(&write(&long), None)),
        ]
    }
}

impl Samples for EditCriterion {
    const NAME: &'static str = "edit-form-criterion";
    fn samples() -> Vec<(&'static str, Self)> {
        let Some(form) = form() else { return Vec::new() };
        let page = |old, typed| Self::new(Shell::new("Lettings: A1", "Quality"), form, old, typed);
        let mut wrong = edit::typed(&form.criteria[0]);
        for (field, value) in [("weight", "0"), ("words", ""), ("rule", "")] {
            wrong.set(field, value);
        }
        let _none = edit::criterion(&mut wrong, form, Some("A1"));
        vec![
            ("full", page(Some("A1"), edit::typed(&form.criteria[0]))),
            ("new", page(None, Form::default())),
            ("errors", page(Some("A1"), wrong)),
        ]
    }
}

impl Samples for CheckForm {
    const NAME: &'static str = "check-form";
    fn samples() -> Vec<(&'static str, Self)> {
        let Some(form) = form() else { return Vec::new() };
        let change = Change {
            section: "criteria: A1".to_owned(),
            line: 30,
            gone: vec!["weight = 3".to_owned()],
            new: vec!["weight = 5".to_owned()],
        };
        let page = |typed: Form, changes| {
            let shell = Shell::new("Lettings: check", "Quality").errors(errors(&typed));
            let trial = Trial { reviews: 12, changed: 3, new: vec!["A6".to_owned()], ..Trial::default() };
            let mut page = Self::new(shell, form, changes, trial::words(&trial));
            "Version 1, since 1 January 2026".clone_into(&mut page.before);
            page.typed = typed;
            page
        };
        let mut wrong = Form::default();
        wrong.error("from", "Enter today or a day to come.");
        vec![("full", page(Form::default(), vec![change])), ("errors", page(wrong, Vec::new()))]
    }
}
