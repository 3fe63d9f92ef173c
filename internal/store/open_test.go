package store_test

import (
	"testing"
	"time"

	"clipd/internal/store"
	"clipd/internal/store/storetest"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

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

func TestOpenTwice(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		s := open(t, url)
		if err := s.Ping(t.Context()); err != nil {
			t.Fatal(err)
		}
		w, err := s.EnsureWorkspace(t.Context(), "default", noon)
		if err != nil {
			t.Fatal(err)
		}
		again, err := open(t, url).EnsureWorkspace(t.Context(), "default", noon.Add(time.Hour))
		if err != nil || again != w {
			t.Fatalf("got %+v, %v, want %+v", again, err, w)
		}
	})
}
