//! Where an activity is at odds with the law. A pack loads only when somebody answers for each conflict, so the
//! acknowledgements are the list.

use super::activity::Open;
use crate::pack::{Key, Notice, Purpose};

pub(super) fn of(notice: &Notice, purpose: &Purpose) -> Vec<Open> {
    let concerns = |at: &Key| {
        at == &purpose.id
            || purpose.acts.contains(at)
            || notice.controller.iter().any(|controller| controller.id == *at.as_str())
            || notice.retention(at).is_some()
    };
    let acknowledged = notice.acknowledged.iter().filter(|one| concerns(&one.at));
    let open = |one: &crate::pack::Acknowledged| Open {
        what: what(&one.conflict, &one.at),
        answer: format!("{}, {}: {}", one.by, one.on, one.because.trim()),
    };
    acknowledged.map(open).collect()
}

/// The conflicts that `kith council check` finds, in words.
fn what(conflict: &str, at: &Key) -> String {
    let words = match conflict {
        "no-lawful-basis" => "no lawful basis is named (Article 6(1))",
        "no-act" => "no Act is named behind the legal obligation or public task (Article 6(3))",
        "no-condition" => "no condition is named for special category data (Article 9(2))",
        "no-offence-condition" => "no condition is named for offence data (Article 10; Schedule 1)",
        "no-schedule-1" => "no condition of Schedule 1 is named (Data Protection Act 2018, section 10)",
        "act-repealed" => return format!("an Act it rests on is no longer law (‘{at}’)"),
        "controller-dissolved" => return format!("its controller is no longer there (‘{at}’)"),
        "retention-below-statute" => {
            return format!(
                "the retention class ‘{at}’ is not what the law asks for; Kith keeps to the later"
            );
        }
        other => return format!("{} (‘{at}’)", other.replace('-', " ")),
    };
    words.to_owned()
}
