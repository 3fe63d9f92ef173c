package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"errors"
	"time"

	"clipd/internal/clip"
)

// Workspace is what owns keys, sources, assets and jobs.
type Workspace struct {
	ID, Name  string
	Secret    string // signs its callbacks: "whsec_" and base64, as Standard Webhooks has it
	CreatedAt time.Time
}

const workspaceColumns = "id, name, webhook_secret, created_at"

func scanWorkspace(r row) (w Workspace, err error) {
	err = r.Scan(&w.ID, &w.Name, &w.Secret, instant{&w.CreatedAt})
	return w, err
}

// EnsureWorkspace returns the workspace of a name, which it makes where there is
// none.
func (s *Store) EnsureWorkspace(ctx context.Context, name string, now time.Time) (Workspace, error) {
	secret := make([]byte, 32)
	rand.Read(secret)
	_, err := s.one(ctx, "making a workspace",
		"INSERT INTO workspaces ("+workspaceColumns+") VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING",
		NewID("ws_"), plain(name), "whsec_"+base64.StdEncoding.EncodeToString(secret), millis(now))
	if err != nil {
		return Workspace{}, err
	}
	w, err := scanWorkspace(s.reader.QueryRowContext(ctx, "SELECT "+workspaceColumns+" FROM workspaces WHERE name = $1", plain(name)))
	return w, failed("reading a workspace", err)
}

// Workspace returns a workspace by its identifier.
func (s *Store) Workspace(ctx context.Context, id string) (Workspace, error) {
	w, err := scanWorkspace(s.reader.QueryRowContext(ctx, "SELECT "+workspaceColumns+" FROM workspaces WHERE id = $1", id))
	if errors.Is(err, sql.ErrNoRows) {
		return w, clip.Errorf(clip.NotFound, "", "there is no workspace %s", id)
	}
	return w, failed("reading a workspace", err)
}

// Workspaces returns every workspace by name.
func (s *Store) Workspaces(ctx context.Context) ([]Workspace, error) {
	return all(ctx, s.reader, "listing the workspaces", scanWorkspace, "SELECT "+workspaceColumns+" FROM workspaces ORDER BY name")
}
