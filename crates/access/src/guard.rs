//! Protected fields: values that print "Restricted" wherever no leave was given.

use crate::model::Actor;
use std::{fmt, marker::PhantomData};

/// The class of withheld addresses.
#[derive(Debug)]
pub enum AddressClass {}
/// The class of key-safe and door codes.
#[derive(Debug)]
pub enum AccessCode {}
/// The class of other people's names and doings.
#[derive(Debug)]
pub enum ThirdParty {}

/// Leave to see one class of protected field of one person; only the policy gives it, through a permit.
///
/// ```compile_fail
/// let leave = access::Reveal::<access::AddressClass>::new(); // no public constructor
/// ```
#[derive(Debug)]
pub struct Reveal<C>(PhantomData<C>);

impl<C> Reveal<C> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl Reveal<ThirdParty> {
    /// Workers may see who is named in a record they may read; the client's and partners' own views may not.
    pub fn to_worker(actor: &Actor) -> Option<Self> {
        actor.is_staff().then(Self::new)
    }
}

/// A protected value of class `C`. What it holds cannot be taken out, printed, compared or sent without a
/// [`Reveal`] of the same class.
///
/// ```
/// let home = access::Guarded::<String, access::AddressClass>::new("12 Larch Court".to_owned(), true);
/// assert_eq!(home.to_string(), "Restricted");
/// assert_eq!(home.show(None), None);
/// ```
/// The wrong leave does not compile:
/// ```compile_fail
/// fn wrong(home: &access::Guarded<String, access::AddressClass>, leave: &access::Reveal<access::AccessCode>) {
///     home.show(Some(leave));
/// }
/// ```
/// Nor does reaching inside:
/// ```compile_fail
/// let home = access::Guarded::<String, access::AddressClass>::new("12 Larch Court".to_owned(), true);
/// let leaked: String = home.value;
/// ```
pub struct Guarded<T, C> {
    value: T,
    closed: bool,
    class: PhantomData<fn() -> C>,
}

impl<T, C> Guarded<T, C> {
    /// Guards a value; one that is not `closed` is open to all who may read the record.
    pub fn new(value: T, closed: bool) -> Self {
        Self { value, closed, class: PhantomData }
    }

    /// The value, when it is open or leave was given.
    pub fn show(&self, leave: Option<&Reveal<C>>) -> Option<&T> {
        (!self.closed || leave.is_some()).then_some(&self.value)
    }

    /// Whether leave is needed to see it.
    pub fn is_closed(&self) -> bool {
        self.closed
    }
}

impl<T: Clone, C> Clone for Guarded<T, C> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), closed: self.closed, class: PhantomData }
    }
}

impl<T, C> fmt::Display for Guarded<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Restricted")
    }
}

impl<T, C> fmt::Debug for Guarded<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Restricted")
    }
}
