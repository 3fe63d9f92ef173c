// Package store keeps the rows of the service: workspaces and their keys,
// idempotency records, sources, assets, jobs, clips and workers, in SQLite
// (modernc.org/sqlite, pure Go) or in PostgreSQL (pgx through database/sql).
//
// Both take the same query texts, with $1 placeholders. The schema is migrated
// when a [Store] is opened, forward only, under a lock. States change only by
// conditional updates whose row count is checked; which changes there are is
// said by [clip.JobTransitions], [clip.ClipTransitions] and
// [clip.CallbackTransitions] and drawn in docs/jobs.md.
//
// A worker that takes a job or a clip is given a token, one higher than that of
// the worker before it. What it stores later counts only while the row still
// has that token (a fencing token, as in M. Kleppmann, "How to do distributed
// locking", 2016); a method says by its result whether it did.
//
// Methods that take a [sql.Tx] are parts of a transaction of the caller,
// [Store.InTx]. The others must not be called inside one: with SQLite there is
// one connection that writes, and they would wait for it for ever. Times are
// given by the caller and kept as unix milliseconds, read as UTC; the zero
// [time.Time] stands for "not yet".
//
// The store does not know what a job does, enqueues nothing and touches no
// object; River's own tables, which lie in the same database, are migrated by
// package queue.
package store
