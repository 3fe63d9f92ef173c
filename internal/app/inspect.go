package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"clipd/internal/clip"
	"clipd/internal/highlight"
	"clipd/internal/pipeline"
)

// inspect runs f with a pipeline that holds the source, and shows its progress.
func inspect(ctx context.Context, s *session, source string, f func(*pipeline.Pipeline) error) (err error) {
	show := newProgress(s.Err)
	defer show.close()
	parts := newParts(s.config, show)
	defer func() { err = errors.Join(err, parts.Close()) }()
	p, err := parts.pipeline(ctx, true)
	if err != nil {
		return err
	}
	release, err := p.Hold(ctx, source)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release(err)) }()
	return f(p)
}

type transcribeCommand struct {
	Source   string    `arg:"" help:"A video or sound file, or an http or https URL of one."`
	Language string    `placeholder:"L" help:"Language of the talk as two letters, such as en (found)."`
	Speakers headcount `placeholder:"N" help:"How many people speak, 1-10 (found)."`
	JSON     bool      `name:"json" help:"Print sentences and words with their times as JSON."`
}

// Run prints what is said.
func (c transcribeCommand) Run(ctx context.Context, s *session) error {
	settings := clip.DefaultSettings()
	settings.Language, settings.Speech, settings.Speakers = c.Language, s.config.Speech, int(c.Speakers)
	if err := settings.Validate(); err != nil {
		return err
	}
	var t clip.Transcript
	err := inspect(ctx, s, c.Source, func(p *pipeline.Pipeline) (err error) {
		t, err = p.Listen(ctx, c.Source, settings)
		return err
	})
	if err != nil {
		return err
	}
	for _, w := range t.Warnings {
		fmt.Fprintln(s.Err, "warning:", w)
	}
	if c.JSON {
		if t.Sentences == nil {
			t.Sentences = []clip.Sentence{}
		}
		return printJSON(s.Out, t)
	}
	return printTranscript(s.Out, t)
}

// printTranscript prints a line for each sentence, with who says it where
// several people speak.
func printTranscript(w io.Writer, t clip.Transcript) error {
	several := len(t.Speakers()) > 1
	for _, sentence := range t.Sentences {
		who := ""
		if several {
			who = fmt.Sprintf("%-10s ", sentence.Speaker)
		}
		if _, err := fmt.Fprintf(w, "%-10v %s%s\n", clip.Seconds(int(sentence.Start*10))/10, who, sentence.Text); err != nil {
			return err
		}
	}
	return nil
}

type selectCommand struct {
	Transcript string `arg:"" help:"A transcript as 'clipd transcribe --json' prints it; - reads standard input."`
	JSON       bool   `name:"json" help:"Print the moments as JSON."`

	wishFlags `embed:""`
}

// Run prints the chosen moments.
func (c selectCommand) Run(ctx context.Context, s *session) error {
	settings := c.wishFlags.settings()
	if err := settings.Validate(); err != nil {
		return err
	}
	in := s.In
	if c.Transcript != "-" {
		f, err := os.Open(c.Transcript)
		if err != nil {
			return clip.Errorf(clip.Invalid, "transcript", "transcript: %w", err)
		}
		defer f.Close()
		in = f
	}
	t, err := highlight.ReadTranscript(in)
	if err != nil {
		return err
	}
	sel := selector(s.config).Select(ctx, highlight.Request{Transcript: t, Settings: settings})
	if err := ctx.Err(); err != nil {
		return err
	}
	if said := cost(sel.Usage); said != "" {
		fmt.Fprintln(s.Err, said)
	}
	for _, w := range sel.Warnings {
		fmt.Fprintln(s.Err, "warning:", w)
	}
	if len(sel.Moments) == 0 {
		return clip.Errorf(clip.Unusable, "transcript", "the transcript has nothing to choose from: no sentences and no duration")
	}
	if c.JSON {
		return printJSON(s.Out, struct {
			Moments  []clip.Moment   `json:"moments"`
			Selector string          `json:"selector"`
			Usage    highlight.Usage `json:"usage,omitzero"`
		}{append([]clip.Moment{}, sel.Moments...), sel.Selector, sel.Usage})
	}
	for _, m := range sel.Moments {
		if _, err := fmt.Fprintf(s.Out, "%.2f  %v to %v  %s\n      %s\n", m.Score, m.Start, m.End, m.Label, m.Reason); err != nil {
			return err
		}
	}
	return nil
}

type frameCommand struct {
	Source string        `arg:"" help:"A video file, or an http or https URL of one."`
	Window []clip.Window `required:"" sep:"none" placeholder:"START-END" help:"The part to look at, for example 1:05-1:35."`
	Aspect string        `default:"9:16" placeholder:"A" help:"Shape of the clip: 9:16, 1:1 or 16:9 (9:16)."`
	JSON   bool          `name:"json" help:"Print every frame as JSON."`
}

// Run prints the camera path.
func (c frameCommand) Run(ctx context.Context, s *session) error {
	aspect := clip.Aspect(c.Aspect)
	if _, _, err := aspect.Ratio(); err != nil {
		return clip.Errorf(clip.Invalid, "aspect", "%w", err)
	}
	if len(c.Window) > 1 {
		return clip.Errorf(clip.Invalid, "window", "window: only one part is looked at, not %d; run it once for each", len(c.Window))
	}
	window := c.Window[0]
	var camera clip.Camera
	err := inspect(ctx, s, c.Source, func(p *pipeline.Pipeline) error {
		source, err := p.Open(ctx, c.Source, c.Window)
		if err != nil {
			return err
		}
		camera, err = p.Look(ctx, source, window, aspect)
		return err
	})
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(s.Out, camera)
	}
	return printCamera(s.Out, camera)
}

// printCamera prints a line for each run of frames that show the same.
func printCamera(w io.Writer, camera clip.Camera) error {
	what := func(f clip.Frame) string { return fmt.Sprintf("%-5s %v", f.Layout, f.Crops) }
	for i := 0; i < len(camera.Frames); {
		first, j := camera.Frames[i], i
		for j < len(camera.Frames) && what(camera.Frames[j]) == what(first) {
			j++
		}
		if _, err := fmt.Fprintf(w, "%-10v frames %d-%d  %s\n", first.Time, first.Frame, camera.Frames[j-1].Frame, what(first)); err != nil {
			return err
		}
		i = j
	}
	return nil
}
