package api

import (
	"context"

	"clipd/internal/clip"
)

// Jobs is the life of jobs, as the handlers need it. A job of another workspace
// is answered like one that does not exist: a [clip.Error] of code
// [clip.NotFound].
type Jobs interface {
	// Create accepts a job and returns its id. With idem, a second call of the
	// same key and hash returns the first one's id; the same key with another
	// hash, or while the first call runs, is [clip.Conflict].
	Create(ctx context.Context, workspace string, r clip.JobRequest, idem *Idempotency) (id string, err error)
	// Get returns a job; links in it begin with base or are absolute.
	Get(ctx context.Context, workspace, base, id string) (clip.Job, error)
	// List returns one page, newest first. A token that it did not make is
	// [clip.Invalid] with the param token.
	List(ctx context.Context, workspace string, q clip.PageQuery) (clip.Page[clip.JobSummary], error)
	// Delete removes a job, its clips and their files, and ends it if it runs.
	Delete(ctx context.Context, workspace, id string) error
}

// Idempotency names a request that may come twice.
type Idempotency struct {
	Key string
	// BodyHash is the SHA-256, in hex, of the body as JSON with sorted keys and
	// without white space.
	BodyHash string
}

// Assets is the life of uploads, as the handlers need it; foreign ids and
// tokens are answered as [Jobs] does.
type Assets interface {
	// Upload stores u.Body and returns the asset. When the body ends in an
	// error, nothing is kept and that error is returned, wrapped.
	Upload(ctx context.Context, workspace, base string, u clip.Upload) (clip.Asset, error)
	Get(ctx context.Context, workspace, base, id string) (clip.Asset, error)
	List(ctx context.Context, workspace, base string, q clip.PageQuery) (clip.Page[clip.Asset], error)
	Delete(ctx context.Context, workspace, id string) error
}

// Keys tells whose key it is. One that is not known, or was revoked, is a
// [clip.Error] of code [clip.Unauthorized].
type Keys interface {
	Authenticate(ctx context.Context, key string) (Identity, error)
}

// Identity is the owner of a key.
type Identity struct {
	KeyID     string
	Workspace string
}

// Probe tells whether the service can do its work. The message of a
// [clip.Error] is shown to whoever asks, any other error is only logged.
type Probe interface {
	Ready(ctx context.Context) error
}
