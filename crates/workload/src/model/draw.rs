//! Numbers drawn by chance, the same on every machine.

use libm::{exp, log};
use rota::Chance;

/// Weekly arrivals whose variance is more than so many times their mean come in bursts: no Poisson law fits them.
pub const BURSTS: f64 = 1.3;

/// A number from 0 to 1, without 1.
pub(super) fn share(chance: &mut Chance) -> f64 {
    (chance.bits() >> 11) as f64 / (1_u64 << 53) as f64
}

/// How many come where so many do on average: products of shares, in pieces that no exponential loses. From the same
/// chance, no fewer come where the mean is higher.
pub(super) fn poisson(chance: &mut Chance, mean: f64) -> u32 {
    let (mut rest, mut n) = (mean.max(0.0), 0);
    while rest > 0.0 {
        let piece = rest.min(16.0);
        let (least, mut product) = (exp(-piece), share(chance));
        while product > least {
            n += 1;
            product *= share(chance);
        }
        rest -= piece;
    }
    n
}

/// The law of what comes in a day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrivals {
    /// Bursts in a day on average, and the chance that there is none.
    bursts: f64,
    none: f64,
    /// The share of which the sizes of bursts are made; 0 where each is one.
    more: f64,
}

impl Arrivals {
    /// So many on average, with a variance of so many times that. Above [`BURSTS`] it is the negative binomial law, drawn
    /// as bursts whose sizes follow the logarithmic law (Quenouille, 1949); the sum of days has the same ratio.
    pub(super) fn of(mean: f64, dispersion: f64) -> Self {
        let mean = mean.max(0.0);
        let (bursts, more) = if dispersion > BURSTS {
            (mean * log(dispersion) / (dispersion - 1.0), 1.0 - 1.0 / dispersion)
        } else {
            (mean, 0.0)
        };
        Self { bursts, none: exp(-bursts), more }
    }

    pub(super) fn draw(&self, chance: &mut Chance) -> u32 {
        let bursts = if self.bursts <= 16.0 {
            let (mut n, mut product) = (0, share(chance));
            while product > self.none {
                n += 1;
                product *= share(chance);
            }
            n
        } else {
            poisson(chance, self.bursts)
        };
        if self.more > 0.0 { (0..bursts).map(|_| size(self.more, share(chance))).sum() } else { bursts }
    }
}

/// The size of a burst: the logarithmic law, by inversion.
fn size(more: f64, share: f64) -> u32 {
    let mut chance = -more / log(1.0 - more);
    let (mut below, mut n) = (chance, 1);
    while share > below && n < 1_000 {
        chance *= more * f64::from(n) / f64::from(n + 1);
        below += chance;
        n += 1;
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bursts_have_the_mean_and_the_variance_they_should() {
        for dispersion in [1.0, 1.2, 2.0, 4.5] {
            let law = Arrivals::of(1.7, dispersion);
            let mut chance = Chance::seeded(9);
            let drawn: Vec<f64> = (0..60_000).map(|_| f64::from(law.draw(&mut chance))).collect();
            let mean = stats::mean(&drawn).unwrap();
            let ratio = stats::deviation(&drawn).unwrap().powi(2) / mean;
            // Up to 1.3 it is the Poisson law.
            let wanted = if dispersion > BURSTS { dispersion } else { 1.0 };
            assert!((mean - 1.7).abs() < 0.05, "{dispersion}: {mean}");
            assert!((ratio / wanted - 1.0).abs() < 0.06, "{dispersion}: {ratio}");
        }
    }

    #[test]
    fn more_come_where_the_mean_is_higher_and_never_fewer() {
        let (low, high) = (Arrivals::of(1.0, 1.0), Arrivals::of(1.1, 1.0));
        let pairs = (0..5_000)
            .map(|seed| (low.draw(&mut Chance::seeded(seed)), high.draw(&mut Chance::seeded(seed))));
        assert!(pairs.clone().all(|(low, high)| low <= high));
        assert!(pairs.filter(|(low, high)| low < high).count() > 200);
    }
}
