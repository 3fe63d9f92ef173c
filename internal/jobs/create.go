package jobs

import (
	"context"
	"database/sql"
	"time"

	"clipd/internal/clip"
	"clipd/internal/store"
	"clipd/internal/telemetry"
)

// endpointClips names the endpoint in idempotency records.
const endpointClips = "POST /v3/clips"

// Idempotency names a request that may come twice; see [store.Claim].
type Idempotency struct{ Key, BodyHash string }

// Create accepts a job: its row, its idempotency record and, when it may run at
// once, its queue entry are committed together. A second call with the same
// idempotency returns the first one's id.
func (s *Service) Create(ctx context.Context, workspace string, r clip.JobRequest, idem *Idempotency) (id string, err error) {
	if err := r.Settings.Validate(); err != nil {
		return "", err
	}
	r.Trace = telemetry.Traceparent(ctx)
	now := time.Now()
	fresh := store.NewID("clip_")
	err = s.Store.InTx(ctx, func(tx *sql.Tx) error {
		id = fresh
		var claim store.Claim
		if idem != nil {
			claim = store.Claim{WorkspaceID: workspace, Endpoint: endpointClips, Key: idem.Key, BodyHash: idem.BodyHash}
			first, replay, err := s.Store.Claim(ctx, tx, claim, now)
			if err != nil {
				return err
			}
			if replay {
				id = first
				return nil
			}
		}
		if err := s.accept(ctx, tx, workspace, fresh, r, now); err != nil {
			return err
		}
		if idem == nil {
			return nil
		}
		return s.Store.Complete(ctx, tx, claim, fresh)
	})
	return id, err
}

func (s *Service) accept(ctx context.Context, tx *sql.Tx, workspace, id string, r clip.JobRequest, now time.Time) error {
	load, err := s.Store.LockWorkspace(ctx, tx, workspace)
	if err != nil {
		return err
	}
	if err := s.tooMany(load); err != nil {
		return err
	}
	job := store.NewJob{ID: id, WorkspaceID: workspace, Request: r, Stage: "queued", CreatedAt: s.stamps.next(now)}
	if r.Video.Type == clip.VideoAsset {
		asset, err := s.Store.HoldAsset(ctx, tx, workspace, r.Video.AssetID)
		if clip.CodeOf(err) == clip.NotFound {
			return clip.Errorf(clip.NotFound, "video.asset_id", "video.asset_id: there is no asset %s; upload the video with POST /v3/assets", r.Video.AssetID)
		}
		if err != nil {
			return err
		}
		job.SourceID = asset.Source.ID
	}
	if err := s.Store.InsertJob(ctx, tx, job); err != nil {
		return err
	}
	switch {
	case quick(r.Settings) && load.Running < quickShare*s.Running:
		return s.admitOne(ctx, tx, id, now)
	case load.Running >= s.Running:
		return nil // admitted when another ends
	}
	return s.admitIn(ctx)(tx)
}
