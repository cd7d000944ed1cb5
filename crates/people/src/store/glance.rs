//! Being written.

kernel::statements! {}
