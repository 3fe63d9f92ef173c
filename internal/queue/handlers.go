package queue

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/riverqueue/river"
)

// Args are what a task is given, kept as JSON. Kind names the handler.
type Args = river.JobArgs

// Attempt tells a handler which try this is.
type Attempt struct {
	Number int       // from 1
	Since  time.Time // when the task was put in
}

// ErrStopping is the cause of the context of a task that is handed back because
// the process stops; the attempt does not count.
var ErrStopping = errors.New("the worker is stopping")

// Options say how the tasks of one kind are worked.
type Options struct {
	// Timeout is how long one attempt may take; 0 for no limit.
	Timeout time.Duration
	// Delay is the pause before the attempt that follows attempt n.
	Delay func(n int) time.Duration
}

// Handlers are the kinds of task that a process can work.
type Handlers struct {
	workers  *river.Workers
	stopping context.Context // ends when what is at work is to be handed back
	handBack context.CancelFunc
	atWork   sync.Map // by the id of River's row
}

// NewHandlers returns an empty set.
func NewHandlers() *Handlers {
	h := &Handlers{workers: river.NewWorkers()}
	h.stopping, h.handBack = context.WithCancel(context.Background())
	return h
}

// Handle has the tasks of the kind of T worked by the function. An error is tried
// again after a delay; [Later] is not an error.
func Handle[T Args](h *Handlers, o Options, work func(ctx context.Context, args T, a Attempt) error) {
	river.AddWorker(h.workers, &worker[T]{options: o, handlers: h, work: work})
}

// Later has a task worked again after a pause, at no cost of attempts.
func Later(pause time.Duration) error { return river.JobSnooze(pause) }

// worker is a handler in River's terms.
type worker[T Args] struct {
	river.WorkerDefaults[T]
	options  Options
	handlers *Handlers
	work     func(ctx context.Context, args T, a Attempt) error
}

func (w *worker[T]) Timeout(*river.Job[T]) time.Duration {
	if w.options.Timeout == 0 {
		return -1
	}
	return w.options.Timeout
}

func (w *worker[T]) NextRetry(job *river.Job[T]) time.Time {
	return time.Now().Add(w.options.Delay(job.Attempt))
}

func (w *worker[T]) Work(ctx context.Context, job *river.Job[T]) error {
	w.handlers.atWork.Store(job.ID, nil)
	defer w.handlers.atWork.Delete(job.ID)
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer context.AfterFunc(w.handlers.stopping, func() { cancel(ErrStopping) })()
	err := w.work(ctx, job.Args, Attempt{Number: job.Attempt, Since: job.CreatedAt})
	if err != nil && errors.Is(context.Cause(ctx), ErrStopping) {
		return river.JobSnooze(0)
	}
	return err
}
