package llm

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"clipd/internal/endpoint"
	"clipd/internal/highlight"
)

// Options name the server.
type Options struct {
	URL   string // base URL, as https://host/v1
	Model string
	Key   string // "" for none
}

// Selector asks a language model for moments.
type Selector struct {
	options   Options
	transport http.RoundTripper
	limits    limits
}

// New makes a selector. It does not ask the server anything yet.
func New(o Options) *Selector {
	return &Selector{options: o, transport: http.DefaultTransport, limits: defaultLimits()}
}

// Try asks the server one short question. The error says why no moments can be
// had of it, in words that quote nothing.
func (s *Selector) Try(ctx context.Context) error {
	server := newServer(s.options, s.transport, s.limits)
	answer, err := server.ask(ctx, question{
		rules: orderRules, name: "order", schema: orderSchema(),
		task:   "Clips:\n(1) 4 A bridge: The bridge is old.\n(2) 2 A road: The road is long.\n",
		usable: func(answer string) bool { _, ok := readOrder(answer); return ok },
	})
	if err != nil {
		return err
	}
	if answer == "" {
		return errors.New("it answers, but not with the JSON that is asked for")
	}
	return nil
}

// moreThanWanted is how many times as many candidates are asked for.
const moreThanWanted = 2.5

// Select lets the model choose. It never fails: where the server or the model
// does, the moments are those of [highlight.Select] and a warning says why.
func (s *Selector) Select(ctx context.Context, req highlight.Request) highlight.Selection {
	sentences := req.Transcript.Sentences
	if len(sentences) == 0 || req.Settings.MaxClips < 1 {
		return highlight.Select(req)
	}
	server := newServer(s.options, s.transport, s.limits)
	over := &endpoint.Failure{Reason: fmt.Sprintf("its answers were not all there after %v", s.limits.total.Round(100*time.Millisecond))}
	limited, cancel := context.WithTimeoutCause(ctx, s.limits.total, over)
	defer cancel()
	r := reading{server, req}
	parts := partsOf(sentences, s.limits)
	found, heard := r.choose(limited, parts)
	found = distinct(found, sentences)
	found = found[:min(len(found), int(math.Ceil(moreThanWanted*float64(req.Settings.MaxClips)))+2)]
	picks := picksOf(r.order(limited, found))

	sel := highlight.Arrange(req, picks)
	sel.Usage = server.usage
	if w := s.warning(server.stopped, len(parts), heard, len(picks)); w != "" {
		sel.Warnings = append(sel.Warnings, w)
	} else if sel.Selector != highlight.LanguageModel {
		sel.Warnings = append(sel.Warnings, "nothing that the language model picked fits what was asked: chosen without it")
	}
	return sel
}

func (s *Selector) warning(stopped error, parts, heard, picks int) string {
	switch {
	case stopped != nil && picks == 0:
		return fmt.Sprintf("the language model could not be asked (%v): the moments were chosen without it", stopped)
	case stopped != nil && heard < parts:
		return fmt.Sprintf("the language model read only %d of %d parts of the recording (%v)", heard, parts, stopped)
	case stopped != nil:
		return fmt.Sprintf("the language model did not put its moments in order (%v): ordered by its ratings", stopped)
	case heard == 0:
		return "the language model gave no usable answer: the moments were chosen without it"
	case heard < parts:
		return fmt.Sprintf("the language model gave usable answers for %d of %d parts of the recording", heard, parts)
	}
	return ""
}

// reading is one selection under way.
type reading struct {
	server *server
	req    highlight.Request
}

// choose asks for moments of every part. The first part is asked alone, which
// shows what the server can do. It returns how many parts were answered.
func (r reading) choose(ctx context.Context, parts []part) (found []candidate, heard int) {
	answers := make([][]candidate, len(parts))
	ok := make([]bool, len(parts))
	wanted := max(3, int(math.Ceil(moreThanWanted*float64(r.req.Settings.MaxClips)/float64(len(parts)))))
	one := func(i int) { answers[i], ok[i] = r.part(ctx, parts[i], wanted) }
	one(0)
	var group errgroup.Group
	group.SetLimit(r.server.limits.atOnce)
	for i := 1; i < len(parts); i++ {
		group.Go(func() error { one(i); return nil })
	}
	_ = group.Wait() // what fails is kept by the server
	for i := range parts {
		found = append(found, answers[i]...)
		if ok[i] {
			heard++
		}
	}
	return found, heard
}

func (r reading) part(ctx context.Context, p part, wanted int) ([]candidate, bool) {
	l := lengthOf(r.req)
	sentences := r.req.Transcript.Sentences
	answer, err := r.server.ask(ctx, question{
		rules: l.rules(), name: "moments", schema: momentsSchema(),
		task: chooseTask(r.req.Settings.Instruction, p.numbered(sentences), wanted),
		usable: func(answer string) bool {
			picked, understood := readMoments(answer)
			return understood && (len(picked) == 0 || len(candidatesOf(picked, p, sentences, l.longest)) > 0)
		},
	})
	if err != nil || answer == "" {
		return nil, false
	}
	picked, _ := readMoments(answer)
	return candidatesOf(picked, p, sentences, l.longest), true
}

// order asks for the order of all candidates; without an answer they stay as
// their ratings put them.
func (r reading) order(ctx context.Context, all []candidate) []candidate {
	if len(all) < 2 {
		return all
	}
	answer, err := r.server.ask(ctx, question{
		rules: orderRules, name: "order", schema: orderSchema(),
		task:   orderTask(r.req.Settings.Instruction, all, r.req.Transcript.Sentences),
		usable: func(answer string) bool { _, ok := readOrder(answer); return ok },
	})
	if err != nil || answer == "" {
		return all
	}
	order, _ := readOrder(answer)
	return inOrder(all, order)
}
