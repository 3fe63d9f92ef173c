package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"clipd/internal/clip"
)

// Store is an open database. It may be used by many goroutines.
type Store struct {
	dialect string
	file    string // SQLite only
	writer  *sql.DB
	reader  *sql.DB // the same as writer with PostgreSQL
	keeper  *keeper // SQLite only
}

const (
	sqliteReaders = 4
	postgresConns = 10 // a process; PostgreSQL's default allows 100 in all
	idleTime      = 5 * time.Minute
	connectTime   = 10 * time.Second
)

// Open opens the database of a URL, sqlite:///whole/path or postgres://..., and
// brings its schema up to date. A missing SQLite file is made, readable by its
// owner alone. Errors do not hold the password of the URL.
func Open(ctx context.Context, url string) (*Store, error) {
	where, err := locate(url)
	if err != nil {
		return nil, clip.Errorf(clip.Invalid, "database_url", "%w", err)
	}
	s, err := connect(where)
	if err != nil {
		return nil, fmt.Errorf("opening the database %s: %w", where.shown, err)
	}
	// SQLite does not wait for another process that turns the same file to WAL.
	if err := s.again(ctx, func() error { return s.writer.PingContext(ctx) }); err != nil {
		return nil, errors.Join(fmt.Errorf("connecting to the database %s: %w; check database_url and that the server runs", where.shown, err), s.Close())
	}
	if err := s.Migrating(ctx, func() error { return s.migrateTo(ctx, goose.MaxVersion) }); err != nil {
		return nil, errors.Join(fmt.Errorf("bringing the database %s up to date: %w", where.shown, err), s.Close())
	}
	return s, nil
}

func connect(where location) (*Store, error) {
	if where.dialect == Postgres {
		return connectPostgres(where)
	}
	return connectSQLite(where)
}

func connectPostgres(where location) (*Store, error) {
	config, err := pgx.ParseConfig(where.url)
	if err != nil {
		return nil, err
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectTime
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "clipd"
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(postgresConns)
	db.SetMaxIdleConns(postgresConns)
	db.SetConnMaxIdleTime(idleTime)
	return &Store{dialect: Postgres, writer: db, reader: db}, nil
}

// connectSQLite opens one connection that writes, so that writers of this
// process wait in turn and not by polling the file's lock, and a few that read
// beside it.
func connectSQLite(where location) (*Store, error) {
	if err := makeFile(where.file); err != nil {
		return nil, err
	}
	writer, err := sql.Open("sqlite", where.sqliteDSN(false))
	if err != nil {
		return nil, err
	}
	writer.SetMaxOpenConns(1)
	reader, err := sql.Open("sqlite", where.sqliteDSN(true))
	if err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	reader.SetMaxOpenConns(sqliteReaders)
	reader.SetMaxIdleConns(sqliteReaders)
	kept, err := keepLog(where)
	if err != nil {
		return nil, errors.Join(err, reader.Close(), writer.Close())
	}
	return &Store{dialect: SQLite, file: where.file, writer: writer, reader: reader, keeper: kept}, nil
}

// makeFile makes the file and its folder where they are missing. SQLite gives
// its -wal and -shm files the mode of the file.
func makeFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// DB is the pool that River works on and that transactions are begun on. With
// SQLite it has one connection.
func (s *Store) DB() *sql.DB { return s.writer }

// Dialect is [SQLite] or [Postgres].
func (s *Store) Dialect() string { return s.dialect }

// Ping asks the database for an answer.
func (s *Store) Ping(ctx context.Context) error {
	var one int
	return failed("asking the database for an answer", s.reader.QueryRowContext(ctx, "SELECT 1 FROM (SELECT count(*) FROM workspaces) AS w").Scan(&one))
}

// Close closes every connection.
func (s *Store) Close() error {
	if s.reader == s.writer {
		return s.writer.Close()
	}
	return errors.Join(s.keeper.close(), s.reader.Close(), s.writer.Close())
}
