package store

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"time"
)

const (
	attempts   = 6
	firstDelay = 10 * time.Millisecond
)

// querier is what a pool and a transaction have in common.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// InTx runs work in a transaction, which is committed when work returns nil.
// When the database ended the transaction for the sake of others (a deadlock, a
// serialization failure, a lock of SQLite not given), work runs again from its
// start, a few times, so it must have no effect outside of the transaction.
// Errors of work are returned as they are; those of a database that cannot be
// reached or cannot write are a [clip.Error] of code [clip.Unavailable].
func (s *Store) InTx(ctx context.Context, work func(*sql.Tx) error) error {
	return s.again(ctx, func() error {
		tx, err := s.writer.BeginTx(ctx, nil)
		if err != nil {
			return failed("beginning a transaction", err)
		}
		// After a commit this does nothing. Where work failed its error says
		// more than that of a rollback, and where work panicked SQLite's one
		// connection must come back.
		defer func() { _ = tx.Rollback() }()
		if err := work(tx); err != nil {
			return err
		}
		err = tx.Commit()
		if errors.Is(err, sql.ErrTxDone) && ctx.Err() != nil {
			err = ctx.Err() // which rolled it back
		}
		return failed("committing", err)
	})
}

// again repeats what failed for the sake of other transactions, with growing
// random delays.
func (s *Store) again(ctx context.Context, do func() error) error {
	delay := firstDelay
	for try := 1; ; try++ {
		err := do()
		if err == nil || try == attempts || !passing(err) {
			return err
		}
		wait := time.NewTimer(delay/2 + rand.N(delay))
		select {
		case <-ctx.Done():
			wait.Stop()
			return errors.Join(err, ctx.Err())
		case <-wait.C:
		}
		delay *= 2
	}
}

// one runs a statement outside of a transaction and tells whether it changed a
// row.
func (s *Store) one(ctx context.Context, doing, query string, args ...any) (changed bool, err error) {
	err = s.again(ctx, func() error {
		changed, err = one(ctx, s.writer, doing, query, args...)
		return err
	})
	return changed, err
}

// one runs a statement and tells whether it changed a row.
func one(ctx context.Context, q querier, doing, query string, args ...any) (bool, error) {
	n, err := count(ctx, q, doing, query, args...)
	return n > 0, err
}

// count runs a statement and returns how many rows it changed.
func count(ctx context.Context, q querier, doing, query string, args ...any) (int64, error) {
	result, err := q.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, failed(doing, err)
	}
	n, err := result.RowsAffected()
	return n, failed(doing, err)
}

// all reads every row of a query.
func all[T any](ctx context.Context, q querier, doing string, scan func(row) (T, error), query string, args ...any) (out []T, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, failed(doing, err)
	}
	defer func() { err = errors.Join(err, failed(doing, rows.Close())) }()
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, failed(doing, err)
		}
		out = append(out, v)
	}
	return out, failed(doing, rows.Err())
}

// row is what [sql.Row] and [sql.Rows] have in common.
type row interface{ Scan(dest ...any) error }

// lock ends a SELECT whose rows stay locked, FOR UPDATE or FOR SHARE, until the
// transaction ends. With SQLite the transaction has the only write lock already.
func (s *Store) lock(strength string) string {
	if s.dialect == Postgres {
		return " FOR " + strength
	}
	return ""
}
