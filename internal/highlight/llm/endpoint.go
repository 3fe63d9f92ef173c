package llm

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/packages/param"
	"github.com/openai/openai-go/v3/shared"

	"clipd/internal/highlight"
)

// mode is how an answer is asked to be JSON.
type mode int

const (
	bySchema   mode = iota // under a JSON schema, strict
	asJSON                 // as any JSON object
	byAskingIt             // by the words of the request alone
)

// endpoint asks a server. It remembers what the server cannot do.
type endpoint struct {
	service openai.ChatCompletionService
	model   string
	limits  limits

	mu      sync.Mutex
	mode    mode
	freely  bool // the server wants to choose the temperature
	usage   highlight.Usage
	stopped error // why the server is not asked any more
}

// newEndpoint takes nothing from the environment: OPENAI_API_KEY is not for
// every server.
func newEndpoint(o Options, transport http.RoundTripper, l limits) *endpoint {
	options := []option.RequestOption{
		option.WithBaseURL(baseURL(o.URL)),
		option.WithHTTPClient(&http.Client{
			Transport: transport,
			// The words and the key go to the server that was named.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}),
		option.WithMaxRetries(l.tries - 1),
		option.WithMaxRetryDelay(l.pause),
	}
	if key := strings.TrimSpace(o.Key); key != "" {
		options = append(options, option.WithAPIKey(key))
	}
	return &endpoint{service: openai.NewChatCompletionService(options...), model: o.Model, limits: l}
}

// baseURL completes what people write to the base that the client wants.
func baseURL(given string) string {
	base := strings.TrimRight(strings.TrimSpace(given), "/")
	base = strings.TrimRight(strings.TrimSuffix(base, "chat/completions"), "/")
	if _, rest, ok := strings.Cut(base, "://"); ok && !strings.Contains(rest, "/") {
		base += "/v1"
	}
	return base
}

// question is what the model is asked, and how its answer is read: usable tells
// whether it was understood.
type question struct {
	rules, task string
	name        string
	schema      map[string]any
	usable      func(answer string) bool
}

// ask puts a question until an answer is usable: in the best mode that the
// server has, as plain JSON, and with the faulty answer held against it. It
// returns "" where no answer was; the error is a *failure and the server is not
// asked again.
func (e *endpoint) ask(ctx context.Context, q question) (string, error) {
	messages := []openai.ChatCompletionMessageParamUnion{openai.SystemMessage(q.rules), openai.UserMessage(q.task)}
	first := e.best()
	modes := []mode{first, max(asJSON, first)}
	if first == byAskingIt {
		modes = modes[:1]
	}
	answer := ""
	for _, m := range modes {
		var err error
		if answer, err = e.send(ctx, q, m, messages); err != nil {
			return "", e.stop(err)
		}
		if q.usable(answer) {
			return answer, nil
		}
	}
	faulty := answer[:min(len(answer), 2000)]
	messages = append(messages, openai.AssistantMessage(strings.ToValidUTF8(faulty, "")), openai.UserMessage(repairRules))
	answer, err := e.send(ctx, q, byAskingIt, messages)
	if err != nil {
		return "", e.stop(err)
	}
	if q.usable(answer) {
		return answer, nil
	}
	return "", nil
}

func (e *endpoint) best() mode {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.mode
}

// stop keeps the first reason.
func (e *endpoint) stop(err error) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.stopped == nil {
		e.stopped = err
	}
	return e.stopped
}

// refusals are the answers of servers that do not know a part of the request.
var refusals = []int{http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusNotImplemented, http.StatusUnsupportedMediaType}

// send returns what the model writes. Where the server refuses the mode the next
// simpler one is tried, and is what later questions begin with. The client tries
// again, after a growing pause or as Retry-After says, where the server is busy,
// breaks or cannot be reached.
func (e *endpoint) send(ctx context.Context, q question, m mode, messages []openai.ChatCompletionMessageParamUnion) (string, error) {
	for {
		e.mu.Lock()
		stopped, freely := e.stopped, e.freely
		m = max(m, e.mode)
		e.mu.Unlock()
		if stopped != nil {
			return "", stopped
		}
		body := openai.ChatCompletionNewParams{Model: e.model, Messages: messages, ResponseFormat: format(q, m)}
		if !freely {
			body.Temperature = param.NewOpt(0.0)
		}
		seen := &exchange{limit: e.limits.answer}
		completion, err := e.try(ctx, body, seen)
		if err == nil && seen.status < 300 && !seen.huge {
			return e.heard(completion), nil
		}
		if slices.Contains(refusals, seen.status) {
			refused, _ := errors.AsType[*openai.Error](err)
			switch {
			case refused != nil && refused.Param == "temperature" && !freely:
				e.mu.Lock()
				e.freely = true
				e.mu.Unlock()
				continue
			case m < byAskingIt:
				e.mu.Lock()
				e.mode = max(e.mode, m+1)
				e.freely = e.freely || m+1 == byAskingIt
				e.mu.Unlock()
				continue
			}
		}
		return "", seen.failure(err)
	}
}

// try sends a request. Its tries and the pauses between them share one time: a
// server that was too slow once is not waited for again.
func (e *endpoint) try(ctx context.Context, body openai.ChatCompletionNewParams, seen *exchange) (*openai.ChatCompletion, error) {
	ctx, cancel := context.WithTimeout(ctx, e.limits.patience)
	defer cancel()
	return e.service.New(ctx, body, option.WithMiddleware(seen.watch))
}

// heard counts what an answer cost and returns its text.
func (e *endpoint) heard(c *openai.ChatCompletion) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.usage.Requests++
	e.usage.PromptTokens += c.Usage.PromptTokens
	e.usage.CompletionTokens += c.Usage.CompletionTokens
	if len(c.Choices) == 0 {
		return ""
	}
	return c.Choices[0].Message.Content
}

func format(q question, m mode) openai.ChatCompletionNewParamsResponseFormatUnion {
	var f openai.ChatCompletionNewParamsResponseFormatUnion
	switch m {
	case bySchema:
		f.OfJSONSchema = &shared.ResponseFormatJSONSchemaParam{JSONSchema: shared.ResponseFormatJSONSchemaJSONSchemaParam{
			Name: q.name, Strict: param.NewOpt(true), Schema: q.schema,
		}}
	case asJSON:
		f.OfJSONObject = &shared.ResponseFormatJSONObjectParam{}
	}
	return f
}

// exchange is what happened in the tries of one request.
type exchange struct {
	limit  int64 // bytes of an answer
	tries  int
	status int // of the last answer, 0 for none
	huge   bool
}

// watch counts the tries and reads the answer, so that one that breaks off counts
// as not given, and one that is too long is not held.
func (x *exchange) watch(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
	x.tries++
	x.status = 0
	res, err := next(req)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(res.Body, x.limit+1))
	_ = res.Body.Close() // what was read counts
	if err != nil {
		return nil, err
	}
	x.status = res.StatusCode
	if int64(len(text)) > x.limit {
		x.huge, text = true, nil
		res.Header.Set("X-Should-Retry", "false")
	}
	res.Body = io.NopCloser(bytes.NewReader(text))
	return res, nil
}

// failure tells why an exchange failed.
func (x *exchange) failure(err error) *failure {
	switch {
	case x.huge:
		return &failure{"its answer is too long", 0}
	case x.status >= 300:
		return &failure{statusName(x.status), x.tries}
	case x.status > 0:
		return &failure{"its answer is not that of a chat completion", 0}
	}
	return &failure{transportReason(err), x.tries}
}
