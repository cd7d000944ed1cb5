//! Checked records as bytes, as they lie staged between being read and being written.

use kernel::{Day, Error, Instant, Result};
use uuid::Uuid;

/// Writes values one after the other.
#[derive(Debug, Default)]
pub struct Pack(Vec<u8>);

impl Pack {
    /// The bytes so far.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes; the pack is empty after.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.0)
    }

    /// A whole number, small ones in few bytes.
    pub fn num(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.0.push((n & 0x7f) as u8 | 0x80);
            n >>= 7;
        }
        self.0.push((n & 0x7f) as u8);
    }

    /// Yes or no.
    pub fn flag(&mut self, yes: bool) {
        self.0.push(u8::from(yes));
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.num(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    /// An id.
    pub fn id(&mut self, id: Uuid) {
        self.0.extend_from_slice(id.as_bytes());
    }

    /// A day.
    pub fn day(&mut self, day: Day) {
        self.maybe_day(Some(day));
    }

    /// A day or none.
    pub fn maybe_day(&mut self, day: Option<Day>) {
        // The year begins at -9999.
        let packed = |d: Day| {
            let year = u64::try_from(i32::from(d.year()) + 10_000).unwrap_or(0);
            (year << 9) | (u64::from(d.month().unsigned_abs()) << 5) | u64::from(d.day().unsigned_abs())
        };
        self.num(day.map_or(0, packed));
    }

    /// A moment.
    pub fn at(&mut self, at: Instant) {
        self.0.extend_from_slice(&at.micros().to_be_bytes());
    }
}

/// Reads values back in the same order.
#[derive(Debug)]
pub struct Unpack<'a>(&'a [u8]);

impl<'a> Unpack<'a> {
    /// Reads from bytes that a [`Pack`] made.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Whether everything was read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn take(&mut self, n: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(n).ok_or_else(spoilt)?;
        self.0 = rest;
        Ok(taken)
    }

    /// A whole number.
    pub fn num(&mut self) -> Result<u64> {
        let (mut n, mut shift) = (0u64, 0);
        loop {
            let byte = self.take(1)?[0];
            n |= u64::from(byte & 0x7f).checked_shl(shift).ok_or_else(spoilt)?;
            if byte & 0x80 == 0 {
                return Ok(n);
            }
            shift += 7;
        }
    }

    /// Yes or no.
    pub fn flag(&mut self) -> Result<bool> {
        Ok(self.take(1)?[0] != 0)
    }

    /// A text, where it lies.
    pub fn str(&mut self) -> Result<&'a str> {
        let n = usize::try_from(self.num()?).map_err(|_| spoilt())?;
        std::str::from_utf8(self.take(n)?).map_err(|_| spoilt())
    }

    /// A text.
    pub fn text(&mut self) -> Result<String> {
        self.str().map(str::to_owned)
    }

    /// An id.
    pub fn id(&mut self) -> Result<Uuid> {
        Uuid::from_slice(self.take(16)?).map_err(|_| spoilt())
    }

    /// A day.
    pub fn day(&mut self) -> Result<Day> {
        self.maybe_day()?.ok_or_else(spoilt)
    }

    /// A day or none.
    pub fn maybe_day(&mut self) -> Result<Option<Day>> {
        let n = self.num()?;
        if n == 0 {
            return Ok(None);
        }
        let part = |n: u64| i8::try_from(n).map_err(|_| spoilt());
        let year =
            i16::try_from(i32::try_from(n >> 9).map_err(|_| spoilt())? - 10_000).map_err(|_| spoilt())?;
        Day::new(year, part((n >> 5) & 15)?, part(n & 31)?).map(Some).ok_or_else(spoilt)
    }

    /// A moment.
    pub fn at(&mut self) -> Result<Instant> {
        let bytes: [u8; 8] = self.take(8)?.try_into().map_err(|_| spoilt())?;
        Ok(Instant::from_micros(i64::from_be_bytes(bytes)))
    }
}

fn spoilt() -> Error {
    Error::defect("staged records of an import cannot be read back")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_goes_in_comes_out(n: u64, text in ".*", micros: i64, y in -9998i16..9999, m in 1i8..=12, d in 1i8..=28, yes: bool) {
            let day = Day::new(y, m, d);
            let mut pack = Pack::default();
            pack.num(n);
            pack.text(&text);
            pack.at(Instant::from_micros(micros));
            pack.maybe_day(day);
            pack.maybe_day(None);
            pack.flag(yes);
            pack.id(Uuid::from_u128(u128::from(n)));
            let bytes = pack.take();
            let mut back = Unpack::new(&bytes);
            prop_assert_eq!(back.num().unwrap(), n);
            prop_assert_eq!(back.text().unwrap(), text);
            prop_assert_eq!(back.at().unwrap().micros(), micros);
            prop_assert_eq!(back.maybe_day().unwrap(), day);
            prop_assert_eq!(back.maybe_day().unwrap(), None);
            prop_assert_eq!(back.flag().unwrap(), yes);
            prop_assert_eq!(back.id().unwrap(), Uuid::from_u128(u128::from(n)));
            prop_assert!(back.is_empty());
        }

        #[test]
        fn spoilt_bytes_are_an_error_and_no_panic(bytes: Vec<u8>) {
            let mut back = Unpack::new(&bytes);
            while !back.is_empty() {
                if back.num().and_then(|_| back.text()).and_then(|_| back.maybe_day()).is_err() {
                    break;
                }
            }
        }
    }
}
