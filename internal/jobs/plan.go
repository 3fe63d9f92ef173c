package jobs

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"clipd/internal/clip"
	"clipd/internal/pipeline"
	"clipd/internal/queue"
	"clipd/internal/store"
)

// plan works the task of that kind: it brings the source here, listens, chooses
// the moments and queues a clip for each.
func (s *Service) plan(ctx context.Context, task planTask, a queue.Attempt) error {
	row, ok, err := s.Store.StartPlan(ctx, task.Job, s.worker, time.Now())
	if err != nil || !ok {
		return err
	}
	log := s.log.With("job", row.ID, "task", "plan")
	if row.Attempts > starts {
		return s.failPlan(ctx, row, errWorn)
	}
	traced, end := s.traced(ctx, "plan", row)
	err = s.planRow(traced, row)
	end(err)
	switch {
	case err == nil || errors.Is(err, errLost):
		return nil
	case errors.Is(context.Cause(ctx), queue.ErrStopping):
		_, released := s.Store.ReleasePlan(context.WithoutCancel(ctx), row.Ref())
		return errors.Join(err, released)
	case usersFault(err) || a.Number >= tries(err):
		log.WarnContext(ctx, "job failed", "error", err)
		return s.failPlan(ctx, row, err)
	}
	log.WarnContext(ctx, "planning failed, trying again", "attempt", a.Number, "error", err)
	return err
}

// errWorn ends a job that has ended its worker too often.
var errWorn = clip.Errorf(clip.Internal, "", "begun %d times without an end", starts)

func (s *Service) failPlan(ctx context.Context, row store.Job, cause error) error {
	why := s.failure(cause)
	return s.ending(ctx, func(tx *sql.Tx) (end, error) {
		ok, err := s.Store.FailPlan(ctx, tx, row.Ref(), why, time.Now())
		if err != nil || !ok {
			return end{}, err
		}
		return s.ended(ctx, tx, row, end{clip.Failed, why.Code})
	})
}

func (s *Service) planRow(ctx context.Context, row store.Job) error {
	g := &gauge{stage: string(pipeline.Ingest)}
	ctx, done := s.lease(ctx, func(ctx context.Context) (bool, error) {
		stage, percent := g.get()
		return s.Store.SaveProgress(ctx, row.Ref(), stage, percent)
	})
	defer done()
	p := *s.Pipeline
	clock := stages{metrics: s.Metrics}
	defer clock.enter("")
	p.Observe = func(r pipeline.Progress) {
		clock.enter(r.Stage)
		g.set(string(r.Stage), planProgress(r))
	}
	src, err := s.open(ctx, &p, row, row.Request.Settings.Windows, row.Attempts == 1)
	if err != nil {
		return lostOr(ctx, err)
	}
	defer src.release()
	p.Cache = heard{s.Objects, sourcePrefix(row.WorkspaceID, src.source.ID)}
	plan, err := p.Plan(ctx, src.info, src.source.SHA256, row.Request.Settings)
	if err != nil {
		return lostOr(ctx, err)
	}
	return lostOr(ctx, s.storePlan(ctx, row, plan))
}

// lostOr is the error of work that ended because its row was lost, if so.
func lostOr(ctx context.Context, err error) error {
	if err != nil && errors.Is(context.Cause(ctx), errLost) {
		return errLost
	}
	return err
}

func (s *Service) storePlan(ctx context.Context, row store.Job, plan pipeline.Plan) error {
	document, err := json.Marshal(plan)
	if err != nil {
		return fmt.Errorf("keeping the plan: %w", err)
	}
	planned := store.Planned{
		Object: planKey(row.WorkspaceID, row.Ref()), Stage: string(pipeline.Render),
		Progress:       renderProgress(row.Request.Settings, nil),
		SourceDuration: clip.Seconds(plan.Source.Duration),
		Transcript:     heardIn(plan), Warnings: plan.Warnings,
	}
	for _, m := range plan.Moments {
		planned.Clips = append(planned.Clips, store.NewClip{ID: store.NewID("c_"), Span: m.Span()})
	}
	if err := s.Objects.Put(ctx, planned.Object, document, "application/json"); err != nil {
		return clip.Errorf(clip.Unavailable, "", "storing the plan: %w", err)
	}
	err = s.Store.InTx(ctx, func(tx *sql.Tx) error {
		ok, err := s.Store.StorePlan(ctx, tx, row.Ref(), planned)
		if err != nil {
			return err
		}
		if !ok {
			return errLost
		}
		priority, err := s.priority(ctx, tx, row.WorkspaceID)
		if err != nil {
			return err
		}
		for i := range planned.Clips {
			err := s.queue.Put(ctx, tx, renderTask{Job: row.ID, Position: i}, queue.Insert{Queue: queueRender, Priority: priority})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if errors.Is(err, errLost) {
		return errors.Join(err, s.Objects.Delete(context.WithoutCancel(ctx), planned.Object))
	}
	if err != nil {
		return err
	}
	s.removePlans(ctx, row)
	return nil
}

// removePlans removes the plans of workers that had the job before and did not get
// to say so.
func (s *Service) removePlans(ctx context.Context, row store.Job) {
	for ref := row.Ref(); ref.Token > 1; {
		ref.Token--
		if err := s.Objects.Delete(ctx, planKey(row.WorkspaceID, ref)); err != nil {
			s.log.WarnContext(ctx, "removing an outdated plan, with the job later", "job", row.ID, "error", err)
		}
	}
}

// heardIn tells what a job says of where its words came from.
func heardIn(plan pipeline.Plan) clip.TranscriptSource {
	switch {
	case len(plan.Settings.Windows) > 0:
		return clip.TranscriptSource{}
	case len(plan.Transcript.Sentences) > 0:
		return clip.Transcribed
	}
	return clip.Unintelligible
}
