package store_test

import (
	"context"
	"database/sql"
	"testing"
	"time"

	"go.uber.org/goleak"

	"clipd/internal/clip"
	"clipd/internal/store"
	"clipd/internal/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// noon is when everything in the tests begins.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func at(seconds int) time.Time { return noon.Add(time.Duration(seconds) * time.Second) }

// world is an open store with one workspace.
type world struct {
	*store.Store
	t  *testing.T
	ws store.Workspace
}

func open(t *testing.T, url string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// each runs a test over both databases.
func each(t *testing.T, test func(t *testing.T, w world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, url string) {
		w := world{Store: open(t, url), t: t}
		w.ws = w.workspace("default")
		test(t, w)
	})
}

func (w world) workspace(name string) store.Workspace {
	w.t.Helper()
	return must(w.EnsureWorkspace(w.t.Context(), name, noon))(w.t)
}

// tx runs work in a transaction that must succeed.
func (w world) tx(work func(ctx context.Context, tx *sql.Tx) error) {
	w.t.Helper()
	if err := w.InTx(w.t.Context(), func(tx *sql.Tx) error { return work(w.t.Context(), tx) }); err != nil {
		w.t.Fatal(err)
	}
}

// job keeps a pending job of a workspace that asks for a callback.
func (w world) job(workspaceID, id string, created time.Time) store.Job {
	w.t.Helper()
	title := "Title of " + id
	w.tx(func(ctx context.Context, tx *sql.Tx) error {
		return w.InsertJob(ctx, tx, store.NewJob{ID: id, WorkspaceID: workspaceID, Stage: "waiting", CreatedAt: created, Request: clip.JobRequest{
			Video:       clip.Video{Type: clip.VideoURL, URL: "https://example.org/talk.mp4"},
			Settings:    clip.DefaultSettings(),
			Title:       &title,
			CallbackURL: "https://example.org/hook",
			Base:        "https://clips.example.org",
		}})
	})
	return w.row(id)
}

func (w world) row(id string) store.Job {
	w.t.Helper()
	return must(w.AnyJob(w.t.Context(), id))(w.t)
}

// admit admits as many jobs as may be.
func (w world) admit(limits store.Limits, now time.Time) (ids []string) {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx *sql.Tx) error {
		jobs, err := w.Admit(ctx, tx, limits, now)
		ids = nil
		for _, j := range jobs {
			ids = append(ids, j.ID)
		}
		return err
	})
	return ids
}

// planned brings a new job to where its clips are to be made.
func (w world) planned(id string, clips int) store.Job {
	w.t.Helper()
	w.job(w.ws.ID, id, noon)
	w.admit(store.Limits{Workspace: 1000, Total: 1000}, at(1))
	j, ok, err := w.StartPlan(w.t.Context(), id, "worker-1", at(2))
	if err != nil || !ok {
		w.t.Fatalf("the job was not taken: %v, %v", ok, err)
	}
	p := store.Planned{Object: "jobs/" + id + "/plan.json", Stage: "render", Progress: 40, SourceDuration: 61.25, Transcript: clip.Unintelligible, Warnings: []string{"quiet"}}
	for i := range clips {
		p.Clips = append(p.Clips, store.NewClip{ID: store.NewID("c_"), Span: clip.Span{Start: clip.Seconds(10 * i), End: clip.Seconds(10*i) + 9.5}})
	}
	w.tx(func(ctx context.Context, tx *sql.Tx) error {
		ok, err := w.StorePlan(ctx, tx, j.Ref(), p)
		if !ok {
			w.t.Errorf("the plan was not kept")
		}
		return err
	})
	return w.row(id)
}

// must returns what a call gave, whose error ends the test.
func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func wantCode(t *testing.T, err error, code clip.Code) {
	t.Helper()
	if err == nil || clip.CodeOf(err) != code {
		t.Errorf("got %v, want an error of code %s", err, code)
	}
}
