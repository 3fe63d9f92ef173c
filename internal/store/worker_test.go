package store_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clipd/internal/store"
)

func TestOrphans(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		ctx := t.Context()
		beat := func(worker string, second int) {
			t.Helper()
			if err := w.Beat(ctx, worker, "host-"+worker, at(second)); err != nil {
				t.Fatal(err)
			}
		}
		for _, worker := range []string{"alive", "dead", "left"} {
			beat(worker, 0)
		}
		w.planned("clip_1", 4)
		w.take("clip_1", 0, "alive")
		dead := w.take("clip_1", 1, "dead")
		w.take("clip_1", 2, "left") // 3 is nobody's yet
		for _, id := range []string{"clip_2", "clip_3", "clip_4"} {
			w.job(w.ws.ID, id, at(1))
		}
		w.admit(store.Limits{Workspace: 9, Total: 9}, at(2))
		for id, worker := range map[string]string{"clip_2": "alive", "clip_3": "never seen"} { // clip_4 waits in the queue
			if _, ok, err := w.StartPlan(ctx, id, worker, at(3)); err != nil || !ok {
				t.Fatal(ok, err)
			}
		}
		beat("alive", 100)
		if err := w.Leave(ctx, "left"); err != nil {
			t.Fatal(err)
		}
		want := []store.Orphan{
			{JobID: "clip_1", Position: 1, Token: dead.Token, WorkerID: "dead"},
			{JobID: "clip_1", Position: 2, Token: 1, WorkerID: "left"},
			{JobID: "clip_3", Position: -1, Token: 1, WorkerID: "never seen"},
		}
		if diff := cmp.Diff(want, must(w.Orphans(ctx, at(60)))(t)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		got := must(w.Workers(ctx, at(60)))(t)
		if !slices.Equal(got, []store.Worker{{ID: "alive", Host: "host-alive", StartedAt: at(0), SeenAt: at(100)}}) {
			t.Errorf("the workers are %+v", got)
		}
		if err := w.ForgetWorkers(ctx, at(60)); err != nil {
			t.Fatal(err)
		}
		if left := must(w.Workers(ctx, at(0)))(t); len(left) != 1 {
			t.Errorf("left are %+v", left)
		}
	})
}
