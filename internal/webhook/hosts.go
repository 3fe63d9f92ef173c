package webhook

import (
	"fmt"
	"sync"
)

// BusyError tells that nothing was attempted, because as many deliveries to a
// host as may be are under way.
type BusyError struct{ Host string }

// Error names the host.
func (e *BusyError) Error() string {
	return fmt.Sprintf("other deliveries to %s are still under way", e.Host)
}

// hosts counts the deliveries under way to each host, so that one which does not
// answer holds up few of them.
type hosts struct {
	limit int
	mu    sync.Mutex
	busy  map[string]int
}

func (h *hosts) enter(host string) (leave func(), err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.busy[host] >= h.limit {
		return nil, &BusyError{host}
	}
	h.busy[host]++
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		if h.busy[host]--; h.busy[host] == 0 {
			delete(h.busy, host)
		}
	}, nil
}
