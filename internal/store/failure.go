package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"clipd/internal/clip"
)

// failed says what was being done when the database failed. Where it is out of
// reach or cannot write, the error is a [clip.Error] of code
// [clip.Unavailable], whose message is fit for a client.
func failed(doing string, err error) error {
	if err == nil {
		return nil
	}
	err = fmt.Errorf("%s: %w", doing, err)
	if lost(err) || full(err) {
		return &clip.Error{Code: clip.Unavailable, Message: "the database is not available for now; try again later", Err: err}
	}
	return err
}

// passing tells whether the database rolled the transaction back for the sake
// of another, so that the same again may succeed.
func passing(err error) bool {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		// serialization_failure, deadlock_detected
		return e.Code == "40001" || e.Code == "40P01"
	}
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		code := e.Code() & 0xff
		return code == sqlite3.SQLITE_BUSY || code == sqlite3.SQLITE_LOCKED
	}
	return false
}

// lost tells whether the connection could not be made or broke.
func lost(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		// connection exceptions, too_many_connections, and a server that
		// shuts down, crashed or starts.
		return e.Code[:2] == "08" || slices.Contains([]string{"53300", "57P01", "57P02", "57P03"}, e.Code)
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed)
}

// full tells whether the database cannot write: no room, no right, or a disk
// that fails.
func full(err error) bool {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		// insufficient resources, system errors, read-only transactions
		return e.Code[:2] == "53" || e.Code[:2] == "58" || e.Code == "25006"
	}
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return slices.Contains([]int{sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY}, e.Code()&0xff)
	}
	return false
}
