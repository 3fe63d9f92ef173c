package store

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

// checkpoint is how often the write-ahead log of SQLite is moved into the file.
const checkpoint = 2 * time.Second

// keeper moves the write-ahead log into the file beside the writer, which SQLite
// would have do that, and wait for the disk, in the midst of a commit. Only of a
// log of 64 MiB the writer does it itself.
type keeper struct {
	db     *sql.DB
	cancel context.CancelFunc
	done   sync.WaitGroup
}

func keepLog(where location) (*keeper, error) {
	db, err := sql.Open("sqlite", where.sqliteDSN(false))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	ctx, cancel := context.WithCancel(context.Background())
	k := &keeper{db: db, cancel: cancel}
	k.done.Go(func() {
		tick := time.NewTicker(checkpoint)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				// What fails is tried again, and the writer's own limit is left.
				_, _ = db.ExecContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)")
			}
		}
	})
	return k, nil
}

func (k *keeper) close() error {
	k.cancel()
	k.done.Wait()
	return k.db.Close()
}
