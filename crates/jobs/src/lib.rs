//! Runs the queue of jobs kept in PostgreSQL.
