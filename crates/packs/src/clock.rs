//! Clocks worked out: from what set them going to their last day.
