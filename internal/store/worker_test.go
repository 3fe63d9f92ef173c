package store_test

import (
	"slices"
	"testing"

	"clipd/internal/store"
)

func TestWorkers(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		ctx := t.Context()
		for worker, second := range map[string]int{"alive": 0, "dead": 1, "left": 2} {
			if err := w.Beat(ctx, worker, "host-"+worker, at(second)); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Beat(ctx, "alive", "host-alive", at(100)); err != nil {
			t.Fatal(err)
		}
		if err := w.Leave(ctx, "left"); err != nil {
			t.Fatal(err)
		}
		if all := must(w.Workers(ctx, at(0)))(t); len(all) != 2 {
			t.Errorf("the workers are %+v", all)
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
