package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"time"

	"clipd/internal/clip"
)

// answer is every success but a list.
type answer[T any] struct {
	Data T `json:"data"`
}

// list is every success that is one page of many.
type list[T any] struct {
	Data      []T     `json:"data"`
	HasMore   bool    `json:"has_more"`
	NextToken *string `json:"next_token"`
}

func listOf[T any](p clip.Page[T]) list[T] {
	l := list[T]{Data: p.Items}
	if l.Data == nil {
		l.Data = []T{}
	}
	if p.Next != "" {
		l.HasMore, l.NextToken = true, &p.Next
	}
	return l
}

// failure is every error.
type failure struct {
	Error fault `json:"error"`
}

type fault struct {
	Code    clip.Code `json:"code"`
	Message string    `json:"message"`
	Param   string    `json:"param,omitempty"`
}

func (s *service) write(w http.ResponseWriter, r *http.Request, status int, body any) {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false) // links stay readable
	if err := enc.Encode(body); err != nil {
		s.fail(w, r, fmt.Errorf("writing the answer: %w", err))
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(text.Len()))
	h.Set("Cache-Control", "no-store") // signed links are in it
	w.WriteHeader(status)
	// Whoever does not take the answer does not need to be told.
	_, _ = w.Write(text.Bytes())
}

// fail answers with err.
func (s *service) fail(w http.ResponseWriter, r *http.Request, err error) {
	status, shown := explain(err)
	exchangeOf(r.Context()).err = err
	switch status {
	case http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", `Bearer realm="clipd"`)
	case http.StatusTooManyRequests:
		wait := defaultRetry
		if limited, ok := errors.AsType[*limitError](err); ok {
			wait = limited.wait
		}
		w.Header().Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
	}
	s.write(w, r, status, failure{shown})
}

// failAs answers with an error whose status is not the usual one of its code.
func (s *service) failAs(w http.ResponseWriter, r *http.Request, status int, err *clip.Error) {
	exchangeOf(r.Context()).err = err
	s.write(w, r, status, failure{fault{err.Code, err.Message, err.Param}})
}

// explain returns what a client is told of err. What is not meant for people is
// told as an internal error and nothing else.
func explain(err error) (status int, f fault) {
	internal := fault{Code: clip.Internal, Message: "internal error"}
	if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return http.StatusRequestEntityTooLarge, fault{Code: clip.TooLarge, Message: fmt.Sprintf("the body must have at most %d bytes", large.Limit)}
	}
	e, ok := errors.AsType[*clip.Error](err)
	if !ok {
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded):
			return http.StatusBadRequest, fault{Code: clip.Invalid, Message: "the body did not arrive in time; send it again"}
		case errors.Is(err, context.DeadlineExceeded):
			return explain(clip.Errorf(clip.Unavailable, "", "%w", err))
		}
		return http.StatusInternalServerError, internal
	}
	status, told := map[clip.Code]int{
		clip.Invalid:          http.StatusBadRequest,
		clip.Unusable:         http.StatusBadRequest,
		clip.Unauthorized:     http.StatusUnauthorized,
		clip.Forbidden:        http.StatusForbidden,
		clip.NotFound:         http.StatusNotFound,
		clip.Conflict:         http.StatusConflict,
		clip.TooLarge:         http.StatusRequestEntityTooLarge,
		clip.UnsupportedMedia: http.StatusUnsupportedMediaType,
		clip.RateLimited:      http.StatusTooManyRequests,
		clip.Unavailable:      http.StatusServiceUnavailable,
	}[e.Code]
	f = fault{Code: e.Code, Message: e.Message, Param: e.Param}
	switch {
	case !told:
		return http.StatusInternalServerError, internal
	case e.Code == clip.Unusable:
		f.Code = clip.Invalid
	case e.Code == clip.Unavailable:
		// What failed outside may be named by a path or an address of ours.
		f = fault{Code: clip.Unavailable, Message: "the service cannot do this right now; try again later"}
	}
	return status, f
}

// notFound is the one answer for what does not exist and for what is somebody
// else's.
func notFound(what string) *clip.Error {
	return clip.Errorf(clip.NotFound, "", "there is no such %s", what)
}

// hide turns whatever says that the thing of the path was not found into
// [notFound], so that the answers cannot be told apart.
func hide(err error, what string) error {
	if err != nil && clip.CodeOf(err) == clip.NotFound {
		return notFound(what)
	}
	return err
}
