//! Inventing families: who there is, who is whose, where each lives; then writing them down as rows.

mod backdate;
mod children;
mod circle;
mod heritage;
mod homes;
mod human;
mod kin;
mod naming;
mod record;
mod record_home;
mod record_person;
mod record_school;

pub(crate) use backdate::backdate;
pub(crate) use circle::{Circle, Home, Parental, Place, Stay};
pub(crate) use heritage::{Origin, origin_called};
pub(crate) use human::{Human, Known, Role, Sex};
pub(crate) use kin::{Resident, invent};
pub(crate) use record::{Office, Recorded, record};
