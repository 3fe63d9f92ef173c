package endpoint

import (
	"bytes"
	"io"
	"net/http"
	"time"

	"github.com/openai/openai-go/v3/option"
)

// Exchange is what happened in the tries of one request. Its Watch is given to
// the client as the request's middleware.
type Exchange struct {
	Limit    int64         // bytes of an answer
	Patience time.Duration // that there was; failures tell it

	tries  int
	status int // of the last answer, 0 for none
	huge   bool
}

// Watch counts the tries and reads the answer, so that one that breaks off counts
// as not given, and one that is too long is not held.
func (x *Exchange) Watch(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
	x.tries++
	x.status = 0
	res, err := next(req)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(res.Body, x.Limit+1))
	_ = res.Body.Close() // what was read counts
	if err != nil {
		return nil, err
	}
	x.status = res.StatusCode
	if int64(len(text)) > x.Limit {
		x.huge, text = true, nil
		res.Header.Set("X-Should-Retry", "false")
	}
	res.Body = io.NopCloser(bytes.NewReader(text))
	return res, nil
}

// Status is the HTTP status of the last answer, 0 for none.
func (x *Exchange) Status() int { return x.status }
