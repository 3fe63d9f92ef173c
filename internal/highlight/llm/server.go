package llm

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/packages/param"
	"github.com/openai/openai-go/v3/shared"

	"clipd/internal/endpoint"
	"clipd/internal/highlight"
)

// mode is how an answer is asked to be JSON.
type mode int

const (
	bySchema   mode = iota // under a JSON schema, strict
	asJSON                 // as any JSON object
	byAskingIt             // by the words of the request alone
)

// server is asked. It remembers what the server cannot do.
type server struct {
	service openai.ChatCompletionService
	model   string
	limits  limits

	mu      sync.Mutex
	mode    mode
	freely  bool // the server wants to choose the temperature
	usage   highlight.Usage
	stopped error // why the server is not asked any more
}

func newServer(o Options, transport http.RoundTripper, l limits) *server {
	at := endpoint.Server{URL: o.URL, Key: o.Key, Tries: l.tries, Pause: l.pause}
	return &server{service: openai.NewChatCompletionService(at.Options("chat/completions", transport)...), model: o.Model, limits: l}
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
// returns "" where no answer was; the error is an *endpoint.Failure and the server is not
// asked again.
func (s *server) ask(ctx context.Context, q question) (string, error) {
	messages := []openai.ChatCompletionMessageParamUnion{openai.SystemMessage(q.rules), openai.UserMessage(q.task)}
	answer := ""
	for m := bySchema; m <= asJSON; m++ {
		var err error
		if answer, m, err = s.send(ctx, q, m, messages); err != nil {
			return "", s.stop(err)
		}
		if q.usable(answer) {
			return answer, nil
		}
	}
	faulty := answer[:min(len(answer), 2000)]
	messages = append(messages, openai.AssistantMessage(strings.ToValidUTF8(faulty, "")), openai.UserMessage(repairRules))
	answer, _, err := s.send(ctx, q, byAskingIt, messages)
	if err != nil {
		return "", s.stop(err)
	}
	if q.usable(answer) {
		return answer, nil
	}
	return "", nil
}

// stop keeps the first reason.
func (s *server) stop(err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped == nil {
		s.stopped = err
	}
	return s.stopped
}

// refusals are the answers of servers that do not know a part of the request.
var refusals = []int{http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusNotImplemented, http.StatusUnsupportedMediaType}

// send returns what the model writes, and the mode it was asked in. Where the
// server refuses the mode the next simpler one is tried, and is what later
// questions begin with. The client tries
// again, after a growing pause or as Retry-After says, where the server is busy,
// breaks or cannot be reached.
func (s *server) send(ctx context.Context, q question, m mode, messages []openai.ChatCompletionMessageParamUnion) (string, mode, error) {
	for {
		s.mu.Lock()
		stopped, freely := s.stopped, s.freely
		m = max(m, s.mode)
		s.mu.Unlock()
		if stopped != nil {
			return "", m, stopped
		}
		body := openai.ChatCompletionNewParams{Model: s.model, Messages: messages, ResponseFormat: format(q, m)}
		if !freely {
			body.Temperature = param.NewOpt(0.0)
		}
		seen := &endpoint.Exchange{Limit: s.limits.answer, Patience: s.limits.patience}
		completion, err := s.try(ctx, body, seen)
		failed := seen.Failure(err)
		if failed == nil {
			return s.heard(completion), m, nil
		}
		if slices.Contains(refusals, seen.Status()) {
			refused, _ := errors.AsType[*openai.Error](err)
			switch {
			case refused != nil && refused.Param == "temperature" && !freely:
				s.mu.Lock()
				s.freely = true
				s.mu.Unlock()
				continue
			case m < byAskingIt:
				s.mu.Lock()
				s.mode = max(s.mode, m+1)
				s.freely = s.freely || m+1 == byAskingIt
				s.mu.Unlock()
				continue
			}
		}
		if over := context.Cause(ctx); over != nil && seen.Status() == 0 {
			failed = outOfTime(over)
		}
		return "", m, failed
	}
}

// outOfTime is why a request was ended with all others, by what ended them.
func outOfTime(over error) *endpoint.Failure {
	if f, ok := errors.AsType[*endpoint.Failure](over); ok {
		return f
	}
	return &endpoint.Failure{Reason: "the work was ended before it answered"}
}

// try sends a request. Its tries and the pauses between them share one time: a
// server that was too slow once is not waited for again.
func (s *server) try(ctx context.Context, body openai.ChatCompletionNewParams, seen *endpoint.Exchange) (*openai.ChatCompletion, error) {
	ctx, cancel := context.WithTimeout(ctx, s.limits.patience)
	defer cancel()
	return s.service.New(ctx, body, option.WithMiddleware(seen.Watch))
}

// heard counts what an answer cost and returns its text.
func (s *server) heard(c *openai.ChatCompletion) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.usage.Requests++
	s.usage.PromptTokens += c.Usage.PromptTokens
	s.usage.CompletionTokens += c.Usage.CompletionTokens
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
