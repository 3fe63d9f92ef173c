package store_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"

	"clipd/internal/clip"
	"clipd/internal/store"
)

// source keeps a source of some content.
func (w world) source(id, content string, used time.Time) (kept store.Source) {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx *sql.Tx) (err error) {
		kept, err = w.PutSource(ctx, tx, store.Source{
			ID: id, WorkspaceID: w.ws.ID, SHA256: content, Bytes: 5 << 30, MIME: "video/mp4", Object: "sources/" + id,
			Info: json.RawMessage(`{"duration":61.25}`), CreatedAt: used, UsedAt: used,
		})
		return err
	})
	return kept
}

func (w world) asset(id string, of store.Source, created time.Time) store.Asset {
	w.t.Helper()
	a := store.Asset{ID: id, WorkspaceID: w.ws.ID, Source: of, Name: "talk.mp4", CreatedAt: created}
	w.tx(func(ctx context.Context, tx *sql.Tx) error { return w.InsertAsset(ctx, tx, a) })
	return a
}

func TestSourceIsKeptOncePerContent(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		ctx := t.Context()
		first := w.source("src_1", "aa", at(0))
		if got := must(w.Source(ctx, "src_1"))(t); !reflect.DeepEqual(got, first) {
			t.Errorf("got %+v, want %+v", got, first)
		}
		again := w.source("src_2", "aa", at(50))
		if again.ID != "src_1" || again.Object != "sources/src_1" || !again.UsedAt.Equal(at(50)) || !again.CreatedAt.Equal(at(0)) {
			t.Errorf("the same content gave %+v", again)
		}
		if older := w.source("src_3", "aa", at(10)); !older.UsedAt.Equal(at(50)) {
			t.Errorf("a use before the last one made it %v", older.UsedAt)
		}
		if got, found, err := w.SourceOf(ctx, w.ws.ID, "aa"); err != nil || !found || got.ID != "src_1" {
			t.Errorf("got %+v, %v, %v", got, found, err)
		}
		for _, who := range []string{w.ws.ID, w.workspace("other").ID} {
			content := map[bool]string{true: "bb", false: "aa"}[who == w.ws.ID]
			if _, found, err := w.SourceOf(ctx, who, content); err != nil || found {
				t.Errorf("found %v, %v", found, err)
			}
		}
		_, err := w.Source(ctx, "src_2")
		wantCode(t, err, clip.NotFound)
	})
}

func TestAssets(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		ctx, other := t.Context(), w.workspace("other")
		src := w.source("src_1", "aa", at(0))
		var want []string
		for i := range 5 { // two at each second: the identifier decides
			want = append([]string{w.asset(fmt.Sprint("asset_", i), src, at(i/2)).ID}, want...)
		}
		a := must(w.Asset(ctx, w.ws.ID, "asset_3"))(t)
		if !reflect.DeepEqual(a, store.Asset{ID: "asset_3", WorkspaceID: w.ws.ID, Source: src, Name: "talk.mp4", CreatedAt: at(1)}) {
			t.Errorf("got %+v", a)
		}
		var got []string
		for after, first := (*store.Cursor)(nil), true; first || after != nil; first = false {
			page, next, err := w.ListAssets(ctx, w.ws.ID, after, 2)
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range page {
				got = append(got, a.ID)
			}
			after = next
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("the pages have %v, want %v", got, want)
		}
		wantCode(t, w.DeleteAsset(ctx, other.ID, "asset_3"), clip.NotFound)
		wantCode(t, w.DeleteAsset(ctx, w.ws.ID, "asset_\x00"), clip.NotFound)
		if err := w.DeleteAsset(ctx, w.ws.ID, "asset_3"); err != nil {
			t.Error(err)
		}
		_, err := w.Asset(ctx, w.ws.ID, "asset_3")
		wantCode(t, err, clip.NotFound)
		_, err = w.Asset(ctx, other.ID, "asset_2")
		wantCode(t, err, clip.NotFound)
		w.tx(func(ctx context.Context, tx *sql.Tx) error {
			held, err := w.HoldAsset(ctx, tx, w.ws.ID, "asset_2")
			if held.ID != "asset_2" {
				t.Errorf("held %+v", held)
			}
			return err
		})
	})
}

func TestUnusedSources(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		ctx := t.Context()
		w.asset("asset_1", w.source("src_asset", "aa", at(0)), at(0))
		w.source("src_recent", "bb", at(100))
		w.source("src_unused", "cc", at(1))
		w.source("src_pending", "dd", at(2))
		w.source("src_ended", "ee", at(3))
		for _, id := range []string{"src_pending", "src_ended"} {
			w.tx(func(ctx context.Context, tx *sql.Tx) error {
				return w.InsertJob(ctx, tx, store.NewJob{ID: "clip_of_" + id, WorkspaceID: w.ws.ID, SourceID: id, CreatedAt: at(4)})
			})
		}
		if used := must(w.Source(ctx, "src_ended"))(t).UsedAt; !used.Equal(at(4)) {
			t.Errorf("used at %v", used)
		}
		w.tx(func(ctx context.Context, tx *sql.Tx) error {
			return w.MarkDeleted(ctx, tx, w.ws.ID, "clip_of_src_ended", at(5))
		})
		var got []string
		for _, s := range must(w.UnusedSources(ctx, at(50), 10))(t) {
			got = append(got, s.ID)
		}
		if want := []string{"src_unused", "src_ended"}; !reflect.DeepEqual(got, want) {
			t.Errorf("unused are %v, want %v", got, want)
		}
		for id, want := range map[string]bool{"src_asset": false, "src_recent": false, "src_pending": false, "src_unused": true, "src_ended": true} {
			if got := must(w.RemoveSource(ctx, id, at(50)))(t); got != want {
				t.Errorf("%s was removed: %v", id, got)
			}
			if has := must(w.HasObject(ctx, "sources/"+id))(t); has == want {
				t.Errorf("%s has a row: %v", id, has)
			}
		}
		if j := w.row("clip_of_src_ended"); j.SourceID != "" {
			t.Errorf("the job names the removed source %q", j.SourceID)
		}
	})
}
