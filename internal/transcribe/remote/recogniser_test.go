package remote

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"clipd/internal/clip"
	"clipd/internal/media"
	"clipd/internal/mediatest"
	"clipd/internal/transcribe"
)

const secret = "sk-very-secret"

// listener is a built-in recogniser that hears voice where it is told to.
type listener struct {
	voiced []clip.Span
	err    error
	asked  atomic.Int32
}

func (l *listener) Voiced(context.Context, media.Info, []clip.Span) ([]clip.Span, error) {
	return l.voiced, nil
}

func (l *listener) Transcribe(_ context.Context, _ media.Info, o transcribe.Options) (clip.Transcript, error) {
	l.asked.Add(1)
	if o.Progress != nil {
		o.Progress(1)
		o.Progress(20)
	}
	return clip.Transcript{Model: "built-in", Warnings: []string{"its own"}}, l.err
}

// beeping is a recording of 20 s with a beep at each full second.
func beeping(t *testing.T) media.Info {
	t.Helper()
	return mediatest.Probe(t, mediatest.Make(t, mediatest.Recording{Name: "beeps.wav", NoVideo: true, Seconds: 20, Output: []string{"-c:a", "pcm_s16le"}}))
}

// serve starts an endpoint and returns a recogniser of it that hardly pauses.
func serve(t *testing.T, l *listener, answer http.HandlerFunc) *Recogniser {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	r := New(Options{URL: server.URL, Model: "large", Key: secret}, func(context.Context) (Local, error) { return l, nil })
	r.limits.pause = 10 * time.Millisecond
	return r
}

// beeps are the times of the beeps in a WAV file that was sent, in seconds.
func beeps(t *testing.T, r *http.Request) (times []float64, length float64) {
	t.Helper()
	file, _, err := r.FormFile("file")
	if err != nil {
		t.Error(err)
		return nil, 0
	}
	sound, err := io.ReadAll(file)
	if err != nil || len(sound) < waveHeader || string(sound[:4]) != "RIFF" || int(binary.LittleEndian.Uint32(sound[40:])) != len(sound)-waveHeader {
		t.Errorf("%d bytes of sound, %v", len(sound), err)
		return nil, 0
	}
	quiet := waveRate
	for i := waveHeader; i+1 < len(sound); i += 2 {
		quiet++
		if level := int16(binary.LittleEndian.Uint16(sound[i:])); level > 4000 || level < -4000 {
			if quiet > waveRate/2 {
				times = append(times, float64(i-waveHeader)/2/waveRate)
			}
			quiet = 0
		}
	}
	return times, float64(len(sound)-waveHeader) / 2 / waveRate
}

// hearBeeps answers with a word at each beep.
func hearBeeps(t *testing.T, w http.ResponseWriter, r *http.Request) {
	times, _ := beeps(t, r)
	var words, texts []string
	for i, at := range times {
		words = append(words, fmt.Sprintf(`{"word":"beep%d","start":%f,"end":%f}`, i, at, at+0.05))
		texts = append(texts, fmt.Sprintf("Beep%d.", i))
	}
	fmt.Fprintf(w, `{"language":"english","text":%q,"words":[%s]}`, strings.Join(texts, " "), strings.Join(words, ","))
}

func TestWordsComeBackAtTheirTimes(t *testing.T) {
	info := beeping(t)
	l := &listener{voiced: spans(1.5, 6.5, 9.5, 13.2)}
	var lengths []float64
	r := serve(t, l, func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path != "/v1/audio/transcriptions" || req.Header.Get("Authorization") != "Bearer "+secret {
			t.Errorf("%s with %q", req.URL.Path, req.Header.Get("Authorization"))
		}
		if err := req.ParseMultipartForm(1 << 20); err != nil {
			t.Error(err)
		}
		got := fmt.Sprint(req.MultipartForm.Value)
		if want := "map[model:[large] response_format:[verbose_json] temperature:[0] timestamp_granularities[]:[word segment]]"; got != want {
			t.Errorf("asked with %s, want %s", got, want)
		}
		_, length := beeps(t, req)
		lengths = append(lengths, length)
		hearBeeps(t, w, req)
	})
	r.limits.part = 8
	var progress []clip.Seconds
	got, err := r.Transcribe(t.Context(), info, transcribe.Options{Progress: func(s clip.Seconds) { progress = append(progress, s) }})
	if err != nil {
		t.Fatal(err)
	}
	var starts []float64
	for _, w := range got.Words() {
		starts = append(starts, math.Round(float64(w.Start)*100)/100)
	}
	if want := []float64{1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 13}; !slices.Equal(starts, want) {
		t.Errorf("words at %v, want %v", starts, want)
	}
	if len(got.Sentences) != len(starts) || got.Sentences[0].Text != "Beep0." {
		t.Errorf("sentences %+v", got.Sentences)
	}
	if got.Language != "en" || got.Model != "large" || len(got.Warnings) > 0 || len(got.Voiced) != 2 || float64(got.Duration) != info.Duration {
		t.Errorf("transcript %+v", got)
	}
	if want := []float64{7, 5.7}; len(lengths) != 2 || math.Abs(lengths[0]-want[0]) > 0.001 || math.Abs(lengths[1]-want[1]) > 0.001 {
		t.Errorf("sent %v s, want %v", lengths, want)
	}
	if want := []clip.Seconds{7.5, 14.2}; len(progress) != 2 || progress[0] != want[0] || progress[1].Round() != want[1] {
		t.Errorf("progress %v, want %v", progress, want)
	}
	if l.asked.Load() > 0 {
		t.Error("the built-in recogniser was asked too")
	}
}

func TestOnlyTheSpansHaveWords(t *testing.T) {
	r := serve(t, &listener{voiced: spans(4.5, 6.5, 12, 13.5)}, func(w http.ResponseWriter, req *http.Request) {
		if req.FormValue("language") != "de" {
			t.Errorf("language %q", req.FormValue("language"))
		}
		hearBeeps(t, w, req)
	})
	got, err := r.Transcribe(t.Context(), beeping(t), transcribe.Options{Language: "de", Spans: spans(4.5, 6.5, 11.5, 13.5)})
	if err != nil {
		t.Fatal(err)
	}
	var starts []float64
	for _, w := range got.Words() {
		starts = append(starts, math.Round(float64(w.Start)*100)/100)
	}
	if want := []float64{5, 6, 12, 13}; !slices.Equal(starts, want) || got.Language != "de" {
		t.Errorf("words at %v in %q, want %v", starts, got.Language, want)
	}
}

func TestNobodySpeaks(t *testing.T) {
	r := serve(t, &listener{}, func(http.ResponseWriter, *http.Request) { t.Error("the endpoint was asked") })
	got, err := r.Transcribe(t.Context(), beeping(t), transcribe.Options{})
	if err != nil || len(got.Sentences) > 0 || len(got.Warnings) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	got, err = r.Transcribe(t.Context(), media.Info{Duration: 3}, transcribe.Options{})
	if err != nil || got.Duration != 3 || len(got.Warnings) != 1 {
		t.Errorf("without sound: %+v, %v", got, err)
	}
}

func TestTriesAgain(t *testing.T) {
	info := beeping(t)
	for _, tt := range []struct {
		name string
		fail func(w http.ResponseWriter)
		wait time.Duration // at least, before the next try
	}{
		{"429", func(w http.ResponseWriter) { w.WriteHeader(http.StatusTooManyRequests) }, 0},
		{"429 with Retry-After", func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", "0.2")
			w.WriteHeader(http.StatusTooManyRequests)
		}, 200 * time.Millisecond},
		{"503", func(w http.ResponseWriter) { http.Error(w, "<html>", http.StatusServiceUnavailable) }, 0},
		{"broken off", func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte("{"))
		}, 0},
		{"hung up", func(http.ResponseWriter) { panic(http.ErrAbortHandler) }, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var tries atomic.Int32
			var first time.Time
			l := &listener{voiced: spans(2, 5)}
			r := serve(t, l, func(w http.ResponseWriter, req *http.Request) {
				if tries.Add(1) == 1 {
					first = time.Now()
					tt.fail(w)
					return
				}
				if waited := time.Since(first); waited < tt.wait {
					t.Errorf("tried again after %v", waited)
				}
				hearBeeps(t, w, req)
			})
			r.limits.pause = max(r.limits.pause, 2*tt.wait)
			got, err := r.Transcribe(t.Context(), info, transcribe.Options{})
			if err != nil || len(got.Words()) == 0 || len(got.Warnings) > 0 || tries.Load() != 2 {
				t.Errorf("%d tries, %+v, %v", tries.Load(), got, err)
			}
		})
	}
}

func TestFailuresFallBack(t *testing.T) {
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(code)
			fmt.Fprintf(w, `{"error":{"message":"your key %s is wrong"}}`, secret)
		}
	}
	text := func(body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }
	}
	info := beeping(t)
	for _, tt := range []struct {
		name   string
		answer http.HandlerFunc
		edit   func(*Recogniser)
		why    string
		tries  int32
	}{
		{"always 500", status(500), nil, "500 Internal Server Error after 4 tries", 4},
		{"wrong key", status(401), nil, "401 Unauthorized", 1},
		{"no such model", status(404), nil, "404 Not Found", 1},
		{"too busy for long", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
		}, nil, "429 Too Many Requests", 1},
		{"moved", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://example.invalid/", http.StatusTemporaryRedirect)
		}, nil, "307 Temporary Redirect", 1},
		{"garbage", text("<html>"), nil, "its answer is not the JSON of a transcript", 1},
		{"no times", text(`{"text":"hello"}`), nil, "its answer has no usable times", 1},
		{"huge", func(w http.ResponseWriter, _ *http.Request) {
			for range 100 {
				if _, err := w.Write(make([]byte, 1<<10)); err != nil {
					return
				}
			}
		}, func(r *Recogniser) { r.limits.answer = 1 << 10 }, "its answer is longer than 1024 bytes", 1},
		{"huge error", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusInternalServerError)
			_, _ = w.Write(make([]byte, 2<<10))
		}, func(r *Recogniser) { r.limits.answer = 1 << 10 }, "its answer is longer than 1024 bytes", 1},
		{"slow", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
			func(r *Recogniser) { r.limits.patience, r.limits.pace = time.Second, 0 }, "no answer within 1s", 1},
		{"slow in the midst", func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "{")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, func(r *Recogniser) { r.limits.patience, r.limits.pace = time.Second, 0 }, "no answer within 1s", 1},
		{"slow in all", func(w http.ResponseWriter, r *http.Request) {
			ctx, cancel := context.WithTimeout(r.Context(), 700*time.Millisecond)
			defer cancel()
			<-ctx.Done()
			w.WriteHeader(http.StatusServiceUnavailable)
		}, func(r *Recogniser) { r.limits.patience, r.limits.pace = 0, 0.2 }, "not done after 2s", 0}, // how many tries fit in depends on the machine
	} {
		t.Run(tt.name, func(t *testing.T) {
			var tries atomic.Int32
			l := &listener{voiced: spans(2, 5)}
			r := serve(t, l, func(w http.ResponseWriter, req *http.Request) {
				tries.Add(1)
				_, _ = io.Copy(io.Discard, req.Body)
				tt.answer(w, req)
			})
			r.options.URL = strings.Replace(r.options.URL, "://", "://user:"+secret+"@", 1)
			if tt.edit != nil {
				tt.edit(r)
			}
			var progress []clip.Seconds
			got, err := r.Transcribe(t.Context(), info, transcribe.Options{Progress: func(s clip.Seconds) { progress = append(progress, s) }})
			if err != nil {
				t.Fatal(err)
			}
			if got.Model != "built-in" || l.asked.Load() != 1 || len(got.Warnings) != 2 || got.Warnings[1] != "its own" {
				t.Fatalf("asked %d times, %+v", l.asked.Load(), got)
			}
			w := got.Warnings[0]
			if !strings.Contains(w, "the speech endpoint failed ("+tt.why) || !strings.HasSuffix(w, "); the built-in recogniser listened instead") {
				t.Errorf("warning %q, want it to say %q", w, tt.why)
			}
			if strings.Contains(w, secret) || strings.Contains(w, "user") {
				t.Errorf("the warning leaks: %q", w)
			}
			if tt.tries > 0 && tries.Load() != tt.tries {
				t.Errorf("%d tries, want %d", tries.Load(), tt.tries)
			}
			if !slices.IsSorted(progress) {
				t.Errorf("progress went back: %v", progress)
			}
		})
	}
}

func TestConnectionRefused(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	l := &listener{voiced: spans(2, 5)}
	r := serve(t, l, nil)
	r.options.URL = "http://u:" + secret + "@" + closed.Addr().String()
	got, err := r.Transcribe(t.Context(), beeping(t), transcribe.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if want := "the speech endpoint failed (connection refused after 4 tries); the built-in recogniser listened instead"; got.Warnings[0] != want {
		t.Errorf("warning %q, want %q", got.Warnings[0], want)
	}
}

func TestCancelIsNoFailure(t *testing.T) {
	info := beeping(t)
	for name, busy := range map[string]http.HandlerFunc{
		"in the request": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"in the pause":   func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Retry-After", "30"); w.WriteHeader(503) },
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			l := &listener{voiced: spans(2, 5)}
			r := serve(t, l, func(w http.ResponseWriter, req *http.Request) {
				_, _ = io.Copy(io.Discard, req.Body)
				go cancel()
				busy(w, req)
			})
			r.limits.pause = time.Minute
			began := time.Now()
			_, err := r.Transcribe(ctx, info, transcribe.Options{})
			if !errors.Is(err, context.Canceled) || l.asked.Load() > 0 {
				t.Errorf("error %v, asked %d times", err, l.asked.Load())
			}
			if spent := time.Since(began); spent > 10*time.Second {
				t.Errorf("took %v", spent)
			}
		})
	}
}

func TestBothFail(t *testing.T) {
	unknown := clip.Errorf(clip.Invalid, "language", "no such language")
	r := serve(t, &listener{voiced: spans(2, 5), err: unknown}, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(400) })
	_, err := r.Transcribe(t.Context(), beeping(t), transcribe.Options{Language: "xx"})
	if clip.CodeOf(err) != clip.Invalid || !strings.Contains(err.Error(), "400 Bad Request") || !strings.Contains(err.Error(), "no such language") {
		t.Errorf("error %v", err)
	}
	broken := New(Options{}, func(context.Context) (Local, error) { return nil, unknown })
	if _, err := broken.Transcribe(t.Context(), beeping(t), transcribe.Options{}); !errors.Is(err, unknown) {
		t.Errorf("error %v", err)
	}
}
