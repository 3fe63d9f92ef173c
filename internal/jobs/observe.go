package jobs

import (
	"context"
	"sync"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"

	"clipd/internal/clip"
	"clipd/internal/pipeline"
	"clipd/internal/store"
	"clipd/internal/telemetry"
)

// traced begins the span of a task, a child of the request that the job came
// with. End it with the outcome.
func (s *Service) traced(ctx context.Context, task string, job store.Job) (context.Context, func(error)) {
	ctx, span := s.Tracer.Start(telemetry.WithTraceparent(ctx, job.Request.Trace), task)
	span.SetAttributes(attribute.String("clipd.job", job.ID))
	return ctx, func(err error) {
		if err != nil {
			span.SetStatus(codes.Error, string(clip.CodeOf(err)))
		}
		span.End()
	}
}

// stages measures how long each stage of a task takes, by its reports.
type stages struct {
	metrics *telemetry.Metrics

	mu    sync.Mutex
	stage pipeline.Stage
	since time.Time
}

// enter takes the stage of a report; "" ends the last one.
func (t *stages) enter(stage pipeline.Stage) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if stage == t.stage {
		return
	}
	now := time.Now()
	if t.stage != "" {
		t.metrics.Stage(string(t.stage), now.Sub(t.since))
	}
	t.stage, t.since = stage, now
}

// Queues is the state of the queues, for the metrics; the jobs that wait to be
// admitted are the queue "jobs".
func (s *Service) Queues(ctx context.Context) ([]telemetry.QueueState, error) {
	depths, err := s.queue.Depths(ctx)
	if err != nil {
		return nil, err
	}
	var states []telemetry.QueueState
	for _, d := range depths {
		states = append(states, telemetry.QueueState{Queue: d.Queue, Waiting: d.Waiting, Running: d.Running, Age: d.Age})
	}
	loads, oldest, err := s.Store.Unfinished(ctx)
	if err != nil {
		return nil, err
	}
	all := telemetry.QueueState{Queue: "jobs"}
	for _, l := range loads {
		all.Waiting += l.Pending
		all.Running += l.Running
	}
	if !oldest.IsZero() {
		all.Age = time.Since(oldest)
	}
	return append(states, all), nil
}
