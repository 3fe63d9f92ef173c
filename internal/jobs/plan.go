package jobs

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"clipd/internal/clip"
	"clipd/internal/pipeline"
	"clipd/internal/queue"
	"clipd/internal/store"
)

// plan works the task of that kind: it brings the source here, listens, chooses
// the moments and queues a clip for each.
func (s *Service) plan(ctx context.Context, task planTask, a queue.Attempt) error {
	return s.prepare(ctx, task.Job, "plan", a, s.planRow)
}

func (s *Service) planRow(ctx context.Context, p *pipeline.Pipeline, row store.Job) error {
	if row.SourceID == "" { // queued by a version that fetched here
		return s.fetchRow(ctx, p, row)
	}
	src, err := s.open(ctx, p, row, row.Request.Settings.Windows, row.Attempts == 1)
	if err != nil {
		return err
	}
	defer src.release()
	p.Cache = heard{s.Objects, sourcePrefix(row.WorkspaceID, src.source.ID)}
	plan, err := p.Plan(ctx, src.info, src.source.SHA256, row.Request.Settings)
	s.Metrics.LanguageModel(plan.Usage.PromptTokens, plan.Usage.CompletionTokens)
	if err != nil {
		return err
	}
	return s.storePlan(ctx, row, plan)
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
