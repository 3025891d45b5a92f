//! A sample for an audit through the pages: a manager draws it, the auditor reads and grades, and it is over.

use access::Role;
use record::testing::minutes_later;

use crate::families::banks;

#[tokio::test]
async fn a_manager_draws_an_inspector_reads_and_grades_and_then_it_is_closed() {
    let banks = banks().await;
    let site = &banks.site;
    let ida = site.hire("ida.inspects", Role::Inspector).await;
    let mut tess = site.signed_in("tess.team").await;
    let page = tess.get("/teams/family-help").await.expect(200);
    assert!(page.body.contains("Families to audit"), "{}", page.body);
    let address = "/teams/family-help/samples";
    let form = tess.get(address).await.expect(200);
    assert!(form.body.contains("value=\"5\""), "five is usual: {}", form.body);
    let none = tess.post(address, &[("size", "40"), ("purpose", "The autumn audit")]).await.expect(422);
    for words in
        ["Enter a number from 1 to 25", "Select who reads them", "Enter the last day", "The autumn audit"]
    {
        assert!(none.body.contains(words), "{words}: {}", none.body);
    }
    let auditor = ida.to_string();
    let mut typed = vec![("size", "5"), ("auditor", auditor.as_str()), ("purpose", "The autumn audit")];
    typed.extend([("until_day", "13"), ("until_month", "9"), ("until_year", "2026")]);
    let late = tess.post(address, &typed).await.expect(422);
    assert!(late.body.contains("The last day must be today or later"), "{}", late.body);
    typed[3] = ("until_day", "28");
    let drawn = tess.post(address, &typed).await.expect(303);
    let sample = drawn.location().to_owned();
    let shown = tess.get(&sample).await.expect(200);
    assert!(shown.body.contains("1 of 1 family") && shown.body.contains("Banks"), "{}", shown.body);
    assert!(!shown.body.contains("Write what you found"), "not hers to grade: {}", shown.body);

    let mut inspector = site.signed_in_at(ida, minutes_later(0)).await;
    let home = inspector.get("/home").await.expect(200);
    assert!(home.body.contains("Samples to read (1)"), "{}", home.body);
    let list = inspector.get("/samples").await.expect(200);
    assert!(list.body.contains("The autumn audit"), "{}", list.body);
    let family = format!("/families/{}", banks.family);
    inspector.get(&sample).await.expect(200);
    inspector.get(&family).await.expect(200);
    inspector.get(&format!("{family}/timeline")).await.expect(200);
    let id = banks.family.to_string();
    let ask = inspector.get(&format!("{sample}?family={id}")).await.expect(200);
    assert!(ask.body.contains("How good is the work"), "{}", ask.body);
    let half = inspector.post(&sample, &[("family", &id), ("words", "Lily is heard")]).await.expect(422);
    assert!(half.body.contains("Select a grade") && half.body.contains("Lily is heard"), "{}", half.body);
    let typed = [("family", id.as_str()), ("grade", "good"), ("words", "Lily is heard")];
    inspector.post(&sample, &typed).await.expect(303);
    let read = tess.get(&sample).await.expect(200);
    assert!(read.body.contains("Lily is heard") && read.body.contains("All read"), "{}", read.body);

    let mut felix = site.signed_in("felix.family").await;
    felix.get(&sample).await.expect(404);
    felix.post(&sample, &typed).await.expect(404);
    felix.post(&sample, &[("what", "end")]).await.expect(404);
    felix.get(address).await.expect(404);
    inspector.post(&sample, &[("what", "end")]).await.expect(303);
    assert_ne!(inspector.get(&family).await.status, 200);
    let over = inspector.get(&sample).await.expect(200);
    assert!(over.body.contains("Over") && !over.body.contains("Banks"), "closed again: {}", over.body);
    inspector.post(&sample, &typed).await.expect(303);
    assert_eq!(site.record.count("casework.audit_finding").await, 1, "it was over");
}
