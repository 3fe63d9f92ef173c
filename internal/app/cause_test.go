package app

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"clipd/internal/clip"
)

func TestLogTellsCauses(t *testing.T) {
	full := errors.New("committing: disk full")
	hidden := &clip.Error{Code: clip.Unavailable, Message: "try again later", Err: full}
	for _, c := range []struct {
		err  error
		want string
	}{
		{full, "committing: disk full"},
		{hidden, "try again later (committing: disk full)"},
		{fmt.Errorf("saving: %w", hidden), "saving: try again later (committing: disk full)"},
		{clip.Errorf(clip.Unavailable, "", "storing: %w", full), "storing: committing: disk full"},
	} {
		var said strings.Builder
		newLog(&said, "json", slog.LevelInfo).Warn("x", "error", c.err)
		if !strings.Contains(said.String(), `"error":"`+c.want+`"`) {
			t.Errorf("%v: %s", c.err, said.String())
		}
	}
}
