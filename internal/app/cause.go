package app

import (
	"errors"
	"log/slog"
	"strings"

	"clipd/internal/clip"
)

// withCauses has a log tell what the messages of errors, which are for clients,
// leave out.
func withCauses(_ []string, a slog.Attr) slog.Attr {
	if err, ok := a.Value.Any().(error); ok {
		a.Value = slog.StringValue(whole(err))
	}
	return a
}

// whole is the text of an error with its cause, where the text does not say it.
func whole(err error) string {
	text := err.Error()
	if e, ok := errors.AsType[*clip.Error](err); ok && e.Err != nil && !strings.Contains(text, e.Err.Error()) {
		text += " (" + whole(e.Err) + ")"
	}
	return text
}
