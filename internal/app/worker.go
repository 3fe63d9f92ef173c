package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"

	"clipd/internal/api"
	"clipd/internal/clip"
)

type workerCommand struct {
	serviceFlags `embed:""`
	Metrics      string `name:"metrics-addr" placeholder:"HOST:PORT" help:"Serve /metrics and /healthz there (nowhere)."`
}

// Help is shown by `clipd worker --help`.
func (workerCommand) Help() string {
	return `Works on the jobs that a 'clipd serve' with the same database and file storage accepts. It serves no API.`
}

// Run works until ctx ends.
func (c workerCommand) Run(ctx context.Context, s *session) (err error) {
	if s.config.Slots == 0 {
		return clip.Errorf(clip.Invalid, "slots", "setting slots: a worker needs one at least")
	}
	v, err := openService(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	var server *http.Server
	failed := make(chan error, 1)
	if c.Metrics != "" {
		listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Metrics)
		if err != nil {
			return fmt.Errorf("listening: %w (flag --metrics-addr)", err)
		}
		mux := http.NewServeMux()
		mux.Handle("GET /metrics", v.metrics.Handler())
		mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
		server = api.Server(c.Metrics, mux, v.log)
		go func() { failed <- server.Serve(listener) }()
	}
	if err := v.jobs.Start(ctx); err != nil {
		return err
	}
	v.log.Info("working", "slots", v.config.Slots)
	select {
	case err = <-failed:
	case <-ctx.Done():
	}
	return errors.Join(err, v.stop(server))
}
