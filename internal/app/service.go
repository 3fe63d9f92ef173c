package app

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/trace"

	"clipd/internal/api"
	"clipd/internal/blob"
	"clipd/internal/clip"
	"clipd/internal/config"
	"clipd/internal/fetch"
	"clipd/internal/jobs"
	"clipd/internal/models"
	"clipd/internal/store"
	"clipd/internal/telemetry"
	"clipd/internal/webhook"
)

// service is all that `clipd serve` and `clipd worker` have in common.
type service struct {
	config  config.Config
	log     *slog.Logger
	parts   *parts
	store   *store.Store
	objects *blob.Store
	fetch   *fetch.Client
	sender  *webhook.Sender
	metrics *telemetry.Metrics
	tracer  trace.Tracer
	jobs    *jobs.Service
	ready   readiness

	draining atomic.Bool
	closers  []func() error
}

// maxFetch is how long a source may take to be downloaded: it holds a slot.
const maxFetch = 2 * time.Hour

// traceFlush is how long spans that are still held may take to be sent at the end.
const traceFlush = 5 * time.Second

// openService readies everything but starts nothing. On an error all is given
// back.
func openService(ctx context.Context, s *session) (_ *service, err error) {
	cfg := s.config
	v := &service{config: cfg, log: newLog(s.Err, cfg.LogFormat, slog.LevelInfo), metrics: telemetry.NewMetrics()}
	v.ready = readiness{ask: v.usable, now: time.Now}
	defer func() {
		if err != nil {
			err = errors.Join(err, v.Close())
		}
	}()
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, clip.Errorf(clip.Unavailable, "data", "making the data folder: %w (choose another with --data)", err)
	}
	provider, shutdown, err := telemetry.Tracing(ctx, "clipd")
	if err != nil {
		return nil, err
	}
	v.closers = append(v.closers, func() error {
		ctx, cancel := context.WithTimeout(context.Background(), traceFlush)
		defer cancel()
		return shutdown(ctx)
	})
	v.tracer = provider.Tracer("clipd")
	if err := v.openStorage(ctx); err != nil {
		return nil, err
	}
	if err := v.openJobs(ctx, s); err != nil {
		return nil, err
	}
	return v, nil
}

func (v *service) openStorage(ctx context.Context) error {
	url, err := v.config.Database()
	if err != nil {
		return err
	}
	if v.store, err = store.Open(ctx, url); err != nil {
		return err
	}
	v.closers = append(v.closers, v.store.Close)
	key, err := blob.SigningKey(filepath.Join(v.config.Data, "signing.key"))
	if err != nil {
		return err
	}
	if url, err = v.config.Blobs(); err != nil {
		return err
	}
	if v.objects, err = blob.Open(ctx, url, blob.Options{SigningKey: key, Log: v.log}); err != nil {
		return err
	}
	v.closers = append(v.closers, v.objects.Close)
	return nil
}

func (v *service) openJobs(ctx context.Context, s *session) error {
	show := newProgress(s.Err)
	defer show.close()
	v.parts = newParts(v.config, show)
	v.closers = append(v.closers, v.parts.Close)
	p, err := v.parts.pipeline(ctx, false)
	if err != nil {
		return err
	}
	if v.config.Slots > 0 {
		if err := v.parts.ready(ctx, models.Runtime, models.Face, models.Speakers); err != nil {
			return err
		}
		if _, err := p.Speech.Identity(ctx); err != nil {
			return err
		}
	}
	v.fetch = &fetch.Client{
		AllowNetworks: v.config.AllowNetworks, HTTPSOnly: !v.config.AllowHTTP, MaxBytes: int64(v.config.MaxBytes), MaxTime: maxFetch,
	}
	p.Fetch = v.fetch
	v.sender = webhook.NewSender(v.fetch, webhook.Options{})
	v.closers = append(v.closers, func() error { v.sender.Close(); return nil })
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	v.jobs, err = jobs.Open(ctx, jobs.Config{
		Store: v.store, Objects: v.objects, Pipeline: p, Webhook: v.sender,
		Metrics: v.metrics, Tracer: v.tracer, Log: v.log,
		QueueLog: newLog(s.Err, v.config.LogFormat, slog.LevelWarn),
		Data:     v.config.Data, Base: v.config.PublicURL, Host: host, Slots: v.config.Slots,
		Limits: jobs.Limits{
			Running: v.config.WorkspaceRunning, Waiting: v.config.WorkspaceWaiting,
			UploadBytes: int64(v.config.MaxBytes), LinkLifetime: time.Duration(v.config.LinkLifetime),
		},
		Keep: jobs.Keep{
			Sources: time.Duration(v.config.KeepSources), Results: time.Duration(v.config.KeepResults), Jobs: time.Duration(v.config.KeepJobs),
		},
	})
	if err != nil {
		return err
	}
	v.closers = append(v.closers, v.jobs.Close)
	v.metrics.WatchQueues(v.jobs.Queues)
	return nil
}

// Close gives everything back, last first.
func (v *service) Close() error {
	var err error
	for i := len(v.closers) - 1; i >= 0; i-- {
		err = errors.Join(err, v.closers[i]())
	}
	v.closers = nil
	return err
}

// newLog writes records of a level and over as text or JSON.
func newLog(out io.Writer, format string, level slog.Level) *slog.Logger {
	o := &slog.HandlerOptions{Level: level, ReplaceAttr: withCauses}
	if format == "json" {
		return slog.New(slog.NewJSONHandler(out, o))
	}
	return slog.New(slog.NewTextHandler(out, o))
}

// The ports of package api.

type jobsPort struct{ *jobs.Service }

// Create accepts a job.
func (p jobsPort) Create(ctx context.Context, workspace string, r clip.JobRequest, idem *api.Idempotency) (string, error) {
	return p.Service.Create(ctx, workspace, r, (*jobs.Idempotency)(idem))
}

type assetsPort struct{ jobs *jobs.Service }

// Upload stores a video.
func (p assetsPort) Upload(ctx context.Context, workspace, base string, u clip.Upload) (clip.Asset, error) {
	return p.jobs.Upload(ctx, workspace, base, u)
}

// Get returns an upload.
func (p assetsPort) Get(ctx context.Context, workspace, base, id string) (clip.Asset, error) {
	return p.jobs.Asset(ctx, workspace, base, id)
}

// List returns a page of uploads.
func (p assetsPort) List(ctx context.Context, workspace, base string, q clip.PageQuery) (clip.Page[clip.Asset], error) {
	return p.jobs.Assets(ctx, workspace, base, q)
}

// Delete forgets an upload.
func (p assetsPort) Delete(ctx context.Context, workspace, id string) error {
	return p.jobs.DeleteAsset(ctx, workspace, id)
}

type keysPort struct{ store *store.Store }

// Authenticate tells whose key it is.
func (p keysPort) Authenticate(ctx context.Context, key string) (api.Identity, error) {
	who, err := p.store.Authenticate(ctx, key)
	return api.Identity{KeyID: who.KeyID, Workspace: who.WorkspaceID}, err
}
