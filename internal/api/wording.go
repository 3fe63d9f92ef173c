package api

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"clipd/internal/clip"
)

// wrong says what a field must be; "" is the body itself.
func wrong(path, format string, args ...any) *clip.Error {
	name := path
	if name == "" {
		name = "the body"
	}
	return clip.Errorf(clip.Invalid, path, "%s "+format, append([]any{name}, args...)...)
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func withArticle(kind string) string {
	switch kind {
	case huma.TypeArray, huma.TypeInteger, huma.TypeObject:
		return "an " + kind
	}
	return "a " + kind
}

func kindOf(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case bool:
		return "a boolean"
	case string:
		return "a string"
	case json.Number:
		return "a number"
	case []any:
		return "an array"
	}
	return "an object"
}

func enumerated(values []any) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = fmt.Sprint(v)
	}
	return strings.Join(out, ", ")
}

// printable shortens what a client sent so that it can be shown in a message or
// a line of the log.
func printable(text string) string {
	const most = 64
	out := make([]rune, 0, min(len(text), most))
	for _, r := range text {
		if len(out) == most {
			return string(out) + "..."
		}
		if !strconv.IsPrint(r) {
			r = utf8.RuneError
		}
		out = append(out, r)
	}
	return string(out)
}
