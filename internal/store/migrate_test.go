package store

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"clipd/internal/clip"
	"clipd/internal/store/storetest"
)

// A database is made at each earlier version, with rows that were written at
// each version on the way (testdata/VERSION.sql), and opened by this one.
func TestMigrationsFromEachVersion(t *testing.T) {
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	for last := range files {
		storetest.Each(t, func(t *testing.T, url string) {
			old := connected(t, url)
			for version := 1; version <= last+1; version++ {
				if err := old.migrateTo(t.Context(), int64(version)); err != nil {
					t.Fatal(err)
				}
				rows, err := os.ReadFile(filepath.Join("testdata", fmt.Sprintf("%05d.sql", version)))
				if err != nil {
					t.Fatalf("each migration has rows of its version to begin from: %v", err)
				}
				if _, err := old.writer.ExecContext(t.Context(), string(rows)); err != nil {
					t.Fatal(err)
				}
			}
			if err := old.Close(); err != nil {
				t.Fatal(err)
			}
			s, err := Open(t.Context(), url)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			checkRows(t, s, last+1)
		})
	}
}

// connected opens a database without bringing it up to date.
func connected(t *testing.T, url string) *Store {
	t.Helper()
	where, err := locate(url)
	if err != nil {
		t.Fatal(err)
	}
	s, err := connect(where)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// checkRows reads the rows that were written up to a version.
func checkRows(t *testing.T, s *Store, version int) {
	t.Helper()
	ctx, now := t.Context(), time.UnixMilli(1795435200000).UTC()
	check := func(what string, err error, ok bool) {
		t.Helper()
		if err != nil || !ok {
			t.Errorf("%s did not come through the migrations: %v", what, err)
		}
	}
	who, err := s.Authenticate(ctx, "clipd_A_secret")
	check("the key", err, who == Identity{KeyID: "key_A", WorkspaceID: "ws_1"})
	workspace, err := s.Workspace(ctx, "ws_1")
	check("the workspace", err, workspace == Workspace{ID: "ws_1", Name: "default", Secret: "whsec_c2VjcmV0", CreatedAt: now})
	expired, err := s.ExpireIdempotency(ctx, now.Add(IdempotencyAge))
	check("the answer", err, expired == 1)
	if version < 2 {
		return
	}
	asset, err := s.Asset(ctx, "ws_1", "asset_1")
	check("the asset", err, asset.Name == "talk.mp4" && asset.Source.Object == "ws_1/sources/src_1/file" && asset.Source.UsedAt.Equal(now.Add(time.Second)))
	if version < 3 {
		return
	}
	job, err := s.Job(ctx, "ws_1", "clip_1")
	check("the job", err, job.Status == clip.Running && job.Progress == 40.5 && job.Transcript == clip.Transcribed && job.Token == 3 && job.Request.Video.AssetID == "asset_1" && job.SourceID == "src_1")
	clips, err := s.Clips(ctx, "clip_1")
	check("the clips", err, len(clips) == version-1 && clips[0].Clip.Label == "One" && clips[0].Warnings[0] == "dark" && clips[1].WorkerID == "worker-1")
	workers, err := s.Workers(ctx, time.Unix(1, 0))
	check("the worker", err, len(workers) == 1)
	if version < 4 {
		return
	}
	check("the failed clip", nil, clips[2].Failure == Failure{Code: clip.Unusable, Message: "too dark"})
}
