package remote

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/packages/param"

	"clipd/internal/clip"
)

// endpoint sends sound to a server.
type endpoint struct {
	service openai.AudioTranscriptionService
	model   string
	limits  limits
}

// newEndpoint takes nothing from the environment: OPENAI_API_KEY is not for
// every server.
func newEndpoint(o Options, transport http.RoundTripper, l limits) *endpoint {
	options := []option.RequestOption{
		option.WithBaseURL(baseURL(o.URL)),
		option.WithHTTPClient(&http.Client{
			Transport: transport,
			// The sound and the key go to the server that was named.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}),
		option.WithMaxRetries(l.tries - 1),
		option.WithMaxRetryDelay(l.pause),
	}
	if key := strings.TrimSpace(o.Key); key != "" {
		options = append(options, option.WithAPIKey(key))
	}
	return &endpoint{service: openai.NewAudioTranscriptionService(options...), model: o.Model, limits: l}
}

// send returns the server's answer to a WAV file of the length. The client tries
// again, after a growing and jittered pause or as Retry-After says, where the
// server is busy, breaks or cannot be reached. The error is a *failure.
func (e *endpoint) send(ctx context.Context, sound []byte, length clip.Seconds, language string) ([]byte, error) {
	body := openai.AudioTranscriptionNewParams{
		File:                   openai.File(bytes.NewReader(sound), "speech.wav", "audio/wav"),
		Model:                  e.model,
		ResponseFormat:         openai.AudioResponseFormatVerboseJSON,
		TimestampGranularities: []string{"word", "segment"},
		Temperature:            param.NewOpt(0.0),
	}
	if language != "" {
		body.Language = param.NewOpt(language)
	}
	each := e.limits.each(length)
	seen := &exchange{limit: e.limits.answer}
	var answer []byte
	_, err := e.service.New(ctx, body,
		option.WithRequestTimeout(each),
		option.WithMiddleware(seen.watch),
		option.WithResponseBodyInto(&answer))
	if failed := seen.failure(err, each); failed != nil {
		return nil, failed
	}
	return answer, nil
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
