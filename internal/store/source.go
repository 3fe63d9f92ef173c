package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"clipd/internal/clip"
)

// Source is a stored video: one for each content and workspace.
type Source struct {
	ID, WorkspaceID   string
	SHA256            string // of its bytes, hex
	Bytes             int64
	MIME              string
	Object            string          // its name in the object storage
	Info              json.RawMessage // what the probe said
	CreatedAt, UsedAt time.Time
}

const sourceColumns = "id, workspace_id, sha256, bytes, mime, object, info, created_at, used_at"

func (v *Source) dest() []any {
	return []any{&v.ID, &v.WorkspaceID, &v.SHA256, &v.Bytes, &v.MIME, &v.Object, parsed{&v.Info}, instant{&v.CreatedAt}, instant{&v.UsedAt}}
}

func scanSource(r row) (v Source, err error) {
	err = r.Scan(v.dest()...)
	return v, err
}

// PutSource keeps a source unless its workspace has one of the same content,
// which counts as used at v.UsedAt. It returns the one that is kept: where its ID
// is not that of v, the object of v is not needed.
func (s *Store) PutSource(ctx context.Context, tx *sql.Tx, v Source) (Source, error) {
	kept, err := scanSource(tx.QueryRowContext(ctx, "INSERT INTO sources ("+sourceColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (workspace_id, sha256) DO UPDATE SET used_at = CASE WHEN sources.used_at > excluded.used_at THEN sources.used_at ELSE excluded.used_at END
		RETURNING `+sourceColumns,
		v.ID, v.WorkspaceID, v.SHA256, v.Bytes, v.MIME, v.Object, string(v.Info), millis(v.CreatedAt), millis(v.UsedAt)))
	return kept, failed("keeping a source", err)
}

// useSource says that a source was used. Whoever removes unused sources sees it,
// even when both happen at once: the row changes.
func useSource(ctx context.Context, q querier, id string, now time.Time) error {
	_, err := one(ctx, q, "using a source", "UPDATE sources SET used_at = $2 WHERE id = $1 AND used_at < $2", id, millis(now))
	return err
}

// Source returns a source by its identifier; [clip.NotFound] where there is
// none.
func (s *Store) Source(ctx context.Context, id string) (Source, error) {
	v, err := scanSource(s.reader.QueryRowContext(ctx, "SELECT "+sourceColumns+" FROM sources WHERE id = $1", id))
	if errors.Is(err, sql.ErrNoRows) {
		return v, clip.Errorf(clip.NotFound, "", "there is no source %s", id)
	}
	return v, failed("reading a source", err)
}

// SourceOf returns the source of a workspace that has the given content; found
// is false where there is none.
func (s *Store) SourceOf(ctx context.Context, workspaceID, sha256 string) (v Source, found bool, err error) {
	v, err = scanSource(s.reader.QueryRowContext(ctx, "SELECT "+sourceColumns+" FROM sources WHERE workspace_id = $1 AND sha256 = $2", workspaceID, sha256))
	if errors.Is(err, sql.ErrNoRows) {
		return v, false, nil
	}
	return v, err == nil, failed("looking a source up", err)
}
