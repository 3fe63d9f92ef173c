package queue

import (
	"errors"
	"log/slog"
	"sync"
	"testing"

	"clipd/internal/store"
	"clipd/internal/store/storetest"
)

// Processes that start at once on an empty database all get on.
func TestOpenAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				rows, err := store.Open(t.Context(), url)
				if err != nil {
					t.Error(err)
					return
				}
				_, err = Open(t.Context(), store.NewID("worker_"), Config{Store: rows, Handlers: NewHandlers(), Log: slog.New(slog.DiscardHandler)})
				if err := errors.Join(err, rows.Close()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	})
}
