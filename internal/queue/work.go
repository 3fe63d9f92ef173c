package queue

import (
	"context"
	"fmt"
	"time"
)

// Lease is how long a worker may not be seen before its tasks go to others.
const Lease = 20 * time.Second

// heartbeat is how often a worker says that it lives, and looks for those that
// do not.
const heartbeat = 4 * time.Second

// Start works tasks until [Queue.Stop].
func (q *Queue) Start(ctx context.Context) error {
	if err := q.config.Store.Beat(ctx, q.worker, q.config.Host, time.Now()); err != nil {
		return fmt.Errorf("starting the worker: %w", err)
	}
	if err := q.client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("starting the worker: %w", err)
	}
	ctx, q.end = context.WithCancel(context.WithoutCancel(ctx))
	q.background.Go(func() { q.beat(ctx) })
	return nil
}

// beat says that this worker lives and takes up what dead ones left. A database
// that does not answer is tried again at the next beat.
func (q *Queue) beat(ctx context.Context) {
	tick := time.NewTicker(heartbeat)
	defer tick.Stop()
	for {
		err := q.config.Store.Beat(ctx, q.worker, q.config.Host, time.Now())
		if err == nil {
			err = q.rescue(ctx, time.Now())
		}
		if err != nil && ctx.Err() == nil {
			q.config.Log.WarnContext(ctx, "worker heartbeat failed", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Stop takes no more tasks, lets those at work go on for the grace time and hands
// the rest back; ctx bounds the whole. Nothing is at work when it returns nil.
func (q *Queue) Stop(ctx context.Context, grace time.Duration) error {
	if q.end == nil {
		return nil
	}
	soft, cancel := context.WithTimeout(ctx, grace)
	err := q.client.Stop(soft)
	cancel()
	if err != nil {
		q.config.Handlers.handBack()
		err = q.client.Stop(ctx)
	}
	q.end()
	q.background.Wait()
	if err != nil {
		return fmt.Errorf("stopping the worker: %w", err)
	}
	return q.config.Store.Leave(ctx, q.worker)
}
