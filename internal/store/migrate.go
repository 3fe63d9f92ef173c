package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"time"

	"github.com/gofrs/flock"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

const lockEvery = 100 * time.Millisecond

// migrate runs the migrations that the database does not have yet, while no
// other process does. A database of a newer clipd is refused: its rows may mean
// something else.
func (s *Store) migrate(ctx context.Context, where location) error {
	if s.dialect == SQLite {
		held := flock.New(where.file + ".lock")
		if _, err := held.TryLockContext(ctx, lockEvery); err != nil {
			return fmt.Errorf("waiting for another clipd that works on it: %w", err)
		}
		return errors.Join(s.migrateTo(ctx, goose.MaxVersion), held.Close())
	}
	return s.migrateTo(ctx, goose.MaxVersion)
}

// migrateTo runs the migrations up to a version.
func (s *Store) migrateTo(ctx context.Context, version int64) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	dialect, options := goose.DialectSQLite3, []goose.ProviderOption{
		goose.WithDisableGlobalRegistry(true),
		goose.WithTableName("clipd_migrations"),
		goose.WithSlog(slog.New(slog.DiscardHandler)),
	}
	if s.dialect == Postgres {
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 120))
		if err != nil {
			return err
		}
		dialect, options = goose.DialectPostgres, append(options, goose.WithSessionLocker(locker))
	}
	p, err := goose.NewProvider(dialect, s.writer, files, options...)
	if err != nil {
		return err
	}
	if _, err := p.UpTo(ctx, version); err != nil {
		return err
	}
	current, target, err := p.GetVersions(ctx)
	if err == nil && current > target {
		return fmt.Errorf("it is of a newer clipd (schema %d, this one knows %d): run that version, or restore a backup made before the upgrade", current, target)
	}
	return err
}
