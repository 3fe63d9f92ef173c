package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"clipd/internal/clip"
	"clipd/internal/queue"
	"clipd/internal/store"
	"clipd/internal/webhook"
)

// event is what a callback receives.
type event struct {
	Type string   `json:"event_type"`
	Data clip.Job `json:"event_data"`
}

const (
	eventSuccess = "ai_clipping.success"
	eventFail    = "ai_clipping.fail"
)

// busyPause is how long a callback waits while its host has its share of them.
const busyPause = 3 * time.Second

// callback works the task of that kind: one attempt to deliver. The attempts are
// counted in the job's row, so that they survive the worker.
func (s *Service) callback(ctx context.Context, task callbackTask, _ queue.Attempt) error {
	job, err := s.Store.AnyJob(ctx, task.Job)
	if err != nil && clip.CodeOf(err) == clip.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	if !job.DeletedAt.IsZero() || job.Callback.State != clip.CallbackSending {
		return nil
	}
	traced, end := s.traced(ctx, "callback", job)
	err = s.deliver(traced, job)
	end(err)
	if _, busy := errors.AsType[*webhook.BusyError](err); busy {
		return queue.Later(busyPause)
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if _, told := errors.AsType[*clip.Error](err); err != nil && !told {
		return err // a fault of ours is no attempt at the receiver
	}
	note, again := noted(job.Callback, err)
	s.Metrics.Callback(result(note.State))
	if _, err := s.Store.SetCallback(ctx, job.ID, note); err != nil {
		return err
	}
	if note.State == clip.CallbackSending {
		return queue.Later(again)
	}
	return nil
}

func (s *Service) deliver(ctx context.Context, job store.Job) error {
	workspace, err := s.Store.Workspace(ctx, job.WorkspaceID)
	if err != nil {
		return err
	}
	e := event{Type: eventSuccess}
	if job.Status == clip.Failed {
		e.Type = eventFail
	}
	if e.Data, err = s.describe(ctx, job, job.Request.Base); err != nil {
		return err
	}
	body, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("writing the callback: %w", err)
	}
	return s.Webhook.Send(ctx, webhook.Delivery{
		URL: job.Request.CallbackURL, ID: "msg_" + job.ID, Secret: workspace.Secret, Body: body, Time: time.Now(),
	})
}

// noted is the state of a callback after an attempt that ended in err, and when
// to try again while it is being sent.
func noted(before clip.CallbackNote, err error) (note clip.CallbackNote, again time.Duration) {
	note = clip.CallbackNote{State: clip.CallbackDelivered, Attempts: before.Attempts + 1}
	if err == nil {
		return note, 0
	}
	note.State, note.LastError = clip.CallbackSending, short(err)
	again, more := webhook.Delay(note.Attempts, rand.Float64)
	if !more || clip.CodeOf(err) == clip.Invalid {
		note.State, again = clip.CallbackGivenUp, 0
	}
	return note, again
}

// short is what a client is told of a failed attempt: errors of the sender are
// made to be shown, others are ours.
func short(err error) string {
	if _, ok := errors.AsType[*clip.Error](err); ok {
		return err.Error()
	}
	return "internal error"
}

// result names the outcome of an attempt in the metrics.
func result(s clip.CallbackState) string {
	if s == clip.CallbackSending {
		return "failed"
	}
	return string(s)
}
