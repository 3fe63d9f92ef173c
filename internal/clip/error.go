package clip

import (
	"errors"
	"fmt"
)

// Code is the kind of an [Error]: what whoever gets it can do about it.
type Code string

// The codes.
const (
	// Invalid: what was asked is wrong; Param names the field.
	Invalid Code = "validation_error"
	// Unusable: there is nothing usable in the source.
	Unusable Code = "unusable_source"
	// TooLarge: the source is over a limit of the configuration.
	TooLarge Code = "payload_too_large"
	// Unavailable: something outside failed for now (network, disk); trying
	// again may help.
	Unavailable Code = "unavailable"
	// Missing: a tool or a model file is absent or was altered.
	Missing Code = "missing_tool"
	// Internal: a fault of ours.
	Internal Code = "internal_error"

	// Unauthorized: no key, or one that is not known.
	Unauthorized Code = "unauthorized"
	// Forbidden: the key may not do this.
	Forbidden Code = "forbidden"
	// NotFound: it does not exist, or belongs to somebody else.
	NotFound Code = "not_found"
	// Conflict: it contradicts what is there.
	Conflict Code = "conflict"
	// UnsupportedMedia: the bytes are of a kind that is not taken.
	UnsupportedMedia Code = "unsupported_media_type"
	// RateLimited: too many requests, or too many jobs waiting; try later.
	RateLimited Code = "rate_limit_exceeded"
)

// Error is an error for people: Message names the cause and the next step.
type Error struct {
	Code    Code
	Message string
	Param   string // the field or flag at fault, "" for none
	Err     error  // what the message wraps; may be nil
}

// Error returns the message.
func (e *Error) Error() string { return e.Message }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an [Error] whose message is formatted as by [fmt.Errorf]. What a
// %w verb wraps stays in the chain.
func Errorf(code Code, param, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	return &Error{Code: code, Param: param, Message: err.Error(), Err: errors.Unwrap(err)}
}

// CodeOf returns the code of the first [Error] in err's chain, [Internal] when
// there is none.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}
