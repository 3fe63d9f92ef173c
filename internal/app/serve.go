package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"clipd/internal/api"
	"clipd/internal/clip"
	"clipd/internal/store"
)

type serveCommand struct {
	serviceFlags `embed:""`
}

// Help is shown by `clipd serve --help`.
func (serveCommand) Help() string {
	return `Serves the API and, unless --slots is 0, works in the same process. The first start on an empty database makes one key and prints it once; make others with 'clipd keys create'.

SIGTERM or Ctrl-C stops in order: nothing new is taken, what is at work may end within the grace time, the rest is handed back. A second signal ends at once.`
}

// stopTime is how long what is handed back may take, over the grace time.
const stopTime = 30 * time.Second

// Run serves until ctx ends.
func (serveCommand) Run(ctx context.Context, s *session) (err error) {
	v, err := openService(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	if err := v.firstKey(ctx, s); err != nil {
		return err
	}
	handler, err := v.handler()
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", v.config.Addr)
	if err != nil {
		return fmt.Errorf("listening: %w (setting addr)", err)
	}
	server := api.Server(v.config.Addr, handler, v.log)
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	if err := v.jobs.Start(ctx); err != nil {
		return errors.Join(err, server.Close())
	}
	v.log.Info("serving", "addr", "http://"+listener.Addr().String(), "slots", v.config.Slots)
	select {
	case err = <-served:
	case <-ctx.Done():
	}
	return errors.Join(err, v.stop(server))
}

// stop ends in order. Requests are answered while the work is brought to an end:
// clients that poll are told how it goes.
func (v *service) stop(server *http.Server) error {
	v.draining.Store(true)
	grace := time.Duration(v.config.Grace)
	v.log.Info("stopping", "grace", grace)
	ctx, cancel := context.WithTimeout(context.Background(), grace+stopTime)
	defer cancel()
	err := v.jobs.Stop(ctx, grace)
	if server != nil {
		down, cancel := context.WithTimeout(ctx, grace)
		defer cancel()
		if server.Shutdown(down) != nil {
			err = errors.Join(err, server.Close()) // an upload that goes on
		}
	}
	return err
}

func (v *service) handler() (http.Handler, error) {
	c := v.config
	return api.New(api.Config{
		Jobs: jobsPort{v.jobs}, Assets: assetsPort{v.jobs}, Keys: keysPort{v.store}, Ready: v,
		Files: v.objects.Handler(), PublicURL: c.PublicURL, Version: version(),
		MaxUpload: int64(c.MaxBytes), RequestsPerSecond: float64(c.RateLimit), Burst: 4 * c.RateLimit,
		CheckURL: v.fetch.CheckURL, CheckCallback: v.fetch.CheckURL,
		Log: v.log, Metrics: v.metrics, Tracer: v.tracer,
	})
}

// defaultWorkspace is the workspace of keys that name none.
const defaultWorkspace = "default"

// firstKey makes a key where there is none yet.
func (v *service) firstKey(ctx context.Context, s *session) error {
	n, err := v.store.CountKeys(ctx)
	if err != nil || n > 0 {
		return err
	}
	whole, err := createKey(ctx, v.store, defaultWorkspace, "first")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Out, "API key, shown only now: %s\n", whole)
	return err
}

func createKey(ctx context.Context, st *store.Store, workspace, name string) (whole string, err error) {
	if strings.TrimSpace(workspace) == "" {
		return "", clip.Errorf(clip.Invalid, "workspace", "the workspace's name is empty")
	}
	w, err := st.EnsureWorkspace(ctx, workspace, time.Now())
	if err != nil {
		return "", err
	}
	_, whole, err = st.CreateKey(ctx, w.ID, name, time.Now())
	return whole, err
}
