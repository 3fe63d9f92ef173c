package jobs

import (
	"context"
	"errors"
	"path"

	"clipd/internal/blob"
)

// heard keeps the transcripts of one source beside it, for all jobs and workers.
type heard struct {
	objects *blob.Store
	prefix  string
}

func (h heard) key(key string) string { return path.Join(h.prefix, "transcripts", key+".json") }

// Load implements [pipeline.Cache].
func (h heard) Load(ctx context.Context, key string) ([]byte, bool, error) {
	document, err := h.objects.Get(ctx, h.key(key))
	if errors.Is(err, blob.ErrNotFound) {
		return nil, false, nil
	}
	return document, err == nil, err
}

// Store implements [pipeline.Cache].
func (h heard) Store(ctx context.Context, key string, document []byte) error {
	return h.objects.Put(ctx, h.key(key), document, "application/json")
}
