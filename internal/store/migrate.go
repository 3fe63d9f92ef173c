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

// Migrating runs do while no other process brings tables of the database up to
// date.
func (s *Store) Migrating(ctx context.Context, do func() error) (err error) {
	const waiting = "waiting for another clipd that brings the database up to date: %w"
	if s.dialect == SQLite {
		held := flock.New(s.file + ".lock")
		if _, err := held.TryLockContext(ctx, lockEvery); err != nil {
			return fmt.Errorf(waiting, err)
		}
		defer func() { err = errors.Join(err, held.Close()) }()
		return do()
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 120))
	if err != nil {
		return err
	}
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		return fmt.Errorf(waiting, err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if err := locker.SessionLock(ctx, conn); err != nil {
		return fmt.Errorf(waiting, err)
	}
	defer func() { err = errors.Join(err, locker.SessionUnlock(context.WithoutCancel(ctx), conn)) }()
	return do()
}

// migrateTo runs the migrations up to a version that the database does not have
// yet. A database of a newer clipd is refused: its rows may mean something else.
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
		dialect = goose.DialectPostgres
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
