package store

import (
	"context"
	"database/sql"
	"errors"
	"hash/fnv"
	"time"

	"clipd/internal/clip"
)

// IdempotencyAge is how long an answer is kept for repetitions of a request.
const IdempotencyAge = 24 * time.Hour

// Claim is a request that carried an idempotency key.
type Claim struct {
	WorkspaceID, Endpoint, Key string
	BodyHash                   string
}

// Claim takes an idempotency key in the transaction that does what the request
// asks, which [Store.Complete] then ends with the answer. When the same request
// was answered within [IdempotencyAge], replay is true and response its answer.
// When the key came with another body, or its first request is still at work,
// the error is of code [clip.Conflict]; it never waits for that request.
func (s *Store) Claim(ctx context.Context, tx *sql.Tx, c Claim, now time.Time) (response string, replay bool, err error) {
	const doing = "claiming an idempotency key"
	running := clip.Errorf(clip.Conflict, "Idempotency-Key", "request in progress: the first request with this Idempotency-Key is not answered yet; try again in a moment")
	c.Key = plain(c.Key)
	if s.dialect == Postgres {
		// An insert would wait for a first request that has not committed.
		var free bool
		if err := tx.QueryRowContext(ctx, "SELECT pg_try_advisory_xact_lock($1)", c.lock()).Scan(&free); err != nil {
			return "", false, failed(doing, err)
		}
		if !free {
			return "", false, running
		}
	}
	if _, err := one(ctx, tx, doing, "DELETE FROM idempotency WHERE workspace_id = $1 AND endpoint = $2 AND key = $3 AND created_at <= $4",
		c.WorkspaceID, c.Endpoint, c.Key, millis(now.Add(-IdempotencyAge))); err != nil {
		return "", false, err
	}
	first, err := one(ctx, tx, doing,
		"INSERT INTO idempotency (workspace_id, endpoint, key, body_hash, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (workspace_id, endpoint, key) DO NOTHING",
		c.WorkspaceID, c.Endpoint, c.Key, c.BodyHash, millis(now))
	if err != nil || first {
		return "", false, err
	}
	var body string
	err = tx.QueryRowContext(ctx, "SELECT body_hash, response FROM idempotency WHERE workspace_id = $1 AND endpoint = $2 AND key = $3",
		c.WorkspaceID, c.Endpoint, c.Key).Scan(&body, optional{&response})
	switch {
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return "", false, failed(doing, err)
	case err == nil && body != c.BodyHash:
		return "", false, clip.Errorf(clip.Conflict, "Idempotency-Key", "this Idempotency-Key was used with another body; use a new key for a new request")
	case response == "":
		return "", false, running
	}
	return response, true, nil
}

// Complete keeps the answer, which is not empty, to a request that was claimed.
func (s *Store) Complete(ctx context.Context, tx *sql.Tx, c Claim, response string) error {
	_, err := one(ctx, tx, "keeping an answer", "UPDATE idempotency SET response = $4 WHERE workspace_id = $1 AND endpoint = $2 AND key = $3",
		c.WorkspaceID, c.Endpoint, plain(c.Key), response)
	return err
}

// ExpireIdempotency forgets answers older than [IdempotencyAge] and returns how
// many.
func (s *Store) ExpireIdempotency(ctx context.Context, now time.Time) (n int64, err error) {
	err = s.again(ctx, func() error {
		n, err = count(ctx, s.writer, "forgetting old answers", "DELETE FROM idempotency WHERE created_at <= $1", millis(now.Add(-IdempotencyAge)))
		return err
	})
	return n, err
}

// lock is the number of PostgreSQL's advisory lock for the claim.
func (c Claim) lock() int64 {
	h := fnv.New64a()
	for _, part := range []string{"clipd idempotency", c.WorkspaceID, c.Endpoint, c.Key} {
		_, _ = h.Write([]byte(part + "\x00"))
	}
	return int64(h.Sum64())
}
