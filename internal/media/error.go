package media

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// Kind is what went wrong, for callers that decide by it.
type Kind string

// The kinds of [Error].
const (
	NotFound    Kind = "not_found"    // there is no such file, or it cannot be opened
	NotMedia    Kind = "not_media"    // the file is empty or not a recording
	Incomplete  Kind = "incomplete"   // a recording whose index is missing
	NoTracks    Kind = "no_tracks"    // no usable video or audio track
	ToolMissing Kind = "tool_missing" // ffmpeg or ffprobe is not installed
	DiskFull    Kind = "disk_full"
	Killed      Kind = "killed" // a signal that we did not send ended the child
	Failed      Kind = "failed" // the child said why; see the message
)

// Error is an error for people: the message names the file or tool, the cause
// and, where there is one, the next step.
type Error struct {
	Kind    Kind
	Message string
	Err     error // may be nil
}

// Error returns the message.
func (e *Error) Error() string { return e.Message }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of the first [Error] in err's chain, "" for none.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return ""
}

// toolError explains why a child failed, from how it ended and what it said.
func toolError(tool string, err error, said string) *Error {
	if errors.Is(err, exec.ErrNotFound) {
		return &Error{ToolMissing, fmt.Sprintf("%s is not installed or not in PATH: install it, on Debian with apt-get install ffmpeg", tool), err}
	}
	if strings.Contains(said, "No space left on device") {
		return &Error{DiskFull, "the disk is full: free some space and try again", err}
	}
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		if name := signalOf(exit.ProcessState); name != "" {
			return &Error{Killed, fmt.Sprintf("%s was ended by a signal (%s), possibly because the machine is out of memory", tool, name), err}
		}
	}
	if said == "" {
		return &Error{Failed, fmt.Sprintf("%s failed: %v", tool, err), err}
	}
	return &Error{Failed, fmt.Sprintf("%s failed (%v): %s", tool, err, said), err}
}
