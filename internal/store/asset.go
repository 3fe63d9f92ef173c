package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"clipd/internal/clip"
)

// Asset is a name that a client has for a source.
type Asset struct {
	ID, WorkspaceID string
	Source          Source
	Name            string // the client's name of the file, "" for none
	CreatedAt       time.Time
}

const assetQuery = `SELECT a.id, a.workspace_id, a.name, a.created_at,
		s.id, s.workspace_id, s.sha256, s.bytes, s.mime, s.object, s.info, s.created_at, s.used_at
	FROM assets a JOIN sources s ON s.id = a.source_id `

func scanAsset(r row) (a Asset, err error) {
	err = r.Scan(append([]any{&a.ID, &a.WorkspaceID, &a.Name, instant{&a.CreatedAt}}, a.Source.dest()...)...)
	return a, err
}

// InsertAsset keeps an asset whose source is kept.
func (s *Store) InsertAsset(ctx context.Context, tx *sql.Tx, a Asset) error {
	_, err := one(ctx, tx, "keeping an asset", "INSERT INTO assets (id, workspace_id, source_id, name, created_at) VALUES ($1, $2, $3, $4, $5)",
		a.ID, a.WorkspaceID, a.Source.ID, plain(a.Name), millis(a.CreatedAt))
	return err
}

// Asset returns an asset of a workspace; [clip.NotFound] where there is none.
func (s *Store) Asset(ctx context.Context, workspaceID, id string) (Asset, error) {
	return asset(ctx, s.reader, workspaceID, id, "")
}

// HoldAsset is [Store.Asset] in a transaction, until whose end the asset cannot
// be deleted.
func (s *Store) HoldAsset(ctx context.Context, tx *sql.Tx, workspaceID, id string) (Asset, error) {
	return asset(ctx, tx, workspaceID, id, s.lock("SHARE OF a"))
}

func asset(ctx context.Context, q querier, workspaceID, id, lock string) (Asset, error) {
	a, err := scanAsset(q.QueryRowContext(ctx, assetQuery+"WHERE a.workspace_id = $1 AND a.id = $2"+lock, workspaceID, plain(id)))
	if errors.Is(err, sql.ErrNoRows) {
		return a, clip.Errorf(clip.NotFound, "asset_id", "there is no asset %s", id)
	}
	return a, failed("reading an asset", err)
}

// ListAssets returns at most limit assets of a workspace, newest first, from
// after the cursor on (nil for the first page), and the cursor of the next page,
// nil at the end.
func (s *Store) ListAssets(ctx context.Context, workspaceID string, after *Cursor, limit int) ([]Asset, *Cursor, error) {
	where, args := "WHERE a.workspace_id = $1", []any{workspaceID}
	if after != nil {
		where, args = where+" AND (a.created_at, a.id) < ($2, $3)", append(args, millis(after.CreatedAt), plain(after.ID))
	}
	args = append(args, limit+1)
	found, err := all(ctx, s.reader, "listing the assets", scanAsset,
		assetQuery+where+" ORDER BY a.created_at DESC, a.id DESC LIMIT "+placeholder(len(args)), args...)
	if err != nil {
		return nil, nil, err
	}
	page, next := cut(found, limit, func(a Asset) Cursor { return Cursor{CreatedAt: a.CreatedAt, ID: a.ID} })
	return page, next, nil
}

// DeleteAsset forgets an asset of a workspace; [clip.NotFound] where there is
// none. Its source stays until [Store.UnusedSources] tells of it.
func (s *Store) DeleteAsset(ctx context.Context, workspaceID, id string) error {
	done, err := s.one(ctx, "deleting an asset", "DELETE FROM assets WHERE workspace_id = $1 AND id = $2", workspaceID, plain(id))
	if err == nil && !done {
		return clip.Errorf(clip.NotFound, "asset_id", "there is no asset %s", id)
	}
	return err
}
