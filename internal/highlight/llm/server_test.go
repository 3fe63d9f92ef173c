package llm

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"clipd/internal/clip"
	"clipd/internal/highlight"
)

// request is what a server is asked.
type request struct {
	Model       string   `json:"model"`
	Temperature *float64 `json:"temperature"`
	Messages    []struct{ Role, Content string }
	Format      struct {
		Type string `json:"type"`
	} `json:"response_format"`
	key string
}

// ordering tells whether the request is the one for the order.
func (r request) ordering() bool { return strings.Contains(r.Messages[0].Content, `{"order"`) }

// last is the last message.
func (r request) last() string { return r.Messages[len(r.Messages)-1].Content }

// model is a scripted server. It keeps what it was asked.
type model struct {
	*httptest.Server
	mu    sync.Mutex
	asked []request
}

// serve starts a server that answers with what script returns: a status and, of
// 200, the content of the message.
func serve(t *testing.T, script func(n int, r request) (status int, content string)) *model {
	t.Helper()
	m := &model{}
	m.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		var r request
		if err := json.NewDecoder(req.Body).Decode(&r); err != nil || req.URL.Path != "/v1/chat/completions" {
			t.Errorf("%s: %v", req.URL.Path, err)
		}
		r.key = req.Header.Get("Authorization")
		m.mu.Lock()
		n := len(m.asked)
		m.asked = append(m.asked, r)
		m.mu.Unlock()
		status, content := script(n, r)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Retry-After-Ms", "1")
		w.WriteHeader(status)
		switch {
		case status != http.StatusOK:
			_, _ = io.WriteString(w, content)
		case strings.HasPrefix(content, "raw:"):
			_, _ = io.WriteString(w, strings.TrimPrefix(content, "raw:"))
		default:
			_ = json.NewEncoder(w).Encode(map[string]any{
				"choices": []any{map[string]any{"message": map[string]any{"role": "assistant", "content": content}}},
				"usage":   map[string]int{"prompt_tokens": 100, "completion_tokens": 10},
			})
		}
	}))
	t.Cleanup(m.Close)
	return m
}

// selector asks a server, with short pauses.
func selector(t *testing.T, url string, change func(*limits)) *Selector {
	t.Helper()
	s := New(Options{URL: url, Model: "m", Key: "sk-not-to-be-seen"})
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	s.transport = transport
	s.limits.pause, s.limits.patience, s.limits.total = 5*time.Millisecond, 2*time.Second, 10*time.Second
	if change != nil {
		change(&s.limits)
	}
	return s
}

// recorded is a talk of n sentences of six seconds about one thing each.
func recorded(n int) highlight.Request {
	things := strings.Fields("rivers bridges engines gardens markets winters teachers pictures windows doctors villages mountains kitchens machines libraries islands farmers captains")
	t := clip.Transcript{Duration: clip.Seconds(6 * n), Language: "en"}
	for i := range n {
		t.Sentences = append(t.Sentences, clip.Sentence{
			Start: clip.Seconds(6 * i), End: clip.Seconds(6*i) + 5.5,
			Text: fmt.Sprintf("Sentence %d tells of %d %s and %d %s.", i+1, 3*i+100, things[i%len(things)], 5*i+900, things[(i/7+i)%len(things)]),
		})
	}
	s := clip.DefaultSettings()
	s.MaxClips = 3
	return highlight.Request{Transcript: t, Settings: s}
}

var lineNumber = regexp.MustCompile(`(?m)^\[(\d+)\]`)

// numbers are the first and the last sentence that a request shows.
func (r request) numbers() (first, last int) {
	all := lineNumber.FindAllStringSubmatch(r.Messages[1].Content, -1)
	if len(all) == 0 {
		return 0, 0
	}
	first, _ = strconv.Atoi(all[0][1])
	last, _ = strconv.Atoi(all[len(all)-1][1])
	return first, last
}

// moment writes one moment.
func moment(first, last, rating int) string {
	return fmt.Sprintf(`{"first":%d,"last":%d,"rating":%d,"label":"Sentence %d tells a story","reason":"Sentence %d is the turn of the talk."}`, first, last, rating, first, first)
}

func answer(moments ...string) string { return `{"moments":[` + strings.Join(moments, ",") + `]}` }
