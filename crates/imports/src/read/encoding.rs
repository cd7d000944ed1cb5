//! Bytes of any encoding, read as UTF-8.

use super::Encoding;
use encoding_rs::{Decoder, DecoderResult, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::io::{self, Read};

/// Reads a file as UTF-8, without the mark at its beginning. Bytes that are no letters are an error.
pub(super) struct Utf8<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// Raw bytes not decoded yet.
    left: std::ops::Range<usize>,
    text: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> Utf8<R> {
    pub(super) fn new(inner: R, encoding: Encoding) -> Self {
        let encoding = match encoding {
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            Encoding::Windows1252 => WINDOWS_1252,
            Encoding::Utf8 | Encoding::Workbook => UTF_8,
        };
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; 1 << 16],
            left: 0..0,
            text: Vec::with_capacity(1 << 18),
            given: 0,
            ended: false,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.given = 0;
        if self.left.is_empty() {
            let n = self.inner.read(&mut self.raw)?;
            self.left = 0..n;
            self.ended = n == 0;
        }
        self.text.resize(1 << 18, 0);
        let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(
            &self.raw[self.left.clone()],
            &mut self.text,
            self.ended,
        );
        self.text.truncate(written);
        self.left.start += read;
        match result {
            DecoderResult::Malformed(..) => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "some bytes are no letters; save it as CSV UTF-8",
            )),
            DecoderResult::InputEmpty | DecoderResult::OutputFull => Ok(()),
        }
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            if self.ended && self.left.is_empty() {
                return Ok(0);
            }
            self.fill()?;
        }
        let n = out.len().min(self.text.len() - self.given);
        out[..n].copy_from_slice(&self.text[self.given..self.given + n]);
        self.given += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], encoding: Encoding) -> io::Result<String> {
        let mut text = String::new();
        Utf8::new(bytes, encoding).read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn every_encoding_becomes_utf_8() {
        assert_eq!(read("\u{feff}Zoë".as_bytes(), Encoding::Utf8).unwrap(), "Zoë");
        assert_eq!(read(b"Zo\xeb \x80", Encoding::Windows1252).unwrap(), "Zoë €");
        let le: Vec<u8> = "\u{feff}Zoë\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&le, Encoding::Utf16Le).unwrap(), "Zoë\n");
        let be: Vec<u8> = "\u{feff}Zoë\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&be, Encoding::Utf16Be).unwrap(), "Zoë\n");
        let long = "é".repeat(200_000);
        let wide: Vec<u8> = long.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&wide, Encoding::Utf16Le).unwrap(), long);
        assert!(read(&[0x00, 0xd8, 0x41, 0x00], Encoding::Utf16Le).is_err(), "half a letter");
    }
}
