package store

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"clipd/internal/clip"
)

// Key is a key of a workspace, without its secret, which is not kept.
type Key struct {
	ID, WorkspaceID, Workspace string // Workspace is the name
	Name                       string
	CreatedAt, RevokedAt       time.Time // RevokedAt is zero while the key is good
}

// Identity tells who a request is of.
type Identity struct{ KeyID, WorkspaceID string }

const (
	keyID   = "key_"
	keyText = "clipd_"
)

// CreateKey makes a key of a workspace and returns its text, clipd_ID_SECRET,
// which cannot be had again: the SHA-256 of it is kept.
func (s *Store) CreateKey(ctx context.Context, workspaceID, name string, now time.Time) (Key, string, error) {
	public := random(idLength)
	whole := keyText + public + "_" + random(secretLength)
	k := Key{ID: keyID + public, WorkspaceID: workspaceID, Name: name, CreatedAt: now}
	_, err := s.one(ctx, "keeping a key",
		"INSERT INTO keys (id, workspace_id, name, hash, created_at) VALUES ($1, $2, $3, $4, $5)",
		k.ID, workspaceID, plain(name), hashKey(whole), millis(now))
	return k, whole, err
}

// Authenticate tells who the text of a key is of. A text that is no key, or of
// a revoked one, is an error of code [clip.Unauthorized].
func (s *Store) Authenticate(ctx context.Context, whole string) (Identity, error) {
	unknown := clip.Errorf(clip.Unauthorized, "", "the API key is not known or was revoked; send a good one as X-Api-Key or as Authorization: Bearer")
	public, _, ok := strings.Cut(strings.TrimPrefix(whole, keyText), "_")
	if !ok || !strings.HasPrefix(whole, keyText) {
		return Identity{}, unknown
	}
	who, hash, revoked := Identity{KeyID: keyID + plain(public)}, "", time.Time{}
	err := s.reader.QueryRowContext(ctx, "SELECT workspace_id, hash, revoked_at FROM keys WHERE id = $1", who.KeyID).
		Scan(&who.WorkspaceID, &hash, instant{&revoked})
	if errors.Is(err, sql.ErrNoRows) {
		return Identity{}, unknown
	}
	if err != nil {
		return Identity{}, failed("looking a key up", err)
	}
	if subtle.ConstantTimeCompare([]byte(hash), []byte(hashKey(whole))) != 1 || !revoked.IsZero() {
		return Identity{}, unknown
	}
	return who, nil
}

// ListKeys returns every key, of every workspace, oldest first.
func (s *Store) ListKeys(ctx context.Context) ([]Key, error) {
	return all(ctx, s.reader, "listing the keys", func(r row) (k Key, err error) {
		err = r.Scan(&k.ID, &k.WorkspaceID, &k.Workspace, &k.Name, instant{&k.CreatedAt}, instant{&k.RevokedAt})
		return k, err
	}, `SELECT k.id, k.workspace_id, w.name, k.name, k.created_at, k.revoked_at
		FROM keys k JOIN workspaces w ON w.id = k.workspace_id ORDER BY k.created_at, k.id`)
}

// RevokeKey makes a key good for nothing. An unknown or revoked one is an error
// of code [clip.NotFound].
func (s *Store) RevokeKey(ctx context.Context, id string, now time.Time) error {
	done, err := s.one(ctx, "revoking a key", "UPDATE keys SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", id, millis(now))
	if err == nil && !done {
		return clip.Errorf(clip.NotFound, "", "there is no key %s that is not revoked yet; `clipd keys list` shows them", id)
	}
	return err
}

// CountKeys returns how many keys were ever made.
func (s *Store) CountKeys(ctx context.Context) (n int, err error) {
	err = s.reader.QueryRowContext(ctx, "SELECT count(*) FROM keys").Scan(&n)
	return n, failed("counting the keys", err)
}

func hashKey(whole string) string {
	sum := sha256.Sum256([]byte(whole))
	return hex.EncodeToString(sum[:])
}
