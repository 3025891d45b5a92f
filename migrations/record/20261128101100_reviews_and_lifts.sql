-- Why a warning note was kept or ended, and whom it was discussed with; why a restriction was lifted: narrative, so sealed.
alter table casework.warning_note_review
    add column discussed_with text not null default '',
    add column reason_sealed bytea;
alter table casework.restriction_lift drop column reason;
alter table casework.restriction_lift add column reason_sealed bytea not null;
