package jobs

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"clipd/internal/clip"
	"clipd/internal/pipeline"
	"clipd/internal/queue"
	"clipd/internal/store"
)

// render works the task of that kind: it makes one clip and stores its files.
func (s *Service) render(ctx context.Context, task renderTask, a queue.Attempt) error {
	row, ok, err := s.Store.StartClip(ctx, task.Job, task.Position, s.worker)
	if err != nil || !ok {
		return err
	}
	log := s.log.With("job", row.JobID, "task", "render", "clip", row.Position)
	if row.Attempts > starts {
		return s.failClip(ctx, row, errWorn)
	}
	err = s.renderRow(ctx, row)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errLost):
		return s.sweepClip(context.WithoutCancel(ctx), row)
	case errors.Is(context.Cause(ctx), queue.ErrStopping):
		_, released := s.Store.ReleaseClip(context.WithoutCancel(ctx), row.Ref())
		return errors.Join(err, released)
	case usersFault(err) || a.Number >= tries(err):
		log.WarnContext(ctx, "clip cannot be made", "error", err)
		return s.failClip(ctx, row, err)
	}
	log.WarnContext(ctx, "making a clip failed, trying again", "attempt", a.Number, "error", err)
	return err
}

func (s *Service) renderRow(ctx context.Context, row store.Clip) (err error) {
	job, err := s.Store.AnyJob(ctx, row.JobID)
	if err != nil {
		return err
	}
	g := &gauge{}
	ctx, done := s.lease(ctx, func(ctx context.Context) (bool, error) {
		_, percent := g.get()
		return s.saveClip(ctx, job, row, percent)
	})
	defer done()
	ctx, end := s.traced(ctx, "render", job)
	err = s.makeClip(ctx, job, row, g)
	end(err)
	return lostOr(ctx, err)
}

// saveClip keeps how far a clip is, and the job by all its clips.
func (s *Service) saveClip(ctx context.Context, job store.Job, row store.Clip, percent float64) (bool, error) {
	ours, err := s.Store.SaveClipProgress(ctx, row.Ref(), percent)
	if err != nil || !ours {
		return ours, err
	}
	clips, err := s.Store.Clips(ctx, job.ID)
	if err != nil {
		return true, err
	}
	var percents []float64
	for _, c := range clips {
		percents = append(percents, c.Progress)
	}
	_, err = s.Store.SaveProgress(ctx, job.Ref(), string(pipeline.Render), renderProgress(job.Request.Settings, percents))
	return true, err
}

func (s *Service) makeClip(ctx context.Context, job store.Job, row store.Clip, g *gauge) (err error) {
	plan, err := s.readPlan(ctx, job)
	if err != nil {
		return err
	}
	p := *s.Pipeline
	clock := stages{metrics: s.Metrics}
	defer clock.enter("")
	p.Observe = func(r pipeline.Progress) {
		clock.enter(r.Stage)
		g.set(string(r.Stage), clipProgress(r))
	}
	windows := job.Request.Settings.Windows
	if len(windows) > 0 {
		windows = windows[row.Position : row.Position+1]
	}
	src, err := s.open(ctx, &p, job, windows, row.Attempts == 1)
	if err != nil {
		return err
	}
	defer src.release()
	plan.Source = src.info
	folder, err := s.scratch.folder()
	if err != nil {
		return clip.Errorf(clip.Unavailable, "", "making room for the clip: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	made, warnings, err := p.Make(ctx, plan, row.Position, filepath.Join(folder, row.ID))
	if err != nil {
		return err
	}
	made.ID = row.ID
	for _, f := range []struct {
		name *string
		mime string
	}{{&made.URL, "video/mp4"}, {&made.ThumbnailURL, "image/jpeg"}, {&made.CaptionURL, "text/vtt"}} {
		if *f.name == "" {
			continue
		}
		key, file := clipKey(job.WorkspaceID, job.ID, row.ID, filepath.Ext(*f.name)), filepath.Join(folder, *f.name)
		if err := s.Objects.PutFile(moving(ctx, &p, keeping, sizeOf(file)), key, file, f.mime); err != nil {
			return clip.Errorf(clip.Unavailable, "", "storing the clip: %w", err)
		}
		*f.name = key
	}
	return s.finishClip(ctx, job, row, made, warnings)
}

func sizeOf(file string) int64 {
	st, err := os.Stat(file)
	if err != nil {
		return 0
	}
	return st.Size()
}

func (s *Service) readPlan(ctx context.Context, job store.Job) (plan pipeline.Plan, err error) {
	document, err := s.Objects.Get(ctx, job.Plan)
	if err != nil {
		return plan, clip.Errorf(clip.Unavailable, "", "reading the plan: %w", err)
	}
	if err := json.Unmarshal(document, &plan); err != nil {
		return plan, fmt.Errorf("reading the plan: %w", err)
	}
	return plan, nil
}

func (s *Service) finishClip(ctx context.Context, job store.Job, row store.Clip, made clip.Clip, warnings []string) error {
	return s.ending(ctx, func(tx *sql.Tx) (end, error) {
		ours, err := s.Store.FinishClip(ctx, tx, row.Ref(), made, warnings)
		if err != nil {
			return end{}, err
		}
		if !ours {
			return end{}, errLost
		}
		return s.finishIfLast(ctx, tx, job)
	})
}

// sweepClip removes the files of a clip that came too late: when its job is gone
// or failed, nobody else would.
func (s *Service) sweepClip(ctx context.Context, row store.Clip) error {
	job, err := s.Store.AnyJob(ctx, row.JobID)
	if err != nil && clip.CodeOf(err) == clip.NotFound {
		return nil // the sweep finds what has no job
	}
	if err != nil || job.DeletedAt.IsZero() && job.Status != clip.Failed {
		return err // another worker's clip has the same names
	}
	return s.removeClip(ctx, job, row.ID)
}

// failClip says that a clip cannot be made. Where windows were asked for, that
// ends the job.
func (s *Service) failClip(ctx context.Context, row store.Clip, cause error) error {
	job, err := s.Store.AnyJob(ctx, row.JobID)
	if err != nil {
		return err
	}
	return s.ending(ctx, func(tx *sql.Tx) (end, error) {
		why := s.failure(cause)
		ours, err := s.Store.FailClip(ctx, tx, row.Ref(), why)
		if err != nil || !ours {
			return end{}, err
		}
		if len(job.Request.Settings.Windows) == 0 {
			err := s.queue.Put(ctx, tx, removeTask{Job: job.ID, Clip: row.ID}, queue.Insert{Queue: queueLight})
			if err != nil {
				return end{}, err
			}
			return s.finishIfLast(ctx, tx, job)
		}
		if name := fmt.Sprintf("windows[%d]", row.Position); !strings.HasPrefix(why.Message, name) {
			why.Message = name + ": " + why.Message
		}
		return s.fail(ctx, tx, job, why)
	})
}
