//! The invented directory of Marlshire.
