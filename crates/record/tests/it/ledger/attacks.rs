//! A superuser changes the database, triggers off, and knows how the ledger works. Each attack is found, by its name.
//! Those that only somebody outside can find are in `outside.rs`.

use ledger::tree::{Hash, Tiles, complete_root, node};
use ledger::{Action, Actor, Checkpoint, Code, Event, Salt, SigningKey, Use, cosignature};
use record::ledger::verify::{Finding, Report};
use record::ledger::{cosign, newest};
use uuid::Uuid;

use super::kept::{Kept, assert_found, assert_good, log_key, said, witness_key};

/// A ledger with more than a full tile, several signed states, sealed words, a cosignature and an erased line; and the
/// line and event the attacks are on.
struct Target {
    kept: Kept,
    line: u64,
    event: Uuid,
    /// A line whose event has sealed words.
    words: u64,
    erased: u64,
    last: u64,
}

impl Target {
    async fn new() -> Self {
        let mut kept = Kept::fresh().await;
        let ids = kept.write(300).await;
        kept.take_in().await;
        let mut work = kept.record.begin(record::Actor::System("destruction"), kept.now).await;
        record::ledger::erase(&mut work, &[ids[50]], Code::of("retention")).await.expect("erased");
        let erased_seq = kept.line_of(ids[51]).await - 1;
        work.commit().await.expect("kept");
        kept.later(3);
        kept.write(20).await;
        kept.take_in().await;
        let signed = newest(&kept.record.store).await.expect("an answer").expect("signed");
        let note = ledger::Note::parse(&signed.note).expect("a note");
        let line = cosignature::cosign(&note, &witness_key(), kept.now);
        cosign::keep(&kept.record.store, &signed, witness_key().verifier(), &line, kept.now)
            .await
            .expect("kept");
        let report = kept.check().await;
        assert_good(&report);
        assert_eq!((report.erased, report.cosignatures), (1, 1));
        let line = kept.line_of(ids[20]).await;
        let words = kept.line_of(ids[23]).await;
        kept.record.remember().await;
        Self { line, event: ids[20], words, erased: erased_seq, last: report.lines - 1, kept }
    }

    /// Does it, checks, and puts everything back.
    async fn attack(&self, statements: &str) -> Report {
        self.kept.superuser(statements).await;
        let report = self.kept.check().await;
        self.kept.record.go_back().await;
        report
    }

    /// The condition for an event of a line.
    fn of(line: u64) -> String {
        format!("seq = (select seq from audit.leaf where index = {line})")
    }
}

#[tokio::test]
async fn every_column_of_an_event_is_bound() {
    let target = Target::new().await;
    let other = "11111111-1111-4111-8111-111111111111";
    for change in [
        &format!("id = '{other}'"),
        "at = at - interval '1 microsecond'",
        "actor_kind = 'public', actor_id = null",
        &format!("actor_id = '{other}'"),
        "action = 'searched', level = 1",
        "action = 'amended', level = null",
        "level = 4",
        "subject_kind = 'request'",
        // Moved to another person's record.
        &format!("subject_id = '{other}'"),
        "subject_kind = null, subject_id = null",
        "basis = 'emergency'",
        "basis = null",
        "details = details || '{\"number\": 1}'",
        "details = '{}'",
        "details = details || '{\"n\": \"Charlie Banks\"}'",
        "words_sealed = '\\x00'",
        "salt = '\\x000102030405060708090a0b0c0d0e0f'",
        "leaf = set_byte(leaf, 0, get_byte(leaf, 0) # 1)",
        // A code that no version of Kith writes.
        "action = 'looked'",
    ] {
        let statements = format!("update audit.event set {change} where {}", Target::of(target.line));
        let report = target.attack(&statements).await;
        assert_found(&report, &Finding::Changed(target.line), change);
        assert_eq!(report.findings.len(), 1, "{change}: nothing else is wrong: {}", said(&report));
    }
    let words = Target::of(target.words);
    for change in ["words_sealed = null, key_id = null", "words_sealed = set_byte(words_sealed, 9, 0)"] {
        let report = target.attack(&format!("update audit.event set {change} where {words}")).await;
        assert_found(&report, &Finding::Changed(target.words), change);
    }
    for change in [format!("key_id = '{other}'"), "key_id = null".to_owned()] {
        let report = target.attack(&format!("update audit.event set {change} where {words}")).await;
        assert_found(&report, &Finding::KeyElsewhere(target.words), &change);
    }
    let another = format!(
        "update audit.event set key_id = (select key_id from audit.event where key_id is not null and not ({words}) limit 1) where {words}"
    );
    assert_found(&target.attack(&another).await, &Finding::KeyElsewhere(target.words), "another event's key");
}

#[tokio::test]
async fn events_cannot_be_taken_away_moved_or_added() {
    let target = Target::new().await;
    let (line, last) = (target.line, target.last);
    let gone = |line| Finding::Gone { first: line, last: line };
    let delete = |line| format!("delete from audit.event where {}", Target::of(line));
    for gone_line in [0, line, last] {
        assert_found(&target.attack(&delete(gone_line)).await, &gone(gone_line), "an event is deleted");
    }
    let report = target.attack("delete from audit.event").await;
    assert!(
        report.findings.iter().any(|it| matches!(it, Finding::Gone { first: 0, .. })),
        "{}",
        said(&report)
    );
    let report =
        target.attack(&format!("{}; delete from audit.leaf where index = {line}", delete(line))).await;
    assert_found(&report, &Finding::NoLeaf { first: line, last: line }, "with its place in the tree");
    let report = target.attack("delete from audit.leaf; delete from audit.event").await;
    assert_found(&report, &Finding::NoLeaf { first: 0, last }, "all of them");

    let (one, other) = (Target::of(line), Target::of(line + 1));
    let swap = format!(
        "create temp table two on commit drop as select * from audit.event where {one} or {other};
         delete from audit.event where id in (select id from two);
         update two set seq = (select sum(seq) from two) - seq;
         insert into audit.event overriding system value select * from two"
    );
    let report = target.attack(&swap).await;
    assert_found(&report, &Finding::Changed(line), "two events' rows are swapped");
    assert_found(&report, &Finding::Changed(line + 1), "two events' rows are swapped");
    let reorder = "update audit.leaf set index = 1000009 - index where index < 10;
                   update audit.leaf set index = index - 1000000 where index >= 1000000";
    assert_found(&target.attack(reorder).await, &Finding::Changed(0), "places in the tree are reversed");

    let columns =
        "at, actor_kind, actor_id, action, level, subject_kind, subject_id, basis, details, salt, leaf";
    let copy = format!(
        "insert into audit.event (id, {columns}) select gen_random_uuid(), {columns} from audit.event where {one}"
    );
    let report = target.attack(&copy).await;
    assert!(matches!(report.findings.first(), Some(Finding::NotInTree { .. })), "a copy: {}", said(&report));
    let hidden = "insert into audit.waiting values (999999)";
    assert_found(
        &target.attack(hidden).await,
        &Finding::WaitsForNothing { seq: 999_999 },
        "waiting for nothing",
    );
}

/// The forged event is made as the program would make it, and the sequencer itself takes it in.
#[tokio::test]
async fn a_forged_past_is_backdated_and_a_hidden_present_is_seen() {
    let mut target = Target::new().await;
    let event = target.forged(target.kept.now - jiff::SignedDuration::from_hours(2));
    target.kept.superuser(&event).await;
    target.kept.take_in().await;
    let report = target.kept.check().await;
    assert_found(&report, &Finding::Backdated(target.last + 1), "a forged past event");
    target.kept.record.go_back().await;
    // Without waiting, so that it is shown to whoever asks who has viewed, and never becomes a line.
    let event = target
        .forged(target.kept.now)
        .replace("with w as (", "")
        .replace(" returning seq) insert into audit.waiting select seq from w", "");
    let report = target.attack(&event).await;
    assert!(matches!(report.findings.first(), Some(Finding::NotInTree { .. })), "{}", said(&report));
    // An event that should become a line is kept from it.
    target.kept.write(1).await;
    target.kept.superuser("delete from audit.waiting").await;
    let report = target.kept.check().await;
    assert!(matches!(report.findings.first(), Some(Finding::NotInTree { .. })), "{}", said(&report));
}

impl Target {
    fn forged(&self, at: jiff::Timestamp) -> String {
        let (id, salt) = (Uuid::from_u128(0xf0f0), Salt::new([7; 16]));
        let event = Event::new(id, at, Actor::Public, Action::Opened);
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        format!(
            "with w as (insert into audit.event (id, at, actor_kind, action, level, details, salt, leaf)
             values ('{id}', '{at}', 'public', 'opened', 3, '{{}}', '\\x{}', '\\x{}') returning seq) insert into audit.waiting select seq from w",
            hex(salt.as_bytes()),
            hex(&event.leaf(&salt))
        )
    }
}

#[tokio::test]
async fn tiles_and_signatures_cannot_be_made_to_fit() {
    let target = Target::new().await;
    let flip = "set hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1)";
    let report = target.attack(&format!("update audit.tile {flip} where level = 0 and number = 0")).await;
    assert_found(&report, &Finding::Changed(1), "a hash in a tile of leaves");
    assert_found(
        &report,
        &Finding::TileChanged { level: 1, number: 0 },
        "the tile above does not fit any more",
    );
    let report = target.attack("update audit.tile set hashes = set_byte(hashes, 4, 0) where level = 1").await;
    assert_found(&report, &Finding::TileChanged { level: 1, number: 0 }, "a hash in an upper tile");
    for (level, number) in [(0_u8, 0), (0, 1), (1, 0)] {
        let place = format!("where level = {level} and number = {number}");
        let missing = Finding::TileMissing { level, number };
        assert_found(
            &target.attack(&format!("delete from audit.tile {place}")).await,
            &missing,
            "a tile is deleted",
        );
        let cut = format!(
            "update audit.tile set hashes = substr(hashes, 1, octet_length(hashes) - 32) {place} and octet_length(hashes) > 32"
        );
        if level == 0 {
            assert_found(&target.attack(&cut).await, &missing, "a tile is cut short");
        }
    }
    let extra = "insert into audit.tile select 0, 77, hashes from audit.tile where level = 0 and number = 0";
    assert_found(&target.attack(extra).await, &Finding::TileTooMany(1), "a tile too many");

    let size = target.last + 1;
    let forged = Finding::CheckpointForged { size };
    let at = format!("where size = {size}");
    for change in [
        "set note = replace(note, E'\\n' || size, E'\\n1' || size)",
        "set root = set_byte(root, 0, get_byte(root, 0) # 1)",
        "set note = ''",
    ] {
        assert_found(
            &target.attack(&format!("update audit.checkpoint {change} {at}")).await,
            &forged,
            change,
        );
    }
    let longer = format!("update audit.checkpoint set size = size + 1 {at}");
    let report = target.attack(&longer).await;
    assert_found(&report, &Finding::CheckpointForged { size: size + 1 }, "another size");
    let report =
        target.attack(&format!("delete from audit.cosignature; delete from audit.checkpoint {at}")).await;
    assert!(report.findings.iter().any(|it| matches!(it, Finding::NotSigned { .. })), "{}", said(&report));
    let report = target.attack("update audit.cosignature set line = (select split_part(note, E'\\n\\n', 2) from audit.checkpoint limit 1)").await;
    assert_found(&report, &Finding::CosignatureForged { size }, "another's line as the witness's");
}

/// The whole way up, and signed again: everything fits but the key.
#[tokio::test]
async fn a_line_rewritten_with_all_tiles_and_a_checkpoint_of_ones_own_is_found() {
    let target = Target::new().await;
    let kept = &target.kept;
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let unhex = |text: &str| -> Vec<u8> {
        (0..text.len() / 2)
            .map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).expect("hexadecimal"))
            .collect()
    };
    // The event says now that the other account did it, leaf and all.
    let forged: Hash = ledger::leaf(&[9; 32]);
    let mut tiles = Tiles::default();
    let mut statements = format!(
        "update audit.event set leaf = '\\x{}', basis = 'emergency' where id = '{}';",
        hex(&forged),
        target.event
    );
    let mut roots = Vec::new();
    for number in 0..2 {
        let bytes = unhex(
            &kept
                .value(&format!(
                    "select encode(hashes, 'hex') from audit.tile where level = 0 and number = {number}"
                ))
                .await,
        );
        let mut hashes: Vec<Hash> = bytes.as_chunks().0.to_vec();
        if number == 0 {
            hashes[usize::try_from(target.line).expect("small")] = forged;
        }
        let id = ledger::tree::TileId { level: 0, number };
        tiles.add(id, hashes.as_flattened()).expect("a tile");
        statements += &format!(
            "update audit.tile set hashes = '\\x{}' where level = 0 and number = {number};",
            hex(hashes.as_flattened())
        );
        roots.push(hashes);
    }
    let above = complete_root(&roots[0]);
    statements += &format!("update audit.tile set hashes = '\\x{}' where level = 1;", hex(&above));
    // The root of 256 leaves and the rest.
    let mut rest = ledger::tree::Peaks::default();
    roots[1].iter().for_each(|hash| rest.push(*hash));
    let root = node(&above, &rest.root());
    let report = target.attack(&statements).await;
    let size = target.last + 1;
    assert_found(&report, &Finding::RootDiffers { size }, "the root is another");
    // With a checkpoint signed by a key of one's own, under the log's name.
    let own = SigningKey::from_seed("kith.marlshire.example/ledger", Use::Note, [66; 32]).expect("a key");
    let note = Checkpoint { origin: own.verifier().name().to_owned(), size, root }.sign(&own, kept.now);
    let signed = format!(
        "{statements} update audit.checkpoint set root = '\\x{}', note = '{note}' where size = {size}",
        hex(&root)
    );
    let report = target.attack(&signed).await;
    assert_found(&report, &Finding::CheckpointForged { size }, "another key");
    assert_eq!(log_key().verifier().name(), own.verifier().name(), "the name alone is no proof");
}

#[tokio::test]
async fn nothing_is_erased_without_an_event_that_says_so() {
    let target = Target::new().await;
    let (line, erased) = (target.line, target.erased);
    let by = format!("(select by_event from audit.erased where index = {erased})");
    let delete = format!("delete from audit.event where {};", Target::of(line));
    let finding = Finding::ErasedWithoutAuthority(line);
    for by in [&by, "gen_random_uuid()", "(select id from audit.event order by seq limit 1)"] {
        let report = target.attack(&format!("{delete} insert into audit.erased values ({line}, {by})")).await;
        assert_found(&report, &finding, "erased by an event that does not say so");
    }
    // The true erasing is pointed at another line.
    let report = target.attack(&format!("{delete} update audit.erased set index = {line}")).await;
    assert_found(&report, &finding, "another line");
    assert_found(
        &report,
        &Finding::Gone { first: erased, last: erased },
        "and the erased one is not covered",
    );
    // The event that says so is changed to say more: it is a line itself.
    let more = format!(
        "{delete} insert into audit.erased values ({line}, {by});
         update audit.event set details = jsonb_set(details, '{{lines}}', details->'lines' || '[\"line-{line}\"]') where id = {by}"
    );
    let report = target.attack(&more).await;
    assert_found(&report, &finding, "a changed event");
    let report = target.attack("delete from audit.erased").await;
    assert_found(&report, &Finding::Gone { first: erased, last: erased }, "no erasing");
    let back = format!("insert into audit.erased select {line}, by_event from audit.erased");
    assert_found(&target.attack(&back).await, &Finding::NotErased(line), "said to be erased and there");
}
