// Package endpoint is what all OpenAI-compatible servers have in common: how
// their client is set up, what happened in the tries of a request, and why a
// server is given up, in words that hold neither its address nor its key.
//
// It knows nothing of what is asked; packages highlight/llm and
// transcribe/remote do.
package endpoint

import (
	"net/http"
	"strings"
	"time"

	"github.com/openai/openai-go/v3/option"
)

// Server is where a service is, and how patiently it is asked.
type Server struct {
	URL   string        // up to the version, or to the resource; "/v1" is added to a bare host
	Key   string        // sent as a bearer token; none when empty
	Tries int           // for a request
	Pause time.Duration // before another try, at most; a server that asks for more has failed
}

// Options set up a client for a resource such as "chat/completions". They take
// nothing from the environment: OPENAI_API_KEY is not for every server.
func (s Server) Options(resource string, transport http.RoundTripper) []option.RequestOption {
	options := []option.RequestOption{
		option.WithBaseURL(s.base(resource)),
		option.WithHTTPClient(&http.Client{
			Transport: transport,
			// What is sent and the key go to the server that was named.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}),
		option.WithMaxRetries(s.Tries - 1),
		option.WithMaxRetryDelay(s.Pause),
	}
	if key := strings.TrimSpace(s.Key); key != "" {
		options = append(options, option.WithAPIKey(key))
	}
	return options
}

// base completes what people write to the base that the client wants.
func (s Server) base(resource string) string {
	base := strings.TrimRight(strings.TrimSpace(s.URL), "/")
	base = strings.TrimRight(strings.TrimSuffix(base, resource), "/")
	if _, rest, ok := strings.Cut(base, "://"); ok && !strings.Contains(rest, "/") {
		base += "/v1"
	}
	return base
}
