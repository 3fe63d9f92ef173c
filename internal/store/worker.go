package store

import (
	"context"
	"time"
)

// Beat says that a worker is alive.
func (s *Store) Beat(ctx context.Context, workerID, host string, now time.Time) error {
	_, err := s.one(ctx, "saying that a worker is alive", `INSERT INTO workers (id, host, started_at, seen_at) VALUES ($1, $2, $3, $3)
		ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`, workerID, plain(host), millis(now))
	return err
}

// Leave forgets a worker that ends.
func (s *Store) Leave(ctx context.Context, workerID string) error {
	_, err := s.one(ctx, "forgetting a worker", "DELETE FROM workers WHERE id = $1", workerID)
	return err
}

// Worker is a process that works.
type Worker struct {
	ID, Host          string
	StartedAt, SeenAt time.Time
}

// Workers returns the workers that were seen at or after since, oldest first.
func (s *Store) Workers(ctx context.Context, since time.Time) ([]Worker, error) {
	return all(ctx, s.reader, "listing the workers", func(r row) (w Worker, err error) {
		err = r.Scan(&w.ID, &w.Host, instant{&w.StartedAt}, instant{&w.SeenAt})
		return w, err
	}, "SELECT id, host, started_at, seen_at FROM workers WHERE seen_at >= $1 ORDER BY started_at, id", millis(since))
}

// ForgetWorkers forgets the workers that were not seen since.
func (s *Store) ForgetWorkers(ctx context.Context, since time.Time) error {
	_, err := s.one(ctx, "forgetting workers", "DELETE FROM workers WHERE seen_at < $1", millis(since))
	return err
}
