//! How much work stands, and how long it waits, where what comes in and how long it lasts is by chance: closed forms.
//!
//! Sources: Little (1961), Operations Research 9, 383–387; Erlang (1917) and Gross, Shortle, Thompson and Harris,
//! Fundamentals of Queueing Theory (2008), sections 2.4 and 2.6. Times are in one unit, whichever.

use statrs::distribution::{DiscreteCDF, Poisson};

/// Cases that stand at one time where each lasts as long as it lasts, whoever holds it (M/G/∞): Poisson about
/// Little's law, whatever law the durations follow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// How many stand on average, L = λW.
    pub mean: f64,
}

impl Standing {
    /// By what comes in per unit of time, and how many units it stays. `None` where either is no number or below 0.
    pub fn of(arrivals: f64, stay: f64) -> Option<Self> {
        let sound = |x: f64| x.is_finite() && x >= 0.0;
        (sound(arrivals) && sound(stay)).then_some(Self { mean: arrivals * stay })
    }

    /// The standard deviation.
    pub fn deviation(self) -> f64 {
        self.mean.sqrt()
    }

    /// The smallest number that is not passed with a chance of at least `p`, from 0 to 1 exclusive.
    pub fn quantile(self, p: f64) -> u64 {
        self.law().map_or(0, |law| law.inverse_cdf(p))
    }

    /// The chance that more than `most` stand.
    pub fn over(self, most: u64) -> f64 {
        self.law().map_or(0.0, |law| law.sf(most))
    }

    /// The law; `None` where nothing ever comes in.
    fn law(self) -> Option<Poisson> {
        Poisson::new(self.mean).ok()
    }
}

/// A desk at which people wait their turn (M/M/c): as many as serve take whoever waits longest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Desk {
    /// The share of their time that those who serve are busy.
    pub utilisation: f64,
    /// The chance that somebody who comes has to wait: Erlang's C.
    pub waits: f64,
    /// How long somebody waits on average, those who need not with them.
    pub wait: f64,
    /// How many wait on average.
    pub queue: f64,
}

impl Desk {
    /// By how many come per unit of time, how many of them one can serve in it, and how many serve. `None` where
    /// nobody serves, a rate is no number above 0, or more come than can be served: then the queue grows for ever.
    pub fn of(arrivals: f64, served: f64, servers: u32) -> Option<Self> {
        let sound = |x: f64| x.is_finite() && x > 0.0;
        let load = arrivals / served;
        let utilisation = load / f64::from(servers);
        if !sound(arrivals) || !sound(served) || servers == 0 || utilisation >= 1.0 {
            return None;
        }
        // Erlang's B by its recursion, which neither overflows nor loses figures however many serve.
        let lost = (1..=servers).fold(1.0, |lost, n| load * lost / (f64::from(n) + load * lost));
        let waits = lost / (1.0 - utilisation * (1.0 - lost));
        let wait = waits / (f64::from(servers) * served - arrivals);
        Some(Self { utilisation, waits, wait, queue: arrivals * wait })
    }
}
