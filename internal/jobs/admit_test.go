package jobs

import (
	"testing"

	"clipd/internal/clip"
	"clipd/internal/store"
)

func TestTooMany(t *testing.T) {
	s := &Service{Config: Config{Limits: Limits{Waiting: 3}}}
	if err := s.tooMany(store.Load{Pending: 2, Running: 9}); err != nil {
		t.Error(err)
	}
	if err := s.tooMany(store.Load{Pending: 3}); clip.CodeOf(err) != clip.RateLimited {
		t.Errorf("over the limit: %v", err)
	}
}

func TestSlots(t *testing.T) {
	if slots(0) != nil {
		t.Error("a process without slots works")
	}
	for n, listen := range map[int]int{1: 1, 2: 1, 5: 2, 16: 8} {
		if got := slots(n); got[queueListen] != listen || got[queueRender] != n || got[queueFetch] < 2*fetchShare || got[queueQuick] < 1 || got[queueLight] < 1 || got[queueCallback] < 1 {
			t.Errorf("%d slots are shared out as %v", n, got)
		}
	}
}

// Windows need nobody to listen, unless their words are to be shown.
func TestQuick(t *testing.T) {
	window := []clip.Window{{Start: 1, End: 2}}
	for want, all := range map[bool][]clip.Settings{true: {{Windows: window}}, false: {{}, {Captions: true}, {Windows: window, Captions: true}}} {
		for _, s := range all {
			if quick(s) != want {
				t.Errorf("%+v: %v", s, !want)
			}
		}
	}
}
