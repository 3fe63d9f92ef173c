package jobs

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"time"

	"clipd/internal/clip"
)

// attempts is how often a plan or a clip is tried when the fault is ours, and
// patience when something outside failed that may come back, about half an hour.
const (
	attempts = 4
	patience = 20
)

// tries is how often work that ended in err is tried.
func tries(err error) int {
	if _, ok := errors.AsType[*unreachable](err); !ok && clip.CodeOf(err) == clip.Unavailable {
		return patience
	}
	return attempts
}

// unreachable is the failure of the server that a client named as its source.
type unreachable struct{ error }

// Unwrap returns what failed.
func (u *unreachable) Unwrap() error { return u.error }

// starts is how often a plan or a clip may be begun: one that ends its worker
// each time must not go on for ever.
const starts = 12

// errLost ends work whose row is another worker's, ended or deleted by now.
var errLost = errors.New("the job is no longer this worker's")

// usersFault tells whether trying again cannot help.
func usersFault(err error) bool {
	switch clip.CodeOf(err) {
	case clip.Invalid, clip.Unusable, clip.TooLarge, clip.UnsupportedMedia, clip.NotFound, clip.Forbidden:
		return true
	}
	return false
}

// delay is the pause after attempt n of a plan or a clip.
func delay(n int) time.Duration {
	base := []time.Duration{3 * time.Second, 15 * time.Second, time.Minute}[min(n, 3)-1]
	return base + rand.N(base/2)
}

// message is what a client is told of an error: the words of the error where the
// source or the request is at fault, without the folders of this machine, and
// what to do where it is not.
func message(err error, folders ...string) string {
	if errors.Is(err, errWorn) {
		return fmt.Sprintf("given up: the service was interrupted %d times at this; send the job again later", starts)
	}
	if u, ok := errors.AsType[*unreachable](err); ok {
		return u.Error()
	}
	if !usersFault(err) {
		if clip.CodeOf(err) == clip.Unavailable {
			return fmt.Sprintf("something that the service needs was not available in %d attempts; send the job again later", patience)
		}
		return "internal error: the operator finds the cause in the log under the job's id"
	}
	text := err.Error()
	for _, folder := range folders {
		if folder != "" {
			text = strings.ReplaceAll(text, filepath.Clean(folder)+string(filepath.Separator), "")
		}
	}
	return text
}
