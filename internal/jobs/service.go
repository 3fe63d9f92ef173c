package jobs

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/trace"

	"clipd/internal/blob"
	"clipd/internal/pipeline"
	"clipd/internal/queue"
	"clipd/internal/store"
	"clipd/internal/telemetry"
	"clipd/internal/webhook"
)

// Config is what the service needs.
type Config struct {
	Store    *store.Store
	Objects  *blob.Store
	Pipeline *pipeline.Pipeline // its Cache and Observe are set for each job
	Webhook  *webhook.Sender
	Metrics  *telemetry.Metrics
	Tracer   trace.Tracer
	Log      *slog.Logger
	QueueLog *slog.Logger // of the queue's machinery

	Data string // folder of this machine for what is being made or received
	Base string // how clients reach the service; "" takes it from each request
	Host string // of this process, for people

	// Slots are the clips made at once by this process; with 0 it only accepts.
	Slots int
	Limits
	Keep
}

// Limits bound what one workspace may have at work, and an upload.
type Limits struct {
	Running, Waiting int
	UploadBytes      int64
	LinkLifetime     time.Duration
}

// Keep is how long things stay.
type Keep struct {
	Sources time.Duration // after their last use
	Results time.Duration // files, after the end of their job
	Jobs    time.Duration // rows, after their end
}

// Service accepts jobs and, between Start and Stop, does them.
type Service struct {
	Config
	log     *slog.Logger
	worker  string
	queue   *queue.Queue
	scratch *scratch

	fetching sync.Map // how many downloads of each workspace there are
	stamps   stamps
	swept    atomic.Pointer[string] // the key to which a sweep that was cut short got

	background sync.WaitGroup
	end        context.CancelFunc
}

// workFolder holds, in Data, a folder for each process.
const workFolder = "work"

// Open readies the service: the queue's tables, the folder for work, what dead
// processes left. Close it, after Stop where it was started.
func Open(ctx context.Context, c Config) (*Service, error) {
	s := &Service{Config: c, log: c.Log, worker: store.NewID("worker_")}
	var err error
	if s.scratch, err = openScratch(ctx, filepath.Join(c.Data, workFolder), s.worker); err != nil {
		return nil, err
	}
	if err := s.tidy(ctx, time.Now()); err != nil {
		return nil, errors.Join(err, s.scratch.Close())
	}
	handlers := queue.NewHandlers()
	queue.Handle(handlers, queue.Options{Delay: delay}, s.fetch)
	queue.Handle(handlers, queue.Options{Delay: delay}, s.plan)
	queue.Handle(handlers, queue.Options{Delay: delay}, s.render)
	queue.Handle(handlers, queue.Options{Timeout: time.Minute, Delay: delay}, s.callback)
	queue.Handle(handlers, queue.Options{Timeout: 10 * time.Minute, Delay: delay}, s.remove)
	queue.Handle(handlers, queue.Options{Timeout: time.Hour, Delay: delay}, s.sweep)
	s.queue, err = queue.Open(ctx, s.worker, queue.Config{
		Store: c.Store, Handlers: handlers, Host: c.Host, Log: c.QueueLog,
		Slots: slots(c.Slots),
		Every: []queue.Periodic{{Interval: sweepInterval, Args: sweepTask{}, Queue: queueLight}},
	})
	if err != nil {
		return nil, errors.Join(err, s.scratch.Close())
	}
	return s, nil
}

// slots shares a process out: half as many recordings are listened to as clips
// are made, and what is light has slots beside them.
func slots(n int) map[string]int {
	if n == 0 {
		return nil
	}
	return map[string]int{
		queueFetch: fetchSlots, queueListen: max(1, n/2), queueQuick: 2, queueRender: n,
		queueLight: 2, queueCallback: 16,
	}
}

// admitEvery is how often jobs are admitted that no event admitted.
const admitEvery = 2 * time.Second

// Start begins to work.
func (s *Service) Start(ctx context.Context) error {
	if s.Slots == 0 {
		return nil
	}
	if err := s.queue.Start(ctx); err != nil {
		return err
	}
	ctx, s.end = context.WithCancel(context.WithoutCancel(ctx))
	s.background.Go(func() {
		admit, tidy := time.NewTicker(admitEvery), time.NewTicker(tidyInterval)
		defer admit.Stop()
		defer tidy.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-admit.C:
				if err := s.Store.InTx(ctx, s.admitIn(ctx)); err != nil && ctx.Err() == nil {
					s.log.WarnContext(ctx, "admitting jobs failed", "error", err)
				}
			case now := <-tidy.C:
				if err := s.tidy(ctx, now); err != nil && ctx.Err() == nil {
					s.log.WarnContext(ctx, "removing what processes left failed", "error", err)
				}
			}
		}
	})
	return nil
}

// Stop takes no new work, lets what is at work go on for the grace time, and hands
// the rest back; ctx bounds the whole.
func (s *Service) Stop(ctx context.Context, grace time.Duration) error {
	if s.end == nil {
		return nil
	}
	s.end()
	s.background.Wait()
	return s.queue.Stop(ctx, grace)
}

// Close removes what this process has for work.
func (s *Service) Close() error { return s.scratch.Close() }
