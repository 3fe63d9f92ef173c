package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"testing"

	"clipd/internal/store"
)

func TestRetention(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		ctx := t.Context()
		for i := range 6 {
			w.job(w.ws.ID, fmt.Sprint("clip_", i), at(i))
		}
		w.admit(store.Limits{Workspace: 5, Total: 5}, at(10)) // clip_5 waits
		for i, second := range []int{30, 20, 50} {            // clip_3 and clip_4 run
			w.tx(func(ctx context.Context, tx *sql.Tx) error {
				_, err := w.CompleteJob(ctx, tx, fmt.Sprint("clip_", i), "done", nil, at(second))
				return err
			})
		}
		want := func(what string, jobs []store.Job, want ...string) {
			t.Helper()
			var got []string
			for _, j := range jobs {
				got = append(got, j.ID)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s are %v, want %v", what, got, want)
			}
		}
		want("finished", must(w.Finished(ctx, at(40), 10))(t), "clip_1", "clip_0")
		want("finished", must(w.Finished(ctx, at(99), 2))(t), "clip_1", "clip_0")
		if err := w.Expire(ctx, "clip_1", at(60)); err != nil {
			t.Fatal(err)
		}
		want("unexpired", must(w.Unexpired(ctx, at(99), 10))(t), "clip_0", "clip_2")
		for i, id := range []string{"clip_0", "clip_3", "clip_5"} {
			w.tx(func(ctx context.Context, tx *sql.Tx) error { return w.MarkDeleted(ctx, tx, w.ws.ID, id, at(60+i)) })
		}
		want("finished", must(w.Finished(ctx, at(99), 10))(t), "clip_1", "clip_2")
		want("deleted", must(w.Deleted(ctx, at(62), 10))(t), "clip_0", "clip_3")
		if ok := must(w.RemoveJob(ctx, "clip_1"))(t); ok {
			t.Error("a job was removed that is not deleted")
		}
		for id, want := range map[string]bool{"clip_0": true, "clip_1": true, "clip_none": false} {
			if has := must(w.HasJob(ctx, id))(t); has != want {
				t.Errorf("%s has a row: %v", id, has)
			}
		}
	})
}
