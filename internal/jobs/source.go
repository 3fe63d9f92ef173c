package jobs

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"clipd/internal/blob"
	"clipd/internal/clip"
	"clipd/internal/media"
	"clipd/internal/pipeline"
	"clipd/internal/store"
)

// local is a source as a file of this machine. Release it.
type local struct {
	info    media.Info
	source  store.Source
	release func()
}

// keepSource moves a finished file into storage and gives it a row, unless its
// workspace has the same content already. attach goes into the transaction of
// the row.
func (s *Service) keepSource(ctx context.Context, workspace, path, mime string, info media.Info, sum string, attach func(*sql.Tx, store.Source) error) (store.Source, error) {
	probe, err := json.Marshal(info)
	if err != nil {
		return store.Source{}, fmt.Errorf("keeping the source: %w", err)
	}
	now := time.Now()
	fresh := store.Source{
		ID: store.NewID("src_"), WorkspaceID: workspace, SHA256: sum, Bytes: info.Bytes, MIME: mime,
		Info: probe, CreatedAt: now, UsedAt: now,
	}
	fresh.Object = sourceKey(workspace, fresh.ID)
	known, found, err := s.Store.SourceOf(ctx, workspace, sum)
	if err != nil {
		return fresh, err
	}
	if found {
		fresh.Object = known.Object
		_, err := s.Objects.Stat(ctx, known.Object)
		if errors.Is(err, blob.ErrNotFound) {
			err = s.Objects.PutFile(ctx, known.Object, path, mime)
		}
		if err != nil {
			return fresh, clip.Errorf(clip.Unavailable, "", "storing the source: %w", err)
		}
	} else if err := s.Objects.PutFile(ctx, fresh.Object, path, mime); err != nil {
		return fresh, clip.Errorf(clip.Unavailable, "", "storing the source: %w", err)
	}
	var kept store.Source
	undone := true // what failed in the commit may have happened; the sweep judges
	err = s.Store.InTx(ctx, func(tx *sql.Tx) error {
		undone = true
		var err error
		if kept, err = s.Store.PutSource(ctx, tx, fresh); err != nil {
			return err
		}
		if found && kept.ID == fresh.ID {
			return clip.Errorf(clip.Unavailable, "", "the stored copy of this source was just removed; try again")
		}
		err = attach(tx, kept)
		undone = err != nil
		return err
	})
	if !found && (err != nil && undone || err == nil && kept.ID != fresh.ID) {
		err = errors.Join(err, s.Objects.Delete(context.WithoutCancel(ctx), fresh.Object))
	}
	return kept, err
}

// open brings the source of a job to this machine, or, where parts are enough and
// the source is far, what the windows take of it.
func (s *Service) open(ctx context.Context, p *pipeline.Pipeline, row store.Job, windows []clip.Window, parts bool) (local, error) {
	source, err := s.Store.Source(ctx, row.SourceID)
	if err != nil {
		return local{}, err
	}
	ctx = moving(ctx, p, copying, source.Bytes)
	if parts {
		part, found, err := s.partial(ctx, source, windows)
		if err != nil {
			return local{}, err
		}
		if found {
			if err := pipeline.CheckWindows(windows, part.info); err != nil {
				part.release()
				return local{}, err
			}
			return part, nil
		}
	}
	return s.stored(ctx, p, source, windows)
}

// stored brings a source in storage to this machine; in a local folder it is read
// where it lies.
func (s *Service) stored(ctx context.Context, p *pipeline.Pipeline, source store.Source, windows []clip.Window) (local, error) {
	path, release, err := s.Objects.Local(ctx, source.Object, filepath.Join(s.Data, "cache"))
	if err != nil {
		return local{}, clip.Errorf(clip.Unavailable, "", "reading the source from storage: %w", err)
	}
	info, err := p.Open(ctx, path, windows)
	if err != nil {
		release()
		if e, ok := errors.AsType[*clip.Error](err); ok {
			named := *e
			named.Message = strings.ReplaceAll(e.Message, path, "the video")
			if base := filepath.Base(path); base != sourceName { // a copy in the cache
				named.Message = strings.ReplaceAll(named.Message, base, "the video")
			}
			return local{}, &named
		}
		return local{}, err
	}
	return local{info: info, source: source, release: release}, nil
}
