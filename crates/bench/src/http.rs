//! A browser of the barest kind: HTTP/1.1 over a socket that stays open, with one cookie.

use kernel::{Error, Result};
use std::{
    fmt::Write as _,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// One browser.
pub struct Client {
    address: SocketAddr,
    stream: BufReader<TcpStream>,
    cookie: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    headers: Vec<(String, String)>,
    /// The body as it came: compressed, if that was asked for.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header; empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(had, _)| had == name).map_or("", |(_, value)| value)
    }

    /// The page.
    pub fn page(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The answer itself, if it has this status.
    pub fn is(self, status: u16, asked: &str) -> Result<Self> {
        if self.status == status {
            return Ok(self);
        }
        Err(Error::invalid(format!("{asked} answered {} where {status} was expected", self.status)))
    }
}

impl Client {
    /// A browser in which nobody is signed in.
    pub fn new(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).map_err(|e| Error::io(address, e))?;
        let limit = Some(Duration::from_mins(1));
        stream
            .set_nodelay(true)
            .and_then(|()| stream.set_read_timeout(limit))
            .and_then(|()| stream.set_write_timeout(limit))
            .map_err(|e| Error::io(address, e))?;
        Ok(Self { address, stream: BufReader::with_capacity(64 * 1024, stream), cookie: String::new() })
    }

    /// A browser with somebody signed in.
    pub fn signed_in(address: SocketAddr, name: &str, password: &str) -> Result<Self> {
        let mut client = Self::new(address)?;
        let answer =
            client.post("/sign-in", &[("name", name), ("password", password)])?.is(303, "POST /sign-in")?;
        answer.header("set-cookie").split(';').next().unwrap_or_default().clone_into(&mut client.cookie);
        Ok(client)
    }

    /// Another connection of the same browser.
    pub fn another(&self) -> Result<Self> {
        Ok(Self { cookie: self.cookie.clone(), ..Self::new(self.address)? })
    }

    /// Opens an address.
    pub fn get(&mut self, path: &str) -> Result<Answer> {
        self.ask("GET", path, "", "")
    }

    /// Opens an address and takes the answer compressed.
    pub fn get_compressed(&mut self, path: &str) -> Result<Answer> {
        self.ask("GET", path, "Accept-Encoding: gzip\r\n", "")
    }

    /// Opens an address that must be there and gives its page.
    pub fn page(&mut self, path: &str) -> Result<String> {
        Ok(self.get(path)?.is(200, path)?.page())
    }

    /// The page at an address, or nothing where there is none for whoever asks.
    pub fn find(&mut self, path: &str) -> Result<Option<String>> {
        let answer = self.get(path)?;
        Ok((answer.status == 200).then(|| answer.page()))
    }

    /// Sends a form.
    pub fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Result<Answer> {
        let body = encode(pairs);
        let headers = format!(
            "Origin: http://{}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
            self.address,
            body.len()
        );
        self.ask("POST", path, &headers, &body)
    }

    fn ask(&mut self, method: &str, path: &str, headers: &str, body: &str) -> Result<Answer> {
        let cookie =
            if self.cookie.is_empty() { String::new() } else { format!("Cookie: {}\r\n", self.cookie) };
        let text =
            format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n{cookie}{headers}\r\n{body}", self.address);
        self.stream.get_mut().write_all(text.as_bytes()).map_err(|e| Error::io(path, e))?;
        read(&mut self.stream).map_err(|e| Error::io(path, e))
    }
}

/// Reads one answer off a connection and leaves it at the next.
fn read(stream: &mut impl BufRead) -> std::io::Result<Answer> {
    let head = line(stream)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(|| odd(&head))?;
    let mut headers = Vec::new();
    loop {
        let text = line(stream)?;
        if text.is_empty() {
            break;
        }
        let (name, value) = text.split_once(':').ok_or_else(|| odd(&text))?;
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut answer = Answer { status, headers, body: Vec::new() };
    if answer.header("transfer-encoding").eq_ignore_ascii_case("chunked") {
        loop {
            let size = line(stream)?;
            let size = usize::from_str_radix(&size, 16).map_err(|_| odd(&size))?;
            take(stream, size, &mut answer.body)?;
            line(stream)?;
            if size == 0 {
                break;
            }
        }
    } else {
        let length = answer.header("content-length").parse().unwrap_or(0);
        take(stream, length, &mut answer.body)?;
    }
    Ok(answer)
}

fn take(stream: &mut impl BufRead, length: usize, body: &mut Vec<u8>) -> std::io::Result<()> {
    let had = body.len();
    body.resize(had + length, 0);
    stream.read_exact(&mut body[had..])
}

fn line(stream: &mut impl BufRead) -> std::io::Result<String> {
    let mut text = String::new();
    if stream.take(64 * 1024).read_line(&mut text)? == 0 {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    Ok(text.trim_end().to_owned())
}

fn odd(text: &str) -> std::io::Error {
    std::io::Error::other(format!("the server answered {text:?}"))
}

/// Writes pairs as a form.
pub fn encode(pairs: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() {
                out.push(char::from(byte));
            } else {
                let _infallible = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_with_a_length_and_in_chunks_are_read_one_after_the_other() {
        let wire = "HTTP/1.1 303 See Other\r\nLocation: /day\r\nContent-Length: 2\r\n\r\nok\
                    HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n\
                    HTTP/1.1 204 No Content\r\n\r\n";
        let mut stream = wire.as_bytes();
        let [a, b, c] = [(); 3].map(|()| read(&mut stream).unwrap());
        assert_eq!((a.status, a.header("location"), a.page().as_str()), (303, "/day", "ok"));
        assert_eq!((b.status, b.page().as_str()), (200, "abc0123456789"));
        assert_eq!((c.status, c.body.len()), (204, 0));
    }

    #[test]
    fn an_answer_that_breaks_off_is_an_error() {
        for wire in ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", "nonsense\r\n\r\n"] {
            assert!(read(&mut wire.as_bytes()).is_err(), "{wire}");
        }
    }

    #[test]
    fn forms_are_encoded() {
        assert_eq!(encode(&[("q", "Zoë & co"), ("n", "1")]), "q=Zo%C3%AB%20%26%20co&n=1");
    }
}
