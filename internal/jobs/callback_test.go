package jobs

import (
	"errors"
	"testing"
	"time"

	"clipd/internal/clip"
)

// A callback is tried again until it is delivered, or cannot be, or a day passed.
func TestNoted(t *testing.T) {
	down := clip.Errorf(clip.Unavailable, "", "example.com answered 500 Internal Server Error")
	for _, tt := range []struct {
		name   string
		before int
		err    error
		want   clip.CallbackNote
		again  bool
	}{
		{"delivered", 0, nil, clip.CallbackNote{State: clip.CallbackDelivered, Attempts: 1}, false},
		{"delivered later", 4, nil, clip.CallbackNote{State: clip.CallbackDelivered, Attempts: 5}, false},
		{"refused", 0, down, clip.CallbackNote{State: clip.CallbackSending, Attempts: 1, LastError: down.Message}, true},
		{"never an address", 0, clip.Errorf(clip.Invalid, "", "it names no host"), clip.CallbackNote{State: clip.CallbackGivenUp, Attempts: 1, LastError: "it names no host"}, false},
		{"our fault", 2, errors.New("sql: no rows"), clip.CallbackNote{State: clip.CallbackSending, Attempts: 3, LastError: "internal error"}, true},
		{"the last time", 11, down, clip.CallbackNote{State: clip.CallbackGivenUp, Attempts: 12, LastError: down.Message}, false},
	} {
		note, again := noted(clip.CallbackNote{State: clip.CallbackSending, Attempts: tt.before, LastError: "before"}, tt.err)
		if note != tt.want || (again > 0) != tt.again {
			t.Errorf("%s: %+v, again in %v", tt.name, note, again)
		}
	}
	total, note := time.Duration(0), clip.CallbackNote{State: clip.CallbackSending}
	for note.State == clip.CallbackSending {
		var again time.Duration
		note, again = noted(note, down)
		total += again
	}
	if total < 20*time.Hour || total > 24*time.Hour {
		t.Errorf("given up after %v", total)
	}
}

func TestResult(t *testing.T) {
	for state, want := range map[clip.CallbackState]string{
		clip.CallbackSending: "failed", clip.CallbackDelivered: "delivered", clip.CallbackGivenUp: "given_up",
	} {
		if got := result(state); got != want {
			t.Errorf("%s counts as %s", state, got)
		}
	}
}
