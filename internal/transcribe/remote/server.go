package remote

import (
	"bytes"
	"context"
	"net/http"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/packages/param"

	"clipd/internal/clip"
	"clipd/internal/endpoint"
)

// server is sent sound.
type server struct {
	service openai.AudioTranscriptionService
	model   string
	limits  limits
}

func newServer(o Options, transport http.RoundTripper, l limits) *server {
	at := endpoint.Server{URL: o.URL, Key: o.Key, Tries: l.tries, Pause: l.pause}
	return &server{service: openai.NewAudioTranscriptionService(at.Options("audio/transcriptions", transport)...), model: o.Model, limits: l}
}

// send returns the server's answer to a WAV file of the length. The client tries
// again, after a growing and jittered pause or as Retry-After says, where the
// server is busy, breaks or cannot be reached. The error is an *endpoint.Failure.
func (s *server) send(ctx context.Context, sound []byte, length clip.Seconds, language string) ([]byte, error) {
	body := openai.AudioTranscriptionNewParams{
		File:                   openai.File(bytes.NewReader(sound), "speech.wav", "audio/wav"),
		Model:                  s.model,
		ResponseFormat:         openai.AudioResponseFormatVerboseJSON,
		TimestampGranularities: []string{"word", "segment"},
		Temperature:            param.NewOpt(0.0),
	}
	if language != "" {
		body.Language = param.NewOpt(language)
	}
	each := s.limits.each(length)
	seen := &endpoint.Exchange{Limit: s.limits.answer, Patience: each}
	var answer []byte
	_, err := s.service.New(ctx, body,
		option.WithRequestTimeout(each),
		option.WithMiddleware(seen.Watch),
		option.WithResponseBodyInto(&answer))
	if failed := seen.Failure(err); failed != nil {
		return nil, failed
	}
	return answer, nil
}
